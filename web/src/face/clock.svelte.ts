// The server's time, seen from here. Nothing ticks over the wire: faces draw from a deadline minus this time.
import type { ClockView } from '../wire/common';

/** The server's time; whoever reads `now` is drawn anew at each of its seconds. */
export class ServerClock {
  #offsetMs: () => number;
  #second = $state.raw(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(offsetMs: () => number) {
    this.#offsetMs = offsetMs;
    document.addEventListener('visibilitychange', this.#beat);
    this.#beat();
  }

  /** The server's time in milliseconds; drawn anew each second where it is read reactively. */
  get now(): number {
    void this.#second;
    return this.#read();
  }

  /** Nobody will read it any more. */
  stop(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#beat);
  }

  /** A page that nobody sees rests; it is right before it is seen again. */
  #beat = (): void => {
    clearTimeout(this.#timer);
    if (document.hidden) return;
    const now = this.#read();
    this.#second = Math.floor(now / 1_000);
    this.#timer = setTimeout(this.#beat, 1_005 - (((now % 1_000) + 1_000) % 1_000));
  };

  #read(): number {
    return Date.now() + this.#offsetMs();
  }
}

/** Milliseconds that remain of a clock; negative beyond its end, for a clock informs and never cuts. */
export function remaining(clock: ClockView, now: number): number {
  return clock.heldMs ?? clock.endsAt - now;
}

/** Whole seconds as people read them: the second at hand counts until it is over, before zero as after. */
function wholeSeconds(ms: number): number {
  return ms >= 0 ? Math.ceil(ms / 1_000) : Math.floor(-ms / 1_000);
}

/** `3:12`, `1:02:05`; beyond zero `+0:42`. */
export function spell(ms: number): string {
  const seconds = wholeSeconds(ms);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const figures = hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return ms < 0 && seconds > 0 ? `+${figures}` : figures;
}

/** Moments a screen reader hears: five minutes, one minute, the end. Nothing in between. */
export type Announcement = 'fiveMinutes' | 'oneMinute' | 'end';

/** What is to be announced when the remaining time goes from `before` to `after`; jumps of a corrected clock say nothing. */
export function announcement(before: number, after: number): Announcement | null {
  if (before - after > 5_000 || after >= before) return null;
  for (const [at, what] of [[0, 'end'], [60_000, 'oneMinute'], [300_000, 'fiveMinutes']] as const) {
    if (before > at && after <= at) return what;
  }
  return null;
}

/** Minutes after a midnight, as an instant. */
export function atMinutes(midnight: number, minutes: number): number {
  return midnight + minutes * 60_000;
}
