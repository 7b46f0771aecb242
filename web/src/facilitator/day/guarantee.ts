/** Whose guarantee is kept from where the day stands, and until when: drawn from deadlines, against the server's time. */
import type { GuaranteeView } from '../../wire/facilitator';

const MINUTE = 60_000;

/** Somebody whose guarantee is threatened. */
export interface Threat {
  participant: string;
  /** By how many minutes; null when nothing in the plan covers them. */
  minutes: number | null;
}

/** When there will be time for the next case, as seen now. */
export function freeAt(guarantee: GuaranteeView, now: number): number {
  return Math.max(guarantee.freeFrom, now) + guarantee.restMs;
}

/** Whose guarantee is threatened now, those who lack the most first. */
export function threats(guarantee: GuaranteeView, now: number): Threat[] {
  const free = freeAt(guarantee, now);
  const lacks = guarantee.stakes.map(({ participant, by, short }) => ({
    participant,
    minutes: by === null ? null : Math.max(short, Math.ceil(Math.max(0, free - by) / MINUTE)),
  }));
  const most = (threat: Threat) => threat.minutes ?? Infinity;
  return lacks.filter((one) => one.minutes !== 0).sort((a, b) => (most(a) === most(b) ? 0 : most(b) - most(a)));
}

/** Who is threatened next, should time slip: the next case must begin by then. */
export function nextAtStake(guarantee: GuaranteeView, now: number): { participant: string; by: number } | null {
  const free = freeAt(guarantee, now);
  const kept = guarantee.stakes.flatMap(({ participant, by, short }) => (by !== null && short === 0 && by >= free ? [{ participant, by }] : []));
  return kept.reduce<(typeof kept)[number] | null>((first, one) => (first === null || one.by < first.by ? one : first), null);
}

/** Milliseconds behind the plan; negative is ahead. */
export function behindMs(guarantee: GuaranteeView, now: number): number | null {
  return guarantee.due === null ? null : freeAt(guarantee, now) - guarantee.due;
}

/** Whole minutes that are left of the reserve. */
export function reserveLeft(guarantee: GuaranteeView, reserve: number, now: number): number {
  const left = Math.floor((guarantee.reserveUntil - freeAt(guarantee, now)) / MINUTE);
  return Math.min(reserve, Math.max(0, left));
}
