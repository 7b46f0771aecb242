// The sentences of a ballot on a phone, in English.
import { plural } from '../common/en';
import type { BallotWords } from './ballot.fr';

export const ballot: BallotWords = {
  trust: (n) =>
    `Your dots are stored with no link to you: neither the facilitator, nor the others, nor anyone reading our files later can find yours, and your phone checks that they are counted; but with ${n} people, the result itself may let others guess.`,
  tapTrust: (n) => `Stored with no link to you, checked by your phone. With ${n} people, the result itself may let others guess.`,
  fewest: (n) => `With ${n} people, a vote hides next to nothing: the others can work out your choices.`,
  goOn: 'Learn more',
  more: [
    'Before the first dot, the box is sealed: each phone has put its dots in blank, checks that they are there and that there are no others. Four words sum the box up: compare them with those on the screen.',
    'Your dots leave one by one, signed by a key that nobody can link to you, and lie without time or order. Whoever read our files later would not find yours.',
    'You can move them until the close; only where they are last counts.',
    'At the close, your phone reads the list of all dots, finds yours, counts again, then forgets your keys and your choices.',
    'A server altered on purpose to spy during the vote could link a dot to the address of a phone. This is an aid for the workshop, not an election.',
    'In a small group, the result itself may let others guess: unanimity, or no dots at all, can be seen.',
    'The rule “none on one’s own case, two per case at most” is held by this page.',
  ],
  sealing: (chosen) => (chosen ? 'The box is being sealed. Your dots leave right after.' : 'The box is being sealed. You can choose already.'),
  sealed: (dots, people) => `Box sealed: ${plural(dots, 'dot', 'dots')}, ${plural(people, 'person', 'people')}.`,
  compare: 'These four words must be those on the screen.',
  compareClosed: 'The words of the result, on the screen too:',
  redealt: 'The facilitator has dealt the dots again: a phone was missing, or somebody has come. Your choices are kept and leave again by themselves.',
  elsewhere: 'Your dots were handed to another device, or this page has been cleared since. Ask the facilitator to deal the dots again.',
  without: 'This vote opened without you. The facilitator can deal the dots again so that you have some.',
  late: 'The box was sealed before your dots had come. Ask the facilitator to deal them again.',
  failed: 'Your dots could not be prepared. Reload the page.',
  counting: 'Your phone is checking the result…',
  counted: 'Counted, checked by this phone.',
  notYet: (n) => (n === 1 ? 'One move had not reached the box: that dot counts where it was.' : `${n} moves had not reached the box: those dots count where they were.`),
  doubt: 'Your phone does not agree',
  doubtOpen: 'Say so aloud. No dot leaves from here; the facilitator can deal the dots again.',
  doubtClosed: 'Say so aloud before following this result. This phone keeps what shows it.',
  faults: {
    otherKey: 'The server prepared your dots with another key than the one announced to all.',
    unreadable: 'The list of the box cannot be read, or is not in order.',
    otherView: 'This phone does not see the same box as the room.',
    stranger: 'The box counts somebody who is not in the room.',
    tooMany: 'The box holds more dots than the people have.',
    tooFew: 'Fewer than three people would be counted together: your choices could be read.',
    mineMissing: 'One of your dots was received, and is not in the box.',
    tagsChanged: 'The dots that were counted are not those that were sealed.',
    altered: 'A dot is counted where its phone never put it.',
    mineOutdated: 'One of your dots is counted where it was before you moved it.',
    miscounted: 'The result announced is not that of the dots in the box.',
  },
};
