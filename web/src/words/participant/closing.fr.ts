// The sentences of the closing on a phone: they come with the pages that say them, not before the door.
import { plural } from '../common/fr';

export const closing = {
  top: 'Pour finir',
  served: 'Traité aujourd’hui, parmi vos cas prioritaires :',
  toPrepare: 'Personne n’a pu répondre. L’animateur le prépare pour la prochaine journée, et vous y retrouverez ce cas :',
  again: 'Commencé aujourd’hui, et à reprendre :',
  servedNone: 'Aucun de vos cas prioritaires n’a été traité aujourd’hui.',
  firstNext: 'La prochaine fois, vous passez en premier.',
  settleAsk: 'À choisir…',
  texts: (n: number, kept: number) => `${plural(n, 'texte', 'textes')}, ${plural(kept, 'gardé', 'gardés')}`,
  heading: 'Ce que j’emporte',
  lead: 'Personne d’autre que vous ne lira ces lignes. À la fin de la journée, ce que vous ne gardez pas est effacé.',
  reads: 'Vous serez la seule personne à lire ceci.',
  addHeading: 'Ajouter une ligne',
  kinds: {
    learning: { label: 'J’ai appris', prompt: 'Ce que j’ai appris' },
    firstStep: { label: 'Premier pas', prompt: 'Mon premier pas' },
    commitment: { label: 'Je m’engage', prompt: 'Ce à quoi je m’engage' },
  },
  due: 'Pour quand ? (facultatif)',
  dueOn: (date: string) => `Pour le ${date}`,
  add: 'Ajouter',
  keep: 'Garder',
  keepText: (text: string) => `Garder : ${text}`,
  erased: 'Sera effacé',
  kept: 'Gardé pour moi',
  remove: (text: string) => `Supprimer : ${text}`,
  textsHeading: 'Mes textes d’aujourd’hui',
  givenHeading: 'Ce que l’on m’a donné',
  textsLead: 'Effacés ce soir, sauf ceux que vous gardez pour vous.',
  casesHeading: 'Que deviennent mes cas ?',
  hopesHeading: 'Nos attentes de ce matin',
  roundHeading: 'Le dernier tour',
  leave: 'Quitter la journée',
  leaveHeading: 'Quitter la journée maintenant ?',
  leaveLead: 'Le groupe le verra. Vos choix de garder ou d’effacer restent valables.',
  leaveYes: 'Quitter',
  leftHeading: 'Vous avez quitté la journée',
  leftLead: 'Elle continue. Jusqu’à sa fin, dites ici ce que deviennent vos cas et ce que vous gardez.',
  leftBack: 'Vous revenez ? Dites-le à l’animateur : il vous rend votre place.',
  left: 'Vous avez quitté la journée. À la prochaine.',
};

/** What every language must say there. */
export type ClosingWords = typeof closing;
