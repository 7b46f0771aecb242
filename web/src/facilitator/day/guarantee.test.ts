import { describe, expect, it } from 'vitest';
import type { GuaranteeView } from '../../wire/facilitator';
import { behindMs, freeAt, nextAtStake, reserveLeft, threats } from './guarantee';

const minute = (n: number) => n * 60_000;

/** A step that ends at minute 10, three minutes before the next case; two people are still to come. */
const guarantee: GuaranteeView = {
  freeFrom: minute(10),
  restMs: minute(3),
  due: minute(13),
  reserveUntil: minute(23),
  stakes: [
    { participant: 'Amina', by: minute(40), short: 0 },
    { participant: 'Bruno', by: minute(20), short: 0 },
  ],
};

describe('the guarantee from where the day stands', () => {
  it('does not slip while the step has time', () => {
    expect(freeAt(guarantee, minute(2))).toBe(minute(13));
    expect(threats(guarantee, minute(10))).toEqual([]);
    expect(behindMs(guarantee, minute(5))).toBe(0);
  });

  it('slips with the clock beyond the end of the step, the reserve first', () => {
    expect(reserveLeft(guarantee, 10, minute(10))).toBe(10);
    expect(reserveLeft(guarantee, 10, minute(16))).toBe(4);
    expect(behindMs(guarantee, minute(16))).toBe(minute(6));
    expect(threats(guarantee, minute(17))).toEqual([]);
    expect(threats(guarantee, minute(17) + 1)).toEqual([{ participant: 'Bruno', minutes: 1 }]);
  });

  it('names who lacks the most first', () => {
    expect(threats(guarantee, minute(38))).toEqual([{ participant: 'Bruno', minutes: 21 }, { participant: 'Amina', minutes: 1 }]);
  });

  it('says whose turn it is to be threatened, and by when', () => {
    expect(nextAtStake(guarantee, 0)).toEqual({ participant: 'Bruno', by: minute(20) });
    expect(nextAtStake(guarantee, minute(18))).toEqual({ participant: 'Amina', by: minute(40) });
    expect(nextAtStake(guarantee, minute(60))).toBeNull();
  });

  it('names whom nothing covers, and whose hours do not suit, whatever the time', () => {
    const stakes = [{ participant: 'Amina', by: minute(40), short: 7 }, { participant: 'Claire', by: null, short: 0 }];
    expect(threats({ ...guarantee, stakes }, 0)).toEqual([{ participant: 'Claire', minutes: null }, { participant: 'Amina', minutes: 7 }]);
    expect(nextAtStake({ ...guarantee, stakes }, 0)).toBeNull();
  });
});
