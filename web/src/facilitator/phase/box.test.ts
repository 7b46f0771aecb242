import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BallotView, VoteView } from '../../wire/common';
import { words } from '../../words/facilitator/fr';
import { Speech } from '../../words/speech.svelte';
import { Conduct } from '../room/conduct.svelte';
import type { Room as FakeRoom } from '../testing/fake-room.svelte';
import Scene from '../testing/Scene.svelte';
import { heard } from '../testing/sections';

vi.mock('../../face/room.svelte', () => import('../testing/fake-room.svelte'));

beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => vi.useRealTimers());

/** A tablet in front of a vote of which so many blank dots have come in. */
function voting(ballot: Partial<BallotView>, dotsIn: number | null = null) {
  const day = heard();
  const electors = day.now.people.map((seat) => seat.participant);
  const vote: VoteView = {
    vote: 'v', kind: 'priority', mode: 'live', options: [], dots: 3, perOption: 2, voters: 3, onlyAtClose: false, endsAt: null, closed: false, counts: null,
    ballot: { epoch: 0, stage: 'issuing', pk: 'k', electors, issued: electors, tags: 0, sealDigest: null, closeDigest: null, agree: 0, disagree: 0, redealt: null, ...ballot },
  };
  day.now.position = { phase: 'prioritisation' };
  day.now.stage = { phase: 'prioritisation', feasibility: null, vote };
  day.passing.dotsIn = dotsIn;
  day.passing.connected = electors.filter((who) => who !== electors[1]);
  const speech = new Speech({ fr: async () => words, en: async () => words }, 'fr', words);
  const conduct = new Conduct('room', speech);
  const room = conduct.room as unknown as FakeRoom;
  room.sections = day;
  render(Scene, { speech, conduct });
  return { said: room.said, electors, user: userEvent.setup({ advanceTimers: vi.advanceTimersByTime }) };
}
const button = (name: RegExp | string) => screen.queryByRole('button', { name });
const SEALED = { stage: 'sealed', tags: 9, sealDigest: 'A'.repeat(43), agree: 3 } as const;

test('phones that are well are given their time; then one decides, knowing what it means', async () => {
  const { said, user } = voting({}, 8);
  expect(screen.getByText(/8 points sur 9 dans l’urne/)).toBeTruthy();
  expect(button(/Redistribuer/)).toBeNull();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(screen.getByText(/nul ne sait lequel/)).toBeTruthy();
  await user.click(button('Sceller avec 8 points')!);
  expect(said).toEqual([{ act: 'seal', vote: 'v', epoch: 0 }]);
});

test('dealing again leaves out a phone that does not answer, unless one says otherwise', async () => {
  const { said, user, electors } = voting({}, 6);
  await vi.advanceTimersByTimeAsync(20_000);
  await user.click(button(/Redistribuer/)!);
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText(/3 points perdus/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Redistribuer les points' }));
  expect(said).toEqual([{ act: 'redeal', vote: 'v', from: 0, without: [electors[1]] }]);
});

test('a sealed box says what it holds and how many phones agree', () => {
  voting(SEALED);
  expect(screen.getByText(/Urne scellée.*9 points, 3 personnes/)).toBeTruthy();
  expect(screen.getByText(/3\/3 téléphones d’accord/)).toBeTruthy();
});

test('a phone that does not agree is said in red', () => {
  voting({ ...SEALED, agree: 2, disagree: 1 });
  expect(screen.getByRole('alert').textContent).toMatch(/n’est pas d’accord/);
});

test('somebody who came late is named, and can be dealt to at once', () => {
  const { electors } = voting({ ...SEALED, electors: heard().now.people.slice(1).map((seat) => seat.participant) });
  expect(screen.getByText(new RegExp(`Sans points dans ce vote.*${electors[0]}`))).toBeTruthy();
  expect(button(/Redistribuer/)).toBeTruthy();
});

test('closing before the seal says that nothing would be counted', async () => {
  const { user } = voting({}, 3);
  await user.click(button(/Clore le vote…/)!);
  expect(within(screen.getByRole('dialog')).getByText(/ne compte aucun point/)).toBeTruthy();
});
