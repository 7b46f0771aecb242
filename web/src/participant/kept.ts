// What a person chose to keep of a day, as `GET …/kept` gives it.
import type { ContributionKind, Timestamp, TraceKind } from '../wire/common';

/** Lines of one's own trace, and texts written or given. */
export interface Kept {
  lines: { kind: TraceKind; text: string; due: Timestamp | null }[];
  texts: { kind: ContributionKind; text: string }[];
}
