//! The hard rules of a plan (rules P1 to P3), checked on slots as they stand.
//!
//! The planner searches under the same rules; this is the cheap look that `decide` takes at every
//! plan, whoever made it. What has begun is not judged any more: its time has gone, and its case
//! covers, unless its owner has stopped it. What was planned for a time that has gone is judged at
//! the time at which it can be.

use crate::domain::day::Day;
use crate::domain::day::plan::{Breach, Slot};
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::limits::TRANSITION_MINUTES;
use crate::domain::remainder::{Remainder, pushed};

/// What a list of slots is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Who is covered by which of their own priorities; those without a case are not listed.
    pub covered: Vec<(ParticipantId, Vec<CaseId>)>,
    /// Minutes used, a transition after each slot; once treatment has begun, those that have gone
    /// and those of the slots to come.
    pub used: u16,
    /// Treatment minutes less what is left of the reserve.
    pub available: u16,
    /// Dots of the treated cases at the close of the vote.
    pub dots: u16,
    /// The rules broken.
    pub breaches: Vec<Breach>,
}

/// Judges slots that are in the order of the day.
pub fn judge(day: &Day, slots: &[Slot]) -> Verdict {
    let covered = covered(day, slots);
    let remainder = Remainder::of(day);
    let to_come: Vec<&Slot> =
        slots.iter().filter(|slot| !day.runs.contains_key(&slot.slot)).collect();
    let as_will_be = pushed(day, slots, remainder.from);
    let planned: u16 = to_come.iter().map(|slot| slot.minutes + TRANSITION_MINUTES).sum();
    let (used, available) = (remainder.gone + planned, remainder.available);
    let mut breaches: Vec<Breach> = covered
        .iter()
        .filter(|(_, cases)| cases.is_empty())
        .map(|(participant, _)| Breach::Uncovered { participant: *participant })
        .collect();
    for (index, slot) in as_will_be.iter().enumerate() {
        breaches.extend(over_block(day, slot));
        breaches.extend(overlap(to_come[index], to_come.get(index + 1).copied()));
        breaches.extend(owners_away(day, slot));
        breaches.extend(below_floor(day, slot));
    }
    if used > available {
        breaches.push(Breach::Reserve { minutes: used - available });
    }
    Verdict { covered, used, available, dots: dots(day, slots), breaches }
}

/// Each person to whom something is guaranteed, with the treated cases that are priorities of
/// theirs. Who brings no case, or has stopped all that could cover them, is not among them.
pub fn covered(day: &Day, slots: &[Slot]) -> Vec<(ParticipantId, Vec<CaseId>)> {
    day.guaranteed()
        .map(|member| (member.participant, day.owed_to(member.participant)))
        .filter(|(_, priorities)| !priorities.is_empty())
        .map(|(who, priorities)| {
            let treated = day.cases_of(slots);
            (who, treated.filter(|case| priorities.contains(case)).collect())
        })
        .collect()
}

fn dots(day: &Day, slots: &[Slot]) -> u16 {
    day.cases_of(slots).filter_map(|case| day.dots_of(case)).sum()
}

/// A slot and the transition after it lie within their block.
fn over_block(day: &Day, slot: &Slot) -> Option<Breach> {
    let block = day.schedule.blocks.get(usize::from(slot.block))?;
    let end = slot.start + slot.minutes + TRANSITION_MINUTES;
    (end > block.end).then(|| Breach::OverBlock { slot: slot.slot, minutes: end - block.end })
}

fn overlap(slot: &Slot, next: Option<&Slot>) -> Option<Breach> {
    let next = next.filter(|next| next.block == slot.block)?;
    let free = slot.start + slot.minutes + TRANSITION_MINUTES;
    (next.start < free).then_some(Breach::Overlap { slot: next.slot })
}

fn owners_away(day: &Day, slot: &Slot) -> Vec<Breach> {
    let here = |who: ParticipantId| {
        day.roster.member(who).is_some_and(|member| {
            member.present
                && !member.checked_out
                && member.from.is_none_or(|from| from <= slot.start)
                && member.until.is_none_or(|until| slot.start + slot.minutes <= until)
        })
    };
    let needed = day.needed_for(slot.case).into_iter();
    needed
        .filter(|owner| !here(*owner))
        .map(|owner| Breach::OwnerAway { slot: slot.slot, participant: owner })
        .collect()
}

/// Enough people besides the owners are in the room.
pub(crate) fn below_floor(day: &Day, slot: &Slot) -> Option<Breach> {
    let case = day.inventory.case(slot.case)?;
    let (process, _) = day.treatment_of(case)?;
    let floor = usize::from(day.process(process)?.group_floor);
    let others = day
        .guaranteed()
        .filter(|member| !case.owners.contains(&member.participant))
        .filter(|member| member.from.is_none_or(|from| from <= slot.start))
        .filter(|member| member.until.is_none_or(|until| slot.start + slot.minutes <= until))
        .count();
    (others < floor).then_some(Breach::GroupFloor { slot: slot.slot })
}
