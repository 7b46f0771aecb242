// Five formats on short cards.
import type { cards as french, Card } from './cards.fr';

const list: readonly Card[] = [
  {
    name: 'Fishbowl',
    steps: [
      ['Rules', 2, 3, 5],
      ['Inner circle of three, and an empty chair', 20, 27, 40],
      ['The outer circle answers', 5, 6, 9],
      ['The owner’s word', 3, 4, 6],
    ],
    who: 'Only the inner circle speaks; one enters by the empty chair. Phones away.',
    advice: 'When several people bring the same theme.',
  },
  {
    name: 'Balint group',
    steps: [
      ['Account, without notes', 4, 6, 8],
      ['Brief questions', 3, 4, 6],
      ['Elaboration, the presenter sitting back', 26, 28, 36],
      ['The presenter answers', 4, 4, 6],
      ['Closing', 3, 3, 4],
    ],
    who: 'The presenter, then the group: it imagines aloud, without advice or interrogation. Phones away.',
    advice: 'Only with a facilitator trained in this method.',
  },
  {
    name: 'Small world café',
    steps: [
      ['Framing', 4, 5, 6],
      ['First round', 14, 17, 20],
      ['Second round', 12, 15, 18],
      ['Harvest', 10, 13, 16],
    ],
    who: 'Two tables of four; the host of each table writes.',
    advice: 'Better for twelve people or more; with eight, prefer the case study.',
  },
  {
    name: 'Market of offers and requests',
    steps: [['Announcements, then meetings people choose', 30, 60, 90]],
    who: 'Each announces what they offer and what they look for, and goes where they learn or contribute.',
    advice: 'Borrowed from open space, made for large groups: it undoes the single circle, so keep the market alone.',
  },
  {
    name: 'Lean coffee',
    steps: [
      ['Subjects presented', 2, 3, 4],
      ['Vote', 1, 2, 2],
      ['One subject, extended by two minutes, then by one, if the group wishes', 5, 6, 8],
    ],
    who: 'Everybody, one subject after another.',
    advice: 'For the last twenty minutes: statements and small cases.',
  },
];

export const cards: typeof french = {
  title: 'Other formats, led by hand',
  lead: 'Short cards: the tool does not run them.',
  minutes: (min, typ, max) => `${typ} min (${min} to ${max})`,
  list,
};
