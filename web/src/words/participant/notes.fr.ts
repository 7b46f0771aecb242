// The sentences beside one’s own notes: they come with the pages that say them, not before the door.
export const notes = {
  heading: 'Mes notes',
  lead: 'Elles restent sur ce téléphone. Elles ne partent jamais.',
  label: 'Vos notes',
  reads: 'Vous serez la seule personne à lire ceci, sur ce téléphone.',
  notKept: 'Ce téléphone ne peut pas les garder si la page se ferme.',
  draftsHeading: 'Brouillons non envoyés',
  discard: (text: string) => `Jeter le brouillon : ${text}`,
  toNotes: 'Le mettre dans mes notes',
  textsHeading: 'Ce que j’ai donné',
  textsLead: 'Ce que vous retirez disparaît partout, tout de suite.',
  waits: 'La salle vous demande quelque chose.',
  back: 'Revenir à la salle',
};

/** What every language must say there. */
export type NotesWords = typeof notes;
