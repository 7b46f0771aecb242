// The sentences of the room screen.
import { common, plural } from '../common/en';
import type { Words } from './fr';

export const words: Words = {
  ...common,
  title: 'Cercle · room screen',

  pairing: {
    heading: 'Link this screen',
    code: 'Room code',
    codeHint: 'Six letters or digits, shown on the tablet.',
    go: 'Link',
    badCode: 'A code has six letters or digits, without 0, 1, I or O.',
    wrongCode: 'This code opens no room. Read it again on the tablet.',
    looking: 'Looking for the room…',
    ask: 'Say yes on the tablet',
    askMore: 'The facilitator reads these same two words there.',
    trouble: 'The room does not answer. The screen keeps trying.',
    refused: 'The tablet said no.',
    away: 'This screen is no longer linked to the room.',
    dayOver: 'This day is over.',
    again: 'Link again',
    otherCode: 'Type another code',
  },

  link: {
    ...common.link,
    connecting: 'Connecting to the room…',
    away: 'Network lost. The screen comes back by itself.',
    restarting: 'The server is restarting. The screen comes back by itself.',
    crowded: 'The server is very busy. The screen comes back by itself.',
  },
  plain: 'Unencrypted link',

  day: (group, n) => `${group} · day ${n}`,
  rows: (from, to, of) => (from === to ? `${from} of ${of}` : `${from} to ${to} of ${of}`),
  page: (n, of) => `page ${n} of ${of}`,
  left: 'left',
  forCase: 'for this case',
  over: 'over time',
  held: 'on hold',
  together: (names) =>
    names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`,

  join: {
    heading: 'Join',
    scan: 'Scan, or go to',
    code: 'and type the code',
    qr: (code) => `QR code to join room ${code}`,
    locked: 'The door is closed',
    lockedMore: 'The tablet can open it again.',
    label: 'Join the room',
  },

  welcome: {
    heading: 'Welcome',
    of: (seats) => `of ${seats}`,
    people: 'In the circle',
    nobody: 'First names will appear here.',
  },

  opening: {
    heading: 'Our charter',
    engaged: () => 'committed',
    aloud: 'The charter is read aloud.',
  },

  turn: {
    speaking: (name) => `${name} has the floor`,
    next: (name) => `Next: ${name}`,
    left: (n) => plural(n, 'person to come', 'people to come'),
  },

  inventory: {
    heading: 'Which cases are on our minds?',
    writing: 'We write',
    writingMore: 'One to three cases each, on your phone. They stay hidden, then all appear together.',
    waiting: 'The cases will all appear together.',
    toWrite: 'to write',
    submitted: (n) => (n === 1 ? 'case handed in' : 'cases handed in'),
    submittedLine: (n) => plural(n, 'case handed in', 'cases handed in'),
    revealed: 'The cases of the circle',
    none: 'No case for now.',
  },

  process: {
    heading: 'How to treat each case?',
    chosen: () => 'chosen',
    open: 'to be chosen',
  },

  vote: {
    heading: 'Which cases to work on?',
    soon: 'The vote is about to open.',
    toVote: 'to vote',
    points: (n) => (n === 1 ? 'dot' : 'dots'),
    placed: (n, of) => `${plural(n, 'dot', 'dots')} of ${of}`,
    live: 'The bars move in groups',
    sealed: 'Dots are shown only at the close',
    unlinked: 'A vote with no link to people',
    running: 'Vote in progress',
    few: 'With fewer than six people, dots are shown only at the close',
    closed: 'The vote is closed',
    result: 'The result of the vote',
  },

  seal: {
    sealing: 'The box is being sealed',
    into: (dots, of) => `${plural(dots, 'dot', 'dots')} of ${of} in the box`,
    sealed: 'Box sealed',
    closed: 'Box closed',
    holds: (dots, people) => `${plural(dots, 'dot', 'dots')}, ${plural(people, 'person', 'people')}`,
    short: (dots, of) => `${plural(dots, 'dot', 'dots')} of ${of}`,
    agree: (n, of) => (n === of ? `${n}/${of} phones agree` : `${n}/${of} phones have checked`),
    disagree: (n) => plural(n, 'phone does not agree', 'phones do not agree'),
    words: 'The four words of the box, the same on every phone',
    redealt: 'Dots dealt again',
  },

  plan: {
    heading: 'The plan of the day',
    noTime: (n) => `${plural(n, 'other case does', 'other cases do')} not fit in today’s time.`,
    notReady: (n) => `${plural(n, 'case waits', 'cases wait')} for somebody, or for a process.`,
    everyone: 'Everyone has at least one of their priority cases',
    now: 'Right now',
    none: 'The plan is being prepared.',
  },

  eachOwn: (n) => (n > 1 ? `Each their own case, ${n} at once` : 'Each their own case'),
  treatment: {
    slot: (n) => `Case ${n}`,
    step: (n, of) => `Step ${n} of ${of}`,
    write: 'We write',
    writes: (role) => `We write: ${role}`,
    phones: 'Put your phones down',
    tap: 'One tap, on your phone',
    asked: 'The question asked',
    moreTime: 'Two more minutes?',
    next: 'Coming up',
    over: 'Today’s plan is complete.',
    given: 'Given to the room',
    group: (n) => `Sub-group ${n}`,
    withFacilitator: 'with the facilitator',
    gather: 'Join your sub-group',
    turnsOver: 'Everyone has had their turn',
  },

  pause: {
    until: 'We start again at',
    soon: 'We start again soon.',
  },

  ideas: {
    heading: 'Given to the room',
    none: 'Nothing is shown for now.',
    consent: 'Each text is here with the consent of whoever wrote it.',
  },

  closing: {
    heading: 'Before we part',
    keep: 'On your phone: what you keep, what is erased tonight.',
    roti: 'Was this time worth it?',
    rotiOpen: 'From 1 to 5, on your phone. Revealed all at once, without names.',
    rotiResult: 'What this time was worth',
    marks: ['time lost', 'of little use', 'worth the time', 'worth more than the time', 'worth far more than the time'],
    answers: (n) => (n === 1 ? 'answer' : 'answers'),
  },

  ended: {
    heading: 'What was said is destroyed',
    more: 'The cases, texts, dots and notes of the day no longer exist.',
    remains: 'What remains',
    remaining: ['the first names of the circle and its charter', 'the cases their authors chose to carry over', 'what each chose to keep for themselves', 'for fairness: the first places, and how many roles each has held'],
    thanks: 'Thank you. Until next time.',
  },
};
