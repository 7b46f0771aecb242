//! A format in parallel for all: taken, given up, and a case that leaves it.

use crate::domain::day::Day;
use crate::domain::day::rounds::Rounds;
use crate::domain::id::CaseId;

/// The cases of both, in a plan made before, are planned anew.
pub(super) fn set(day: &mut Day, rounds: Option<&Rounds>) {
    let before = day.rounds.take();
    let cases: Vec<CaseId> =
        before.iter().chain(rounds).flat_map(|rounds| rounds.cases.clone()).collect();
    day.rounds = rounds.cloned();
    let runs = &day.runs;
    if let Some(plan) = &mut day.plan {
        plan.slots.retain(|slot| runs.contains_key(&slot.slot) || !cases.contains(&slot.case));
    }
}

/// A case goes: what went along with it is named by the next.
pub(super) fn leave(day: &mut Day, id: CaseId) {
    let Some(rounds) = &mut day.rounds else { return };
    let led = rounds.cases.first() == Some(&id);
    rounds.cases.retain(|case| *case != id);
    let next = rounds.cases.first().copied();
    if let Some(next) = next.filter(|_| led) {
        for run in day.runs.values_mut().filter(|run| run.case == id) {
            run.case = next;
        }
        let slots = day.plan.iter_mut().flat_map(|plan| &mut plan.slots);
        for slot in slots.filter(|slot| slot.case == id) {
            slot.case = next;
        }
    }
    if next.is_none() {
        day.rounds = None;
    }
}
