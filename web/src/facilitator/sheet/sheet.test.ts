import { expect, test } from 'vitest';
import type { BlockView, OfferedProcess } from '../../wire/common';
import type { PlannedSlot } from '../../wire/facilitator';
import { sheetOf } from './sheet';

const step = (id: string, typ: number) => ({ id, name: { fr: id, en: id }, minutes: { min: 1, typ, max: 30 } });
const process = { presets: [], steps: [step('tell', 10), step('ask', 20)] } as unknown as OfferedProcess;
const blocks: BlockView[] = [
  { kind: 'treatment', start: 600, end: 700 },
  { kind: 'lunch', start: 700, end: 760 },
];
const slot = (id: string, start: number) => ({ slot: id, caseItem: id, block: 0, start, end: start + 30, process: 'any', outcome: null }) as unknown as PlannedSlot;

test('slots stand in their block by the clock, steps share their minutes', () => {
  const [treatment, lunch] = sheetOf(blocks, [slot('b', 640), slot('a', 600)], () => process);
  expect(treatment!.slots.map(({ slot }) => slot.slot)).toEqual(['a', 'b']);
  expect(treatment!.slots[1]!.steps.map(({ at, minutes }) => [at, minutes])).toEqual([[640, 10], [650, 20]]);
  expect(lunch!.slots).toEqual([]);
});

test('a process not known yet leaves the slot without steps', () => {
  expect(sheetOf(blocks, [slot('a', 600)], () => undefined)[0]!.slots[0]!.steps).toEqual([]);
});
