import { common } from '../common/fr';

export const words = {
  ...common,
  title: 'Cercle',
};

/** What every language must say on this face. */
export type Words = typeof words;
