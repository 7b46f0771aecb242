import { expect, test } from 'vitest';
import { readCode, spellCode } from './code';

test('a code is read as people type it, and spelt three and three', () => {
  expect(readCode(' kdp 472 ')).toBe('KDP472');
  expect(readCode('KDP-472')).toBe('KDP472');
  expect(spellCode('KDP472')).toBe('KDP 472');
});

test('what cannot be a code is none', () => {
  expect(readCode('KDP47')).toBeNull();
  expect(readCode('KDP4720')).toBeNull();
  expect(readCode('KDP47O')).toBeNull();
});
