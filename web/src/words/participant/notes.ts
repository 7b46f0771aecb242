import { inBoth } from '../tongues';
import { notes as en } from './notes.en';
import { notes as fr } from './notes.fr';

/** The sentences beside one's own notes and texts. */
export const notesWords = inBoth(fr, en);
