// The pages beyond the door: fetched before they are needed, so that the door itself comes fast.
import type { Component } from 'svelte';
import type { Heard } from '../phone.svelte';

/** A page of one phase. */
export type PhasePage = Component<{ heard: Heard }>;

const LOADERS = {
  room: () => import('../InRoom.svelte'),
  welcome: () => import('./Welcome.svelte'),
  charter: () => import('./Charter.svelte'),
  opening: () => import('./Opening.svelte'),
  inventory: () => import('./Inventory.svelte'),
  process: () => import('./Processes.svelte'),
  prioritisation: () => import('./Prioritisation.svelte'),
  treatment: () => import('./Treatment.svelte'),
  closing: () => import('./Closing.svelte'),
  ended: () => import('./Ended.svelte'),
  case: () => import('./LateCase.svelte'),
  notes: () => import('./Notes.svelte'),
  phone: () => import('../parts/MyPhone.svelte'),
  notices: () => import('../parts/Notices.svelte'),
};

/** What can be fetched. */
export type PageName = keyof typeof LOADERS;
type Loaded<N extends PageName> = Awaited<ReturnType<(typeof LOADERS)[N]>>['default'];

const RETRY_MS = 3_000;

/** The pages that have come. */
export class PageShelf {
  #pages = $state.raw<{ [N in PageName]?: Loaded<N> }>({});
  #asked = new Set<PageName>();

  /** A page, or nothing while it is on its way. */
  get<N extends PageName>(name: N): Loaded<N> | undefined {
    void this.fetch(name);
    return this.#pages[name] as Loaded<N> | undefined;
  }

  /** Fetches the page at hand first, then all others, one by one. */
  async fetchAll(first: PageName): Promise<void> {
    await this.fetch(first);
    for (const name of Object.keys(LOADERS) as PageName[]) await this.fetch(name);
  }

  /** Fetches one, again and again until it comes. */
  async fetch(name: PageName): Promise<void> {
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    try {
      const page = await LOADERS[name]();
      this.#pages = { ...this.#pages, [name]: page.default };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      this.#asked.delete(name);
      await this.fetch(name);
    }
  }
}
