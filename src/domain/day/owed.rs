//! To whom something is owed today, by which of their cases.

use crate::domain::day::Day;
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::plan::Slot;
use crate::domain::day::roster::Member;
use crate::domain::id::{CaseId, ParticipantId, Timestamp};
use crate::domain::remainder::MINUTE_MS;
use crate::domain::vocabulary::{Disposition, Outcome};

impl Day {
    /// The people for whom the guarantee holds: present today, and not gone.
    pub fn guaranteed(&self) -> impl Iterator<Item = &Member> {
        self.roster.members.iter().filter(|member| member.present && !member.checked_out)
    }

    /// Those of them who bring no case: nothing can be guaranteed to them.
    pub fn without_case(&self) -> impl Iterator<Item = ParticipantId> {
        let people = self.guaranteed().map(|member| member.participant);
        people.filter(|who| self.inventory.priorities_of(*who).is_empty())
    }

    /// What somebody is owed: their priorities, but for those that they have stopped themselves or that
    /// are still to be prepared. Nothing to whoever agreed to wait for the next day.
    pub fn owed_to(&self, person: ParticipantId) -> Vec<CaseId> {
        if self.deferred.contains(&person) {
            return Vec::new();
        }
        let stopped = |case: CaseId| {
            let mut runs = self.runs.values();
            runs.any(|run| run.is_stopped_by(person) && run.cases().contains(&case))
        };
        let mut cases = self.inventory.priorities_of(person);
        cases.retain(|case| !stopped(*case) && !self.is_to_prepare(*case));
        cases
    }

    /// Those who have stopped the treatment of all they were owed: nothing is any more.
    pub fn have_stopped(&self) -> impl Iterator<Item = ParticipantId> {
        let people = self.guaranteed().map(|member| member.participant);
        let waits = |who: ParticipantId| self.deferred.contains(&who) || self.is_left_waiting(who);
        let due = people.filter(move |who| !waits(*who));
        let brings = due.filter(|who| !self.inventory.priorities_of(*who).is_empty());
        brings.filter(|who| self.owed_to(*who).is_empty())
    }

    /// Those to whom nothing is left but what is to be taken up again: no plan finds anything else of
    /// theirs.
    pub fn left_to_take_up(&self) -> impl Iterator<Item = ParticipantId> {
        self.left_with_begun().filter(|who| self.has_to_take_up(*who))
    }

    /// Those to whom nothing is left but what goes on or was treated without them, or was stopped by
    /// another whose it is.
    pub fn left_without_theirs(&self) -> impl Iterator<Item = ParticipantId> {
        self.left_with_begun().filter(|who| !self.has_to_take_up(*who))
    }

    fn has_to_take_up(&self, who: ParticipantId) -> bool {
        let is_unfinished = |case| self.outcome_of_case(case) == Some(Outcome::Unfinished);
        self.owed_to(who).into_iter().any(is_unfinished)
    }

    /// Those for whom no plan finds anything any more: all they are owed has begun, and nothing of it
    /// counts for them.
    fn left_with_begun(&self) -> impl Iterator<Item = ParticipantId> {
        let people = self.guaranteed().map(|member| member.participant);
        let counts = |who: ParticipantId, case: CaseId| {
            self.runs.values().any(|run| run.cases().contains(&case) && run.covers(who))
        };
        people.filter(move |who| {
            let owed = self.owed_to(*who);
            let is_left = |case: &CaseId| self.is_begun(*case) && !counts(*who, *case);
            !owed.is_empty() && owed.iter().all(is_left)
        })
    }

    /// Whether what a slot treats covers somebody whose it is: to come, if it is held with them; once
    /// begun, as long as it counts for them.
    pub fn can_cover(&self, slot: &Slot, who: ParticipantId) -> bool {
        let to_come = || self.needed_at(slot.case, slot.start).contains(&who);
        self.runs.get(&slot.slot).map_or_else(to_come, |run| run.covers(who))
    }

    /// Whether somebody is here today and does not leave by a minute of the day.
    pub fn stays_until(&self, who: ParticipantId, minute: u16) -> bool {
        let here = self.guaranteed().find(|member| member.participant == who);
        here.is_some_and(|member| member.until.is_none_or(|until| minute < until))
    }

    /// Whether the hour at which somebody leaves has come.
    pub fn is_past(&self, member: &Member, at: Timestamp) -> bool {
        let midnight = self.facts.as_ref().map_or(at, |facts| facts.midnight);
        member.until.is_some_and(|until| at.since(midnight) >= i64::from(until) * MINUTE_MS)
    }

    /// The cases of somebody that nobody could answer today.
    pub fn to_prepare_for(&self, person: ParticipantId) -> Vec<CaseId> {
        let own = self.inventory.live().filter(|case| case.owners.contains(&person));
        own.map(|case| case.case).filter(|case| self.is_to_prepare(*case)).collect()
    }

    /// Whether somebody is left with no priority but what is still to be prepared: they wait for the
    /// next day, without having been asked.
    pub fn is_left_waiting(&self, person: ParticipantId) -> bool {
        let mut priorities = self.inventory.priorities_of(person).into_iter();
        self.owed_to(person).is_empty() && priorities.any(|case| self.is_to_prepare(case))
    }

    /// Those of whom that is so, among the people for whom the guarantee holds.
    pub fn left_waiting(&self) -> impl Iterator<Item = ParticipantId> {
        let people = self.guaranteed().map(|member| member.participant);
        people.filter(|who| self.is_left_waiting(*who))
    }

    fn is_to_prepare(&self, case: CaseId) -> bool {
        self.outcome_of_case(case) == Some(Outcome::ToPrepare)
    }

    /// What becomes of a case: its owner's word; what is still to be prepared is carried over until
    /// they have said another.
    pub fn disposition_of(&self, case: &CaseItem) -> Option<Disposition> {
        let unless_told = || self.is_to_prepare(case.case).then_some(Disposition::CarryOver);
        case.disposition.or_else(unless_told)
    }
}
