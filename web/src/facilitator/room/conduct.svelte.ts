// The day as the tablet conducts it: what was last heard, put in words and within reach of a tap.
import { getContext, setContext } from 'svelte';
import { listed } from '../../face/listed';
import { Room } from '../../face/room.svelte';
import { get } from '../../link/http';
import type { OfferedProcess, Position, TurnView } from '../../wire/common';
import type { Cases, CaseView, Feasibility, Hears, Now, Passing, Plan, PlannedSlot, Says, SeatView, StepView, Texts } from '../../wire/facilitator';
import type { Words } from '../../words/facilitator/fr';
import type { Speech } from '../../words/speech.svelte';
import { behindMs } from '../day/guarantee';
import { backOf, nextOf, nextSlot, type Standing } from '../move/next';

/** What lies over the work of the phase. */
export type Over =
  | { what: 'day' }
  | { what: 'menu' }
  | { what: 'pause' }
  | { what: 'settings' }
  | { what: 'person'; participant: string }
  | { what: 'process'; caseItem: string }
  | { what: 'close' };

/** A live day, conducted from this tablet. */
export class Conduct {
  /** The room, and the link to it. */
  readonly room: Room<Hears, Says>;
  /** The processes of the day, once fetched. */
  processes = $state.raw<readonly OfferedProcess[]>([]);
  /** What lies over the work of the phase. */
  over = $state.raw<Over | null>(null);
  /** A move that waits for a second yes: it lets others read texts, which no undoing takes back. */
  #revealing = $state.raw<{ from: Position; to: Position } | null>(null);
  /** Cases the facilitator has ticked as seen; kept here alone. */
  seen = $state.raw<ReadonlySet<string>>(new Set());
  /** When the one who speaks began, as this tablet saw it. */
  speakingSince = $state.raw<{ who: string; at: number } | null>(null);

  #speech: Speech<Words>;

  constructor(room: string, speech: Speech<Words>) {
    this.#speech = speech;
    this.room = new Room<Hears, Says>({ room, face: 'facilitator', seat: 'tablet' });
  }

  /** Fetches the processes; they do not change within a day. */
  async learnProcesses(): Promise<void> {
    if (this.processes.length) return;
    const reply = await get<OfferedProcess[]>(`/api/rooms/${this.room.name}/catalogue?face=facilitator`);
    if (reply.ok) this.processes = reply.value;
  }

  /** Everything has been heard at least once. */
  get ready(): boolean {
    const { now, cases, plan, texts, passing } = this.room.sections;
    return Boolean(now && cases && plan && texts && passing);
  }

  /** Where the day stands. */
  get now(): Now {
    return this.room.sections.now!;
  }
  /** The cases, once revealed. */
  get cases(): Cases {
    return this.room.sections.cases!;
  }
  /** The plan, with its reasons. */
  get plan(): Plan {
    return this.room.sections.plan!;
  }
  /** Whether everyone can be covered; null while that is not told. */
  get fits(): Feasibility | null {
    const { stage } = this.now;
    return (stage.phase === 'prioritisation' ? stage.feasibility : null) ?? this.plan.infeasible;
  }
  /** Pins that are in somebody's way, and pins still: to release one of these is enough. */
  get release(): string[][] {
    const pinned = new Set(this.plan.slots.filter((one) => one.pinned).map((one) => one.slot));
    return this.fits?.release.filter((pins) => pins.every((slot) => pinned.has(slot))) ?? [];
  }
  /** What the group may read of the case at hand. */
  get texts(): Texts {
    return this.room.sections.texts!;
  }
  /** The door, presence, progress. */
  get passing(): Passing {
    return this.room.sections.passing!;
  }

  /** The step at hand. */
  get step(): StepView | null {
    const { stage } = this.now;
    return stage.phase === 'treatment' ? stage.step : null;
  }

  /** Who is in the circle now. */
  get seated(): SeatView[] {
    return this.now.people.filter((seat) => seat.seated);
  }

  /** Milliseconds the day is behind its plan on the clock; negative is ahead, null while nothing has begun. */
  get behindMs(): number | null {
    const { guarantee, clocks } = this.now;
    return guarantee ? behindMs(guarantee, this.room.clock.now) : clocks.driftMs;
  }

  /** What the next move needs to know. */
  get standing(): Standing {
    const { position, stage } = this.now;
    const next = stage.phase === 'treatment' ? stage.next : null;
    return { position, plan: this.plan, steps: this.step?.steps.length ?? 0, next };
  }
  /** Where "next" leads. */
  get next(): Position | null {
    return nextOf(this.standing);
  }
  /** Where "back" leads. */
  get back(): Position | null {
    return backOf(this.standing);
  }
  /** The slot that comes, between two cases. */
  get nextSlot(): string | null {
    return nextSlot(this.standing);
  }

  /** Asks, and waits for the answer: true when it was done. A refusal is said by the toast. */
  async ask(says: Says): Promise<boolean> {
    // A second tap while the first is on its way says nothing new. (A disabled button would lose the focus.)
    const same = JSON.stringify(says);
    if (this.room.unanswered.some((word) => JSON.stringify(word.say) === same)) return false;
    return (await this.room.say(says)).ok;
  }

  /** Something of this kind was asked, and not yet answered. */
  waits(...acts: Says['act'][]): boolean {
    return this.room.unanswered.some((word) => acts.includes(word.say.act));
  }

  /** Where the move leads that waits for a second yes, while it would still let others read something. */
  get revealing(): Position | null {
    const asked = this.#revealing;
    const stands = asked && this.step?.reveals && JSON.stringify(asked.from) === JSON.stringify(this.now.position);
    return stands ? asked.to : null;
  }

  /** The move that lets others read something waits for a second yes, or does not any more. */
  waitToReveal(to: Position | null): void {
    this.#revealing = to && { from: this.now.position, to };
  }

  /** Moves everyone; a move that lets others read something only once it was said twice. */
  async go(to: Position, sure = false): Promise<boolean> {
    this.over = null;
    if (this.step?.reveals && !sure) {
      this.waitToReveal(to);
      return false;
    }
    this.waitToReveal(null);
    return this.ask({ act: 'go', from: this.now.position, to });
  }

  /** The slot whose case ends with the next move, with no outcome said yet. */
  get ends(): string | null {
    const { position } = this.now;
    if (position.phase !== 'treatment' || !position.at || this.next?.phase !== 'treatment' || this.next.at) return null;
    const slot = this.plan.slots.find((one) => one.slot === position.at?.slot);
    return slot?.outcome === null ? slot.slot : null;
  }

  /** The one big next: a case that ends with it has been treated, unless it was said otherwise. */
  async goOn(sure = false): Promise<void> {
    const { next, ends } = this;
    // A move that was asked from here is on its way; one that has moved the room holds up no other.
    const asked = this.room.unanswered.some(({ say }) => say.act === 'go' && JSON.stringify(say.from) === JSON.stringify(this.now.position));
    if (!next || asked) return;
    if (this.step?.reveals && !sure) return this.waitToReveal(next);
    // Noted once the room has gone on: a move that is undone ends nothing.
    if ((await this.go(next, true)) && ends) await this.ask({ act: 'setOutcome', slot: ends, outcome: 'treated' });
  }

  /** A first name. */
  name(participant: string): string {
    return this.now.people.find((seat) => seat.participant === participant)?.name ?? '…';
  }

  /** First names in a row: « A, B et C ». */
  names(participants: readonly string[]): string {
    return this.listed(participants.map((who) => this.name(who)));
  }

  /** Words in a row: « a, b et c ». */
  listed(words: readonly string[]): string {
    return listed(words, this.#speech.words.and);
  }

  /** A case. */
  caseOf(id: string): CaseView | undefined {
    return this.cases.cases.find((one) => one.caseItem === id);
  }

  /** A case's title, as people read it. */
  title(id: string): string {
    const found = this.caseOf(id);
    return found ? this.#speech.quote(found.title) : '…';
  }

  /** What a slot is about: its case, or everybody's own. */
  slotTitle({ slot, caseItem }: Pick<PlannedSlot, 'slot' | 'caseItem'>): string {
    const along = this.#along(slot);
    return along ? this.#speech.words.planning.eachOwn(along + 1) : this.title(caseItem);
  }

  /** The same of a slot that is known by its id. */
  titleOfSlot(slot: string): string {
    return this.slotTitle({ slot, caseItem: this.plan.slots.find((one) => one.slot === slot)?.caseItem ?? '' });
  }

  /** Several of them in a row: « A ? », « B » et « C ». */
  titlesOfSlots(slots: readonly string[]): string {
    return this.listed(slots.map((slot) => this.#speech.words.room.quoted(this.titleOfSlot(slot))));
  }

  /** Whose case a slot treats; nobody in particular where each brings their own. */
  slotOwners({ slot, caseItem }: Pick<PlannedSlot, 'slot' | 'caseItem'>): string {
    return this.#along(slot) ? this.#speech.words.planning.circle : this.names(this.caseOf(caseItem)?.owners ?? []);
  }

  /** First names of those whose cases these are. */
  ownersOf(cases: readonly string[]): string {
    return this.names([...new Set(cases.flatMap((one) => this.caseOf(one)?.owners ?? []))]);
  }

  /** Whether each brings a case of their own to a slot. */
  isForAll(slot: string): boolean {
    return this.#along(slot) > 0;
  }

  #along(slot: string): number {
    const known = [...this.plan.slots, ...(this.plan.rest?.slots ?? [])];
    return known.find((one) => one.slot === slot)?.also.length ?? 0;
  }

  /** A process. */
  process(id: string | null | undefined): OfferedProcess | undefined {
    return this.processes.find((one) => one.id === id);
  }

  /** A process's name. */
  processName(id: string | null | undefined): string {
    const process = this.process(id);
    return process ? this.#speech.text(process.name) : '';
  }

  /** The number of a slot in the plan, from 1. */
  slotNumber(slot: string): number {
    return this.plan.slots.findIndex((one) => one.slot === slot) + 1;
  }

  /** A place of the day in a word or two. */
  place(position: Position): string {
    if (position.phase !== 'treatment') return this.#speech.words.phases[position.phase];
    if (position.at === null) return this.#speech.words.room.move.betweenCases;
    const { slot, step } = position.at;
    const planned = this.plan.slots.find((one) => one.slot === slot);
    return this.stepName(slot, step) ?? (planned ? this.slotTitle(planned) : '…');
  }

  /** The name of a step of a slot. */
  stepName(slot: string, step: number): string | null {
    const own = this.step?.slot === slot ? this.step.steps[step]?.name : undefined;
    const planned = this.plan.slots.find((one) => one.slot === slot)?.process;
    const name = own ?? this.process(planned)?.steps[step]?.name;
    return name ? this.#speech.text(name) : null;
  }

  /** Ticks a case as seen, or not. */
  tick(caseItem: string, seen: boolean): void {
    const ticked = new Set(this.seen);
    if (seen) ticked.add(caseItem);
    else ticked.delete(caseItem);
    this.seen = ticked;
  }

  /** Begins a round with the first of an order. */
  async beginRound(order: readonly string[]): Promise<void> {
    const [first] = order;
    if (!first) return;
    if (await this.ask({ act: 'setTurnOrder', order: [...order] })) await this.ask({ act: 'turnTo', from: null, to: first, passes: false });
  }

  /** The round at hand, in the phase or in the step of a case. */
  get turn(): TurnView | null {
    const { stage } = this.now;
    if (stage.phase === 'treatment') return stage.step?.goRound?.turn ?? null;
    return 'turn' in stage ? stage.turn : null;
  }

  /** Notes who speaks, to count since when. */
  hearSpeaker(who: string | null): void {
    if (who === (this.speakingSince?.who ?? null)) return;
    this.speakingSince = who === null ? null : { who, at: this.room.clock.now };
  }

  /** Leaves the room for good. */
  close(): void {
    this.room.close();
  }
}

const CONDUCT = Symbol('conduct');

/** Hands the day down to the parts of the room. */
export function handDownConduct(conduct: Conduct): Conduct {
  return setContext(CONDUCT, conduct);
}

/** The day handed down. */
export function useConduct(): Conduct {
  return getContext(CONDUCT);
}
