//! To whom something is owed today, by which of their cases.

use crate::domain::day::Day;
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::roster::Member;
use crate::domain::id::{CaseId, ParticipantId};
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

    /// The cases that can still cover somebody, or have: their priorities, but for those that an owner
    /// has stopped or that are still to be prepared. None for whoever agreed to wait for the next day.
    pub fn owed_to(&self, person: ParticipantId) -> Vec<CaseId> {
        if self.deferred.contains(&person) {
            return Vec::new();
        }
        let mut cases = self.inventory.priorities_of(person);
        cases.retain(|case| !self.outcome_of_case(*case).is_some_and(Outcome::leaves_uncovered));
        cases
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
