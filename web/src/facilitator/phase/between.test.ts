import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { words as english } from '../../words/facilitator/en';
import { words } from '../../words/facilitator/fr';
import { Speech } from '../../words/speech.svelte';
import { Conduct } from '../room/conduct.svelte';
import type { Room as FakeRoom } from '../testing/fake-room.svelte';
import Scene from '../testing/Scene.svelte';
import { caseOf, heard, slotOf } from '../testing/sections';

vi.mock('../../face/room.svelte', () => import('../testing/fake-room.svelte'));

/** Between two cases: the first has gone, the second has no time left where it was planned. */
function between(next: string) {
  const day = heard();
  day.now.position = { phase: 'treatment', at: null };
  day.now.stage = { phase: 'treatment', step: null, next, left: ['s2'] };
  day.cases.cases = [caseOf('a', 'Amina'), caseOf('b', 'Bruno'), caseOf('c', 'Claire')];
  day.plan.slots = [{ ...slotOf('s1', 'a', 600), outcome: 'treated' as const }, slotOf('s2', 'b', 633), slotOf('s3', 'c', 760)];
  const speech = new Speech({ fr: async () => words, en: async () => english }, 'fr', words);
  const conduct = new Conduct('room', speech);
  conduct.processes = [];
  const room = conduct.room as unknown as FakeRoom;
  room.sections = day;
  render(Scene, { speech, conduct });
  return { said: room.said, user: userEvent.setup() };
}

test('between two cases what was left behind is named, with a plan of the rest in a tap, and next leads past it', async () => {
  const { said, user } = between('s3');
  expect(screen.getByText(/« Title of b » ne tient plus dans sa plage/)).toBeTruthy();
  expect(screen.getByRole('heading', { level: 2, name: 'Title of c' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Replanifier le reste' }));
  expect(said).toEqual([{ act: 'makePlan' }]);
});

test('where next leads to what was left behind, its preview says so', () => {
  between('s2');
  expect(screen.getByText('Ce cas ne tient plus dans sa plage.')).toBeTruthy();
});
