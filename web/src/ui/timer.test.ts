import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ServerClock } from '../face/clock.svelte';
import type { ClockView } from '../wire/common';
import { words } from '../words/participant/fr';
import { Speech } from '../words/speech.svelte';
import TimerInContext from './TimerInContext.test.svelte';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const minutes = (n: number) => n * 60_000;

/** What ears hear while so many minutes pass, with the whole seconds left. */
function heardIn(passing: number, left: () => number): [string, number][] {
  const heard: [string, number][] = [];
  let before = screen.getByRole('status').textContent;
  for (let second = 0; second < passing * 60; second++) {
    vi.advanceTimersByTime(1_000);
    flushSync();
    const now = screen.getByRole('status').textContent;
    if (now && now !== before) heard.push([now, Math.round(left() / 1_000)]);
    before = now;
  }
  return heard;
}

function timer(clock: ClockView, of?: string) {
  const speech = new Speech({ fr: async () => words, en: async () => words }, 'fr', words);
  return render(TimerInContext, { speech, clock, server: new ServerClock(() => 0), of });
}

test('a clock that runs is said at three moments, and its ticking never', () => {
  timer({ startedAt: 0, endsAt: minutes(8), heldMs: null });
  expect(screen.getByRole('timer').getAttribute('aria-live')).toBe('off');
  expect(heardIn(10, () => minutes(8) - Date.now())).toEqual([
    [words.timer.fiveMinutes, 300],
    [words.timer.oneMinute, 60],
    [words.timer.end, 0],
  ]);
});

test('of several clocks each says which it is', () => {
  timer({ startedAt: 0, endsAt: minutes(0.5), heldMs: null }, 'Sous-groupe 2');
  expect(heardIn(1, () => minutes(0.5) - Date.now())).toEqual([[`Sous-groupe 2. ${words.timer.end}`, 0]]);
});

test('the end is heard again at the end of the time that was added', async () => {
  const { rerender } = timer({ startedAt: 0, endsAt: minutes(0.5), heldMs: null });
  expect(heardIn(1, () => minutes(0.5) - Date.now())).toEqual([[words.timer.end, 0]]);
  await rerender({ clock: { startedAt: 0, endsAt: minutes(1.75), heldMs: null } });
  flushSync();
  expect(screen.getByRole('status').textContent).toBe('');
  expect(heardIn(1, () => minutes(1.75) - Date.now())).toEqual([[words.timer.end, 0]]);
});

test('a clock that is held says nothing', () => {
  timer({ startedAt: 0, endsAt: minutes(1), heldMs: 61_000 });
  expect(heardIn(3, () => 61_000)).toEqual([]);
});
