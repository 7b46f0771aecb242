// A process in the editor: what it was, what it is, in which language it is written, what is wrong with it.
import { getContext, setContext } from 'svelte';
import type { FaultView } from '../../wire/account';
import type { BilingualText, Process, Step } from '../../wire/common';
import type { Language } from '../../words/language';
import * as drafts from './drafts';
import { check, type OwnProcesses } from './own.svelte';

/** Milliseconds without a change after which the server is asked what is wrong. */
const REST = 500;

/** A process being edited. */
export class Editing {
  process: Process = $state()!;
  base = $state.raw<Process>()!;
  /** The version that is edited; 0 for one that was never saved. */
  from = $state.raw(0);
  language = $state.raw<Language>('fr');
  /** The other language is shown too. */
  beside = $state.raw(false);
  faults = $state.raw<readonly FaultView[]>([]);
  /** Why it could not be saved. */
  problem = $state.raw<string | null>(null);
  busy = $state.raw(false);
  /** The version just saved. */
  saved = $state.raw<number | null>(null);
  /** The tablet keeps what is changed. */
  kept = $state.raw(true);
  readonly #own: OwnProcesses;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** Counts the checks asked: an older answer is not heard. */
  #asked = 0;

  constructor(own: OwnProcesses, draft: drafts.Draft, language: Language) {
    this.#own = own;
    this.process = structuredClone(draft.process);
    this.base = draft.base;
    this.from = draft.from;
    this.language = language;
  }

  /** Whether anything differs from what was opened. */
  get changed(): boolean {
    return JSON.stringify(this.process) !== JSON.stringify(this.base);
  }

  /** Whether there is something to save. */
  get unsaved(): boolean {
    return this.from === 0 || this.changed;
  }

  /** The step as it was opened. */
  before(step: Step): Step | undefined {
    return this.base.steps.find((one) => one.id === step.id);
  }

  /** What is wrong in this very place. */
  at(place: string): FaultView | undefined {
    return this.faults.find((fault) => fault.place === place);
  }

  /** How much is wrong in this place and below it. */
  below(place: string): number {
    return this.faults.filter((fault) => fault.place === place || fault.place.startsWith(`${place}.`) || fault.place.startsWith(`${place}[`)).length;
  }

  /** Keeps what is changed, and asks what is wrong once it rests. */
  keep(): void {
    const { cycle } = this.#own;
    const process = $state.snapshot(this.process) as Process;
    if (this.changed) this.kept = drafts.keep(cycle, { from: this.from, base: this.base, process });
    else drafts.forget(cycle, process.id);
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#check(process), REST);
  }

  /** Saves; false when it was not taken. */
  async save(): Promise<boolean> {
    this.busy = true;
    this.problem = null;
    const sent = $state.snapshot(this.process) as Process;
    const taken = await this.#own.put(this.from, sent);
    this.busy = false;
    if (!taken.ok) {
      this.problem = taken.problem;
      if (taken.problem === 'faultyProcess') this.faults = taken.faults;
      return false;
    }
    const { version } = taken.process;
    this.faults = [];
    this.from = version;
    this.base = taken.process;
    this.saved = version;
    // What was written while it was on its way stays a change.
    if (JSON.stringify(this.process) === JSON.stringify(sent)) this.process = structuredClone(taken.process);
    else this.process.version = version;
    this.keep();
    return true;
  }

  /** Goes on under another id, as a process of its own. */
  becomes(id: string, named: (text: BilingualText) => BilingualText): void {
    drafts.forget(this.#own.cycle, this.process.id);
    this.process.id = id;
    this.process.name = named(this.process.name);
    this.from = 0;
    this.problem = null;
  }

  /** Gives the changes up. */
  discard(): void {
    clearTimeout(this.#waiting);
    drafts.forget(this.#own.cycle, this.process.id);
  }

  /** No question is asked any more. */
  leave(): void {
    clearTimeout(this.#waiting);
    this.#asked += 1;
  }

  async #check(process: Process): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const faults = await check(process);
    if (faults && asked === this.#asked) this.faults = faults;
  }
}

const EDITING = Symbol('editing');

/** Hands the process in the editor down to its fields. */
export function handDownEditing(editing: Editing): Editing {
  return setContext(EDITING, editing);
}

/** The process in the editor. */
export function useEditing(): Editing {
  return getContext(EDITING);
}
