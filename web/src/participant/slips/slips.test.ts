import { beforeEach, expect, test, vi } from 'vitest';
import type { Answer } from '../../wire/common';
import type { Says } from '../../wire/participant';
import { slipId } from './slip-id';
import { Slips } from './slips.svelte';

const place = { slot: 's', step: 'analyseSeul', input: 'option' };
let said: Says[];
let ok: boolean;

beforeEach(() => {
  localStorage.clear();
  [said, ok] = [[], true];
});

/** A phone that is answered at once. */
function slips(): Slips {
  const mine: Slips = new Slips('r', (say): Promise<Answer> => {
    said.push(say);
    if (say.act === 'giveSlip') answered(mine, say);
    return Promise.resolve({ id: '', ok });
  });
  return mine;
}

/** Given by a page that the answer never comes back to. */
function unanswered(before: string | null, words: string): Promise<unknown> {
  const page = new Slips('r', () => new Promise(() => {}));
  void page.give(place, words, before);
  return vi.waitFor(() => expect(slips().of(place).at(-1)?.text).toBe(words));
}

function answered(mine: Slips, { secret, text }: Extract<Says, { act: 'giveSlip' }>) {
  if (ok) mine.kept(secret, text);
  else mine.refused(secret);
}

test('an id is the first half of the hash of its secret, as the house computes it', () => {
  expect(slipId(new Uint8Array(32).fill(7))).toBe('S7Bvjk46dxXSAdVz0KpCNw');
});

test('a slip is said with its secret, and found again by this phone alone', async () => {
  const first = slips();
  expect(await first.give(place, 'Attendre', null)).toBe(true);
  const [slip] = first.own;
  expect(said).toEqual([{ act: 'giveSlip', ...place, secret: slip!.secret, text: 'Attendre' }]);
  expect(slips().of(place)).toEqual([slip]);
  expect(slips().has(slip!.contribution)).toBe(true);
  expect(first.of({ ...place, input: 'other' })).toEqual([]);
});

test('other words go under the same id; refused, the words before stand', async () => {
  const mine = slips();
  await mine.give(place, 'Attendre', null);
  const before = mine.own[0]!.contribution;
  await mine.give(place, 'Agir', before);
  expect(mine.of(place).map((slip) => [slip.contribution, slip.text])).toEqual([[before, 'Agir']]);
  ok = false;
  expect(await mine.give(place, 'Fuir', before)).toBe(false);
  expect(mine.of(place).map((slip) => slip.text)).toEqual(['Agir']);
});

test('refused after the page has come anew, the words the house keeps stand, and can be withdrawn', async () => {
  const mine = slips();
  await mine.give(place, 'Attendre', null);
  const { contribution, secret } = mine.own[0]!;
  await unanswered(contribution, 'Agir');
  const anew = slips();
  expect(anew.of(place)[0]!.text).toBe('Agir');
  anew.refused(secret);
  expect(anew.of(place).map((slip) => [slip.text, slip.secret])).toEqual([['Attendre', secret]]);
});

test('kept after the page has come anew, the words stand when others are refused', async () => {
  await unanswered(null, 'Attendre');
  const anew = slips();
  const { contribution, secret } = anew.own[0]!;
  anew.kept(secret, 'Attendre');
  await unanswered(contribution, 'Agir');
  const last = slips();
  last.refused(secret);
  expect(last.of(place).map((slip) => [slip.text, slip.secret])).toEqual([['Attendre', secret]]);
});

test('refused, a new one is nobody’s', async () => {
  ok = false;
  const mine = slips();
  expect(await mine.give(place, 'Attendre', null)).toBe(false);
  expect(mine.own).toEqual([]);
});

test('its secret takes it back; kept while the house has not said so', async () => {
  const mine = slips();
  await mine.give(place, 'Attendre', null);
  const { contribution, secret } = mine.own[0]!;
  ok = false;
  await mine.withdraw(contribution);
  expect(mine.own).toHaveLength(1);
  ok = true;
  await mine.withdraw(contribution);
  expect(said.at(-1)).toEqual({ act: 'withdrawSlip', secret });
  expect(mine.own).toEqual([]);
});
