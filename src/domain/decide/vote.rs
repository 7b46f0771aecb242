//! Secret choices: opened, issued, released, closed. No command here carries a choice.

use super::conduct::in_reach;
use super::{Decision, in_phase, when};
use crate::domain::day::Day;
use crate::domain::day::ballot::{Counts, Vote, VoteOption};
use crate::domain::day::credential::{Blinded, Entry, PublicKey, Tag};
use crate::domain::event::Event;
use crate::domain::id::{ParticipantId, Timestamp, VoteId};
use crate::domain::limits;
use crate::domain::position::Position;
use crate::domain::process::Text;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::vocabulary::{BallotStage, PhoneState, VoteKind, VoteMode};

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

/// Whether the step goes on: the clock informs, the circle may be asked, the facilitator decides.
pub(super) fn ask_more_time(day: &Day, vote: VoteId) -> Decision {
    if day.vote(vote).is_some() {
        return Ok(Vec::new());
    }
    day.at_step().ok_or(Reason::WrongPhase)?;
    day.step_clock.ok_or(Reason::NoClock)?;
    let words = [Text::new("Oui", "Yes"), Text::new("On avance", "Move on")];
    let words = words.map(|text| VoteOption::Word { text }).to_vec();
    opened(day, vote, VoteKind::MoreTime, VoteMode::Sealed, words, 1, None)
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
    let electors = enough(electors(day, kind, &[]))?;
    Ok(vec![Event::VoteOpened { vote, kind, mode, options, dots, electors, ends_at }])
}

/// Who is here and is asked, but these.
fn electors(day: &Day, kind: VoteKind, without: &[ParticipantId]) -> Vec<ParticipantId> {
    day.here()
        .map(|member| member.participant)
        .filter(|who| is_asked(day, kind, *who) && !without.contains(who))
        .collect()
}

/// The question of a step is for the phones that vote in it: its owner waits for the answer.
fn is_asked(day: &Day, kind: VoteKind, who: ParticipantId) -> bool {
    let at = day.at_step().filter(|_| kind == VoteKind::Interest);
    at.is_none_or(|(slot, _, step)| step.phone_of(day.role_in(slot, who)) == PhoneState::Vote)
}

/// Of fewer people the counts would tell the choices (rule V11).
fn enough(people: Vec<ParticipantId>) -> Result<Vec<ParticipantId>, Refusal> {
    let is_enough = people.len() >= usize::from(limits::VOTERS);
    if is_enough { Ok(people) } else { Err(Reason::TooFewVoters.into()) }
}

fn open_vote(day: &Day, vote: VoteId) -> Result<&Vote, Refusal> {
    let vote = day.vote(vote).ok_or(Reason::UnknownVote)?;
    if vote.is_closed() { Err(Reason::VoteClosed.into()) } else { Ok(vote) }
}

/// The open vote, dealt as often as whoever asks believes.
fn open_deal(day: &Day, vote: VoteId, epoch: u16) -> Result<&Vote, Refusal> {
    let vote = open_vote(day, vote)?;
    if vote.deal.epoch == epoch { Ok(vote) } else { Err(Reason::OtherEpoch.into()) }
}

pub(super) fn deal(day: &Day, id: VoteId, epoch: u16, pk: PublicKey) -> Decision {
    let vote = open_deal(day, id, epoch)?;
    when(vote.deal.pk.is_none(), Event::Dealt { vote: id, epoch, pk })
}

/// Once for each elector, and only for what was asked first.
pub(super) fn issue(
    day: &Day,
    id: VoteId,
    epoch: u16,
    who: ParticipantId,
    blinded: &[Blinded],
) -> Decision {
    let vote = open_deal(day, id, epoch)?;
    vote.can_issue(who, blinded)?;
    let event = Event::Issued { vote: id, epoch, participant: who, blinded: blinded.to_vec() };
    when(!vote.deal.issued.contains_key(&who), event)
}

pub(super) fn seal(day: &Day, id: VoteId, epoch: u16, tags: &[Tag]) -> Decision {
    let vote = open_deal(day, id, epoch)?;
    match vote.stage() {
        BallotStage::Dealing => Err(Reason::NotDealt.into()),
        BallotStage::Issuing if !vote.mixes(tags.len()) => Err(Reason::TooFewVoters.into()),
        BallotStage::Issuing => Ok(vec![Event::Sealed { vote: id, epoch, tags: tags.to_vec() }]),
        BallotStage::Sealed | BallotStage::Closed => Ok(Vec::new()),
    }
}

pub(super) fn redeal(
    day: &Day,
    id: VoteId,
    from: u16,
    without: &[ParticipantId],
    placed: u16,
) -> Decision {
    let vote = open_vote(day, id)?;
    let epoch = from.checked_add(1).ok_or(Reason::OutOfRange)?;
    if vote.deal.epoch == epoch {
        return Ok(Vec::new());
    }
    open_deal(day, id, from)?;
    let electors = enough(electors(day, vote.kind, without))?;
    // Dots of a deal that was interrupted are still to be placed again.
    let placed = if vote.stage() == BallotStage::Sealed {
        placed
    } else {
        vote.deal.redealt.unwrap_or(placed)
    };
    Ok(vec![Event::Redealt { vote: id, epoch, electors, placed }])
}

/// A phone says whether seal or close is as it must be. The newest word stands.
pub(super) fn check(
    day: &Day,
    who: ParticipantId,
    id: VoteId,
    epoch: u16,
    stage: BallotStage,
    ok: bool,
) -> Decision {
    let vote = day.vote(id).ok_or(Reason::UnknownVote)?;
    if vote.deal.epoch != epoch {
        return Err(Reason::OtherEpoch.into());
    }
    if !vote.deal.issued.contains_key(&who) {
        return Err(Reason::NotAnElector.into());
    }
    if vote.deal.seal.is_none() || vote.stage() != stage {
        return Err(Reason::NotSealed.into());
    }
    let event = Event::Checked { vote: id, epoch, participant: who, stage, ok };
    when(vote.deal.checked.get(&who) != Some(&ok), event)
}

pub(super) fn release(day: &Day, id: VoteId, n: u16, counts: &Counts) -> Decision {
    let vote = open_vote(day, id)?;
    if vote.only_at_close() || counts.len() != vote.options.len() {
        return Err(Reason::OutOfRange.into());
    }
    when(n > vote.release, Event::Released { vote: id, n, counts: counts.clone() })
}

pub(super) fn close(day: &Day, id: VoteId, counts: &Counts, entries: &[Entry]) -> Decision {
    let vote = day.vote(id).ok_or(Reason::UnknownVote)?;
    if vote.is_closed() {
        return Ok(Vec::new());
    }
    if counts.len() != vote.options.len() {
        return Err(Reason::OutOfRange.into());
    }
    let (counts, entries) = (counts.clone(), entries.to_vec());
    Ok(vec![Event::VoteClosed { vote: id, counts, entries }])
}

/// Dealt again to nobody, so that no phone takes the box for one that dots were dropped from.
pub(super) fn close_lost(day: &Day, id: VoteId, epoch: u16) -> Decision {
    let vote = open_deal(day, id, epoch)?;
    let epoch = epoch.checked_add(1).ok_or(Reason::OutOfRange)?;
    let counts = vec![0; vote.options.len()];
    Ok(vec![
        Event::Redealt { vote: id, epoch, electors: Vec::new(), placed: 0 },
        Event::VoteClosed { vote: id, counts, entries: Vec::new() },
    ])
}
