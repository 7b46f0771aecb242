import { expect, test } from 'vitest';
import { base64url, newUuid } from '../link/id';
import { checkClose, checkSeal, countsOf, type OwnDot } from './check';
import { draw, tagOf, tokens, type DotKey } from './credentials';
import { closeDigest, sealDigest, type Entry, type Sealed } from './digest';
import { firstSeq, nextSeq, sign } from './placement';
import { Box } from './testing/box';

const cases = Array.from({ length: 5 }, () => ({ kind: 'caseItem' as const, caseItem: newUuid() }));
const sorted = (tags: string[]) => tags.sort((one, other) => Buffer.compare(Buffer.from(one, 'base64url'), Buffer.from(other, 'base64url')));
const digestOf = (sealed: Sealed) => base64url(sealDigest(sealed));
/** A tag that no phone in the room has drawn. */
const foreign = () => base64url(tagOf(draw(1)[0]!));

interface Mine {
  keys: DotKey[];
  own: (OwnDot & { seq: number })[];
}

/** A vote of four, its blank dots in; the first of them is mine. */
function dealt() {
  const box = new Box(cases);
  const people = Array.from({ length: 4 }, newUuid);
  const phones = people.map((person): Mine => {
    const keys = draw(3);
    const issued = box.issue(person, keys.map((key) => key.blinded));
    if (issued === 'alreadyIssued') throw new Error(issued);
    const tokenOf = tokens(keys, box.pk, issued);
    const own = keys.map((key, i) => {
      const tag = base64url(tagOf(key));
      const seq = firstSeq();
      expect(box.post({ tag, seq, choice: 0, token: tokenOf[i]!, sig: sign(box, key, seq, 0) })).toBe('placed');
      return { tag, deposited: true, seq, placedSeq: seq };
    });
    return { keys, own };
  });
  return { box, people: { you: people[0]!, present: new Set(people) }, phones, mine: phones[0]!, sealed: box.seal() };
}

/** The same, sealed, every dot placed, closed. */
function closed() {
  const room = dealt();
  const { box, phones, sealed } = room;
  for (const { keys, own } of phones) {
    own.forEach((dot, i) => {
      dot.placedSeq = dot.seq = nextSeq(dot.seq);
      expect(box.post({ tag: dot.tag, seq: dot.seq, choice: i + 1, token: '', sig: sign(box, keys[i]!, dot.seq, i + 1) })).toBe('placed');
    });
  }
  const seal = { vote: box.vote, epoch: 0, tags: sealed.tags, digest: digestOf(sealed) };
  return { ...room, seal, told: box.close() };
}

/** What a server tells of a list it has bent: a digest and counts that fit. */
function retold(seal: { digest: string }, entries: Entry[]) {
  return { digest: base64url(closeDigest(new Uint8Array(Buffer.from(seal.digest, 'base64url')), entries)), counts: [countsOf(entries, cases.length)] };
}

test('an honest seal and an honest close are vouched for', () => {
  const { sealed, people, mine, seal, told } = closed();
  expect(checkSeal(sealed, digestOf(sealed), people, mine.own)).toBeNull();
  expect(checkClose(seal, told.entries, { digest: told.digest, counts: [told.counts] }, mine.own)).toBeNull();
  expect(told.counts).toEqual([4, 4, 4, 0, 0]);
});

test.each<[string, string, (sealed: Sealed, mine: Mine) => Sealed]>([
  ['a foreign tag beside all others', 'tooMany', (sealed) => ({ ...sealed, tags: sorted([...sealed.tags, foreign()]) })],
  ['a foreign tag in the place of mine', 'mineMissing', (sealed, mine) => ({ ...sealed, tags: sorted([...sealed.tags.filter((tag) => tag !== mine.own[0]!.tag), foreign()]) })],
  ['a tag of mine dropped', 'mineMissing', (sealed, mine) => ({ ...sealed, tags: sealed.tags.filter((tag) => tag !== mine.own[1]!.tag) })],
  ['a tag told twice', 'unreadable', (sealed) => ({ ...sealed, tags: [sealed.tags[0]!, ...sealed.tags] })],
  ['tags in another order', 'unreadable', (sealed) => ({ ...sealed, tags: [...sealed.tags].reverse() })],
  ['a tag that is none', 'unreadable', (sealed) => ({ ...sealed, tags: ['x', ...sealed.tags.slice(1)] })],
  ['somebody who is not in the room', 'stranger', (sealed) => ({ ...sealed, issued: [...sealed.issued, newUuid()] })],
  ['somebody counted twice', 'stranger', (sealed) => ({ ...sealed, issued: [...sealed.issued, sealed.issued[0]!] })],
])('the seal: %s', (_, fault, bend) => {
  const { sealed, people, mine } = dealt();
  const bent = bend(sealed, mine);
  let told: string;
  try {
    told = digestOf(bent);
  } catch {
    told = '';
  }
  expect(checkSeal(bent, told, people, mine.own)).toBe(fault);
});

test.each<[string, (sealed: Sealed) => Sealed]>([
  ['another key', (sealed) => ({ ...sealed, pk: new Box(cases).pk })],
  ['another mode', (sealed) => ({ ...sealed, mode: 'sealed' })],
  ['other meanings of the choices', (sealed) => ({ ...sealed, options: [...sealed.options].reverse() })],
  ['other dots', (sealed) => ({ ...sealed, dots: 2 })],
  ['another deal', (sealed) => ({ ...sealed, epoch: 1 })],
  ['other people', (sealed) => ({ ...sealed, issued: sealed.issued.slice(1) })],
])('a split view: the room was told of %s', (_, bend) => {
  const { sealed, people, mine } = dealt();
  expect(checkSeal(sealed, digestOf(bend(sealed)), people, mine.own)).toBe('otherView');
});

test('a dot of mine that was never acknowledged may be missing: the deal was sealed without it', () => {
  const { sealed, people, mine } = dealt();
  const late = mine.own.map((dot, i) => ({ ...dot, deposited: i > 0 }));
  const without = { ...sealed, tags: sealed.tags.filter((tag) => tag !== mine.own[0]!.tag) };
  expect(checkSeal(without, digestOf(without), people, late)).toBeNull();
});

test('a dot of mine that was not taken leaves no room for another’s', () => {
  const { sealed, people, mine } = dealt();
  const refused = mine.own.map((dot, i) => ({ ...dot, deposited: i > 0 }));
  const stuffed = { ...sealed, tags: sorted([...sealed.tags.filter((tag) => tag !== mine.own[0]!.tag), foreign()]) };
  expect(checkSeal(stuffed, digestOf(stuffed), people, refused)).toBe('tooMany');
});

test('two people are never counted alone', () => {
  const box = new Box(cases);
  const [you, other] = [newUuid(), newUuid()];
  for (const person of [you, other]) box.issue(person, draw(3).map((key) => key.blinded));
  const sealed = box.seal();
  expect(checkSeal(sealed, digestOf(sealed), { you, present: new Set([you, other]) }, [])).toBe('tooFew');
});

test.each<[string, string, (entries: Entry[], mine: Mine) => Entry[]]>([
  ['a choice altered', 'altered', (entries) => entries.map((entry, i) => (i === 0 ? { ...entry, choice: entry.choice + 1 } : entry))],
  ['a number altered', 'altered', (entries) => entries.map((entry, i) => (i === 5 ? { ...entry, seq: entry.seq + 1 } : entry))],
  ['a signature of another dot', 'altered', (entries) => entries.map((entry, i) => (i === 0 ? { ...entry, sig: entries[1]!.sig } : entry))],
  ['a dot dropped', 'tagsChanged', (entries) => entries.slice(1)],
  ['a dot added', 'tagsChanged', (entries) => [...entries, { ...entries[0]!, tag: foreign() }]],
  ['a tag exchanged', 'tagsChanged', (entries) => entries.map((entry, i) => (i === 0 ? { ...entry, tag: foreign() } : entry))],
  ['a signature that is none', 'unreadable', (entries) => entries.map((entry, i) => (i === 0 ? { ...entry, sig: '' } : entry))],
])('the close: %s', (_, fault, bend) => {
  const { seal, told, mine } = closed();
  const entries = bend(told.entries, mine);
  let said: { digest: string; counts: number[][] };
  try {
    said = retold(seal, entries);
  } catch {
    said = { digest: '', counts: [] };
  }
  expect(checkClose(seal, entries, said, mine.own)).toBe(fault);
});

test('the close: a dot of mine put back where it was before', () => {
  const { box, seal, mine } = closed();
  const before = box.close().entries;
  const moved = mine.own.map((dot, i) => (i === 0 ? { ...dot, placedSeq: nextSeq(dot.seq) } : dot));
  expect(checkClose(seal, before, retold(seal, before), moved)).toBe('mineOutdated');
});

test('the close: other counts than those of the list, in the list or in the frame', () => {
  const { seal, told, mine } = closed();
  const { digest, counts } = told;
  const wrong = counts.map((count, i) => (i === 0 ? count + 1 : count));
  expect(checkClose(seal, told.entries, { digest, counts: [counts, wrong] }, mine.own)).toBe('miscounted');
  expect(checkClose(seal, told.entries, { digest, counts: [counts.slice(0, 2)] }, mine.own)).toBe('miscounted');
});

test('the close: a split view', () => {
  const { seal, told, mine } = closed();
  expect(checkClose(seal, told.entries, { digest: seal.digest, counts: [told.counts] }, mine.own)).toBe('otherView');
});
