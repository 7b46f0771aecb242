import { inBoth } from '../tongues';
import { ballot as en } from './ballot.en';
import { ballot as fr } from './ballot.fr';

/** What a ballot says. */
export const ballotWords = inBoth(fr, en);
