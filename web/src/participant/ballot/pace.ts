// When things of a ballot leave: at times of their own, so that a tap is not a time.

/** A time after which something leaves, in milliseconds. */
export interface Window {
  least: number;
  most: number;
}

/** A phone asks for its credentials. */
export const ISSUE: Window = { least: 0, most: 3_000 };
/** A dot leaves after a tap. */
export const TAP: Window = { least: 300, most: 2_000 };
/** A dot wanted before the seal leaves after it. */
export const SEALED: Window = { least: 300, most: 6_000 };
/** Tries after which one is told that something does not come. */
export const TROUBLED = 2;
/** Tries after which a list that a server does not give is withheld: about half a minute. */
export const PATIENCE = 6;
/** A vote that was left open is asked after: soon again, then ever less often, then no more until the page is seen anew. */
const ASK = { first: 2_000, longest: 60_000, most: 40 };
/** What was not answered leaves again. */
const RETRY = { first: 1_000, longest: 8_000 };

/** A request that hangs is given up after this. */
export const ANSWER = 10_000;

/** The end of one's patience with a request: whatever is not answered by then is asked again. */
export function patience(): AbortSignal {
  const given = new AbortController();
  setTimeout(() => given.abort(), ANSWER);
  return given.signal;
}

/** The blank dots come in: a lone dot has no others to be told apart from. */
export function blanks(dots: number): Window {
  return { least: 0, most: dots > 1 ? 10_000 : 5_000 };
}

/** A time within the window. */
export function within({ least, most }: Window): number {
  return least + Math.random() * (most - least);
}

/** When to ask again after a vote that is open still; `done` once it has been asked after often enough. */
export function askAgain(asked: number): Window | 'done' {
  const least = Math.min(ASK.longest, ASK.first * 2 ** asked);
  return asked < ASK.most ? { least, most: 1.5 * least } : 'done';
}

/** How long to wait before one more try. */
export function before(tries: number): number {
  return Math.min(RETRY.longest, RETRY.first * 2 ** (tries - 1)) * (0.5 + Math.random());
}
