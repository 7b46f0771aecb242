// From a code to a seat: the door, the name, the knock, and whatever may come of it.
import { readCode } from '../face/code';
import { post, UNREACHED } from '../link/http';
import { newUuid } from '../link/id';
import * as shelf from '../link/shelf';
import type { BilingualText } from '../wire/common';
import type { Door, DoorFound, Knock, Knocked, Return } from '../wire/door';
import * as keys from './keys';

/** Where one stands before the room. */
export type Place =
  | { at: 'code'; problem?: string }
  | { at: 'opening' }
  | { at: 'name'; room: string; problem?: string }
  | { at: 'knocking'; room: string; name: string; words: BilingualText | null; trouble: boolean }
  | { at: 'return'; room: string; problem?: string }
  | { at: 'turnedAway'; room: string; why: 'refused' | 'locked' | 'full' }
  | { at: 'out'; why: 'notAdmitted' | 'dayOver' }
  | { at: 'in'; room: string };

const RETRY_MS = 2_000;

/** What a scanned link carries after its `#`. */
export function readFragment(fragment: string): Door | null {
  const [code, key] = fragment.replace(/^#/, '').split('.');
  const read = readCode(decodeURIComponent(code ?? ''));
  return read ? { code: read, key: key || null } : null;
}

interface KeptKnock extends Knock {
  room: string;
}

/** The way in. */
export class Entry {
  place = $state.raw<Place>({ at: 'code' });
  #knock: KeptKnock | null = null;

  /** Begins with what this phone knows: a scanned link, a room, or a knock not yet answered. */
  constructor(fragment: string) {
    const door = readFragment(fragment);
    const room = shelf.read(keys.LAST_ROOM);
    const knock = shelf.readJson<KeptKnock>(keys.KNOCK);
    if (door) void this.open(door);
    else if (room) this.place = { at: 'in', room };
    else if (knock?.room && knock.name) void this.#knockUntilAnswered(knock);
  }

  /** Is there a room behind this code? */
  async open(door: Door): Promise<void> {
    this.place = { at: 'opening' };
    const reply = await post<DoorFound>('/api/door', door);
    if (!reply.ok) this.place = reply.problem === 'dayOver' ? { at: 'out', why: 'dayOver' } : { at: 'code', problem: reply.problem };
    else if (reply.value.known) this.#goIn(reply.value.room);
    else this.place = { at: 'name', room: reply.value.room };
  }

  /** Knocks, and waits as long as it takes. */
  knock(room: string, name: string): Promise<void> {
    return this.#knockUntilAnswered({ room, name, knock: newUuid(), screen: false });
  }

  /** Takes one's seat again with the personal return code. */
  async comeBack(room: string, code: string): Promise<void> {
    const asked: Return = { code: code.trim() };
    const reply = await post<null>(`/api/rooms/${room}/return`, asked);
    if (reply.ok) this.#goIn(room);
    else this.place = { at: 'return', room, problem: reply.problem };
  }

  /** Shows where to type a return code. */
  toReturn(room: string): void {
    this.#stopKnocking();
    this.place = { at: 'return', room };
  }

  /** Shows where to type a name. */
  toName(room: string): void {
    this.#stopKnocking();
    this.place = { at: 'name', room };
  }

  /** Begins anew. */
  toCode(): void {
    this.#stopKnocking();
    this.place = { at: 'code' };
  }

  /** The room would not have this phone any more. */
  turnedOut(why: 'notAdmitted' | 'dayOver'): void {
    shelf.remove(keys.LAST_ROOM);
    this.place = { at: 'out', why };
  }

  /** This phone's owner forgets the room. */
  leave(): void {
    shelf.remove(keys.LAST_ROOM);
    this.toCode();
  }

  #goIn(room: string): void {
    this.#stopKnocking();
    shelf.write(keys.LAST_ROOM, room);
    keys.forgetOtherRooms(room);
    this.place = { at: 'in', room };
  }

  #stopKnocking(): void {
    this.#knock = null;
    shelf.remove(keys.KNOCK);
  }

  async #knockUntilAnswered(kept: KeptKnock): Promise<void> {
    const { room, ...knock } = kept;
    this.#knock = kept;
    // A reload goes on with the same knock: the facilitator sees one person, not two.
    shelf.writeJson(keys.KNOCK, kept);
    let words: BilingualText | null = null;
    this.place = { at: 'knocking', room, name: knock.name, words, trouble: false };
    while (this.#knock === kept) {
      const askedAt = Date.now();
      const reply = await post<Knocked>(`/api/rooms/${room}/knock`, knock);
      if (this.#knock !== kept) return;
      if (reply.ok && reply.value.state === 'waiting') words = reply.value.words;
      const goesOn = reply.ok ? reply.value.state === 'waiting' : this.#survives(reply, room);
      if (!goesOn && reply.ok) this.#settle(reply.value, room);
      if (!goesOn) return;
      this.place = { at: 'knocking', room, name: knock.name, words, trouble: !reply.ok };
      // The server holds the request; one answered at once must not become a storm.
      if (Date.now() - askedAt < RETRY_MS) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  #settle(answer: Knocked, room: string): void {
    if (answer.state === 'admitted') return this.#goIn(room);
    this.#stopKnocking();
    if (answer.state !== 'waiting') this.place = { at: 'turnedAway', room, why: answer.state };
  }

  /** Whether to go on knocking after a problem; if not, says so. */
  #survives(reply: { problem: string; status: number }, room: string): boolean {
    if (reply.problem === UNREACHED || reply.status >= 500 || reply.status === 429) return true;
    this.#stopKnocking();
    if (reply.status === 404 || reply.status === 410) this.place = { at: 'out', why: 'dayOver' };
    else this.place = { at: 'name', room, problem: reply.problem };
    return false;
  }
}
