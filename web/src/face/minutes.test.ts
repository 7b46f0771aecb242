import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Process } from '../wire/common';
import { minutesOfSteps } from './minutes';

const process = JSON.parse(readFileSync('../catalogue/codeveloppement.json', 'utf8')) as Process;

test('a preset of that sum is taken as it is', () => {
  expect(minutesOfSteps(process, 75)).toEqual([8, 15, 5, 30, 7, 10]);
});

test('other totals lie between the ranges of the steps, and add up', () => {
  for (let total = 5; total <= 120; total += 1) {
    const minutes = minutesOfSteps(process, total);
    expect(minutes.reduce((a, b) => a + b, 0)).toBe(total);
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0);
  }
});
