// What the page of the group's own processes says, in the language of the tablet; it comes with that page alone.
import { typesetAll } from '../../words/language';
import { own as en } from '../../words/facilitator/own.en';
import { own as fr, type OwnWords } from '../../words/facilitator/own.fr';
import type { Speech } from '../../words/speech.svelte';

const WORDS = { fr: typesetAll(fr), en };

/** The sentences of the page. */
export function ownWords(speech: Pick<Speech, 'language'>): OwnWords {
  return WORDS[speech.language];
}
