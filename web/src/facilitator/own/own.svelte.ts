// The processes of a cycle: the house's to copy from, the group's own.
import { get, post, postText, type Reply } from '../../link/http';
import type { FaultView, NotTaken, Processes } from '../../wire/account';
import type { Process } from '../../wire/common';

/** Whether a process was taken, or why not. */
export type Taken = { ok: true; process: Process } | { ok: false; problem: string; faults: readonly FaultView[] };

/** The processes of one cycle, as the server has them. */
export class OwnProcesses {
  house = $state.raw<readonly Process[]>([]);
  own = $state.raw<readonly Process[]>([]);
  loaded = $state.raw(false);
  /** Why the last request failed. */
  problem = $state.raw<string | null>(null);

  constructor(readonly cycle: string) {}

  get #path(): string {
    return `/api/cycles/${this.cycle}/processes`;
  }

  /** Asks for them all. */
  async load(): Promise<void> {
    const reply = await get<Processes>(this.#path);
    this.problem = reply.ok ? null : reply.problem;
    if (!reply.ok) return;
    this.house = reply.value.house;
    this.own = reply.value.own;
    this.loaded = true;
  }

  /** One of the group's own. */
  find(id: string): Process | undefined {
    return this.own.find((process) => process.id === id);
  }

  /** Every id that is taken. */
  get ids(): string[] {
    return [...this.house, ...this.own].map((process) => process.id);
  }

  /** Puts a process, edited from a version. */
  put(from: number, process: Process): Promise<Taken> {
    return this.putText(from, JSON.stringify(process));
  }

  /** Puts a file as it is written. */
  async putText(from: number, text: string): Promise<Taken> {
    const taken = takenOf(await postText<Process>(`${this.#path}?from=${from}`, text));
    if (taken.ok) {
      const { process } = taken;
      const known = this.find(process.id);
      this.own = known ? this.own.map((one) => (one === known ? process : one)) : [...this.own, process];
    }
    return taken;
  }

  /** Drops a process; false when that could not be said. */
  async drop(id: string): Promise<boolean> {
    const reply = await post<null>(`${this.#path}/${id}/drop`);
    this.problem = reply.ok ? null : reply.problem;
    if (reply.ok) this.own = this.own.filter((process) => process.id !== id);
    return reply.ok;
  }

  /** Where the file of a process is. */
  fileOf(id: string): string {
    return `${this.#path}/${id}`;
  }
}

/** What is wrong with a process; nothing while the server does not answer. */
export async function check(process: Process): Promise<readonly FaultView[] | null> {
  const reply = await post<null>('/api/processes/check', process);
  if (reply.ok) return [];
  const taken = takenOf(reply);
  return taken.ok || taken.problem !== 'faultyProcess' ? null : taken.faults;
}

function takenOf(reply: Reply<unknown>): Taken {
  if (reply.ok) return { ok: true, process: reply.value as Process };
  const told = reply.told as Partial<NotTaken> | undefined;
  return { ok: false, problem: reply.problem, faults: told?.faults ?? [] };
}
