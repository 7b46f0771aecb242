// What a phone verifies, and the one reason it gives when it cannot vouch for the vote.
import { base64url } from '../link/id';
import { compare, fromBase64url } from './bytes';
import { closeDigest, sealDigest, type Entry, type Sealed } from './digest';
import { isSigned } from './placement';

/** Why a phone turns red. */
export type Fault =
  /** The credentials were made under another key than the published one. */
  | 'otherKey'
  /** A list cannot be read, or is not in order. */
  | 'unreadable'
  /** The list is not of this deal, or not what the room was told. */
  | 'otherView'
  /** Somebody is counted who is not in the room. */
  | 'stranger'
  /** There are more dots than the people counted have. */
  | 'tooMany'
  /** Fewer than three people are counted: the counts would tell their choices. */
  | 'tooFew'
  /** A dot of mine that was acknowledged is not there. */
  | 'mineMissing'
  /** The dots at the close are not those of the seal. */
  | 'tagsChanged'
  /** A dot lies where its own key never put it. */
  | 'altered'
  /** A dot of mine lies where it was before I moved it. */
  | 'mineOutdated'
  /** The counts are not those of the list. */
  | 'miscounted'
  /** A list that there must be is not given. */
  | 'withheld'
  /** A result was told, and no box was ever sealed. */
  | 'unsealed';

/** What one's own phone knows of one of its dots. */
export interface OwnDot {
  /** Base64url. */
  tag: string;
  /** The box has acknowledged it. */
  deposited: boolean;
  /** The number of its last acknowledged placement. */
  placedSeq: number;
}

function inOrder(tags: readonly string[]): boolean {
  const bytes = tags.map((tag) => fromBase64url(tag, 32));
  return bytes.every((tag, i) => i === 0 || compare(bytes[i - 1]!, tag) < 0);
}

/** Fewer are never counted together. */
const FEWEST_COUNTED = 3;

/** Who looks at a seal. */
export interface Room {
  /** Whose phone this is. */
  you: string;
  /** Who is in the room. */
  present: ReadonlySet<string>;
}

/**
 * Whether the sealed box is the one that was promised: my dots are in, there is room for nobody else's, and it is what the room was
 * told. `told` is the digest that the frame carries; `mine` every dot this phone has drawn, those that never came in among them: where
 * they are not, nobody else's may be.
 */
export function checkSeal(sealed: Sealed, told: string, { you, present }: Room, mine: readonly OwnDot[]): Fault | null {
  try {
    if (!inOrder(sealed.tags)) return 'unreadable';
    if (base64url(sealDigest(sealed)) !== told) return 'otherView';
  } catch {
    return 'unreadable';
  }
  if (new Set(sealed.issued).size !== sealed.issued.length || sealed.issued.some((one) => !present.has(one))) return 'stranger';
  if (sealed.issued.length < FEWEST_COUNTED) return 'tooFew';
  const tags = new Set(sealed.tags);
  const away = mine.filter((dot) => !tags.has(dot.tag));
  if (away.some((dot) => dot.deposited)) return 'mineMissing';
  const room = sealed.issued.length * sealed.dots - (sealed.issued.includes(you) ? away.length : 0);
  return sealed.tags.length > room ? 'tooMany' : null;
}

/** What was sealed, as far as the close needs it. */
export interface SealKept extends Pick<Sealed, 'vote' | 'epoch' | 'tags'> {
  /** The digest this phone has computed of the seal, base64url. */
  digest: string;
}

/** What was told of a closed vote. */
export interface Told {
  /** The digest that the frame carries, if it is still heard. */
  digest: string | null;
  /** Every count that was told: of the list, of the frame. */
  counts: readonly (readonly number[])[];
}

/** The dots on each option, by the list. */
export function countsOf(entries: readonly Entry[], options: number): number[] {
  return Array.from({ length: options }, (_, i) => entries.filter((entry) => entry.choice === i + 1).length);
}

/** Whether the closed box is the sealed one, each dot where its owner put it, each counted once. */
export function checkClose(seal: SealKept, entries: readonly Entry[], told: Told, mine: readonly OwnDot[]): Fault | null {
  const tags = entries.map((entry) => entry.tag);
  try {
    if (tags.length !== seal.tags.length || tags.some((tag, i) => tag !== seal.tags[i])) return 'tagsChanged';
    const unsigned = (entry: Entry) => !isSigned(seal, fromBase64url(entry.tag, 32), entry.seq, entry.choice, fromBase64url(entry.sig, 64));
    if (entries.some(unsigned)) return 'altered';
    if (told.digest !== null && base64url(closeDigest(fromBase64url(seal.digest, 32), entries)) !== told.digest) return 'otherView';
  } catch {
    return 'unreadable';
  }
  const bySeq = new Map(entries.map((entry) => [entry.tag, entry.seq]));
  if (mine.some((dot) => dot.deposited && bySeq.get(dot.tag)! < dot.placedSeq)) return 'mineOutdated';
  const wrong = told.counts.some((counts) => countsOf(entries, counts.length).some((count, i) => count !== counts[i]) || entries.some((entry) => entry.choice > counts.length));
  return wrong ? 'miscounted' : null;
}
