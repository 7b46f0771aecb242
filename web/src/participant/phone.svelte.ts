// Everything one phone knows of its room: what it hears, what is its own, what it has begun.
import { getContext, setContext } from 'svelte';
import { Room } from '../face/room.svelte';
import type { Outcome, VoteView } from '../wire/common';
import type { Hears, Passing, Says, Stage, StepView } from '../wire/participant';
import { votesKnown } from './ballot/kept';
import { Catalogue } from './catalogue.svelte';
import { Dots } from './dots.svelte';
import { draftOf, Drafts, type CaseDraft } from './drafts';
import * as keys from './keys';
import { givenTexts, ownCases, ownTexts, ownTrace } from './mine';
import { Slips } from './slips/slips.svelte';

/** What is heard, once everything needed has been heard. */
export type Heard = Hears;

const NOBODY_PASSES: Passing = { dotsPlaced: null, finished: 0, youFinished: false };

function stepOf(stage: Stage): StepView | null {
  return stage.phase === 'treatment' ? stage.step : null;
}

function voteOf(stage: Stage): VoteView | null {
  if (stage.phase === 'prioritisation') return stage.vote;
  return stage.phase === 'closing' ? stage.roti : (stepOf(stage)?.vote ?? null);
}

/** A phone in its room. */
export class Phone {
  readonly room: Room<Hears, Says>;
  readonly drafts: Drafts;
  /** What one gave without a name. */
  readonly slips: Slips;
  readonly catalogue: Catalogue;
  /** Every section, once each has been heard. */
  readonly heard = $derived.by((): Heard | null => {
    const { now, cases, plan, mine, passing = NOBODY_PASSES } = this.room.sections;
    return now && cases && plan && mine ? { now, cases, plan, mine, passing } : null;
  });
  /** One's own cases, with what is on its way. */
  readonly cases = $derived.by(() => (this.heard ? ownCases(this.heard.mine, this.room.unanswered) : []));
  /** One's own texts, with what is on its way. */
  readonly texts = $derived.by(() => (this.heard ? ownTexts(this.heard.mine, this.room.unanswered, stepOf(this.heard.now.stage)) : []));
  /** What others gave. */
  readonly given = $derived.by(() => (this.heard ? givenTexts(this.heard.mine) : []));
  /** One's own trace, with what is on its way. */
  readonly trace = $derived.by(() => (this.heard ? ownTrace(this.heard.mine, this.room.unanswered) : []));
  /** The room waits for this phone: a window is open to it, a vote is, or somebody needs its yes. */
  readonly askedOfMe = $derived.by(() => {
    if (!this.heard) return false;
    const { stage, you } = this.heard.now;
    const vote = voteOf(stage);
    const votes = vote !== null && !vote.closed && vote.ballot.electors.includes(you.participant);
    return votes || (stepOf(stage)?.inputs.length ?? 0) > 0 || [...this.texts, ...this.given].some((text) => text.askedForScreen);
  });
  /** One's hand is up, or on its way up. */
  readonly hand = $derived.by(() => {
    const asked = this.room.unanswered.filter(({ say }) => say.act === 'hand').pop()?.say;
    if (asked?.act === 'hand') return asked.raised;
    return this.heard?.now.hands?.includes(this.heard.now.you.participant) ?? false;
  });
  #dots = new Map<string, Dots>();
  /** Votes the room has left, of which this phone keeps or has said something. */
  #left = $state.raw<readonly Dots[]>([]);
  /** What has still to be read of them. */
  readonly notices = $derived(this.#left.map((dots) => dots.said).filter((said) => said.unread));
  /** The vote last followed; null before the first word of the room. */
  #followed: string | null | undefined = null;

  constructor(room: string) {
    this.drafts = new Drafts(room);
    this.room = new Room<Hears, Says>({ room, face: 'participant', done: (say) => this.#done(say), refused: (say) => this.#refused(say) });
    this.slips = new Slips(room, (say) => this.room.say(say));
    this.catalogue = new Catalogue(room);
  }

  /** One's dots in a vote; the same as long as the page lives. */
  dotsOf(vote: string): Dots {
    let dots = this.#dots.get(vote);
    if (!dots) {
      dots = new Dots(this.room.name, vote, (say) => this.room.say(say));
      this.#dots.set(vote, dots);
    }
    return dots;
  }

  /** Follows the vote at hand, whichever page is seen, and leaves those the room has left. */
  followVotes(): void {
    if (!this.heard) return;
    const { you, people, stage } = this.heard.now;
    const vote = voteOf(stage);
    if (vote) this.dotsOf(vote.vote).follow({ vote, you: you.participant, present: new Set(people.map((one) => one.participant)) });
    if (this.#followed === vote?.vote) return;
    this.#followed = vote?.vote;
    const known = votesKnown(this.room.name);
    if (vote) known.delete(vote.vote);
    this.#left = [...known].map((one) => this.dotsOf(one));
    this.askAfterLeft();
  }

  /** Asks what became of the votes the room has left. */
  askAfterLeft(): void {
    for (const dots of this.#left) dots.leave();
  }

  /** This page is closed, or another tab goes on. */
  close(): void {
    for (const dots of this.#dots.values()) dots.stop();
    this.room.close();
  }

  /** The first name of somebody in the circle. */
  nameOf(participant: string): string {
    return this.heard?.now.people.find((person) => person.participant === participant)?.name ?? '…';
  }

  /** Several first names. */
  namesOf(participants: readonly string[]): string {
    return participants.map((participant) => this.nameOf(participant)).join(', ');
  }

  /** How a case of one's own ended; of others' nothing is known but that it is over. */
  outcomeOf(caseItem: string): Outcome | null {
    return this.cases.find((one) => one.caseItem === caseItem)?.outcome ?? null;
  }

  /** The title of a case, one's own or a revealed one. */
  titleOf(caseItem: string): string | null {
    return (
      this.heard?.cases.cases.find((one) => one.caseItem === caseItem)?.title ??
      this.cases.find((one) => one.caseItem === caseItem)?.fields.title ??
      null
    );
  }

  /** What the house keeps of nobody can be withdrawn by this phone. */
  #done(say: Says): void {
    if (say.act === 'giveSlip') this.slips.kept(say.secret, say.text);
  }

  /** What this phone says of ballots by itself is dealt with where it was said; words that were refused become drafts again. */
  #refused(say: Says): boolean {
    this.#giveBack(say);
    return say.act === 'issue' || say.act === 'checked';
  }

  /** Nobody writes the same thing twice. */
  #giveBack(say: Says): void {
    if (say.act === 'giveSlip') this.slips.refused(say.secret);
    const lost =
      say.act === 'contribute' || say.act === 'giveSlip' ? ([this.#draftOfText(say), say.text] as const)
      : say.act === 'putTrace' && say.text ? ([draftOf.trace, say.text] as const)
      : say.act === 'expect' && say.text ? ([draftOf.expectation, say.text] as const)
      : say.act === 'putCase' ? ([draftOf.caseItem(say.caseItem), { id: say.caseItem, fields: say.fields }] as const)
      : null;
    if (lost) this.drafts.giveBack(lost[0], lost[1]);
  }

  /** Where the draft of a text lies: words that were to replace others have a place of their own. */
  #draftOfText(say: Extract<Says, { act: 'contribute' | 'giveSlip' }>): string {
    const replaced =
      say.act === 'contribute' ? this.heard?.mine.texts?.find((text) => text.contribution === say.contribution)
      : this.slips.own.find((slip) => slip.secret === say.secret);
    const { slot, step, input } = say;
    return replaced ? draftOf.anew(slot, step, input, replaced.contribution) : draftOf.text(slot, step, input);
  }

  /** The new case that was begun, once one's own are heard: any that is not one of them. */
  begunCase(): CaseDraft | null {
    return this.drafts.cases().find((draft) => !this.cases.some((own) => own.caseItem === draft.id)) ?? null;
  }

  /** Forgets the room on this phone. */
  forget(): void {
    for (const dots of this.#dots.values()) dots.stop();
    this.room.forget();
    keys.forgetRoom(this.room.name);
  }
}

const PHONE = Symbol('phone');

/** Hands the phone down to its pages. */
export function handDownPhone(phone: Phone): Phone {
  return setContext(PHONE, phone);
}

/** The phone handed down. */
export function usePhone(): Phone {
  return getContext(PHONE);
}
