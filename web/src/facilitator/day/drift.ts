/** How far the day is ahead or behind, in words. */
import { driftMinutes } from './time';

/** The sentences it takes. */
export interface DriftSentences {
  onTime: string;
  late: (minutes: number) => string;
  early: (minutes: number) => string;
  lateLong: (minutes: number) => string;
  earlyLong: (minutes: number) => string;
}

/** A few signs for eyes, a sentence for ears. */
export function driftWords(ms: number, words: DriftSentences): { short: string; long: string; late: boolean } {
  const minutes = driftMinutes(ms);
  if (minutes === 0) return { short: words.onTime, long: words.onTime, late: false };
  if (minutes > 0) return { short: words.late(minutes), long: words.lateLong(minutes), late: true };
  return { short: words.early(-minutes), long: words.earlyLong(-minutes), late: false };
}
