// The facilitator's posture: what it is called, what is said of it, how it is named.
import type { Posture } from '../wire/common';
import { inBoth } from './tongues';

/** What every language must say. */
interface PostureWords {
  title: string;
  names: Record<Posture, string>;
  /** To the room, when it is another than the usual one, or has just ended. */
  told: Record<Posture, string>;
  /** To the facilitator, where a step offers it. */
  take: Record<Posture, string>;
}

const fr: PostureWords = {
  title: 'Votre posture',
  names: { facilitator: 'animateur', coach: 'coach', trainer: 'formateur' },
  told: {
    facilitator: 'L’animateur reprend l’animation',
    coach: 'L’animateur intervient en coach',
    trainer: 'L’animateur intervient en formateur',
  },
  take: {
    facilitator: 'Cette étape vous rend à l’animation, si vous l’aviez quittée :',
    coach: 'Si vous devenez coach dans cette étape, dites-le d’un geste :',
    trainer: 'Si c’est vous qui apportez un contenu dans cette étape, dites-le d’un geste :',
  },
};

const en: PostureWords = {
  title: 'Your posture',
  names: { facilitator: 'facilitator', coach: 'coach', trainer: 'trainer' },
  told: {
    facilitator: 'The facilitator goes back to facilitating',
    coach: 'The facilitator now acts as a coach',
    trainer: 'The facilitator now acts as a trainer',
  },
  take: {
    facilitator: 'This step gives you back to facilitating, if you had left it:',
    coach: 'If you become a coach in this step, say so in one tap:',
    trainer: 'If you are the one who brings something in this step, say so in one tap:',
  },
};

/** The words of postures. */
export const postureWords = inBoth(fr, en);
