/** The day on paper: its blocks in order, and in those of treatment its slots with their steps. */
import { minutesOfSteps } from '../../face/minutes';
import type { BilingualText, BlockView, OfferedProcess } from '../../wire/common';
import type { PlannedSlot } from '../../wire/facilitator';

/** A step on paper; `at` in minutes after midnight. */
export interface SheetStep {
  name: BilingualText;
  at: number;
  minutes: number;
}

/** A slot on paper. */
export interface SheetSlot {
  slot: PlannedSlot;
  steps: SheetStep[];
}

/** A block on paper, with its slots. */
export interface SheetBlock {
  block: BlockView;
  slots: SheetSlot[];
}

/** The blocks of a day with what is planned in each. */
export function sheetOf(blocks: readonly BlockView[], slots: readonly PlannedSlot[], process: (id: string) => OfferedProcess | undefined): SheetBlock[] {
  return blocks.map((block, index) => ({
    block,
    slots: slots
      .filter((slot) => slot.block === index)
      .sort((a, b) => a.start - b.start)
      .map((slot) => ({ slot, steps: stepsOf(slot, process(slot.process)) })),
  }));
}

function stepsOf(slot: PlannedSlot, process: OfferedProcess | undefined): SheetStep[] {
  if (!process) return [];
  let at = slot.start;
  return minutesOfSteps(process, slot.end - slot.start).map((minutes, index) => {
    const step = { name: process.steps[index]!.name, at, minutes };
    at += minutes;
    return step;
  });
}
