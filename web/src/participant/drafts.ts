// What one writes before it is sent: on this phone from the first letter, until it is answered or thrown away.
import * as shelf from '../link/shelf';
import type { CaseFields } from '../wire/participant';
import * as keys from './keys';

/** Something begun and not sent. */
export interface Draft<T = string> {
  /** What it answers, in the words that asked. */
  about: string;
  value: T;
}

/** A case begun: a new one, or one's own written anew. */
export interface CaseDraft {
  id: string;
  fields: CaseFields;
}

const CASES = 'case:';

/** Where each thing that can be begun lies. */
export const draftOf = {
  caseItem: (caseItem: string): string => CASES + caseItem,
  expectation: 'expectation',
  trace: 'trace',
  text: (slot: string, step: string, input: string): string => `text:${slot}:${step}:${input}`,
  /** Words written anew lie apart from new ones, under the text they are to replace. */
  anew: (slot: string, step: string, input: string, contribution: string): string => `text:${slot}:${step}:${input}#${contribution}`,
};

/** The drafts of one room. */
export class Drafts {
  #prefix: string;

  constructor(room: string) {
    this.#prefix = keys.drafts(room);
  }

  /** What was begun there, if anything. */
  read<T = string>(what: string): T | null {
    return shelf.readJson<Draft<T>>(this.#prefix + what)?.value ?? null;
  }

  /** Keeps; nothing worth keeping is thrown away instead. False when the phone cannot keep it. */
  keep<T>(what: string, about: string, value: T): boolean {
    if (typeof value === 'string' && !value.trim()) {
      this.discard(what);
      return true;
    }
    return shelf.writeJson(this.#prefix + what, { about, value } satisfies Draft<T>);
  }

  /** Takes back what was sent and refused, below what was begun meanwhile. */
  giveBack<T>(what: string, refused: T): void {
    const begun = shelf.readJson<Draft<unknown>>(this.#prefix + what);
    if (!begun) this.keep(what, '', refused);
    else if (typeof begun.value === 'string' && typeof refused === 'string') this.keep(what, begun.about, `${begun.value}\n\n${refused}`);
  }

  /** Throws away. */
  discard(what: string): void {
    shelf.remove(this.#prefix + what);
  }

  /** Every case that was begun. */
  cases(): CaseDraft[] {
    return shelf.keys(this.#prefix + CASES).flatMap((key) => shelf.readJson<Draft<CaseDraft>>(key)?.value ?? []);
  }

  /** Every draft that is plain words. */
  texts(): (Draft & { what: string })[] {
    return shelf.keys(this.#prefix).flatMap((key) => {
      const draft = shelf.readJson<Draft<unknown>>(key);
      if (typeof draft?.value !== 'string') return [];
      return [{ what: key.slice(this.#prefix.length), about: draft.about, value: draft.value }];
    });
  }
}
