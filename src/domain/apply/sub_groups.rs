//! Sub-groups side by side: who sits where, whose turn it is.

use super::rounds;
use crate::domain::day::Day;
use crate::domain::day::clocks::Clock;
use crate::domain::day::split::{Split, TurnPart};
use crate::domain::id::{ParticipantId, SlotId, Timestamp};
use crate::domain::vocabulary::Role;

/// A round of the whole circle ends where it sits apart.
pub(super) fn draw(day: &mut Day, slot: SlotId, groups: &[Vec<ParticipantId>]) {
    if day.position.0.is_in(slot) {
        day.turn = None;
        day.split = Some(Split::drawn(groups.to_vec()));
        one_in_each(day, slot);
    }
}

/// Somebody sits in this sub-group now, and has the last turn; at once if all have had theirs.
pub(super) fn join(day: &mut Day, slot: SlotId, who: ParticipantId, group: u8, at: Timestamp) {
    let held = day.clocks_held();
    let Some(split) = at_hand(day, slot) else { return };
    split.leave(who, at);
    let Some(group) = split.groups.get_mut(usize::from(group)) else { return };
    let was_over = group.is_over();
    group.members.push(who);
    if was_over {
        group.turn_to(Some(TurnPart { client: who, part: 0 }), at, held);
    }
    one_in_each(day, slot);
}

/// A role is held by one in each sub-group: whoever comes to sit with its holder gives theirs back.
fn one_in_each(day: &mut Day, slot: SlotId) {
    let (Some(split), Some(run)) = (&day.split, day.runs.get_mut(&slot)) else { return };
    let mut kept: Vec<(ParticipantId, Role)> = Vec::new();
    for (who, role) in run.roles.drain(..) {
        if !kept.iter().any(|(of, held)| *held == role && split.sit_together(*of, who)) {
            kept.push((who, role));
        }
    }
    run.roles = kept;
}

/// Everybody has the same time in a sub-group, shared out by its size; the first turns begin.
pub(super) fn start(day: &mut Day, slot: SlotId, at: Timestamp) {
    let held = day.clocks_held();
    let Some((_, run, step)) = day.at_step() else { return };
    let Some(rule) = step.sub_groups.clone() else { return };
    let index = day.cursor().map_or(0, |cursor| usize::from(cursor.step));
    let minutes = run.minutes.get(index).copied().unwrap_or_default();
    let Some(split) = at_hand(day, slot) else { return };
    split.started = true;
    for group in &mut split.groups {
        group.minutes = rule.minutes_of_turn(minutes, group.members.len());
        let first = group.members.first().filter(|_| !group.minutes.is_empty());
        group.turn_to(first.map(|client| TurnPart { client: *client, part: 0 }), at, held);
    }
}

pub(super) fn turn(
    day: &mut Day,
    slot: SlotId,
    group: u8,
    to: Option<TurnPart>,
    clock: Option<Clock>,
    at: Timestamp,
) {
    let group = at_hand(day, slot).and_then(|split| split.groups.get_mut(usize::from(group)));
    let Some(group) = group else { return };
    let (passed, taken_back) = (group.begun_by(at), group.taken_back(to));
    (group.turn, group.clock) = (to, clock);
    rounds::note(day, |turns| {
        turns.begun.extend(passed);
        turns.begun.retain(|who| Some(*who) != taken_back);
    });
}

/// Whoever leaves the day has no turn any more, here nor where an undo would lead back.
pub(super) fn leave(day: &mut Day, who: ParticipantId, at: Timestamp) {
    let before = day.last_move.as_mut().and_then(|last| last.split.as_mut());
    for split in day.split.iter_mut().chain(before) {
        split.leave(who, at);
    }
}

/// The clocks of the sub-groups are held, or run, as that of the step.
pub(super) fn follow_step_clock(day: &mut Day, at: Timestamp) {
    let held = day.clocks_held();
    if let Some(split) = &mut day.split {
        split.set_held(held, at);
    }
}

fn at_hand(day: &mut Day, slot: SlotId) -> Option<&mut Split> {
    day.split.as_mut().filter(|_| day.position.0.is_in(slot))
}
