import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { base64url } from '../link/id';
import { fromBase64url } from './bytes';
import { draw, OtherKey, tagOf, tokens } from './credentials';

interface Vector {
  input: string[];
  blind: string[];
  blinded: string[];
  evaluated: string[];
  proof: string;
  proofScalar: string;
  output: string[];
}
const vectors = JSON.parse(readFileSync('../tests/vectors/rfc9497.json', 'utf8')) as { seed: string; keyInfo: string; pk: string; vectors: Vector[] };

const voprf = ristretto255_oprf.voprf;
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (from: Uint8Array) => Buffer.from(from).toString('hex');
/** A source of chance that yields exactly this scalar. */
function yielding(scalar: string): (length?: number) => Uint8Array {
  const reversed = BigInt(`0x${hex(bytes(scalar).reverse())}`) - 1n;
  return (length = 48) => bytes(reversed.toString(16).padStart(2 * length, '0')).reverse();
}

test.each(vectors.vectors)('RFC 9497, ristretto255-SHA512, VOPRF: $input', (vector) => {
  const keys = voprf.deriveKeyPair(bytes(vectors.seed), bytes(vectors.keyInfo));
  expect(hex(keys.publicKey)).toBe(vectors.pk);
  const { input, blind } = vector;
  const blinded = input.map((one, i) => voprf.blind(bytes(one), yielding(blind[i]!)).blinded);
  expect(blinded.map(hex)).toEqual(vector.blinded);
  const answered = voprf.blindEvaluateBatch(keys.secretKey, keys.publicKey, blinded, yielding(vector.proofScalar));
  expect(answered.evaluated.map(hex)).toEqual(vector.evaluated);
  expect(hex(answered.proof)).toBe(vector.proof);
  const items = input.map((one, i) => ({ input: bytes(one), blind: bytes(blind[i]!), blinded: blinded[i]!, evaluated: answered.evaluated[i]! }));
  expect(voprf.finalizeBatch(items, keys.publicKey, answered.proof).map(hex)).toEqual(vector.output);
});

function issue(blinded: string[], server = voprf.generateKeyPair()) {
  const { evaluated, proof } = voprf.blindEvaluateBatch(server.secretKey, server.publicKey, blinded.map((one) => fromBase64url(one, 32)));
  return { server, pk: base64url(server.publicKey), issued: { evaluated: evaluated.map((one) => base64url(one)), proof: base64url(proof) } };
}

test('a token is what the server would make of the tag it never saw', () => {
  const keys = draw(3);
  const { server, pk, issued } = issue(keys.map((key) => key.blinded));
  const evaluate = (voprf as unknown as { evaluate(secret: Uint8Array, input: Uint8Array): Uint8Array }).evaluate;
  expect(tokens(keys, pk, issued)).toEqual(keys.map((key) => base64url(evaluate(server.secretKey, tagOf(key)))));
});

test('the same blinded tags yield the same tokens, whatever the proof of the day', () => {
  const keys = draw(2);
  const { server, pk, issued } = issue(keys.map((key) => key.blinded));
  const again = issue(keys.map((key) => key.blinded), server).issued;
  expect(again.proof).not.toBe(issued.proof);
  expect(tokens(keys, pk, again)).toEqual(tokens(keys, pk, issued));
});

test.each([
  ['another key', (told: ReturnType<typeof issue>) => ({ ...told, pk: base64url(voprf.generateKeyPair().publicKey) })],
  ['one element too few', (told: ReturnType<typeof issue>) => ({ ...told, issued: { ...told.issued, evaluated: told.issued.evaluated.slice(1) } })],
  ['two elements swapped', (told: ReturnType<typeof issue>) => ({ ...told, issued: { ...told.issued, evaluated: [...told.issued.evaluated].reverse() } })],
  ['the identity element', (told: ReturnType<typeof issue>) => ({ ...told, issued: { ...told.issued, evaluated: told.issued.evaluated.map(() => base64url(new Uint8Array(32))) } })],
  ['no proof', (told: ReturnType<typeof issue>) => ({ ...told, issued: { ...told.issued, proof: '' } })],
])('%s: no token', (_, spoil) => {
  const keys = draw(2);
  const { pk, issued } = spoil(issue(keys.map((key) => key.blinded)));
  expect(() => tokens(keys, pk, issued)).toThrow(OtherKey);
});
