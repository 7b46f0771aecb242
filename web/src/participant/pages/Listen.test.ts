import { screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Hears, StepView, SubGroupView } from '../../wire/participant';
import { words as fr } from '../../words/participant/fr';
import { Phone } from '../phone.svelte';
import { heardIn } from '../testing/heard';
import { showPage } from '../testing/page';
import Listen from './Listen.svelte';

const owned = (caseItem: string, owner: string, title: string) => ({ caseItem, owners: [owner], kind: 'projet' as const, title, reserved: false, over: false });
const heard: Hears = {
  ...heardIn({ phase: 'treatment', step: null, next: null }),
  cases: { cases: [owned('c1', 'p1', 'Celui de Karim ?'), owned('mine', 'p0', 'Le mien ?')] },
};
const text = (words: string) => ({ fr: words, en: words });
const step: StepView = {
  slot: 's1', caseItem: 'c1', processName: text('Wise Crowds'), step: 'tours', name: text('Tours de consultation'), index: 1, count: 3,
  role: 'consultant', roleName: text('consultants'), instruction: text('Cherchez ensemble.'), speaks: ['owner', 'consultant'], phone: 'closed', inputs: [], window: null,
  vote: null, freeRoles: [], posture: null,
};
const group: SubGroupView = {
  number: 2, members: ['p2', 'p1', 'p0'], withFacilitator: false, started: true, turn: { client: 'p1', part: 2 }, part: text('Consultation'), parts: 4, over: false,
  clock: null, next: { client: 'p1', part: 3 }, nextPart: text('Retour'), keepsTime: false,
};

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', () => new Promise(() => {}));
});

function show(part: Partial<SubGroupView>, change: Partial<StepView> = {}, hears: Hears = heard) {
  const phone = new Phone('r');
  phone.room.sections = hears;
  return showPage(phone, Listen, { step: { ...step, group: { ...group, ...part }, ...change }, heard: hears });
}
const heading = () => screen.getByRole('heading', { level: 1 }).textContent;

test('before the work, a phone says whom to join', () => {
  const { leave } = show({ started: false, turn: null, part: null, withFacilitator: true });
  expect(heading()).toBe('Sous-groupe 2');
  expect(screen.getByText('Rejoignez Nadia et Karim.')).toBeTruthy();
  expect(screen.getByText('L’animateur est avec vous')).toBeTruthy();
  leave();
});

test('whose turn it is, what is asked, and nothing to tap for whoever keeps no time', () => {
  const { leave } = show({});
  expect(heading()).toBe('Tour de Karim');
  expect(screen.getByText('Cherchez ensemble.')).toBeTruthy();
  expect(screen.getByText('Consultation, 3 sur 4')).toBeTruthy();
  expect(screen.queryByText(/Celui de Karim/)).toBeNull();
  expect(screen.queryByRole('button', { name: /Passer/ })).toBeNull();
  leave();
});

test('whoever keeps the time has the clock, and moves the sub-group on from what was shown', async () => {
  const { say, user, leave } = show({ keepsTime: true, clock: { startedAt: 0, endsAt: 0, heldMs: 125_000 } }, { role: 'timekeeper' });
  expect(screen.getByText('2:05')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /Passer.*Retour/ }));
  expect(say).toHaveBeenCalledWith({ act: 'turnGroup', slot: 's1', from: { client: 'p1', part: 2 }, to: { client: 'p1', part: 3 } });
  leave();
});

test('whoever keeps the time speaks as the others do, and so does everyone where all speak', () => {
  for (const [role, speaks, says] of [['timekeeper', ['consultant'], 'C’est à vous'], ['owner', ['consultant'], 'Écoutez'], ['owner', ['everyone'], 'C’est à vous']] as const) {
    const { leave } = show({}, { group: null, role, speaks: [...speaks] });
    expect(heading()).toBe(says);
    leave();
  }
});

test('the client turns round: no clock, no tap, even when they keep the time', () => {
  const { leave } = show({ turn: { client: 'p0', part: 2 }, keepsTime: true }, { role: 'owner', instruction: text('Tournez le dos et écoutez.') });
  expect(heading()).toBe('Votre tour');
  expect(screen.getByText('Tournez le dos et écoutez.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Passer/ })).toBeNull();
  expect(screen.queryByRole('button', { name: /Arrêter/ })).toBeNull();
  leave();
});

test('after the last turn one waits for the harvest', () => {
  const { leave } = show({ turn: null, part: null, over: true, next: null });
  expect(heading()).toBe('Chacun a eu son tour');
  expect(screen.getByText(/récolte se fera en plénière/)).toBeTruthy();
  leave();
});

test('in a round, the phone of whoever speaks hands on or passes the turn it was shown', async () => {
  const { say, user, leave } = show({}, { group: undefined, turn: { yours: true, number: 7 } });
  expect(heading()).toBe('C’est à vous.');
  await user.click(screen.getByRole('button', { name: 'Je passe' }));
  expect(say).toHaveBeenCalledWith({ act: 'turnDone', number: 7, passes: true });
  await user.click(screen.getByRole('button', { name: 'J’ai terminé' }));
  expect(say).toHaveBeenLastCalledWith({ act: 'turnDone', number: 7, passes: false });
  leave();
});

test('in a round, the others listen, whoever may speak in the step', () => {
  const { leave } = show({}, { group: undefined, turn: { yours: false, number: 7 } });
  expect(heading()).toBe(fr.treatment.listen);
  expect(screen.queryByRole('button', { name: 'Je passe' })).toBeNull();
  leave();
});

test('the owner stops with one tap, which a second one takes back for a few seconds', () => {
  vi.useFakeTimers();
  const { say, leave } = show({}, { group: undefined, role: 'owner', caseItem: 'mine' });
  const stop = () => screen.getByRole('button', { name: fr.treatment.stop });
  stop().click();
  vi.advanceTimersByTime(3_000);
  flushSync();
  screen.getByRole('button', { name: fr.treatment.stopNot }).click();
  vi.advanceTimersByTime(60_000);
  flushSync();
  expect(say).not.toHaveBeenCalled();
  stop().click();
  vi.advanceTimersByTime(5_000);
  expect(say).toHaveBeenCalledExactlyOnceWith({ act: 'stopCase', slot: 's1' });
  vi.useRealTimers();
  leave();
});

test('a phone put away meanwhile does not take the stop back', () => {
  const { say, leave } = show({}, { group: undefined, role: 'owner', caseItem: 'mine' });
  screen.getByRole('button', { name: fr.treatment.stop }).click();
  leave();
  expect(say).toHaveBeenCalledExactlyOnceWith({ act: 'stopCase', slot: 's1' });
});

test('where each speaks in turn nobody is told it is theirs before it is', () => {
  for (const [turn, says] of [[null, 'Chacun à son tour'], [{ yours: false, number: 3 }, 'Écoutez'], [{ yours: true, number: 3 }, fr.turn.yours]] as const) {
    const { leave } = show({}, { group: null, goRound: true, speaks: ['everyone'], turn });
    expect(heading()).toBe(says);
    leave();
  }
});

test('the clocks that the facilitator lets phones see: the case’s, and where the day stands', () => {
  const clocks = { step: null, caseItem: { startedAt: 0, endsAt: 0, heldMs: 125_000 }, driftMs: 7 * 60_000 };
  const { leave } = show({}, { group: null }, { ...heard, now: { ...heard.now, clocks } });
  expect(screen.getByText('2:05')).toBeTruthy();
  expect(screen.getByText('La journée a 7 min de retard')).toBeTruthy();
  leave();
});

test('whoever observes has a criterion of their own', () => {
  const criterion = text('le ton');
  const { leave } = show({}, { group: null, role: 'observer', criterion });
  expect(screen.getByText('Votre critère : le ton.')).toBeTruthy();
  leave();
});

test('whoever listens, with nothing of their own in the step, has their notes within reach all the same', async () => {
  const { open, user, leave } = show({}, { group: null });
  await user.click(screen.getByRole('button', { name: fr.tools.notes }));
  expect(open).toHaveBeenCalledExactlyOnceWith('notes');
  leave();
});
