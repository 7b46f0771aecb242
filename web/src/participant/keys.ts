// Where this phone keeps what is its own, and how it forgets.
import * as shelf from '../link/shelf';

/** Everything a room left on this phone. */
export const ROOMS = 'cercle:participant:';
/** The room this phone was last let into. */
export const LAST_ROOM = 'cercle:last-room';
/** A knock not yet answered. */
export const KNOCK = 'cercle:knock';
/** The tab that came last. */
export const TAB = 'cercle:tab';

/** Where drafts of a room lie. */
export const drafts = (room: string): string => `${ROOMS}${room}:draft:`;
/** Where the notes of one's own lie: they never travel, and go with the room. */
export const notes = (room: string): string => `${ROOMS}${room}:notes`;
/** Where the dots of a vote lie until its close. */
export const dots = (room: string, vote: string): string => `${ROOMS}${room}:ballot:${vote}`;
/** What this phone says of a vote that is over. */
export const verdict = (room: string, vote: string): string => `${ROOMS}${room}:verdict:${vote}`;
/** Where the slips this phone wrote lie, with their secrets. */
export const slips = (room: string): string => `${ROOMS}${room}:slips`;

/** Forgets all that a room left here. */
export function forgetRoom(room: string): void {
  shelf.clear(`${ROOMS}${room}:`);
  // Where notes lay before they went with their room.
  shelf.remove('cercle:notes');
}

/** Forgets all other rooms: their days are over. */
export function forgetOtherRooms(room: string): void {
  for (const key of shelf.keys(ROOMS)) {
    if (!key.startsWith(`${ROOMS}${room}:`)) shelf.remove(key);
  }
}
