/** How good a passphrase is, in a word: length first, since that is what holds. */

/** The least one may have. */
export const LEAST = 12;

/** From refused to very good. */
export type Strength = 'empty' | 'short' | 'repeated' | 'fair' | 'good';

/** What to say of a passphrase as it is typed. */
export function strength(passphrase: string): Strength {
  const letters = [...passphrase];
  if (letters.length === 0) return 'empty';
  if (letters.length < LEAST) return 'short';
  const different = new Set(letters.map((letter) => letter.toLowerCase())).size;
  if (different < 6) return 'repeated';
  const words = passphrase.trim().split(/[\s\-_.]+/).filter((word) => word.length > 2).length;
  return letters.length >= 20 || words >= 4 ? 'good' : 'fair';
}
