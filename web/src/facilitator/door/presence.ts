/** How somebody is there: the seat says whether, the connection says how. */
import type { Passing, SeatView } from '../../wire/facilitator';

/** From fully there to not there at all. */
export type Presence = 'connected' | 'asleep' | 'away' | 'expected' | 'absent' | 'left';

/** How this seat is there. */
export function presenceOf(seat: SeatView, passing: Pick<Passing, 'connected' | 'asleep'>): Presence {
  if (seat.checkedOut) return 'left';
  // A seat nobody has taken yet is not marked as present: its person is on the way.
  if (!seat.seated) return 'expected';
  if (!seat.present) return 'absent';
  if (passing.asleep.includes(seat.participant)) return 'asleep';
  return passing.connected.includes(seat.participant) ? 'connected' : 'away';
}
