// What a phone says of a vote: a red that stands, a list that is withheld, dots that count for nothing, a vote the room has left.
import { expect, test, vi } from 'vitest';
import { base64url } from '../link/id';
import { Box } from '../ballot/testing/box';
import type { Says } from '../wire/participant';
import type { VoteRoom } from './testing/vote-room';
import { aLongWhile, aWhile, keptBy, onFakeClock, opened, sealed } from './testing/vote-scene';

onFakeClock();

const refusing = (list: 'tags' | 'entries', code: string) => (url: string) => (url.endsWith(list) ? Response.json({ code }, { status: 422 }) : null);
const reports = (room: VoteRoom) => room.said.filter((say): say is Extract<Says, { act: 'checked' }> => say.act === 'checked');
/** The lists are asked for with these epochs from now on. */
const ofAnotherDeal = (list: 'tags' | 'entries') => (url: string) =>
  url.endsWith(list) ? Response.json({ epoch: 7, pk: '', tags: [], issued: [], entries: [], counts: [0, 0, 0, 0] }) : null;

/** Sealed, three dots of the first person placed. */
async function placed(): Promise<{ room: VoteRoom; who: string }> {
  const room = await sealed();
  const who = room.people[0]!;
  room.phone(who).choose([1, 2, 3]);
  await aWhile();
  return { room, who };
}

test.each<[string, (room: VoteRoom, who: string) => void]>([
  ['when the room goes on', (room, who) => room.phone(who).leave()],
  ['when the room is honest again', (room) => room.tell()],
  ['when the vote is told open again', (room) => ((room.stage = 'sealed'), room.tell())],
  ['when the page is loaded anew', (room, who) => room.reload(who)],
  ['when it is loaded after the room went on', (room, who) => (room.phone(who).stop(), room.wake(who).leave())],
])('a close found wrong stays wrong %s, and keeps what shows it', async (_, next) => {
  const { room, who } = await placed();
  room.bend = ({ counts }) => ({ counts: counts.map((count) => count + 1) });
  room.close();
  await aWhile();
  room.bend = () => ({});
  room.said.length = 0;
  next(room, who);
  await aLongWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: 'miscounted', read: false });
  expect(room.phone(who).fault).toBe('miscounted');
  expect(keptBy(room, who)?.dots.length).toBe(3);
  expect(reports(room).filter((say) => say.ok && say.stage === 'closed')).toEqual([]);
});

test.each<[string, (room: VoteRoom, who: string) => void]>([
  ['hearing of the close', (room) => room.close()],
  ['reloaded, then hearing of the close', (room, who) => (room.reload(who), room.close())],
  ['the room gone on before the close', (room, who) => (room.phone(who).leave(), (room.stage = 'closed'))],
])('a seal found wrong stays wrong at the close: %s', async (_, close) => {
  const room = opened();
  const who = room.people[0]!;
  await aWhile();
  room.bend = () => ({ sealDigest: base64url(new Uint8Array(32)) });
  room.seal();
  await aWhile();
  room.bend = () => ({});
  close(room, who);
  await aLongWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: 'otherView', read: false });
  expect(keptBy(room, who)?.dots.length).toBe(3);
});

test.each<[string, (room: VoteRoom, who: string) => void]>([
  ['is heard as it must be', () => {}],
  ['is looked at anew', (room, who) => room.reload(who)],
])('a seal found wrong stays wrong when it %s later: no choice leaves in this deal', async (_, next) => {
  const room = opened();
  const who = room.people[0]!;
  room.phone(who).choose([1, 2, 3]);
  await aWhile();
  room.bend = () => ({ sealDigest: base64url(new Uint8Array(32)) });
  room.seal();
  await aWhile();
  room.bend = () => ({});
  next(room, who);
  room.tell();
  await aLongWhile();
  expect([room.phone(who).state, room.phone(who).fault]).toEqual(['wrong', 'otherView']);
  expect(room.posted.every(({ dot }) => dot.choice === 0)).toBe(true);
});

test('what is wrong before the seal is said once the house can hear it', async () => {
  const room = opened();
  const honest = room.box;
  room.bend = () => ({ pk: new Box([]).pk });
  await aWhile();
  room.tell();
  await aWhile();
  expect(room.phone(room.people[0]!).fault).toBe('otherKey');
  expect(reports(room)).toEqual([]);
  expect(honest.entries().length).toBe(9);
  room.seal();
  room.tell();
  await aWhile();
  expect(reports(room)).toEqual(room.people.map(() => expect.objectContaining({ stage: 'sealed', ok: false })));
});

test('a vote left open is asked after ever less often, and checked when it closes elsewhere', async () => {
  const { room, who } = await placed();
  room.phone(who).leave();
  const asked: number[] = [];
  room.network = (url) => (url.endsWith('entries') && asked.push(Date.now()), null);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(keptBy(room, who)).not.toBeNull();
  expect(asked.length).toBeGreaterThan(8);
  expect(asked.length).toBeLessThan(20);
  room.stage = 'closed';
  await aLongWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: null, late: 0, uncounted: null, read: true });
  expect(keptBy(room, who)).toBeNull();
  expect(reports(room).filter((say) => say.ok && say.stage === 'closed').length).toBe(1);
});

test('after hours it is asked no more until the page is seen again', async () => {
  const { room, who } = await placed();
  room.phone(who).leave();
  await vi.advanceTimersByTimeAsync(5 * 3_600_000);
  room.stage = 'closed';
  await aLongWhile();
  expect(room.phone(who).said.verdict).toBeNull();
  room.phone(who).leave();
  await aWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: null, late: 0 });
});

test('what was left open and is at hand again is judged by the word of its close', async () => {
  const { room, who } = await placed();
  room.phone(who).leave();
  await aWhile();
  room.tell();
  room.bend = () => ({ closeDigest: base64url(new Uint8Array(32)) });
  room.stage = 'closed';
  await aWhile();
  room.close();
  await aWhile();
  expect(room.phone(who).said.verdict?.fault).toBe('otherView');
});

test('a fault found after the room has gone on is to be read, once', async () => {
  const { room, who } = await placed();
  room.phone(who).leave();
  room.bend = (told) => ({ entries: told.entries.slice(1) });
  room.stage = 'closed';
  await aLongWhile();
  expect(room.phone(who).said.unread).toBe(true);
  room.phone(who).said.read();
  expect(room.phone(who).said.unread).toBe(false);
  room.phone(who).stop();
  room.wake(who).leave();
  expect(room.phone(who).said.unread).toBe(false);
  expect(room.phone(who).fault).toBe('tagsChanged');
});

test.each(['voteClosed', 'notSealed', 'unknownVote', 'notFound'])('of a vote told closed there is a list: refused with %s again and again, red', async (code) => {
  const { room, who } = await placed();
  room.network = refusing('entries', code);
  room.close();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(room.phone(who).state).toBe('counting');
  await aLongWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: 'withheld', read: false });
  expect(keptBy(room, who)?.dots.length).toBe(3);
});

test.each([
  ['voteClosed', { fault: null, uncounted: 'redealt' }],
  ['unknownVote', { fault: 'withheld' }],
  ['notFound', null],
])('of a vote sealed and left, refused with %s', async (code, verdict) => {
  const { room, who } = await placed();
  room.network = refusing('entries', code);
  room.phone(who).leave();
  await aLongWhile();
  if (verdict) expect(room.phone(who).said.verdict).toMatchObject({ ...verdict, read: false });
  else expect([room.phone(who).said.verdict, keptBy(room, who)?.dots.length]).toEqual([null, 3]);
});

test('the list of another deal than the one told closed is none', async () => {
  const { room, who } = await placed();
  room.network = ofAnotherDeal('entries');
  room.close();
  await aLongWhile();
  expect(room.phone(who).said.verdict?.fault).toBe('withheld');
});

test('a list that comes late is checked', async () => {
  const { room, who } = await placed();
  room.network = refusing('entries', 'notSealed');
  room.close();
  await vi.advanceTimersByTimeAsync(4_000);
  room.network = () => null;
  await aWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: null, late: 0 });
});

test('a server that does not answer is not a liar: the phone goes on asking, and says that nothing comes', async () => {
  const { room, who } = await placed();
  room.network = () => Response.json({ code: 'unavailable' }, { status: 503 });
  room.close();
  await aLongWhile();
  expect(room.phone(who).state).toBe('counting');
  expect(room.phone(who).troubled).toBe(true);
  room.network = () => null;
  await aWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: null, late: 0 });
});

test('told closed and sealed, to a phone that has not seen the seal: without its list, red', async () => {
  const room = opened();
  const who = room.people[0]!;
  await aWhile();
  room.box.seal();
  room.network = refusing('tags', 'voteClosed');
  room.close();
  await aLongWhile();
  expect(room.phone(who).said.verdict?.fault).toBe('withheld');
});

test.each<[string, (url: string) => Response | null]>([
  ['withheld', refusing('tags', 'notSealed')],
  ['of another deal', ofAnotherDeal('tags')],
])('while the vote is open, a sealed list that is %s is said not to come, and nothing leaves', async (_, network) => {
  const room = opened();
  const mine = room.phone(room.people[0]!);
  mine.choose([1, 2, 3]);
  await aWhile();
  room.network = network;
  room.seal();
  await aLongWhile();
  expect([mine.state, mine.troubled, mine.fault]).toEqual(['sealing', true, null]);
  room.network = () => null;
  await aWhile();
  expect([mine.state, mine.troubled, mine.settled]).toEqual(['ready', false, true]);
});

test.each([true, false])('counts told of a vote that was never sealed are a lie, even to a phone without dots (dots: %s)', async (dealt) => {
  const room = opened();
  const who = room.people[0]!;
  if (dealt) await aWhile();
  else room.phone(who).stop();
  room.unsealed = true;
  room.bend = () => ({ counts: [1, 0, 0, 0] });
  room.close();
  await aWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: 'unsealed', read: false });
});

test.each([
  ['told', (room: VoteRoom) => room.close()],
  ['left', (room: VoteRoom) => ((room.stage = 'closed'), room.people.forEach((who) => room.phone(who).leave()))],
])('closed before any seal, %s: said to whoever had chosen, and nothing kept', async (_, close) => {
  const room = opened();
  const [chooser, other] = room.people as [string, string];
  room.phone(chooser).choose([1, 2, 3]);
  await aWhile();
  room.unsealed = true;
  close(room);
  await aWhile();
  expect(room.phone(chooser).said.verdict).toMatchObject({ fault: null, uncounted: 'unsealed', read: false });
  expect(room.phone(other).said.verdict).toMatchObject({ uncounted: 'unsealed', read: true });
  expect(keptBy(room, chooser)).toBeNull();
  expect(reports(room)).toEqual([]);
});

test.each<[string, (room: VoteRoom, who: string) => void]>([
  ['told', (room, who) => room.reload(who)],
  ['left', (room, who) => room.wake(who).leave()],
])('dealt again, sealed and closed while this phone slept, %s: its dots count for nothing, and it says so', async (_, wake) => {
  const { room, who } = await placed();
  room.asleep.add(who);
  room.redeal();
  await aWhile();
  room.seal();
  await aWhile();
  room.close();
  wake(room, who);
  await aWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: null, uncounted: 'redealt', read: false });
  expect(keptBy(room, who)).toBeNull();
});

test('sealed and closed before any of its dots had come: it says so', async () => {
  const room = opened();
  const who = room.people[0]!;
  room.network = (url) => (url === '/b' ? Response.json({ code: 'unavailable' }, { status: 503 }) : null);
  room.phone(who).choose([1, 0, 0]);
  await vi.advanceTimersByTimeAsync(3_100);
  room.seal();
  await aWhile();
  expect(room.phone(who).state).toBe('late');
  room.close();
  await aWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: null, uncounted: 'late', read: false });
});

test.each<[string, (room: VoteRoom) => Promise<unknown> | void]>([
  ['prepared before there was a key', () => {}],
  ['right after another deal', async (room) => {
    room.stage = 'issuing';
    room.tell();
    await aWhile();
    room.redeal();
  }],
  ['which the seal has not waited for', async (room) => {
    room.network = (url) => (url === '/b' ? Response.json({ code: 'unavailable' }, { status: 503 }) : null);
    await vi.advanceTimersByTimeAsync(3_100);
    room.seal();
    await aWhile();
  }],
])('choices %s outlive the room going on, as long as the vote is open', async (_, next) => {
  const room = opened();
  const who = room.people[0]!;
  room.phone(who).choose([1, 0, 2]);
  await next(room);
  room.phone(who).leave();
  room.network = (url) => (url === '/b' ? Response.json({ code: 'unavailable' }, { status: 503 }) : null);
  await aLongWhile();
  room.network = () => null;
  room.reload(who);
  expect(room.phone(who).choices).toEqual([1, 0, 2]);
});
