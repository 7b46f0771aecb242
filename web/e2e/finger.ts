// A finger on the glass, as the browser itself feels it.
import type { CDPSession, Locator, Page } from '@playwright/test';

/** A place on the glass, in pixels. */
interface Spot {
  x: number;
  y: number;
}

/** One finger, which lies on the page from `down` to `up`. */
export class Finger {
  #at: Spot = { x: 0, y: 0 };

  private constructor(
    readonly page: Page,
    readonly glass: CDPSession,
  ) {}

  static async of(page: Page): Promise<Finger> {
    return new Finger(page, await page.context().newCDPSession(page));
  }

  /** Touches the middle of an element. */
  async down(on: Locator): Promise<void> {
    await on.scrollIntoViewIfNeeded();
    this.#at = await middle(on);
    await this.#feel('touchStart');
  }

  /** Glides straight down or up to a height of the page. */
  async to(y: number): Promise<void> {
    const from = this.#at.y;
    for (let step = 1; step <= 8; step += 1) {
      this.#at.y = from + ((y - from) * step) / 8;
      await this.#feel('touchMove');
    }
  }

  /** Glides to the upper or the lower part of an element. */
  async toPart(of: Locator, part: 'upper' | 'lower'): Promise<void> {
    const box = (await of.boundingBox())!;
    await this.to(box.y + box.height * (part === 'upper' ? 0.2 : 0.8));
  }

  /** Leaves the glass. */
  async up(): Promise<void> {
    await this.#feel('touchEnd');
  }

  /** Is taken off by the system: a call, a gesture of its own. */
  async lost(): Promise<void> {
    await this.#feel('touchCancel');
  }

  async #feel(type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel'): Promise<void> {
    const touchPoints = type === 'touchStart' || type === 'touchMove' ? [this.#at] : [];
    await this.glass.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

async function middle(of: Locator): Promise<Spot> {
  const box = (await of.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
