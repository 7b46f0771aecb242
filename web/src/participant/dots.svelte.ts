// One's dots in one vote: vouched for without being seen, put in blank, sealed, placed one by one, counted, forgotten.
import type { Fault } from '../ballot/check';
import type { Answer } from '../wire/common';
import type { Says } from '../wire/participant';
import { Errands, type Went } from './ballot/errands';
import { bent, closedAs, type HeardVote } from './ballot/frame';
import { take } from './ballot/issue';
import { drawn, LEAP, lies, red, resized, undrawn, VoteShelf, type Kept, type KeptSeal, type Outcome } from './ballot/kept';
import { fetchClose, vouch, type Ballots } from './ballot/lists';
import { askAgain, blanks, ISSUE, PATIENCE, SEALED, TAP, TROUBLED, type Window } from './ballot/pace';
import { put } from './ballot/post';
import { Said } from './ballot/said.svelte';
import { OPEN, type DotsState } from './ballot/state';
import type { Choices } from './pebbles';

/** One's dots in one vote. */
export class Dots {
  state = $state.raw<DotsState>('preparing');
  /** Where one wants each dot. */
  choices = $state.raw<Choices>([]);
  /** Where the box has each dot; null when an answer is missing. */
  placed = $state.raw<readonly (number | null)[]>([]);
  /** The box, or the list to be checked, has not come of late. */
  troubled = $state.raw(false);
  /** Why this phone does not vouch for the vote. */
  fault = $state.raw<Fault | null>(null);
  /** The seal this phone vouches for. */
  seal = $state.raw<KeptSeal | null>(null);
  /** What this phone says of the vote. */
  readonly said: Said;

  readonly #shelf: VoteShelf;
  readonly #errands = new Errands();
  #kept: Kept | null = null;
  #heard: HeardVote | null = null;
  /** The room has gone on to other things. */
  #left = false;
  /** How often it was asked since whether the vote is closed. */
  #asked = 0;

  constructor(
    private readonly room: string,
    private readonly vote: string,
    private readonly say: (say: Says) => Promise<Answer>,
    private readonly load: () => Promise<Ballots> = () => import('../ballot'),
  ) {
    this.#shelf = new VoteShelf(room, vote);
    this.said = new Said(vote, this.#shelf, say);
  }

  /** One may choose. */
  get open(): boolean {
    return OPEN.has(this.state);
  }

  /** Every dot is where one wants it, and the box has said so. */
  get settled(): boolean {
    return this.placed.every((place, dot) => place === this.choices[dot]);
  }

  /** Follows what the room says of the vote. */
  follow(heard: HeardVote): void {
    this.#heard = heard;
    this.#left = false;
    if (this.#isOver()) return;
    if (heard.vote.closed) this.#conclude();
    else this.#step();
  }

  /** The room has gone on to other things: the vote is asked after until it is closed, then checked alone, and forgotten. */
  leave(): void {
    this.#left = true;
    if (this.#isOver() || this.state === 'counting') return;
    const kept = (this.#kept ??= this.#shelf.read());
    if (kept) this.#askAfter(kept);
  }

  /** This page is closed, or another tab goes on. */
  stop(): void {
    this.#errands.drop();
    this.#kept = null;
  }

  /** One's choices are these. */
  choose(choices: Choices): void {
    if (!this.open || !this.#kept) return;
    this.#kept.choices = [...choices];
    this.#save();
    if (this.state === 'ready') this.#place(TAP);
  }

  /** The vote is over for this phone, and what was said of it stands: a closed vote is never reopened. */
  #isOver(): boolean {
    if (this.state !== 'over' && this.said.recall()) this.#rest();
    return this.state === 'over';
  }

  /** Something to do for these dots, unless others are kept by then. */
  #plan(name: string, when: Window | 'now', kept: Kept, work: (ballots: Ballots, tries: number) => Promise<Went> | Went): void {
    this.#errands.plan(name, when, async (tries) => {
      const ballots = await this.load().catch(() => null);
      if (this.#kept !== kept) return 'done';
      return ballots ? work(ballots, tries) : 'again';
    });
  }

  /** The next thing to do in an open vote. */
  #step(): void {
    const { vote, you } = this.#heard!;
    const { ballot } = vote;
    // An errand was still on its way at the close.
    if (vote.closed) return;
    let kept = (this.#kept ??= this.#shelf.read() ?? undrawn(vote.kind, []));
    if (kept.epoch !== null && kept.epoch !== ballot.epoch) {
      // Dealt again: the old dots count for nothing, one's choices go along.
      this.#errands.drop();
      this.#kept = kept = undrawn(vote.kind, kept.choices);
      this.#save();
      this.fault = null;
    }
    if (kept.epoch === null) kept.choices = resized(kept.choices, vote.dots);
    this.#show();
    const fault = kept.fault ?? bent(kept, vote);
    if (fault) this.#doubt(kept, fault);
    else if (!ballot.electors.includes(you)) this.state = 'without';
    else if (kept.epoch === null) this.#begin(kept);
    else if (ballot.stage !== 'sealed') this.#register(kept);
    else if (!kept.seal) this.#plan('seal', 'now', kept, (ballots, tries) => this.#check(ballots, kept, tries));
    else {
      this.state = kept.dots.length ? 'ready' : 'late';
      this.#place(SEALED);
    }
  }

  /** Draws this deal's dots, as soon as there is a key for them. */
  #begin(kept: Kept): void {
    const { issued, stage, pk } = this.#heard!.vote.ballot;
    if (issued.includes(this.#heard!.you)) this.state = 'elsewhere';
    else if (stage === 'sealed') this.state = 'late';
    else {
      this.state = 'preparing';
      if (pk !== null) this.#plan('draw', 'now', kept, (ballots) => this.#draw(ballots, kept));
    }
  }

  #draw(ballots: Ballots, kept: Kept): Went {
    const { dots, ballot } = this.#heard!.vote;
    Object.assign(kept, drawn(ballots, dots), { epoch: ballot.epoch, pk: ballot.pk });
    // Before anybody hears of them: dots vouched for and lost would be dots lost.
    return this.#go();
  }

  /** Has this deal's dots vouched for, then puts them in blank, each at a time of its own. */
  #register(kept: Kept): void {
    if (kept.dots.some((dot) => dot.token === null)) {
      this.state = 'preparing';
      return this.#plan('issue', ISSUE, kept, (ballots) => this.#issue(ballots, kept));
    }
    this.state = 'sealing';
    kept.dots.forEach((dot, i) => {
      if (!dot.deposited) this.#plan(`blank ${i}`, blanks(kept.dots.length), kept, (ballots) => this.#deposit(ballots, kept, i));
    });
  }

  async #issue(ballots: Ballots, kept: Kept): Promise<Went> {
    const answer = await this.say({ act: 'issue', vote: this.vote, epoch: kept.epoch!, blinded: kept.dots.map((dot) => dot.blinded) });
    if (this.#kept !== kept) return 'done';
    const given = take(ballots, kept, answer);
    if (given === 'again') return given;
    if (given === 'otherKey') return this.#doubt(kept, given);
    if (given === 'taken') return this.#go();
    if (given !== 'toldByRoom') this.state = given;
    return 'done';
  }

  async #deposit(ballots: Ballots, kept: Kept, i: number): Promise<Went> {
    const dot = kept.dots[i]!;
    // Sealed meanwhile: a blank put in now would be a placement.
    if (kept.seal) return 'done';
    const fate = await put(ballots, this.room, this.vote, kept, i, 0);
    if (this.#kept !== kept || fate === 'left') return 'done';
    if (fate === 'again') return 'again';
    if (fate === 'refused') return this.#fail();
    // Behind another tab of this phone: it lies there all the same.
    if (fate === 'behind') dot.seq += LEAP;
    else dot.placedSeq = dot.seq;
    dot.deposited = true;
    this.#save();
    return 'done';
  }

  /** Checks the sealed box; vouches for it, or turns red. */
  async #check(ballots: Ballots, kept: Kept, tries: number): Promise<Went> {
    const fault = await vouch(ballots, this.room, this.#heard!, kept);
    if (this.#kept !== kept) return 'done';
    // A list that is not given may be behind the room's word, or ahead of it.
    const away = fault === 'away' || fault === 'withheld';
    this.troubled = away && tries >= TROUBLED;
    if (away) return 'again';
    if (fault) return this.#doubt(kept, fault);
    this.said.report(kept, 'sealed', true);
    return this.#go();
  }

  /** Sends every dot that is not where one wants it. */
  #place(when: Window): void {
    const kept = this.#kept!;
    kept.dots.forEach((dot, i) => {
      if (kept.choices[i] !== lies(dot)) this.#plan(`dot ${i}`, when, kept, (ballots, tries) => this.#move(ballots, kept, i, tries));
    });
  }

  async #move(ballots: Ballots, kept: Kept, i: number, tries: number): Promise<Went> {
    const [dot, choice] = [kept.dots[i]!, kept.choices[i]!];
    if (choice === lies(dot)) return 'done';
    const seq = (dot.seq = ballots.nextSeq(dot.seq));
    this.#save();
    const fate = await put(ballots, this.room, this.vote, kept, i, choice);
    if (this.#kept !== kept) return 'done';
    if (fate === 'left' || fate === 'refused') return this.#fail();
    this.troubled = fate === 'again' && tries >= TROUBLED;
    if (fate === 'again') return 'again';
    if (fate === 'behind') {
      dot.seq += LEAP;
      return TAP;
    }
    [dot.placed, dot.placedSeq] = [choice, seq];
    this.#save();
    // Elsewhere by now?
    return kept.choices[i] === choice ? 'done' : TAP;
  }

  /** The vote is closed: its list is checked, then nothing here may tell what was chosen. */
  #conclude(): void {
    if (this.state === 'counting') return;
    const kept = (this.#kept ??= this.#shelf.read());
    this.#errands.drop();
    const outcome = closedAs(kept, this.#heard!.vote);
    if (outcome !== 'list') return this.#end(outcome);
    this.state = 'counting';
    this.#askAfter(kept!);
  }

  #askAfter(kept: Kept): void {
    this.#asked = 0;
    this.#errands.drop('close');
    this.#plan('close', 'now', kept, (ballots, tries) => this.#count(ballots, kept, tries));
  }

  async #count(ballots: Ballots, kept: Kept, tries: number): Promise<Went> {
    const told = this.#heard?.vote.closed ? this.#heard : null;
    // The room has come back to the vote, and will tell of its close.
    if (!told && !this.#left) return 'done';
    this.troubled = tries >= TROUBLED;
    const closed = await fetchClose(ballots, this.room, this.vote, kept, told);
    if (this.#kept !== kept) return 'done';
    if (closed === 'open') return askAgain(this.#asked++);
    if (closed === 'away' || (closed !== 'gone' && closed.fault === 'withheld' && tries < PATIENCE)) return 'again';
    this.#end(kept.fault ? red(kept.fault) : closed === 'gone' ? null : closed);
    return 'done';
  }

  #end(outcome: Outcome | null): void {
    const kept = this.#kept;
    if (outcome) this.said.conclude(outcome, kept?.kind ?? this.#heard!.vote.kind, kept);
    this.#rest();
  }

  /** Nothing is kept but the verdict; where there is a fault, what would show it. */
  #rest(): void {
    this.fault = this.said.verdict?.fault ?? null;
    if (!this.fault) this.#shelf.erase();
    this.#errands.drop();
    this.#kept = null;
    this.choices = this.placed = [];
    this.troubled = false;
    this.state = 'over';
  }

  /** Nothing leaves any more in this deal, whatever is heard of it; the house is told once it can hear it. */
  #doubt(kept: Kept, fault: Fault): Went {
    this.#errands.drop();
    kept.fault = fault;
    this.#save();
    const { stage } = this.#heard!.vote.ballot;
    if (stage === 'closed') this.#end(red(fault));
    else {
      this.fault = fault;
      this.state = 'wrong';
      if (stage === 'sealed') this.said.report(kept, 'sealed', false);
      if (this.#left) this.#askAfter(kept);
    }
    return 'done';
  }

  /** One thing is done and kept: the next. */
  #go(): Went {
    this.#save();
    this.#step();
    return 'done';
  }

  #fail(): Went {
    this.state = 'failed';
    return 'done';
  }

  #save(): void {
    this.#shelf.write(this.#kept!);
    this.#show();
  }

  #show(): void {
    this.choices = [...this.#kept!.choices];
    this.placed = this.#kept!.dots.map(lies);
    this.seal = this.#kept!.seal;
  }
}
