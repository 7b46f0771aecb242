// A capital inside a sentence may be the name of somebody who is not in the room.

/** Words that bear a capital without naming anybody. */
const COMMON = new Set(
  (
    'Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche Janvier Février Mars Avril Mai Juin Juillet Août Septembre ' +
    'Octobre Novembre Décembre Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April ' +
    'May June July August September October November December Paris France Europe Internet Excel Teams Noël Christmas ' +
    'English French Français Anglais Monsieur Madame Mme Mlle Mr Mrs Ms'
  ).split(' '),
);

/** The first word that looks like a name, if any; `known` are people in the circle. */
export function possibleName(text: string, known: readonly string[] = []): string | null {
  const inTheCircle = new Set(known.flatMap((name) => name.split(/\s+/)));
  const words = text.matchAll(/(^|[.!?…:;«»"“”(\n]\s*|[\s'’-])([\p{L}][\p{L}'’-]*)/gu);
  for (const [, before, whole] of words) {
    // Elided articles: « l'Oréal », « d'Anne ».
    const word = whole!.replace(/^(?:[ldjmnstcqu]+['’])/i, '');
    const beginsSentence = before === '' || /[.!?…:;«»"“”(\n]/.test(before!);
    const capitalised = /^\p{Lu}\p{Ll}+/u.test(word);
    if (!capitalised || (beginsSentence && word === whole)) continue;
    if (COMMON.has(word) || inTheCircle.has(word)) continue;
    return word;
  }
  return null;
}
