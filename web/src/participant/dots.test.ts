import { expect, test, vi } from 'vitest';
import { base64url, newUuid } from '../link/id';
import { draw, tagOf } from '../ballot/credentials';
import { Box } from '../ballot/testing/box';
import { bodyOf } from './ballot/post';
import { hanging, VoteRoom, type Told } from './testing/vote-room';
import { aWhile, keptBy, onFakeClock, opened, sealed } from './testing/vote-scene';

onFakeClock();

test('keys and blinds are kept before anybody hears of them', async () => {
  const room = opened();
  const asked: unknown[] = [];
  room.onIssue = (who, say) => {
    expect(keptBy(room, who)!.dots.map((dot) => dot.blinded)).toEqual(say.blinded);
    asked.push(who);
  };
  await aWhile();
  expect(asked.length).toBe(3);
});

test('blank dots come in alone, each at a time of its own, and no choice before the seal', async () => {
  const room = opened(8);
  room.tell();
  room.phone(room.people[0]!).choose([1, 1, 2]);
  await aWhile();
  expect(room.posted.length).toBe(24);
  expect(room.posted.every(({ dot }) => dot.choice === 0)).toBe(true);
  expect(room.posted.every(({ init }) => String(init.body).length === 512 && init.credentials === 'omit' && init.referrerPolicy === 'no-referrer')).toBe(true);
  expect(room.phone(room.people[0]!).state).toBe('sealing');
});

test('what was chosen before the seal leaves after it, signed, and is told once the box has it', async () => {
  const room = opened();
  const mine = room.phone(room.people[0]!);
  mine.choose([4, 2, 0]);
  await aWhile();
  expect(mine.settled).toBe(false);
  room.seal();
  await aWhile();
  expect(mine.state).toBe('ready');
  expect(mine.settled).toBe(true);
  expect(room.box.close().counts).toEqual([0, 1, 0, 1]);
  expect(room.said.filter((say) => say.act === 'checked' && say.ok && say.stage === 'sealed').length).toBe(3);
});

test('a tap leaves after 0.3 to 2 s', async () => {
  const room = await sealed();
  room.posted.length = 0;
  room.phone(room.people[0]!).choose([1, 2, 3]);
  await vi.advanceTimersByTimeAsync(299);
  expect(room.posted.length).toBe(0);
  await vi.advanceTimersByTimeAsync(1_702);
  expect(room.posted.length).toBe(3);
});

test('a box that does not answer is asked again; numbers only grow; a change of mind goes too', async () => {
  const room = await sealed();
  const mine = room.phone(room.people[0]!);
  room.network = () => new Response('{"code":"unavailable"}', { status: 503 });
  mine.choose([1, 0, 0]);
  await aWhile();
  expect(mine.troubled).toBe(true);
  expect(mine.settled).toBe(false);
  room.network = () => null;
  room.posted.length = 0;
  mine.choose([2, 0, 0]);
  await aWhile();
  mine.choose([0, 0, 0]);
  await aWhile();
  expect(mine.settled).toBe(true);
  expect(mine.troubled).toBe(false);
  const numbers = room.posted.map(({ dot }) => dot.seq);
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  expect(room.box.close().counts).toEqual([0, 0, 0, 0]);
});

test('a move whose answer was lost, then taken back, is taken back in the box too', async () => {
  const room = await sealed();
  const mine = room.phone(room.people[0]!);
  room.lost = () => true;
  mine.choose([3, 0, 0]);
  await vi.advanceTimersByTimeAsync(2_100);
  mine.choose([0, 0, 0]);
  room.lost = () => false;
  await aWhile();
  expect(mine.settled).toBe(true);
  expect(room.box.close().counts).toEqual([0, 0, 0, 0]);
});

test('the close is checked, said, and leaves neither key nor choice', async () => {
  const room = await sealed();
  const mine = room.phone(room.people[0]!);
  mine.choose([1, 2, 2]);
  await aWhile();
  room.close();
  await aWhile();
  expect(mine.said.verdict).toMatchObject({ fault: null, late: 0, uncounted: null });
  expect(keptBy(room, room.people[0]!)).toBeNull();
  expect(mine.choices).toEqual([]);
  expect(room.said.filter((say) => say.act === 'checked' && say.ok && say.stage === 'closed').length).toBe(3);
  expect(room.reload(room.people[0]!).said.verdict).toMatchObject({ fault: null, late: 0, uncounted: null });
});

test('a move that had not arrived at the close is told', async () => {
  const room = await sealed();
  const mine = room.phone(room.people[0]!);
  mine.choose([1, 0, 0]);
  room.close();
  await aWhile();
  expect(mine.said.verdict).toMatchObject({ fault: null, late: 1, uncounted: null });
});

test('a move that had not arrived when the room went on is news until it is read', async () => {
  const room = await sealed();
  const mine = room.phone(room.people[0]!);
  mine.choose([1, 0, 0]);
  mine.leave();
  room.stage = 'closed';
  await aWhile();
  expect(mine.said.verdict).toMatchObject({ fault: null, late: 1, uncounted: null });
  expect(mine.said.unread).toBe(true);
  mine.said.read();
  expect(mine.said.unread).toBe(false);
});

test('a dot, or a list, whose request hangs is sent, or asked for, again', async () => {
  const room = await sealed();
  const mine = room.phone(room.people[0]!);
  mine.choose([1, 0, 0]);
  vi.stubGlobal('fetch', hanging);
  await aWhile();
  vi.stubGlobal('fetch', room.fetch);
  await aWhile();
  expect(mine.settled).toBe(true);
  vi.stubGlobal('fetch', hanging);
  room.close();
  await aWhile();
  vi.stubGlobal('fetch', room.fetch);
  await aWhile();
  expect(mine.said.verdict).toMatchObject({ fault: null, late: 0, uncounted: null });
});

test('dots given to another device cannot be moved from here; nor when the page was cleared', async () => {
  const room = opened();
  await aWhile();
  localStorage.clear();
  expect(room.reload(room.people[0]!).state).toBe('elsewhere');
});

test('a latecomer has no dots until they are dealt again; then all choices find their way back', async () => {
  const room = new VoteRoom(4);
  vi.stubGlobal('fetch', room.fetch);
  room.electors = room.people.slice(0, 3);
  room.tell();
  const [first, , , late] = room.people.map((who) => room.phone(who));
  first!.choose([1, 1, 2]);
  await aWhile();
  room.seal();
  await aWhile();
  expect(late!.state).toBe('without');
  room.redeal();
  await aWhile();
  expect(first!.choices).toEqual([1, 1, 2]);
  expect(first!.settled).toBe(false);
  late!.choose([2, 0, 0]);
  room.seal();
  await aWhile();
  expect(room.box.close().counts).toEqual([2, 2, 0, 0]);
  expect(first!.settled && late!.settled).toBe(true);
});

test('a deal sealed before one of my dots had come goes on with the others', async () => {
  const room = opened();
  const who = room.people[0]!;
  await aWhile();
  const one = keptBy(room, who)!.dots[0]!.tag;
  const dots = room.phone(who);
  dots.stop();
  const without = keptBy(room, who)!;
  without.dots[0]!.deposited = false;
  localStorage.setItem(`cercle:participant:${who}:ballot:${room.box.vote}`, JSON.stringify(without));
  room.box.drop(one);
  room.box.seal();
  room.stage = 'sealed';
  room.reload(who);
  await aWhile();
  expect(room.phone(who).state).toBe('ready');
  expect(room.phone(who).choices.length).toBe(2);
});

const foreign = () => base64url(tagOf(draw(1)[0]!));

test('another key: red before a dot is put in', async () => {
  const room = new VoteRoom(3);
  vi.stubGlobal('fetch', room.fetch);
  room.bend = () => ({ pk: new Box([]).pk });
  room.tell();
  await aWhile();
  expect(room.phone(room.people[0]!).fault).toBe('otherKey');
  expect(room.posted).toEqual([]);
});

test.each<[string, (told: Told) => Partial<Told>]>([
  ['a foreign tag', (told) => ({ tags: [...told.tags.slice(0, -1), foreign()] })],
  ['dropped tags', (told) => ({ tags: told.tags.slice(3) })],
  ['a split view', () => ({ sealDigest: base64url(new Uint8Array(32)) })],
])('the seal bent, %s: red, and no choice leaves', async (_, bend) => {
  const room = opened();
  const mine = room.phone(room.people[0]!);
  mine.choose([1, 2, 3]);
  await aWhile();
  room.bend = bend;
  room.seal();
  await aWhile();
  expect(mine.fault).toMatch(/^(otherView|unreadable)$/);
  expect(mine.state).toBe('wrong');
  expect(room.posted.every(({ dot }) => dot.choice === 0)).toBe(true);
  expect(room.said).toContainEqual(expect.objectContaining({ act: 'checked', stage: 'sealed', ok: false }));
  room.bend = () => ({});
  room.redeal();
  await aWhile();
  room.seal();
  await aWhile();
  expect(mine.fault).toBeNull();
  expect(mine.settled).toBe(true);
});

test.each<[string, string, (told: Told) => Partial<Told>]>([
  ['an altered choice', 'altered', (told) => ({ entries: told.entries.map((entry) => ({ ...entry, choice: 4 })) })],
  ['a dropped dot', 'tagsChanged', (told) => ({ entries: told.entries.slice(1) })],
  ['a split view', 'otherView', () => ({ closeDigest: base64url(new Uint8Array(32)) })],
  ['another total', 'miscounted', (told) => ({ counts: told.counts.map((count) => count + 1) })],
])('the close bent, %s: red, said, and what shows it is kept', async (_, fault, bend) => {
  const room = await sealed();
  const who = room.people[0]!;
  room.phone(who).choose([1, 2, 3]);
  await aWhile();
  room.bend = bend;
  room.close();
  await aWhile();
  expect(room.phone(who).said.verdict?.fault).toBe(fault);
  expect(keptBy(room, who)).not.toBeNull();
  expect(room.said).toContainEqual(expect.objectContaining({ act: 'checked', stage: 'closed', ok: false }));
});

test.each<[string, string, (room: VoteRoom) => void]>([
  ['another key', 'otherKey', (room) => (room.bend = () => ({ pk: new Box([]).pk }))],
  ['another seal of the same deal', 'otherView', (room) => (room.bend = () => ({ sealDigest: base64url(new Uint8Array(32)) }))],
  ['options in another order', 'otherView', (room) => (room.optionsTold = [...room.optionsTold].reverse())],
])('after the seal, %s: red, and no choice leaves any more', async (_, fault, bend) => {
  const room = await sealed();
  const mine = room.phone(room.people[0]!);
  bend(room);
  room.tell();
  await aWhile();
  expect(mine.fault).toBe(fault);
  expect(mine.open).toBe(false);
  expect(room.said).toContainEqual(expect.objectContaining({ act: 'checked', stage: 'sealed', ok: false }));
});

test('another key at the seal than the one the dots were drawn for: red, and no choice leaves', async () => {
  const room = opened();
  const mine = room.phone(room.people[0]!);
  mine.choose([1, 2, 3]);
  await aWhile();
  room.bend = () => ({ pk: new Box([]).pk });
  room.seal();
  await aWhile();
  expect(mine.fault).toBe('otherKey');
  expect(room.posted.every(({ dot }) => dot.choice === 0)).toBe(true);
});

test('a phone that sleeps from its blanks to the close checks the seal, then the close', async () => {
  const room = opened();
  const who = room.people[0]!;
  await aWhile();
  room.phone(who).stop();
  room.box.seal();
  room.stage = 'closed';
  room.reload(who);
  await aWhile();
  expect(room.phone(who).said.verdict).toMatchObject({ fault: null, late: 0, uncounted: null });
  expect(keptBy(room, who)).toBeNull();
});

test('the body is always as long', () => {
  const dot = { v: 1, room: 'f'.repeat(32), vote: newUuid(), epoch: 65_535, tag: 'x'.repeat(43), token: 'x'.repeat(86), choice: 36, sig: 'x'.repeat(86) };
  expect(bodyOf({ ...dot, seq: 1 })).toHaveLength(512);
  expect(bodyOf({ ...dot, seq: 2 ** 48 - 1 })).toHaveLength(512);
});
