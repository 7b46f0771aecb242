// One's dots in one vote: drawn here, registered blank, then placed one by one by a way that knows no name.
import { base64url, randomBytes } from '../link/id';
import * as shelf from '../link/shelf';
import type { Answer, VoteView } from '../wire/common';
import type { Dot } from '../wire/door';
import * as keys from './keys';
import type { Choices } from './pebbles';

/** How far one's dots are. The last three have nothing to place here. */
export type DotsState = 'preparing' | 'ready' | 'elsewhere' | 'without' | 'failed';

const TAG_BYTES = 32;
const DOT_BYTES = 512;
/** Each dot waits a while of its own before it leaves, so that a tap is not a time. */
const DELAY_MS = { least: 300, most: 2_000 };
const RETRY_MS = { first: 1_000, longest: 8_000 };
/** Where a dot's number starts, and how far it jumps: its changes are not to be counted. */
const FIRST_SEQ = 2 ** 32;
const SEQ_STEP = 2 ** 12;
const SEQ_LEAP = 2 ** 24;

interface Kept {
  tags: string[];
  seqs: number[];
  /** Where one wants each dot. */
  choices: number[];
  /** Where the box has each dot, as far as it has said. */
  placed: number[];
}

/** Says `registerDots` for this vote. */
export type Register = (vote: string, tags: string[]) => Promise<Answer>;

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}

/** The body of a placed dot: always as long. */
export function bodyOf(dot: Dot): string {
  return JSON.stringify(dot).padEnd(DOT_BYTES, ' ');
}

/** One's dots in one vote. */
export class Dots {
  state = $state.raw<DotsState>('preparing');
  /** Where one wants each dot. */
  choices = $state.raw<Choices>([]);
  /** Where the box has each dot. */
  placed = $state.raw<Choices>([]);
  /** The box has not answered of late. */
  troubled = $state.raw(false);

  readonly #room: string;
  readonly #vote: string;
  readonly #register: Register;
  #kept: Kept | null = null;
  #asked = false;
  #over = false;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #leaving = new Set<number>();

  constructor(room: string, vote: string, register: Register) {
    this.#room = room;
    this.#vote = vote;
    this.#register = register;
  }

  /** Every dot is where one wants it, and the box has said so. */
  get settled(): boolean {
    return this.choices.every((choice, dot) => choice === this.placed[dot]);
  }

  /** Follows what the room says of the vote. */
  follow(vote: VoteView, registered: boolean): void {
    if (vote.closed) return this.#forget();
    this.#kept ??= shelf.readJson<Kept>(this.#key);
    if (!this.#kept) {
      // Drawn elsewhere, or drawn here and lost since: they cannot be moved from here.
      if (registered) {
        this.state = 'elsewhere';
        return;
      }
      this.#draw(vote.dots);
    }
    this.#show();
    if (registered) this.#ready();
    else if (!this.#asked) void this.#ask();
  }

  /** One's choices are these. */
  choose(choices: Choices): void {
    if (this.state !== 'ready' || !this.#kept) return;
    this.#kept.choices = [...choices];
    this.#save();
    this.#show();
    choices.forEach((_, dot) => this.#leaveLater(dot));
  }

  /** The vote is closed, or the room left: nothing here may tell what was chosen. */
  #forget(): void {
    this.#over = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#kept = null;
    this.choices = this.placed = [];
    this.troubled = false;
    shelf.remove(this.#key);
  }

  get #key(): string {
    return keys.dots(this.#room, this.#vote);
  }

  #draw(count: number): void {
    const each = <T>(make: () => T): T[] => Array.from({ length: count }, make);
    this.#kept = {
      tags: each(() => base64url(randomBytes(TAG_BYTES))),
      seqs: each(() => 1 + below(FIRST_SEQ)),
      choices: each(() => 0),
      placed: each(() => 0),
    };
    // Before anybody knows them: tags that were registered and lost would be dots lost.
    this.#save();
  }

  async #ask(): Promise<void> {
    this.#asked = true;
    const answer = await this.#register(this.#vote, this.#kept!.tags);
    if (this.#over) return;
    if (answer.ok) return this.#ready();
    const code = answer.refusal?.code;
    this.state = code === 'alreadyIssued' ? 'elsewhere' : code === 'notAnElector' ? 'without' : code === 'voteClosed' ? 'preparing' : 'failed';
    this.#kept = null;
    shelf.remove(this.#key);
  }

  #ready(): void {
    if (this.#over || !this.#kept || this.state === 'ready') return;
    this.state = 'ready';
    this.#kept.choices.forEach((_, dot) => this.#leaveLater(dot));
  }

  #save(): void {
    shelf.writeJson(this.#key, this.#kept);
  }

  #show(): void {
    this.choices = [...(this.#kept?.choices ?? [])];
    this.placed = [...(this.#kept?.placed ?? [])];
  }

  #leaveLater(dot: number, tries = 0): void {
    const kept = this.#kept;
    if (!kept || this.#over || this.#timers.has(dot) || this.#leaving.has(dot)) return;
    if (kept.choices[dot] === kept.placed[dot]) return;
    const wait = tries
      ? Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** (tries - 1)) * (0.5 + Math.random())
      : DELAY_MS.least + below(DELAY_MS.most - DELAY_MS.least);
    const leave = () => {
      this.#timers.delete(dot);
      void this.#place(dot, tries);
    };
    this.#timers.set(dot, setTimeout(leave, wait));
  }

  async #place(dot: number, tries: number): Promise<void> {
    const kept = this.#kept;
    if (!kept || this.#over || kept.choices[dot] === kept.placed[dot]) return;
    const choice = kept.choices[dot]!;
    kept.seqs[dot] = kept.seqs[dot]! + 1 + below(SEQ_STEP);
    this.#save();
    this.#leaving.add(dot);
    const outcome = await post({ v: 1, room: this.#room, vote: this.#vote, tag: kept.tags[dot]!, seq: kept.seqs[dot]!, choice });
    this.#leaving.delete(dot);
    if (this.#over || this.#kept !== kept) return;
    if (outcome === 'lost') {
      this.state = 'failed';
      return;
    }
    // Another tab of this phone was further on; this is the one in use.
    if (outcome === 'behind') kept.seqs[dot] = kept.seqs[dot]! + SEQ_LEAP;
    this.troubled = outcome === 'again' && tries >= 2;
    if (outcome === 'placed') {
      kept.placed[dot] = choice;
      this.#save();
      this.#show();
    }
    // Elsewhere by now, or not yet there.
    this.#leaveLater(dot, outcome === 'placed' ? 0 : tries + 1);
  }
}

/** Places one dot: no cookie, no referrer, nothing that says whose. */
async function post(dot: Dot): Promise<'placed' | 'again' | 'behind' | 'lost'> {
  try {
    const response = await fetch('/b', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cercle': '1' },
      body: bodyOf(dot),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    if (response.ok) return 'placed';
    const { code } = (await response.json().catch(() => ({ code: '' }))) as { code: string };
    if (code === 'superseded') return 'behind';
    // A closed vote is told by the room; this page waits for its word.
    return code === 'unknownDot' || code === 'malformed' ? 'lost' : 'again';
  } catch {
    return 'again';
  }
}
