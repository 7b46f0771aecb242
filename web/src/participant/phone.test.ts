import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromFace, ToFace } from '../wire/common';
import type { CaseFields, OwnCase, Says, StepView } from '../wire/participant';
import { draftOf } from './drafts';
import { Phone } from './phone.svelte';
import { heardIn } from './testing/heard';

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

test('an edit of a case that is refused while a step runs is given back as that edit, not as a new case', async () => {
  const phone = await seated();
  const fields: CaseFields = { kind: 'projet', title: 'Par où commencer ?', headline: '', expects: '', reserved: false, urgency: 2, importance: 2, emotionalLoad: 2 };
  const own: OwnCase = { caseItem: 'c1', fields, rank: null, process: null, minutes: null, mergedInto: null, mergedFrom: [], outcome: null, disposition: null };
  // In a step a phone has none of its own cases.
  phone.room.sections = heardIn({ phase: 'treatment', step: {} as StepView });
  void phone.room.say({ act: 'putCase', caseItem: 'c1', fields: { ...fields, title: 'Par quoi finir ?' } });
  FakeSocket.last.hear({ type: 'answer', id: FakeSocket.last.said[0]!.id, ok: false, refusal: { code: 'alreadyTreated' } });
  phone.room.sections = heardIn({ phase: 'treatment', step: null }, { cases: [own] });
  expect(phone.drafts.read(draftOf.caseItem('c1'))).toMatchObject({ fields: { title: 'Par quoi finir ?' } });
  expect(phone.begunCase()).toBeNull();
  phone.room.close();
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
