// From a code to a linked screen: the code, the knock, the two words, the facilitator's yes.
import { readCode } from '../face/code';
import { post, UNREACHED } from '../link/http';
import { newUuid } from '../link/id';
import * as shelf from '../link/shelf';
import type { BilingualText } from '../wire/common';
import type { Door, DoorFound, Knock, Knocked } from '../wire/door';

/** Where this screen stands before the room. */
export type Place =
  | { at: 'code'; problem?: string }
  | { at: 'looking'; trouble: boolean }
  | { at: 'knocking'; words: BilingualText | null; trouble: boolean }
  | { at: 'away'; why: 'refused' | 'notAdmitted' | 'dayOver' }
  | { at: 'in'; room: string };

const ROOM = 'cercle:screen:room';
const CODE = 'cercle:screen:code';
const RETRY_MS = 2_000;
const seconds = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The way in. */
export class Entry {
  place = $state.raw<Place>({ at: 'code' });
  /** The attempt under way; another one replaces it. */
  #attempt = 0;

  /** Begins with what the link carries after its `#`, or with the room this screen was in. */
  constructor(fragment: string) {
    const code = readCode(decodeURIComponent(fragment.replace(/^#/, '').split('.')[0] ?? ''));
    const room = shelf.read(ROOM);
    if (code) void this.open(code);
    else if (room) this.place = { at: 'in', room };
  }

  /** Finds the room behind this code and asks to show it, for as long as it takes. */
  async open(code: string): Promise<void> {
    const attempt = ++this.#attempt;
    shelf.write(CODE, code);
    const room = await this.#find(code, attempt);
    if (room) await this.#knock(room, attempt);
  }

  /** Asks again with the code last used, if there was one. */
  again(): void {
    const code = shelf.read(CODE);
    if (code) void this.open(code);
    else this.toCode();
  }

  /** Shows where to type a code. */
  toCode(): void {
    this.#attempt += 1;
    this.place = { at: 'code' };
  }

  /** The room would not have this screen any more. */
  sentAway(why: 'notAdmitted' | 'dayOver'): void {
    shelf.remove(ROOM);
    this.place = { at: 'away', why };
  }

  async #find(code: string, attempt: number): Promise<string | null> {
    const door: Door = { code, key: null };
    for (let trouble = false; ; trouble = true) {
      this.place = { at: 'looking', trouble };
      const reply = await post<DoorFound>('/api/door', door);
      if (attempt !== this.#attempt) return null;
      if (reply.ok) return reply.value.room;
      if (!worthAnother(reply)) {
        this.place = reply.problem === 'dayOver' ? { at: 'away', why: 'dayOver' } : { at: 'code', problem: reply.problem };
        return null;
      }
      await seconds(RETRY_MS);
    }
  }

  async #knock(room: string, attempt: number): Promise<void> {
    const knock: Knock = { knock: newUuid(), name: '', screen: true };
    let words: BilingualText | null = null;
    this.place = { at: 'knocking', words, trouble: false };
    while (attempt === this.#attempt) {
      const askedAt = Date.now();
      const reply = await post<Knocked>(`/api/rooms/${room}/knock`, knock);
      if (attempt !== this.#attempt) return;
      if (reply.ok && reply.value.state !== 'waiting') return this.#settle(reply.value.state, room);
      if (!reply.ok && !worthAnother(reply)) return this.sentAway('dayOver');
      if (reply.ok && reply.value.state === 'waiting') words = reply.value.words;
      this.place = { at: 'knocking', words, trouble: !reply.ok };
      // The server holds the request; one answered at once must not become a storm.
      if (Date.now() - askedAt < RETRY_MS) await seconds(RETRY_MS);
    }
  }

  #settle(state: Exclude<Knocked['state'], 'waiting'>, room: string): void {
    if (state === 'admitted') {
      shelf.write(ROOM, room);
      this.place = { at: 'in', room };
    } else {
      this.place = { at: 'away', why: 'refused' };
    }
  }
}

/** Problems that time alone may mend. */
function worthAnother(reply: { problem: string; status: number }): boolean {
  return reply.problem === UNREACHED || reply.status >= 500;
}
