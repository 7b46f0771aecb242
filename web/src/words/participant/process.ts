import { inBoth } from '../tongues';
import { process as en } from './process.en';
import { process as fr } from './process.fr';

/** The sentences of whoever chooses a process. */
export const processWords = inBoth(fr, en);
