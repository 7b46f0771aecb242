import { screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { InputView, Mine, OwnText, StepView } from '../../wire/participant';
import { typesetAll } from '../../words/language';
import { closing as closingFr } from '../../words/participant/closing.fr';
import { words as fr } from '../../words/participant/fr';
import { notes as notesFr } from '../../words/participant/notes.fr';
import * as keys from '../keys';
import { Phone } from '../phone.svelte';
import { heardIn } from '../testing/heard';
import { showPage } from '../testing/page';
import Ended from './Ended.svelte';
import Notes from './Notes.svelte';

const [notes, closing] = [typesetAll(notesFr), typesetAll(closingFr)];
const SECRET = 'Il ne m’écoute pas.';
const text = (words: string) => ({ fr: words, en: words });
const step: StepView = {
  slot: 's1', caseItem: 'c1', processName: text('Codéveloppement'), step: 'consultation', name: text('Consultation'), index: 3, count: 6,
  role: 'owner', roleName: text('client'), instruction: text('Écoutez.'), speaks: ['consultant'], phone: 'closed', inputs: [], window: null,
};
const own: OwnText = { contribution: 'a', text: 'Un vécu.', visibility: 'owner' };
const given = { authors: ['Karim'], answers: [{ kind: 'vecu' as const, texts: [['b', 0, 'Un point chaque lundi.'] as [string, number, string]] }] };
let travelled: unknown[];

beforeEach(() => {
  localStorage.clear();
  travelled = [];
  vi.stubGlobal('fetch', (...asked: unknown[]) => (travelled.push(asked), new Promise(() => {})));
});

function show({ at = step, texts = [], gave = given, ended = false }: { at?: StepView | null; texts?: OwnText[]; gave?: Mine['given']; ended?: boolean } = {}) {
  const phone = new Phone('r');
  phone.room.sections = heardIn({ phase: 'treatment', step: at }, { texts, given: gave });
  const onback = vi.fn();
  const shown = ended ? showPage(phone, Ended, { onleave: onback }) : showPage(phone, Notes, { onback });
  shown.say.mockImplementation((said) => (travelled.push(said), Promise.resolve({ ok: true } as never)));
  return { phone, onback, ...shown };
}
const press = (name: string) => screen.getByRole('button', { name });

test('notes of one’s own are on this phone, never travel, and go when it leaves the room', async () => {
  const { phone, user, leave } = show();
  await user.type(screen.getByLabelText(notes.label), SECRET);
  expect(localStorage.getItem(keys.notes('r'))).toBe(SECRET);
  expect(JSON.stringify(travelled)).not.toContain(SECRET);
  phone.forget();
  expect(localStorage.length).toBe(0);
  leave();
});

test('the end of the day shows them once more, and this phone has them no longer', () => {
  localStorage.setItem(keys.notes('r'), SECRET);
  const { leave } = show({ ended: true });
  expect(screen.getByText(SECRET)).toBeTruthy();
  expect(JSON.stringify({ ...localStorage })).not.toContain(SECRET);
  expect(JSON.stringify(travelled)).not.toContain(SECRET);
  leave();
});

test('another room begins with none of them', () => {
  localStorage.setItem(keys.notes('r'), SECRET);
  keys.forgetOtherRooms('q');
  expect(localStorage.length).toBe(0);
});

test('a text is offered once one has read who will read it, and taken back', async () => {
  const { say, user, leave } = show({ texts: [own] });
  await user.click(press(notes.showText.room('Un vécu.')));
  expect(say).not.toHaveBeenCalled();
  expect(screen.getByText(notes.showTo.room)).toBeTruthy();
  await user.click(press(notes.showYes.room));
  expect(say).toHaveBeenCalledExactlyOnceWith({ act: 'widen', contribution: 'a', visibility: 'room' });
  leave();
  const shown = show({ texts: [{ ...own, visibility: 'room' }] });
  expect(screen.queryByRole('button', { name: notes.showText.group('Un vécu.') })).toBeNull();
  await shown.user.click(press(notes.takeBackText('Un vécu.')));
  expect(shown.say).toHaveBeenCalledExactlyOnceWith({ act: 'declineScreen', contribution: 'a' });
  shown.leave();
});

test('what somebody noted of one’s words is taken off the screen by whose words they are', async () => {
  const gave: Mine['given'] = { authors: ['Karim'], answers: [{ kind: 'question', texts: [['g', 0, 'Que faire ?']], forScreen: [0] }] };
  const { say, user, leave } = show({ gave });
  await user.click(press(notes.takeBackText('Que faire ?')));
  expect(say).toHaveBeenCalledExactlyOnceWith({ act: 'declineScreen', contribution: 'g' });
  leave();
});

test('what notes the words of the owner is not its author’s to offer to the screen', () => {
  const { leave } = show({ texts: [{ ...own, dictated: true }] });
  expect(press(notes.showText.group('Un vécu.'))).toBeTruthy();
  expect(screen.queryByRole('button', { name: notes.showText.room('Un vécu.') })).toBeNull();
  leave();
});

test('each line is kept or erased from here, what was given too', async () => {
  const { say, user, leave } = show({ texts: [own] });
  await user.click(screen.getByRole('switch', { name: closing.keepText('Un vécu.') }));
  expect(say).toHaveBeenLastCalledWith({ act: 'keepText', contribution: 'a', keep: true });
  await user.click(screen.getByText(closing.givenHeading));
  await user.click(screen.getByRole('switch', { name: closing.keepText('Un point chaque lundi.') }));
  expect(say).toHaveBeenLastCalledWith({ act: 'keepText', contribution: 'b', keep: true });
  leave();
});

test('nothing is kept of an account, but what one wrote for oneself', () => {
  const { leave } = show({ at: { ...step, fleeting: true }, texts: [own, { contribution: 'c', text: 'Pour moi.', visibility: 'author' }] });
  expect(screen.getAllByRole('switch').map((one) => one.getAttribute('aria-label'))).toEqual([closing.keepText('Pour moi.')]);
  leave();
});

test('others are given nothing to keep while a case is treated', () => {
  const { leave } = show({ at: { ...step, role: 'consultant' } });
  expect(screen.queryByRole('switch')).toBeNull();
  leave();
});

test('whoever must leave says so, having read what comes of it', async () => {
  const { say, onback, user, leave } = show();
  await user.click(press(notes.leave));
  expect(screen.getByText(/jusqu’à la fin de la journée/)).toBeTruthy();
  await user.click(press(closing.leave));
  expect(say).toHaveBeenCalledExactlyOnceWith({ act: 'checkOut' });
  expect(onback).toHaveBeenCalled();
  leave();
});

test('whoever reads their notes is told when the room waits for them, and only then', () => {
  const input: InputView = { input: 'i', prompt: text('Votre demande'), limit: 500, visibility: 'group', together: false, anonymous: false, several: false };
  const asks: [StepView, boolean][] = [[step, false], [{ ...step, inputs: [input] }, true]];
  for (const [at, waits] of asks) {
    const { leave } = show({ at });
    expect(screen.queryByText(notes.waits) !== null).toBe(waits);
    leave();
  }
});
