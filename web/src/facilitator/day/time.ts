/** Minutes after midnight, and back: how a day's hours are written and typed. */

/** `9:05` for 545: what people write on a flip chart. */
export function hours(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `09:05`, as an `<input type="time">` wants it. */
export function timeField(minutes: number): string {
  return hours(minutes).padStart(5, '0');
}

/** The minutes an `<input type="time">` gives; nothing when it gives none. */
export function minutesOf(value: string): number | null {
  const parts = /^(\d{1,2}):(\d{2})/.exec(value);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

/** The minute of the day at an instant; the day began at `midnight`. */
export function minuteOfDay(at: number, midnight: number): number {
  return Math.floor((at - midnight) / 60_000);
}

/** How far the day is behind its plan, in whole minutes; positive is late. */
export function driftMinutes(driftMs: number): number {
  return Math.sign(driftMs) * Math.round(Math.abs(driftMs) / 60_000);
}
