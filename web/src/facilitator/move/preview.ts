/** What phones and screen will show after a move, said before it. */
import { listed } from '../../face/listed';
import { minutesOfSteps } from '../../face/minutes';
import type { Phones, Position } from '../../wire/common';
import type { PlannedSlot, RevealView } from '../../wire/facilitator';
import type { Words } from '../../words/facilitator/fr';
import type { Speech } from '../../words/speech.svelte';
import type { Conduct } from '../room/conduct.svelte';

/** A move, foretold. */
export interface Preview {
  /** Where it leads, with its minutes. */
  name: string;
  phones: string;
  screen: string;
  /** What is worth knowing before. */
  notes: string[];
}

/** What others read for the first time with a move: « 7 textes à tous ». */
export function revealed({ toAll, toOwner, slips }: RevealView, speech: Speech<Words>): string {
  const words = speech.words.room.move;
  const parts = [toAll ? words.textsToAll(toAll) : '', toOwner ? words.textsToOwner(toOwner) : '', slips ? words.slipsToAll : ''];
  return listed(parts.filter(Boolean), speech.words.and);
}

/** What a move to `to` will show. */
export function previewOf(to: Position, conduct: Conduct, speech: Speech<Words>): Preview {
  const preview = to.phase === 'treatment' && to.at ? ofStep(to.at, conduct, speech) : ofPhase(to, conduct, speech);
  const words = speech.words.room.move;
  const notes = [...preview.notes];
  if (conduct.step?.reveals) notes.push(words.reveals(revealed(conduct.step.reveals, speech)));
  if (conduct.now.screen === 'black') notes.push(words.black);
  return { ...preview, notes };
}

function ofPhase(to: Position, conduct: Conduct, speech: Speech<Words>): Preview {
  const words = speech.words.room.move;
  const phase = to.phase === 'ended' ? 'closing' : to.phase;
  const notes: string[] = [];
  const { stage } = conduct.now;
  if (stage.phase === 'inventory' && !stage.revealed && stage.submitted > 0 && phase === 'process') notes.push(words.notRevealed);
  if (stage.phase === 'prioritisation' && stage.vote && !stage.vote.closed) notes.push(words.voteOpen);
  if (phase === 'treatment' && conduct.plan.slots.length === 0) notes.push(words.noPlan);
  const name = phase === 'treatment' && conduct.now.position.phase !== 'treatment' ? speech.words.phases.treatment : conduct.place(to);
  return { name, ...words.preview[phase], notes };
}

function ofStep(at: { slot: string; step: number }, conduct: Conduct, speech: Speech<Words>): Preview {
  const words = speech.words.room.move;
  const slot = conduct.plan.slots.find((one) => one.slot === at.slot);
  // A treatment under way has steps of its own: one may have been added.
  const steps = conduct.step?.slot === at.slot ? conduct.step.steps : conduct.process(slot?.process)?.steps;
  const step = steps?.[at.step];
  const name = conduct.stepName(at.slot, at.step) ?? words.betweenCases;
  const minutes = minutesOf(at, slot, conduct);
  const { stage } = conduct.now;
  const isLeft = stage.phase === 'treatment' && stage.left.includes(at.slot);
  const clock = conduct.now.shown.find((shown) => shown.clock === 'step')?.screen ?? true;
  return {
    name: minutes === null ? name : `${name}, ${speech.words.min(minutes)}`,
    phones: step && slot ? phonesWords(step.phones, slot, conduct, speech) : '…',
    screen: clock ? words.stepScreen : words.stepScreenNoClock,
    notes: isLeft ? [words.left] : [],
  };
}

function minutesOf(at: { slot: string; step: number }, slot: PlannedSlot | undefined, conduct: Conduct): number | null {
  if (conduct.step?.slot === at.slot) return conduct.step.steps[at.step]?.minutes ?? null;
  const process = conduct.process(slot?.process);
  return process && slot ? (minutesOfSteps(process, slot.end - slot.start)[at.step] ?? null) : null;
}

/** What the phones do: the owner's and the others'; where each brings their own, everybody's, or that of whose turn it is. */
export function phonesWords({ owner, group }: Phones, at: Pick<PlannedSlot, 'slot' | 'caseItem'>, conduct: Conduct, speech: Speech<Words>): string {
  const words = speech.words.room.move;
  if (owner === 'closed' && group === 'closed') return words.phonesAllClosed;
  const all = conduct.isForAll(at.slot);
  if (all && owner === group) return words.phonesAll(words.groupStates[owner]);
  const names = conduct.names(conduct.caseOf(at.caseItem)?.owners ?? []);
  return words.phonesBoth(all ? words.turnsOwner : names, words.phoneStates[owner], words.groupStates[group]);
}
