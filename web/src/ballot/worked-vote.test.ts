// One vote worked through by the server's side: this side computes the same.
import { readFileSync } from 'node:fs';
import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { wordlist } from '@scure/bip39/wordlists/french.js';
import { expect, test } from 'vitest';
import { base64url } from '../link/id';
import { fromBase64url } from './bytes';
import { checkClose, checkSeal, countsOf } from './check';
import { tagOf, tokens, type DotKey, type Issued } from './credentials';
import { closeDigest, sealDigest, type Entry, type Sealed } from './digest';
import { covered, isSigned, sign } from './placement';
import { wordsOf } from './words';

interface WorkedPhone extends Issued {
  participant: string;
  secretsHex: string[];
  blindsWideHex: string[];
  blinded: string[];
  tags: string[];
  tokens: string[];
  messagesHex: string[];
  entries: Entry[];
}
interface Worked extends Sealed {
  phones: WorkedPhone[];
  entries: Entry[];
  sealDigest: string;
  sealWords: number[];
  closeDigest: string;
  closeWords: number[];
}
const vote = JSON.parse(readFileSync('../tests/vectors/ballot.json', 'utf8')) as Worked;

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (from: Uint8Array) => Buffer.from(from).toString('hex');
const number = (bigEndian: Uint8Array) => BigInt(`0x${hex(bigEndian)}`);
const littleEndian = (value: bigint, width: number) => bytes(value.toString(16).padStart(2 * width, '0')).reverse();

function keysOf(phone: WorkedPhone): DotKey[] {
  return phone.secretsHex.map((secret, i) => {
    const blind = number(bytes(phone.blindsWideHex[i]!).reverse()) % ORDER;
    return { secret: base64url(bytes(secret)), blind: base64url(littleEndian(blind, 32)), blinded: phone.blinded[i]! };
  });
}

test.each(vote.phones)('the dots of $participant: tags, blinded tags, tokens, messages, signatures', (phone) => {
  const keys = keysOf(phone);
  expect(keys.map((key) => base64url(tagOf(key)))).toEqual(phone.tags);
  const blinded = keys.map((key) => ristretto255_oprf.voprf.blind(tagOf(key), (width = 48) => littleEndian(number(fromBase64url(key.blind, 32).reverse()) - 1n, width)).blinded);
  expect(blinded.map((one) => base64url(one))).toEqual(phone.blinded);
  expect(tokens(keys, vote.pk, phone)).toEqual(phone.tokens);
  phone.entries.forEach(({ tag, choice, seq, sig }, i) => {
    expect(hex(covered(vote, tagOf(keys[i]!), seq, choice))).toBe(phone.messagesHex[i]);
    expect(sign(vote, keys[i]!, seq, choice)).toBe(sig);
    expect(isSigned(vote, fromBase64url(tag, 32), seq, choice, fromBase64url(sig, 64))).toBe(true);
  });
});

test('the digests, and the words they spell', () => {
  expect(base64url(sealDigest(vote))).toBe(vote.sealDigest);
  expect(base64url(closeDigest(fromBase64url(vote.sealDigest, 32), vote.entries))).toBe(vote.closeDigest);
  const spelled = (indices: number[]) => indices.map((index) => wordlist[index]!.normalize('NFC'));
  expect(wordsOf(vote.sealDigest)).toEqual(spelled(vote.sealWords));
  expect(wordsOf(vote.closeDigest)).toEqual(spelled(vote.closeWords));
});

test('both lists are vouched for', () => {
  const mine = vote.phones[0]!.entries.map(({ tag, seq }) => ({ tag, deposited: true, placedSeq: seq }));
  expect(checkSeal(vote, vote.sealDigest, { you: vote.issued[0]!, present: new Set(vote.issued) }, mine)).toBeNull();
  const seal = { ...vote, digest: vote.sealDigest };
  expect(checkClose(seal, vote.entries, { digest: vote.closeDigest, counts: [countsOf(vote.entries, vote.options.length)] }, mine)).toBeNull();
});
