/** Steps of a way out in sentences, and whose yes they need. */
import type { BlockView, WayStepView } from '../../wire/common';
import type { ProposalView } from '../../wire/facilitator';
import type { Words } from '../../words/facilitator/fr';
import { hours } from '../day/time';

type Sentences = Words['ways'];

/** What sentences about steps are made of. */
export interface Told {
  readonly blocks: readonly BlockView[];
  title(caseItem: string): string;
  /** Title of a merger that waits for its owners. */
  merger(merge: string): string;
  minutes(caseItem: string): number;
  names(participants: readonly string[]): string;
  process(id: string): string;
  block(block: BlockView): string;
}

/** A step as a sentence without its end. */
export function stepWords(step: WayStepView, words: Sentences['steps'], told: Told): string {
  switch (step.step) {
    case 'merge':
      return words.merge(told.merger(step.merge));
    case 'lighten':
      return words.lighten(told.title(step.caseItem), told.process(step.process), step.minutes, told.minutes(step.caseItem));
    case 'trim':
      return words.trim(told.title(step.caseItem), step.minutes, told.minutes(step.caseItem));
    case 'rounds':
      return words.rounds(told.process(step.process), step.minutes);
    case 'shorten': {
      const block = told.blocks[step.block];
      return block ? words.shorten(told.block(block), step.minutes, block.end - block.start) : '…';
    }
    case 'extend':
      return words.extend(step.end - (told.blocks.at(-1)?.end ?? step.end), hours(step.end));
    case 'defer':
      return words.defer(told.names([step.participant]));
  }
}

/** Who has to agree to a step: those who are asked, by name, unless all are. */
export function consentWords(step: WayStepView, asked: readonly string[], words: Sentences['who'], told: Told): string {
  if (isYours([step])) return words.you;
  return step.step === 'extend' ? words.all : words.owners(told.names(asked));
}

/** The facilitator alone decides it. */
export function isYours(steps: readonly WayStepView[]): boolean {
  return steps.every((step) => step.step === 'shorten' || step.step === 'rounds');
}

/** What a step is about: two steps about the same thing are not asked at once. */
export function subject(step: WayStepView): string {
  switch (step.step) {
    case 'merge':
      return `merger ${step.merge}`;
    case 'lighten':
    case 'trim':
      return step.caseItem;
    case 'rounds':
      return 'rounds';
    case 'shorten':
      return `block ${step.block}`;
    case 'extend':
      return 'day';
    case 'defer':
      return step.participant;
  }
}

/** What is being asked: two questions about the same thing are not. */
export function askedAbout(proposals: readonly ProposalView[]): Set<string> {
  const open = proposals.filter((one) => !one.declined && !one.lapsed);
  return new Set(open.flatMap((one) => one.steps.map(subject)));
}
