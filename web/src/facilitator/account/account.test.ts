import { expect, test } from 'vitest';
import { namesIn, twins } from './people';
import { strength } from './passphrase';

test('a passphrase is told in a word', () => {
  expect(strength('')).toBe('empty');
  expect(strength('court')).toBe('short');
  expect(strength('aaaaaaaaaaaaaaaa')).toBe('repeated');
  expect(strength('bleu canard 7')).toBe('fair');
  expect(strength('canard velours orage tiroir')).toBe('good');
});

test('names come by lines or commas, and twins are told apart by ear', () => {
  expect(namesIn('Amina\nBruno,  Claire ;\n\nÉlodie')).toEqual(['Amina', 'Bruno', 'Claire', 'Élodie']);
  expect(twins(['Élodie', 'Hugo', 'Elodie'])).toEqual(['Elodie']);
});
