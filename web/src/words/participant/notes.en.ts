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
  back: 'Back to the room',
};
