// A dot's key and its credential: RFC 9497, VOPRF with ristretto255 and SHA-512. The server vouches for a key it never sees.
import { ed25519, ristretto255_oprf } from '@noble/curves/ed25519.js';
import { base64url } from '../link/id';
import { fromBase64url } from './bytes';

/** What a phone draws for one dot, base64url; kept on the phone before anything of it is sent. */
export interface DotKey {
  /** The Ed25519 secret that signs the dot's placements. */
  secret: string;
  /** What hides the tag from the server; random, of no common seed. */
  blind: string;
  /** The hidden tag: all that the server hears before the deposit. */
  blinded: string;
}

/** What came back for the dots of one person. */
export interface Issued {
  /** One element for each blinded tag, in the same order, base64url. */
  evaluated: readonly string[];
  /** One proof for all of them, base64url: they were evaluated under the published key. */
  proof: string;
}

/** The server answered under another key than the one it has published. */
export class OtherKey extends Error {}

const voprf = ristretto255_oprf.voprf;

/** Draws so many dots. */
export function draw(count: number): DotKey[] {
  return Array.from({ length: count }, () => {
    const { secretKey, publicKey } = ed25519.keygen();
    const { blind, blinded } = voprf.blind(publicKey);
    return { secret: base64url(secretKey), blind: base64url(blind), blinded: base64url(blinded) };
  });
}

/** The tag of a dot: its public key, 32 bytes. */
export function tagOf(key: DotKey): Uint8Array {
  return ed25519.getPublicKey(fromBase64url(key.secret, 32));
}

/** The tokens of one's dots, base64url, in their order; throws `OtherKey` when the proof does not hold. */
export function tokens(keys: readonly DotKey[], publicKey: string, issued: Issued): string[] {
  try {
    if (issued.evaluated.length !== keys.length) throw new RangeError('not as many as were asked for');
    const items = keys.map((key, i) => ({
      input: tagOf(key),
      blind: fromBase64url(key.blind, 32),
      blinded: fromBase64url(key.blinded, 32),
      evaluated: fromBase64url(issued.evaluated[i]!, 32),
    }));
    return voprf.finalizeBatch(items, fromBase64url(publicKey, 32), fromBase64url(issued.proof, 64)).map((token) => base64url(token));
  } catch (error) {
    throw new OtherKey(String(error));
  }
}
