// The processes of the day, fetched once they are asked for.
import { get } from '../link/http';
import type { OfferedProcess } from '../wire/common';

/** The day's processes. */
export class Catalogue {
  processes = $state.raw<readonly OfferedProcess[]>([]);
  /** It could not be read. */
  failed = $state.raw(false);
  #room: string;
  #asked = false;

  constructor(room: string) {
    this.#room = room;
  }

  /** Reads it, unless it has been read. */
  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    const reply = await get<OfferedProcess[]>(`/api/rooms/${this.#room}/catalogue`);
    this.failed = !reply.ok;
    if (reply.ok) this.processes = reply.value;
    else this.#asked = false;
  }

  /** One of them. */
  find(id: string | null): OfferedProcess | undefined {
    return this.processes.find((process) => process.id === id);
  }
}
