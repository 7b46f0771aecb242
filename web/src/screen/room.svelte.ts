// What the screen knows beside its sections: the room it hears, and what processes are called.
import { getContext, setContext } from 'svelte';
import { Room, handDownRoom, useRoom } from '../face/room.svelte';
import { get } from '../link/http';
import type { BilingualText, OfferedProcess, ProcessId } from '../wire/common';
import type { Hears } from '../wire/screen';

/** A screen says nothing. */
export type ScreenRoom = Room<Hears, never>;

const RETRY_MS = 5_000;
const NAMES = Symbol('process names');

/** The names of the day's processes. */
export class ProcessNames {
  #names = $state.raw<ReadonlyMap<ProcessId, BilingualText>>(new Map());

  /** Fetches them, for as long as it takes; stops when asked. */
  fetch(room: string): () => void {
    let again: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const ask = async () => {
      const reply = await get<OfferedProcess[]>(`/api/rooms/${room}/catalogue?face=screen`);
      if (reply.ok) this.#names = new Map(reply.value.map((process) => [process.id, process.name]));
      else if (!stopped) again = setTimeout(() => void ask(), RETRY_MS);
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(again);
    };
  }

  /** What a process is called. */
  of(process: ProcessId): BilingualText | null {
    return this.#names.get(process) ?? null;
  }
}

/** Hands the room and the names down. */
export function handDown(room: ScreenRoom, names: ProcessNames): void {
  handDownRoom(room);
  setContext(NAMES, names);
}

/** The room handed down. */
export const useScreenRoom = (): ScreenRoom => useRoom<Hears, never>();

/** The names handed down. */
export const useProcessNames = (): ProcessNames => getContext(NAMES);
