// Five formats on short cards: to be led by hand, when no process of the catalogue answers. Minutes: least, usual, most.

/** A step of a card, and its minutes. */
export type CardStep = readonly [name: string, min: number, typ: number, max: number];

export interface Card {
  name: string;
  steps: readonly CardStep[];
  who: string;
  advice: string;
}

const list: readonly Card[] = [
  {
    name: 'Bocal',
    steps: [
      ['Règles', 2, 3, 5],
      ['Cercle intérieur de trois, et une chaise vide', 20, 27, 40],
      ['Retour du cercle extérieur', 5, 6, 9],
      ['Mot du porteur', 3, 4, 6],
    ],
    who: 'Seul le cercle intérieur parle ; on y entre par la chaise vide. Téléphones posés.',
    advice: 'Quand plusieurs personnes portent un même thème.',
  },
  {
    name: 'Groupe Balint',
    steps: [
      ['Récit, sans notes', 4, 6, 8],
      ['Questions brèves', 3, 4, 6],
      ['Élaboration, le présentateur en retrait', 26, 28, 36],
      ['Retour du présentateur', 4, 4, 6],
      ['Clôture', 3, 3, 4],
    ],
    who: 'Le présentateur, puis le groupe : on imagine à voix haute, sans conseiller ni interroger. Téléphones posés.',
    advice: 'Seulement avec un animateur formé à cette méthode.',
  },
  {
    name: 'World café réduit',
    steps: [
      ['Cadrage', 4, 5, 6],
      ['Première ronde', 14, 17, 20],
      ['Seconde ronde', 12, 15, 18],
      ['Récolte', 10, 13, 16],
    ],
    who: 'Deux tables de quatre ; l’hôte de chaque table écrit.',
    advice: 'Se prête mieux à douze personnes et plus ; à huit, préférez l’étude de cas.',
  },
  {
    name: 'Marché d’offres et de demandes',
    steps: [['Annonces, puis rencontres choisies', 30, 60, 90]],
    who: 'Chacun annonce ce qu’il offre et ce qu’il cherche, et va où il apprend ou contribue.',
    advice: 'Emprunté au forum ouvert, fait pour de grands groupes : il défait le cercle unique, gardez-en le marché seul.',
  },
  {
    name: 'Lean coffee',
    steps: [
      ['Présentation des sujets', 2, 3, 4],
      ['Vote', 1, 2, 2],
      ['Un sujet, prolongé de deux minutes puis d’une si le groupe le veut', 5, 6, 8],
    ],
    who: 'Tous, un sujet après l’autre.',
    advice: 'Pour les vingt dernières minutes : prises de parole et petits cas.',
  },
];

export const cards = {
  title: 'Autres formats, à mener à la main',
  lead: 'Des fiches courtes : l’outil ne les déroule pas.',
  minutes: (min: number, typ: number, max: number) => `${typ} min (${min} à ${max})`,
  list,
};
