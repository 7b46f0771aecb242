// Which language this device speaks: its owner's choice, else its own, else French.
import * as shelf from '../link/shelf';

/** The languages the faces speak. */
export type Language = 'fr' | 'en';

const KEY = 'cercle:language';

/** The language to begin with. */
export function firstLanguage(): Language {
  const chosen = shelf.read(KEY);
  if (chosen === 'fr' || chosen === 'en') return chosen;
  return navigator.language?.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** Remembers the owner's choice. */
export function rememberLanguage(language: Language): void {
  shelf.write(KEY, language);
}

const NARROW = '\u202f';

/** French wants a narrow space that does not break before `? ! ; :` and inside guillemets. */
export function typeset(text: string): string {
  return text
    .replace(/ ([?!;:»%])/g, `${NARROW}$1`)
    .replace(/« /g, `«${NARROW}`)
    .replace(/(\d) (?=\d{3}\b|min\b|h\b)/g, `$1${NARROW}`)
    .replace(/'/g, '’');
}

/** A dictionary with every sentence typeset, those that take an argument too. */
export function typesetAll<T>(words: T): T {
  if (typeof words === 'string') return typeset(words) as T;
  if (typeof words === 'function') return ((...args: unknown[]) => typesetAll(words(...args) as unknown)) as T;
  if (Array.isArray(words)) return words.map(typesetAll) as T;
  if (words && typeof words === 'object') {
    return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, typesetAll(value)])) as T;
  }
  return words;
}
