// Things to do once, after a while, and again until they are done; all of them can be dropped at once.
import { before, within, type Window } from './pace';

/** How an errand went: done, to be tried again, or to be begun anew after a while. */
export type Went = 'done' | 'again' | Window;

/** What is under way. */
export class Errands {
  #under = new Map<string, ReturnType<typeof setTimeout>>();

  /** Plans one, unless one of that name is under way. `work` hears how often it was tried in vain. */
  plan(name: string, when: Window | 'now', work: (tries: number) => Promise<Went>): void {
    if (!this.#under.has(name)) this.#after(when === 'now' ? 0 : within(when), name, work, 0);
  }

  /** Drops those of that name, or all: what is on its way will not be told how it went. */
  drop(name?: string): void {
    for (const one of name === undefined ? [...this.#under.keys()] : [name]) {
      clearTimeout(this.#under.get(one));
      this.#under.delete(one);
    }
  }

  #after(wait: number, name: string, work: (tries: number) => Promise<Went>, tries: number): void {
    const timer = setTimeout(async () => {
      // What breaks is tried again: an errand is never left lying.
      const went = await work(tries).catch((): Went => 'again');
      if (this.#under.get(name) !== timer) return;
      this.#under.delete(name);
      if (went === 'again') this.#after(before(tries + 1), name, work, tries + 1);
      else if (went !== 'done') this.#after(within(went), name, work, 0);
    }, wait);
    this.#under.set(name, timer);
  }
}
