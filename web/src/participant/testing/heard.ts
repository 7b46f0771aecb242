// What the phone of Hélène hears, in a circle of three, before anything is brought, written or asked.
import type { Hears, Mine, Stage } from '../../wire/participant';

/** Her phone, in a phase of the day; `mine` is what she has of her own by then. */
export function heardIn(stage: Stage, mine: Partial<Mine> = {}): Hears {
  return {
    now: {
      day: { group: 'Cercle', organisation: '', number: 1, midnight: 0 },
      you: { participant: 'p0', name: 'Hélène', engaged: 1 },
      people: ['Hélène', 'Karim', 'Nadia'].map((name, i) => ({ participant: `p${i}`, name })),
      clocks: { step: null, caseItem: null, driftMs: null },
      stage,
    },
    cases: { cases: [] },
    plan: { slots: [], yours: [] },
    mine: { texts: [], given: { authors: [], answers: [] }, ...mine },
    passing: { dotsPlaced: null, finished: 0, youFinished: false },
  };
}
