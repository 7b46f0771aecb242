// The tablet's sentences.
import { common, plural } from '../common/en';
import { account } from './account.en';
import type { Words } from './fr';
import { groups } from './groups.en';
import { work } from './work.en';
import { planning } from './planning.en';
import { room } from './room.en';
import { sheet } from './sheet.en';
import { ways } from './ways.en';

export const words: Words = { ...common, title: 'Facilitate', plural, account, room, work, groups, planning, ways, sheet };
