//! What is known of a day's plan, and what is to be computed next.

use tokio::time::Instant;

use super::can_plan;
use crate::domain::day::Day;
use crate::domain::id::{CaseId, Timestamp};
use crate::domain::position::Position;
use crate::domain::remainder::{Remainder, next_loss};
use crate::domain::vocabulary::VoteKind;

/// What is known for one basis, so that nothing is computed twice for the same facts.
#[derive(Default)]
pub(super) struct Known {
    pub(super) basis: u32,
    /// How many cases had begun.
    pub(super) begun: usize,
    /// From which minute of the day there is time.
    pub(super) from: u16,
    /// Minutes have been weighed, and when that grows old: no case having begun, time goes.
    pub(super) weighed: bool,
    pub(super) until: Option<Timestamp>,
    /// A plan has been searched.
    pub(super) searched: bool,
    /// It is told that not everyone can be covered, and for other minutes than there are now.
    pub(super) short: bool,
    pub(super) moved: bool,
    /// Nor could they be, whatever pin were released.
    pub(super) lacking: bool,
    /// The plan of the rest that covers as many as can be has been searched.
    pub(super) rested: bool,
    /// The ways out have been searched, with these twins among them.
    pub(super) ways: bool,
    pub(super) twins: Vec<CaseId>,
    /// The journal did not take the answer: asked again then.
    pub(super) retry: Option<Instant>,
}

/// What was known that says nothing any more.
pub(super) enum Outdated {
    Nothing,
    /// What there was time for: there is less of it, or more.
    Offers,
    All,
}

/// What is to be computed next.
pub(in crate::live) enum Work {
    Search,
    Weigh,
    Rest,
    Ways,
}

impl Known {
    /// Other facts: what was known of the older ones says nothing. Once treatment has begun, time
    /// that goes or is given to a step is one of them for whatever is told of a day that does not fit.
    pub(super) fn renew(&mut self, day: &Day, now: Timestamp) -> Outdated {
        let from = Remainder::of(day).from;
        let mut outdated = Outdated::Nothing;
        if (self.basis, self.begun) != (day.basis, day.runs.len()) {
            *self = Self { basis: day.basis, begun: day.runs.len(), ..Self::default() };
            outdated = Outdated::All;
        } else if self.from != from && self.short && !day.runs.is_empty() {
            (self.moved, self.rested, self.ways) = (true, false, false);
            outdated = Outdated::Offers;
        }
        self.from = from;
        if self.until.is_some_and(|until| until <= now) {
            (self.weighed, self.ways) = (false, false);
        }
        if !self.weighed {
            self.until = next_loss(day, now).filter(|_| wants_feasibility(day));
        }
        let twins: Vec<CaseId> = day.inventory.merges.iter().map(|merge| merge.merge).collect();
        if self.twins != twins {
            (self.ways, self.twins) = (false, twins);
        }
        outdated
    }

    /// What is due now, the plan first; none when nothing is.
    pub(super) fn next_work(&mut self, day: &Day, asked: bool) -> Option<Work> {
        if self.retry.is_some_and(|retry| Instant::now() < retry) {
            return None;
        }
        self.retry = None;
        if (asked && can_plan(day).is_ok()) || (!self.searched && is_due(day)) {
            return Some(Work::Search);
        }
        if self.moved || (!self.weighed && wants_feasibility(day)) {
            return Some(Work::Weigh);
        }
        if self.lacking && !self.rested && !day.runs.is_empty() {
            return Some(Work::Rest);
        }
        (self.lacking && !self.ways && wants_ways(day)).then_some(Work::Ways)
    }
}

/// A plan is due by itself: after the vote, and while the one there is rests on older facts. Once
/// treatment has begun, only the facilitator asks for one.
fn is_due(day: &Day) -> bool {
    let mut votes = day.votes.iter().filter(|vote| vote.kind == VoteKind::Priority).peekable();
    let voted = votes.peek().is_some() && votes.all(|vote| vote.is_closed());
    let stale = day.plan.as_ref().is_none_or(|plan| !plan.by_hand && plan.basis != day.basis);
    can_plan(day).is_ok() && day.runs.is_empty() && voted && stale
}

/// Before anything is treated, and once there are cases to see, the tablet knows whether the
/// guarantee can be kept.
pub(super) fn wants_feasibility(day: &Day) -> bool {
    can_plan(day).is_ok() && day.runs.is_empty() && day.inventory.revealed
}

/// Ways out are searched where they can be put to people, and while the day does not fit.
fn wants_ways(day: &Day) -> bool {
    can_plan(day).is_ok()
        && matches!(day.position.0, Position::Prioritisation | Position::Treatment { .. })
}
