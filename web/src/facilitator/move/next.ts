/** The one big "next": where it leads, from where the day stands. And the way back. */
import type { Position, SlotId } from '../../wire/common';
import type { Plan } from '../../wire/facilitator';

/** What the next move needs to know of the day. */
export interface Standing {
  position: Position;
  plan: Pick<Plan, 'slots'>;
  /** How many steps the case at hand has. */
  steps: number;
  /** The slot the server calls next, between two. */
  next: SlotId | null;
}

const BEFORE: Position[] = [
  { phase: 'welcome' },
  { phase: 'opening' },
  { phase: 'inventory' },
  { phase: 'process' },
  { phase: 'prioritisation' },
  { phase: 'treatment', at: null },
  { phase: 'closing' },
];

/** Every phase one can go to, in the order of the day. */
export const PHASES: readonly Position[] = BEFORE;

/** Where "next" leads; nothing from the closing on, whose end is not a move. */
export function nextOf(day: Standing): Position | null {
  const { position } = day;
  if (position.phase === 'ended' || position.phase === 'closing') return null;
  if (position.phase !== 'treatment') return BEFORE[phaseIndex(position) + 1]!;
  if (position.at === null) {
    const slot = nextSlot(day);
    return slot ? { phase: 'treatment', at: { slot, step: 0 } } : { phase: 'closing' };
  }
  const step = position.at.step + 1;
  return { phase: 'treatment', at: step < day.steps ? { slot: position.at.slot, step } : null };
}

/** Where "back" leads; nothing from the door, or once all is over. */
export function backOf(day: Standing): Position | null {
  const { position } = day;
  if (position.phase === 'welcome' || position.phase === 'ended') return null;
  if (position.phase === 'treatment' && position.at) {
    const { slot, step } = position.at;
    return { phase: 'treatment', at: step > 0 ? { slot, step: step - 1 } : null };
  }
  return BEFORE[phaseIndex(position) - 1]!;
}

/** The slot to treat next: the server's word, else the first without an outcome. */
export function nextSlot(day: Pick<Standing, 'plan' | 'next'>): SlotId | null {
  return day.next ?? day.plan.slots.find((slot) => slot.outcome === null)?.slot ?? null;
}

/** The place of a phase in the day. */
export function phaseIndex(position: Position): number {
  return BEFORE.findIndex((one) => one.phase === position.phase);
}
