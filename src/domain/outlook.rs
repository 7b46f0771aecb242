//! Whether the plan, as the day stands on the clock, still keeps the guarantee, and until when
//! (rule P8).
//!
//! Told as deadlines: nothing here grows old between two entries.

use crate::domain::day::Day;
use crate::domain::day::plan::Slot;
use crate::domain::day::schedule::{Block, minutes_before};
use crate::domain::id::{CaseId, ParticipantId, Timestamp};
use crate::domain::judge::{below_floor, meant_for};
use crate::domain::limits::{DAY_MINUTES, TRANSITION_MINUTES};
use crate::domain::remainder::{
    Course, Free, MINUTE_MS, Remainder, begun, pushed, rest_owed, stands,
};

/// What becomes of the plan from where the day stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// When there will be time for the next case, once a lunch or a break before it has had its floor:
    /// no sooner than it can begin at all, nor than its block, unless the plan has it sooner.
    pub free: Free,
    /// When, by the plan, there would be; none once it has no more.
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
        let blocks = &day.schedule.blocks;
        let course = Course::of(day, blocks, &plan.slots);
        let at = |minute: u16| facts.midnight.plus_ms(i64::from(minute) * MINUTE_MS);
        Some(Self {
            free: free(day, &plan.slots, at)?,
            due: goes_on(day, &plan.slots).then(|| at(due(blocks, course.due))),
            reserve_until: at(gone_by(blocks, course.kept_until)),
            stakes: meant_for(day, &plan.slots)
                .into_iter()
                .filter(|(_, cases)| !is_served(day, cases))
                .map(|(participant, cases)| {
                    let best = places(day, &plan.slots, participant)
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

/// Whether one of these cases has begun, and serves.
fn is_served(day: &Day, cases: &[CaseId]) -> bool {
    let mut begun = begun(day).filter(|slot| day.serves(slot.slot));
    begun.any(|slot| is_among(day, slot, cases))
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

/// The slots to come that can be held for one of their owners: with enough people besides.
fn places<'a>(
    day: &'a Day,
    slots: &'a [Slot],
    owner: ParticipantId,
) -> impl Iterator<Item = Place<'a>> {
    let owner = day.guaranteed().find(|member| member.participant == owner);
    let to_come = || slots.iter().filter(|slot| !day.runs.contains_key(&slot.slot));
    let as_will_be = pushed(day, slots, Remainder::of(day).from);
    to_come().zip(as_will_be).filter_map(move |(slot, will_be)| {
        day.inventory.case(slot.case)?;
        let block = day.schedule.blocks.get(usize::from(slot.block))?;
        let owner = owner.filter(|_| below_floor(day, &will_be).is_none())?;
        let before = to_come()
            .take_while(|other| other.slot != slot.slot)
            .filter(|other| other.block == slot.block)
            .map(|other| other.minutes + TRANSITION_MINUTES);
        let before: u16 = before.sum();
        let (comes, leaves) = (owner.from.unwrap_or(0), owner.until.unwrap_or(DAY_MINUTES));
        let last_end = leaves.min(block.end.saturating_sub(TRANSITION_MINUTES));
        let planned_end = slot.start + slot.minutes;
        Some(Place {
            slot,
            by: last_end.saturating_sub(before + slot.minutes),
            short: planned_end.saturating_sub(last_end).max(comes.saturating_sub(will_be.start)),
        })
    })
}

/// When there will be time for the next case. Treatment that runs into a lunch or a break does so for
/// what that still needs, also when no entry comes any more.
fn free(day: &Day, slots: &[Slot], at: impl Fn(u16) -> Timestamp) -> Option<Free> {
    let Free { from, rest_ms } = Free::of(day)?;
    let next = slots.iter().find(|slot| !day.runs.contains_key(&slot.slot));
    let block = next.and_then(|slot| day.schedule.blocks.get(usize::from(slot.block)));
    let opens = block.map_or(0, |block| block.start);
    let owed = rest_owed(day, &day.schedule.blocks, stands(day).max(opens));
    let owed_ms = i64::from(owed) * MINUTE_MS;
    let (from, rest_ms) =
        if day.treats() { (from, rest_ms + owed_ms) } else { (from.plus_ms(owed_ms), rest_ms) };
    let begins = next.map_or(0, |slot| opens.max(comes(day, slot).min(slot.start)));
    Some(Free { from: from.max(at(begins).plus_ms(-rest_ms)), rest_ms })
}

/// When all its owners are there.
fn comes(day: &Day, slot: &Slot) -> u16 {
    let owners = day.needed_for(slot.case);
    let owners = day.guaranteed().filter(|member| owners.contains(&member.participant));
    owners.filter_map(|owner| owner.from).max().unwrap_or(0)
}

/// Whether a case is at hand or to come.
fn goes_on(day: &Day, slots: &[Slot]) -> bool {
    let at_hand = day.at_step().is_some_and(|(_, run, _)| run.outcome.is_none());
    at_hand || slots.iter().any(|slot| !day.runs.contains_key(&slot.slot))
}

/// The first minute that is treatment's once so many of its minutes have gone; after the last, the
/// end of it.
fn due(blocks: &[Block], gone: u16) -> u16 {
    let more = |minute: &u16| minutes_before(blocks, minute + 1) > gone;
    (0..DAY_MINUTES).find(more).unwrap_or_else(|| gone_by(blocks, gone))
}

/// The first minute by which so many minutes of treatment have gone.
fn gone_by(blocks: &[Block], gone: u16) -> u16 {
    let by = |minute: &u16| minutes_before(blocks, *minute) >= gone;
    (0..DAY_MINUTES).find(by).unwrap_or(DAY_MINUTES)
}
