import { expect, test } from 'vitest';
import type { Mine, OwnCase, Says } from '../wire/participant';
import { givenTexts, ownCases, ownTexts, ownTrace } from './mine';

const nothing: Mine = { cases: [], carried: [], merges: [], ways: [], deferred: false, titles: [], texts: [], given: { authors: [], answers: [] }, trace: [] };
const fields = { kind: 'projet', title: 'Comment ?', headline: '', expects: '', reserved: false, urgency: 1, importance: 1, emotionalLoad: 1 } as const;
const one = (caseItem: string, rank: number | null): OwnCase => ({
  caseItem, fields, rank, process: null, minutes: null, mergedInto: null, mergedFrom: [], outcome: null, disposition: null,
});
const said = (...says: Says[]) => says.map((say, i) => ({ id: String(i), say }));

test('a case not yet answered is there, and said to be pending', () => {
  expect(ownCases(nothing, said({ act: 'putCase', caseItem: 'a', fields }))).toMatchObject([{ caseItem: 'a', pending: true }]);
});

test('a case withdrawn is gone at once', () => {
  expect(ownCases({ ...nothing, cases: [one('a', null)] }, said({ act: 'withdrawCase', caseItem: 'a' }))).toEqual([]);
});

test('a rank belongs to one case', () => {
  const cases = ownCases({ ...nothing, cases: [one('a', 1), one('b', null)] }, said({ act: 'prioritise', caseItem: 'b', rank: 1 }));
  expect(cases.map((known) => known.rank)).toEqual([null, 1]);
});

test('the last of several words wins', () => {
  const put = (text: string): Says => ({ act: 'contribute', contribution: 'c', slot: 's', step: 'p', input: 'i', text });
  expect(ownTexts(nothing, said(put('first'), put('second')), null)).toMatchObject([{ text: 'second', pending: true }]);
});

test('an empty line of the trace is erased', () => {
  const line = { line: 'l', kind: 'learning', text: 'x', due: null, keep: true } as const;
  expect(ownTrace({ ...nothing, trace: [line] }, said({ act: 'putTrace', ...line, text: '' }))).toEqual([]);
});

test('what others gave is told apart: who, what sort, asked for, kept; of a slip, not who', () => {
  const given = {
    authors: ['Amina', 'Bruno'],
    answers: [
      { kind: 'question', texts: [['a', 1, 'Depuis quand ?']] },
      { kind: 'vecu', texts: [['b', 0, 'Pareil.'], ['c', null, 'Moi aussi.']], askedForScreen: [0], kept: [1] },
    ],
  } satisfies Mine['given'];
  expect(givenTexts({ ...nothing, given })).toEqual([
    { contribution: 'a', author: 'Bruno', kind: 'question', text: 'Depuis quand ?', askedForScreen: false, forScreen: false, kept: false },
    { contribution: 'b', author: 'Amina', kind: 'vecu', text: 'Pareil.', askedForScreen: true, forScreen: false, kept: false },
    { contribution: 'c', author: null, kind: 'vecu', text: 'Moi aussi.', askedForScreen: false, forScreen: false, kept: true },
  ]);
});

test('a text on its way answers an input of the step at hand, or of none', () => {
  const put: Says = { act: 'contribute', contribution: 'c', slot: 's', step: 'p', input: 'i', text: 'x' };
  const input = (step: string) => ownTexts(nothing, said(put), { slot: 's', step })[0]!.input;
  expect([input('p'), input('q')]).toEqual(['i', undefined]);
});
