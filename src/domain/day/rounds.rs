//! A format in parallel for all: one slot in which each brings a priority of their own.
//!
//! In a plan such a slot bears the first of its cases; the others are treated along with it.

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::plan::Slot;
use crate::domain::draw::{self, Drawn};
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::process::{Process, ProcessId};

/// What is treated side by side, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rounds {
    /// A process whose sub-groups give everyone a turn.
    pub process: ProcessId,
    /// Its minutes.
    pub minutes: u16,
    /// The cases, one for each who has any; never empty.
    pub cases: Vec<CaseId>,
}

impl Day {
    /// The cases that are treated where a plan names one: it alone, or all that go along with it.
    pub fn cases_with<'a>(&'a self, named: &'a CaseId) -> &'a [CaseId] {
        match &self.rounds {
            Some(rounds) if rounds.cases.first() == Some(named) => &rounds.cases,
            _ => std::slice::from_ref(named),
        }
    }

    /// All cases of some slots, in their order.
    pub fn cases_of<'a>(&'a self, slots: &'a [Slot]) -> impl Iterator<Item = CaseId> + 'a {
        slots.iter().flat_map(|slot| self.cases_with(&slot.case)).copied()
    }

    /// Whether a case is treated along with others.
    pub fn is_in_rounds(&self, case: CaseId) -> bool {
        self.rounds.as_ref().is_some_and(|rounds| rounds.cases.contains(&case))
    }

    /// Whether a case goes along with another, which a plan names for both.
    pub fn goes_along(&self, case: CaseId) -> bool {
        self.is_in_rounds(case) && !self.leads(case)
    }

    fn leads(&self, case: CaseId) -> bool {
        self.rounds.as_ref().is_some_and(|rounds| rounds.cases.first() == Some(&case))
    }

    /// How a case named in a plan is treated, and in how many minutes.
    pub fn treatment_of<'a>(&'a self, case: &'a CaseItem) -> Option<(&'a ProcessId, u16)> {
        match &self.rounds {
            Some(rounds) if self.leads(case.case) => Some((&rounds.process, rounds.minutes)),
            _ => case.process.as_ref().map(|(process, minutes)| (process, *minutes)),
        }
    }

    /// Whether the treatment of a case has begun, alone or along with others.
    pub fn is_begun(&self, case: CaseId) -> bool {
        self.runs.values().any(|run| self.cases_with(&run.case).contains(&case))
    }

    /// What everyone would bring to such a slot, the most wanted of their own priorities first: of
    /// those whose treatment has not begun. None when nobody brings any, when the process gives no
    /// turns, or when too few are here or too many cases are reserved for its sub-groups.
    pub fn rounds_by(&self, process: &Process) -> Option<Vec<CaseId>> {
        let rule = process.steps.iter().find_map(|step| step.sub_groups.as_ref())?;
        if rule.parts.is_empty() {
            return None;
        }
        let brought: Vec<(ParticipantId, Option<CaseId>)> = self
            .guaranteed()
            .map(|member| (member.participant, self.brought_to_rounds(member.participant)))
            .collect();
        let reserved = |id: &CaseId| {
            self.inventory.case(*id).is_some_and(|case| self.inventory.is_reserved(case))
        };
        let people: Vec<Drawn> = brought
            .iter()
            .map(|(participant, case)| Drawn {
                participant: *participant,
                reserved: case.as_ref().is_some_and(reserved),
                heavy: false,
            })
            .collect();
        draw::draw(&people, rule, 0).ok()?;
        let mut cases = Vec::new();
        for case in brought.into_iter().filter_map(|(_, case)| case) {
            if !cases.contains(&case) {
                cases.push(case);
            }
        }
        (!cases.is_empty()).then_some(cases)
    }

    fn brought_to_rounds(&self, who: ParticipantId) -> Option<CaseId> {
        let rank = |id: &CaseId| {
            let case = self.inventory.case(*id);
            let ranks = case.into_iter().flat_map(|case| &case.priorities);
            ranks.filter(|(of, _)| *of == who).map(|(_, rank)| *rank).min().unwrap_or(u8::MAX)
        };
        let owed = self.owed_to(who).into_iter();
        owed.filter(|case| !self.is_begun(*case)).min_by_key(rank)
    }
}
