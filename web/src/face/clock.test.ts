import { expect, test } from 'vitest';
import { announcement, remaining, spell } from './clock.svelte';

test('a clock is drawn from its end, or from what it holds', () => {
  expect(remaining({ startedAt: 0, endsAt: 90_000, heldMs: null }, 30_000)).toBe(60_000);
  expect(remaining({ startedAt: 0, endsAt: 90_000, heldMs: 12_000 }, 30_000)).toBe(12_000);
});

test('it counts down to zero, and on beyond', () => {
  expect(spell(192_000)).toBe('3:12');
  expect(spell(191_001)).toBe('3:12');
  expect(spell(3_725_000)).toBe('1:02:05');
  expect(spell(400)).toBe('0:01');
  expect(spell(0)).toBe('0:00');
  expect(spell(-400)).toBe('0:00');
  expect(spell(-42_000)).toBe('+0:42');
});

test('only five minutes, one minute and the end are announced', () => {
  expect(announcement(301_000, 300_000)).toBe('fiveMinutes');
  expect(announcement(60_500, 59_500)).toBe('oneMinute');
  expect(announcement(500, -500)).toBe('end');
  expect(announcement(200_000, 199_000)).toBeNull();
});

test('a jump of a corrected clock announces nothing', () => {
  expect(announcement(400_000, 50_000)).toBeNull();
  expect(announcement(50_000, 400_000)).toBeNull();
});
