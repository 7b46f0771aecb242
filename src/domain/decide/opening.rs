//! The opening: charter, round, expectations.

use super::{Decision, in_phase, when};
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::id::ParticipantId;
use crate::domain::limits;
use crate::domain::position::Position;
use crate::domain::refusal::Reason;
use crate::domain::text;

pub(super) fn engage(day: &Day, who: ParticipantId, version: u16) -> Decision {
    if version != day.charter.version {
        return Err(Reason::CharterChanged.into());
    }
    let engaged = day.roster.member(who).and_then(|member| member.engaged);
    when(engaged != Some(version), Event::Engaged { participant: who, version })
}

pub(super) fn amend(day: &Day, from: u16, text: &str) -> Decision {
    let text = text::required(text, limits::CHARTER)?;
    if day.charter.text == text {
        return Ok(Vec::new());
    }
    if day.charter.version != from {
        return Err(Reason::CharterChanged.into());
    }
    Ok(vec![Event::CharterAmended { version: from + 1, text }])
}

pub(super) fn expect(day: &Day, who: ParticipantId, line: Option<&str>) -> Decision {
    let text = match line {
        Some(line) => Some(text::optional(line, limits::EXPECTATION)?).filter(|t| !t.is_empty()),
        None => None,
    };
    if day.expectations.get(&who) == text.as_ref() {
        return Ok(Vec::new());
    }
    if text.is_some() && !day.expectations_open {
        return Err(Reason::WindowClosed.into());
    }
    Ok(vec![Event::Expected { participant: who, text }])
}

pub(super) fn ask_expectations(day: &Day, open: bool) -> Decision {
    if open {
        in_phase(day, |phase| matches!(phase, Position::Welcome | Position::Opening))?;
    }
    when(day.expectations_open != open, Event::ExpectationsAsked { open })
}

pub(super) fn set_order(day: &Day, order: &[ParticipantId]) -> Decision {
    let mut seen = std::collections::BTreeSet::new();
    let known = order.iter().all(|who| day.roster.is_seated(*who) && seen.insert(*who));
    if !known {
        return Err(Reason::UnknownPerson.into());
    }
    let same = match &day.turn {
        Some(turn) => turn.order == order && turn.done.is_empty() && turn.speaking.is_none(),
        None => order.is_empty(),
    };
    when(!same, Event::TurnOrderSet { order: order.to_vec() })
}

pub(super) fn turn_to(
    day: &Day,
    from: Option<ParticipantId>,
    to: Option<ParticipantId>,
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
    Ok(vec![Event::TurnMoved { from, to }])
}

/// Whoever speaks hands on; for anybody else there is nothing to do.
pub(super) fn turn_done(day: &Day, who: ParticipantId) -> Decision {
    let Some(turn) = day.turn.as_ref().filter(|turn| turn.speaking == Some(who)) else {
        return Ok(Vec::new());
    };
    Ok(vec![Event::TurnMoved { from: Some(who), to: turn.next() }])
}
