import { expect, test } from 'vitest';
import { usualDots } from './dots';
import { ranked } from './ranking';

test('dots are proposed by a third of the cases, within three and six', () => {
  expect([4, 8, 12, 16, 22].map(usualDots)).toEqual([3, 3, 4, 5, 6]);
});

test('options are ranked with the most first, ties in their order', () => {
  const options = [1, 2, 3].map((value) => ({ kind: 'mark', value }) as const);
  expect(ranked(options, [1, 4, 1]).map(({ option }) => option.kind === 'mark' && option.value)).toEqual([2, 1, 3]);
});
