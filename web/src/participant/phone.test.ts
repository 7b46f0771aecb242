import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromFace, ToFace } from '../wire/common';
import type { CaseFields, Hears, OwnCase, Says, StepView } from '../wire/participant';
import { draftOf } from './drafts';
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

/** What a phone hears in a step, which has none of one's own cases, and out of it. */
const heardAt = (step: StepView | null, cases: OwnCase[]): Hears => ({
  now: {
    day: { group: 'Cercle', organisation: '', number: 1, midnight: 0 },
    you: { participant: 'me', name: 'Hélène', engaged: 1 }, people: [{ participant: 'me', name: 'Hélène' }],
    clocks: { step: null, caseItem: null, driftMs: null }, stage: { phase: 'treatment', step },
  },
  cases: { cases: [] }, plan: { slots: [], yours: [] }, mine: { cases, texts: [], given: { authors: [], answers: [] } },
  passing: { dotsPlaced: null, finished: 0, youFinished: false },
});

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
  phone.room.sections = heardAt({} as StepView, []);
  void phone.room.say({ act: 'putCase', caseItem: 'c1', fields: { ...fields, title: 'Par quoi finir ?' } });
  FakeSocket.last.hear({ type: 'answer', id: FakeSocket.last.said[0]!.id, ok: false, refusal: { code: 'alreadyTreated' } });
  phone.room.sections = heardAt(null, [own]);
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
