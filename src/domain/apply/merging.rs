//! Mergers and titles: proposed, agreed to, undone.

use super::inventory::{prioritise, remove_case};
use super::rounds;
use crate::domain::day::Day;
use crate::domain::day::inventory::{CaseFields, CaseItem, Merge, TitleProposal};
use crate::domain::id::{CaseId, ParticipantId};

pub(super) fn propose(day: &mut Day, merge: CaseId, cases: &[CaseId], title: &str) {
    day.inventory.merges.push(Merge {
        merge,
        title: title.to_owned(),
        cases: cases.to_vec(),
        agreed: Vec::new(),
    });
}

pub(super) fn agree(day: &mut Day, merge: CaseId, who: ParticipantId) {
    if let Some(merge) = day.inventory.merges.iter_mut().find(|known| known.merge == merge) {
        merge.agreed.push(who);
    }
}

/// Ways out that counted on it go with it; one that was declined stays to be read.
pub(super) fn drop(day: &mut Day, merge: CaseId) {
    day.inventory.merges.retain(|known| known.merge != merge);
    super::ways::no_longer_ask(day, merge);
}

/// Every owner has said yes.
pub(super) fn merge(day: &mut Day, id: CaseId) {
    let Some(index) = day.inventory.merges.iter().position(|merge| merge.merge == id) else {
        return;
    };
    let merge = day.inventory.merges.remove(index);
    let owners = day.inventory.owners_of(&merge.cases);
    let parts: Vec<&CaseItem> =
        merge.cases.iter().filter_map(|part| day.inventory.case(*part)).collect();
    let Some(fields) = merged_fields(&parts, merge.title) else { return };
    let merged = CaseItem {
        case: id,
        owners,
        fields,
        priorities: merged_priorities(&parts),
        process: parts.iter().find_map(|part| part.process.clone()),
        least: parts.iter().filter_map(|part| part.least).max(),
        merged_into: None,
        merged_from: merge.cases.clone(),
        age: parts.iter().map(|part| part.age).max().unwrap_or(0),
        prepared: parts.iter().any(|part| part.prepared),
        disposition: None,
    };
    for part in &merge.cases {
        if let Some(part) = day.inventory.case_mut(*part) {
            part.merged_into = Some(id);
        }
        super::ways::no_longer_ask(day, *part);
    }
    super::ways::no_longer_ask(day, id);
    // A case is part of one merger: other proposals for it are past.
    day.inventory.merges.retain(|other| !other.cases.iter().any(|of| merge.cases.contains(of)));
    day.inventory.cases.push(merged);
    take_place(day, id, &merge.cases);
}

/// The first part's words under the new title, as careful as the most careful of them.
fn merged_fields(parts: &[&CaseItem], title: String) -> Option<CaseFields> {
    let most = |level: fn(&CaseFields) -> u8| {
        parts.iter().map(|part| level(&part.fields)).max().unwrap_or(1)
    };
    Some(CaseFields {
        title,
        reserved: parts.iter().any(|part| part.fields.reserved),
        urgency: most(|fields| fields.urgency),
        importance: most(|fields| fields.importance),
        emotional_load: most(|fields| fields.emotional_load),
        ..parts.first()?.fields.clone()
    })
}

/// A priority of one part is a priority of the whole, for its owner, at the better rank.
fn merged_priorities(parts: &[&CaseItem]) -> Vec<(ParticipantId, u8)> {
    let mut priorities: Vec<(ParticipantId, u8)> = Vec::new();
    for (who, rank) in parts.iter().flat_map(|part| &part.priorities) {
        match priorities.iter_mut().find(|(known, _)| known == who) {
            Some((_, known)) => *known = (*known).min(*rank),
            None => priorities.push((*who, *rank)),
        }
    }
    priorities
}

/// In a plan made before, the merger takes the place of its first part.
fn take_place(day: &mut Day, id: CaseId, parts: &[CaseId]) {
    let Some(plan) = &mut day.plan else { return };
    let mut placed = false;
    let runs = &day.runs;
    plan.slots.retain_mut(|slot| {
        if runs.contains_key(&slot.slot) || !parts.contains(&slot.case) {
            return true;
        }
        slot.case = id;
        !std::mem::replace(&mut placed, true)
    });
    plan.reasons.retain(|(of, _)| !parts.contains(of));
    for (_, cases) in &mut plan.covered {
        if placed && cases.iter().any(|case| parts.contains(case)) {
            cases.push(id);
        }
        cases.retain(|case| !parts.contains(case));
    }
}

/// The merged case goes; those it stood for stand for themselves again, with what was settled of it
/// meanwhile, but for the ranks that their owners have given elsewhere.
pub(super) fn unmerge(day: &mut Day, id: CaseId) {
    let Some(whole) = day.inventory.case(id).cloned() else { return };
    let reserved = day.inventory.is_reserved(&whole);
    let parts = &whole.merged_from;
    rounds::replace(day, id, parts);
    remove_case(day, id);
    for owner in &whole.owners {
        hand_back_rank(day, &whole, *owner);
    }
    let elsewhere: Vec<(ParticipantId, u8)> = day
        .inventory
        .live()
        .filter(|case| !parts.contains(&case.case))
        .flat_map(|case| case.priorities.clone())
        .collect();
    for part in parts {
        if let Some(part) = day.inventory.case_mut(*part) {
            part.priorities.retain(|rank| !elsewhere.contains(rank));
            part.process = part.process.take().or_else(|| whole.process.clone());
            part.fields.reserved |= reserved;
        }
    }
}

/// An owner's parts bear the rank that this owner gave the whole: as they did before, or all of it
/// the first of them.
fn hand_back_rank(day: &mut Day, whole: &CaseItem, owner: ParticipantId) {
    let of = |case: &CaseItem| {
        case.priorities.iter().find(|(who, _)| *who == owner).map(|(_, rank)| *rank)
    };
    let theirs = |part: &CaseId| day.inventory.owners_of(&[*part]).contains(&owner);
    let parts: Vec<CaseId> = whole.merged_from.iter().copied().filter(theirs).collect();
    let before = parts.iter().filter_map(|part| day.inventory.case(*part)).filter_map(of).min();
    let mut rank = of(whole);
    if rank == before {
        return;
    }
    for part in parts {
        prioritise(day, part, owner, rank.take());
    }
}

/// What has begun stays with its other owners; a part that goes takes its words, and of what was
/// written there that of its owners, who read no more than the circle of the rest.
pub(super) fn detach(day: &mut Day, whole: CaseId, part: CaseId) {
    let Some(known) = day.inventory.case(whole) else { return };
    let reserved = day.inventory.is_reserved(known);
    let mut parts = known.merged_from.clone();
    parts.retain(|one| *one != part);
    let owners = day.inventory.owners_of(&parts);
    let words = parts.first().and_then(|first| day.inventory.case(*first)).cloned();
    let alone = parts.len() == 1;
    let Some(whole) = day.inventory.case_mut(whole) else { return };
    let goes = |who: &ParticipantId| !owners.contains(who);
    let gone: Vec<ParticipantId> = whole.owners.iter().copied().filter(goes).collect();
    whole.priorities.retain(|(who, _)| !gone.contains(who));
    whole.fields.reserved = reserved;
    if let Some(words) = words {
        whole.fields.headline = words.fields.headline;
        whole.fields.expects = words.fields.expects;
        if alone {
            whole.fields.title = words.fields.title;
        }
    }
    (whole.owners, whole.merged_from) = (owners, parts);
    let id = whole.case;
    let is_gone = |who: &ParticipantId| gone.contains(who);
    day.contributions.retain(|text| text.case != id || !text.author.as_ref().is_some_and(is_gone));
    for text in day.contributions.iter_mut().filter(|text| text.case == id) {
        text.owners.retain(|who| !is_gone(who));
        text.kept_by.retain(|who| !is_gone(who));
    }
}

pub(super) fn propose_title(day: &mut Day, id: CaseId, title: &str) {
    day.inventory.titles.retain(|proposal| proposal.case != id);
    day.inventory.titles.push(TitleProposal { case: id, title: title.to_owned(), agreed: vec![] });
}

/// One no ends the proposal; the last yes makes it the title.
pub(super) fn answer_title(
    day: &mut Day,
    id: CaseId,
    title: &str,
    who: ParticipantId,
    agrees: bool,
) {
    let owners = day.inventory.owners_of(&[id]);
    let Some(at) = day.inventory.titles.iter().position(|proposal| proposal.case == id) else {
        return;
    };
    day.inventory.titles[at].agreed.push(who);
    let all = owners.iter().all(|owner| day.inventory.titles[at].agreed.contains(owner));
    if agrees && !all {
        return;
    }
    day.inventory.titles.remove(at);
    if let Some(case) = day.inventory.case_mut(id).filter(|_| agrees) {
        title.clone_into(&mut case.fields.title);
    }
}
