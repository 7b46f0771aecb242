// The two public lists of a vote, fetched and checked by this phone itself.
import type { Entry } from '../../ballot/digest';
import type { Fault } from '../../ballot/check';
import { get } from '../../link/http';
import type { EntryList, TagList, VoteView } from '../../wire/common';
import { termsOf, type HeardVote } from './frame';
import { red, resized, without, type Kept, type Outcome } from './kept';
import { patience } from './pace';

/** What checks: the chunk of the ballots. */
export type Ballots = typeof import('../../ballot');

/** What a server says that has no list to give: others have no answer for now. */
const REFUSALS: ReadonlySet<string> = new Set(['notSealed', 'voteClosed', 'unknownVote', 'notFound']);

function address(room: string, vote: string, list: 'tags' | 'entries'): string {
  return `/api/rooms/${room}/votes/${vote}/${list}`;
}

/**
 * Takes the sealed list, and vouches for it by keeping it; or says why not. `withheld`, it is not given: it may be behind the room's word;
 * `away`, no answer came.
 */
export async function vouch(ballots: Ballots, room: string, heard: HeardVote, kept: Kept): Promise<Fault | 'away' | null> {
  const { vote, mode, dots, options, ballot } = heard.vote;
  const list = await get<Partial<TagList>>(address(room, vote, 'tags'), patience());
  if (!list.ok) return REFUSALS.has(list.problem) ? 'withheld' : 'away';
  const { epoch, tags, issued, pk } = list.value;
  if (!isTexts(tags) || !isTexts(issued)) return 'unreadable';
  if (epoch !== kept.epoch) return 'withheld';
  const { sealDigest: digest } = ballot;
  if (pk !== kept.pk) return 'otherKey';
  if (digest === null || dots !== kept.drawn) return 'otherView';
  const fault = ballots.checkSeal({ vote, epoch, pk, mode, dots, options, issued, tags }, digest, heard, kept.dots);
  if (fault) return fault;
  const inBox = new Set(tags);
  kept.dots = kept.dots.filter((dot) => inBox.has(dot.tag)).map((dot) => ({ ...dot, deposited: true }));
  kept.choices = resized(kept.choices, kept.dots.length || kept.drawn);
  kept.seal = { tags, digest, people: issued.length, terms: termsOf(heard.vote) };
  return null;
}

/** What comes of asking for the list of the close: what became of one's dots; `open` while there is none, `gone` where the vote is forgotten. */
export type Closed = Outcome | 'open' | 'gone' | 'away';

/** The list of the close and the verdict on it. `told` is the word of the close, where it was heard: the seal is checked first, if it was not yet. */
export async function fetchClose(ballots: Ballots, room: string, vote: string, kept: Kept, told: HeardVote | null): Promise<Closed> {
  const unsealed = told && !kept.seal ? await vouch(ballots, room, told, kept) : null;
  if (unsealed) return unsealed === 'away' ? unsealed : red(unsealed);
  if (told && !kept.dots.length) return without('late');
  const list = await get<Partial<EntryList>>(address(room, vote, 'entries'), patience());
  if (!list.ok) return REFUSALS.has(list.problem) ? withoutList(list.problem, kept, told) : 'away';
  return closedBy(ballots, list.value, vote, kept, told?.vote ?? null);
}

/** No list, says the server: of a vote that was told closed and sealed there is one. */
function withoutList(problem: string, { seal }: Kept, told: HeardVote | null): Closed {
  if (told) return red('withheld');
  // A room that is not found may be over: nobody is accused, nothing is lost.
  if (problem === 'notSealed' || (seal && problem === 'notFound')) return 'open';
  // What was sealed has no list only where the dots were dealt again, and closed before that box was sealed.
  if (problem === 'voteClosed') return without(seal ? 'redealt' : 'unsealed');
  return seal ? red('withheld') : 'gone';
}

function closedBy(ballots: Ballots, { epoch, entries, counts }: Partial<EntryList>, vote: string, kept: Kept, told: VoteView | null): Outcome {
  if (epoch !== kept.epoch) return told || !(epoch! > (kept.epoch ?? -1)) ? red('withheld') : without(epoch === 0 ? 'late' : 'redealt');
  // The room went on before this phone had seen what was sealed: nothing of it has left.
  if (!kept.seal || !kept.dots.length) return without('late');
  if (!isEntries(entries) || !Array.isArray(counts)) return red('unreadable');
  if (told && (told.ballot.closeDigest === null || termsOf(told) !== kept.seal.terms)) return red('otherView');
  const seal = { vote, epoch, ...kept.seal };
  const fault = ballots.checkClose(seal, entries, { digest: told?.ballot.closeDigest ?? null, counts: told?.counts ? [counts, told.counts] : [counts] }, kept.dots);
  const lies = new Map(entries.map((entry) => [entry.tag, entry.choice]));
  return { fault, late: kept.dots.filter((dot, i) => lies.get(dot.tag) !== kept.choices[i]).length, uncounted: null };
}

function isTexts(list: unknown): list is string[] {
  return Array.isArray(list) && list.every((one) => typeof one === 'string');
}

function isEntries(list: unknown): list is Entry[] {
  const one = (entry: Partial<Entry> | null) => typeof entry?.tag === 'string' && typeof entry.sig === 'string' && Number.isSafeInteger(entry.seq) && Number.isSafeInteger(entry.choice);
  return Array.isArray(list) && list.every(one);
}
