import { screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { CaseFields } from '../../wire/participant';
import { words as fr } from '../../words/participant/fr';
import { Phone } from '../phone.svelte';
import { draftOf, type CaseDraft } from '../drafts';
import { heardIn } from '../testing/heard';
import { showPage } from '../testing/page';
import Inventory from './Inventory.svelte';

const TITLE = 'Par où commencer ?';
const fields: CaseFields = { kind: 'projet', title: TITLE, headline: '', expects: '', reserved: false, urgency: 2, importance: 2, emotionalLoad: 2 };
const heard = heardIn(
  { phase: 'inventory', window: { open: true, endsAt: null }, submitted: 1, revealed: false, turn: null },
  { cases: [{ caseItem: 'c1', fields, rank: null, process: null, minutes: null, mergedInto: null, mergedFrom: [], outcome: null, disposition: null }] },
);

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', () => new Promise(() => {}));
});

function show(begun: string) {
  const phone = new Phone('r');
  phone.room.sections = heard;
  phone.drafts.keep<CaseDraft>(draftOf.caseItem(begun), '', { id: begun, fields: { ...fields, headline: 'Tout est urgent.' } });
  return { phone, ...showPage(phone, Inventory, { heard }) };
}
const press = (name: string | RegExp) => screen.getByRole('button', { name });

test('an edit that was begun is taken up from its case, and is no new case', async () => {
  const { user, leave } = show('c1');
  expect(screen.queryByRole('button', { name: fr.inventory.resume })).toBeNull();
  await user.click(press(/Modifier.*Par où/));
  expect(screen.getByDisplayValue('Tout est urgent.')).toBeTruthy();
  leave();
});

test('a new case that was begun is taken up under its own id', async () => {
  const { say, user, leave } = show('c2');
  await user.click(press(fr.inventory.resume));
  await user.click(press(fr.form.send));
  expect(say).toHaveBeenCalledExactlyOnceWith({ act: 'putCase', caseItem: 'c2', fields: { ...fields, headline: 'Tout est urgent.' } });
  leave();
});

test('whoever withdraws a case throws away what they had begun of it', async () => {
  const { phone, user, leave } = show('c1');
  await user.click(press(/Retirer.*Par où/));
  await user.click(press(fr.inventory.withdrawYes));
  expect(phone.drafts.cases()).toEqual([]);
  leave();
});
