//! The opening: charter, expectations.

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
