import { expect, test } from 'vitest';
import { movedBy, movedTo, shuffled } from './order';

const order = ['a', 'b', 'c', 'd'];

test('one is moved by arrows, and stops at the ends', () => {
  expect(movedBy(order, 'b', -1)).toEqual(['b', 'a', 'c', 'd']);
  expect(movedBy(order, 'a', -1)).toEqual(order);
  expect(movedBy(order, 'd', 3)).toEqual(order);
  expect(movedBy(order, 'x', 1)).toEqual(order);
});

test('one is dragged to a place', () => {
  expect(movedTo(order, 'd', 0)).toEqual(['d', 'a', 'b', 'c']);
  expect(movedTo(order, 'a', 2)).toEqual(['b', 'c', 'a', 'd']);
});

test('chance keeps everybody', () => {
  expect(shuffled(order, [3, 7, 1, 0]).sort()).toEqual(order);
});
