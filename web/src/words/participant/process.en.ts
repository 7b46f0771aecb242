// How a case is to be treated: loaded with the page that asks for it.
import type { ProcessWords } from './process.fr';

export const process: ProcessWords = {
  heading: 'How are your cases to be treated?',
  lead: 'Choose, with the facilitator, how each case will be worked on.',
  noneOfYours: 'You have no case to prepare. The others are choosing for theirs.',
  choose: 'Choose a process',
  chooseFor: (title) => `Choose a process for: ${title}`,
  change: 'Change',
  chosen: (name, minutes) => `${name}, ${minutes} min`,
  pickHeading: 'The processes',
  pickFor: (title) => `For: ${title}`,
  from: (min, max) => `${min} to ${max} min`,
  you: (role) => `You: ${role}`,
  group: (role) => `The group: ${role}`,
  stepsHeading: 'The steps',
  minutes: 'Duration',
  take: 'Take this process',
  needs: (n) => (n === 1 ? 'It takes at least one other person.' : `It takes at least ${n} other people.`),
  reservedByDefault: 'With this process, a case is usually reserved: its title is masked on the room’s screen.',
  unavailable: 'The catalogue could not be read.',
  waiting: 'Saving…',
  own: (version) => `the group’s own · v${version}`,
};
