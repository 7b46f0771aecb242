// A room as one face sees it: the sections last heard, how the link stands, and what was said and not yet answered.
import { getContext, setContext } from 'svelte';
import { Link, type LinkState } from '../link/link';
import type { Unanswered } from '../link/outbox';
import type { Answer, RefusalWords, Signal } from '../wire/common';
import { ServerClock } from './clock.svelte';

/** A refusal to put in words, once. */
export interface Refused<S> {
  id: string;
  refusal: RefusalWords;
  say: S;
}

/** Where a room is, and whose seat this is when it is known beforehand. */
export interface RoomAt<S> {
  room: string;
  face: 'participant' | 'facilitator' | 'screen';
  seat?: string;
  /** Something said is done, maybe said before this page was loaded. */
  done?: (say: S) => void;
  /** Something said was refused, maybe said before this page was loaded. True: it has been dealt with, nobody need read it. */
  refused?: (say: S) => boolean;
}

/** A live room. `Hears` are the sections of this face, `Says` what it may ask. */
export class Room<Hears extends object, Says> {
  /** The opaque name of the room. */
  readonly name: string;
  /** The sections heard so far; replaced whole at each frame. */
  sections = $state.raw<Partial<Hears>>({});
  /** How the link stands. */
  link = $state.raw<LinkState>('connecting');
  /** Words not yet answered, oldest first. */
  unanswered = $state.raw<readonly Unanswered<Says>[]>([]);
  /** Refusals not yet put aside by who reads them. */
  refusals = $state.raw<readonly Refused<Says>[]>([]);
  /** The server's time. */
  readonly clock: ServerClock;

  #link: Link<Says>;

  #done: ((say: Says) => void) | undefined;
  #refused: ((say: Says) => boolean) | undefined;

  constructor(at: RoomAt<Says>) {
    this.name = at.room;
    this.#done = at.done;
    this.#refused = at.refused;
    this.#link = new Link<Says>({
      room: at.room,
      face: at.face,
      seat: at.seat,
      hears: {
        state: (state) => (this.link = state),
        sections: (sections) => (this.sections = sections as Partial<Hears>),
        answer: (answer, say) => this.#note(answer, say),
        unanswered: (words) => (this.unanswered = words),
      },
    });
    this.clock = new ServerClock(() => this.#link.offsetMs);
  }

  /** Asks; the answer comes once, maybe much later. Refusals also gather in `refusals`. */
  say(say: Says): Promise<Answer> {
    return this.#link.say(say);
  }

  /** A passing sign: sent now, or never. */
  signal(signal: Signal): void {
    this.#link.signal(signal);
  }

  /** The seat is known: its unanswered words may go. */
  sit(seat: string): void {
    this.#link.sit(seat);
  }

  /** A refusal has been read. */
  putAside(id: string): void {
    this.refusals = this.refusals.filter((refused) => refused.id !== id);
  }

  /** Nothing unanswered is to leave this device any more. */
  forget(): void {
    this.#link.forget();
  }

  /** Leaves for good. */
  close(): void {
    this.#link.close();
    this.clock.stop();
  }

  #note(answer: Answer, say: Says): void {
    if (answer.ok) return this.#done?.(say);
    if (!answer.refusal) return;
    if (this.#refused?.(say)) return;
    this.refusals = [...this.refusals, { id: answer.id, refusal: answer.refusal, say }];
  }
}

const ROOM = Symbol('room');

/** Hands the room down to the components of a face. */
export function handDownRoom<Hears extends object, Says>(room: Room<Hears, Says>): Room<Hears, Says> {
  return setContext(ROOM, room);
}

/** The room handed down. */
export function useRoom<Hears extends object, Says>(): Room<Hears, Says> {
  return getContext(ROOM);
}
