// The cases of the vote, the most dots first.
import type { ListedCase, ScreenCase, Tally } from '../wire/screen';

/** A case with its dots. */
export interface Ranked {
  label: ScreenCase;
  dots: number;
  /** From 1; cases with as many dots share theirs. */
  rank: number;
}

/** Ranks the cases; those with as many dots keep the order of the list. */
export function ranked(cases: readonly ListedCase[], tally: Tally): Ranked[] {
  const dots = new Map(tally.rows.map((row) => [row.caseItem, row.dots]));
  const rows = cases
    .map(({ label }) => ({ label, dots: dots.get(label.caseItem) ?? 0, rank: 0 }))
    .sort((a, b) => b.dots - a.dots);
  rows.forEach((row, i) => {
    const before = rows[i - 1];
    row.rank = before && before.dots === row.dots ? before.rank : i + 1;
  });
  return rows;
}
