// Ways out of a day that does not fit: steps, whose yes they need, how it stands.
import type { ways as french } from './ways.fr';

/** Of what is gone, nobody knows any more how long it was. */
const instead = (before: number) => (before ? ` instead of ${before}` : '');

export const ways: typeof french = {
  title: 'Ways out',
  lead: 'The smallest first. Nothing changes before the last yes.',
  searching: 'Looking for ways out…',
  none: 'No way out found: look again at processes, presence or times.',
  fits: 'fits',
  saves: (n) => `${n} min gained`,
  partial: 'Step by step: what helps without being enough alone',
  ask: 'Ask for consent',
  apply: 'Apply',
  askOf: (steps) => `Ask for consent: ${steps}`,
  applyOf: (steps) => `Apply: ${steps}`,
  asked: 'already asked',
  unasked: (names) => `Without a seat for now, so not asked: ${names}. What needs their consent is not offered; a longer day is put to all the others.`,

  steps: {
    merge: (title) => `merge the twins into “${title}”`,
    lighten: (title, process, minutes, before) => `lighten “${title}”: ${process}, ${minutes} min${instead(before)}`,
    trim: (title, minutes, before) => `trim “${title}” to ${minutes} min${instead(before)}`,
    rounds: (process, minutes) => `one format for all at once, each with a case of their own: ${process}, ${minutes} min`,
    shorten: (block, minutes, before) => `shorten “${block}” to ${minutes} min${instead(before)}`,
    extend: (minutes, end) => `make the day ${minutes} min longer, until ${end}`,
    defer: (name) => `defer the guarantee of ${name}, who comes first next time`,
  },
  who: {
    owners: (names) => `with the consent of ${names}`,
    all: 'if everyone agrees',
    you: 'yours to decide',
  },

  waiting: 'Asked, waiting for an answer',
  waits: (names) => `Waiting for ${names}.`,
  counted: (n, of) => `${n} of ${of} agree.`,
  unchanged: 'Nothing has changed so far.',
  later: 'Phones ask it between two cases, or in a rest.',
  takeBack: 'Take the question back',
  declined: 'The answer is no',
  declinedNote: 'It is a right, and needs no reason. Nothing has changed; another way out is still possible.',
  lapsed: 'No longer possible',
  lapsedNote: 'As the day stands now, this way out can no longer be taken: phones do not ask it, and nothing has changed.',
  putAway: 'Noted',

  deferred: (names) => `Guarantee deferred, by their own choice: ${names}. First place on the next day.`,

  twins: {
    summary: 'Propose to merge two twin cases',
    one: 'A case',
    other: 'Its twin',
    choose: 'Choose…',
    title: 'Title of the merged case',
    go: 'Propose to their owners',
    note: 'Only their owners can say yes, on their phones.',
  },
};
