// Ways out of a day that does not fit: steps, whose yes they need, how it stands.
/** Of what is gone, nobody knows any more how long it was. */
const instead = (before: number) => (before ? ` au lieu de ${before}` : '');

export const ways = {
  title: 'Les issues',
  lead: 'Les plus petites d’abord. Rien ne change avant le dernier oui.',
  searching: 'Les issues se cherchent…',
  none: 'Aucune issue trouvée : revoyez les processus, les présences ou les horaires.',
  fits: 'tient',
  saves: (n: number) => `${n} min gagnées`,
  partial: 'Pas à pas : ce qui aide sans suffire seul',
  ask: 'Demander l’accord',
  apply: 'Appliquer',
  askOf: (steps: string) => `Demander l’accord : ${steps}`,
  applyOf: (steps: string) => `Appliquer : ${steps}`,
  asked: 'déjà demandé',
  unasked: (names: string) => `Pas à leur place à cette heure, donc pas interrogés : ${names}. Ce qui demande leur accord n’est pas proposé ; prolonger la journée l’est à tous les autres.`,

  steps: {
    merge: (title: string) => `réunir les cas jumeaux en « ${title} »`,
    lighten: (title: string, process: string, minutes: number, before: number) => `alléger « ${title} » : ${process}, ${minutes} min${instead(before)}`,
    trim: (title: string, minutes: number, before: number) => `ramener « ${title} » à ${minutes} min${instead(before)}`,
    rounds: (process: string, minutes: number) => `un format pour tous à la fois, chacun avec un cas à soi : ${process}, ${minutes} min`,
    shorten: (block: string, minutes: number, before: number) => `raccourcir « ${block} » à ${minutes} min${instead(before)}`,
    extend: (minutes: number, end: string) => `prolonger la journée de ${minutes} min, jusqu’à ${end}`,
    defer: (name: string) => `reporter la garantie de ${name}, qui passera en premier la prochaine fois`,
  },
  who: {
    owners: (names: string) => `avec l’accord de ${names}`,
    all: 'si tout le monde est d’accord',
    you: 'à vous d’en décider',
  },

  waiting: 'Demandé, en attente de réponse',
  waits: (names: string) => `On attend ${names}.`,
  counted: (n: number, of: number) => `${n} sur ${of} d’accord.`,
  unchanged: 'Rien n’a changé pour l’instant.',
  later: 'Les téléphones le demandent entre deux cas, ou pendant une pause.',
  takeBack: 'Retirer la demande',
  declined: 'La réponse est non',
  declinedNote: 'C’est un droit, sans raison à donner. Rien n’a changé ; une autre issue reste possible.',
  lapsed: 'N’est plus possible',
  lapsedNote: 'Telle que la journée est maintenant, cette issue ne peut plus être prise : les téléphones ne la demandent pas, et rien n’a changé.',
  putAway: 'Bien reçu',

  deferred: (names: string) => `Garantie reportée, d’un libre accord : ${names}. Première place à la prochaine journée.`,

  twins: {
    summary: 'Proposer de réunir deux cas jumeaux',
    one: 'Un cas',
    other: 'Son jumeau',
    choose: 'Choisir…',
    title: 'Titre du cas réuni',
    go: 'Proposer à leurs porteurs',
    note: 'Seuls leurs porteurs peuvent dire oui, sur leurs téléphones.',
  },
};
