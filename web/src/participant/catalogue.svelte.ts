// The processes of the day, fetched once they are asked for; one that phones do not list, once it is met.
import { get } from '../link/http';
import type { OfferedProcess } from '../wire/common';

/** The day's processes. */
export class Catalogue {
  processes = $state.raw<readonly OfferedProcess[]>([]);
  /** It could not be read. */
  failed = $state.raw(false);
  readonly #path: string;
  #asked = false;
  /** Met, and asked for one by one. */
  readonly #met = new Set<string>();

  constructor(room: string) {
    this.#path = `/api/rooms/${room}/catalogue?face=participant`;
  }

  /** Reads it, unless it has been read. */
  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    const reply = await get<OfferedProcess[]>(this.#path);
    this.failed = !reply.ok;
    if (reply.ok) this.#add(reply.value);
    else this.#asked = false;
  }

  /** One of them; one that is not there yet is asked for. */
  find(id: string | null): OfferedProcess | undefined {
    const found = this.processes.find((process) => process.id === id);
    if (id && !found && this.processes.length) void this.#meet(id);
    return found;
  }

  async #meet(id: string): Promise<void> {
    if (this.#met.has(id)) return;
    this.#met.add(id);
    const reply = await get<OfferedProcess[]>(`${this.#path}&process=${id}`);
    if (reply.ok) this.#add(reply.value);
    else this.#met.delete(id);
  }

  #add(processes: readonly OfferedProcess[]) {
    this.processes = [...this.processes, ...processes];
  }
}
