//! The closing: own trace, dispositions, what is kept, the end.

use super::{Decision, in_phase, when};
use crate::domain::day::Day;
use crate::domain::day::treatment::Reader;
use crate::domain::event::Event;
use crate::domain::id::{CaseId, ContributionId, ParticipantId, Timestamp};
use crate::domain::limits;
use crate::domain::position::Position;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::text;
use crate::domain::vocabulary::{Disposition, TraceKind};

pub(super) fn settle(
    day: &Day,
    who: ParticipantId,
    id: CaseId,
    disposition: Disposition,
) -> Decision {
    let case = super::inventory::owned(day, who, id)?;
    when(case.disposition != Some(disposition), Event::Settled { case: id, disposition })
}

pub(super) fn put_trace(
    day: &Day,
    who: ParticipantId,
    line: ContributionId,
    kind: TraceKind,
    words: &str,
    due: Option<Timestamp>,
    keep: bool,
) -> Decision {
    let text = text::optional(words, limits::CONTRIBUTION)?;
    let known = day.trace.iter().find(|known| known.line == line);
    if known.is_some_and(|known| known.author != who) {
        return Err(Reason::IdTaken.into());
    }
    let own = day.trace.iter().filter(|known| known.author == who).count();
    if known.is_none() && own >= limits::TRACE_EACH {
        return Err(Refusal::with(Reason::TooMany, limits::TRACE_EACH as i64));
    }
    let changes = match known {
        Some(known) => {
            (known.kind, known.due, known.keep) != (kind, due, keep) || known.text != text
        }
        None => !text.is_empty(),
    };
    when(changes, Event::TracePut { line, author: who, kind, text, due, keep })
}

/// One keeps what one wrote, and what one was given as an owner.
pub(super) fn keep_text(day: &Day, who: ParticipantId, id: ContributionId, keep: bool) -> Decision {
    let text =
        day.contributions.iter().find(|text| text.contribution == id).ok_or(Reason::UnknownText)?;
    let own = text.is_by(who) || text.owners.contains(&who);
    if !own || text.read_as(Reader::Participant(who)).is_none() {
        return Err(Reason::NotYours.into());
    }
    if keep && !text.may_outlive() {
        return Err(Reason::NotKept.into());
    }
    when(
        text.kept_by.contains(&who) != keep,
        Event::TextKept { contribution: id, participant: who, keep },
    )
}

pub(super) fn check_out(day: &Day, who: ParticipantId) -> Decision {
    let gone = day.roster.member(who).is_some_and(|member| member.checked_out);
    when(!gone, Event::CheckedOut { participant: who })
}

/// The day ends from its closing; an open vote must be closed first.
pub(super) fn close_day(day: &Day) -> Decision {
    in_phase(day, |phase| matches!(phase, Position::Closing))?;
    if day.votes.iter().any(|vote| !vote.is_closed()) {
        return Err(Reason::VoteOpen.into());
    }
    Ok(vec![Event::Ended])
}
