import { expect, test } from 'vitest';
import type { BlockView } from '../../wire/common';
import type { SlotDraft } from '../../wire/facilitator';
import { added, exchangedWith, drafts, intoBlock, keeping, moved, placed, removed, settled, spare, TRANSITION, withMinutes, withStart } from './edit';

const blocks: BlockView[] = [
  { kind: 'opening', start: 540, end: 600 },
  { kind: 'treatment', start: 600, end: 700 },
  { kind: 'lunch', start: 700, end: 760 },
  { kind: 'treatment', start: 760, end: 860 },
];
const plan: SlotDraft[] = [
  { slot: 'a', caseItem: 'A', block: 1, start: 600, minutes: 30 },
  { slot: 'b', caseItem: 'B', block: 1, start: 633, minutes: 40 },
  { slot: 'c', caseItem: 'C', block: 3, start: 760, minutes: 60 },
];
const none = new Set<string>();
const at = (slots: readonly SlotDraft[] | null) => Object.fromEntries((slots ?? []).map((s) => [s.slot, [s.block, s.start, s.minutes]]));

test('planned slots are sent back with minutes instead of an end', () => {
  expect(drafts([{ slot: 'a', caseItem: 'A', block: 1, start: 600, end: 630, process: 'p', outcome: null, begun: false, least: 5, pinned: false, also: [], missed: [] }])).toEqual([plan[0]]);
});

test('a longer case pushes those after it in its block, and no others', () => {
  expect(at(withMinutes(plan, 'a', 45))).toEqual({ a: [1, 600, 45], b: [1, 648, 40], c: [3, 760, 60] });
});

test('neighbours change places and keep the transition between them', () => {
  expect(at(moved(plan, 'b', -1, blocks, none))).toEqual({ b: [1, 600, 40], a: [1, 643, 30], c: [3, 760, 60] });
  expect(at(moved(plan, 'a', 1, blocks, none))).toEqual(at(moved(plan, 'b', -1, blocks, none)));
});

test('at the edge of a block one changes places with the nearest of the next, or goes where nobody is', () => {
  expect(at(moved(plan, 'b', 1, blocks, none))).toEqual({ a: [1, 600, 30], c: [1, 633, 60], b: [3, 760, 40] });
  expect(at(moved(plan, 'c', -1, blocks, none))).toEqual(at(moved(plan, 'b', 1, blocks, none)));
  expect(at(moved(plan.slice(0, 2), 'b', 1, blocks, none))).toEqual({ a: [1, 600, 30], b: [3, 760, 40] });
  expect(moved(plan, 'a', -1, blocks, none)).toBeNull();
  expect(moved(plan, 'c', 1, blocks, none)).toBeNull();
});

test('what has begun is not moved, nor passed over', () => {
  const begun = new Set(['a']);
  expect(moved(plan, 'a', 1, blocks, begun)).toBeNull();
  expect(moved(plan, 'b', -1, blocks, begun)).toBeNull();
  expect(placed(plan, 'c', { block: 1, at: 0 }, blocks, begun)).toBeNull();
  expect(at(placed(plan, 'c', { block: 1, at: 1 }, blocks, begun))).toEqual({ a: [1, 600, 30], c: [1, 633, 60], b: [1, 696, 40] });
});

test('put down between two others, it closes up where it was and makes room where it is', () => {
  expect(at(placed(plan, 'c', { block: 1, at: 0 }, blocks, none))).toEqual({ c: [1, 600, 60], a: [1, 663, 30], b: [1, 696, 40] });
  expect(at(placed(plan, 'a', { block: 3, at: 0 }, blocks, none))).toEqual({ b: [1, 600, 40], a: [3, 760, 30], c: [3, 793, 60] });
  expect(at(placed(plan, 'a', { block: 1, at: 1 }, blocks, none))).toEqual(at(moved(plan, 'a', 1, blocks, none)));
  expect(placed(plan, 'b', { block: 1, at: 1 }, blocks, none)).toBeNull();
  expect(placed(plan, 'nobody', { block: 1, at: 1 }, blocks, none)).toBeNull();
});

test('one taken out lets the others come forward', () => {
  expect(at(removed(plan, 'a'))).toEqual({ b: [1, 600, 40], c: [3, 760, 60] });
});

test('another start pushes only as far as it must', () => {
  expect(at(withStart(plan, 'a', 605, blocks))).toEqual({ a: [1, 605, 30], b: [1, 638, 40], c: [3, 760, 60] });
  expect(at(withStart(plan, 'b', 640, blocks))).toEqual({ a: [1, 600, 30], b: [1, 640, 40], c: [3, 760, 60] });
});

test('one more goes where there is room, else at the end of the last block', () => {
  expect(at(added(plan, { slot: 'd', caseItem: 'D', minutes: 20 }, blocks, none, 0))?.d).toEqual([1, 676, 20]);
  expect(at(added(plan, { slot: 'd', caseItem: 'D', minutes: 30 }, blocks, none, 0))?.d).toEqual([3, 823, 30]);
  expect(at(added(plan, { slot: 'd', caseItem: 'D', minutes: 90 }, blocks, none, 0))?.d).toEqual([3, 823, 90]);
  expect(added(plan, { slot: 'd', caseItem: 'D', minutes: 20 }, [blocks[0]!], none, 0)).toBeNull();
});

test('one more goes where the day has yet to come, and where nothing waits any more', () => {
  const held = new Set(['a', 'c']);
  const one = { slot: 'd', caseItem: 'D', minutes: 20 };
  expect(at(added(plan, one, blocks, held, 640))?.d).toEqual([1, 676, 20]);
  expect(at(added(plan, one, blocks, new Set(['a', 'b', 'c']), 640))?.d).toEqual([1, 640, 20]);
  expect(at(added(plan, one, blocks, held, 720))?.d).toEqual([3, 760, 20]);
});

test('a block has to spare what is left of it, less what is to come', () => {
  const held = new Set(['a']);
  expect(spare(plan, 1, blocks[1]!, none, 0)).toBe(100 - 33 - 43);
  expect(spare(plan, 1, blocks[1]!, held, 625)).toBe(75 - 43);
  expect(spare(plan, 1, blocks[1]!, new Set(['a', 'b']), 720)).toBe(0);
});

test('what is pushed past the end of its block goes to the next, in its order', () => {
  const long = withMinutes(plan, 'a', 110);
  expect(at(settled(long, blocks))).toEqual({ a: [1, 600, 110], b: [3, 760, 40], c: [3, 803, 60] });
  const two = settled([{ ...plan[0]!, start: 705 }, { ...plan[1]!, start: 740 }, plan[2]!], blocks);
  expect(at(two)).toEqual({ a: [3, 760, 30], b: [3, 793, 40], c: [3, 836, 60] });
});

test('the last ones crowd the end of the last block, where the server says it is too much', () => {
  expect(at(settled(withMinutes([plan[2]!, { ...plan[0]!, block: 3, start: 823 }], 'c', 120), blocks))).toEqual({ c: [3, 760, 120], a: [3, 859, 30] });
});

test('what has begun is sent as it was, whatever moved before it and wherever the blocks are now', () => {
  const begun = new Set(['b']);
  const changed = withMinutes(plan, 'a', 20);
  expect(at(keeping(plan, begun, changed, blocks))).toEqual({ a: [1, 600, 20], b: [1, 633, 40], c: [3, 760, 60] });
  const later = blocks.map((block) => (block.start === 600 ? { ...block, start: 650 } : block));
  expect(at(keeping(plan, begun, plan, later)).b).toEqual([1, 633, 40]);
});

test('a start typed into another block leads there', () => {
  expect(at(settled(withStart(plan, 'b', 830, blocks), blocks)).b).toEqual([3, 830, 40]);
  expect(at(settled(withStart(plan, 'a', 590, blocks), blocks)).a).toEqual([1, 600, 30]);
});

test('whatever is done, slots of a block never come to overlap by it', () => {
  let seed = 42;
  const draw = (n: number) => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) % n;
  let slots = plan;
  for (let turn = 0; turn < 400; turn += 1) {
    const id = ['a', 'b', 'c'][draw(3)]!;
    const next = [
      () => moved(slots, id, draw(2) ? 1 : -1, blocks, none),
      () => withMinutes(slots, id, 10 + draw(40)),
      () => intoBlock(slots, id, draw(2) ? 1 : 3, blocks, none),
      () => placed(slots, id, { block: draw(2) ? 1 : 3, at: draw(3) }, blocks, none),
      () => (slots.length === 3 ? added(removed(slots, id), slots.find((s) => s.slot === id)!, blocks, none, 0) : slots),
    ][draw(5)]!();
    slots = settled(next ?? slots, blocks);
    for (const s of slots) if (s.start < blocks[s.block]!.start || s.start >= blocks[s.block]!.end) throw new Error(`turn ${turn}: ${JSON.stringify(slots)}`);
    for (const block of [1, 3]) {
      const own = slots.filter((s) => s.block === block).sort((x, y) => x.start - y.start);
      const clash = own.find((s, i) => i > 0 && own[i - 1]!.start + own[i - 1]!.minutes + TRANSITION > s.start);
      // A block that is overfull already may be added to at its last minute: the server says so.
      if (clash && clash.start < blocks[block]!.end - 1) throw new Error(`turn ${turn}: ${JSON.stringify(slots)}`);
      if (clash) slots = plan;
    }
  }
});

test('any two slots change places; what lies between makes room, what has begun stays', () => {
  const one = (slot: string, start: number, minutes: number, block = 1) => ({ slot, caseItem: slot, block, start, minutes });
  const three = [one('a', 600, 30), one('b', 633, 20), one('c', 656, 50)];
  expect(exchangedWith(three, 'c', 'a', new Set())?.map((s) => [s.slot, s.start])).toEqual([['c', 600], ['b', 653], ['a', 676]]);
  expect(exchangedWith([...three, one('d', 800, 10, 3)], 'd', 'b', new Set())?.map((s) => [s.slot, s.block, s.start])).toEqual([['a', 1, 600], ['d', 1, 633], ['c', 1, 646], ['b', 3, 800]]);
  expect(exchangedWith(three, 'c', 'a', new Set(['a']))).toBeNull();
});

test('what was held before its hour puts off nothing that is to come', () => {
  const late = { ...plan[1]!, start: 670, minutes: 20 };
  const day = [late, { ...plan[0]!, start: 623, minutes: 20 }, { ...plan[2]!, block: 1, start: 646, minutes: 20 }];
  const begun = new Set(['b']);
  expect(at(placed(day, 'c', { block: 1, at: 1 }, blocks, begun))).toMatchObject({ c: [1, 623, 20], a: [1, 646, 20] });
  expect(at(moved(day, 'c', -1, blocks, begun))).toMatchObject({ c: [1, 623, 20], a: [1, 646, 20] });
  expect(moved(day, 'a', -1, blocks, begun)).toBeNull();
});

test('slots that a later block leaves behind keep their order', () => {
  const later = blocks.map((block) => (block.start === 600 ? { ...block, start: 660, end: 760 } : block));
  const settledThere = settled([{ ...plan[0]!, minutes: 15 }, { ...plan[1]!, start: 618, minutes: 15 }, plan[2]!], later);
  expect(settledThere.map((s) => s.slot)).toEqual(['a', 'b', 'c']);
});
