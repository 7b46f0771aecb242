// Faults of a process in words: beside their field, or with the place spelled out.
import type { FaultView } from '../../wire/account';
import type { OwnWords } from '../../words/facilitator/own.fr';

/** What tells that a file is no process at all, so that no editor can show it. */
const SHAPE = new Set(['notJson', 'missing', 'unknown', 'otherShape', 'notAnId']);

/** Whether the editor can open what has these faults. */
export function mendable(faults: readonly FaultView[]): boolean {
  return faults.every((fault) => !SHAPE.has(fault.code));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What is said of the place. */
export function sentenceOf(fault: FaultView, words: OwnWords): string {
  const say = words.faults[fault.code as keyof OwnWords['faults']] as ((...figures: number[]) => string) | undefined;
  return say ? say(...fault.figures) : fault.code;
}

/** A sentence for beside a field: it begins as sentences do. */
export function besideField(fault: FaultView, words: OwnWords): string {
  return `${capital(sentenceOf(fault, words))}.`;
}

const NUMBERED = { steps: 'step', inputs: 'input', choices: 'choice', presets: 'preset', parts: 'part', criteria: 'criterion' } as const;

/** `steps[0].name.fr` as people say it: « étape 1, nom, en français ». */
export function placeOf(place: string, words: OwnWords): string {
  if (!place) return words.places.whole;
  const parts = place.split('.').map((part) => {
    const [, name = part, index] = /^(\w+)\[(\d+)\]/.exec(part) ?? [];
    const numbered = NUMBERED[name as keyof typeof NUMBERED];
    if (index !== undefined && numbered) return words.places[numbered](Number(index) + 1);
    if (part === 'fr' || part === 'en') return words.places[part];
    return words.places.fields[part] ?? part;
  });
  return parts.join(', ');
}

/** The whole fault in one line. */
export function lineOf(fault: FaultView, words: OwnWords): string {
  const sentence = sentenceOf(fault, words);
  // These two are about the whole, and say so.
  if (fault.code === 'notJson' || fault.code === 'tooMuch') return `${capital(sentence)}.`;
  return words.places.line(capital(placeOf(fault.place, words)), sentence);
}
