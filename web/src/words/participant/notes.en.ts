// The sentences beside one’s own notes, in English.
import type { NotesWords } from './notes.fr';

export const notes: NotesWords = {
  heading: 'My notes',
  lead: 'They stay on this phone. They never leave it.',
  label: 'Your notes',
  reads: 'Only you will read this, on this phone.',
  notKept: 'This phone cannot keep them if the page closes.',
  draftsHeading: 'Drafts not sent',
  discard: (text) => `Throw the draft away: ${text}`,
  toNotes: 'Put it in my notes',
  textsHeading: 'What I gave',
  textsLead: 'What you take back disappears everywhere, at once.',
  waits: 'The room asks something of you.',
  show: { group: 'Show it to the group', room: 'Offer it to the screen' },
  showText: { group: (text) => `Show it to the group: ${text}`, room: (text) => `Offer it to the screen: ${text}` },
  showTo: {
    group: 'The whole group and the facilitator will read it, on their phones and on the tablet.',
    room: 'The whole group and the facilitator will read it, and it may be shown on the room screen without asking you again.',
  },
  showYes: { group: 'Yes, to the group', room: 'Yes, offer it' },
  takeBack: 'Take it off the screen',
  takeBackText: (text) => `Take it off the screen: ${text}`,
  leave: 'I have to leave before the end',
  leaveHeading: 'Leave now?',
  leaveLead: 'The group will see it, and the day goes on without you. Then this phone asks what becomes of your cases and what you keep: you can answer until the end of the day.',
  back: 'Back to the room',
};
