import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Entry, readFragment } from './entry.svelte';

let answers: Record<string, () => Response>;
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  answers = { '/api/door': () => json({ room: 'r', known: false }) };
  vi.stubGlobal('fetch', (url: string) => Promise.resolve(answers[url]?.() ?? json({ code: 'notFound' }, 404)));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const settle = () => vi.advanceTimersByTimeAsync(0);

test('a scanned link carries a code and maybe a key', () => {
  expect(readFragment('#ABC23D.k3y')).toEqual({ code: 'ABC23D', key: 'k3y' });
  expect(readFragment('#ABC23D')).toEqual({ code: 'ABC23D', key: null });
  expect(readFragment('#enrol=xyz')).toBeNull();
  expect(readFragment('')).toBeNull();
});

test('scan, name, knock, in: and the room is known from then on', async () => {
  const entry = new Entry('#ABC23D.k');
  await settle();
  expect(entry.place).toEqual({ at: 'name', room: 'r', problem: undefined });
  const states = [{ state: 'waiting', words: { fr: 'tilleul vert', en: 'green linden' } }, { state: 'admitted' }];
  answers['/api/rooms/r/knock'] = () => json(states.shift());
  void entry.knock('r', 'Hélène');
  await settle();
  expect(entry.place).toMatchObject({ at: 'knocking', words: { fr: 'tilleul vert' } });
  await vi.advanceTimersByTimeAsync(2_100);
  expect(entry.place).toEqual({ at: 'in', room: 'r' });
  expect(new Entry('').place).toEqual({ at: 'in', room: 'r' });
});

test('a knock survives a network that fails and a page that is reloaded', async () => {
  const entry = new Entry('#ABC23D');
  await settle();
  answers['/api/rooms/r/knock'] = () => {
    throw new Error('no network');
  };
  void entry.knock('r', 'Karim');
  await vi.advanceTimersByTimeAsync(4_500);
  expect(entry.place).toMatchObject({ at: 'knocking', trouble: true });
  const again = new Entry('');
  expect(again.place).toMatchObject({ at: 'knocking', name: 'Karim' });
});

test.each(['refused', 'locked', 'full'] as const)('turned away: %s', async (state) => {
  const entry = new Entry('#ABC23D');
  await settle();
  answers['/api/rooms/r/knock'] = () => json({ state });
  await entry.knock('r', 'Karim');
  expect(entry.place).toEqual({ at: 'turnedAway', room: 'r', why: state });
});

test('a wrong code and a day that is over are told apart', async () => {
  answers['/api/door'] = () => json({ code: 'wrongCode' }, 404);
  const entry = new Entry('#ABC23D');
  await settle();
  expect(entry.place).toEqual({ at: 'code', problem: 'wrongCode' });
  answers['/api/door'] = () => json({ code: 'dayOver' }, 410);
  await entry.open({ code: 'ABC23D', key: null });
  expect(entry.place).toEqual({ at: 'out', why: 'dayOver' });
});
