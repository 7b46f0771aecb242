import { render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { Speech } from '../words/speech.svelte';
import { words as en } from '../words/screen/en';
import { words as fr } from '../words/screen/fr';
import type { BallotHead, Hears, Now, StepView, TallyHead } from '../wire/screen';
import Standing from './Standing.svelte';

const speech = new Speech({ fr: async () => fr, en: async () => en }, 'fr', fr);
const CASES = [
  { label: { caseItem: 'a', title: 'Dire non', reserved: null, owners: ['Amina'], cases: 1 }, process: null },
  { label: { caseItem: 'b', title: null, reserved: 1, owners: [], cases: 1 }, process: null },
];
const BALLOT: BallotHead = { vote: 'v', epoch: 0, stage: 'sealed', people: [], dots: 40, tags: 40, sealDigest: null, closeDigest: null, agree: 8, disagree: 0, redealt: null };
const VOTE: TallyHead = { mode: 'live', dots: 40, voters: 8, onlyAtClose: false, closed: false, endsAt: null, ballot: BALLOT };

function frame(now: Partial<Now>, rest: Partial<Hears> = {}): Hears {
  return {
    now: {
      day: { group: 'Orne', organisation: 'Valmorel', number: 1, midnight: 0 },
      code: 'KDP472',
      shows: 'step',
      pause: null,
      clocks: { step: null, caseItem: null, driftMs: null },
      seats: 8,
      people: ['Amina'],
      stage: { phase: 'welcome' },
      ...now,
    },
    cases: { cases: CASES },
    tally: { rows: [{ caseItem: 'a', dots: 7 }] },
    plan: { slots: [], blocks: [], everyone: false, noTime: 0, notReady: 0 },
    pinned: { texts: [] },
    passing: { dotsPlaced: 17, dotsIn: null, finished: null, phones: 8, plainHttp: false },
    ...rest,
  };
}

const show = (now: Partial<Now>, rest: Partial<Hears> = {}) => render(Standing, { hears: frame(now, rest), speech });
const voting = (vote: Partial<TallyHead>) => show({ stage: { phase: 'prioritisation', vote: { ...VOTE, ...vote } } });

test('a live vote shows the released counts and the dots placed, a reserved case its mask', () => {
  voting({});
  expect(screen.getByText('Dire non')).toBeTruthy();
  expect(screen.getByText('7')).toBeTruthy();
  expect(screen.getByText('17')).toBeTruthy();
  expect(screen.getByText('Cas réservé 1')).toBeTruthy();
});

test('a sealed vote shows no count before its close', () => {
  voting({ mode: 'sealed', onlyAtClose: true });
  expect(screen.queryByText('7')).toBeNull();
  expect(screen.getByText(/ne seront montrés qu’à la clôture/)).toBeTruthy();
});

test('fewer than six voters: that a vote is on, and nothing of how far it is', () => {
  voting({ voters: 5, dots: 25, onlyAtClose: true });
  expect(screen.queryByText('7')).toBeNull();
  expect(screen.queryByText('17')).toBeNull();
  expect(screen.getByText('Vote en cours')).toBeTruthy();
});

test('a plan made before does not hide a vote that is open', () => {
  show(
    { stage: { phase: 'prioritisation', vote: { ...VOTE } } },
    { plan: { slots: [{ slot: 's', caseItem: CASES[0]!.label, start: 600, end: 660, process: 'p', over: false, current: false }], blocks: [], everyone: true, noTime: 0, notReady: 0 } },
  );
  expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(/^Quels cas travailler/);
});

test('of a case that is over the plan says that it is, and no more', () => {
  show(
    { stage: { phase: 'prioritisation', vote: null } },
    { plan: { slots: [{ slot: 's', caseItem: CASES[0]!.label, start: 600, end: 660, process: 'p', over: true, current: false }], blocks: [], everyone: false, noTime: 0, notReady: 0 } },
  );
  expect(screen.getByText('Passé')).toBeTruthy();
});

test('sub-groups side by side: who sits together, whose turn, how long, and not the case', () => {
  const group = { members: ['Amina', 'Bruno'], withFacilitator: true, started: true, client: 1, part: { fr: 'Questions', en: 'Questions' }, over: false, clock: { startedAt: 0, endsAt: 0, heldMs: 125_000 } };
  const step: StepView = {
    asked: null, number: 1, caseItem: CASES[0]!.label, processName: { fr: 'Wise Crowds', en: 'Wise Crowds' }, name: { fr: 'Tours', en: 'Rounds' }, index: 1, count: 3,
    window: null, writer: null, phonesClosed: true, posture: null, groups: [group, { ...group, members: ['Claire'], withFacilitator: false, client: null, part: null, clock: null, over: true }],
  };
  show({ stage: { phase: 'treatment', step, next: null } });
  const first = within(screen.getByRole('region', { name: 'Sous-groupe 1' }));
  expect(first.getByText('avec l’animateur')).toBeTruthy();
  expect(first.getByText('2:05')).toBeTruthy();
  expect(first.getByText('Bruno').className).toContain('client');
  expect(within(screen.getByRole('region', { name: 'Sous-groupe 2' })).getByText('Chacun a eu son tour')).toBeTruthy();
  expect(screen.queryByText('Dire non')).toBeNull();
});

test('the curtain shows nothing at all', () => {
  show({ shows: 'black', stage: { phase: 'prioritisation', vote: VOTE } });
  expect(screen.queryByText('Dire non')).toBeNull();
  expect(screen.queryByText(/KDP/)).toBeNull();
});

test('the destruction is shown whatever else was: curtain, pause, code', () => {
  show({ shows: 'black', pause: { kind: 'lunch', until: null }, stage: { phase: 'ended' } });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Ce qui a été dit est détruit');
});

test('before the reveal, a count and no title', () => {
  show({ stage: { phase: 'inventory', window: { open: true, endsAt: null }, submitted: 12, revealed: false, speaking: null } }, { cases: { cases: [] } });
  expect(screen.getByText('12')).toBeTruthy();
  expect(screen.getByText('On écrit')).toBeTruthy();
});

test('people who came late find the code, unless the door is locked', () => {
  const { unmount } = show({ stage: { phase: 'process' } });
  expect(screen.getByRole('region', { name: 'Rejoindre la salle' }).textContent).toContain('KDP');
  unmount();
  show({ code: null, stage: { phase: 'process' } });
  expect(screen.queryByRole('region', { name: 'Rejoindre la salle' })).toBeNull();
});

test('a box that fills says how far it is; a sealed one what it holds, and who does not agree', () => {
  const ballot = { ...BALLOT, people: ['Amina', 'Bruno'], dots: 6, tags: 0, agree: 0, stage: 'issuing' as const };
  const { unmount } = show({ stage: { phase: 'prioritisation', vote: { ...VOTE, ballot } } }, { passing: { dotsPlaced: null, dotsIn: 5, finished: null, phones: 2, plainHttp: false } });
  expect(screen.getByText('5 points sur 6 dans l’urne')).toBeTruthy();
  unmount();
  voting({ ballot: { ...ballot, stage: 'sealed', tags: 6, sealDigest: 'A'.repeat(43), agree: 1, disagree: 1 } });
  expect(screen.getByText('6 points, 2 personnes')).toBeTruthy();
  expect(screen.getByRole('alert').textContent).toBe('1 téléphone n’est pas d’accord');
});
