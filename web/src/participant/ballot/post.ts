// The way a dot takes to the box: always as long, without cookie or referrer, saying nothing of whose.
import type { Dot } from '../../wire/door';

const DOT_BYTES = 512;

/** How a dot fared. */
export type Fate =
  /** It lies where it was put. */
  | 'placed'
  /** No answer, or not now: the same again. */
  | 'again'
  /** A higher number lies there: another tab of this phone was further on. */
  | 'behind'
  /** The box has been sealed without it. */
  | 'left'
  /** The box will never take it. */
  | 'refused';

const FATES: Record<string, Fate> = {
  superseded: 'behind',
  unknownDot: 'left',
  malformed: 'refused',
  badSignature: 'refused',
  badToken: 'refused',
};

/** The body of a dot: always as long. */
export function bodyOf(dot: Dot): string {
  return JSON.stringify(dot).padEnd(DOT_BYTES, ' ');
}

/** Posts one dot. */
export async function post(dot: Dot): Promise<Fate> {
  try {
    const response = await fetch('/b', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cercle': '1' },
      body: bodyOf(dot),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    if (response.ok) return 'placed';
    const { code } = (await response.json().catch(() => ({ code: '' }))) as { code: string };
    // A closed vote, or another deal, is told by the room; this page waits for its word.
    return FATES[code] ?? 'again';
  } catch {
    return 'again';
  }
}
