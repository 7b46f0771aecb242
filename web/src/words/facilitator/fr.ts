// The tablet's sentences. Narrow spaces are put in when the words are loaded.
import { common, plural } from '../common/fr';
import { account } from './account.fr';
import { groups } from './groups.fr';
import { work } from './work.fr';
import { planning } from './planning.fr';
import { room } from './room.fr';
import { sheet } from './sheet.fr';
import { ways } from './ways.fr';

export const words = { ...common, title: 'Animer', plural, account, room, work, groups, planning, ways, sheet };

/** What every language must say. */
export type Words = typeof words;
