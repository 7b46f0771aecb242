/** To whom a role may go: those here who have none in this case, first who has had fewest in the cycle. */
import type { SeatView } from '../../wire/facilitator';

/** The candidates in their order; `but` are the owners and those who have a role already. */
export function inTurn(people: readonly SeatView[], but: readonly string[]): SeatView[] {
  const free = people.filter((seat) => seat.seated && !seat.checkedOut && !but.includes(seat.participant));
  return free.sort((a, b) => a.roles - b.roles);
}
