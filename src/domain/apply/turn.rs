//! A spoken round: its order, whose turn it is, who leaves it.

use crate::domain::day::Day;
use crate::domain::day::turn::Turn;
use crate::domain::id::ParticipantId;

pub(super) fn set_order(day: &mut Day, order: &[ParticipantId]) {
    day.turn = (!order.is_empty()).then(|| Turn::of(order.to_vec()));
}

pub(super) fn hand_on(day: &mut Day, to: Option<ParticipantId>, passes: bool) {
    let Some(turn) = &mut day.turn else { return };
    turn.hand_on(passes, to);
    give_turn(day);
}

/// Whoever has the turn now has had the floor once more; not again when a turn they passed comes back.
fn give_turn(day: &mut Day) {
    let Some(turn) = &mut day.turn else { return };
    let Some(who) = turn.speaking else { return };
    day.floor.turns = day.floor.turns.saturating_add(1);
    turn.number = day.floor.turns;
    if !turn.passed.contains(&who) {
        day.floor.give(who);
    }
}

/// Whoever leaves the day is waited for nowhere; a turn of theirs is handed on at once.
pub(super) fn leave(day: &mut Day, who: ParticipantId) {
    day.floor.hands.retain(|(up, _)| *up != who);
    let before = day.last_move.as_mut().and_then(|last| last.turn.as_mut());
    if let Some(turn) = before
        && turn.leave(who)
    {
        turn.hand_on(false, turn.next());
    }
    if let Some(turn) = &mut day.turn
        && turn.leave(who)
    {
        turn.hand_on(false, turn.next());
        give_turn(day);
    }
}
