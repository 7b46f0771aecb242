import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answer, VoteView } from '../wire/common';
import type { Dot } from '../wire/door';
import { bodyOf, Dots } from './dots.svelte';

const vote: VoteView = {
  vote: 'v', kind: 'priority', mode: 'live', options: [], dots: 3, perOption: 2, voters: 8,
  onlyAtClose: false, endsAt: null, closed: false, counts: null,
};

let posted: { dot: Dot; init: RequestInit }[];
let respond: () => Response;

function dots(answer: Partial<Answer> = { ok: true }) {
  const register = vi.fn((_vote: string, _tags: string[]) => Promise.resolve({ id: '', ok: false, ...answer }));
  return { register, dots: new Dots('r', 'v', register) };
}
const kept = () => localStorage.getItem('cercle:participant:r:dots:v');

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  posted = [];
  respond = () => new Response('{"ok":1}');
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    posted.push({ dot: JSON.parse(String(init.body)) as Dot, init });
    return Promise.resolve(respond());
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('tags are drawn and kept before anybody hears of them', () => {
  const { dots: mine, register } = dots();
  register.mockImplementation((_vote, tags) => {
    expect(JSON.parse(kept()!).tags).toEqual(tags);
    return new Promise(() => {});
  });
  mine.follow(vote, false);
  const tags = register.mock.calls[0]![1];
  expect(new Set(tags).size).toBe(3);
  expect(tags.every((tag) => /^[\w-]{43}$/.test(tag))).toBe(true);
});

test('after a reload the same tags are registered, and the same choices stand', async () => {
  const first = dots();
  first.dots.follow(vote, false);
  await vi.advanceTimersByTimeAsync(0);
  first.dots.choose([1, 0, 0]);
  const second = dots();
  second.dots.follow(vote, true);
  expect(second.dots.choices).toEqual([1, 0, 0]);
  expect(second.register).not.toHaveBeenCalled();
});

test('each dot leaves alone, later, as 512 bytes that carry no cookie', async () => {
  const { dots: mine } = dots();
  mine.follow(vote, false);
  await vi.advanceTimersByTimeAsync(0);
  mine.choose([4, 2, 0]);
  await vi.advanceTimersByTimeAsync(299);
  expect(posted).toHaveLength(0);
  expect(mine.settled).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(posted.map(({ dot }) => dot.choice).sort()).toEqual([2, 4]);
  expect(posted.every(({ init }) => String(init.body).length === 512 && init.credentials === 'omit')).toBe(true);
  expect(mine.settled).toBe(true);
});

test('a box that does not answer is asked again; numbers only grow', async () => {
  const { dots: mine } = dots();
  mine.follow(vote, false);
  await vi.advanceTimersByTimeAsync(0);
  respond = () => new Response('{"code":"unavailable"}', { status: 503 });
  mine.choose([1, 0, 0]);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(posted.length).toBeGreaterThan(2);
  expect(mine.settled).toBe(false);
  expect(mine.troubled).toBe(true);
  respond = () => new Response('{"ok":1}');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(mine.settled).toBe(true);
  expect(mine.troubled).toBe(false);
  const numbers = posted.map(({ dot }) => dot.seq);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('a change of mind while a dot is away is placed too', async () => {
  const { dots: mine } = dots();
  mine.follow(vote, false);
  await vi.advanceTimersByTimeAsync(0);
  mine.choose([1, 0, 0]);
  mine.choose([2, 0, 0]);
  await vi.advanceTimersByTimeAsync(4_100);
  mine.choose([0, 0, 0]);
  await vi.advanceTimersByTimeAsync(4_100);
  expect(posted[posted.length - 1]!.dot.choice).toBe(0);
  expect(mine.settled).toBe(true);
});

test('dots handed out elsewhere cannot be moved from here', async () => {
  const { dots: reloaded } = dots();
  reloaded.follow(vote, true);
  expect(reloaded.state).toBe('elsewhere');
  const { dots: second } = dots({ ok: false, refusal: { code: 'alreadyIssued' } });
  second.follow(vote, false);
  await vi.advanceTimersByTimeAsync(0);
  expect(second.state).toBe('elsewhere');
  expect(kept()).toBeNull();
});

test('at the close nothing here tells what was chosen', async () => {
  const { dots: mine } = dots();
  mine.follow(vote, false);
  await vi.advanceTimersByTimeAsync(0);
  mine.choose([1, 2, 3]);
  mine.follow({ ...vote, closed: true, counts: [] }, true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(kept()).toBeNull();
  expect(mine.choices).toEqual([]);
  expect(posted).toHaveLength(0);
});

test('the body is always as long', () => {
  const dot = { v: 1, room: 'f'.repeat(32), vote: '00000000-0000-4000-8000-000000000000', tag: 'x'.repeat(43), choice: 36 };
  expect(bodyOf({ ...dot, seq: 1 })).toHaveLength(512);
  expect(bodyOf({ ...dot, seq: 2 ** 48 - 1 })).toHaveLength(512);
});
