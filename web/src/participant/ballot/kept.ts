// What a phone keeps of a vote until its close: on the device before anything of it is sent.
import type { DotKey } from '../../ballot/credentials';
import type { Fault } from '../../ballot/check';
import * as shelf from '../../link/shelf';
import * as keys from '../keys';

/** One dot of one deal. */
export interface KeptDot extends DotKey {
  tag: string;
  /** The server vouches for the tag; none before it has. */
  token: string | null;
  /** The last number used. */
  seq: number;
  /** The box has acknowledged the blank. */
  deposited: boolean;
  /** Where the box has it, as far as it has said. */
  placed: number;
  /** The number of that placement. */
  placedSeq: number;
}

/** One's dots in one vote. */
export interface Kept {
  /** The deal they are of; none before the first has been drawn. */
  epoch: number | null;
  /** The key they are vouched for under, as it was published when they were drawn. */
  pk: string | null;
  dots: KeptDot[];
  /** How many were drawn. */
  drawn: number;
  /** Where one wants each dot: they outlive a re-deal. */
  choices: number[];
  /** What was sealed, once this phone has vouched for it. */
  seal: KeptSeal | null;
}

/** A seal this phone vouches for. */
export interface KeptSeal {
  tags: string[];
  digest: string;
  /** How many people hold credentials. */
  people: number;
  /** What a choice means, and how counts are shown: see `termsOf`. */
  terms: string;
}

/** Nothing drawn yet; one's choices, made before another deal, go along. */
export function undrawn(choices: number[]): Kept {
  return { epoch: null, pk: null, dots: [], drawn: 0, choices, seal: null };
}

/** What a phone says of a vote that is over. */
export interface Verdict {
  fault: Fault | null;
  /** Dots that had not reached the box. */
  late: number;
}

/** The shelf of one vote. */
export class VoteShelf {
  constructor(
    private readonly room: string,
    private readonly vote: string,
  ) {}

  read(): Kept | null {
    return shelf.readJson<Kept>(keys.dots(this.room, this.vote));
  }

  /** False when the device will not keep it. */
  write(kept: Kept): boolean {
    return shelf.writeJson(keys.dots(this.room, this.vote), kept);
  }

  /** Keys, blinds and choices are gone. */
  erase(): void {
    shelf.remove(keys.dots(this.room, this.vote));
  }

  get verdict(): Verdict | null {
    return shelf.readJson<Verdict>(keys.verdict(this.room, this.vote));
  }

  set verdict(verdict: Verdict) {
    shelf.writeJson(keys.verdict(this.room, this.vote), verdict);
  }
}

/** Where the box has a dot; null when a number was used of which the box has not said anything: it may lie there, or not. */
export function lies(dot: KeptDot): number | null {
  return dot.seq === dot.placedSeq ? dot.placed : null;
}

/** As many choices as there are dots now: those one has made come first. */
export function resized(choices: readonly number[], dots: number): number[] {
  if (choices.length === dots) return [...choices];
  const made = choices.filter((choice) => choice !== 0);
  return Array.from({ length: dots }, (_, i) => made[i] ?? 0);
}
