// Sentences that come with the pages that say them, in the language of their face.
import { typesetAll } from './language';
import type { Speech } from './speech.svelte';

/** Gives those of a face's language. */
export function inBoth<W extends object>(fr: W, en: W): (speech: Pick<Speech, 'language'>) => W {
  const words = { fr: typesetAll(fr), en };
  return (speech) => words[speech.language];
}
