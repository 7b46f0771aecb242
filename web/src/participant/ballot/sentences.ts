// What a ballot says, in the language of its phone.
import { typesetAll } from '../../words/language';
import { ballot as en } from '../../words/participant/ballot.en';
import { ballot as fr, type BallotWords } from '../../words/participant/ballot.fr';
import type { Speech } from '../../words/speech.svelte';

const WORDS = { fr: typesetAll(fr), en };

/** The sentences of a ballot. */
export function ballotWords(speech: Pick<Speech, 'language'>): BallotWords {
  return WORDS[speech.language];
}
