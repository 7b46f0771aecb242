// Two tabs of one phone: the newest follows the day, the other says so.

import { newId } from '../link/id';
import * as shelf from '../link/shelf';
import { TAB } from './keys';

/** Which tab of this device is the one that follows the day. */
export class Tabs {
  /** Another tab follows the day. */
  elsewhere = $state(false);
  #channel: BroadcastChannel | null = null;

  constructor() {
    if (typeof BroadcastChannel === 'undefined') {
      // Older phones: a tab hears what another writes.
      addEventListener('storage', ({ key }) => {
        if (key === TAB) this.elsewhere = true;
      });
      return;
    }
    this.#channel = new BroadcastChannel('cercle:participant');
    this.#channel.onmessage = () => (this.elsewhere = true);
  }

  /** This tab follows the day from now on. */
  here(): void {
    this.elsewhere = false;
    if (this.#channel) this.#channel.postMessage('here');
    else shelf.write(TAB, newId());
  }
}
