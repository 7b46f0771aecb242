import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Process } from '../../wire/common';
import { own as fr } from '../../words/facilitator/own.fr';
import { words } from '../../words/facilitator/fr';
import { Speech } from '../../words/speech.svelte';
import EditorScene from '../testing/EditorScene.svelte';
import * as drafts from './drafts';
import { shaped } from './edit';
import { OwnProcesses } from './own.svelte';

const file = shaped(JSON.parse(readFileSync('../catalogue/faire_savoir.json', 'utf8')) as Process);
const process: Process = { ...file, id: 'a_nous', version: 3 };
const say = fr.editor;

/** What the server answers to the next requests, by the end of their path. */
let answers: Record<string, { status: number; body?: unknown }>;
let asked: { path: string; body: Process }[];

beforeEach(() => {
  localStorage.clear();
  answers = {};
  asked = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const body = JSON.parse(init.body as string) as Process;
    asked.push({ path, body });
    const known = Object.entries(answers).find(([end]) => path.includes(end))?.[1];
    const { status, body: answer } = known ?? (path.endsWith('check') ? { status: 204 } : { status: 200, body: { ...body, version: 4 } });
    return new Response(status === 204 ? null : JSON.stringify(answer), { status });
  });
});
afterEach(() => void vi.unstubAllGlobals());

function editor(draft: drafts.Draft = { from: 3, base: process, process }) {
  const speech = new Speech({ fr: async () => words, en: async () => words }, 'fr', words);
  const own = new OwnProcesses('cycle');
  own.own = [process];
  const moved: string[] = [];
  render(EditorScene, { speech, own, draft, onmoved: (id: string) => moved.push(id) });
  return { own, moved, user: userEvent.setup() };
}
const puts = () => asked.filter(({ path }) => path.includes('from='));

test('what is changed stays on the tablet until it is saved', async () => {
  const { own, user } = editor();
  const name = screen.getByLabelText(say.name);
  await user.clear(name);
  await user.type(name, 'Dire');
  expect(drafts.read('cycle', 'a_nous')?.process.name).toEqual({ fr: 'Dire', en: process.name.en });
  expect(screen.getByText(/Changé en français seulement/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: say.save }));
  expect(await screen.findByText(/Enregistré.*version 4/)).toBeTruthy();
  expect(puts().map(({ path, body }) => [path.split('?')[1], body.name.fr])).toEqual([['from=3', 'Dire']]);
  expect(drafts.all('cycle')).toEqual([]);
  expect(own.find('a_nous')?.version).toBe(4);
});

test('what the server finds wrong is said beside its field', async () => {
  answers['from='] = {
    status: 422,
    body: {
      code: 'faultyProcess',
      faults: [
        { place: 'purpose.en', code: 'empty', figures: [] },
        { place: 'steps[1].minutes', code: 'notRising', figures: [5, 2, 10] },
        { place: 'minutes.min', code: 'outOfRange', figures: [2, 5, 180] },
      ],
    },
  };
  const { user } = editor();
  await user.type(screen.getByLabelText(say.name), ' ici');
  await user.click(screen.getByRole('button', { name: say.save }));
  expect((await screen.findByText(/En anglais.*Ce texte manque/)).closest('.text')?.textContent).toContain(say.purpose);
  // The first step at fault is opened by itself.
  expect(await screen.findByText(/Doivent aller croissant/)).toBeTruthy();
  expect(screen.getByText(/Minutes, au moins.*vaut 2/)).toBeTruthy();
  expect(drafts.read('cycle', 'a_nous')?.process.name.fr).toContain(' ici');
});

test('a process changed elsewhere is not overwritten: what was written goes on as a copy', async () => {
  answers['from=3'] = { status: 422, body: { code: 'processChanged', faults: [] } };
  const { moved, user } = editor();
  await user.type(screen.getByLabelText(say.name), ' ici');
  await user.click(screen.getByRole('button', { name: say.save }));
  await user.click(await screen.findByRole('button', { name: say.saveCopy }));
  await screen.findByText(/Enregistré.*version 4/);
  expect(moved).toHaveLength(1);
  const [, copy] = puts();
  expect([copy!.path.split('?')[1], copy!.body.id, copy!.body.name.fr]).toEqual(['from=0', moved[0], `${process.name.fr} ici (copie)`]);
  expect(drafts.all('cycle')).toEqual([]);
});

test('steps are added, moved and taken away, and the whole follows', async () => {
  const { user } = editor();
  await user.click(screen.getByRole('button', { name: say.addStep }));
  expect(screen.getByText(/En tout 15 min/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: say.up(5) }));
  await user.click(screen.getByRole('button', { name: say.remove(1) }));
  await user.click(screen.getByRole('button', { name: say.removeYes }));
  const kept = drafts.read('cycle', 'a_nous')!.process;
  expect(kept.steps.map((step) => step.id)).toEqual([...process.steps.slice(1, 3).map((step) => step.id), 'etape_1', process.steps[3]!.id]);
  expect(kept.minutes.typ).toBe(14);
});

test('criteria are written one by one, and what is wrong with one is said beside it', async () => {
  answers['from='] = { status: 422, body: { code: 'faultyProcess', faults: [{ place: 'criteria[0].en', code: 'tooLong', figures: [60] }] } };
  const { user } = editor();
  await user.click(screen.getByText(say.precisions));
  await user.click(screen.getByRole('button', { name: say.addCriterion }));
  await user.type(screen.getByLabelText(say.criterion(1)), 'le ton');
  expect(drafts.read('cycle', 'a_nous')!.process.criteria).toEqual([{ fr: 'le ton', en: 'le ton' }]);
  await user.click(screen.getByRole('button', { name: say.save }));
  expect((await screen.findByText(/En anglais.*trop long/)).closest('.text')?.textContent).toContain(say.criterion(1));
});
