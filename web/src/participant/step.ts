// What a step lets whoever holds this phone do.
import type { Heard } from './phone.svelte';
import type { StepView } from '../wire/participant';

/** One takes the time of one's sub-group; whoever has the turn has turned round, and another does. */
export function keepsTime({ group, role }: StepView): boolean {
  return group?.keepsTime === true && group.turn !== null && role !== 'owner';
}

/** The case is one's own to stop; side by side, nobody's case is the whole treatment. */
export function mayStop(step: StepView, { cases, now }: Heard): boolean {
  return !step.together && cases.cases.some((one) => one.caseItem === step.caseItem && one.owners.includes(now.you.participant));
}
