//! Tickets: fetched by a request of our own page, given once in a socket's first message.

use std::collections::{BTreeSet, HashSet};
use std::sync::Mutex;

use crate::domain::id::{RoomName, Timestamp};
use crate::edge::token::{Claim, Mint, Purpose, Who};

/// How long a ticket is good, in milliseconds.
const GOOD_FOR_MS: i64 = 30_000;
/// Tickets given up and remembered at one time; beyond it the house is too busy for new sockets.
const REMEMBERED: usize = 65_536;

/// Why a ticket does not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoEntry {
    /// Not one of ours, or for another room: do not come back with it.
    Forged,
    /// Used already, or too old: fetch another.
    Spent,
}

/// Which tickets have been given up, as long as they would be good.
#[derive(Default)]
pub(super) struct Tickets {
    used: Mutex<Used>,
}

#[derive(Default)]
struct Used {
    nonces: HashSet<[u8; 16]>,
    by_end: BTreeSet<(Timestamp, [u8; 16])>,
}

impl Tickets {
    /// A fresh ticket.
    pub fn issue(mint: &Mint, room: RoomName, who: Who, nonce: [u8; 16], now: Timestamp) -> String {
        let claim = Claim { room, who, expires: now.plus_ms(GOOD_FOR_MS), nonce };
        mint.seal(Purpose::Ticket, &claim)
    }

    /// Gives a ticket up for whom it lets in.
    pub fn give_up(
        &self,
        mint: &Mint,
        room: RoomName,
        ticket: &str,
        now: Timestamp,
    ) -> Result<Who, NoEntry> {
        let claim = mint.open(Purpose::Ticket, ticket).ok_or(NoEntry::Forged)?;
        if claim.room != room {
            return Err(NoEntry::Forged);
        }
        if claim.expires < now {
            return Err(NoEntry::Spent);
        }
        let mut used = self.used.lock().expect("no thread panics holding it");
        used.let_go(now);
        if used.nonces.len() >= REMEMBERED || !used.nonces.insert(claim.nonce) {
            return Err(NoEntry::Spent);
        }
        used.by_end.insert((claim.expires, claim.nonce));
        Ok(claim.who)
    }
}

impl Used {
    /// Lets go of those too old to be given again.
    fn let_go(&mut self, now: Timestamp) {
        while let Some(&(end, nonce)) = self.by_end.first().filter(|(end, _)| *end < now) {
            self.by_end.remove(&(end, nonce));
            self.nonces.remove(&nonce);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::StreamName;

    const ROOM: RoomName = StreamName([1; 16]);

    #[test]
    fn a_ticket_is_good_once_for_thirty_seconds_in_its_room() {
        let (mint, tickets) = (Mint::new([3; 32]), Tickets::default());
        let issue = |nonce| Tickets::issue(&mint, ROOM, Who::Screen(0), [nonce; 16], Timestamp(0));
        let give = |ticket: &str, room, at| tickets.give_up(&mint, room, ticket, Timestamp(at));

        let first = issue(1);
        assert_eq!(give(&first, ROOM, 29_000), Ok(Who::Screen(0)));
        assert_eq!(give(&first, ROOM, 29_001), Err(NoEntry::Spent));
        assert_eq!(give(&issue(2), ROOM, 30_001), Err(NoEntry::Spent));
        assert_eq!(give(&issue(3), StreamName([2; 16]), 0), Err(NoEntry::Forged));
        assert_eq!(give("rubbish", ROOM, 0), Err(NoEntry::Forged));
        assert_eq!(give(&first, ROOM, 60_000), Err(NoEntry::Spent), "forgotten, but too old");
        assert_eq!(tickets.used.lock().unwrap().nonces.len(), 1, "held until the next is given");
    }
}
