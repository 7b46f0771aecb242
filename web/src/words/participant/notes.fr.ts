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
  show: { group: 'Montrer au groupe', room: 'Proposer à l’écran' },
  showText: { group: (text: string) => `Montrer au groupe : ${text}`, room: (text: string) => `Proposer à l’écran : ${text}` },
  showTo: {
    group: 'Tout le groupe et l’animateur le liront, sur leurs téléphones et sur la tablette.',
    room: 'Tout le groupe et l’animateur le liront, et il pourra être affiché sur l’écran de la salle sans que l’on vous redemande.',
  },
  showYes: { group: 'Oui, au groupe', room: 'Oui, le proposer' },
  takeBack: 'Ne plus le montrer à l’écran',
  takeBackText: (text: string) => `Ne plus le montrer à l’écran : ${text}`,
  leave: 'Je dois partir avant la fin',
  leaveHeading: 'Partir maintenant ?',
  leaveLead: 'Le groupe le verra, et la journée continue sans vous. Ensuite ce téléphone vous demande ce que deviennent vos cas et ce que vous gardez : vous pouvez y répondre jusqu’à la fin de la journée.',
  back: 'Revenir à la salle',
};

/** What every language must say there. */
export type NotesWords = typeof notes;
