/** How many dots to propose: a quarter to a third of the cases, within 3 and 6. */
export function usualDots(cases: number): number {
  return Math.min(6, Math.max(3, Math.round(cases * 0.3)));
}
