// Where a dot lies, signed by the dot's own key, in a body that is always as long.
import { ed25519 } from '@noble/curves/ed25519.js';
import { base64url, randomBytes } from '../link/id';
import { concat, fromBase64url, utf8, uuid, whole } from './bytes';
import { tagOf, type DotKey } from './credentials';

/** Which distribution of which vote: a re-deal begins another epoch. */
export interface Deal {
  /** The vote, a UUID. */
  vote: string;
  /** 0, then one more at each re-deal. */
  epoch: number;
}

/** A dot’s number stays below 2^48: where it starts, and how far it jumps at most, so that changes are not to be counted. */
const SEQ_BYTES = 8;
const FIRST_SEQ_BYTES = 4;
const STEP_BYTES = 2;

/** The bytes a placement's signature covers. */
export function covered(deal: Deal, tag: Uint8Array, seq: number, choice: number): Uint8Array {
  return concat(utf8('ballot/1'), uuid(deal.vote), whole(deal.epoch, 2), tag, whole(seq, SEQ_BYTES), whole(choice, 2));
}

function drawn(bytes: number): number {
  return randomBytes(bytes).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** The number of a dot's first placement. */
export function firstSeq(): number {
  return 1 + drawn(FIRST_SEQ_BYTES);
}

/** The number of the next one. */
export function nextSeq(seq: number): number {
  return seq + 1 + drawn(STEP_BYTES);
}

/** Signs where a dot lies; base64url. */
export function sign(deal: Deal, key: DotKey, seq: number, choice: number): string {
  return base64url(ed25519.sign(covered(deal, tagOf(key), seq, choice), fromBase64url(key.secret, 32)));
}

/** Whether the dot of this tag has said that it lies there. */
export function isSigned(deal: Deal, tag: Uint8Array, seq: number, choice: number, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, covered(deal, tag, seq, choice), tag, { zip215: false });
  } catch {
    return false;
  }
}
