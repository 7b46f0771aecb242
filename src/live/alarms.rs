//! When a room does what by itself: deadlines, never ticks.

use std::time::Duration;

use tokio::time::Instant;

use crate::clock::Clock;
use crate::domain::id::Timestamp;

/// What passes (presence, knocks, progress) is published at most twice a second.
const PASSING: Duration = Duration::from_millis(500);

/// A room that nobody is in falls asleep after this.
const DESERTED: Duration = Duration::from_secs(5 * 60);

/// Between two attempts of something that a store did not take.
pub(super) const RETRY: Duration = Duration::from_secs(1);

/// The times a room keeps in mind.
#[derive(Debug, Default)]
pub(super) struct Alarms {
    /// Something changed around the day and is not published yet.
    pub(super) stirred: bool,
    /// Not before then is the journal tried again by the room itself.
    pub(super) retry: Option<Instant>,
    passed: Option<Instant>,
    deserted: Option<Instant>,
    behind: Option<Instant>,
}

impl Alarms {
    /// When what passes is to be published: soon after it changed, or when a knock has gone stale.
    pub(super) fn passing(&self, knock_goes: Option<Instant>) -> Option<Instant> {
        let soonest = self.passed.map_or_else(Instant::now, |passed| passed + PASSING);
        if self.stirred { Some(soonest) } else { knock_goes.map(|goes| goes.max(soonest)) }
    }

    pub(super) fn have_passed(&mut self) {
        (self.stirred, self.passed) = (false, Some(Instant::now()));
    }

    /// When a deserted room falls asleep.
    pub(super) fn asleep(&self) -> Option<Instant> {
        self.deserted.map(|since| since + DESERTED)
    }

    pub(super) fn note_deserted(&mut self, deserted: bool) {
        self.deserted = deserted.then(|| self.deserted.unwrap_or_else(Instant::now));
    }

    /// The journal could not be read on: it is tried again.
    pub(super) fn fall_behind(&mut self) {
        self.behind = Some(Instant::now() + RETRY);
    }

    pub(super) fn caught_up(&mut self) {
        self.behind = None;
    }

    /// When to read on again, while behind.
    pub(super) fn behind(&self) -> Option<Instant> {
        self.behind
    }

    /// An alarm that the journal refused a moment ago waits.
    pub(super) fn not_before(&self, due: Instant) -> Instant {
        self.retry.map_or(due, |retry| due.max(retry))
    }
}

/// Sleeps until an instant; for ever when there is none.
pub(super) async fn at(instant: Option<Instant>) {
    match instant {
        Some(instant) => tokio::time::sleep_until(instant).await,
        None => std::future::pending().await,
    }
}

/// The instant at which a time of day comes.
pub(super) fn until(time: Timestamp, clock: &dyn Clock) -> Instant {
    let left = time.since(clock.now()).max(0);
    Instant::now() + Duration::from_millis(left.unsigned_abs())
}
