/** The left column: the day's blocks and slots in order, and where the day stands among them. */
import type { BlockKind, BlockView, PauseKind, Position } from '../../wire/common';
import type { PlannedSlot } from '../../wire/facilitator';

/** What a row is to the day as it stands. */
export type Standing = 'done' | 'now' | 'next' | 'skipped';

/** One line of the day. */
export type Row = { key: string; start: number; standing: Standing } & (
  | { kind: 'block'; block: BlockKind }
  | { kind: 'slot'; slot: PlannedSlot; number: number }
);

/** Where the day stands, as far as its lines are concerned. */
export interface Where {
  position: Position;
  pause: PauseKind | null;
  /** The slot that comes, between two. */
  next: string | null;
  /** The minute it is. */
  minute: number;
}

/** The lines of the day: a treatment block gives its slots, or one line while it has none. */
export function agenda(blocks: readonly BlockView[], slots: readonly PlannedSlot[], where: Where): Row[] {
  const rows: Row[] = blocks.flatMap((block, index) => rowsOf(block, index, slots));
  let number = 0;
  for (const row of rows) if (row.kind === 'slot') row.number = ++number;
  const here = indexOf(rows, where);
  return rows.map((row, i) => ({ ...row, standing: standing(row, i, here) }));
}

function rowsOf(block: BlockView, index: number, slots: readonly PlannedSlot[]): Row[] {
  const own = slots.filter((slot) => slot.block === index && block.kind === 'treatment');
  if (own.length === 0) {
    return [{ key: `block ${index}`, kind: 'block', block: block.kind, start: block.start, standing: 'next' }];
  }
  return own.map((slot) => ({ key: slot.slot, kind: 'slot', slot, number: 0, start: slot.start, standing: 'next' }));
}

interface Here {
  /** Rows before this one are behind us. */
  before: number;
  /** Cases before this one have been passed over, if they have no outcome. */
  passed: number;
  /** The row at hand, or -1 between two. */
  now: number;
}

function indexOf(rows: readonly Row[], where: Where): Here {
  const base = placeOf(rows, where);
  if (where.pause !== 'break' && where.pause !== 'lunch') return base;
  const rest = rows
    .map((row, i) => ({ row, i }))
    .filter(({ row }) => row.kind === 'block' && row.block === where.pause)
    .sort((a, b) => Math.abs(a.row.start - where.minute) - Math.abs(b.row.start - where.minute))[0];
  return rest ? { before: Math.max(rest.i, base.before), passed: base.passed, now: rest.i } : base;
}

function placeOf(rows: readonly Row[], { position, next }: Where): Here {
  const block = (kind: BlockKind): Here => {
    const at = rows.findIndex((row) => row.kind === 'block' && row.block === kind);
    return { before: Math.max(at, 0), passed: at, now: at };
  };
  switch (position.phase) {
    case 'welcome':
      return { before: 0, passed: 0, now: -1 };
    case 'opening':
      return block('opening');
    case 'inventory':
      return block('inventory');
    case 'process':
    case 'prioritisation':
      return block('prioritisation');
    case 'treatment':
      return position.at ? atCase(rows, position.at.slot) : between(rows, next);
    case 'closing':
      return block('closing');
    case 'ended':
      return { before: rows.length, passed: rows.length, now: -1 };
  }
}

function atCase(rows: readonly Row[], current: string): Here {
  const at = rows.findIndex((row) => row.kind === 'slot' && row.slot.slot === current);
  return { before: Math.max(at, 0), passed: at, now: at };
}

function between(rows: readonly Row[], slot: string | null): Here {
  const next = rows.findIndex((row) => row.kind === 'slot' && row.slot.slot === slot);
  const before = next < 0 ? rows.findIndex((row) => row.kind === 'block' && row.block === 'closing') : next;
  return { before, passed: before, now: -1 };
}

function standing(row: Row, index: number, here: Here): Standing {
  if (index === here.now) return 'now';
  if (row.kind === 'slot') {
    if (row.slot.outcome !== null) return 'done';
    return index < here.passed ? 'skipped' : 'next';
  }
  return index < here.before ? 'done' : 'next';
}
