// Whatever happens on the way, each dot counts once, where its owner wanted it.
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { VoteRoom } from './testing/vote-room';

const RUNS = Number(process.env.RUNS ?? 12);
const STEPS = 40;
const FIRST = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** A small generator that a seed repeats. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

beforeAll(() => import('../ballot'));
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  localStorage.clear();
});

test.each(Array.from({ length: RUNS }, (_, i) => FIRST + i))('reloads, lost answers, faults, changes of mind, re-deals, other pages: SEED=%i npx vitest run dots.property', async (seed) => {
  vi.useFakeTimers();
  const chance = chanceOf(seed);
  vi.spyOn(Math, 'random').mockImplementation(() => chance(2 ** 24) / 2 ** 24);
  const room = new VoteRoom(3, 2);
  vi.stubGlobal('fetch', room.fetch);
  room.tell();
  const anyone = () => room.people[chance(room.people.length)]!;
  const full = () => room.box.entries().length === room.people.length * room.dots;
  for (let step = 0; step < STEPS; step += 1) {
    const what = chance(8);
    if (what === 0) room.reload(anyone());
    else if (what === 1) room.network = () => (chance(2) ? new Response('{"code":"unavailable"}', { status: 503 }) : null);
    else if (what === 2) room.lost = () => chance(2) === 0;
    else if (what === 3) [room.network, room.lost] = [() => null, () => false];
    else if (what === 4 && chance(4) === 0) room.redeal();
    else if (what <= 6) room.phone(anyone()).choose(Array.from({ length: room.dots }, () => chance(5)));
    else if (chance(2)) room.phone(anyone()).leave();
    else room.tell();
    if (room.stage === 'issuing' && full()) room.seal();
    await vi.advanceTimersByTimeAsync(chance(4_000));
    expect(room.box.entries().length).toBeLessThanOrEqual(room.people.length * room.dots);
  }
  [room.network, room.lost] = [() => null, () => false];
  room.tell();
  await vi.advanceTimersByTimeAsync(40_000);
  if (room.stage === 'issuing') room.seal();
  await vi.advanceTimersByTimeAsync(40_000);
  const phones = room.people.map((who) => room.phone(who));
  expect(phones.map((dots) => [dots.state, dots.settled, dots.fault])).toEqual(phones.map(() => ['ready', true, null]));
  const wanted = phones.flatMap((dots) => [...dots.choices]);
  room.close();
  await vi.advanceTimersByTimeAsync(40_000);
  expect(room.box.close().counts).toEqual([1, 2, 3, 4].map((choice) => wanted.filter((one) => one === choice).length));
  expect(phones.map((dots) => dots.said.verdict)).toMatchObject(phones.map(() => ({ fault: null, late: 0, uncounted: null })));
});
