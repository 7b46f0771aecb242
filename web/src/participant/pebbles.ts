// The rules of the dots, held by this page: the server cannot know whose they are.

/** Where each of one's dots is: 0 for nowhere, or an option's index plus one. */
export type Choices = readonly number[];

/** What the vote allows. */
export interface Rules {
  /** Dots on one option at most. */
  perOption: number;
  /** Options that are one's own: none there. */
  own: ReadonlySet<number>;
}

/** Dots not yet placed. */
export function free(choices: Choices): number {
  return choices.filter((choice) => choice === 0).length;
}

/** Dots on an option. */
export function on(choices: Choices, option: number): number {
  return choices.filter((choice) => choice === option + 1).length;
}

/** Whether one more dot may go there. */
export function mayAdd(choices: Choices, option: number, rules: Rules): boolean {
  return free(choices) > 0 && !rules.own.has(option) && on(choices, option) < rules.perOption;
}

/** One dot more there: any of the free ones, so that their numbers tell nothing of an order. */
export function add(choices: Choices, option: number, rules: Rules, chance: () => number = Math.random): Choices {
  if (!mayAdd(choices, option, rules)) return choices;
  return moved(choices, 0, option + 1, chance);
}

/** One dot less there. */
export function remove(choices: Choices, option: number, chance: () => number = Math.random): Choices {
  return on(choices, option) ? moved(choices, option + 1, 0, chance) : choices;
}

function moved(choices: Choices, from: number, to: number, chance: () => number): Choices {
  const candidates = choices.flatMap((choice, dot) => (choice === from ? [dot] : []));
  const drawn = candidates[Math.floor(chance() * candidates.length)];
  return choices.map((choice, dot) => (dot === drawn ? to : choice));
}
