// The words of a face in the language of its device, handed down to every component.
import { getContext, setContext } from 'svelte';
import type { BilingualText, RefusalWords } from '../wire/common';
import type { CommonWords } from './common/fr';
import { firstLanguage, rememberLanguage, typeset, typesetAll, type Language } from './language';

/** How to fetch the words of each language: separate chunks, one is loaded. */
export type Loaders<W> = Record<Language, () => Promise<W>>;

/** The words of a face, and the language they are in. */
export class Speech<W extends CommonWords = CommonWords> {
  /** The language spoken. */
  language = $state.raw<Language>('fr');
  /** Its sentences. */
  words: W;
  #loaders: Loaders<W>;

  /** With words already at hand; see `load`. */
  constructor(loaders: Loaders<W>, language: Language, words: W) {
    this.#loaders = loaders;
    this.words = $state.raw(words);
    this.#take(language, words);
  }

  /** Loads the words of this device's language. */
  static async load<W extends CommonWords>(loaders: Loaders<W>): Promise<Speech<W>> {
    const language = firstLanguage();
    return new Speech(loaders, language, await loaders[language]());
  }

  /** Speaks another language from now on. */
  async speak(language: Language): Promise<void> {
    this.#take(language, await this.#loaders[language]());
    rememberLanguage(language);
  }

  /** A text that came in both languages. */
  text(text: BilingualText): string {
    return this.language === 'fr' ? typeset(text.fr) : text.en;
  }

  /** Words somebody wrote, spaced as French wants: they may be French on any face. */
  quote(text: string): string {
    return typeset(text);
  }

  /** A refusal as a sentence. */
  refusal(refusal: RefusalWords): string {
    const say = this.words.refusals[refusal.code as keyof CommonWords['refusals']];
    return say ? say(refusal.figure ?? 0) : this.words.unknownRefusal(refusal.code);
  }

  /** A problem of a plain request as a sentence. */
  problem(code: string): string {
    // A request may also be refused by the day itself.
    return this.words.problems[code as keyof CommonWords['problems']] ?? this.refusal({ code });
  }

  /** `10:05` or `10 h 05`, where the device is. */
  time(at: number): string {
    const date = new Date(at);
    const minutes = String(date.getMinutes()).padStart(2, '0');
    return this.language === 'fr' ? typeset(`${date.getHours()} h ${minutes}`) : `${date.getHours()}:${minutes}`;
  }

  /** `mardi 3 décembre`. */
  date(at: number): string {
    const words = { weekday: 'long', day: 'numeric', month: 'long' } as const;
    if (this.language === 'en') return new Intl.DateTimeFormat('en-GB', words).format(at);
    return new Intl.DateTimeFormat('fr-FR', words).format(at).replace(/\b1 (?=\p{L})/u, '1er ');
  }

  #take(language: Language, words: W): void {
    this.words = language === 'fr' ? typesetAll(words) : words;
    this.language = language;
    document.documentElement.lang = language;
  }
}

const SPEECH = Symbol('speech');

/** Hands the words down to the components of a face. */
export function handDownSpeech<W extends CommonWords>(speech: Speech<W>): Speech<W> {
  return setContext(SPEECH, speech);
}

/** The words handed down. */
export function useSpeech<W extends CommonWords = CommonWords>(): Speech<W> {
  return getContext(SPEECH);
}
