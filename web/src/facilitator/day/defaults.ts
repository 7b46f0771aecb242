/** What a day looks like before anybody has changed it: 9:00 to 17:00, 250 minutes of treatment. */
import type { BlockKind, BlockView } from '../../wire/common';

/** Minutes kept aside unless said otherwise. */
export const RESERVE = 10;
/** Seats of a circle, unless said otherwise, and at most. */
export const SEATS = { usual: 8, most: 12 };
/** Days of a cycle, and how far apart they usually are, in weeks. */
export const DAYS = 5;
const WEEKS_APART = 8;

const USUAL: ReadonlyArray<[BlockKind, number]> = [
  ['opening', 60],
  ['inventory', 30],
  ['prioritisation', 15],
  ['break', 15],
  ['treatment', 90],
  ['lunch', 60],
  ['treatment', 95],
  ['break', 15],
  ['treatment', 65],
  ['closing', 35],
];
const FIRST_MINUTE = 9 * 60;

/** The blocks of a usual day. The opening's hour holds the charter on day 1, the follow-up round later. */
export function usualBlocks(): BlockView[] {
  let start = FIRST_MINUTE;
  return USUAL.map(([kind, minutes]) => {
    const block = { kind, start, end: start + minutes };
    start = block.end;
    return block;
  });
}

/** Minutes of treatment less the reserve: what a plan may use. */
export function plannable(blocks: readonly BlockView[], reserve: number): number {
  const minutes = blocks.filter((b) => b.kind === 'treatment').reduce((sum, b) => sum + b.end - b.start, 0);
  return Math.max(0, minutes - reserve);
}

/** Why these blocks cannot be a day, or nothing. */
export function blocksFault(blocks: readonly BlockView[]): 'backwards' | 'overlap' | 'tooMany' | null {
  if (blocks.length > 24) return 'tooMany';
  if (blocks.some((b) => b.start >= b.end || b.end > 24 * 60)) return 'backwards';
  return blocks.some((b, i) => i > 0 && blocks[i - 1]!.end > b.start) ? 'overlap' : null;
}

/** One block made longer or shorter: what follows keeps its length and moves along. */
export function resized(blocks: readonly BlockView[], index: number, end: number): BlockView[] {
  const shift = end - blocks[index]!.end;
  return blocks.map((b, i) => {
    if (i < index) return b;
    if (i === index) return { ...b, end };
    return { ...b, start: b.start + shift, end: b.end + shift };
  });
}

/** A new block after the one at `index`, of the given minutes: what follows moves along. */
export function inserted(blocks: readonly BlockView[], index: number, kind: BlockKind, minutes: number): BlockView[] {
  const start = index < 0 ? (blocks[0]?.start ?? FIRST_MINUTE) : blocks[index]!.end;
  const after = blocks.slice(index + 1).map((b) => ({ ...b, start: b.start + minutes, end: b.end + minutes }));
  return [...blocks.slice(0, index + 1), { kind, start, end: start + minutes }, ...after];
}

/** The dates of a cycle from its first one: the same weekday, eight weeks apart. */
export function usualDates(first: Date): Date[] {
  return Array.from({ length: DAYS }, (_, i) => {
    const date = new Date(first);
    date.setDate(first.getDate() + i * WEEKS_APART * 7);
    return date;
  });
}

/** Midnight, here, of the date an `<input type="date">` gives; nothing when it gives none. */
export function midnightOf(value: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!parts) return null;
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return date.getDate() === Number(parts[3]) ? date.getTime() : null;
}

/** A date as an `<input type="date">` wants it. */
export function dateField(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
