import { expect, test } from 'vitest';
import { words } from '../../words/facilitator/en';
import { askedAbout, consentWords, isYours, stepWords, subject, type Told } from './ways';

const told: Told = {
  blocks: [
    { kind: 'treatment', start: 600, end: 700 },
    { kind: 'lunch', start: 700, end: 760 },
    { kind: 'closing', start: 760, end: 800 },
  ],
  title: (id) => `Title of ${id}`,
  merger: () => 'Together',
  minutes: () => 60,
  names: (ids) => ids.join(' and '),
  process: (id) => id,
  block: (block) => block.kind,
};

test('a step says what changes, from what, and whose yes it needs', () => {
  const said = (...[step]: Parameters<typeof subject>) => [stepWords(step, words.ways.steps, told), consentWords(step, ['Amina'], words.ways.who, told)];
  expect(said({ step: 'trim', caseItem: 'c', minutes: 45 })).toEqual(['trim “Title of c” to 45 min instead of 60', 'with the consent of Amina']);
  expect(said({ step: 'shorten', block: 1, minutes: 45 })).toEqual(['shorten “lunch” to 45 min instead of 60', 'yours to decide']);
  expect(said({ step: 'extend', end: 830 })).toEqual(['make the day 30 min longer, until 13:50', 'if everyone agrees']);
});

test('of a case that never came to be it is not said how long it was', () => {
  const gone = { ...told, minutes: () => 0 };
  expect(stepWords({ step: 'trim', caseItem: 'c', minutes: 45 }, words.ways.steps, gone)).toBe('trim “Title of c” to 45 min');
});

test('shorter blocks and a format for all are the facilitator’s alone', () => {
  const rounds = { step: 'rounds', process: 'wise_crowds', minutes: 70 } as const;
  expect(isYours([rounds])).toBe(true);
  expect(stepWords(rounds, words.ways.steps, told)).toContain('wise_crowds, 70 min');
  expect(isYours([{ step: 'shorten', block: 1, minutes: 45 }])).toBe(true);
  expect(isYours([{ step: 'shorten', block: 1, minutes: 45 }, { step: 'extend', end: 830 }])).toBe(false);
});

test('a lighter process and fewer minutes are about the same case', () => {
  expect(subject({ step: 'lighten', caseItem: 'c', process: 'intervision', minutes: 45 })).toBe(subject({ step: 'trim', caseItem: 'c', minutes: 45 }));
});

test('what was declined, or can be taken no longer, can be asked anew', () => {
  const about = (participant: string, change: object) => ({ proposal: participant, steps: [{ step: 'defer', participant } as const], agreed: 0, asked: 1, waiting: [], declined: false, lapsed: false, ...change });
  const asked = askedAbout([about('Amina', {}), about('Bruno', { declined: true }), about('Claire', { lapsed: true })]);
  expect([...asked]).toEqual(['Amina']);
});
