/** The stage of one phase, out of the union of all. */
import type { Stage } from '../../wire/facilitator';

/** What is known of this phase. */
export type StageOf<P extends Stage['phase']> = Extract<Stage, { phase: P }>;
