import { expect, test } from 'vitest';
import type { Position } from '../../wire/common';
import { backOf, nextOf, PHASES } from './next';

const slot = (slot: string, outcome: 'treated' | null = null) => ({ slot, caseItem: slot, block: 0, start: 600, end: 630, process: 'p', outcome, begun: false, least: 5, pinned: false, also: [], missed: [] });
const day = (position: Position, slots = [slot('a'), slot('b')]) => ({ position, plan: { slots }, steps: 3, next: null });

test('next walks through every phase, case and step, and back walks home', () => {
  const path: string[] = [];
  let slots = [slot('a'), slot('b')];
  let here: Position | null = { phase: 'welcome' };
  while (here) {
    path.push(here.phase === 'treatment' ? (here.at ? `${here.at.slot}${here.at.step}` : '-') : here.phase);
    const next: Position | null = nextOf(day(here, slots));
    if (here.phase === 'treatment' && here.at && next?.phase === 'treatment' && !next.at) {
      const { slot: ended } = here.at;
      slots = slots.map((one) => (one.slot === ended ? { ...one, outcome: 'treated' as const } : one));
    }
    here = next;
  }
  expect(path.join(' ')).toBe('welcome opening inventory process prioritisation - a0 a1 a2 - b0 b1 b2 - closing');
  expect(backOf(day({ phase: 'treatment', at: { slot: 'a', step: 1 } }))).toEqual({ phase: 'treatment', at: { slot: 'a', step: 0 } });
  expect(backOf(day({ phase: 'treatment', at: { slot: 'a', step: 0 } }))).toEqual({ phase: 'treatment', at: null });
  expect(backOf(day({ phase: 'welcome' }))).toBeNull();
});

test('the closing ends by no move', () => {
  expect(nextOf(day({ phase: 'closing' }))).toBeNull();
  expect(nextOf(day({ phase: 'ended' }))).toBeNull();
  expect(PHASES.at(-1)).toEqual({ phase: 'closing' });
});
