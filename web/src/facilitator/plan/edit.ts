/** Changing the plan by hand. Each change gives a whole new list of slots; the server says what it breaks. */
import type { BlockView } from '../../wire/common';
import type { PlannedSlot, SlotDraft } from '../../wire/facilitator';

/** Minutes between two slots: what the planner and the judge count. */
export const TRANSITION = 3;

/** The slots of a plan as they are sent back. */
export function drafts(slots: readonly PlannedSlot[]): SlotDraft[] {
  return slots.map(({ slot, caseItem, block, start, end }) => ({ slot, caseItem, block, start, minutes: end - start }));
}

/** What has begun and may not be moved. */
export type Begun = ReadonlySet<string>;

/** Another number of minutes; what follows in the block moves along. */
export function withMinutes(slots: readonly SlotDraft[], id: string, minutes: number): SlotDraft[] {
  const own = slots.find((s) => s.slot === id);
  if (!own) return [...slots];
  const shift = minutes - own.minutes;
  return slots.map((s) => {
    if (s.slot === id) return { ...s, minutes };
    return follows(s, own) ? { ...s, start: s.start + shift } : s;
  });
}

/** Another start, maybe in another block; what follows there is pushed only as far as it must be. */
export function withStart(slots: readonly SlotDraft[], id: string, start: number, blocks: readonly BlockView[]): SlotDraft[] {
  const there = blocks.findIndex((block) => block.kind === 'treatment' && start >= block.start && start < block.end);
  const moved = slots.map((s) => (s.slot === id ? { ...s, start, block: there < 0 ? s.block : there } : s));
  return pushed(moved, moved.find((s) => s.slot === id));
}

/** One place earlier or later; at the edge of a block, with the nearest of the next one. Nothing when it cannot go there. */
export function moved(
  slots: readonly SlotDraft[],
  id: string,
  by: -1 | 1,
  blocks: readonly BlockView[],
  begun: Begun,
): SlotDraft[] | null {
  const own = slots.find((s) => s.slot === id);
  if (!own || begun.has(id)) return null;
  const inBlock = listed(slots.filter((s) => s.block === own.block), begun);
  const other = inBlock[inBlock.findIndex((s) => s.slot === id) + by];
  if (other) return begun.has(other.slot) ? null : swapped(slots, own, other);
  const next = neighbour(blocks, own.block, by);
  if (next === null) return null;
  const nearest = ordered(slots.filter((s) => s.block === next)).at(by === 1 ? 0 : -1);
  if (!nearest) return intoBlock(slots, id, next, blocks, begun);
  return begun.has(nearest.slot) ? null : exchanged(slots, own, nearest);
}

/** Into another block, after all that is there. */
export function intoBlock(slots: readonly SlotDraft[], id: string, block: number, blocks: readonly BlockView[], begun: Begun): SlotDraft[] {
  return placed(slots, id, { block, at: slots.length }, blocks, begun) ?? [...slots];
}

/** A place in a block: how many of the others there come before it. */
export interface Place {
  block: number;
  at: number;
}

/** Put down in a place: what it leaves closes up, what it comes before makes room. Nothing when it is there already, or before what has begun. */
export function placed(
  slots: readonly SlotDraft[],
  id: string,
  { block, at }: Place,
  blocks: readonly BlockView[],
  begun: Begun,
): SlotDraft[] | null {
  const own = slots.find((s) => s.slot === id);
  if (!own || begun.has(id)) return null;
  if (own.block === block && listed(slots.filter((s) => s.block === block), begun).indexOf(own) === at) return null;
  const others = removed(slots, id);
  const there = listed(others.filter((s) => s.block === block), begun);
  if (there.slice(at).some((s) => begun.has(s.slot))) return null;
  const before = there.slice(0, at).at(-1);
  const first = there[at];
  // What has begun may have been planned for later than it was held: it puts off nothing that is to come.
  const start = before && begun.has(before.slot) && first && first.start < before.start ? first.start : after(before, blocks[block]!);
  const put = { ...own, block, start };
  return pushed([...others, put], put);
}

/** The order in which the slots of a block are seen: what has begun, then what is to come. */
function listed(slots: readonly SlotDraft[], begun: Begun): SlotDraft[] {
  const all = ordered(slots);
  return [...all.filter((s) => begun.has(s.slot)), ...all.filter((s) => !begun.has(s.slot))];
}

function after(before: SlotDraft | undefined, block: BlockView): number {
  return before ? before.start + before.minutes + TRANSITION : block.start;
}

/** One taken out; what follows in its block comes forward. */
export function removed(slots: readonly SlotDraft[], id: string): SlotDraft[] {
  const own = slots.find((s) => s.slot === id);
  if (!own) return [...slots];
  const gap = own.minutes + TRANSITION;
  return slots.filter((s) => s.slot !== id).map((s) => (follows(s, own) ? { ...s, start: s.start - gap } : s));
}

/** One more, in the first treatment block that has room for it from a minute of the day on, else at the end of the last. */
export function added(
  slots: readonly SlotDraft[],
  one: { slot: string; caseItem: string; minutes: number },
  blocks: readonly BlockView[],
  begun: Begun,
  from: number,
): SlotDraft[] | null {
  const toCome = slots.filter((s) => !begun.has(s.slot));
  const free = (index: number, block: BlockView) => Math.max(from, after(ordered(toCome.filter((s) => s.block === index)).at(-1), block));
  const places = blocks.flatMap((block, index) => (block.kind === 'treatment' ? [{ index, block, free: free(index, block) }] : []));
  const place = places.find((p) => p.free + one.minutes + TRANSITION <= p.block.end) ?? places.at(-1);
  if (!place) return null;
  const start = Math.min(place.free, place.block.end - 1);
  return sorted([...slots, { ...one, block: place.index, start }]);
}

/**
 * The same slots, each beginning within its block, as a plan must: those pushed past the end of a block go to the
 * next, the last ones crowd the end of the day's last block.
 */
export function settled(slots: readonly SlotDraft[], blocks: readonly BlockView[]): SlotDraft[] {
  const places = blocks.flatMap((block, index) => (block.kind === 'treatment' ? [{ index, block }] : []));
  let all = [...slots];
  for (const [i, { index, block }] of places.entries()) {
    // The last one first, so that each next one comes before it.
    for (const s of ordered(all.filter((one) => one.block === index && one.start < block.start)).reverse()) {
      all = withStart(all, s.slot, block.start, blocks);
    }
    const over = ordered(all.filter((one) => one.block === index && one.start >= block.end));
    const after = places[i + 1];
    if (!after) return sorted(all.map((s) => (over.includes(s) ? { ...s, start: block.end - 1 } : s)));
    all = spilt(all, over, after.index, after.block.start);
  }
  return sorted(all);
}

/** A change as it is sent: what has begun stays as it was, whatever else moved; the others settled. */
export function keeping(before: readonly SlotDraft[], begun: Begun, changed: readonly SlotDraft[], blocks: readonly BlockView[]): SlotDraft[] {
  const stays = before.filter((s) => begun.has(s.slot));
  return sorted([...stays, ...settled(changed.filter((s) => !begun.has(s.slot)), blocks)]);
}

/** Those pushed out of a block, in their order, at the beginning of the next; what is there makes room. */
function spilt(slots: readonly SlotDraft[], over: readonly SlotDraft[], block: number, from: number): SlotDraft[] {
  let start = from;
  let all = [...slots];
  for (const own of over) {
    const put = { ...own, block, start };
    const rest = all.filter((s) => s.slot !== own.slot);
    const earlier = rest.filter((s) => over.some((one) => one.slot === s.slot));
    const later = rest.filter((s) => !earlier.includes(s));
    all = [...earlier, ...pushed([...later, put], put)];
    start += own.minutes + TRANSITION;
  }
  return all;
}

/** Minutes of a block that nothing to come takes, from a minute of the day on; less than none when it is too full. */
export function spare(slots: readonly SlotDraft[], index: number, block: BlockView, begun: Begun, from: number): number {
  const toCome = slots.filter((s) => s.block === index && !begun.has(s.slot));
  const free = Math.max(0, block.end - Math.max(block.start, from));
  return free - toCome.reduce((sum, s) => sum + s.minutes + TRANSITION, 0);
}

/** Two slots change places, wherever they are. Nothing when one of them has begun. */
export function exchangedWith(slots: readonly SlotDraft[], id: string, with_: string, begun: Begun): SlotDraft[] | null {
  const own = slots.find((s) => s.slot === id);
  const other = slots.find((s) => s.slot === with_);
  if (!own || !other || own === other || begun.has(id) || begun.has(with_)) return null;
  return own.block === other.block ? swapped(slots, own, other) : exchanged(slots, own, other);
}

/** Two slots of a block change places: what lies between moves by the difference of their minutes. */
function swapped(slots: readonly SlotDraft[], one: SlotDraft, other: SlotDraft): SlotDraft[] {
  const [first, second] = one.start <= other.start ? [one, other] : [other, one];
  const longer = second.minutes - first.minutes;
  return sorted(
    slots.map((s) => {
      if (s.slot === second.slot) return { ...s, start: first.start };
      if (s.slot === first.slot) return { ...s, start: second.start + longer };
      const between = s.block === first.block && s.start > first.start && s.start < second.start;
      return between ? { ...s, start: s.start + longer } : s;
    }),
  );
}

/** Two slots of different blocks take each other's place; those after them move along. */
function exchanged(slots: readonly SlotDraft[], one: SlotDraft, other: SlotDraft): SlotDraft[] {
  const longer = one.minutes - other.minutes;
  return sorted(
    slots.map((s) => {
      if (s.slot === one.slot) return { ...s, block: other.block, start: other.start };
      if (s.slot === other.slot) return { ...s, block: one.block, start: one.start };
      if (follows(s, other)) return { ...s, start: s.start + longer };
      return follows(s, one) ? { ...s, start: s.start - longer } : s;
    }),
  );
}

function pushed(slots: readonly SlotDraft[], from: SlotDraft | undefined): SlotDraft[] {
  if (!from) return [...slots];
  const starts = new Map<string, number>();
  let free = from.start + from.minutes + TRANSITION;
  for (const s of ordered(slots.filter((s) => s.slot !== from.slot && s.block === from.block && s.start >= from.start))) {
    const start = Math.max(s.start, free);
    starts.set(s.slot, start);
    free = start + s.minutes + TRANSITION;
  }
  return sorted(slots.map((s) => ({ ...s, start: starts.get(s.slot) ?? s.start })));
}

function neighbour(blocks: readonly BlockView[], from: number, by: -1 | 1): number | null {
  for (let i = from + by; i >= 0 && i < blocks.length; i += by) if (blocks[i]!.kind === 'treatment') return i;
  return null;
}

const follows = (s: SlotDraft, own: SlotDraft) => s.slot !== own.slot && s.block === own.block && s.start >= own.start;
const ordered = (slots: readonly SlotDraft[]) => [...slots].sort((a, b) => a.start - b.start);
const sorted = (slots: readonly SlotDraft[]) => [...slots].sort((a, b) => a.block - b.block || a.start - b.start);
