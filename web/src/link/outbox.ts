// Words said and not yet answered. On the device before they are sent, gone when they are answered.
import { newId } from './id';
import * as shelf from './shelf';

/** Something said, and not yet answered. */
export interface Unanswered<S> {
  id: string;
  say: S;
}

/** Where the unanswered words of a seat lie on this device. */
export function outboxPrefix(room: string, face: string, seat: string): string {
  return `cercle:${face}:${room}:out:${seat}:`;
}

// One key for each word, so that two tabs of one device cannot write over each other's.
interface Kept<S> extends Unanswered<S> {
  key: string;
}

/** The unanswered words of one seat of one room, in the order in which they were said. */
export class Outbox<S> {
  #prefix: string;
  #words: Kept<S>[] = [];
  #said = 0;

  constructor(room: string, face: string, seat: string) {
    this.#prefix = outboxPrefix(room, face, seat);
    for (const key of shelf.keys(this.#prefix)) {
      const word = shelf.readJson<Unanswered<S>>(key);
      if (word?.id) this.#words.push({ ...word, key });
      else shelf.remove(key);
    }
  }

  /** Saves, and only then gives it a name. */
  add(say: S): Unanswered<S> {
    const id = newId();
    const order = `${String(Date.now()).padStart(15, '0')}.${String(this.#said++).padStart(6, '0')}`;
    const word = { id, say, key: `${this.#prefix}${order}:${id}` };
    shelf.writeJson(word.key, { id, say });
    this.#words.push(word);
    return word;
  }

  /** It has been answered; false when it was not ours, or had been answered. */
  answered(id: string): boolean {
    const word = this.#words.find((word) => word.id === id);
    if (!word) return false;
    shelf.remove(word.key);
    this.#words = this.#words.filter((other) => other !== word);
    return true;
  }

  /** All, oldest first. */
  all(): readonly Unanswered<S>[] {
    return this.#words;
  }

  /** Nothing said here is to leave this device any more. */
  forget(): void {
    shelf.clear(this.#prefix);
    this.#words = [];
  }
}
