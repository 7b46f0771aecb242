// How far this device's clock is from the server's.

const EXCHANGES = 8;

interface Exchange {
  offset: number;
  roundTrip: number;
}

/** The offset of the exchange with the lowest round trip among the last eight. */
export class Offset {
  #exchanges: Exchange[] = [];

  /** A question sent and answered, in milliseconds of this device; the server's time lies between. */
  exchange(sentAt: number, receivedAt: number, serverTime: number): void {
    const roundTrip = receivedAt - sentAt;
    // A clock set while the answer was on its way teaches nothing.
    if (roundTrip < 0) return;
    this.#exchanges.push({ offset: serverTime + roundTrip / 2 - receivedAt, roundTrip });
    if (this.#exchanges.length > EXCHANGES) this.#exchanges.shift();
  }

  /** Milliseconds to add to this device's time to get the server's. */
  get ms(): number {
    let best: Exchange | undefined;
    for (const exchange of this.#exchanges) {
      if (!best || exchange.roundTrip < best.roundTrip) best = exchange;
    }
    return best?.offset ?? 0;
  }

  /** The device slept, or its clock was set: what was learnt before no longer holds. */
  forget(): void {
    this.#exchanges = [];
  }
}
