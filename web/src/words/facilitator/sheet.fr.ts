// The day on paper.
export const sheet = {
  title: 'Feuille du jour',
  number: (n: number) => `Journée ${n}`,
  reserved: 'Cas réservé',
  stays: 'Ce qui se dit ici reste ici. Cette feuille est pour la salle : détruisez-la à la fin de la journée.',
  print: 'Imprimer la feuille du jour',
};
