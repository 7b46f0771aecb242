import { expect, test } from 'vitest';
import { agenda } from './agenda';
import { blocksFault, inserted, midnightOf, plannable, RESERVE, resized, usualBlocks, usualDates, dateField } from './defaults';
import { driftWords } from './drift';
import { backAt } from './pause';
import { hours, minutesOf, timeField } from './time';

test('a usual day lasts from 9:00 to 17:00 and leaves 240 minutes to plan', () => {
  const blocks = usualBlocks();
  expect(hours(blocks[0]!.start)).toBe('9:00');
  expect(hours(blocks.at(-1)!.end)).toBe('17:00');
  expect(plannable(blocks, RESERVE)).toBe(240);
  expect(blocksFault(blocks)).toBeNull();
  expect(blocks.slice(1).every((block, i) => block.start === blocks[i]!.end)).toBe(true);
});

test('a longer block pushes what follows, and a new one too', () => {
  const longer = resized(usualBlocks(), 5, usualBlocks()[5]!.end + 15);
  expect(hours(longer.at(-1)!.end)).toBe('17:15');
  expect(longer[4]).toEqual(usualBlocks()[4]);
  const more = inserted(usualBlocks(), 1, 'break', 10);
  expect(more).toHaveLength(11);
  expect(hours(more.at(-1)!.end)).toBe('17:10');
  expect(blocksFault(more)).toBeNull();
});

test('blocks that overlap or end before they begin are told apart', () => {
  const blocks = usualBlocks();
  expect(blocksFault([blocks[1]!, blocks[0]!])).toBe('overlap');
  expect(blocksFault([{ ...blocks[0]!, end: blocks[0]!.start }])).toBe('backwards');
});

test('the dates of a cycle keep their weekday, also over the change of hour', () => {
  const dates = usualDates(new Date(2026, 0, 13));
  expect(dates).toHaveLength(5);
  expect(new Set(dates.map((date) => date.getDay())).size).toBe(1);
  expect(dates.map((date) => date.getHours())).toEqual([0, 0, 0, 0, 0]);
  expect(midnightOf(dateField(dates[4]!))).toBe(dates[4]!.getTime());
  expect(midnightOf('2026-02-31')).toBeNull();
});

test('hours are written and read', () => {
  expect(hours(545)).toBe('9:05');
  expect(timeField(545)).toBe('09:05');
  expect(minutesOf('09:05')).toBe(545);
  expect(minutesOf('')).toBeNull();
});

test('drift is said in whole minutes, late and early apart', () => {
  const words = { onTime: 'on time', late: (n: number) => `+${n}`, early: (n: number) => `-${n}`, lateLong: (n: number) => `${n} late`, earlyLong: (n: number) => `${n} early` };
  expect(driftWords(4 * 60_000 + 10_000, words)).toEqual({ short: '+4', long: '4 late', late: true });
  expect(driftWords(-3 * 60_000, words)).toEqual({ short: '-3', long: '3 early', late: false });
  expect(driftWords(20_000, words).short).toBe('on time');
});

test('a break ends with its block, else after its usual length', () => {
  const blocks = usualBlocks();
  const lunch = blocks[5]!;
  expect(backAt('lunch', lunch.start + 2, blocks)).toBe(lunch.end);
  expect(backAt('lunch', lunch.start + 20, blocks)).toBe(Math.ceil((lunch.start + 80) / 5) * 5);
  expect(backAt('break', 600, blocks)).toBe(615);
  expect(backAt('aside', 600, blocks)).toBeNull();
});

const slot = (slot: string, block: number, start: number, outcome: 'treated' | null = null) => ({ slot, caseItem: `case ${slot}`, block, start, end: start + 30, process: 'p', outcome, begun: false, least: 5, pinned: false, also: [], missed: [] });

test('the agenda shows slots in place of their block, and where the day stands', () => {
  const slots = [slot('a', 4, 660, 'treated'), slot('b', 4, 693), slot('c', 6, 810)];
  const rows = agenda(usualBlocks(), slots, { position: { phase: 'treatment', at: { slot: 'b', step: 0 } }, pause: null, next: null, minute: 700 });
  expect(rows.map((row) => (row.kind === 'slot' ? row.slot.slot : row.block))).toEqual([
    'opening', 'inventory', 'prioritisation', 'break', 'a', 'b', 'lunch', 'c', 'break', 'treatment', 'closing',
  ]);
  expect(rows.map((row) => row.standing)).toEqual(['done', 'done', 'done', 'done', 'done', 'now', 'next', 'next', 'next', 'next', 'next']);
});

test('a case passed over is not called done, and a lunch taken is where we are', () => {
  const slots = [slot('a', 4, 660), slot('b', 6, 810)];
  const skipped = agenda(usualBlocks(), slots, { position: { phase: 'treatment', at: { slot: 'b', step: 0 } }, pause: null, next: null, minute: 811 });
  expect(skipped.find((row) => row.key === 'a')!.standing).toBe('skipped');
  const lunch = agenda(usualBlocks(), [slot('a', 4, 660, 'treated'), slot('b', 6, 810)], { position: { phase: 'treatment', at: null }, pause: 'lunch', next: 'b', minute: 760 });
  expect(lunch.filter((row) => row.standing === 'now').map((row) => row.kind === 'block' && row.block)).toEqual(['lunch']);
});

test('a case whose time has gone is passed over between two cases, not what comes', () => {
  const slots = [slot('a', 4, 660, 'treated'), slot('b', 4, 693), slot('c', 6, 810)];
  const rows = agenda(usualBlocks(), slots, { position: { phase: 'treatment', at: null }, pause: null, next: 'c', minute: 805 });
  expect(['a', 'b', 'c'].map((key) => rows.find((row) => row.key === key)!.standing)).toEqual(['done', 'skipped', 'next']);
});
