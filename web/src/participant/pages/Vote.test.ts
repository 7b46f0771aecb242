import { screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { VoteView } from '../../wire/common';
import { words as fr } from '../../words/participant/fr';
import type { Kept, Verdict } from '../ballot/kept';
import { termsOf } from '../ballot/frame';
import { Phone, type Heard } from '../phone.svelte';
import { heardIn } from '../testing/heard';
import { showPage } from '../testing/page';
import Vote from './Vote.svelte';

const titles = ['Le mien ?', 'Celui de Karim ?', 'Celui de Nadia ?'];
const SEAL = 'A'.repeat(43);
const vote: VoteView = {
  vote: 'v', kind: 'priority', mode: 'live', options: titles.map((_, i) => ({ kind: 'caseItem', caseItem: `c${i}` })), dots: 3,
  perOption: 2, voters: 8, onlyAtClose: false, endsAt: null, closed: false, counts: null,
  ballot: {
    epoch: 0, stage: 'sealed', pk: 'k', electors: ['p0'], issued: ['p0'], tags: 24, agree: 0, disagree: 0, redealt: null, closeDigest: null,
    sealDigest: SEAL,
  },
};
const heard: Heard = {
  ...heardIn({ phase: 'prioritisation', vote, planned: false }),
  cases: {
    cases: titles.map((title, i) => ({
      caseItem: `c${i}`, owners: [`p${i}`], kind: 'projet', title, reserved: false, over: false,
    })),
  },
};

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', () => new Promise(() => {}));
});

function show() {
  const phone = new Phone('r');
  phone.room.sections = heard;
  const dot = (tag: string) => ({ secret: tag, blind: tag, blinded: tag, tag, token: tag, seq: 1, deposited: true, placed: 0, placedSeq: 1 });
  const seal = { tags: ['a', 'b', 'c'], digest: SEAL, people: 3, terms: termsOf(vote) };
  const kept = { kind: 'priority', epoch: 0, pk: 'k', dots: ['a', 'b', 'c'].map(dot), drawn: 3, choices: [0, 0, 0], seal, fault: null } satisfies Kept;
  localStorage.setItem('cercle:participant:r:ballot:v', JSON.stringify(kept));
  phone.followVotes();
  return { phone, ...showPage(phone, Vote, { vote, heard }) };
}

test('every button names its case, and there is none on one’s own', () => {
  const { phone } = show();
  expect(screen.queryByRole('button', { name: /point.*Le mien/ })).toBeNull();
  expect(screen.getByRole('button', { name: /Ajouter un point.*Karim/ })).toBeTruthy();
  phone.room.close();
});

test('two at most; the pot says what is left; nothing is “placed” before the box has said so', async () => {
  const { phone, user } = show();
  const add = screen.getByRole<HTMLButtonElement>('button', { name: /Ajouter un point.*Karim/ });
  await user.click(add);
  await user.click(add);
  expect(add.disabled).toBe(true);
  expect(screen.getByText('1 point')).toBeTruthy();
  expect(screen.getByText('En cours de dépôt…')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /Retirer un point.*Karim/ }));
  expect(add.disabled).toBe(false);
  phone.room.close();
});

test.each<[string, Partial<Verdict>, RegExp]>([
  ['found wrong', { fault: 'altered' }, /pas d’accord avec le ROTI/],
  ['in which one’s dots count for nothing', { uncounted: 'redealt' }, /comptent pas dans le ROTI/],
])('a vote the room has left, %s: said above what is at hand until it has been read', async (_, outcome, heading) => {
  const verdict: Verdict = { kind: 'roti', fault: null, late: 0, uncounted: null, read: false, ...outcome };
  localStorage.setItem('cercle:participant:r:verdict:before', JSON.stringify(verdict));
  const { phone, user } = show();
  expect(screen.getByRole('heading', { name: heading })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'J’ai lu' }));
  expect(screen.queryByRole('heading', { name: heading })).toBeNull();
  phone.room.close();
  const again = show();
  expect(again.phone.notices).toEqual([]);
  again.phone.room.close();
});

test('a vote counted as it must be is not spoken of once the room has left it', () => {
  localStorage.setItem('cercle:participant:r:verdict:before', JSON.stringify({ kind: 'roti', fault: null, late: 0, uncounted: null, read: true } satisfies Verdict));
  const { phone } = show();
  expect(phone.notices).toEqual([]);
  phone.room.close();
});
