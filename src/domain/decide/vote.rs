//! Secret choices: opened, issued, released, closed. No command here carries a choice.

use super::conduct::in_reach;
use super::{Decision, in_phase, when};
use crate::domain::day::Day;
use crate::domain::day::ballot::{Counts, Vote, VoteOption};
use crate::domain::event::Event;
use crate::domain::id::{ParticipantId, Timestamp, VoteId};
use crate::domain::limits;
use crate::domain::position::Position;
use crate::domain::refusal::Reason;
use crate::domain::vocabulary::{VoteKind, VoteMode};

pub(super) fn open_priority(
    day: &Day,
    vote: VoteId,
    dots: u8,
    mode: VoteMode,
    ends_at: Option<Timestamp>,
    now: Timestamp,
) -> Decision {
    if day.vote(vote).is_some() {
        return Ok(Vec::new());
    }
    in_phase(day, |phase| matches!(phase, Position::Prioritisation))?;
    if !limits::DOTS.contains(&dots) {
        return Err(Reason::OutOfRange.into());
    }
    in_reach(ends_at, now)?;
    if !day.inventory.revealed {
        return Err(Reason::NotRevealed.into());
    }
    let untreated = day.inventory.live().filter(|case| day.outcome_of_case(case.case).is_none());
    let options: Vec<VoteOption> =
        untreated.map(|case| VoteOption::CaseItem { case: case.case }).collect();
    if options.is_empty() {
        return Err(Reason::NothingToVote.into());
    }
    opened(day, vote, VoteKind::Priority, mode, options, dots, ends_at)
}

pub(super) fn open_roti(day: &Day, vote: VoteId) -> Decision {
    if day.vote(vote).is_some() {
        return Ok(Vec::new());
    }
    in_phase(day, |phase| matches!(phase, Position::Closing))?;
    let marks = (1..=5).map(|value| VoteOption::Mark { value }).collect();
    opened(day, vote, VoteKind::Roti, VoteMode::Sealed, marks, 1, None)
}

pub(super) fn open_interest(day: &Day, vote: VoteId) -> Decision {
    if day.vote(vote).is_some() {
        return Ok(Vec::new());
    }
    let (_, _, step) = day.at_step().ok_or(Reason::WrongPhase)?;
    if step.choices.is_empty() {
        return Err(Reason::NothingToVote.into());
    }
    let words = step.choices.iter().map(|text| VoteOption::Word { text: text.clone() }).collect();
    opened(day, vote, VoteKind::Interest, VoteMode::Sealed, words, 1, None)
}

/// One vote at a time: two open boxes could be told apart by who answers which.
fn opened(
    day: &Day,
    vote: VoteId,
    kind: VoteKind,
    mode: VoteMode,
    options: Vec<VoteOption>,
    dots: u8,
    ends_at: Option<Timestamp>,
) -> Decision {
    if day.votes.iter().any(|other| !other.is_closed()) {
        return Err(Reason::VoteOpen.into());
    }
    let electors: Vec<ParticipantId> = day
        .roster
        .seated()
        .filter(|member| !member.checked_out)
        .map(|member| member.participant)
        .collect();
    if electors.is_empty() {
        return Err(Reason::NothingToVote.into());
    }
    Ok(vec![Event::VoteOpened { vote, kind, mode, options, dots, electors, ends_at }])
}

fn open_vote(day: &Day, vote: VoteId) -> Result<&Vote, crate::domain::refusal::Refusal> {
    let vote = day.vote(vote).ok_or(Reason::UnknownVote)?;
    if vote.is_closed() { Err(Reason::VoteClosed.into()) } else { Ok(vote) }
}

pub(super) fn issue(day: &Day, id: VoteId, who: ParticipantId) -> Decision {
    let vote = open_vote(day, id)?;
    if !vote.electors.contains(&who) {
        return Err(Reason::NotAnElector.into());
    }
    when(!vote.issued.contains(&who), Event::Issued { vote: id, participant: who })
}

pub(super) fn release(day: &Day, id: VoteId, n: u16, counts: &Counts) -> Decision {
    let vote = open_vote(day, id)?;
    if vote.only_at_close() || counts.len() != vote.options.len() {
        return Err(Reason::OutOfRange.into());
    }
    when(n > vote.release, Event::Released { vote: id, n, counts: counts.clone() })
}

pub(super) fn close(day: &Day, id: VoteId, counts: &Counts) -> Decision {
    let vote = day.vote(id).ok_or(Reason::UnknownVote)?;
    if vote.is_closed() {
        return Ok(Vec::new());
    }
    if counts.len() != vote.options.len() {
        return Err(Reason::OutOfRange.into());
    }
    Ok(vec![Event::VoteClosed { vote: id, counts: counts.clone() }])
}
