import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import type { TurnView } from '../../wire/common';
import type { GoRoundView, RevealView, StepView } from '../../wire/facilitator';
import { words } from '../../words/facilitator/fr';
import { Speech } from '../../words/speech.svelte';
import type { Room as FakeRoom } from '../testing/fake-room.svelte';
import Scene from '../testing/Scene.svelte';
import { caseOf, heard, slotOf } from '../testing/sections';
import { Conduct } from './conduct.svelte';

vi.mock('../../face/room.svelte', () => import('../testing/fake-room.svelte'));

const text = (said: string) => ({ fr: said, en: said });
const line = (step: string) => ({ step, name: text(step), minutes: 5, phones: { owner: 'closed', group: 'closed' } as const });
const [here, there] = [0, 1].map((step) => ({ phase: 'treatment', at: { slot: 's1', step } }) as const);

/** The tablet in the first of two steps of Amina's case. */
function inStep(change: Partial<StepView>) {
  const day = heard();
  const step: StepView = {
    slot: 's1', caseItem: 'a', processName: text('Six chapeaux'), steps: [line('Idées'), line('Risques')], index: 0, says: text('Dites.'), speaks: ['everyone'],
    ownerRole: text('porteur'), groupRole: text('pairs'), ownerPhone: 'closed', groupPhone: 'closed', contract: null, window: null, windowSeconds: null, slips: null, reveals: null, offers: ['timekeeper', 'scribe', 'observer'], writers: [], asks: false,
    vote: null, moreTime: null, roles: [], posture: 'facilitator', offersPosture: null, split: null, goRound: null, ...change,
  };
  day.now.position = here!;
  day.now.stage = { phase: 'treatment', step, next: null, left: [] };
  day.cases.cases = [caseOf('a', 'Amina')];
  day.plan.slots = [slotOf('s1', 'a', 600)];
  const speech = new Speech({ fr: async () => words, en: async () => words }, 'fr', words);
  const conduct = new Conduct('room', speech);
  const room = conduct.room as unknown as FakeRoom;
  room.sections = day;
  render(Scene, { speech, conduct });
  return { said: room.said, room, user: userEvent.setup(), step };
}
const button = (name: RegExp | string) => screen.getByRole('button', { name });
const order = ['Bruno', 'Claire', 'Amina'];
const round = (change: Partial<GoRoundView>): GoRoundView => ({ named: false, order, turn: null, ...change });
const turn = (change: Partial<TurnView>): TurnView => ({ order, speaking: 'Bruno', done: [], next: 'Claire', left: 2, number: 4, ...change });

test('where the step names no round, one tap begins one in the order it lets people speak', async () => {
  const { said, user } = inStep({ goRound: round({}) });
  await user.click(button('Tour de table'));
  expect(said).toEqual([
    { act: 'setTurnOrder', order },
    { act: 'turnTo', from: null, to: 'Bruno', passes: false },
  ]);
});

test('where it names one, its order is there beforehand', async () => {
  const { said, user } = inStep({ goRound: round({ named: true }) });
  expect(screen.queryByRole('button', { name: 'Tour de table' })).toBeNull();
  await user.click(button('Commencer par Bruno'));
  expect(said.map((one) => one.act)).toEqual(['setTurnOrder', 'turnTo']);
});

test('the tablet hands on or passes for whoever speaks, to whom the house calls next', async () => {
  const { said, user } = inStep({ goRound: round({ turn: turn({}) }) });
  await user.click(button(/Bruno passe/));
  await user.click(button('Au tour de Claire'));
  expect(said).toEqual([
    { act: 'turnTo', from: 'Bruno', to: 'Claire', passes: true },
    { act: 'turnTo', from: 'Bruno', to: 'Claire', passes: false },
  ]);
});

const reveals: RevealView = { toAll: 2, toOwner: 0, slips: false };
const open = { open: true, endsAt: null };

test('a move that lets texts be read is said before, asked once, and given up at will', async () => {
  const { said, user } = inStep({ window: open, reveals });
  expect(screen.getByText(/Donne à lire 2 textes à tous/)).toBeTruthy();
  await user.dblClick(button(/Passer à.*Risques/));
  await user.click(button('Attendre'));
  expect(screen.queryByRole('button', { name: 'Attendre' })).toBeNull();
  expect(said).toEqual([]);
  await user.click(button(/Passer à.*Risques/));
  await user.click(button(/Donner à lire et passer/));
  expect(said).toEqual([{ act: 'go', from: here, to: there }]);
});

test('so is any other way out of the step', async () => {
  const { said, user } = inStep({ window: open, reveals: { toAll: 0, toOwner: 1, slips: true } });
  await user.click(button('Revenir'));
  expect(screen.getByText(/Passer à la suite donne à lire 1 texte au porteur du cas et ce qui a été écrit sans nom/)).toBeTruthy();
  expect(said).toEqual([]);
  await user.click(button(/Donner à lire et passer/));
  expect(said).toEqual([{ act: 'go', from: here, to: { phase: 'treatment', at: null } }]);
});

test('what is read already asks no more', async () => {
  const { said, room, user, step } = inStep({ window: open, reveals });
  await user.click(button(/Passer à.*Risques/));
  const day = heard();
  room.sections = { ...room.sections, now: { ...day.now, position: here!, stage: { phase: 'treatment', step: { ...step, reveals: null }, next: null, left: [] } } };
  flushSync();
  expect(screen.queryByRole('button', { name: 'Attendre' })).toBeNull();
  await user.click(button(/Passer à.*Risques/));
  expect(said).toEqual([{ act: 'go', from: here, to: there }]);
});
