// The charter as a phone reads it.
import type { CharterView } from '../wire/common';
import type { Unanswered } from '../link/outbox';
import type { Now, Says } from '../wire/participant';

/** Its rules, one each, without the bullets somebody may have typed. */
export function rulesOf(charter: CharterView): string[] {
  const lines = charter.text.split('\n').map((line) => line.replace(/^[-•*]\s*/, '').trim());
  return lines.filter(Boolean);
}

/** The charter to read first, while its reader has not committed to it as it stands. */
export function charterToRead(now: Now, words: readonly Unanswered<Says>[]): CharterView | undefined {
  const { charter, you } = now;
  if (!charter || !rulesOf(charter).length) return undefined;
  const saidIt = words.some(({ say }) => say.act === 'engage' && say.version === charter.version);
  return you.engaged === charter.version || saidIt ? undefined : charter;
}
