//! What a step changes, and who must agree to it.

use super::ladder;
use crate::domain::apply::apply;
use crate::domain::day::Day;
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::roster::Member;
use crate::domain::day::rounds::Rounds;
use crate::domain::day::schedule::Block;
use crate::domain::day::way::{Answer, Proposal, WayStep};
use crate::domain::decide::can_become_one;
use crate::domain::event::Event;
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::limits;
use crate::domain::position::Position;
use crate::domain::process::ProcessId;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::remainder::{Remainder, minute_of, stands};
use crate::domain::vocabulary::BlockKind;

/// The event of a step; none when it is so already. Refused when it is no way out of this day.
pub fn effect(day: &Day, step: &WayStep) -> Result<Option<Event>, Refusal> {
    match step {
        WayStep::Merge { merge } => merged(day, *merge),
        WayStep::Lighten { case, process, minutes } => lightened(day, *case, process, *minutes),
        WayStep::Trim { case, minutes } => trimmed(day, *case, *minutes),
        WayStep::Rounds { process, minutes } => together(day, process, *minutes),
        WayStep::Shorten { block, minutes } => shortened(day, *block, *minutes),
        WayStep::Extend { end } => extended(day, *end),
        WayStep::Defer { participant } => deferred(day, *participant),
    }
}

/// The day after steps taken one after the other, and their events; none of those that are so already.
pub(super) fn taken(day: &Day, steps: &[WayStep]) -> Result<(Day, Vec<Event>), Refusal> {
    let mut after = day.clone();
    let mut events = Vec::new();
    for step in steps {
        if let Some(event) = effect(&after, step)? {
            apply(&mut after, &event, day.last_at);
            events.push(event);
        }
    }
    Ok((after, events))
}

/// The events of steps taken one after the other; none for those that are so already.
///
/// # Errors
/// Why the first of them that is no way out of the day is none.
pub fn changes(day: &Day, steps: &[WayStep]) -> Result<Vec<Event>, Refusal> {
    taken(day, steps).map(|(_, events)| events)
}

/// Whether what waits for a yes can still be taken, as the day stands; a vote that is open but puts
/// it off.
pub fn holds(day: &Day, known: &Proposal) -> bool {
    let is_open = known.answer == Answer::Waiting;
    let puts_off = |refusal: Refusal| refusal.reason == Reason::VoteOpen;
    is_open && changes(day, &known.steps).map_or_else(puts_off, |_| true)
}

/// Who must agree to a step; nobody when it is the facilitator's alone.
pub fn asked(day: &Day, step: &WayStep) -> Vec<ParticipantId> {
    match step {
        WayStep::Merge { merge } => owners(day, *merge),
        WayStep::Lighten { case, .. } | WayStep::Trim { case, .. } => owners_here(day, *case),
        WayStep::Rounds { .. } | WayStep::Shorten { .. } => Vec::new(),
        WayStep::Extend { .. } => in_the_room(day),
        WayStep::Defer { participant } => vec![*participant],
    }
}

/// Everyone who is here today, has not left, neither by word nor by the hour they said, and has a seat
/// to say it from.
fn in_the_room(day: &Day) -> Vec<ParticipantId> {
    let stays = |member: &&Member| !day.is_past(member, day.last_at);
    let seated = day.guaranteed().filter(|member| member.seated).filter(stays);
    seated.map(|member| member.participant).collect()
}

/// The owners of a case, or of those that a merger is to make one.
fn owners(day: &Day, case: CaseId) -> Vec<ParticipantId> {
    let merger = day.inventory.merges.iter().find(|known| known.merge == case);
    day.inventory.owners_of(merger.map_or(&[case], |known| &known.cases))
}

/// Of these, those who are still here; all of them once none is.
fn owners_here(day: &Day, case: CaseId) -> Vec<ParticipantId> {
    let owners = owners(day, case);
    let stays = |who: &ParticipantId| {
        let mut here = day.guaranteed();
        here.any(|member| member.participant == *who && !day.is_past(member, day.last_at))
    };
    let here: Vec<ParticipantId> = owners.iter().copied().filter(stays).collect();
    if here.is_empty() { owners } else { here }
}

/// Those who count for today and cannot be asked: they have no seat, not yet or no longer.
pub fn unasked(day: &Day) -> Vec<ParticipantId> {
    let absent = day.guaranteed().filter(|member| !member.seated);
    absent.map(|member| member.participant).collect()
}

fn merged(day: &Day, merge: CaseId) -> Result<Option<Event>, Refusal> {
    if day.inventory.case(merge).is_some_and(|case| !case.merged_from.is_empty()) {
        return Ok(None);
    }
    can_become_one(day, merge)?;
    Ok(Some(Event::Merged { merge }))
}

/// A case that waits for its treatment.
fn waiting(day: &Day, id: CaseId) -> Result<&CaseItem, Refusal> {
    let case = day.inventory.live().find(|case| case.case == id).ok_or(Reason::UnknownCase)?;
    if day.is_begun(id) {
        return Err(Reason::AlreadyTreated.into());
    }
    // What goes along with others takes no minutes of its own.
    if day.is_in_rounds(id) { Err(Reason::NotAWay.into()) } else { Ok(case) }
}

fn lightened(
    day: &Day,
    id: CaseId,
    process: &ProcessId,
    minutes: u16,
) -> Result<Option<Event>, Refusal> {
    let case = waiting(day, id)?;
    let wanted = (process.clone(), minutes);
    if case.process.as_ref() == Some(&wanted) {
        return Ok(None);
    }
    if !ladder::lighter(day, case).contains(&wanted) {
        return Err(Reason::NotAWay.into());
    }
    Ok(Some(Event::ProcessChosen { case: id, process: wanted.0, minutes }))
}

fn trimmed(day: &Day, id: CaseId, minutes: u16) -> Result<Option<Event>, Refusal> {
    let case = waiting(day, id)?;
    let (process, now) = case.process.as_ref().ok_or(Reason::NoProcess)?;
    if *now == minutes {
        return Ok(None);
    }
    let least = ladder::minimum(day, case).ok_or(Reason::NotAWay)?;
    if !(least..*now).contains(&minutes) {
        return Err(Reason::OutOfRange.into());
    }
    Ok(Some(Event::ProcessChosen { case: id, process: process.clone(), minutes }))
}

fn together(day: &Day, id: &ProcessId, minutes: u16) -> Result<Option<Event>, Refusal> {
    if day.is_side_by_side() {
        return Err(Reason::AlreadyTreated.into());
    }
    let process = day.process(id).ok_or(Reason::UnknownProcess)?;
    if !ladder::together(day).contains(&(id.clone(), minutes)) {
        return Err(Reason::NotAWay.into());
    }
    let cases = day.rounds_by(process).ok_or(Reason::NotAWay)?;
    let is_so = |known: &Rounds| {
        let same = known.process == *id && known.minutes == minutes;
        same && known.cases.len() == cases.len()
            && cases.iter().all(|case| known.cases.contains(case))
    };
    if day.rounds.as_ref().is_some_and(is_so) {
        return Ok(None);
    }
    Ok(Some(Event::RoundsSet { rounds: Some(Rounds { process: id.clone(), minutes, cases }) }))
}

fn shortened(day: &Day, index: u8, minutes: u16) -> Result<Option<Event>, Refusal> {
    let index = usize::from(index);
    let block = day.schedule.blocks.get(index).ok_or(Reason::NotAWay)?;
    if block.minutes() == minutes {
        return Ok(None);
    }
    let floor = block.floor().filter(|_| is_ahead(day, block)).ok_or(Reason::NotAWay)?;
    if !(floor..block.minutes()).contains(&minutes) {
        return Err(Reason::OutOfRange.into());
    }
    let blocks = day.schedule.shortened(index, minutes).ok_or(Reason::NotAWay)?;
    Ok(Some(blocks_set(day, blocks)))
}

/// A block that the day has yet to come to; the opening only before the day begins.
fn is_ahead(day: &Day, block: &Block) -> bool {
    let is_welcome = matches!(day.position.0, Position::Welcome);
    is_welcome || block.kind != BlockKind::Opening && block.start >= gone_by(day)
}

/// The minute of the day before which nothing can be shortened any more: until the first case, the
/// clock's, but on a day that is held past its hours (rule P6); from then on, that from which there
/// is time.
fn gone_by(day: &Day) -> u16 {
    match &day.facts {
        Some(facts) if day.runs.is_empty() && stands(day) > 0 => {
            minute_of(day.last_at, facts.midnight)
        }
        _ => Remainder::of(day).from,
    }
}

fn extended(day: &Day, end: u16) -> Result<Option<Event>, Refusal> {
    if day.schedule.end() == end {
        return Ok(None);
    }
    if end.saturating_sub(day.schedule.end()) > limits::EXTENSION_MINUTES {
        return Err(Reason::OutOfRange.into());
    }
    let blocks = day.schedule.ending_at(end).ok_or(Reason::NotAWay)?;
    Ok(Some(blocks_set(day, blocks)))
}

fn blocks_set(day: &Day, blocks: Vec<Block>) -> Event {
    Event::BlocksSet { blocks, reserve: day.schedule.reserve }
}

fn deferred(day: &Day, participant: ParticipantId) -> Result<Option<Event>, Refusal> {
    if day.deferred.contains(&participant) {
        return Ok(None);
    }
    day.guaranteed()
        .find(|member| member.participant == participant)
        .ok_or(Reason::UnknownPerson)?;
    Ok(Some(Event::GuaranteeDeferred { participant }))
}
