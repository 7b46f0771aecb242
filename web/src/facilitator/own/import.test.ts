import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Process } from '../../wire/common';
import { words } from '../../words/facilitator/fr';
import { own as fr } from '../../words/facilitator/own.fr';
import { Speech } from '../../words/speech.svelte';
import ImportScene from '../testing/ImportScene.svelte';
import { FILE_BYTES } from './edit';
import { OwnProcesses } from './own.svelte';

const text = readFileSync('../catalogue/faire_savoir.json', 'utf8');
const house = JSON.parse(text) as Process;
const known: Process = { ...house, id: 'a_nous', version: 3 };
const ours = text.replace('"faire_savoir"', '"a_nous"');
const say = fr.import;

let sent: { path: string; text: string }[];
/** What the server says of the next file; by itself it takes it. */
let refusal: object | null;

beforeEach(() => {
  sent = [];
  refusal = null;
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push({ path: path.split('?')[1]!, text: init.body as string });
    if (refusal) return new Response(JSON.stringify(refusal), { status: 422 });
    return new Response(JSON.stringify({ ...(JSON.parse(init.body as string) as Process), version: 1 }));
  });
});
afterEach(() => void vi.unstubAllGlobals());

async function imports(file: string) {
  const speech = new Speech({ fr: async () => words, en: async () => words }, 'fr', words);
  const own = new OwnProcesses('cycle');
  own.house = [house];
  own.own = [known];
  const mended: Process[] = [];
  render(ImportScene, { speech, own, onmend: (process: Process) => mended.push(process) });
  const user = userEvent.setup();
  await user.upload(screen.getByLabelText(say.go), new File([file], 'un.json', { type: 'application/json' }));
  return { own, mended, user };
}

test('a new file is taken as it is written', async () => {
  const file = text.replace('"faire_savoir"', '"autre"');
  const { own } = await imports(file);
  expect(await screen.findByText(/est dans ce cycle, version 1/)).toBeTruthy();
  expect(sent).toEqual([{ path: 'from=0', text: file }]);
  expect(own.find('autre')).toBeTruthy();
});

test('a file of the house comes as a copy: its id is taken', async () => {
  await imports(text);
  await screen.findByText(/est dans ce cycle/);
  expect((JSON.parse(sent[0]!.text) as Process).id).toMatch(/^faire_savoir_[0-9a-z]{4}$/);
});

test('a known one is asked about: replaced as a new version, or added beside', async () => {
  const { user } = await imports(ours);
  await user.click(await screen.findByRole('button', { name: say.replace }));
  expect(sent).toEqual([{ path: 'from=3', text: ours }]);
  await user.upload(screen.getByLabelText(say.go), new File([ours], 'un.json', { type: 'application/json' }));
  await user.click(await screen.findByRole('button', { name: say.asCopy }));
  expect([sent[1]!.path, (JSON.parse(sent[1]!.text) as Process).id]).toEqual(['from=0', expect.stringMatching(/^a_nous_/)]);
});

test('one that is no process is refused with its place, and nothing is offered', async () => {
  refusal = { code: 'faultyProcess', faults: [{ place: 'steps[2].inputs[0].kind', code: 'otherShape', figures: [88] }] };
  const { own } = await imports('{ "id": "autre" }');
  expect(await screen.findByText(/n’a pas été pris/)).toBeTruthy();
  expect(screen.getByText(/Étape 3, champ 1, ce qu’on y écrit.*n’est pas ce qu’on attend/)).toBeTruthy();
  expect(screen.getByText(say.nothingLost)).toBeTruthy();
  expect(screen.queryByRole('button', { name: say.mend })).toBe(null);
  expect(own.own).toEqual([known]);
});

test('one that contradicts itself can be mended in the editor', async () => {
  refusal = { code: 'faultyProcess', faults: [{ place: 'name.en', code: 'empty', figures: [] }] };
  const { mended, user } = await imports(ours);
  await user.click(await screen.findByRole('button', { name: say.replace }));
  await user.click(await screen.findByRole('button', { name: say.mend }));
  expect(mended[0]!.id).toBe('a_nous');
  expect(mended[0]!.steps.every((step) => Array.isArray(step.inputs) && Array.isArray(step.choices))).toBe(true);
});

test('a file too large is not even sent', async () => {
  await imports('x'.repeat(FILE_BYTES + 1));
  expect(await screen.findByText(fr.problems.tooLarge)).toBeTruthy();
  expect(sent).toEqual([]);
});
