// Pictures of every phase of every face, left for people to look at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** An album of pictures, in the order they were taken. */
export class Album {
  #count = 0;
  #folder: string;

  constructor(name: string) {
    this.#folder = join(import.meta.dirname, 'out', name);
    mkdirSync(this.#folder, { recursive: true });
  }

  /** Takes a picture of each page, once what moves has come to rest. */
  async take(what: string, pages: Record<string, Page>): Promise<void> {
    this.#count += 1;
    const number = String(this.#count).padStart(2, '0');
    await Promise.all(
      Object.entries(pages).map(([face, page]) => page.screenshot({ path: join(this.#folder, `${number}-${what}-${face}.png`), animations: 'disabled' })),
    );
  }
}
