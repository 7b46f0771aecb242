/** What the room screen shows of the day, in two lines. */
import { spellCode } from '../../face/code';
import type { PlannedSlot } from '../../wire/facilitator';
import type { Words } from '../../words/facilitator/fr';
import type { Speech } from '../../words/speech.svelte';
import type { Conduct } from '../room/conduct.svelte';

/** A small line and a large one. */
export interface Mirrored {
  small: string;
  large: string;
}

/** The two lines. A reserved case is masked here as it is there. */
export function mirrored(conduct: Conduct, speech: Speech<Words>): Mirrored {
  const { now } = conduct;
  const words = speech.words.room.mirror;
  if (now.pause) {
    const until = now.pause.until === null ? '' : speech.words.room.pause.resumesAt(speech.time(now.pause.until));
    return { small: speech.words.pauses[now.pause.kind], large: until || speech.words.pauses[now.pause.kind] };
  }
  const { stage } = now;
  switch (stage.phase) {
    case 'welcome':
      return { small: speech.quote(now.day.group), large: spellCode(now.code) };
    case 'inventory':
      return { small: speech.words.phases.inventory, large: words.submitted(stage.submitted) };
    case 'prioritisation':
      return ofVote(conduct, speech, stage.vote !== null && !stage.vote.closed);
    case 'treatment':
      return ofTreatment(conduct, speech);
    case 'ended':
      return { small: '', large: words.ended };
    case 'opening':
    case 'closing': {
      const speaking = conduct.turn?.speaking;
      return speaking
        ? { small: speech.words.room.round.title, large: conduct.name(speaking) }
        : { small: speech.quote(now.day.group), large: speech.words.phases[stage.phase] };
    }
    default:
      return { small: speech.quote(now.day.group), large: speech.words.phases[stage.phase] };
  }
}

function ofVote(conduct: Conduct, speech: Speech<Words>, open: boolean): Mirrored {
  const { stage } = conduct.now;
  if (!open || stage.phase !== 'prioritisation' || !stage.vote) return { small: '', large: speech.words.phases.prioritisation };
  const placed = conduct.passing.dotsPlaced;
  const all = stage.vote.dots * stage.vote.voters;
  return { small: speech.words.room.mirror.inVote, large: placed === null ? speech.words.work.vote.optionsHidden : speech.words.work.vote.progress(placed, all) };
}

function ofTreatment(conduct: Conduct, speech: Speech<Words>): Mirrored {
  const words = speech.words.room.mirror;
  const { step } = conduct;
  const label = (slot: PlannedSlot) => (!slot.also.length && conduct.caseOf(slot.caseItem)?.reserved ? words.reserved : conduct.slotTitle(slot));
  if (step) {
    const speaking = conduct.turn?.speaking;
    if (speaking) return { small: speech.words.room.round.title, large: conduct.name(speaking) };
    const name = step.steps[step.index]?.name;
    return { small: words.number(conduct.slotNumber(step.slot), step.index + 1), large: name ? speech.text(name) : '' };
  }
  const slot = conduct.plan.slots.find((one) => one.slot === conduct.nextSlot);
  return slot ? { small: words.slotNext, large: label(slot) } : { small: '', large: speech.words.phases.treatment };
}
