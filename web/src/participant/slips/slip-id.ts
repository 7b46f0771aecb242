// The id of a slip: the first half of the SHA-256 of its secret, spelled as texts are. In a chunk of its own: few steps ask for words of nobody.
import { sha256 } from '@noble/hashes/sha2.js';
import { base64url } from '../../link/id';

/** What the day will know a slip by; from it nobody finds its secret. */
export function slipId(secret: Uint8Array): string {
  return base64url(sha256(secret).slice(0, 16));
}
