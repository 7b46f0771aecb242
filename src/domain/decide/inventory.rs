//! Cases: brought, written anew, withdrawn, revealed, ranked, given a process.

use super::{Decision, in_phase, when};
use crate::domain::day::Day;
use crate::domain::day::inventory::{CaseFields, CaseItem};
use crate::domain::event::Event;
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::limits;
use crate::domain::position::Position;
use crate::domain::process::ProcessId;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::text;

/// A case of this person's own.
pub(super) fn owned(day: &Day, who: ParticipantId, id: CaseId) -> Result<&CaseItem, Refusal> {
    let case = day.inventory.case(id).ok_or(Reason::UnknownCase)?;
    if case.owners.contains(&who) { Ok(case) } else { Err(Reason::NotYours.into()) }
}

pub(super) fn put(day: &Day, who: ParticipantId, id: CaseId, fields: &CaseFields) -> Decision {
    let fields = checked(fields)?;
    match day.inventory.case(id) {
        Some(known) if !known.owners.contains(&who) => Err(Reason::IdTaken.into()),
        Some(known) if known.fields == fields => Ok(Vec::new()),
        Some(known) if known.owners.len() > 1 && known.fields.title != fields.title => {
            Err(Reason::SharedTitle.into())
        }
        Some(known) => {
            if day.outcome_of_case(known.case).is_some() {
                return Err(Reason::AlreadyTreated.into());
            }
            Ok(vec![Event::CasePut { case: id, owner: who, fields }])
        }
        // One of an earlier day comes back by its owner's answer alone.
        None if day.inventory.carried.iter().any(|carried| carried.case == id) => {
            Err(Reason::IdTaken.into())
        }
        None => {
            bring_new(day, who)?;
            Ok(vec![Event::CasePut { case: id, owner: who, fields }])
        }
    }
}

/// A new case comes in an open window of the inventory, or once all are revealed, until the closing.
fn bring_new(day: &Day, who: ParticipantId) -> Result<(), Refusal> {
    in_phase(day, lets_in)?;
    let is_open = day.window.open && matches!(day.position.0, Position::Inventory);
    if !is_open && !day.inventory.revealed {
        return Err(Reason::WindowClosed.into());
    }
    if !day.roster.is_seated(who) {
        return Err(Reason::CheckedOut.into());
    }
    room_for_one_more(day, who)
}

/// From the inventory on a case may come, as long as it may still be treated today.
fn lets_in(phase: &Position) -> bool {
    use Position::{Inventory, Prioritisation, Process, Treatment};
    matches!(phase, Inventory | Process | Prioritisation | Treatment { .. })
}

/// So many cases a person, so many in the circle.
fn room_for_one_more(day: &Day, who: ParticipantId) -> Result<(), Refusal> {
    if day.inventory.brought_by(who).count() >= limits::CASES_EACH {
        return Err(Refusal::with(Reason::TooMany, limits::CASES_EACH as i64));
    }
    if day.inventory.live().count() >= limits::CASES {
        return Err(Refusal::with(Reason::TooMany, limits::CASES as i64));
    }
    Ok(())
}

fn checked(fields: &CaseFields) -> Result<CaseFields, Refusal> {
    let in_range = [fields.urgency, fields.importance, fields.emotional_load]
        .iter()
        .all(|level| (1..=3).contains(level));
    if !in_range {
        return Err(Reason::OutOfRange.into());
    }
    Ok(CaseFields {
        title: text::required(&fields.title, limits::TITLE)?,
        headline: text::optional(&fields.headline, limits::HEADLINE)?,
        expects: text::optional(&fields.expects, limits::EXPECTS)?,
        ..fields.clone()
    })
}

/// Its owner withdraws it at any time; what is already gone stays gone.
pub(super) fn withdraw(day: &Day, who: ParticipantId, id: CaseId) -> Decision {
    if day.inventory.case(id).is_none() {
        return Ok(Vec::new());
    }
    let case = owned(day, who, id)?;
    if !case.merged_from.is_empty() {
        // One of several owners withdraws: the merger comes apart, their own part goes. What has
        // begun stays with the others.
        let own = case.merged_from.iter().filter(|part| {
            day.inventory.case(**part).is_some_and(|part| part.owners.contains(&who))
        });
        let shared = case.owners.iter().any(|owner| *owner != who);
        let apart = (!shared || !day.is_begun(id)).then_some(Event::Unmerged { merge: id });
        let mut events: Vec<Event> = apart.into_iter().collect();
        events.extend(own.map(|part| Event::CaseWithdrawn { case: *part }));
        return Ok(events);
    }
    Ok(vec![Event::CaseWithdrawn { case: id }])
}

pub(super) fn reveal(day: &Day) -> Decision {
    if day.inventory.revealed {
        return Ok(Vec::new());
    }
    in_phase(day, |phase| matches!(phase, Position::Inventory))?;
    let mut events = Vec::new();
    if day.window.open {
        events.push(Event::WindowSet { window: Default::default() });
    }
    events.push(Event::Revealed);
    Ok(events)
}

pub(super) fn prioritise(day: &Day, who: ParticipantId, id: CaseId, rank: Option<u8>) -> Decision {
    let case = owned(day, who, id)?;
    if case.merged_into.is_some() {
        return Err(Reason::UnknownCase.into());
    }
    if case.priorities.iter().find(|(of, _)| *of == who).map(|(_, rank)| *rank) == rank {
        return Ok(Vec::new());
    }
    let Some(wanted) = rank else {
        return Ok(vec![Event::Prioritised { case: id, participant: who, rank: None }]);
    };
    if !(1..=limits::PRIORITIES_EACH as u8).contains(&wanted) {
        return Err(Reason::OutOfRange.into());
    }
    // A rank belongs to one case: whatever had it gives it up.
    let mut events: Vec<Event> = day
        .inventory
        .live()
        .filter(|other| other.case != id && other.priorities.contains(&(who, wanted)))
        .map(|other| Event::Prioritised { case: other.case, participant: who, rank: None })
        .collect();
    events.push(Event::Prioritised { case: id, participant: who, rank });
    Ok(events)
}

pub(super) fn confirm_carried(day: &Day, who: ParticipantId, id: CaseId, keep: bool) -> Decision {
    let Some(carried) = day.inventory.carried.iter().find(|carried| carried.case == id) else {
        return Ok(Vec::new());
    };
    if carried.owner != who {
        return Err(Reason::NotYours.into());
    }
    if keep {
        in_phase(day, lets_in)?;
        room_for_one_more(day, who)?;
    }
    Ok(vec![Event::CarriedAnswered { case: id, keep }])
}

pub(super) fn choose_process(day: &Day, id: CaseId, process: &ProcessId, minutes: u16) -> Decision {
    let case = day.inventory.case(id).ok_or(Reason::UnknownCase)?;
    if case.process.as_ref() == Some(&(process.clone(), minutes)) {
        return Ok(Vec::new());
    }
    if !day.inventory.revealed {
        return Err(Reason::NotRevealed.into());
    }
    if day.is_begun(id) {
        return Err(Reason::AlreadyTreated.into());
    }
    let least = day.process(process).ok_or(Reason::UnknownProcess)?.minutes.min;
    if !limits::CASE_MINUTES.contains(&minutes) {
        return Err(Reason::OutOfRange.into());
    }
    if minutes < least {
        return Err(Refusal::with(Reason::TooShort, least.into()));
    }
    when(true, Event::ProcessChosen { case: id, process: process.clone(), minutes })
}
