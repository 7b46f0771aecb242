// How the minutes of a case are shared out among its steps: what `src/domain/process/minutes.rs` does, seen beforehand.
import type { MinutesRange } from '../wire/common';

/** What it takes of a process. */
interface Shared {
  presets?: readonly (readonly number[])[];
  steps: readonly { minutes: MinutesRange }[];
}

/** The minutes of each step when the whole has `total`; they add up to `total`. */
export function minutesOfSteps(process: Shared, total: number): number[] {
  const { steps } = process;
  const preset = process.presets?.find((one) => one.length === steps.length && sum(one) === total);
  if (preset) return [...preset];
  const whole = (part: keyof MinutesRange) => sum(steps.map((step) => step.minutes[part]));
  const between = (base: keyof MinutesRange | null, top: keyof MinutesRange) =>
    shareOut(
      steps.map(({ minutes }) => {
        const least = base ? minutes[base] : 0;
        return { base: least, span: Math.max(0, minutes[top] - least) };
      }),
      total,
    );
  if (total <= whole('min')) return between(null, 'min');
  if (total <= whole('typ')) return between('min', 'typ');
  if (total <= whole('max')) return between('typ', 'max');
  return between(null, 'max');
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Gives each its base and its part of the rest, by largest remainder; the earlier wins a tie. */
function shareOut(shares: readonly { base: number; span: number }[], total: number): number[] {
  const spans = sum(shares.map((share) => share.span));
  const rest = Math.max(0, total - sum(shares.map((share) => share.base)));
  const given = shares.map(({ base, span }) => base + (spans ? Math.floor((span * rest) / spans) : 0));
  const remainder = shares.map(({ span }) => (spans ? (span * rest) % spans : 0));
  const order = shares.map((_, i) => i).sort((a, b) => remainder[b]! - remainder[a]! || a - b);
  for (const i of order.slice(0, Math.max(0, total - sum(given)))) given[i]! += 1;
  return given;
}
