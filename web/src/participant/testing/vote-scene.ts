// How tests of a vote begin: its clock is theirs, its room stands in for the network.
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import type { Kept } from '../ballot/kept';
import { VoteRoom } from './vote-room';

/** The clock stands still unless a test moves it; every test begins with an empty phone. */
export function onFakeClock(): void {
  // The chunk of the ballots comes over a network of its own, which no clock of a test hurries.
  beforeAll(() => import('../../ballot'));
  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
  });
  afterEach(() => {
    vi.clearAllTimers();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}

/** A room of so many, its vote just opened. */
export function opened(people = 3, dots = 3): VoteRoom {
  const room = new VoteRoom(people, dots);
  vi.stubGlobal('fetch', room.fetch);
  room.tell();
  return room;
}

/** The same, sealed and checked by all. */
export async function sealed(people = 3, dots = 3): Promise<VoteRoom> {
  const room = opened(people, dots);
  await aWhile();
  room.seal();
  await aWhile();
  return room;
}

/** Longer than any phone waits by itself. */
export const aWhile = () => vi.advanceTimersByTimeAsync(20_000);
/** Longer than any phone waits for a list that does not come. */
export const aLongWhile = () => vi.advanceTimersByTimeAsync(120_000);

/** What the phone of somebody keeps of the vote. */
export function keptBy(room: VoteRoom, who: string): Kept | null {
  return JSON.parse(localStorage.getItem(`cercle:participant:${who}:ballot:${room.box.vote}`) ?? 'null') as Kept | null;
}
