// The sentences of the room screen.
import { common, plural } from '../common/fr';

export const words = {
  ...common,
  title: 'Cercle · écran de salle',

  pairing: {
    heading: 'Relier cet écran',
    code: 'Code de la salle',
    codeHint: 'Six lettres ou chiffres, lus sur la tablette.',
    go: 'Relier',
    badCode: 'Un code compte six lettres ou chiffres, sans 0, 1, I ni O.',
    wrongCode: 'Ce code n’ouvre aucune salle. Relisez-le sur la tablette.',
    looking: 'Nous cherchons la salle…',
    ask: 'Dites oui sur la tablette',
    askMore: 'La personne qui anime y lit ces deux mêmes mots.',
    trouble: 'La salle ne répond pas. L’écran continue d’essayer.',
    refused: 'La tablette a répondu non.',
    away: 'Cet écran n’est plus relié à la salle.',
    dayOver: 'Cette journée est terminée.',
    again: 'Relier de nouveau',
    otherCode: 'Taper un autre code',
  },

  link: {
    ...common.link,
    connecting: 'Connexion à la salle…',
    away: 'Plus de réseau. L’écran revient de lui-même.',
    restarting: 'Le serveur redémarre. L’écran revient de lui-même.',
    crowded: 'Le serveur est très sollicité. L’écran revient de lui-même.',
  },
  plain: 'Liaison non chiffrée',

  day: (group: string, n: number) => `${group} · journée ${n}`,
  rows: (from: number, to: number, of: number) => (from === to ? `${from} sur ${of}` : `${from} à ${to} sur ${of}`),
  page: (n: number, of: number) => `page ${n} sur ${of}`,
  left: 'restent',
  forCase: 'pour ce cas',
  over: 'au-delà du temps',
  held: 'en pause',
  together: (names: readonly string[]) =>
    names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} et ${names[names.length - 1]}`,

  join: {
    heading: 'Rejoindre',
    scan: 'Scannez, ou allez sur',
    code: 'et tapez le code',
    qr: (code: string) => `Code QR pour rejoindre la salle ${code}`,
    locked: 'La porte est fermée',
    lockedMore: 'La tablette peut la rouvrir.',
    label: 'Rejoindre la salle',
  },

  welcome: {
    heading: 'Bienvenue',
    of: (seats: number) => `sur ${seats}`,
    people: 'Dans le cercle',
    nobody: 'Les prénoms paraîtront ici.',
  },

  opening: {
    heading: 'Notre charte',
    engaged: (n: number): string => (n < 2 ? 'engagé' : 'engagés'),
    aloud: 'La charte se lit à voix haute.',
  },

  turn: {
    speaking: (name: string) => `La parole est à ${name}`,
    next: (name: string) => `Ensuite : ${name}`,
    left: (n: number) => plural(n, 'personne encore', 'personnes encore'),
  },

  inventory: {
    heading: 'Quels cas nous occupent ?',
    writing: 'On écrit',
    writingMore: 'D’un à trois cas chacun, sur votre téléphone. Ils restent cachés, puis se révèlent tous ensemble.',
    waiting: 'Les cas se révèlent tous ensemble.',
    toWrite: 'pour écrire',
    submitted: (n: number): string => (n < 2 ? 'cas déposé' : 'cas déposés'),
    submittedLine: (n: number) => plural(n, 'cas déposé', 'cas déposés'),
    revealed: 'Les cas du cercle',
    none: 'Aucun cas pour l’instant.',
  },

  process: {
    heading: 'Comment traiter chaque cas ?',
    chosen: (n: number): string => (n < 2 ? 'choisi' : 'choisis'),
    open: 'à choisir',
  },

  vote: {
    heading: 'Quels cas travailler ?',
    soon: 'Le vote va s’ouvrir.',
    toVote: 'pour voter',
    points: (n: number): string => (n < 2 ? 'point' : 'points'),
    placed: (n: number, of: number) => `${plural(n, 'point', 'points')} sur ${of}`,
    live: 'Les barres bougent par groupes',
    sealed: 'Les points ne seront montrés qu’à la clôture',
    unlinked: 'Vote sans lien avec les personnes',
    running: 'Vote en cours',
    few: 'À moins de six, les points ne sont montrés qu’à la clôture',
    closed: 'Le vote est clos',
    result: 'Le résultat du vote',
  },

  seal: {
    sealing: 'L’urne se scelle',
    into: (dots: number, of: number) => `${plural(dots, 'point', 'points')} sur ${of} dans l’urne`,
    sealed: 'Urne scellée',
    closed: 'Urne close',
    holds: (dots: number, people: number) => `${plural(dots, 'point', 'points')}, ${plural(people, 'personne', 'personnes')}`,
    short: (dots: number, of: number) => `${plural(dots, 'point', 'points')} sur ${of}`,
    agree: (n: number, of: number) => (n === of ? `${n}/${of} téléphones d’accord` : `${n}/${of} téléphones ont vérifié`),
    disagree: (n: number) => `${plural(n, 'téléphone n’est pas d’accord', 'téléphones ne sont pas d’accord')}`,
    words: 'Les quatre mots de l’urne, les mêmes sur chaque téléphone',
    redealt: 'Points redistribués',
  },

  plan: {
    heading: 'Le plan de la journée',
    noTime: (n: number) => `${plural(n, 'autre cas ne tient', 'autres cas ne tiennent')} pas dans le temps d’aujourd’hui.`,
    notReady: (n: number) => `${plural(n, 'cas attend', 'cas attendent')} quelqu’un, ou un processus.`,
    everyone: 'Chacun a au moins un de ses cas prioritaires',
    now: 'En ce moment',
    none: 'Le plan se prépare.',
  },

  eachOwn: (n: number) => (n > 1 ? `Chacun son cas, ${n} à la fois` : 'Chacun son cas'),
  treatment: {
    slot: (n: number) => `Cas ${n}`,
    step: (n: number, of: number) => `Étape ${n} sur ${of}`,
    write: 'On écrit',
    writes: (role: string) => `On écrit : ${role}`,
    phones: 'Posez vos téléphones',
    tap: 'Une réponse d’un geste, sur votre téléphone',
    asked: 'La question posée',
    moreTime: 'Encore deux minutes ?',
    next: 'Bientôt',
    over: 'Le plan du jour est achevé.',
    given: 'Donné à la salle',
    group: (n: number) => `Sous-groupe ${n}`,
    withFacilitator: 'avec l’animateur',
    gather: 'Rejoignez votre sous-groupe',
    turnsOver: 'Chacun a eu son tour',
  },

  pause: {
    until: 'Nous reprenons à',
    soon: 'Nous reprenons bientôt.',
  },

  ideas: {
    heading: 'Donné à la salle',
    none: 'Rien n’est affiché pour l’instant.',
    consent: 'Chaque texte est là avec l’accord de qui l’a écrit.',
  },

  closing: {
    heading: 'Avant de se quitter',
    keep: 'Sur votre téléphone : ce que vous gardez, ce qui s’efface ce soir.',
    roti: 'Ce temps valait-il la peine ?',
    rotiOpen: 'De 1 à 5, sur votre téléphone. Révélé d’un coup, sans noms.',
    rotiResult: 'Ce que ce temps a valu',
    marks: ['temps perdu', 'peu utile', 'autant que le temps passé', 'plus que le temps passé', 'bien plus que le temps passé'],
    answers: (n: number): string => (n < 2 ? 'réponse' : 'réponses'),
  },

  ended: {
    heading: 'Ce qui a été dit est détruit',
    more: 'Les cas, les textes, les points et les notes de la journée n’existent plus.',
    remains: 'Il reste',
    remaining: ['les prénoms du cercle et sa charte', 'les cas que leurs auteurs ont choisi de reporter', 'ce que chacun a choisi de garder pour soi', 'pour l’équité : les premières places, et combien de rôles chacun a tenus'],
    thanks: 'Merci. À la prochaine.',
  },
};

/** What every language must say on this face. */
export type Words = typeof words;
