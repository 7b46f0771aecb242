//! Twins become one by the consent of every owner; a title changes by its owner's.

use super::{Decision, when};
use crate::domain::day::Day;
use crate::domain::day::inventory::{CaseItem, TitleProposal};
use crate::domain::event::Event;
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::limits;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::text;
use crate::domain::vocabulary::VoteKind;

pub(super) fn propose(day: &Day, merge: CaseId, cases: &[CaseId], title: &str) -> Decision {
    let known = day.inventory.merges.iter().any(|known| known.merge == merge);
    if known || day.inventory.case(merge).is_some_and(|case| case.merged_from == cases) {
        return Ok(Vec::new());
    }
    if day.inventory.case(merge).is_some() {
        return Err(Reason::IdTaken.into());
    }
    if !day.inventory.revealed {
        return Err(Reason::NotRevealed.into());
    }
    no_vote_on_cases(day)?;
    let mut seen = std::collections::BTreeSet::new();
    if cases.len() < 2 || !cases.iter().all(|id| seen.insert(*id) && can_merge(day, *id)) {
        return Err(Reason::CannotMerge.into());
    }
    let title = text::required(title, limits::TITLE)?;
    Ok(vec![Event::MergeProposed { merge, cases: cases.to_vec(), title }])
}

/// What lies in an open box has been put on the cases as they are.
fn no_vote_on_cases(day: &Day) -> Result<(), Refusal> {
    let open = day.vote_about(VoteKind::Priority).is_some_and(|vote| !vote.is_closed());
    if open { Err(Reason::VoteOpen.into()) } else { Ok(()) }
}

/// A case that stands for itself alone, and whose treatment has not begun.
fn can_merge(day: &Day, id: CaseId) -> bool {
    let alone = |case: &CaseItem| case.merged_into.is_none() && case.merged_from.is_empty();
    day.inventory.case(id).is_some_and(alone) && !day.is_begun(id) && !day.is_in_rounds(id)
}

pub(super) fn agree(day: &Day, who: ParticipantId, merge: CaseId, agrees: bool) -> Decision {
    let Some(known) = day.inventory.merges.iter().find(|known| known.merge == merge) else {
        let done = day.inventory.case(merge).is_some_and(|case| case.owners.contains(&who));
        return if done || !agrees { Ok(Vec::new()) } else { Err(Reason::UnknownProposal.into()) };
    };
    let owners = day.inventory.owners_of(&known.cases);
    if !owners.contains(&who) {
        return Err(Reason::NotYours.into());
    }
    if !agrees {
        return Ok(vec![Event::MergeDropped { merge }]);
    }
    if known.agreed.contains(&who) {
        return Ok(Vec::new());
    }
    can_become_one(day, merge)?;
    let mut events = vec![Event::MergeAgreed { merge, participant: who }];
    let all = owners.iter().all(|owner| *owner == who || known.agreed.contains(owner));
    if all {
        events.push(Event::Merged { merge });
    }
    Ok(events)
}

/// Whether the cases of a proposed merger can become one, its owners willing.
pub(in crate::domain) fn can_become_one(day: &Day, merge: CaseId) -> Result<(), Refusal> {
    let known = day.inventory.merges.iter().find(|known| known.merge == merge);
    let known = known.ok_or(Reason::UnknownProposal)?;
    no_vote_on_cases(day)?;
    if known.cases.iter().all(|id| can_merge(day, *id)) {
        Ok(())
    } else {
        Err(Reason::CannotMerge.into())
    }
}

pub(super) fn drop(day: &Day, merge: CaseId) -> Decision {
    let known = day.inventory.merges.iter().any(|known| known.merge == merge);
    when(known, Event::MergeDropped { merge })
}

pub(super) fn propose_title(day: &Day, id: CaseId, title: &str) -> Decision {
    let title = text::required(title, limits::TITLE)?;
    if !day.inventory.revealed {
        return Err(Reason::NotRevealed.into());
    }
    let case = day.inventory.case(id).ok_or(Reason::UnknownCase)?;
    let waits = proposed(day, id, &title).is_some();
    when(!waits && case.fields.title != title, Event::TitleProposed { case: id, title })
}

pub(super) fn agree_title(
    day: &Day,
    who: ParticipantId,
    id: CaseId,
    title: &str,
    agrees: bool,
) -> Decision {
    let case = super::inventory::owned(day, who, id)?;
    let answered = Event::TitleAnswered { case: id, title: title.into(), participant: who, agrees };
    match proposed(day, id, title) {
        Some(proposal) => when(!agrees || !proposal.agreed.contains(&who), answered),
        None if !agrees || case.fields.title == title => Ok(Vec::new()),
        None => Err(Reason::UnknownProposal.into()),
    }
}

fn proposed<'a>(day: &'a Day, id: CaseId, title: &str) -> Option<&'a TitleProposal> {
    day.inventory.titles.iter().find(|known| known.case == id && known.title == title)
}
