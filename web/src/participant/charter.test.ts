import { describe, expect, test } from 'vitest';
import type { Now, Says } from '../wire/participant';
import { charterToRead, rulesOf } from './charter';

const charter = { version: 2, text: '- Ce qui se dit ici reste ici.\n\n• On parle de soi.' };

function now(engaged: number | null, known: Now['charter'] = charter): Now {
  const you = { participant: 'p', name: 'Bruno', engaged, checkedOut: false };
  return { you, charter: known } as Now;
}

function saying(say: Says) {
  return [{ id: 'a', say }] as unknown as Parameters<typeof charterToRead>[1];
}

describe('the charter', () => {
  test('is its rules, without bullets and empty lines', () => {
    expect(rulesOf(charter)).toEqual(['Ce qui se dit ici reste ici.', 'On parle de soi.']);
  });
  test('is to be read by whoever has not committed to it as it stands', () => {
    expect(charterToRead(now(null), [])).toBe(charter);
    expect(charterToRead(now(1), [])).toBe(charter);
    expect(charterToRead(now(2), [])).toBeUndefined();
  });
  test('is put away at the tap, before the answer', () => {
    expect(charterToRead(now(null), saying({ act: 'engage', version: 2 }))).toBeUndefined();
    expect(charterToRead(now(null), saying({ act: 'engage', version: 1 }))).toBe(charter);
  });
  test('is not asked for while it has no words', () => {
    expect(charterToRead(now(null, { version: 1, text: ' \n' }), [])).toBeUndefined();
  });
});
