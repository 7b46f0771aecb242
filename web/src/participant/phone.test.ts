import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromFace, ToFace } from '../wire/common';
import type { Says } from '../wire/participant';
import { Phone } from './phone.svelte';

class FakeSocket {
  static last: FakeSocket;
  static readonly OPEN = 1;
  readyState = 1;
  said: Extract<FromFace<Says>, { type: 'say' }>[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  constructor() {
    FakeSocket.last = this;
  }
  hear(message: ToFace) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  send(text: string) {
    const message = JSON.parse(text) as FromFace<Says>;
    if (message.type === 'say') this.said.push(message);
  }
  close() {}
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"ticket":"t"}')));
});
afterEach(() => vi.unstubAllGlobals());

async function seated(): Promise<Phone> {
  const phone = new Phone('r');
  await vi.waitFor(() => expect(FakeSocket.last?.onopen).toBeTruthy());
  FakeSocket.last.onopen!();
  FakeSocket.last.hear({ type: 'welcome', protocol: 1, connection: 'c', serverTime: 0, epoch: 'e' });
  phone.room.sit('me');
  return phone;
}

const words: Says = { act: 'contribute', contribution: 'c', slot: 's', step: 'p', input: 'i', text: 'Et si on lui demandait ?' };

test('words refused become a draft again, even when they were said before a reload', async () => {
  const before = await seated();
  void before.room.say(words);
  before.room.close();
  const after = await seated();
  const said = FakeSocket.last.said[0]!;
  FakeSocket.last.hear({ type: 'answer', id: said.id, ok: false, refusal: { code: 'windowClosed' } });
  expect(after.drafts.texts()).toMatchObject([{ what: 'text:s:p:i', value: 'Et si on lui demandait ?' }]);
  expect(after.room.refusals[0]!.refusal.code).toBe('windowClosed');
  after.room.close();
});

test('a hand on its way up is up already; the last word wins', async () => {
  const phone = await seated();
  void phone.room.say({ act: 'hand', raised: true });
  expect(phone.hand).toBe(true);
  void phone.room.say({ act: 'hand', raised: false });
  expect(phone.hand).toBe(false);
  phone.room.close();
});

test('what is forgotten leaves nothing on the phone', async () => {
  const phone = await seated();
  void phone.room.say(words);
  phone.drafts.keep('trace', '', 'Je conseille trop vite.');
  phone.forget();
  expect(Object.keys(localStorage)).toEqual([]);
  phone.room.close();
});
