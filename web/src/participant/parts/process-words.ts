// How a process is chosen, in the language of its phone.
import { typesetAll } from '../../words/language';
import { process as en } from '../../words/participant/process.en';
import { process as fr, type ProcessWords } from '../../words/participant/process.fr';
import type { Speech } from '../../words/speech.svelte';

const WORDS = { fr: typesetAll(fr), en };

/** The sentences of whoever chooses a process. */
export function processWords(speech: Pick<Speech, 'language'>): ProcessWords {
  return WORDS[speech.language];
}
