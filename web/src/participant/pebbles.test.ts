import { expect, test } from 'vitest';
import { add, free, mayAdd, on, remove, type Choices } from './pebbles';

const rules = { perOption: 2, own: new Set([3]) };

test('a dot goes from the pot to a case, and back', () => {
  let choices: Choices = [0, 0, 0];
  choices = add(choices, 1, rules);
  expect(free(choices)).toBe(2);
  expect(on(choices, 1)).toBe(1);
  choices = remove(choices, 1);
  expect(choices).toEqual([0, 0, 0]);
});

test('none on one’s own case', () => {
  expect(mayAdd([0, 0], 3, rules)).toBe(false);
  expect(add([0, 0], 3, rules)).toEqual([0, 0]);
});

test('two at most on one case', () => {
  const two: Choices = [2, 2, 0];
  expect(mayAdd(two, 1, rules)).toBe(false);
  expect(add(two, 1, rules)).toEqual(two);
  expect(mayAdd(two, 0, rules)).toBe(true);
});

test('an empty pot gives nothing', () => {
  expect(mayAdd([1, 2, 2], 2, rules)).toBe(false);
});

test('taking back where there is nothing changes nothing', () => {
  expect(remove([0, 1], 4)).toEqual([0, 1]);
});

test('which dot moves is drawn, so that its number tells no order', () => {
  expect(add([0, 0, 0], 0, rules, () => 0.9)).toEqual([0, 0, 1]);
  expect(add([0, 0, 0], 0, rules, () => 0)).toEqual([1, 0, 0]);
  expect(remove([1, 1, 0], 0, () => 0.9)).toEqual([1, 0, 0]);
});

test('whatever is tapped, no rule is broken', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  let state = seed;
  const chance = () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 2 ** 31;
  let choices: Choices = [0, 0, 0, 0, 0];
  for (let i = 0; i < 500; i++) {
    const option = Math.floor(chance() * 6);
    choices = chance() < 0.6 ? add(choices, option, rules, chance) : remove(choices, option, chance);
    const broken = [0, 1, 2, 3, 4, 5].some((o) => on(choices, o) > (o === 3 ? 0 : 2));
    expect(broken, `replay with seed ${seed}, tap ${i}`).toBe(false);
  }
});
