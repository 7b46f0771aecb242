import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { common as en } from './common/en';
import { common as fr } from './common/fr';
import { typeset, typesetAll } from './language';

test('every refusal of the domain has its sentence, and no sentence lacks its refusal', () => {
  const rust = readFileSync('../src/domain/refusal.rs', 'utf8');
  const codes = [...rust.matchAll(/^ {4}\w+ = "(\w+)"/gm)].map((match) => match[1]!);
  expect(codes.length).toBeGreaterThan(40);
  // The edge adds one: a word it could not read.
  expect(Object.keys(fr.refusals).sort()).toEqual([...codes, 'malformed'].sort());
  expect(Object.keys(en.refusals).sort()).toEqual(Object.keys(fr.refusals).sort());
});

test('French signs stand behind a narrow space that does not break', () => {
  expect(typeset('Qui commence ?')).toBe('Qui commence\u202f?');
  expect(typeset('Il a dit : « oui »')).toBe('Il a dit\u202f: «\u202foui\u202f»');
  expect(typeset('10 h 05')).toBe('10\u202fh 05');
});

test('sentences that take an argument are typeset too', () => {
  const words = typesetAll({ ask: (n: number) => `${n} ?`, list: ['a !'] });
  expect(words.ask(3)).toBe('3\u202f?');
  expect(words.list).toEqual(['a\u202f!']);
});

test('no sentence is empty, and none is left in the other language', () => {
  const flat = (words: object): [string, string][] =>
    Object.entries(words).flatMap(([key, value]): [string, string][] => {
      const said = typeof value === 'function' ? (value as (n: number) => string)(2) : value;
      return typeof said === 'string' ? [[key, said]] : flat(said as object).map(([k, v]) => [`${key}.${k}`, v]);
    });
  const french = new Map(flat(fr));
  const same = flat(en).filter(([key, said]) => said.length > 24 && french.get(key) === said);
  expect(same).toEqual([]);
  expect([...french.values(), ...flat(en).map(([, said]) => said)].filter((said) => !said.trim())).toEqual([]);
});
