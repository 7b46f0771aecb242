import { screen } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Hears } from '../../wire/participant';
import { words as fr } from '../../words/participant/fr';
import { Phone } from '../phone.svelte';
import { heardIn } from '../testing/heard';
import { showPage } from '../testing/page';
import Pause from './Pause.svelte';
import Treatment from './Treatment.svelte';

const owned = (caseItem: string, owner: string, title: string) => ({ caseItem, owners: [owner], kind: 'projet' as const, title, reserved: false, over: false });
/** Between two cases a merger waits for this phone's yes. */
const heard: Hears = {
  ...heardIn({ phase: 'treatment', step: null, next: null }, { merges: [{ merge: 'm', title: 'Ensemble ?', cases: ['mine', 'c1'], agreed: false }] }),
  cases: { cases: [owned('mine', 'p0', 'Le mien ?'), owned('c1', 'p1', 'Celui de Karim ?')] },
};

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', () => new Promise(() => {}));
});

async function agrees<Given extends Record<string, unknown>>(page: Component<Given>, given: Given) {
  const phone = new Phone('r');
  phone.room.sections = heard;
  const { say, user, leave } = showPage(phone, page, given);
  await user.click(screen.getByRole('button', { name: fr.cases.mergeYes }));
  expect(say).toHaveBeenCalledWith({ act: 'agreeMerge', merge: 'm', agrees: true });
  leave();
}

test('what is asked of one is asked in a rest too', () => agrees(Pause, { pause: { kind: 'lunch', until: null }, heard }));

test('a merger is asked about between two cases', () => agrees(Treatment, { heard }));
