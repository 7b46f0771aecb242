import { inBoth } from '../tongues';
import { own as en } from './own.en';
import { own as fr } from './own.fr';

/** What the page of the group's own processes says; it comes with that page alone. */
export const ownWords = inBoth(fr, en);
