//! Ways out put to people, and how they ended.

use crate::domain::day::Day;
use crate::domain::day::schedule::Block;
use crate::domain::day::way::{Answer, Proposal, WayStep};
use crate::domain::id::{CaseId, ParticipantId, ProposalId};

/// A new one takes the place of those about the same thing that were declined, or can be taken no
/// longer: else it would not be asked.
pub(super) fn propose(day: &mut Day, proposal: ProposalId, steps: &[WayStep]) {
    let meets = |one: &Proposal| one.steps.iter().any(|old| steps.iter().any(|new| old.meets(new)));
    day.proposals.retain(|one| one.answer == Answer::Taken || !meets(one));
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

/// Some blocks are others: what would shorten one of the old ones is asked no longer.
pub(super) fn no_longer_shorten(day: &mut Day, before: &[Block]) {
    let known = |blocks: &[Block], index: u8| {
        blocks.get(usize::from(index)).map(|block| (block.kind, block.minutes()))
    };
    let now = &day.schedule.blocks;
    let shortens = |step: &WayStep| match step {
        WayStep::Shorten { block, .. } => known(before, *block) != known(now, *block),
        _ => false,
    };
    let asks = |one: &Proposal| one.steps.iter().any(shortens);
    day.proposals.retain(|one| one.answer != Answer::Waiting || !asks(one));
}

/// What was asked about a case goes with it.
pub(super) fn forget_case(day: &mut Day, id: CaseId) {
    day.proposals.retain(|one| one.steps.iter().all(|step| step.case() != Some(id)));
}
