// The sentences of a ballot on a phone: they come with the pages that say them, not before the door.
import { plural } from '../common/fr';

export const ballot = {
  trust: (n: number) =>
    `Vos points sont enregistrés sans aucun lien avec vous : ni l’animateur, ni les autres, ni quiconque relirait nos fichiers ne peut les retrouver, et votre téléphone vérifie qu’ils sont comptés ; mais à ${n}, le résultat lui-même peut laisser deviner.`,
  tapTrust: (n: number) => `Enregistré sans aucun lien avec vous, vérifié par votre téléphone. À ${n}, le résultat lui-même peut laisser deviner.`,
  fewest: (n: number) => `À ${n}, un vote ne cache presque rien : les autres peuvent déduire vos choix.`,
  goOn: 'En savoir plus',
  more: [
    'Avant le premier point, l’urne est scellée : chaque téléphone y a mis ses points en blanc, vérifie qu’ils y sont et qu’il n’y en a pas d’autres. Quatre mots résument l’urne : comparez-les avec ceux de l’écran.',
    'Vos points partent un par un, signés par une clé que personne ne peut relier à vous, et sont rangés sans heure ni ordre. Qui relirait nos fichiers n’y trouverait pas les vôtres.',
    'Vous pouvez les déplacer jusqu’à la clôture ; seul compte leur dernier état.',
    'À la clôture, votre téléphone relit la liste de tous les points, y trouve les vôtres, refait le compte, puis oublie vos clés et vos choix.',
    'Un serveur modifié exprès pour espionner pendant le vote pourrait, lui, relier un point à l’adresse d’un téléphone. Ceci est une aide pour l’atelier, pas une élection.',
    'En petit nombre, le résultat lui-même peut laisser deviner : l’unanimité, ou l’absence de points, se voit.',
    'La règle « aucun point sur son propre cas, deux au plus par cas » est tenue par cette page.',
  ],
  sealing: (chosen: boolean): string => (chosen ? 'L’urne se scelle. Vos points partiront aussitôt après.' : 'L’urne se scelle. Vous pouvez déjà choisir.'),
  sealed: (dots: number, people: number) => `Urne scellée : ${plural(dots, 'point', 'points')}, ${plural(people, 'personne', 'personnes')}.`,
  compare: 'Ces quatre mots doivent être ceux de l’écran.',
  compareClosed: 'Les mots du résultat, sur l’écran aussi :',
  redealt: 'L’animateur a redistribué les points : un téléphone manquait, ou quelqu’un est arrivé. Vos choix sont gardés et repartent d’eux-mêmes.',
  depositing: 'En cours de dépôt…',
  retrying: 'L’urne ne répond pas. Vos points sont gardés ici, nous réessayons.',
  insecure: 'Cette page n’est pas chiffrée : sur ce réseau, vos points pourraient être lus.',
  elsewhere: 'Vos points ont été remis à un autre appareil, ou cette page a été vidée depuis. Demandez à l’animateur de redistribuer les points.',
  without: 'Ce vote s’est ouvert sans vous. L’animateur peut redistribuer les points pour que vous en ayez.',
  late: 'L’urne a été scellée avant l’arrivée de vos points. Demandez à l’animateur de les redistribuer.',
  failed: 'Vos points n’ont pas pu être préparés. Rechargez la page.',
  listAway: 'La liste de l’urne n’arrive pas : ce téléphone ne peut pas encore la vérifier. Vos choix attendent ici, il la redemande.',
  counting: 'Votre téléphone vérifie le résultat…',
  countAway: 'La liste des points n’arrive pas : ce téléphone n’a pas encore pu vérifier le résultat. Il la redemande.',
  counted: 'Compté, vérifié par ce téléphone.',
  notYet: (n: number): string => (n < 2 ? 'Un déplacement n’avait pas atteint l’urne : ce point compte là où il était.' : `${n} déplacements n’avaient pas atteint l’urne : ces points comptent là où ils étaient.`),
  uncounted: {
    unsealed: 'Le vote s’est clos avant que l’urne soit scellée : rien n’a été compté.',
    redealt: 'Les points ont été redistribués sans ce téléphone : les vôtres ne comptent pas.',
    late: 'L’urne a été scellée avant que vos points soient partis : ils ne comptent pas.',
  },
  /** Of a vote that is no longer at hand. */
  votes: { priority: 'le vote des priorités', interest: 'le vote d’intérêt', moreTime: 'le vote sur le temps de l’étape', roti: 'le ROTI' },
  doubtOf: (vote: string) => `Votre téléphone n’est pas d’accord avec ${vote}`,
  uncountedOf: (vote: string) => `Vos points ne comptent pas dans ${vote}`,
  lateIn: (vote: string) => `Dans ${vote}`,
  read: 'J’ai lu',
  doubt: 'Votre téléphone n’est pas d’accord',
  doubtOpen: 'Dites-le tout haut. Aucun point ne part d’ici ; l’animateur peut redistribuer les points.',
  doubtClosed: 'Dites-le tout haut avant de suivre ce résultat. Ce téléphone garde ce qui le montre.',
  faults: {
    otherKey: 'Le serveur a préparé vos points avec une autre clé que celle annoncée à tous.',
    unreadable: 'La liste de l’urne est illisible, ou en désordre.',
    otherView: 'Ce téléphone ne voit pas la même urne que la salle.',
    stranger: 'L’urne compte quelqu’un qui n’est pas dans la salle.',
    tooMany: 'L’urne contient plus de points que les personnes n’en ont.',
    tooFew: 'Moins de trois personnes seraient comptées ensemble : vos choix se liraient.',
    mineMissing: 'Un de vos points, pourtant reçu, n’est pas dans l’urne.',
    tagsChanged: 'Les points comptés ne sont pas ceux qui avaient été scellés.',
    altered: 'Un point compté n’a pas été placé là par son téléphone.',
    mineOutdated: 'Un de vos points est compté là où il était avant d’être déplacé.',
    miscounted: 'Le résultat annoncé n’est pas celui des points de l’urne.',
    withheld: 'Le serveur ne donne pas à ce téléphone la liste des points : rien ne montre que les vôtres sont comptés.',
    unsealed: 'Un résultat est annoncé pour une urne qui n’a jamais été scellée.',
  },
  /** One tap. */
  tap: {
    roti: 'Ce temps valait-il la peine ?',
    rotiLead: 'De 1, « temps perdu », à 5, « bien plus que le temps passé ». Révélé d’un coup, sans noms.',
    marks: ['temps perdu', 'peu utile', 'autant que le temps passé', 'plus que le temps passé', 'bien plus que le temps passé'],
    interest: 'Votre choix',
    moreTime: 'Encore deux minutes pour cette étape ?',
    closed: 'C’est clos.',
  },
};

/** What a ballot says, in one language. */
export type BallotWords = typeof ballot;
