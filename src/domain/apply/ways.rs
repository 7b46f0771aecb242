//! Ways out put to people, and how they ended.

use crate::domain::day::Day;
use crate::domain::day::way::{Answer, Proposal, WayStep};
use crate::domain::id::{CaseId, ParticipantId, ProposalId};

/// A new one takes the place of those about the same thing that were declined.
pub(super) fn propose(day: &mut Day, proposal: ProposalId, steps: &[WayStep]) {
    let meets = |one: &Proposal| one.steps.iter().any(|old| steps.iter().any(|new| old.meets(new)));
    day.proposals.retain(|one| one.answer != Answer::Declined || !meets(one));
    let steps = steps.to_vec();
    day.proposals.push(Proposal { proposal, steps, agreed: Vec::new(), answer: Answer::Waiting });
}

pub(super) fn agree(day: &mut Day, proposal: ProposalId, who: ParticipantId) {
    if let Some(proposal) = day.proposals.iter_mut().find(|one| one.proposal == proposal) {
        proposal.agreed.push(who);
    }
}

pub(super) fn end(day: &mut Day, proposal: ProposalId, answer: Answer) {
    if let Some(proposal) = day.proposals.iter_mut().find(|one| one.proposal == proposal) {
        (proposal.answer, proposal.agreed) = (answer, Vec::new());
    }
}

/// What is still asked about a case is asked no longer.
pub(super) fn no_longer_ask(day: &mut Day, id: CaseId) {
    let asks = |one: &Proposal| one.steps.iter().any(|step| step.case() == Some(id));
    day.proposals.retain(|one| one.answer != Answer::Waiting || !asks(one));
}

/// The blocks are others: what would shorten one of the old ones is asked no longer.
pub(super) fn no_longer_shorten(day: &mut Day) {
    let shortens = |step: &WayStep| matches!(step, WayStep::Shorten { .. });
    let asks = |one: &Proposal| one.steps.iter().any(shortens);
    day.proposals.retain(|one| one.answer != Answer::Waiting || !asks(one));
}

/// What was asked about a case goes with it.
pub(super) fn forget_case(day: &mut Day, id: CaseId) {
    day.proposals.retain(|one| one.steps.iter().all(|step| step.case() != Some(id)));
}
