//! How often one may be wrong. Failures are counted, never those who come in.

use std::sync::Mutex;
use std::time::Duration;

use crate::domain::id::RoomName;
use crate::edge::address::Neighbourhood;
use crate::edge::bucket::{Bucket, Buckets, Rate};
use crate::edge::connection::MESSAGES;
use crate::edge::token::Who;

/// Ten wrong tries at once from one neighbourhood, then one a minute.
const FROM_ONE: Rate = Rate { per_second: 1.0 / 60.0, burst: 10.0 };
/// For the whole server: with 30 bits and fifty live rooms, more than a year to hit any of them.
const FROM_ALL: Rate = Rate { per_second: 0.6, burst: 60.0 };
/// Knocks from one neighbourhood: a seminar of 200 may share an address.
const KNOCKS: Rate = Rate { per_second: 4.0, burst: 240.0 };
/// Words said by plain requests, for each identity: as many as over a socket.
const WORDS: Rate = MESSAGES;
/// Dots of the whole server; nothing tells one sender from another.
const DOTS: Rate = Rate { per_second: 400.0, burst: 2_000.0 };
/// Every wrong try is answered this late, so that guessing one after the other is slow as well.
pub(super) const WRONG_TAKES: Duration = Duration::from_millis(300);

/// What is guessed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    /// A room code.
    RoomCode,
    /// A facilitator's passphrase, or an enrolment token.
    Passphrase,
    /// A personal return code.
    ReturnCode,
}

/// The limits on being wrong, and on asking much.
pub(super) struct Throttle {
    wrong: Mutex<[Wrong; 3]>,
    knocks: Mutex<Buckets<Neighbourhood>>,
    words: Mutex<Buckets<(RoomName, Who)>>,
    dots: Mutex<Bucket>,
}

/// Wrong tries at one kind of secret.
struct Wrong {
    from_one: Buckets<Neighbourhood>,
    from_all: Bucket,
}

impl Default for Wrong {
    fn default() -> Self {
        Self { from_one: Buckets::new(FROM_ONE), from_all: Bucket::new(FROM_ALL) }
    }
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            wrong: Mutex::default(),
            knocks: Mutex::new(Buckets::new(KNOCKS)),
            words: Mutex::new(Buckets::new(WORDS)),
            dots: Mutex::new(Bucket::new(DOTS)),
        }
    }
}

impl Throttle {
    /// Whether somebody there may try. Asking costs nothing.
    pub fn may_try(&self, guess: Guess, from: Neighbourhood) -> bool {
        let mut wrong = self.wrong.lock().expect("no thread panics holding it");
        let wrong = &mut wrong[guess as usize];
        wrong.from_all.has_credit() && wrong.from_one.of(from).has_credit()
    }

    /// Somebody there was wrong.
    pub fn was_wrong(&self, guess: Guess, from: Neighbourhood) {
        let mut wrong = self.wrong.lock().expect("no thread panics holding it");
        let wrong = &mut wrong[guess as usize];
        wrong.from_all.take();
        wrong.from_one.of(from).take();
    }

    /// Whether somebody there may knock now.
    pub fn knock(&self, from: Neighbourhood) -> bool {
        self.knocks.lock().expect("no thread panics holding it").of(from).take()
    }

    /// Whether this device may say or sign one thing more by a plain request.
    pub fn word(&self, room: RoomName, who: Who) -> bool {
        self.words.lock().expect("no thread panics holding it").of((room, who)).take()
    }

    /// Whether another dot may come in now.
    pub fn dot(&self) -> bool {
        self.dots.lock().expect("no thread panics holding it").take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{IpAddr, Ipv4Addr};

    fn house(n: u32) -> Neighbourhood {
        IpAddr::V4(Ipv4Addr::from_bits(n)).into()
    }

    #[tokio::test(start_paused = true)]
    async fn ten_wrong_tries_from_one_then_one_a_minute() {
        let throttle = Throttle::default();
        for _ in 0..10 {
            assert!(throttle.may_try(Guess::RoomCode, house(1)));
            throttle.was_wrong(Guess::RoomCode, house(1));
        }
        assert!(!throttle.may_try(Guess::RoomCode, house(1)));
        assert!(throttle.may_try(Guess::RoomCode, house(2)), "others are not concerned");
        assert!(throttle.may_try(Guess::Passphrase, house(1)), "nor other secrets");
        tokio::time::advance(Duration::from_secs(61)).await;
        assert!(throttle.may_try(Guess::RoomCode, house(1)));
        throttle.was_wrong(Guess::RoomCode, house(1));
        assert!(!throttle.may_try(Guess::RoomCode, house(1)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_thousand_houses_together_are_wrong_at_most_sixty_times_then_three_in_five_seconds() {
        let throttle = Throttle::default();
        let wrong = |houses: std::ops::Range<u32>| {
            houses
                .filter(|n| {
                    let may = throttle.may_try(Guess::RoomCode, house(*n));
                    if may {
                        throttle.was_wrong(Guess::RoomCode, house(*n));
                    }
                    may
                })
                .count()
        };
        assert_eq!(wrong(0..1_000), 60);
        tokio::time::advance(Duration::from_millis(5_001)).await;
        assert_eq!(wrong(1_000..2_000), 3);
    }
}
