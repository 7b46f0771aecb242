//! How often a teller looks into an open box, and how often it lets counts out.

use std::time::Duration;

use tokio::time::Instant;

use crate::clock::Clock;
use crate::domain::day::Day;
use crate::domain::id::VoteId;
use crate::domain::vocabulary::BallotStage;
use crate::live::alarms::until;

/// The number of dots placed moves every three seconds at most, so that no move follows from a tap
/// one saw; and half a second more, by which the publication before may have been late.
const LOOK: Duration = Duration::from_millis(3_500);

/// Blank dots say nothing: one may look how many there are as they come in.
const LOOK_AT_BLANKS: Duration = Duration::from_millis(500);

/// Counts are released at most so often.
const RELEASE: Duration = Duration::from_secs(10);

/// The pace of one deal of a vote.
#[derive(Debug)]
pub(super) struct Pace {
    pub(super) deal: (VoteId, u16),
    /// Dots may have moved since the last look.
    stirred: bool,
    /// Dots may have moved since the last release was asked for.
    ripe: bool,
    next_look: Instant,
    next_release: Instant,
    held: Option<Instant>,
}

impl Pace {
    /// Looks at once, also for what a crash has left; when the last release was nobody knows any
    /// more, so that the next is a full pause away.
    pub(super) fn of(deal: (VoteId, u16)) -> Self {
        let now = Instant::now();
        Self {
            deal,
            stirred: true,
            ripe: true,
            next_look: now,
            next_release: now + RELEASE,
            held: None,
        }
    }

    pub(super) fn stir(&mut self) {
        (self.stirred, self.ripe) = (true, true);
    }

    pub(super) fn may_look(&self) -> bool {
        self.stirred && self.next_look <= Instant::now()
    }

    pub(super) fn looked(&mut self, stage: BallotStage) {
        let pause = if stage == BallotStage::Issuing { LOOK_AT_BLANKS } else { LOOK };
        (self.stirred, self.next_look) = (false, Instant::now() + pause);
    }

    pub(super) fn may_release(&self) -> bool {
        self.ripe && self.next_release <= Instant::now()
    }

    /// A release was asked for. One that was not allowed yet may be soon.
    pub(super) fn asked(&mut self) {
        (self.ripe, self.next_release) = (false, Instant::now() + LOOK);
    }

    pub(super) fn released(&mut self) {
        self.next_release = Instant::now() + RELEASE;
    }

    /// Something failed: everything is tried again after a pause.
    pub(super) fn hold(&mut self, pause: Duration) {
        self.stir();
        self.held = Some(Instant::now() + pause);
    }

    pub(super) fn is_held(&self) -> bool {
        self.held.is_some_and(|until| Instant::now() < until)
    }

    /// When something is to be done next.
    pub(super) fn due(&self, day: &Day, clock: &dyn Clock) -> Option<Instant> {
        if self.is_held() {
            return self.held;
        }
        let vote = day.vote(self.deal.0)?;
        let dealt = vote.stage() != BallotStage::Dealing;
        let look = (self.stirred && dealt).then_some(self.next_look);
        let sealed = vote.stage() == BallotStage::Sealed;
        let release = (self.ripe && sealed && !vote.only_at_close()).then_some(self.next_release);
        let end = vote.ends_at.map(|end| until(end, clock));
        let gone = day.may_come_back(vote).map(|until_then| until(until_then.plus_ms(1), clock));
        [look, release, end, gone].into_iter().flatten().min()
    }
}
