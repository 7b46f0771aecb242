//! A format in parallel for all: one slot in which each brings a priority of their own.
//!
//! Until it begins it is what a plan puts in that slot, which bears the first of its cases. From
//! then on its cases are those of the treatment, and nothing waits any more.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::plan::Slot;
use crate::domain::day::treatment::Run;
use crate::domain::draw::{self, Drawn};
use crate::domain::id::{CaseId, ParticipantId, SlotId};
use crate::domain::position::Position;
use crate::domain::process::{Process, ProcessId};

/// What will be treated side by side, and how.
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

/// What is treated side by side once it has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turns {
    /// The cases; never empty.
    pub cases: Vec<CaseId>,
    /// Those whose turn has begun: nobody else's case was treated.
    pub begun: BTreeSet<ParticipantId>,
}

impl Day {
    /// The cases that are to be treated where a plan names one: it alone, or all that go along with it.
    pub fn cases_with<'a>(&'a self, named: &'a CaseId) -> &'a [CaseId] {
        match &self.rounds {
            Some(rounds) if rounds.cases.first() == Some(named) => &rounds.cases,
            _ => std::slice::from_ref(named),
        }
    }

    /// The cases that were brought to a slot, or will be.
    pub fn cases_in<'a>(&'a self, slot: &'a Slot) -> &'a [CaseId] {
        self.runs.get(&slot.slot).map_or_else(|| self.cases_with(&slot.case), Run::cases)
    }

    /// The cases that a slot treats: once it is over, only those whose turn has come.
    pub fn treated_in<'a>(&'a self, slot: &'a Slot) -> impl Iterator<Item = CaseId> + 'a {
        let run = self.runs.get(&slot.slot);
        let missed = move |case| run.is_some_and(|run| self.has_missed(slot.slot, run, case));
        self.cases_in(slot).iter().copied().filter(move |case| !missed(*case))
    }

    /// All cases that some slots treat, in their order.
    pub fn cases_of<'a>(&'a self, slots: &'a [Slot]) -> impl Iterator<Item = CaseId> + 'a {
        slots.iter().flat_map(|slot| self.treated_in(slot))
    }

    /// The cases that were brought to a slot in vain: it is over, and their turn never came.
    pub fn missed(&self) -> Vec<CaseId> {
        let all = self.runs.iter().flat_map(|(slot, run)| {
            run.cases().iter().copied().filter(|case| self.has_missed(*slot, run, *case))
        });
        all.collect()
    }

    fn has_missed(&self, slot: SlotId, run: &Run, case: CaseId) -> bool {
        !self.had_turn(run, case) && self.is_over(slot, run)
    }

    /// Whether a treatment has come to a case: where each brings their own, whether the turn of an
    /// owner has begun.
    pub fn had_turn(&self, run: &Run, case: CaseId) -> bool {
        run.turns.as_ref().is_none_or(|turns| {
            self.bringers(run.cases(), case).iter().any(|owner| turns.begun.contains(owner))
        })
    }

    /// The case that somebody brings to what is treated side by side: of theirs there, the one they
    /// want most.
    pub fn brought_to(&self, cases: &[CaseId], who: ParticipantId) -> Option<CaseId> {
        let own = cases.iter().filter(|case| self.inventory.owners_of(&[**case]).contains(&who));
        own.copied().min_by_key(|case| self.rank(*case, who))
    }

    /// Those of its owners who bring this case among others, and not another of theirs.
    pub fn bringers(&self, cases: &[CaseId], case: CaseId) -> Vec<ParticipantId> {
        let mut owners = self.inventory.owners_of(&[case]);
        owners.retain(|who| self.brought_to(cases, *who) == Some(case));
        owners
    }

    /// The best rank somebody gave a case.
    fn rank(&self, case: CaseId, who: ParticipantId) -> u8 {
        let ranks = self.inventory.case(case).into_iter().flat_map(|case| &case.priorities);
        ranks.filter(|(of, _)| *of == who).map(|(_, rank)| *rank).min().unwrap_or(u8::MAX)
    }

    /// It was said how it ended, or the day has gone on to something else.
    fn is_over(&self, slot: SlotId, run: &Run) -> bool {
        let elsewhere = match self.position.0 {
            Position::Treatment { at } => at.is_some_and(|cursor| cursor.slot != slot),
            Position::Closing | Position::Ended => true,
            _ => false,
        };
        elsewhere || run.outcome.is_some()
    }

    /// Cases are being treated side by side.
    pub fn is_side_by_side(&self) -> bool {
        self.runs.iter().any(|(slot, run)| run.turns.is_some() && !self.is_over(*slot, run))
    }

    /// Whether a case will be treated along with others.
    pub fn is_in_rounds(&self, case: CaseId) -> bool {
        self.rounds.as_ref().is_some_and(|rounds| rounds.cases.contains(&case))
    }

    /// Whether a case goes along with another, which a plan names for both.
    pub fn goes_along(&self, case: CaseId) -> bool {
        self.is_in_rounds(case) && !self.leads(case)
    }

    /// Whether a plan names a case for all that are to be treated side by side.
    pub fn leads(&self, case: CaseId) -> bool {
        self.rounds.as_ref().is_some_and(|rounds| rounds.cases.first() == Some(&case))
    }

    /// How a case named in a plan is treated, and in how many minutes.
    pub fn treatment_of<'a>(&'a self, case: &'a CaseItem) -> Option<(&'a ProcessId, u16)> {
        match &self.rounds {
            Some(rounds) if self.leads(case.case) => Some((&rounds.process, rounds.minutes)),
            _ => case.process.as_ref().map(|(process, minutes)| (process, *minutes)),
        }
    }

    /// The fewest minutes that the treatment of a case may have: the least of its process, or what
    /// was chosen for it when that is less.
    pub fn least_minutes(&self, case: &CaseItem) -> Option<u16> {
        let (process, chosen) = self.treatment_of(case)?;
        Some(self.process(process)?.minutes.min.min(chosen))
    }

    /// Those without whom what a plan names is not treated at a minute of the day: its owners, but for
    /// those who have left by then while another of them stays.
    pub fn needed_at(&self, named: CaseId, minute: u16) -> Vec<ParticipantId> {
        let owners = self.inventory.owners_of(self.cases_with(&named));
        let stay: Vec<ParticipantId> =
            owners.iter().copied().filter(|who| self.stays_until(*who, minute)).collect();
        if stay.is_empty() { owners } else { stay }
    }

    /// Whether the treatment of a case has begun, alone or along with others, and still counts.
    pub fn is_begun(&self, case: CaseId) -> bool {
        self.runs
            .iter()
            .any(|(slot, run)| run.cases().contains(&case) && !self.has_missed(*slot, run, case))
    }

    /// What everyone would bring to such a slot, the most wanted of their own priorities first: of
    /// those whose treatment has not begun. None when nobody brings any, when the process gives no
    /// turns, or when too few are here or too many cases are reserved for its sub-groups.
    pub fn rounds_by(&self, process: &Process) -> Option<Vec<CaseId>> {
        let mut cases = Vec::new();
        for case in self.guaranteed().filter_map(|member| self.brings_first(member.participant)) {
            if !cases.contains(&case) {
                cases.push(case);
            }
        }
        (!cases.is_empty() && self.can_sit(process, &cases)).then_some(cases)
    }

    /// The most wanted of what is owed to somebody and has not begun.
    pub fn brings_first(&self, who: ParticipantId) -> Option<CaseId> {
        self.most_wanted(who, self.owed_to(who))
    }

    /// What somebody who brought nothing when it began brings with their turn: the most wanted of their
    /// priorities that has not begun, unless it has a slot to itself.
    pub fn brings_late(&self, who: ParticipantId) -> Option<CaseId> {
        let mut own = self.inventory.priorities_of(who);
        let slots = self.plan.iter().flat_map(|plan| &plan.slots);
        own.retain(|case| !slots.clone().any(|slot| slot.case == *case));
        self.most_wanted(who, own)
    }

    fn most_wanted(&self, who: ParticipantId, cases: Vec<CaseId>) -> Option<CaseId> {
        let waiting = cases.into_iter().filter(|case| !self.is_begun(*case));
        waiting.min_by_key(|case| self.rank(*case, who))
    }

    /// Whether those who are here can sit in the sub-groups of a process with these cases, each with
    /// a turn.
    pub fn can_sit(&self, process: &Process, cases: &[CaseId]) -> bool {
        let rule = process.steps.iter().find_map(|step| step.sub_groups.as_ref());
        let reserved = |who: ParticipantId| {
            let own = cases.iter().filter_map(|case| self.inventory.case(*case));
            let mut own = own.filter(|case| case.owners.contains(&who));
            own.any(|case| self.inventory.is_reserved(case))
        };
        let people: Vec<Drawn> = self
            .guaranteed()
            .map(|member| member.participant)
            .map(|who| Drawn { participant: who, reserved: reserved(who), heavy: false })
            .collect();
        rule.is_some_and(|rule| !rule.parts.is_empty() && draw::draw(&people, rule, 0).is_ok())
    }
}
