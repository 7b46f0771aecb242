/** The options of a vote with their counts, the most first; ties keep their order. */
import type { OptionView } from '../../wire/common';

/** An option and what it received. */
export interface Ranked {
  option: OptionView;
  count: number;
}

/** Ranked, once counts are known. */
export function ranked(options: readonly OptionView[], counts: readonly number[] | null): Ranked[] {
  return options.map((option, i) => ({ option, count: counts?.[i] ?? 0 })).sort((a, b) => b.count - a.count);
}
