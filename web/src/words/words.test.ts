import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { common as en } from './common/en';
import { common as fr } from './common/fr';
import { typeset, typesetAll } from './language';
import { own as ownEn } from './facilitator/own.en';
import { own as ownFr } from './facilitator/own.fr';
import { ballot as ballotEn } from './participant/ballot.en';
import { ballot as ballotFr } from './participant/ballot.fr';
import { process as processEn } from './participant/process.en';
import { process as processFr } from './participant/process.fr';
import { closing as closingEn } from './participant/closing.en';
import { closing as closingFr } from './participant/closing.fr';
import { notes as notesEn } from './participant/notes.en';
import { notes as notesFr } from './participant/notes.fr';
import { words as phoneEn } from './participant/en';
import { words as phoneFr } from './participant/fr';

test('every refusal of the domain has its sentence, and no sentence lacks its refusal', () => {
  const rust = readFileSync('../src/domain/refusal.rs', 'utf8');
  const codes = [...rust.matchAll(/^ {4}\w+ = "(\w+)"/gm)].map((match) => match[1]!);
  expect(codes.length).toBeGreaterThan(40);
  // The edge adds one: a word it could not read.
  expect(Object.keys(fr.refusals).sort()).toEqual([...codes, 'malformed'].sort());
  expect(Object.keys(en.refusals).sort()).toEqual(Object.keys(fr.refusals).sort());
});

test('every problem of the edge has its sentence', () => {
  const rust = readFileSync('../src/edge/error.rs', 'utf8') + readFileSync('../src/ballot/door.rs', 'utf8');
  const codes = [...rust.matchAll(/(?:Denied|NotPlaced)::\w+ => "(\w+)"/g)].map((match) => match[1]!);
  expect(codes.length).toBeGreaterThan(15);
  for (const words of [fr, en]) {
    expect(codes.filter((code) => !(code in words.problems) && !(code in words.refusals))).toEqual([]);
  }
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

/** Every sentence of a dictionary, by the path that leads to it. */
function sentences(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    const said: unknown = typeof value === 'function' ? (value as (...args: unknown[]) => unknown)(2, 3) : value;
    if (typeof said === 'string') return [[path + key, said]];
    return said && typeof said === 'object' ? sentences(said, `${path}${key}.`) : [];
  });
}

test.each([['common', fr, en], ['phone', phoneFr, phoneEn], ['ballot', ballotFr, ballotEn], ['processes', processFr, processEn], ['closing', closingFr, closingEn], ['notes', notesFr, notesEn], ['own processes', ownFr, ownEn]])('%s: nothing is empty, nothing left in the other language', (_, french, english) => {
  const inFrench = new Map(sentences(french));
  const inEnglish = sentences(english);
  expect(inEnglish.map(([path]) => path).sort()).toEqual([...inFrench.keys()].sort());
  expect([...inFrench.values(), ...inEnglish.map(([, said]) => said)].filter((said) => !said.trim())).toEqual([]);
  expect(inEnglish.filter(([path, said]) => said.length > 24 && inFrench.get(path) === said)).toEqual([]);
});

test('nobody is promised more than a vote can keep', () => {
  const said = [phoneFr, phoneEn, ballotFr, ballotEn].flatMap((words) => sentences(words)).map(([, sentence]) => sentence.toLowerCase()).join('\n');
  for (const promise of ['100 %', '100%', 'anonym']) expect(said).not.toContain(promise);
});

test('every doubt of a phone has its sentence', () => {
  const source = readFileSync('src/ballot/check.ts', 'utf8');
  const faults = [...source.slice(0, source.indexOf('export interface')).matchAll(/^  \| '(\w+)'/gm)].map((match) => match[1]!);
  expect(faults.length).toBe(13);
  for (const words of [ballotFr, ballotEn]) expect(Object.keys(words.faults).sort()).toEqual([...faults].sort());
});

test('a phone says before any answer to a way out that a no takes the question off the others', () => {
  const off = [/quitte leur téléphone/, /retire la question de tous les téléphones/, /leaves their phones/, /takes the question off all phones/];
  const said = [phoneFr.ways.free, phoneFr.ways.freeAll, phoneEn.ways.free, phoneEn.ways.freeAll];
  for (const [n, sentence] of said.entries()) expect(sentence).toMatch(off[n]!);
});
