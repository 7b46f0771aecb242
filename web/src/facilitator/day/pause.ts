/** When everyone meets again, as proposed: the end of the block of that kind, else a usual length. */
import type { BlockView, PauseKind } from '../../wire/common';

const USUAL: Record<PauseKind, number | null> = { break: 15, lunch: 60, aside: null };

/** The minute to be back at; none for a moment aside. */
export function backAt(kind: PauseKind, minute: number, blocks: readonly BlockView[]): number | null {
  const usual = USUAL[kind];
  if (usual === null) return null;
  const block = blocks.find((one) => one.kind === kind && one.start - 20 <= minute && minute < one.end - 5);
  if (block && minute <= block.start + 5) return block.end;
  return Math.min(24 * 60 - 1, Math.ceil((minute + usual) / 5) * 5);
}
