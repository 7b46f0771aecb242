import { inBoth } from '../tongues';
import { closing as en } from './closing.en';
import { closing as fr } from './closing.fr';

/** The sentences of the closing. */
export const closingWords = inBoth(fr, en);
