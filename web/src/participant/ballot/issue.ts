// Credentials come: what an answer to whoever asked for them leads to.
import type { Answer } from '../../wire/common';
import type { Kept } from './kept';
import type { Ballots } from './lists';
import type { DotsState } from './state';

/** What is left of asking: tokens were taken, they are under another key, or one has none, for a reason the page says. */
export type Given = 'taken' | 'otherKey' | 'again' | 'toldByRoom' | Extract<DotsState, 'elsewhere' | 'late' | 'without' | 'failed'>;

/** Refusals, and what they mean here; after the first two the room's next word tells how to go on. */
const REFUSED: Record<string, Given> = {
  otherEpoch: 'toldByRoom',
  voteClosed: 'toldByRoom',
  notDealt: 'again',
  alreadyIssued: 'elsewhere',
  voteSealed: 'late',
  notAnElector: 'without',
};

/** Takes the tokens that an answer bears, once they are proven to be under the published key. */
export function take(ballots: Ballots, { dots, pk }: Kept, { issued, refusal }: Answer): Given {
  if (refusal || !issued || pk === null) return REFUSED[refusal?.code ?? ''] ?? 'failed';
  try {
    const tokens = ballots.tokens(dots, pk, issued);
    dots.forEach((dot, i) => (dot.token = tokens[i]!));
    return 'taken';
  } catch {
    return 'otherKey';
  }
}
