import { expect, test } from 'vitest';
import { possibleName } from './names';

test.each([
  ['Comment parler à Dupont sans le braquer ?', 'Dupont'],
  ['Recadrer mon collègue. Éric ne m’écoute plus', null],
  ['Depuis que Mme Martin est partie', 'Martin'],
  ['How do I tell Marie that it is over?', 'Marie'],
  ['Le départ d’Anne a tout changé', 'Anne'],
])('%s', (text, name) => {
  expect(possibleName(text)).toBe(name);
});

test.each([
  'Comment dire non à mon directeur ?',
  'Une réunion le Lundi, à Paris',
  'Le CODIR et la DRH ne se parlent plus',
  'Mon équipe. Elle tourne en rond.',
  'How do I say no? I am afraid',
  '',
])('no name in: %s', (text) => {
  expect(possibleName(text)).toBeNull();
});

test('those of the circle are at home', () => {
  expect(possibleName('J’aimerais l’avis de Nadia', ['Nadia', 'Karim'])).toBeNull();
});
