import { expect, test } from 'vitest';
import { cut, places } from './pages';

test('rows go on the next page when they no longer fit, or are too many', () => {
  expect(cut([100, 100, 100, 100], 250, 7)).toEqual([{ from: 0, to: 2 }, { from: 2, to: 4 }]);
  expect(cut([10, 10, 10], 900, 2)).toEqual([{ from: 0, to: 2 }, { from: 2, to: 3 }]);
  expect(cut([], 900, 7)).toEqual([]);
});

test('a row taller than the page has one of its own', () => {
  expect(cut([50, 900, 50], 300, 7)).toEqual([{ from: 0, to: 1 }, { from: 1, to: 2 }, { from: 2, to: 3 }]);
});

test('each row lies below those before it on its page', () => {
  const heights = [100, 50, 100, 30];
  expect(places(heights, cut(heights, 160, 7))).toEqual([0, 100, 0, 100]);
});
