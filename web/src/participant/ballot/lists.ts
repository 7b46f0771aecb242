// The two public lists of a vote, fetched and checked by this phone itself.
import type { Fault } from '../../ballot/check';
import type { Entry } from '../../ballot/digest';
import { get } from '../../link/http';
import type { VoteView } from '../../wire/common';
import type { Kept, Verdict } from './kept';

/** What checks: the chunk of the ballots. */
export type Ballots = typeof import('../../ballot');

/** What is heard of a vote: how it stands, whose dots these are, who is in the room. */
export interface HeardVote {
  vote: VoteView;
  you: string;
  present: ReadonlySet<string>;
}

function address(room: string, vote: string, list: 'tags' | 'entries'): string {
  return `/api/rooms/${room}/votes/${vote}/${list}`;
}

/** The sealed list: what this phone vouches for from now on, or why it does not; nothing when it did not come. */
export async function fetchSeal(ballots: Ballots, room: string, heard: HeardVote, kept: Kept): Promise<NonNullable<Kept['seal']> | Fault | null> {
  const { vote, mode, dots, options, ballot } = heard.vote;
  const list = await get<{ epoch: number; tags: string[] }>(address(room, vote, 'tags'));
  if (!list.ok || list.value.epoch !== kept.epoch) return null;
  const { pk, sealDigest: digest, issued } = ballot;
  if (pk === null || digest === null) return 'otherView';
  const { tags } = list.value;
  return ballots.checkSeal({ vote, epoch: kept.epoch, pk, mode, dots, options, issued, tags }, digest, heard.present, kept.dots) ?? { tags, digest };
}

/** The list of the close: the verdict on it; `open` when there is none, nothing when it did not come. */
export async function fetchClose(ballots: Ballots, room: string, vote: string, kept: Kept, told: VoteView | null): Promise<Verdict | 'open' | null> {
  const list = await get<{ entries: Entry[]; counts: number[] }>(address(room, vote, 'entries'));
  if (!list.ok) return list.status === 404 ? 'open' : null;
  const { entries, counts } = list.value;
  const seal = { vote, epoch: kept.epoch!, ...kept.seal! };
  const fault = ballots.checkClose(seal, entries, { digest: told?.ballot.closeDigest ?? null, counts: told?.counts ? [counts, told.counts] : [counts] }, kept.dots);
  const lies = new Map(entries.map((entry) => [entry.tag, entry.choice]));
  return { fault, late: kept.dots.filter((dot, i) => lies.get(dot.tag) !== kept.choices[i]).length };
}
