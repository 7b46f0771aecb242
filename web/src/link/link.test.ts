import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromFace, ToFace } from '../wire/common';
import { Link, type LinkState } from './link';

type Say = { act: string; n?: number };

class FakeSocket {
  static all: FakeSocket[] = [];
  static readonly OPEN = 1;
  readyState = 0;
  sent: FromFace<Say>[] = [];
  onopen?: () => void;
  onclose?: (event: { code: number }) => void;
  onmessage?: (event: { data: string }) => void;
  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
    this.hear({ type: 'welcome', protocol: 1, connection: 'c', serverTime: Date.now() + 5_000, epoch: 'e1' });
  }
  hear(message: ToFace) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  frame(sections: Record<string, { revision: number; value: unknown }>, epoch = 'e1') {
    this.hear({ type: 'frame', epoch, revision: 1, serverTime: 0, sections });
  }
  answer(id: string, ok = true, code?: string) {
    this.hear({ type: 'answer', id, ok, refusal: code ? { code } : undefined });
  }
  send(text: string) {
    this.sent.push(JSON.parse(text) as FromFace<Say>);
  }
  close() {
    this.readyState = 3;
  }
  /** The network or the server ends it. */
  die(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
  get said() {
    return this.sent.flatMap((message) => (message.type === 'say' ? [message] : []));
  }
}

let requests: { url: string; body: unknown }[] = [];
let respond: (url: string) => Promise<Response> | Response;

function heard() {
  const seen = {
    states: [] as LinkState[],
    sections: {} as Record<string, unknown>,
    answers: [] as { ok: boolean; say: Say }[],
    waiting: 0,
  };
  return {
    seen,
    hears: {
      state: (state: LinkState) => void seen.states.push(state),
      sections: (sections: Record<string, unknown>) => void (seen.sections = sections),
      answer: (answer: { ok: boolean }, say: Say) => void seen.answers.push({ ok: answer.ok, say }),
      unanswered: (words: readonly unknown[]) => void (seen.waiting = words.length),
    },
  };
}

function link(seat?: string) {
  const { seen, hears } = heard();
  return { link: new Link<Say>({ room: 'r', face: 'participant', seat, hears }), seen };
}

/** Lets requests that are answered at once come back. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const last = () => FakeSocket.all[FakeSocket.all.length - 1]!;

async function opened(seat = 'me') {
  const made = link(seat);
  await settle();
  last().open();
  return { ...made, socket: last() };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(1_000_000);
  vi.stubGlobal('WebSocket', FakeSocket);
  localStorage.clear();
  sessionStorage.clear();
  FakeSocket.all = [];
  requests = [];
  respond = () => new Response(JSON.stringify({ ticket: 't' }));
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    requests.push({ url, body: init.body ? JSON.parse(String(init.body)) : null });
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      Promise.resolve(respond(url)).then(resolve, reject);
    });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('it greets with a ticket and with what it has', async () => {
  const { link, socket, seen } = await opened();
  expect(requests[0]!.url).toBe('/api/rooms/r/ticket?face=participant');
  expect(socket.sent[0]).toEqual({ type: 'hello', protocol: 1, ticket: 't', epoch: null, revisions: {} });
  expect(seen.states).toEqual(['live']);
  socket.frame({ now: { revision: 3, value: 'a' } });
  socket.die();
  await vi.advanceTimersByTimeAsync(600);
  last().open();
  expect(last().sent[0]).toMatchObject({ epoch: 'e1', revisions: { now: 3 } });
  link.close();
});

test('a word whose answer is lost goes again with the same id, even after a reload', async () => {
  const first = await opened();
  first.link.say({ act: 'putCase' });
  const id = first.socket.said[0]!.id;
  first.socket.die();
  await vi.advanceTimersByTimeAsync(600);
  last().open();
  expect(last().said[0]!.id).toBe(id);
  first.link.close();

  const second = await opened();
  expect(second.seen.waiting).toBe(1);
  expect(second.socket.said[0]!.id).toBe(id);
  second.socket.answer(id);
  expect(second.seen.waiting).toBe(0);
  expect(Object.keys(localStorage)).toEqual([]);
  second.link.close();
});

test('words said without network leave in their order, one by one', async () => {
  const { link, socket } = await opened();
  socket.die();
  for (const n of [1, 2, 3]) void link.say({ act: 'hand', n });
  await vi.advanceTimersByTimeAsync(600);
  const next = last();
  next.open();
  for (const n of [1, 2, 3]) {
    expect(next.said.map((word) => word.say.n)).toEqual(Array.from({ length: n }, (_, i) => i + 1));
    next.answer(next.said[n - 1]!.id);
  }
  link.close();
});

test('words of one seat never leave as those of another', async () => {
  const before = await opened('me');
  void before.link.say({ act: 'putCase' });
  before.link.close();
  const other = await opened('somebody else');
  expect(other.socket.said).toEqual([]);
  other.link.close();
});

test('words wait for the seat to be known', async () => {
  const { link: room } = link();
  await settle();
  last().open();
  const answer = room.say({ act: 'engage' });
  expect(last().said).toEqual([]);
  room.sit('me');
  last().answer(last().said[0]!.id);
  await expect(answer).resolves.toMatchObject({ ok: true });
  room.close();
});

test('a room that is busy is asked again; another refusal is final', async () => {
  const { link, socket, seen } = await opened();
  void link.say({ act: 'putCase', n: 1 });
  void link.say({ act: 'putCase', n: 2 });
  socket.answer(socket.said[0]!.id, false, 'busy');
  expect(seen.waiting).toBe(2);
  await vi.advanceTimersByTimeAsync(3_100);
  expect(socket.said.map((word) => word.say.n)).toEqual([1, 1]);
  socket.answer(socket.said[1]!.id, false, 'windowClosed');
  expect(seen.answers).toEqual([{ ok: false, say: { act: 'putCase', n: 1 } }]);
  expect(socket.said.map((word) => word.say.n)).toEqual([1, 1, 2]);
  link.close();
});

test('an older section never replaces a newer one; another epoch replaces all', async () => {
  const { link, socket, seen } = await opened();
  socket.frame({ now: { revision: 2, value: 'new' }, cases: { revision: 1, value: 'c' } });
  socket.frame({ now: { revision: 1, value: 'old' } });
  expect(seen.sections).toEqual({ now: 'new', cases: 'c' });
  socket.frame({ now: { revision: 1, value: 'anew' } }, 'e2');
  expect(seen.sections).toEqual({ now: 'anew' });
  link.close();
});

test('after a sleep, a socket that only looks open is given up', async () => {
  const { link, socket, seen } = await opened();
  vi.setSystemTime(Date.now() + 3_600_000);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(socket.sent[socket.sent.length - 1]!.type).toBe('ping');
  await vi.advanceTimersByTimeAsync(2_100);
  expect(seen.states).toEqual(['live', 'away']);
  await vi.advanceTimersByTimeAsync(600);
  expect(FakeSocket.all).toHaveLength(2);
  link.close();
});

test('a socket silent for 25 seconds is dead', async () => {
  const { link, seen } = await opened();
  await vi.advanceTimersByTimeAsync(31_000);
  expect(seen.states).toContain('away');
  link.close();
});

test('when no socket comes through, plain requests carry the room; a socket takes over again', async () => {
  const polls: string[] = [];
  respond = (url) => {
    if (url.includes('/ticket')) return new Response(JSON.stringify({ ticket: 't' }));
    if (url.includes('/say')) return new Response(JSON.stringify({ id: (requests[requests.length - 1]!.body as { id: string }).id, ok: true }));
    if (url.includes('/signal')) return new Response(null, { status: 204 });
    polls.push(url);
    const frame = { type: 'frame', epoch: 'e1', revision: 1, serverTime: 0, sections: { now: { revision: 7, value: 'polled' } } };
    return polls.length === 1 ? new Response(JSON.stringify(frame)) : new Promise((resolve) => setTimeout(() => resolve(new Response(null, { status: 204 })), 25_000));
  };
  const { link: room, seen } = link('me');
  await settle();
  last().die();
  await vi.advanceTimersByTimeAsync(600);
  last().die();
  await vi.advanceTimersByTimeAsync(1_100);
  expect(seen.states).toEqual(['away', 'polling']);
  expect(seen.sections).toEqual({ now: 'polled' });
  expect(polls[1]).toBe('/api/rooms/r/frame?face=participant&epoch=e1&have=now:7');

  await expect(room.say({ act: 'engage' })).resolves.toMatchObject({ ok: true });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.all).toHaveLength(3);
  last().open();
  expect(seen.states[seen.states.length - 1]).toBe('live');
  room.close();
});

test('a server that cannot be reached does not pass for barred sockets', async () => {
  respond = () => Promise.reject(new Error('no network'));
  const { link: room, seen } = link('me');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(seen.states).toEqual(['away']);
  expect(requests.every(({ url }) => url.includes('/ticket'))).toBe(true);
  expect(requests.length).toBeGreaterThan(4);
  room.close();
});

test('no seat, no longer: it says so and stays away', async () => {
  const { link, socket, seen } = await opened();
  socket.die(4003);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen.states).toEqual(['live', 'notAdmitted']);
  expect(FakeSocket.all).toHaveLength(1);
  link.close();
});

test('a page of another version reloads once, and then says so', async () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => {});
  const first = await opened();
  sessionStorage.clear();
  first.socket.die(4001);
  const second = link('me');
  await settle();
  last().die(4001);
  expect(reload).toHaveBeenCalledTimes(1);
  expect(second.seen.states).toEqual(['stalePage']);
  first.link.close();
  second.link.close();
});

test('a restart is told as such', async () => {
  const { link, socket, seen } = await opened();
  socket.hear({ type: 'bye', code: 1012 });
  socket.die(1006);
  expect(seen.states).toEqual(['live', 'restarting']);
  link.close();
});

test('a word the server cannot read is set aside after two tries', async () => {
  const { link, seen } = await opened();
  void link.say({ act: 'nonsense' });
  void link.say({ act: 'hand' });
  for (let i = 0; i < 2; i++) {
    last().die(4002);
    await vi.advanceTimersByTimeAsync(11_000);
    last().open();
  }
  expect(seen.answers).toEqual([{ ok: false, say: { act: 'nonsense' } }]);
  expect(last().said.map((word) => word.say.act)).toEqual(['hand']);
  link.close();
});

test('the server’s time is that of the quickest exchange', async () => {
  const { link, socket } = await opened();
  expect(link.offsetMs).toBe(5_000);
  const sentAt = Date.now();
  await vi.advanceTimersByTimeAsync(800);
  socket.hear({ type: 'pong', at: sentAt, serverTime: Date.now() + 9_000 });
  expect(link.offsetMs).toBe(5_000);
  link.close();
});
