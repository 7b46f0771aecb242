import { expect, test } from 'vitest';
import type { ListedCase } from '../wire/screen';
import { ranked } from './ranking';

const listed = (caseItem: string): ListedCase => ({
  label: { caseItem, title: caseItem, reserved: null, owners: [], cases: 1 },
  process: null,
});

test('the most dots come first, equals share a rank, and no case is forgotten', () => {
  const rows = ranked(['a', 'b', 'c', 'd'].map(listed), {
    rows: [
      { caseItem: 'c', dots: 5 },
      { caseItem: 'a', dots: 2 },
      { caseItem: 'd', dots: 2 },
    ],
  });
  expect(rows.map((row) => [row.label.caseItem, row.dots, row.rank])).toEqual([
    ['c', 5, 1],
    ['a', 2, 2],
    ['d', 2, 2],
    ['b', 0, 4],
  ]);
});

test('a case withdrawn leaves the ranking with its dots', () => {
  expect(ranked([listed('a')], { rows: [{ caseItem: 'z', dots: 9 }] })).toHaveLength(1);
});
