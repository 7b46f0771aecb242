// What both transports have in common: a socket, and plain requests held open.
import type { Signal, ToFace } from '../wire/common';
import type { Unanswered } from './outbox';

/** The version of the protocol this page speaks. */
export const PROTOCOL = 1;

/** The close codes of `PROTOCOL.md`; others are those of RFC 6455. */
export const Close = {
  restart: 1012,
  overload: 1013,
  stalePage: 4001,
  malformed: 4002,
  notAdmitted: 4003,
  tooSlow: 4008,
  tooMany: 4029,
} as const;

/** How a transport came to its end. */
export type Ending =
  /** The server closed, and said why. */
  | { why: 'closed'; code: number }
  /** It was open, and is gone or silent. */
  | { why: 'lost' }
  /** The server answers requests, but no socket comes through. */
  | { why: 'barred' }
  /** The server could not be reached. */
  | { why: 'unreached' }
  /** The server would not have us: a problem code and its status. */
  | { why: 'refused'; problem: string; status: number };

/** The room and the face a transport speaks for. */
export interface Address {
  room: string;
  face: string;
}

/** What the device has already: the epoch, and the revision of each section. */
export interface Have {
  epoch: string | null;
  revisions: Record<string, number>;
}

/** What a transport reports. */
export interface TransportHears {
  have(): Have;
  opened(): void;
  heard(message: ToFace): void;
  /** A question sent and answered at these times of the device. */
  exchanged(sentAt: number, receivedAt: number, serverTime: number): void;
  /** Said once, last. */
  ended(ending: Ending): void;
}

/** A way to the server. It is given up after its end; another is made. */
export interface Transport<S> {
  say(word: Unanswered<S>): void;
  signal(signal: Signal): void;
  /** Is it still alive? Ends as lost when nothing comes back soon. */
  probe(): void;
  /** Ends without a word. */
  close(): void;
}
