// What the faces say, as they say it: the tests look for the very sentences people read.
import { ballot as ballotEn } from '../src/words/participant/ballot.en';
import { ballot as ballotFr } from '../src/words/participant/ballot.fr';
import { process as processEn } from '../src/words/participant/process.en';
import { process as processFr } from '../src/words/participant/process.fr';
import { closing as closingEn } from '../src/words/participant/closing.en';
import { closing as closingFr } from '../src/words/participant/closing.fr';
import { notes as notesEn } from '../src/words/participant/notes.en';
import { notes as notesFr } from '../src/words/participant/notes.fr';
import { words as participantEn } from '../src/words/participant/en';
import { words as participantFr } from '../src/words/participant/fr';
import { own as ownEn } from '../src/words/facilitator/own.en';
import { own as ownFr } from '../src/words/facilitator/own.fr';
import { words as facilitatorEn } from '../src/words/facilitator/en';
import { words as facilitatorFr } from '../src/words/facilitator/fr';
import { words as screenEn } from '../src/words/screen/en';
import { words as screenFr } from '../src/words/screen/fr';
import { typesetAll, type Language } from '../src/words/language';

/** The words of the phone. */
export const participant = {
  fr: typesetAll({ ...participantFr, ballot: ballotFr, process: processFr, closing: closingFr, notes: notesFr }),
  en: { ...participantEn, ballot: ballotEn, process: processEn, closing: closingEn, notes: notesEn },
};
/** The words of the tablet. */
export const facilitator = { fr: typesetAll({ ...facilitatorFr, own: ownFr }), en: { ...facilitatorEn, own: ownEn } };
/** The words of the room screen. */
export const screen = { fr: typesetAll(screenFr), en: screenEn };

/** What a browser says it speaks. */
export const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

/** Words somebody wrote, however they are spaced on the page. */
export function written(text: string): RegExp {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(escaped.replace(/['’]/g, "['’]").replace(/\s+/g, '\\s+'));
}

export type { Language };
