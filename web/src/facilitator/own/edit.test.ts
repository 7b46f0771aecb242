import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Process } from '../../wire/common';
import * as edit from './edit';

const codevelopment = () => edit.shaped(JSON.parse(readFileSync('../catalogue/codeveloppement.json', 'utf8')) as Process);

test('the other language follows until it has words of its own', () => {
  const text = { fr: '', en: '' };
  edit.write(text, 'fr', 'Récit');
  expect(text).toEqual({ fr: 'Récit', en: 'Récit' });
  edit.write(text, 'en', 'Story');
  edit.write(text, 'fr', 'Récit libre');
  expect(text).toEqual({ fr: 'Récit libre', en: 'Story' });
});

test('it is said what is not translated, and what was changed in one language alone', () => {
  const before = { fr: 'Exposé', en: 'Account' };
  expect(edit.between({ fr: 'Exposé', en: 'Account' }, before)).toBe(null);
  expect(edit.between({ fr: 'Récit', en: 'Account' }, before)).toBe('fr');
  expect(edit.between({ fr: 'Exposé', en: 'Story' }, before)).toBe('en');
  expect(edit.between({ fr: 'Récit', en: 'Story' }, before)).toBe(null);
  expect(edit.between({ fr: 'Récit', en: 'Récit' }, before)).toBe('same');
  expect(edit.between({ fr: 'Récit', en: 'Récit' }, undefined)).toBe('same');
  expect(edit.between({ fr: 'Contrat', en: 'Contrat' }, { fr: 'Contrat', en: 'Contrat' })).toBe(null);
});

test('the whole is what its steps make', () => {
  const process = codevelopment();
  edit.addStep(process);
  const sum = (part: 'min' | 'typ' | 'max') => process.steps.reduce((total, step) => total + step.minutes[part], 0);
  expect(process.minutes).toEqual({ min: sum('min'), typ: sum('typ'), max: sum('max') });
  expect(process.presets).toEqual([]);
  edit.removeStep(process, 0);
  expect(process.minutes.typ).toBe(sum('typ'));
});

test('a step moves with the minutes that were tried for it', () => {
  const process = codevelopment();
  const [first, second] = process.steps.map((step) => step.id);
  edit.moveStep(process, 0, 1);
  expect(process.steps.slice(0, 2).map((step) => step.id)).toEqual([second, first]);
  expect(process.presets[0]).toEqual([12, 5, 5, 23, 5, 10]);
  edit.moveStep(process, 0, -1);
  expect(process.steps[0]!.id).toBe(second);
});

test('phones open for what they are asked, and close when nothing is asked any more', () => {
  const process = codevelopment();
  const step = edit.addStep(process);
  edit.addInput(process, step);
  expect(step.phones).toEqual({ owner: 'closed', group: 'write' });
  edit.giveInput(step, step.inputs[0]!, 'owner');
  expect(step.phones).toEqual({ owner: 'write', group: 'closed' });
  edit.removeInput(step, 0);
  expect(step.phones).toEqual({ owner: 'closed', group: 'closed' });
  edit.setPhone(step, 'group', 'vote');
  expect(step.choices.length).toBe(2);
  edit.setPhone(step, 'group', 'closed');
  expect(step.choices).toEqual([]);
});

test('a process without criteria says nothing of them', () => {
  const process = codevelopment();
  delete process.criteria;
  const before = JSON.stringify(process);
  edit.addCriterion(process);
  edit.addCriterion(process);
  process.criteria![1]!.fr = 'le ton';
  edit.removeCriterion(process, 0);
  expect(process.criteria).toEqual([{ fr: 'le ton', en: '' }]);
  edit.removeCriterion(process, 0);
  expect(JSON.stringify(process)).toBe(before);
});

test('ids are of the process alone, names of fields too', () => {
  const process = codevelopment();
  const id = edit.freshId(process.id, [process.id]);
  expect(id).toMatch(/^codeveloppement_[0-9a-z]{4}$/);
  expect(edit.freshId(id, [id])).toMatch(/^codeveloppement_[0-9a-z]{4}$/);
  expect(edit.freshId('a_nous', [])).toMatch(/^a_nous_[0-9][0-9a-z]{3}$/);
  expect(edit.freshId('a'.repeat(48), [])).toHaveLength(45);
  const step = edit.addStep(process);
  edit.addInput(process, step);
  edit.addInput(process, step);
  expect(new Set(process.steps.flatMap((one) => one.inputs.map((input) => input.id))).size).toBe(process.steps.flatMap((one) => one.inputs).length);
});

test('silence is alone, speakers speak in the order they were touched', () => {
  expect(edit.speaksOr(['owner'], 'consultant')).toEqual(['owner', 'consultant']);
  expect(edit.speaksOr(['owner', 'consultant'], 'owner')).toEqual(['consultant']);
  expect(edit.speaksOr(['owner'], 'nobody')).toEqual(['nobody']);
  expect(edit.speaksOr(['nobody'], 'owner')).toEqual(['owner']);
});

test('what is typed for a number is one', () => {
  expect([' 12 ', '7.6', '-3', '', 'x', '999'].map((typed) => edit.whole(typed, 180))).toEqual([12, 8, 0, 0, 0, 180]);
});

test('limits are those of the server', () => {
  const rust = readFileSync('../src/domain/limits.rs', 'utf8');
  const limit = (name: string) => Number(new RegExp(`const ${name}: \\w+ = (\\d+);`).exec(rust.slice(rust.indexOf('pub mod process')))?.[1]);
  const { name, sentence, prompt, says, steps, inputs, choices, parts, criteria, own } = edit.LIMITS;
  const ours = { NAME: name, SENTENCE: sentence, PROMPT: prompt, SAYS: says, STEPS: steps, INPUTS: inputs, CHOICES: choices, PARTS: parts, CRITERIA: criteria, OWN_PROCESSES: own };
  expect(ours).toEqual(Object.fromEntries(Object.keys(ours).map((key) => [key, limit(key)])));
});
