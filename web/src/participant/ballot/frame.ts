// What the room tells of a vote, held against what this phone has kept of it.
import type { Fault } from '../../ballot/check';
import type { VoteView } from '../../wire/common';
import { red, without, type Kept, type Outcome } from './kept';

/** What is heard of a vote: how it stands, whose dots these are, who is in the room. */
export interface HeardVote {
  vote: VoteView;
  you: string;
  present: ReadonlySet<string>;
}

/** What no word of the room may change once a vote is sealed: the meaning of each choice, the mode, the dots each person has. */
export function termsOf({ mode, dots, options }: VoteView): string {
  const meaning = options.map((option) => (option.kind === 'caseItem' ? option.caseItem : option.kind === 'mark' ? option.value : [option.text.fr, option.text.en]));
  return JSON.stringify([mode, dots, meaning]);
}

/** What was published once for this deal, and is not what is told now. */
export function bent({ pk, seal }: Kept, vote: VoteView): Fault | null {
  if (pk !== null && vote.ballot.pk !== null && vote.ballot.pk !== pk) return 'otherKey';
  if (seal && (vote.ballot.sealDigest !== seal.digest || termsOf(vote) !== seal.terms)) return 'otherView';
  return null;
}

/** What the word of the close says by itself: nothing to whoever has no part in it; `list` where its list is to be looked at. */
export function closedAs(kept: Kept | null, { counts, ballot: { epoch, sealDigest } }: VoteView): Outcome | null | 'list' {
  const same = kept?.epoch === epoch;
  if (same && kept.fault) return red(kept.fault);
  if (same && kept.seal && sealDigest !== kept.seal.digest) return red('otherView');
  if (sealDigest === null && counts?.some((count) => count > 0)) return red('unsealed');
  if (!kept || (kept.epoch === null && !kept.choices.some(Boolean))) return null;
  if (sealDigest === null) return without('unsealed');
  if (!same) return without(epoch > 0 ? 'redealt' : 'late');
  return kept.dots.length ? 'list' : without('late');
}
