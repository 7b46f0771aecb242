// The two public lists of a vote, fetched and checked by this phone itself.
import type { Fault } from '../../ballot/check';
import type { Entry } from '../../ballot/digest';
import { get } from '../../link/http';
import type { EntryList, TagList, VoteView } from '../../wire/common';
import type { Kept, KeptSeal, Verdict } from './kept';

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

/** What no word of the room may change once a vote is sealed: the meaning of each choice, the mode, the dots each person has. */
export function termsOf({ mode, dots, options }: VoteView): string {
  const meaning = options.map((option) => (option.kind === 'caseItem' ? option.caseItem : option.kind === 'mark' ? option.value : [option.text.fr, option.text.en]));
  return JSON.stringify([mode, dots, meaning]);
}

/** The sealed list: what this phone vouches for from now on, or why it does not; nothing when it did not come. */
export async function fetchSeal(ballots: Ballots, room: string, heard: HeardVote, kept: Kept): Promise<KeptSeal | Fault | null> {
  const { vote, mode, dots, options, ballot } = heard.vote;
  const list = await get<Partial<TagList>>(address(room, vote, 'tags'));
  if (!list.ok) return null;
  const { epoch, tags, issued, pk } = list.value;
  if (!isTexts(tags) || !isTexts(issued)) return 'unreadable';
  if (epoch !== kept.epoch) return null;
  const { sealDigest: digest } = ballot;
  if (pk !== kept.pk) return 'otherKey';
  if (digest === null || dots !== kept.drawn) return 'otherView';
  const fault = ballots.checkSeal({ vote, epoch, pk, mode, dots, options, issued, tags }, digest, heard, kept.dots);
  return fault ?? { tags, digest, people: issued.length, terms: termsOf(heard.vote) };
}

/** What comes of asking for the list of the close: a verdict; `open` while there is none, `never` when there will be none. */
export type Closed = Verdict | 'open' | 'never';

/** The list of the close and the verdict on it; nothing when it did not come. */
export async function fetchClose(ballots: Ballots, room: string, vote: string, kept: Kept, told: VoteView | null): Promise<Closed | null> {
  const list = await get<Partial<EntryList>>(address(room, vote, 'entries'));
  if (!list.ok) return WITHOUT_LIST[list.problem] ?? null;
  const { epoch, entries, counts } = list.value;
  // Dealt again while this phone was away: its dots counted for nothing.
  if (epoch !== kept.epoch) return 'never';
  // The room went on before this phone had seen what was sealed: it has nothing to compare.
  if (!kept.seal) return 'never';
  if (!isEntries(entries) || !Array.isArray(counts)) return { fault: 'unreadable', late: 0 };
  if (told && (told.ballot.closeDigest === null || termsOf(told) !== kept.seal.terms)) return { fault: 'otherView', late: 0 };
  const seal = { vote, epoch, ...kept.seal };
  const fault = ballots.checkClose(seal, entries, { digest: told?.ballot.closeDigest ?? null, counts: told?.counts ? [counts, told.counts] : [counts] }, kept.dots);
  const lies = new Map(entries.map((entry) => [entry.tag, entry.choice]));
  return { fault, late: kept.dots.filter((dot, i) => lies.get(dot.tag) !== kept.choices[i]).length };
}

/** Closed without a seal, forgotten, or open still. */
const WITHOUT_LIST: Record<string, Closed> = { notSealed: 'open', voteClosed: 'never', unknownVote: 'never', notFound: 'never' };

function isTexts(list: unknown): list is string[] {
  return Array.isArray(list) && list.every((one) => typeof one === 'string');
}

function isEntries(list: unknown): list is Entry[] {
  const one = (entry: Partial<Entry> | null) => typeof entry?.tag === 'string' && typeof entry.sig === 'string' && Number.isSafeInteger(entry.seq) && Number.isSafeInteger(entry.choice);
  return Array.isArray(list) && list.every(one);
}
