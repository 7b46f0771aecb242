// One's dots in one vote: vouched for without being seen, put in blank, sealed, placed one by one, counted, forgotten.
import type { Fault } from '../ballot/check';
import { base64url } from '../link/id';
import type { Answer } from '../wire/common';
import type { Says } from '../wire/participant';
import { Errands, type Went } from './ballot/errands';
import { lies, resized, undrawn, VoteShelf, type Kept, type KeptSeal, type Verdict } from './ballot/kept';
import { fetchClose, fetchSeal, termsOf, type Ballots, type HeardVote } from './ballot/lists';
import { blanks, ISSUE, SEALED, TAP, type Window } from './ballot/pace';
import { post, type Fate } from './ballot/post';
import { OPEN, type DotsState } from './ballot/state';
import type { Choices } from './pebbles';

/** Refusals of credentials after which the room's next word tells how to go on. */
const TOLD_BY_ROOM: ReadonlySet<string> = new Set(['otherEpoch', 'voteClosed']);
const WITHOUT_DOTS: Record<string, DotsState> = { alreadyIssued: 'elsewhere', voteSealed: 'late', notAnElector: 'without' };
/** A number lower than another tab's is raised by this. */
const LEAP = 2 ** 24;
/** After the seal a tag is known by itself: a token of the same length says nothing. */
const NO_TOKEN = base64url(new Uint8Array(64));

/** One's dots in one vote. */
export class Dots {
  state = $state.raw<DotsState>('preparing');
  /** Where one wants each dot. */
  choices = $state.raw<Choices>([]);
  /** Where the box has each dot; null when an answer is missing. */
  placed = $state.raw<readonly (number | null)[]>([]);
  /** The box has not answered of late. */
  troubled = $state.raw(false);
  /** Why this phone does not vouch for the vote. */
  fault = $state.raw<Fault | null>(null);
  /** The seal this phone vouches for. */
  seal = $state.raw<KeptSeal | null>(null);
  /** What this phone says of the vote, once it is over. */
  verdict = $state.raw<Verdict | null>(null);

  readonly #room: string;
  readonly #vote: string;
  readonly #say: (say: Says) => Promise<Answer>;
  readonly #load: () => Promise<Ballots>;
  readonly #shelf: VoteShelf;
  readonly #errands = new Errands();
  #kept: Kept | null = null;
  #heard: HeardVote | null = null;

  constructor(room: string, vote: string, say: (say: Says) => Promise<Answer>, load: () => Promise<Ballots> = () => import('../ballot')) {
    this.#room = room;
    this.#vote = vote;
    this.#say = say;
    this.#load = load;
    this.#shelf = new VoteShelf(room, vote);
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
    if (heard.vote.closed) this.#conclude();
    else this.#step();
  }

  /** The room has gone on to other things: a vote that was closed meanwhile is checked alone, and forgotten. */
  leave(): void {
    const kept = (this.#kept ??= this.#shelf.read());
    if (kept) this.#plan('close', 'now', kept, (ballots, tries) => this.#count(ballots, kept, null, tries));
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

  /** Something to do for these dots, unless others are kept by then. */
  #plan(name: string, when: Window | 'now', kept: Kept, work: (ballots: Ballots, tries: number) => Promise<Went> | Went): void {
    this.#errands.plan(name, when, async (tries) => {
      const ballots = await this.#load().catch(() => null);
      if (this.#kept !== kept) return 'done';
      return ballots ? work(ballots, tries) : 'again';
    });
  }

  /** The next thing to do in an open vote. */
  #step(): void {
    const { vote, you } = this.#heard!;
    const { ballot } = vote;
    let kept = (this.#kept ??= this.#shelf.read() ?? undrawn([]));
    if (kept.epoch !== null && kept.epoch !== ballot.epoch) {
      // Dealt again: the old dots count for nothing, one's choices go along.
      this.#errands.drop();
      this.#kept = kept = undrawn(kept.choices);
      this.fault = null;
    }
    if (kept.epoch === null) kept.choices = resized(kept.choices, vote.dots);
    this.#show();
    if (this.fault) return;
    const bent = this.#bent(kept);
    if (bent) this.#doubt(bent);
    else if (!ballot.electors.includes(you)) this.state = 'without';
    else if (kept.epoch === null) this.#begin(kept);
    else if (ballot.stage !== 'sealed') this.#register(kept);
    else if (!kept.seal) this.#plan('seal', 'now', kept, (ballots) => this.#check(ballots, kept));
    else {
      this.state = kept.dots.length ? 'ready' : 'late';
      this.#place(SEALED);
    }
  }

  /** What was published once for this deal, and is not what is told now. */
  #bent({ pk, seal }: Kept): Fault | null {
    const { vote } = this.#heard!;
    if (pk !== null && vote.ballot.pk !== null && vote.ballot.pk !== pk) return 'otherKey';
    if (seal && (vote.ballot.sealDigest !== seal.digest || termsOf(vote) !== seal.terms)) return 'otherView';
    return null;
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
    kept.dots = ballots.draw(dots).map((key) => ({ ...key, tag: base64url(ballots.tagOf(key)), token: null, seq: ballots.firstSeq(), deposited: false, placed: 0, placedSeq: 0 }));
    [kept.epoch, kept.pk, kept.drawn] = [ballot.epoch, ballot.pk, dots];
    // Before anybody hears of them: dots vouched for and lost would be dots lost.
    this.#save();
    this.#step();
    return 'done';
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
    const answer = await this.#say({ act: 'issue', vote: this.#vote, epoch: kept.epoch!, blinded: kept.dots.map((dot) => dot.blinded) });
    const { pk } = kept;
    if (this.#kept !== kept || TOLD_BY_ROOM.has(answer.refusal?.code ?? '')) return 'done';
    if (pk === null || answer.refusal?.code === 'notDealt') return 'again';
    if (!answer.issued) {
      this.state = WITHOUT_DOTS[answer.refusal?.code ?? ''] ?? 'failed';
      return 'done';
    }
    try {
      const tokens = ballots.tokens(kept.dots, pk, answer.issued);
      kept.dots.forEach((dot, i) => (dot.token = tokens[i]!));
    } catch {
      return this.#doubt('otherKey');
    }
    this.#save();
    this.#step();
    return 'done';
  }

  async #deposit(ballots: Ballots, kept: Kept, i: number): Promise<Went> {
    const dot = kept.dots[i]!;
    // Sealed meanwhile: a blank put in now would be a placement.
    if (kept.seal) return 'done';
    const fate = await this.#send(ballots, kept, i, 0);
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
  async #check(ballots: Ballots, kept: Kept): Promise<Went> {
    const fault = await this.#seal(ballots, kept);
    if (this.#kept !== kept) return 'done';
    if (fault) return fault === 'again' ? fault : this.#doubt(fault);
    void this.#report('sealed', true);
    this.#step();
    return 'done';
  }

  async #seal(ballots: Ballots, kept: Kept): Promise<Fault | 'again' | null> {
    const seal = await fetchSeal(ballots, this.#room, this.#heard!, kept);
    if (this.#kept !== kept || !seal) return 'again';
    if (typeof seal === 'string') return seal;
    const tags = new Set(seal.tags);
    kept.dots = kept.dots.filter((dot) => tags.has(dot.tag)).map((dot) => ({ ...dot, deposited: true }));
    kept.choices = resized(kept.choices, kept.dots.length);
    kept.seal = seal;
    this.#save();
    return null;
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
    const fate = await this.#send(ballots, kept, i, choice);
    if (this.#kept !== kept) return 'done';
    if (fate === 'left' || fate === 'refused') return this.#fail();
    this.troubled = fate === 'again' && tries >= 2;
    if (fate === 'again') return 'again';
    if (fate === 'behind') {
      dot.seq += LEAP;
      return TAP;
    }
    dot.placed = choice;
    dot.placedSeq = seq;
    this.#save();
    // Elsewhere by now?
    return kept.choices[i] === choice ? 'done' : TAP;
  }

  #send(ballots: Ballots, kept: Kept, i: number, choice: number): Promise<Fate> {
    const { tag, token, seq, ...key } = kept.dots[i]!;
    const deal = { vote: this.#vote, epoch: kept.epoch! };
    return post({ v: 1, room: this.#room, ...deal, tag, token: kept.seal ? NO_TOKEN : token!, seq, choice, sig: ballots.sign(deal, key, seq, choice) });
  }

  /** The vote is closed: its list is checked, then nothing here may tell what was chosen. */
  #conclude(): void {
    const { vote } = this.#heard!;
    if (this.state === 'counting' || this.state === 'over') return;
    const kept = (this.#kept ??= this.#shelf.read());
    this.#errands.drop();
    const told = this.#shelf.verdict;
    if (told || !kept?.dots.length || kept.epoch !== vote.ballot.epoch) return this.#end(told);
    if (kept.seal && vote.ballot.sealDigest !== kept.seal.digest) return this.#end({ fault: 'otherView', late: 0 });
    if (vote.ballot.sealDigest === null) return this.#end(null);
    if (this.fault) return this.#end({ fault: this.fault, late: 0 });
    this.state = 'counting';
    this.#plan('close', 'now', kept, (ballots, tries) => this.#count(ballots, kept, this.#heard, tries));
  }

  async #count(ballots: Ballots, kept: Kept, heard: HeardVote | null, tries: number): Promise<Went> {
    this.troubled = tries >= 2;
    const fault = !kept.seal && heard ? await this.#seal(ballots, kept) : null;
    if (fault === 'again') return 'again';
    if (!kept.dots.length || fault) {
      this.#end(fault ? { fault, late: 0 } : null);
      return 'done';
    }
    const verdict = await fetchClose(ballots, this.#room, this.#vote, kept, heard?.vote ?? null);
    if (this.#kept !== kept) return 'done';
    if (!verdict || (verdict === 'open' && heard)) return 'again';
    // The room has gone on, the vote is open still.
    if (verdict !== 'open') this.#end(verdict === 'never' ? null : verdict);
    return 'done';
  }

  /** Nothing is kept but the verdict; where there is a fault, what would show it. */
  #end(verdict: Verdict | null): void {
    if (verdict && this.#kept) void this.#report('closed', verdict.fault === null);
    if (verdict) this.#shelf.verdict = verdict;
    if (!verdict?.fault) this.#shelf.erase();
    this.#errands.drop();
    this.#kept = null;
    this.choices = this.placed = [];
    this.troubled = false;
    this.verdict = verdict;
    this.fault = verdict?.fault ?? null;
    this.state = 'over';
  }

  #doubt(fault: Fault): Went {
    void this.#report('sealed', false);
    this.#errands.drop();
    this.fault = fault;
    this.state = 'wrong';
    return 'done';
  }

  #report(stage: 'sealed' | 'closed', ok: boolean): Promise<Answer> {
    return this.#say({ act: 'checked', vote: this.#vote, epoch: this.#kept!.epoch!, stage, ok });
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
