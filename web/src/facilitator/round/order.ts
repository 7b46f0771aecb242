/** The order of a round: moved by arrows, by keyboard or by drag. */

/** Somebody moved by so many places, within the list. */
export function movedBy<T>(order: readonly T[], who: T, by: number): T[] {
  const from = order.indexOf(who);
  if (from < 0) return [...order];
  return movedTo(order, who, from + by);
}

/** Somebody moved to a place, within the list. */
export function movedTo<T>(order: readonly T[], who: T, index: number): T[] {
  if (!order.includes(who)) return [...order];
  const others = order.filter((one) => one !== who);
  const at = Math.min(Math.max(index, 0), others.length);
  return [...others.slice(0, at), who, ...others.slice(at)];
}

/** The same people in an order drawn from random bytes, one for each. */
export function shuffled<T>(order: readonly T[], bytes: ArrayLike<number>): T[] {
  const left = [...order];
  return order.map((_, i) => left.splice((bytes[i] ?? 0) % left.length, 1)[0]!);
}
