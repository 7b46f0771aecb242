// The four words a room compares: the first 44 bits of a digest, 11 bits a word, in a published list.
import { wordlist } from '@scure/bip39/wordlists/french.js';
import { fromBase64url } from './bytes';

const WORDS = 4;
const BITS = 11;

/** The four words of a digest in base64url. They are the same in every language of the faces. */
export function wordsOf(digest: string): string[] {
  const bits = Array.from(fromBase64url(digest, 32).slice(0, 6), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: WORDS }, (_, i) => wordlist[parseInt(bits.slice(i * BITS, (i + 1) * BITS), 2)]!.normalize('NFC'));
}
