// The plan and the blocks of the day: read, explained, changed.
import { plural } from '../common/fr';

export const planning = {
  title: 'La journée',
  plan: 'Plan',
  blocks: 'Horaires',
  computing: 'Le plan se calcule…',
  stale: 'Le plan repose sur des faits qui ont changé depuis.',
  none: 'Pas encore de plan. Il se calcule à la clôture du vote, ou maintenant.',
  make: 'Calculer le plan',
  remake: 'Recalculer le plan',
  remakeAsk: 'Recalculer remplace vos changements à la main.',
  byHand: 'Changé à la main',
  used: (used: number, available: number) => `${used} min sur ${available}, transitions comprises`,
  dots: (n: number) => plural(n, 'point servi', 'points servis'),
  everyone: 'Chacun a au moins un de ses cas prioritaires au plan.',
  askToWait: (name: string) => `Demander à ${name} d’attendre`,
  askedToWait: (name: string) => `Demandé à ${name}`,
  everyoneElse: 'Chacun a au moins un de ses cas prioritaires au plan, sauf qui a accepté d’attendre.',
  notEveryone: (names: string) => `Sans cas prioritaire au plan : ${names}.`,
  eachOwn: (n: number) => `Chacun son cas (${n} à la fois)`,
  circle: 'Tout le cercle',
  /** A format in parallel for all, taken. */
  rounds: {
    taken: (process: string, minutes: number, n: number) => `Un format pour tous : ${process}, ${minutes} min, ${n} cas à la fois. Les cas réservés y sont avec vous.`,
    drop: 'Revenir à un cas par créneau',
    without: (names: string) => `N’y apportent pas de cas (partis, en attente, ou sans place près de vous pour un cas réservé) : ${names}.`,
    missed: (names: string) => `Leur tour n’est pas venu : ${names}.`,
  },
  slots: 'Au plan',
  out: 'Hors du plan',
  guarantee: 'La garantie, personne par personne',
  coveredBy: (titles: string) => `par ${titles}`,
  first: (names: string) => `En premier aujourd’hui, garantie non tenue la dernière fois : ${names}.`,
  notCovered: 'aucun de ses cas prioritaires',
  block: (n: number, start: string, end: string) => `Plage ${n}, de ${start} à ${end}`,
  emptyBlock: 'Rien dans cette plage.',
  free: (n: number) => `${n} min libres`,
  reserve: (n: number) => `Réserve : ${n} min`,

  /** Once treatment has begun: kept or threatened, from where the day stands on the clock. */
  watch: {
    kept: 'Garantie tenue',
    served: 'Plus aucune garantie en attente',
    lacking: (n: number) => plural(n, 'garantie menacée', 'garanties menacées'),
    until: (time: string, name: string) => `Cas suivant à ${time} au plus tard : ${name}`,
    reserve: (left: number, of: number) => (left === of ? `Réserve intacte : ${of} min` : `Réserve : ${left} min sur ${of}`),
    threatened: (names: string) => `Garantie menacée : ${names}.`,
    lacks: (name: string, minutes: number) => `${name} : il manque ${minutes} min, si le plan reste tel quel.`,
    nothing: (name: string) => `${name} : plus aucun de ses cas prioritaires au plan.`,
    replan: 'Replanifier le reste',
    seePlan: 'Voir le plan',
    alone: 'Dit ici seulement : ni l’écran ni les téléphones n’en savent rien.',
  },

  /** Not everyone can be covered any more. */
  rest: {
    title: 'Un plan du reste pour les autres',
    without: (names: string) => `Couvre tout le monde, sauf : ${names}.`,
    nothing: 'Rien de plus que ce qui est au plan.',
    take: 'Prendre ce plan',
    override: 'Sans l’accord de la personne, ce plan est une dérogation : elle est dite ici, et la prochaine fois cette personne passe en premier.',
  },

  /** What a hand has made of the plan. */
  cost: {
    holds: 'La garantie tient.',
    against: (dots: number, cases: number, minutes: number) => {
      const signed = (n: number) => (n > 0 ? `+ ${n}` : `− ${-n}`);
      const parts = [
        ...(dots ? [`${signed(dots)} ${Math.abs(dots) < 2 ? 'point' : 'points'}`] : []),
        ...(cases ? [`${signed(cases)} cas`] : []),
        ...(minutes ? [`${signed(minutes)} min`] : []),
      ];
      return parts.length ? `Par rapport au plan d’avant : ${parts.join(', ')}.` : 'Ne coûte rien : ni point, ni cas, ni minute.';
    },
  },

  slot: {
    pin: (title: string) => `${title} : garder à cette place`,
    pinned: 'gardé à sa place',
    swap: (title: string) => `Échanger ${title} avec`,
    swapShort: 'Échanger avec',
    swapNone: 'choisir…',
    earlier: (title: string) => `${title} : plus tôt`,
    later: (title: string) => `${title} : plus tard`,
    remove: (title: string) => `Retirer du plan : ${title}`,
    less: (title: string) => `${title} : cinq minutes de moins`,
    more: (title: string) => `${title} : cinq minutes de plus`,
    start: (title: string) => `Début de ${title}`,
    startShort: 'Début',
    blockOf: (title: string) => `Plage de ${title}`,
    blockShort: 'Plage',
    blockNumber: (n: number) => `plage ${n}`,
    add: 'Ajouter',
    addOf: (title: string) => `Ajouter au plan : ${title}`,
    begun: 'commencé',
    edit: (title: string) => `Changer : ${title}`,
    noProcess: 'Choisissez d’abord un processus.',
    noBlock: 'La journée n’a pas de plage de traitement.',
  },

  reasons: {
    covers: (names: string, dots: number) => `Couvre ${names}${dots ? ` ; ${plural(dots, 'point', 'points')}` : ''}.`,
    dots: (n: number) => `${plural(n, 'point', 'points')}.`,
    byHand: 'À la main.',
    tooLong: (n: number) => `${n} min : plus long que toute plage.`,
    ownerAway: 'Son porteur n’est pas là.',
    groupFloor: 'Trop peu de monde pour son processus.',
    wouldUncover: (names: string, dots: number) => `${plural(dots, 'point', 'points')} ; prendrait le temps qui couvre ${names}.`,
    fewerDots: (n: number) => `${plural(n, 'point', 'points')} ; d’autres cas en réunissent plus dans ce temps.`,
    noProcess: 'Pas encore de processus.',
    someoneElse: 'quelqu’un d’autre',
  },

  breaches: {
    title: (n: number) => (n < 2 ? 'Ce plan, tel quel, ne respecte pas une règle' : `Ce plan, tel quel, ne respecte pas ${n} règles`),
    uncovered: (name: string) => `${name} n’a plus aucun cas prioritaire au plan.`,
    overBlock: (title: string, minutes: number) => `« ${title} » déborde de sa plage de ${minutes} min, transition comprise.`,
    overlap: (title: string) => `« ${title} » commence avant la fin du cas précédent.`,
    reserve: (minutes: number) => `La réserve est entamée de ${minutes} min.`,
    ownerAway: (title: string, name: string) => `« ${title} » : ${name} n’est pas là à cette heure.`,
    groupFloor: (title: string) => `« ${title} » : trop peu de monde pour ce processus à cette heure.`,
    override: (names: string) => `Dérogation : ${names}`,
    mayStay: 'Vous pouvez le garder ainsi : la règle rompue est dite ici, pas sur l’écran.',
  },

  edit: {
    kind: 'Temps',
    from: 'De',
    to: 'À',
    duration: (n: number) => `${n} min`,
    kindOf: (n: number) => `Nature du temps ${n}`,
    fromOf: (n: number) => `Début du temps ${n}`,
    toOf: (n: number) => `Fin du temps ${n}`,
    remove: (name: string) => `Retirer : ${name}`,
    add: 'Ajouter un temps',
    addAfter: (name: string) => `Ajouter un temps après ${name}`,
    reserve: 'Minutes de réserve',
    reserveHint: 'Gardées de côté sur le temps de traitement : les dépassements s’y prennent.',
    total: (treatment: number, plannable: number) => `${treatment} min de traitement, ${plannable} à planifier une fois la réserve gardée.`,
    save: 'Enregistrer les horaires',
    reset: 'Revenir aux horaires habituels',
    unchanged: 'Rien n’a changé.',
    faults: {
      backwards: 'Un temps finit avant d’avoir commencé.',
      overlap: 'Deux temps se chevauchent.',
      tooMany: 'Vingt-quatre temps au plus.',
    },
    noTreatment: 'Aucun temps de traitement : rien ne pourra être planifié.',
    follow: 'Ce qui suit se décale avec.',
  },
};
