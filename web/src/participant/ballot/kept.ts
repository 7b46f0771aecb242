// What a phone keeps of a vote until its close: on the device before anything of it is sent.
import type { DotKey } from '../../ballot/credentials';
import type { Fault } from '../../ballot/check';
import { base64url } from '../../link/id';
import * as shelf from '../../link/shelf';
import type { VoteKind } from '../../wire/common';
import * as keys from '../keys';
import type { Ballots } from './lists';

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
  /** What the vote is about. */
  kind: VoteKind;
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
  /** Why it does not vouch for this deal: nothing heard later takes it back. */
  fault: Fault | null;
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
export function undrawn(kind: VoteKind, choices: number[]): Kept {
  return { kind, epoch: null, pk: null, dots: [], drawn: 0, choices, seal: null, fault: null };
}

/** This deal's dots, fresh. */
export function drawn(ballots: Ballots, count: number): Pick<Kept, 'dots' | 'drawn'> {
  const fresh = (key: DotKey): KeptDot => ({ ...key, tag: base64url(ballots.tagOf(key)), token: null, seq: ballots.firstSeq(), deposited: false, placed: 0, placedSeq: 0 });
  return { dots: ballots.draw(count).map(fresh), drawn: count };
}

/** Why none of one's dots count, though nothing is wrong. */
export type Uncounted =
  /** The vote was closed before its box was sealed. */
  | 'unsealed'
  /** The dots were dealt again without this phone. */
  | 'redealt'
  /** The box was sealed before they had left. */
  | 'late';

/** What became of one's dots. */
export interface Outcome {
  fault: Fault | null;
  /** Dots that had not reached the box. */
  late: number;
  uncounted: Uncounted | null;
}

/** What a phone says of a vote that is over. */
export interface Verdict extends Outcome {
  kind: VoteKind;
  /** There is nothing its owner has still to be told. */
  read: boolean;
}

/** This phone does not agree. */
export function red(fault: Fault): Outcome {
  return { fault, late: 0, uncounted: null };
}

/** One's dots count for nothing. */
export function without(uncounted: Uncounted): Outcome {
  return { fault: null, late: 0, uncounted };
}

/** The votes of a room of which this phone keeps dots, or has said something. */
export function votesKnown(room: string): Set<string> {
  const places = [keys.dots(room, ''), keys.verdict(room, '')];
  return new Set(places.flatMap((place) => shelf.keys(place).map((key) => key.slice(place.length))));
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

/** A number lower than another tab's is raised by this. */
export const LEAP = 2 ** 24;

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
