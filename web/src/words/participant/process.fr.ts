// How a case is to be treated: loaded with the page that asks for it.
export const process = {
  heading: 'Comment traiter vos cas ?',
  lead: 'Choisissez, avec l’animateur, comment chaque cas sera travaillé.',
  noneOfYours: 'Vous n’avez pas de cas à préparer. Les autres choisissent les leurs.',
  choose: 'Choisir un processus',
  chooseFor: (title: string) => `Choisir un processus pour : ${title}`,
  change: 'Changer',
  chosen: (name: string, minutes: number) => `${name}, ${minutes} min`,
  pickHeading: 'Les processus',
  pickFor: (title: string) => `Pour : ${title}`,
  from: (min: number, max: number) => `${min} à ${max} min`,
  you: (role: string) => `Vous : ${role}`,
  group: (role: string) => `Le groupe : ${role}`,
  stepsHeading: 'Les étapes',
  minutes: 'Durée',
  take: 'Prendre ce processus',
  needs: (n: number) => `Il faut au moins ${n} autres personnes.`,
  reservedByDefault: 'Avec ce processus, un cas est d’ordinaire réservé : son titre est masqué sur l’écran de la salle.',
  unavailable: 'Le catalogue n’a pas pu être lu.',
  waiting: 'Enregistrement…',
  own: (version: number) => `du groupe · v${version}`,
};

/** What every language must say. */
export type ProcessWords = typeof process;
