// Two tabs of one phone: the newest follows the day, the other says so.

/** Which tab of this device is the one that follows the day. */
export class Tabs {
  /** Another tab follows the day. */
  elsewhere = $state(false);
  #channel: BroadcastChannel | null = null;

  constructor() {
    if (typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel('cercle:participant');
    this.#channel.onmessage = () => (this.elsewhere = true);
  }

  /** This tab follows the day from now on. */
  here(): void {
    this.elsewhere = false;
    this.#channel?.postMessage('here');
  }
}
