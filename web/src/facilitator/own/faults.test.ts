import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { own as en } from '../../words/facilitator/own.en';
import { own as fr } from '../../words/facilitator/own.fr';
import { besideField, lineOf, mendable } from './faults';

test('every fault and every refusal of a process has its sentence in both languages', () => {
  const faults = [...readFileSync('../src/domain/process/fault.rs', 'utf8').matchAll(/^ {4}\w+ = "(\w+)":/gm)].map((match) => match[1]!);
  expect(faults.length).toBeGreaterThan(20);
  const refusals = [...readFileSync('../src/edge/processes_api.rs', 'utf8').matchAll(/=> \("(\w+)",/g)].map((match) => match[1]!);
  expect(refusals.length).toBe(4);
  for (const words of [fr, en]) {
    expect(Object.keys(words.faults).sort()).toEqual([...faults].sort());
    expect(Object.keys(words.problems).sort()).toEqual([...refusals, 'tooLarge'].sort());
  }
});

test('every field of a process has its name', () => {
  const schema = readFileSync('../docs/process.schema.json', 'utf8');
  const properties = (one: object): string[] => Object.entries(one).flatMap(([key, value]) => (value && typeof value === 'object' ? [...(key === 'properties' ? Object.keys(value as object) : []), ...properties(value as object)] : []));
  const unnamed = (words: typeof fr) => [...new Set(properties(JSON.parse(schema) as object))].filter((name) => name !== 'fr' && name !== 'en' && !(name in words.places.fields));
  // Nothing that can be wrong by itself.
  const harmless = ['reservedByDefault'];
  expect(unnamed(fr).filter((name) => !harmless.includes(name))).toEqual([]);
  expect(unnamed(en).filter((name) => !harmless.includes(name))).toEqual([]);
});

test('a fault is said beside its field, or with its place', () => {
  const empty = { place: 'steps[1].inputs[0].prompt.en', code: 'empty', figures: [] };
  expect(besideField(empty, fr)).toBe('Ce texte manque.');
  expect(lineOf(empty, fr)).toBe('Étape 2, champ 1, question, en anglais : ce texte manque.');
  expect(lineOf({ place: 'minutes.max', code: 'outOfRange', figures: [200, 5, 180] }, en)).toBe('Minutes, at most: is 200, must be from 5 to 180.');
  expect(lineOf({ place: '', code: 'notJson', figures: [3, 14] }, fr)).toBe('Ce fichier n’est pas du JSON lisible : ligne 3, colonne 14.');
});

test('the editor opens what is a process, however faulty', () => {
  const fault = (code: string) => ({ place: 'steps', code, figures: [] });
  expect(mendable([fault('empty'), fault('notTheSum')])).toBe(true);
  expect(mendable([fault('missing')])).toBe(false);
});
