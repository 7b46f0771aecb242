//! A spoken round: its order, and how it goes on.

use super::{Decision, when};
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::id::ParticipantId;
use crate::domain::refusal::Reason;

pub(super) fn set_order(day: &Day, order: &[ParticipantId]) -> Decision {
    let mut seen = std::collections::BTreeSet::new();
    let known = order.iter().all(|who| day.roster.is_seated(*who) && seen.insert(*who));
    if !known {
        return Err(Reason::UnknownPerson.into());
    }
    let same = match &day.turn {
        Some(turn) => turn.order == order && turn.waits(),
        None => order.is_empty(),
    };
    if !same && !order.is_empty() && !day.may_go_round() {
        return Err(Reason::WrongPhase.into());
    }
    when(!same, Event::TurnOrderSet { order: order.to_vec() })
}

pub(super) fn turn_to(
    day: &Day,
    from: Option<ParticipantId>,
    to: Option<ParticipantId>,
    passes: bool,
) -> Decision {
    let turn = day.turn.as_ref().ok_or(Reason::WrongPhase)?;
    if turn.speaking == to {
        return Ok(Vec::new());
    }
    if turn.speaking != from {
        return Err(Reason::Moved.into());
    }
    if to.is_some_and(|who| !turn.order.contains(&who)) {
        return Err(Reason::UnknownPerson.into());
    }
    Ok(vec![Event::TurnMoved { from, to, passes }])
}

/// Whoever speaks hands on, or passes; for anybody else, and about an earlier turn, there is
/// nothing to do.
pub(super) fn turn_done(day: &Day, who: ParticipantId, number: u16, passes: bool) -> Decision {
    let own = |turn: &&crate::domain::day::turn::Turn| {
        turn.speaking == Some(who) && turn.number == number
    };
    let Some(turn) = day.turn.as_ref().filter(own) else { return Ok(Vec::new()) };
    Ok(vec![Event::TurnMoved { from: Some(who), to: turn.next(), passes }])
}
