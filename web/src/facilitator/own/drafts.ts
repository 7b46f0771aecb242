// Processes being edited, kept on the tablet until they are saved or given up.
import * as shelf from '../../link/shelf';
import type { Process } from '../../wire/common';

/** A process being edited. */
export interface Draft {
  /** The version that is edited; 0 for one that was never saved. */
  from: number;
  /** What it was when it was opened. */
  base: Process;
  /** What it is now. */
  process: Process;
}

const OPEN = 'cercle:own:open';
const prefix = (cycle: string) => `cercle:own:draft:${cycle}:`;

/** Keeps a draft; false when the tablet will not. */
export function keep(cycle: string, draft: Draft): boolean {
  return shelf.writeJson(prefix(cycle) + draft.process.id, draft);
}

/** A draft as it was kept. */
export function read(cycle: string, id: string): Draft | null {
  return shelf.readJson(prefix(cycle) + id);
}

/** Every draft of a cycle. */
export function all(cycle: string): Draft[] {
  return shelf.keys(prefix(cycle)).flatMap((key) => shelf.readJson<Draft>(key) ?? []);
}

/** Gives a draft up. */
export function forget(cycle: string, id: string): void {
  shelf.remove(prefix(cycle) + id);
}

/** Where the page stands: a reload comes back to it. */
export interface Open {
  cycle: string;
  /** The process in the editor, if any. */
  id: string | null;
}

/** Remembers where the page stands; null when it is left. */
export function stand(open: Open | null): void {
  if (open) shelf.writeJson(OPEN, open);
  else shelf.remove(OPEN);
}

/** Where the page stood. */
export function stood(): Open | null {
  return shelf.readJson(OPEN);
}
