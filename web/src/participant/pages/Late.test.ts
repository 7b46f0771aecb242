import { screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Hears, Mine, OwnCase, Stage } from '../../wire/participant';
import { words as fr } from '../../words/participant/fr';
import { Phone } from '../phone.svelte';
import { heardIn } from '../testing/heard';
import { showPage } from '../testing/page';
import LateCase from './LateCase.svelte';
import Pause from './Pause.svelte';
import Treatment from './Treatment.svelte';

const BETWEEN: Stage = { phase: 'treatment', step: null, next: null };
const fields = { kind: 'projet', title: 'Le mien ?', headline: '', expects: '', reserved: false, urgency: 1, importance: 1, emotionalLoad: 1 } as const;
const own: OwnCase = { caseItem: 'mine', fields, rank: null, process: null, minutes: null, mergedInto: null, mergedFrom: [], outcome: 'stopped', disposition: null };

function hears(mine: Partial<Mine> = {}, stage: Stage = BETWEEN): [Phone, Hears] {
  const phone = new Phone('r');
  const heard = heardIn(stage, mine);
  phone.room.sections = heard;
  return [phone, heard];
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', () => new Promise(() => {}));
});

test('whoever has no case may bring one between two others, and nobody else is asked', async () => {
  const [phone, heard] = hears();
  const { open, user, leave } = showPage(phone, Treatment, { heard });
  await user.click(screen.getByRole('button', { name: fr.inventory.add }));
  expect(open).toHaveBeenCalledWith('case');
  leave();
  const [other, has] = hears({ cases: [own] });
  const shown = showPage(other, Treatment, { heard: has });
  expect(screen.queryByRole('button', { name: fr.inventory.add })).toBeNull();
  shown.leave();
});

test('a case that comes late leaves at once', async () => {
  const [phone, heard] = hears();
  const back = vi.fn();
  const { say, user, leave } = showPage(phone, LateCase, { heard, onback: back });
  await user.type(screen.getByLabelText(new RegExp(fr.form.title)), 'En retard ?');
  await user.click(screen.getByRole('button', { name: fr.form.send }));
  expect(say).toHaveBeenCalledWith(expect.objectContaining({ act: 'putCase', fields: expect.objectContaining({ title: 'En retard ?' }) }));
  expect(back).toHaveBeenCalledOnce();
  leave();
});

test('a case of an earlier day is asked about as long as it may come', () => {
  const carried = [{ caseItem: 'c9', title: 'Toujours ?', age: 1, prepared: false }];
  for (const [stage, asked] of [[BETWEEN, 1], [{ phase: 'welcome' }, 0]] as [Stage, number][]) {
    const [phone, heard] = hears({ carried }, stage);
    const { leave } = showPage(phone, Pause, { pause: { kind: 'lunch', until: null }, heard });
    expect(screen.queryAllByRole('button', { name: fr.cases.carriedKeep })).toHaveLength(asked);
    leave();
  }
});

test('how a case ended is read of one’s own alone', () => {
  const [phone, heard] = hears({ cases: [own] });
  const slot = (id: string, caseItem: string) => ({ slot: id, caseItem, also: [], missed: [], block: 0, start: 600, end: 630, process: 'p', over: true });
  heard.plan.slots = [slot('s1', 'mine'), slot('s2', 'c1')];
  const owned = (caseItem: string, owner: string) => ({ caseItem, owners: [owner], kind: 'projet' as const, title: `${caseItem} ?`, over: true });
  heard.cases.cases = [owned('mine', 'p0'), owned('c1', 'p1')];
  phone.room.sections = heard;
  const { leave } = showPage(phone, Treatment, { heard });
  expect(screen.getAllByText(fr.outcomes.stopped)).toHaveLength(1);
  expect(screen.getAllByText(fr.caseOver)).toHaveLength(1);
  leave();
});
