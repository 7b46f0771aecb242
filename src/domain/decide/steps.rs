//! The steps of a treatment under way: another process's, one more, or another posture from here on.

use super::{Decision, when};
use crate::domain::day::Day;
use crate::domain::day::clocks::Clock;
use crate::domain::day::treatment::Run;
use crate::domain::event::Event;
use crate::domain::id::{CaseId, SlotId, StepId, Timestamp};
use crate::domain::limits;
use crate::domain::position::Cursor;
use crate::domain::process::{ExtraStep, Process, ProcessId, extra};
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::vocabulary::{PhoneState, Posture};

/// The treatment of the case at hand, while it goes on.
fn under_way(day: &Day, slot: SlotId) -> Result<&Run, Refusal> {
    day.slot(slot).ok_or(Reason::UnknownSlot)?;
    let at_hand = |run: &&Run| day.position.0.is_in(slot) && run.outcome.is_none();
    day.runs.get(&slot).filter(at_hand).ok_or_else(|| Reason::WrongPhase.into())
}

/// After the step at hand, of this treatment alone: the process of the catalogue stays as it is.
pub(super) fn insert(
    day: &Day,
    at: Cursor,
    id: StepId,
    what: &ExtraStep,
    minutes: u16,
    phones: PhoneState,
) -> Decision {
    let run = under_way(day, at.slot)?;
    if run.process.step(&extra::id_of(id)).is_some() {
        return Ok(Vec::new());
    }
    if day.cursor() != Some(at) {
        return Err(Reason::Moved.into());
    }
    let phones_fit = matches!(phones, PhoneState::Closed | PhoneState::Write);
    if !phones_fit || !limits::EXTRA_MINUTES.contains(&minutes) {
        return Err(Reason::OutOfRange.into());
    }
    let added = run.process.steps.iter().filter(|step| extra::is_extra(&step.id)).count();
    if added >= limits::EXTRA_STEPS {
        return Err(Refusal::with(Reason::TooMany, limits::EXTRA_STEPS as i64));
    }
    let step = Box::new(what.step(id, minutes, phones)?);
    let index = at.step.checked_add(1).ok_or(Reason::OutOfRange)?;
    Ok(vec![Event::StepInserted { slot: at.slot, index, step, minutes }])
}

/// Another trade, from the step at hand on.
pub(super) fn name_posture(day: &Day, at: Cursor, posture: Posture) -> Decision {
    let run = under_way(day, at.slot)?;
    if day.cursor() != Some(at) {
        return Err(Reason::Moved.into());
    }
    let step = run.process.steps.get(usize::from(at.step)).ok_or(Reason::UnknownStep)?;
    when(
        run.posture_at(at.step.into()).posture != posture,
        Event::PostureNamed { slot: at.slot, step: step.id.clone(), posture },
    )
}

/// Besides the owners, as many as the process asks for are in the room and stay to its end.
fn enough_people(
    day: &Day,
    case: CaseId,
    process: &Process,
    minutes: u16,
    now: Timestamp,
) -> Result<(), Refusal> {
    let owners = day.inventory.owners_of(&[case]);
    let last = now.plus_ms(i64::from(minutes) * 60_000 - 1);
    let others = day.roster.members.iter().filter(|member| {
        let stays = day.is_here(member, now) && day.is_here(member, last);
        stays && !owners.contains(&member.participant)
    });
    let floor = process.group_floor;
    if others.count() < usize::from(floor) {
        return Err(Refusal::with(Reason::TooFewPeople, floor.into()));
    }
    Ok(())
}

/// What was written stays as it is.
pub(super) fn change_process(
    day: &Day,
    slot: SlotId,
    process: &ProcessId,
    minutes: u16,
    now: Timestamp,
) -> Decision {
    let run = under_way(day, slot)?;
    if run.process.id == *process {
        return Ok(Vec::new());
    }
    // Treated side by side they have one process: another would treat the first of them alone.
    if run.cases().len() > 1 {
        return Err(Reason::AlreadyTreated.into());
    }
    let process = day.process(process).ok_or(Reason::UnknownProcess)?;
    if !limits::CASE_MINUTES.contains(&minutes) {
        return Err(Reason::OutOfRange.into());
    }
    if minutes < process.minutes.min {
        return Err(Refusal::with(Reason::TooShort, process.minutes.min.into()));
    }
    enough_people(day, run.case, process, minutes, now)?;
    let first = process.minutes_of_steps(minutes).first().copied().ok_or(Reason::UnknownStep)?;
    let clock = Clock::of_minutes(first, now);
    Ok(vec![Event::ProcessChanged { slot, process: process.id.clone(), minutes, clock }])
}
