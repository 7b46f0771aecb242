// A day as the tablet hears it, for tests: plain values, changed where a test cares.
import type { CaseView, Hears, PlannedSlot } from '../../wire/facilitator';

export const names = ['Amina', 'Bruno', 'Claire'];

/** A case of somebody, whose priority it is. */
export function caseOf(id: string, owner: string, part: Partial<CaseView> = {}): CaseView {
  return {
    caseItem: id,
    owners: [owner],
    kind: 'probleme',
    title: `Title of ${id}`,
    headline: '',
    expects: '',
    reserved: false,
    urgency: 1,
    emotionalLoad: 1,
    priorities: [{ participant: owner, rank: 1 }],
    process: 'codeveloppement',
    minutes: 60,
    mergedFrom: [],
    age: 0,
    prepared: false,
    dots: null,
    outcome: null,
    disposition: null,
    ...part,
  };
}

/** A slot of the plan. */
export function slotOf(slot: string, caseItem: string, start: number, minutes = 30): PlannedSlot {
  return { slot, caseItem, block: 0, start, end: start + minutes, process: 'codeveloppement', outcome: null, begun: false, least: 5, pinned: false, also: [], missed: [] };
}

/** Everything a tablet hears, at the door. */
export function heard(): Hears {
  return {
    now: {
      day: { group: 'Groupe Orne', organisation: 'Valmorel', number: 1, midnight: 0 },
      code: 'KDP472',
      locked: false,
      seats: 8,
      people: names.map((name) => ({ participant: name, name, seated: true, present: true, from: null, until: null, engaged: false, checkedOut: false, cases: 1, roles: 0 })),
      position: { phase: 'welcome' },
      undo: null,
      pause: null,
      clocks: { step: null, caseItem: null, driftMs: null },
      shown: [{ clock: 'step', phones: false, screen: true }],
      blocks: [{ kind: 'treatment', start: 600, end: 760 }, { kind: 'closing', start: 760, end: 800 }],
      reserve: 10,
      guarantee: null,
      stage: { phase: 'welcome' },
      hands: [],
      handsOrder: 'raised',
      screenTime: { pastMs: 0, since: null },
      screen: 'step',
      screenPaired: false,
    },
    cases: { cases: [], merges: [], titles: [] },
    plan: { basis: 7, computing: false, stale: false, slots: [], dots: 0, used: 0, available: 150, freeFrom: 600, covered: [], uncovered: [], withoutCase: [], stopped: [], leftWaiting: [], again: [], missed: [], first: [], reasons: [], breaches: [], infeasible: null, rest: null, byHand: false, before: null, ways: [], proposals: [], unasked: [], gap: null, broken: false, rounds: null, deferred: [] },
    texts: { texts: [], forOwner: 0, held: 0 },
    passing: { knocks: [], connected: names, asleep: [], screens: 1, tablets: 0, dotsPlaced: null, dotsIn: null, finished: 0, clockWentBack: false, plainHttp: false },
  };
}
