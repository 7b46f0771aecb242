/** Why a case is in or out, and what a plan breaks, in sentences. */
import type { BreachView, ReasonView } from '../../wire/facilitator';
import type { Words } from '../../words/facilitator/fr';

type Sentences = Words['planning'];

/** Names of people and titles of cases, as sentences want them. */
export interface Naming {
  names(participants: readonly string[]): string;
  titleOfSlot(slot: string): string;
}

/** The reason as a sentence. */
export function reasonWords(reason: ReasonView, words: Sentences['reasons'], naming: Naming): string {
  const people = (ids: readonly string[]) => (ids.length ? naming.names(ids) : words.someoneElse);
  switch (reason.code) {
    case 'covers':
      return words.covers(people(reason.people), reason.dots);
    case 'dots':
      return words.dots(reason.dots);
    case 'byHand':
      return words.byHand;
    case 'tooLong':
      return words.tooLong(reason.minutes);
    case 'overTime':
      return words.overTime(reason.minutes, reason.available);
    case 'ownerAway':
      return words.ownerAway;
    case 'groupFloor':
      return words.groupFloor;
    case 'wouldUncover':
      return words.wouldUncover(people(reason.people), reason.dots);
    case 'fewerDots':
      return words.fewerDots(reason.dots);
    case 'equalDots':
      return words.equalDots(reason.dots);
    case 'leftOut':
      return words.leftOut(reason.dots);
    case 'noProcess':
      return words.noProcess;
    case 'noPlan':
      return words.noPlan;
    case 'notPlanned':
      return words.notPlanned;
  }
}

/** The breach as a sentence. */
export function breachWords(breach: BreachView, words: Sentences['breaches'], naming: Naming): string {
  switch (breach.code) {
    case 'uncovered':
      return words.uncovered(naming.names([breach.participant]));
    case 'overBlock':
      return words.overBlock(naming.titleOfSlot(breach.slot), breach.minutes);
    case 'overlap':
      return words.overlap(naming.titleOfSlot(breach.slot));
    case 'reserve':
      return words.reserve(breach.minutes);
    case 'ownerAway':
      return words.ownerAway(naming.titleOfSlot(breach.slot), naming.names([breach.participant]));
    case 'groupFloor':
      return words.groupFloor(naming.titleOfSlot(breach.slot));
    case 'shortened':
      return words.shortened(naming.titleOfSlot(breach.slot), breach.minutes);
  }
}
