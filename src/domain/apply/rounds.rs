//! A format in parallel for all: taken, given up, begun, and who comes and goes meanwhile.

use crate::domain::day::Day;
use crate::domain::day::rounds::{Rounds, Turns};
use crate::domain::day::treatment::{Contribution, Run};
use crate::domain::id::{CaseId, ParticipantId, SlotId};

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

/// What waited in a slot that begins now; nothing when its case is treated alone.
pub(super) fn begin(day: &mut Day, named: CaseId) -> Option<Turns> {
    let leads = day.leads(named);
    let rounds = day.rounds.take_if(|_| leads)?;
    Some(Turns { cases: rounds.cases, begun: Default::default() })
}

/// Its beginning is undone: what is left of it waits again.
pub(super) fn wait_again(day: &mut Day, before: Option<Rounds>, run: Run) {
    if let (Some(before), Some(turns)) = (before, run.turns) {
        day.rounds = Some(Rounds { cases: turns.cases, ..before });
    }
}

/// A case goes, or comes apart: what went along with it is named by the next, and what is nobody's in
/// particular stays with that.
pub(super) fn replace(day: &mut Day, id: CaseId, parts: &[CaseId]) {
    let left = |cases: &[CaseId]| -> Vec<CaseId> {
        let place = |case: &CaseId| if *case == id { parts.to_vec() } else { vec![*case] };
        cases.iter().flat_map(place).collect()
    };
    let owners = day.inventory.owners_of(&[id]);
    if let Some(cases) = day.rounds.as_ref().map(|rounds| left(&rounds.cases)) {
        bring(day, cases);
    }
    for (slot, run) in &mut day.runs {
        let Some(turns) = &mut run.turns else { continue };
        turns.cases = left(&turns.cases);
        let Some(next) = turns.cases.first().copied().filter(|_| run.case == id) else { continue };
        run.case = next;
        let slots = day.plan.iter_mut().flat_map(|plan| &mut plan.slots);
        slots.filter(|planned| planned.slot == *slot).for_each(|planned| planned.case = next);
        let filed = day.contributions.iter_mut().filter(|text| text.slot == *slot);
        let theirs = |text: &Contribution| text.owners.iter().any(|who| owners.contains(who));
        filed.filter(|text| text.case == id && !theirs(text)).for_each(|text| text.case = next);
    }
}

/// Until it begins, a case whose owners have all left leaves it, and whoever has none in it brings one:
/// not a reserved one for which no place is left with the facilitator.
pub(super) fn follow(day: &mut Day) {
    let Some(rounds) = &day.rounds else { return };
    let Some(process) = day.process(&rounds.process) else { return };
    let is_here = |case: &CaseId| {
        let mut here = day.guaranteed().map(|member| member.participant);
        here.any(|who| day.inventory.priorities_of(who).contains(case))
    };
    let mut cases: Vec<CaseId> = rounds.cases.iter().copied().filter(is_here).collect();
    for who in day.guaranteed().map(|member| member.participant) {
        if day.owed_to(who).iter().any(|case| cases.contains(case)) {
            continue;
        }
        let Some(case) = day.brings_first(who) else { continue };
        cases.push(case);
        let known = day.inventory.case(case);
        let reserved = known.is_some_and(|case| day.inventory.is_reserved(case));
        if reserved && !day.can_sit(process, &cases) {
            cases.pop();
        }
    }
    if cases != rounds.cases {
        bring(day, cases);
    }
}

/// Other cases are brought to what waits: a plan names the first of them. Without any there is none.
fn bring(day: &mut Day, cases: Vec<CaseId>) {
    let Some(rounds) = &mut day.rounds else { return };
    let before = rounds.cases.first().copied();
    let next = cases.first().copied();
    rounds.cases = cases;
    if next.is_none() {
        day.rounds = None;
    }
    let Some(plan) = &mut day.plan else { return };
    let runs = &day.runs;
    plan.slots.retain_mut(|slot| {
        let named = Some(slot.case) == before && !runs.contains_key(&slot.slot);
        if named {
            slot.case = next.unwrap_or(slot.case);
        }
        !named || next.is_some()
    });
}

/// Whose turn it is in the sub-groups of what is treated side by side has had theirs begun: with a
/// case of their own, also if they came after the others.
pub(super) fn note_turns(day: &mut Day) {
    let (Some(split), Some((slot, run, _))) = (&day.split, day.at_step()) else { return };
    if run.turns.is_none() {
        return;
    }
    let turns = split.groups.iter().filter_map(|group| group.turn);
    let clients: Vec<ParticipantId> = turns.map(|turn| turn.client).collect();
    let late = clients.iter().filter(|who| !day.owns(slot, **who));
    let late: Vec<CaseId> = late.filter_map(|who| day.brings_late(*who)).collect();
    note(day, |turns| {
        turns.begun.extend(clients);
        turns.cases.extend(late);
    });
}

/// The turn of a case came, or did not, whatever the sub-groups tell.
pub(super) fn count(day: &mut Day, slot: SlotId, case: CaseId, had: bool) {
    let owners = day.runs.get(&slot).map(|run| day.bringers(run.cases(), case));
    let run = day.runs.get_mut(&slot);
    let Some(turns) = run.and_then(|run| run.turns.as_mut()) else { return };
    let owners = owners.unwrap_or_default();
    if had {
        turns.begun.extend(owners);
    } else {
        turns.begun.retain(|who| !owners.contains(who));
    }
}

/// Something is so of the turns of the slot at hand.
pub(super) fn note(day: &mut Day, change: impl FnOnce(&mut Turns)) {
    let slot = day.cursor().map(|cursor| cursor.slot);
    let run = slot.and_then(|slot| day.runs.get_mut(&slot));
    if let Some(turns) = run.and_then(|run| run.turns.as_mut()) {
        change(turns);
    }
}
