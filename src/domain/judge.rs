//! The hard rules of a plan (rules P1 to P3), checked on slots as they stand.
//!
//! The planner searches under the same rules; this is the cheap look that `decide` takes at every
//! plan, whoever made it, and that every face takes at the plan there is. What has begun is not
//! judged any more: its time has gone, and its case covers, unless an owner has stopped it or it
//! is to be taken up again. What was planned for a time that has gone is judged at the time at
//! which it can be. A slot to come that breaks a rule covers nobody.

use crate::domain::day::Day;
use crate::domain::day::plan::{Breach, Slot};
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::limits::TRANSITION_MINUTES;
use crate::domain::remainder::{Remainder, pushed};
use crate::domain::vocabulary::BlockKind;

/// What a list of slots is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Who is covered by which of their own priorities; those without a case are not listed.
    pub covered: Covered,
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

/// People to whom something is guaranteed, each with the treated cases that are priorities of theirs.
pub type Covered = Vec<(ParticipantId, Vec<CaseId>)>;

/// Judges slots that are in the order of the day.
pub fn judge(day: &Day, slots: &[Slot]) -> Verdict {
    let remainder = Remainder::under(day, slots);
    let as_will_be = pushed(day, slots, remainder.from);
    let broken = broken(day, slots, remainder.from);
    let covered = covered_but_for(day, slots, &broken);
    let to_come = slots.iter().filter(|slot| !day.runs.contains_key(&slot.slot));
    let planned: u16 = to_come.map(|slot| slot.minutes + TRANSITION_MINUTES).sum();
    let (used, available) = (remainder.gone + planned, remainder.available);
    let uncovered = covered.iter().filter(|(_, cases)| cases.is_empty());
    let reserve = (used > available).then(|| Breach::Reserve { minutes: used - available });
    let breaches = uncovered
        .map(|(participant, _)| Breach::Uncovered { participant: *participant })
        .chain(broken.into_iter().filter(|breach| is_told(day, &as_will_be, breach)))
        .chain(reserve)
        .collect();
    Verdict { covered, used, available, dots: dots(day, slots), breaches }
}

/// Who is covered by which of their own priorities in slots that can be held as the day stands. Who
/// brings no case, or has stopped all that could cover them, is not among them.
pub fn covered(day: &Day, slots: &[Slot]) -> Covered {
    covered_but_for(day, slots, &broken(day, slots, Remainder::of(day).from))
}

/// The same, were each slot held at its hour: what is late is left out of account.
pub fn covered_as_planned(day: &Day, slots: &[Slot]) -> Covered {
    covered_but_for(day, slots, &broken(day, slots, 0))
}

/// The same, whether the slots can be held or not.
pub fn meant_for(day: &Day, slots: &[Slot]) -> Covered {
    covered_but_for(day, slots, &[])
}

fn covered_but_for(day: &Day, slots: &[Slot], broken: &[Breach]) -> Covered {
    day.guaranteed()
        .map(|member| (member.participant, day.owed_to(member.participant)))
        .filter(|(_, priorities)| !priorities.is_empty())
        .map(|(who, priorities)| {
            let held = slots.iter().filter(|slot| is_held_for(day, slot, who, broken));
            let treated = held.flat_map(|slot| day.cases_of(std::slice::from_ref(slot)));
            (who, treated.filter(|case| priorities.contains(case)).collect())
        })
        .collect()
}

/// An owner who is away misses but their own part: the others hold it.
fn is_held_for(day: &Day, slot: &Slot, who: ParticipantId, broken: &[Breach]) -> bool {
    let is_broken = broken.iter().any(|breach| match breach {
        Breach::OverBlock { slot: of, .. }
        | Breach::Overlap { slot: of }
        | Breach::GroupFloor { slot: of } => *of == slot.slot,
        Breach::OwnerAway { slot: of, participant } => *of == slot.slot && *participant == who,
        Breach::Uncovered { .. } | Breach::Reserve { .. } | Breach::Shortened { .. } => false,
    });
    day.runs.get(&slot.slot).is_none_or(|run| run.covers(who)) && !is_broken
}

/// Of whoever has left by then while another owner stays, nobody is told that they are away.
fn is_told(day: &Day, as_will_be: &[Slot], breach: &Breach) -> bool {
    let Breach::OwnerAway { slot, participant } = breach else { return true };
    let slot = as_will_be.iter().find(|known| known.slot == *slot);
    slot.is_some_and(|slot| day.needed_at(slot.case, slot.start).contains(participant))
}

/// The rules that slots to come break, each at its hour or as soon after it as there is time.
fn broken(day: &Day, slots: &[Slot], from: u16) -> Vec<Breach> {
    let to_come: Vec<&Slot> =
        slots.iter().filter(|slot| !day.runs.contains_key(&slot.slot)).collect();
    let mut broken = Vec::new();
    for (index, slot) in pushed(day, slots, from).iter().enumerate() {
        broken.extend(overlap(to_come[index], &to_come[..index]));
        broken.extend(over_block(day, slot));
        broken.extend(owners_away(day, slot));
        broken.extend(below_floor(day, slot));
        broken.extend(shortened(day, slot));
    }
    broken
}

fn dots(day: &Day, slots: &[Slot]) -> u16 {
    day.cases_of(slots).filter_map(|case| day.dots_of(case)).sum()
}

/// A slot and the transition after it lie within their block; none is left of it when the blocks
/// are others and no treatment is among them.
pub(crate) fn over_block(day: &Day, slot: &Slot) -> Option<Breach> {
    let length = slot.minutes + TRANSITION_MINUTES;
    let block = day.schedule.blocks.get(usize::from(slot.block));
    let minutes =
        block.filter(|block| block.kind == BlockKind::Treatment).map_or(length, |block| {
            let after = (slot.start + length).saturating_sub(block.end);
            after.max(block.start.saturating_sub(slot.start))
        });
    (minutes > 0).then_some(Breach::OverBlock { slot: slot.slot, minutes })
}

/// It begins before one ahead of it in its block has ended.
fn overlap(slot: &Slot, before: &[&Slot]) -> Option<Breach> {
    let ends = |other: &&Slot| other.start + other.minutes + TRANSITION_MINUTES;
    let mut ahead = before.iter().filter(|other| other.block == slot.block);
    ahead.any(|other| slot.start < ends(other)).then_some(Breach::Overlap { slot: slot.slot })
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
    let owners = day.inventory.owners_of(day.cases_with(&slot.case)).into_iter();
    owners
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

/// It has fewer minutes than were chosen for its case; a format for all is no owner's choice.
fn shortened(day: &Day, slot: &Slot) -> Option<Breach> {
    let case = day.inventory.case(slot.case).filter(|case| !day.leads(case.case))?;
    let minutes = case.process.as_ref()?.1.saturating_sub(slot.minutes);
    (minutes > 0).then_some(Breach::Shortened { slot: slot.slot, minutes })
}
