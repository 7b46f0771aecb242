//! Cases: brought, withdrawn, ranked, given a process.

use super::merging::{detach, unmerge};
use super::rounds;
use super::ways;
use crate::domain::day::clocks::Window;
use crate::domain::day::inventory::{CaseFields, CaseItem};
use crate::domain::day::{Day, Place};
use crate::domain::id::{CaseId, ParticipantId, SlotId};
use crate::domain::position::Position;
use crate::domain::process::ProcessId;

pub(super) fn put(day: &mut Day, id: CaseId, owner: ParticipantId, fields: &CaseFields) {
    if let Some(case) = day.inventory.case_mut(id) {
        case.fields = fields.clone();
        return;
    }
    day.inventory.cases.push(CaseItem {
        case: id,
        owners: vec![owner],
        fields: fields.clone(),
        priorities: Vec::new(),
        process: None,
        least: None,
        merged_into: None,
        merged_from: Vec::new(),
        age: 0,
        prepared: false,
        disposition: None,
    });
}

/// A withdrawn case leaves nothing: its texts, its slot, the proposals about it go with it. A merger of
/// which it is a part comes apart, or stays with its other owners once its treatment has begun.
pub(super) fn withdraw(day: &mut Day, id: CaseId) {
    let owners = day.inventory.owners_of(&[id]);
    day.inventory.withdrew.extend(owners);
    let merger = day.inventory.case(id).and_then(|case| case.merged_into);
    match merger {
        Some(merger) if is_others_too(day, merger, id) => detach(day, merger, id),
        Some(merger) => unmerge(day, merger),
        None => {}
    }
    remove_case(day, id);
}

/// The treatment of a merger has begun, and a part of it besides this one is left.
fn is_others_too(day: &Day, merger: CaseId, part: CaseId) -> bool {
    let parts = day.inventory.case(merger).map(|whole| whole.merged_from.as_slice());
    day.is_begun(merger) && parts.unwrap_or_default().iter().any(|one| *one != part)
}

pub(super) fn remove_case(day: &mut Day, id: CaseId) {
    rounds::replace(day, id, &[]);
    day.inventory.cases.retain(|case| case.case != id);
    for case in &mut day.inventory.cases {
        if case.merged_into == Some(id) {
            case.merged_into = None;
        }
    }
    day.inventory.merges.retain(|merge| !merge.cases.contains(&id));
    day.inventory.titles.retain(|title| title.case != id);
    super::ways::forget_case(day, id);
    day.contributions.retain(|text| text.case != id);
    day.runs.retain(|_, run| run.case != id);
    leave_plan(day, id);
}

/// Its slots go; whoever stands in one stands between two.
fn leave_plan(day: &mut Day, id: CaseId) {
    let Some(plan) = &mut day.plan else { return };
    let slots: Vec<SlotId> =
        plan.slots.iter().filter(|slot| slot.case == id).map(|slot| slot.slot).collect();
    plan.slots.retain(|slot| slot.case != id);
    plan.reasons.retain(|(of, _)| *of != id);
    for (_, cases) in &mut plan.covered {
        cases.retain(|case| *case != id);
    }
    let gone = |position: Position| slots.iter().any(|slot| position.is_in(*slot));
    if gone(day.position.0) {
        day.position = Place(Position::Treatment { at: None });
        (day.step_clock, day.window, day.last_move) = (None, Window::default(), None);
        (day.split, day.turn) = (None, None);
    }
    if day.last_move.as_ref().is_some_and(|last| gone(last.from) || gone(last.to)) {
        day.last_move = None;
    }
}

pub(super) fn prioritise(day: &mut Day, id: CaseId, who: ParticipantId, rank: Option<u8>) {
    if let Some(case) = day.inventory.case_mut(id) {
        case.priorities.retain(|(of, _)| *of != who);
        case.priorities.extend(rank.map(|rank| (who, rank)));
    }
}

pub(super) fn answer_carried(day: &mut Day, id: CaseId, keep: bool) {
    let Some(index) = day.inventory.carried.iter().position(|carried| carried.case == id) else {
        return;
    };
    let carried = day.inventory.carried.remove(index);
    if keep {
        put(day, id, carried.owner, &carried.fields);
        if let Some(case) = day.inventory.case_mut(id) {
            case.age = carried.age;
            case.prepared = carried.prepared;
        }
    } else {
        day.inventory.withdrew.insert(carried.owner);
    }
}

/// Some processes are reserved from the start; their owner may open them again.
pub(super) fn choose_process(day: &mut Day, id: CaseId, process: &ProcessId, minutes: u16) {
    let reserved = day.process(process).is_some_and(|process| process.reserved_by_default);
    if let Some(case) = day.inventory.case_mut(id) {
        let other = case.process.as_ref().is_none_or(|(known, _)| known != process);
        case.fields.reserved |= other && reserved;
        case.process = Some((process.clone(), minutes));
    }
    ways::no_longer_ask(day, id);
    unpin(day, id);
}

/// A slot pinned for other minutes is planned anew.
fn unpin(day: &mut Day, id: CaseId) {
    let Some(plan) = &mut day.plan else { return };
    let slots = &plan.slots;
    let of_it = |pin: &SlotId| slots.iter().any(|slot| slot.slot == *pin && slot.case == id);
    plan.pinned.retain(|pin| !of_it(pin));
}
