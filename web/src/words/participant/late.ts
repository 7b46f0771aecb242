// The sentences of pages that come after the door, in the language of their phone.
import { typesetAll } from '../language';
import type { Speech } from '../speech.svelte';
import { closing as closingEn } from './closing.en';
import { closing as closingFr, type ClosingWords } from './closing.fr';
import { notes as notesEn } from './notes.en';
import { notes as notesFr, type NotesWords } from './notes.fr';

const CLOSING = { fr: typesetAll(closingFr), en: closingEn };
const NOTES = { fr: typesetAll(notesFr), en: notesEn };

/** The sentences of the closing. */
export function closingWords(speech: Pick<Speech, 'language'>): ClosingWords {
  return CLOSING[speech.language];
}

/** The sentences beside one's own notes and texts. */
export function notesWords(speech: Pick<Speech, 'language'>): NotesWords {
  return NOTES[speech.language];
}
