// What is one's own, with what was said of it and not yet answered laid over.
import type { Unanswered } from '../link/outbox';
import type { ContributionKind } from '../wire/common';
import type { Mine, OwnCase, OwnText, Says, StepView, TraceLine } from '../wire/participant';

/** Something of one's own; `pending` until the server has it. */
export type Pending<T> = T & { pending: boolean };

/** A text somebody else gave, by name; nobody knows who gave a slip. */
export interface GivenText {
  contribution: string;
  author: string | null;
  kind: ContributionKind;
  text: string;
  askedForScreen: boolean;
  /** It notes one's own words, and may be shown by one's yes. */
  forScreen: boolean;
  kept: boolean;
}

type Words = readonly Unanswered<Says>[];

/** Lays over a list what each word does to it. */
function laidOver<T>(known: readonly T[], words: Words, lay: (list: Pending<T>[], say: Says) => Pending<T>[]): Pending<T>[] {
  const start = known.map((one) => ({ ...one, pending: false }));
  return words.reduce((list, word) => lay(list, word.say), start);
}

function put<T>(list: Pending<T>[], same: (one: T) => boolean, fresh: T): Pending<T>[] {
  const one = { ...fresh, pending: true };
  return list.some(same) ? list.map((known) => (same(known) ? one : known)) : [...list, one];
}

/** One's own cases. */
export function ownCases(mine: Mine, words: Words): Pending<OwnCase>[] {
  return laidOver(mine.cases ?? [], words, (list, say) => {
    if (say.act === 'withdrawCase') return list.filter((one) => one.caseItem !== say.caseItem);
    if (say.act === 'putCase') {
      const known = list.find((one) => one.caseItem === say.caseItem);
      const fresh = { rank: null, process: null, minutes: null, mergedInto: null, mergedFrom: [], outcome: null, disposition: null };
      return put(list, (one) => one.caseItem === say.caseItem, { ...fresh, ...known, caseItem: say.caseItem, fields: say.fields });
    }
    const change =
      say.act === 'prioritise' ? { rank: say.rank }
      : say.act === 'chooseProcess' ? { process: say.process, minutes: say.minutes }
      : say.act === 'settle' ? { disposition: say.disposition }
      : null;
    if (!change) return list;
    return list.map((one) => {
      if ('caseItem' in say && one.caseItem === say.caseItem) return { ...one, ...change, pending: true };
      // A rank belongs to one case: whatever had it gives it up.
      return say.act === 'prioritise' && say.rank !== null && one.rank === say.rank ? { ...one, rank: null } : one;
    });
  });
}

/** One's own texts, in the step at hand. */
export function ownTexts(mine: Mine, words: Words, at: Pick<StepView, 'slot' | 'step'> | null): Pending<OwnText>[] {
  return laidOver(mine.texts, words, (list, say) => {
    switch (say.act) {
      case 'withdrawContribution':
        return list.filter((one) => one.contribution !== say.contribution);
      case 'contribute': {
        const known = list.find((one) => one.contribution === say.contribution);
        const fresh = { visibility: 'owner', askedForScreen: false, kept: false } as const;
        const { contribution, slot, step, input, text } = say;
        const here = slot === at?.slot && step === at.step ? { input } : {};
        return put(list, (one) => one.contribution === contribution, { ...fresh, ...known, ...here, contribution, text });
      }
      case 'widen':
        return list.map((one) =>
          one.contribution === say.contribution ? { ...one, visibility: say.visibility, askedForScreen: false, pending: true } : one,
        );
      case 'declineScreen':
        return list.map((one) =>
          one.contribution === say.contribution ? { ...one, visibility: one.visibility === 'room' ? 'group' : one.visibility, askedForScreen: false } : one,
        );
      case 'keepText':
        return list.map((one) => (one.contribution === say.contribution ? { ...one, kept: say.keep } : one));
      default:
        return list;
    }
  });
}

/** What others gave, each with who and what. */
export function givenTexts({ given }: Mine): GivenText[] {
  return given.answers.flatMap(({ kind, texts, askedForScreen, forScreen, kept }) =>
    texts.map(([contribution, author, text], at) => ({
      contribution,
      author: author === null ? null : given.authors[author]!,
      kind,
      text,
      askedForScreen: askedForScreen?.includes(at) ?? false,
      forScreen: forScreen?.includes(at) ?? false,
      kept: kept?.includes(at) ?? false,
    })),
  );
}

/** The lines of one's own trace; an empty one is erased. */
export function ownTrace(mine: Mine, words: Words): Pending<TraceLine>[] {
  return laidOver(mine.trace ?? [], words, (list, say) => {
    if (say.act !== 'putTrace') return list;
    const { act: _, ...line } = say;
    return put(list, (one) => one.line === say.line, line);
  }).filter((one) => one.text.trim());
}
