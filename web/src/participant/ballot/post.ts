// The way a dot takes to the box: always as long, without cookie or referrer, saying nothing of whose.
import { base64url } from '../../link/id';
import type { Dot } from '../../wire/door';
import type { Kept } from './kept';
import type { Ballots } from './lists';
import { patience } from './pace';

const DOT_BYTES = 512;
/** After the seal a tag is known by itself: a token of the same length says nothing. */
const NO_TOKEN = base64url(new Uint8Array(64));

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

/** Signs one dot and posts it. */
export function put(ballots: Ballots, room: string, vote: string, kept: Kept, i: number, choice: number): Promise<Fate> {
  const { tag, token, seq, ...key } = kept.dots[i]!;
  const deal = { vote, epoch: kept.epoch! };
  return post({ v: 1, room, ...deal, tag, token: kept.seal ? NO_TOKEN : token!, seq, choice, sig: ballots.sign(deal, key, seq, choice) });
}

async function post(dot: Dot): Promise<Fate> {
  try {
    const response = await fetch('/b', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cercle': '1' },
      body: bodyOf(dot),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: patience(),
    });
    if (response.ok) return 'placed';
    const { code } = (await response.json().catch(() => ({ code: '' }))) as { code: string };
    // A closed vote, or another deal, is told by the room; this page waits for its word.
    return FATES[code] ?? 'again';
  } catch {
    return 'again';
  }
}
