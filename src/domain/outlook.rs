//! Whether the plan, as the day stands on the clock, still keeps the guarantee, and until when
//! (rule P8).
//!
//! Told as deadlines: nothing here grows old between two entries.

use crate::domain::day::Day;
use crate::domain::day::plan::Slot;
use crate::domain::day::schedule::minutes_before;
use crate::domain::id::{CaseId, ParticipantId, Timestamp};
use crate::domain::judge::{below_floor, meant_for};
use crate::domain::limits::{DAY_MINUTES, TRANSITION_MINUTES};
use crate::domain::remainder::{Free, MINUTE_MS, Remainder, begun, pushed};

/// What becomes of the plan from where the day stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// When there will be time for the next case.
    pub free: Free,
    /// When, by the plan, there would be.
    pub due: Option<Timestamp>,
    /// From when on nothing is left of the reserve, were there time for the next case only then.
    pub reserve_until: Timestamp,
    /// The people whose own case is still to come, in the order of the roster.
    pub stakes: Vec<Stake>,
}

/// What somebody's guarantee hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stake {
    /// Who.
    pub participant: ParticipantId,
    /// The latest instant at which there must be time for the next case. None: as the plan stands,
    /// nothing that can be held covers them.
    pub by: Option<Timestamp>,
    /// Minutes that lack however early there is time: an hour that does not suit an owner.
    pub short: u16,
}

impl Outlook {
    /// Of a day whose treatment has begun and whose plan has a rest.
    pub fn of(day: &Day) -> Option<Self> {
        let facts = day.facts.as_ref()?;
        let plan = day.plan.as_ref()?;
        let free = Free::of(day)?;
        let at = |minute: u16| facts.midnight.plus_ms(i64::from(minute) * MINUTE_MS);
        Some(Self {
            free,
            due: due(day).map(at),
            reserve_until: at(reserve_until(day)),
            stakes: meant_for(day, &plan.slots)
                .into_iter()
                .filter(|(_, cases)| !begun(day).any(|slot| is_among(day, slot, cases)))
                .map(|(participant, cases)| {
                    let best = places(day, &plan.slots)
                        .filter(|place| is_among(day, place.slot, &cases))
                        .max_by_key(|place| (std::cmp::Reverse(place.short), place.by));
                    let (by, short) =
                        best.map_or((None, 0), |place| (Some(at(place.by)), place.short));
                    Stake { participant, by, short }
                })
                .collect(),
        })
    }
}

/// Whether a slot treats one of these cases.
fn is_among(day: &Day, slot: &Slot, cases: &[CaseId]) -> bool {
    day.treated_in(slot).any(|case| cases.contains(&case))
}

/// A slot to come, and the latest minute at which there must be time for it to fit.
struct Place<'a> {
    slot: &'a Slot,
    by: u16,
    short: u16,
}

/// The slots to come that can be held: with their owners, and enough people besides.
fn places<'a>(day: &'a Day, slots: &'a [Slot]) -> impl Iterator<Item = Place<'a>> {
    let to_come = || slots.iter().filter(|slot| !day.runs.contains_key(&slot.slot));
    let as_will_be = pushed(day, slots, Remainder::of(day).from);
    to_come().zip(as_will_be).filter_map(move |(slot, will_be)| {
        day.inventory.case(slot.case)?;
        let block = day.schedule.blocks.get(usize::from(slot.block))?;
        let owners = day.needed_for(slot.case);
        let owners: Option<Vec<_>> = owners
            .iter()
            .map(|owner| day.guaranteed().find(|member| member.participant == *owner))
            .collect();
        let owners = owners.filter(|_| below_floor(day, &will_be).is_none())?;
        let before = to_come()
            .take_while(|other| other.slot != slot.slot)
            .filter(|other| other.block == slot.block)
            .map(|other| other.minutes + TRANSITION_MINUTES);
        let before: u16 = before.sum();
        let leaves = owners.iter().filter_map(|owner| owner.until).min().unwrap_or(DAY_MINUTES);
        let comes = owners.iter().filter_map(|owner| owner.from).max().unwrap_or(0);
        let last_end = leaves.min(block.end.saturating_sub(TRANSITION_MINUTES));
        let planned_end = slot.start + slot.minutes;
        Some(Place {
            slot,
            by: last_end.saturating_sub(before + slot.minutes),
            short: planned_end.saturating_sub(last_end).max(comes.saturating_sub(will_be.start)),
        })
    })
}

/// The minute at which the plan has time for the next case: the end of the one at hand, else the
/// start of the next.
fn due(day: &Day) -> Option<u16> {
    let at_hand = day.at_step().filter(|(_, run, _)| run.outcome.is_none());
    at_hand
        .map(|(slot, _, _)| slot.start + slot.minutes + TRANSITION_MINUTES)
        .or_else(|| day.next_slot().map(|slot| slot.start))
}

/// The first minute by which as many treatment minutes have gone beyond those planned as there is
/// reserve.
fn reserve_until(day: &Day) -> u16 {
    let used: u16 = begun(day).map(|slot| slot.minutes + TRANSITION_MINUTES).sum();
    let eaten = used + day.schedule.reserve;
    let gone = |minute: &u16| minutes_before(&day.schedule.blocks, *minute) >= eaten;
    (0..DAY_MINUTES).find(gone).unwrap_or(DAY_MINUTES)
}
