import { common } from '../common/en';
import type { Words } from './fr';

export const words: Words = {
  ...common,
  title: 'Cercle',
};
