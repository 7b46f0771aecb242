import { expect, test } from 'vitest';
import { cards as english } from './cards.en';
import { cards as french } from './cards.fr';

test('both languages give the same minutes, the usual between the least and the most', () => {
  const minutes = (cards: typeof french) => cards.list.map((card) => card.steps.map(([, ...minutes]) => minutes));
  expect(minutes(english)).toEqual(minutes(french));
  for (const [min, typ, max] of minutes(french).flat()) expect([min, typ, max]).toEqual([min, typ, max].sort((a, b) => a! - b!));
});
