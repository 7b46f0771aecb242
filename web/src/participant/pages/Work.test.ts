import { screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Hears, InputView, StepView } from '../../wire/participant';
import { words as fr } from '../../words/participant/fr';
import { Phone } from '../phone.svelte';
import { heardIn } from '../testing/heard';
import { showPage } from '../testing/page';
import Work from './Work.svelte';

const text = (words: string) => ({ fr: words, en: words });
const own = { contribution: 't1', slot: 's1', step: 'contrat', input: 'contrat', kind: 'contrat', text: 'Des questions.', visibility: 'group', askedForScreen: false, pinned: false, keep: false } as never;
const heard: Hears = {
  ...heardIn({ phase: 'treatment', step: null, next: null }, { texts: [own] }),
  cases: { cases: [{ caseItem: 'c1', owners: ['p0'], kind: 'projet', title: 'Le mien ?', reserved: false, over: false }] },
};
const input: InputView = { input: 'contrat', prompt: text('Ma demande au groupe'), limit: 500, visibility: 'group', together: false, anonymous: false, several: false };
const step: StepView = {
  slot: 's1', caseItem: 'c1', processName: text('Codéveloppement'), step: 'contrat', name: text('Contrat'), index: 2, count: 6,
  role: 'owner', roleName: text('client'), instruction: text('Dites votre demande.'), speaks: ['owner'], phone: 'write', inputs: [input], window: { open: true, endsAt: null },
  vote: null, freeRoles: [], posture: null,
};

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', () => new Promise(() => {}));
});

function show(change: Partial<StepView> = {}) {
  const phone = new Phone('r');
  phone.room.sections = heard;
  return showPage(phone, Work, { step: { ...step, ...change }, vote: null, heard });
}

test('words being written anew when the window closes replace the same text when it opens again', async () => {
  const before = show();
  await before.user.click(screen.getByRole('button', { name: /Modifier.*Des questions/ }));
  await before.user.clear(screen.getByRole('textbox'));
  await before.user.type(screen.getByRole('textbox'), 'Des vécus.');
  before.leave();
  const { say, user, leave } = show();
  expect((screen.getByRole('textbox') as HTMLTextAreaElement).value).toBe('Des vécus.');
  await user.click(screen.getByRole('button', { name: fr.treatment.save }));
  expect(say).toHaveBeenCalledWith({ act: 'contribute', contribution: 't1', slot: 's1', step: 'contrat', input: 'contrat', text: 'Des vécus.' });
  leave();
});

test('whoever takes the time of a sub-group keeps its clock while something is asked', () => {
  const group = { number: 1, members: ['p0', 'p1', 'p2'], withFacilitator: false, started: true, turn: { client: 'p1', part: 0 }, part: text('Exposé'), parts: 4, over: false, clock: { startedAt: 0, endsAt: 0, heldMs: 65_000 }, next: { client: 'p1', part: 1 }, nextPart: text('Questions'), keepsTime: true };
  const { leave } = show({ role: 'timekeeper', inputs: [], group });
  expect(screen.getByText('1:05')).toBeTruthy();
  expect(screen.getByRole('button', { name: /Passer.*Questions/ })).toBeTruthy();
  leave();
});

test('in turns it is whoever has the turn who reads', () => {
  const group = { number: 1, members: ['p0', 'p1'], withFacilitator: false, started: true, turn: { client: 'p1', part: 0 }, part: text('Exposé'), parts: 4, over: false, clock: null, next: null, nextPart: null, keepsTime: false };
  const { leave } = show({ role: 'consultant', inputs: [{ ...input, visibility: 'owner', several: true }], group });
  expect(screen.getByText(fr.treatment.readsOwner('Karim'))).toBeTruthy();
  leave();
});
