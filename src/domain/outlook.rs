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
    Course, Free, MINUTE_MS, Remainder, begun, held_by, pushed, rest_owed, stands,
};
use crate::domain::vocabulary::BlockKind;

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
        let course = Course::of(day, blocks, &plan.slots, stands(day));
        let will_be = will_be(day, &plan.slots);
        let at = |minute: u16| facts.midnight.plus_ms(i64::from(minute) * MINUTE_MS);
        Some(Self {
            free: free(day, will_be.first().map(|next| next.slot), at)?,
            due: (is_at_hand(day) || !will_be.is_empty()).then(|| at(due(blocks, course.due))),
            reserve_until: at(gone_by(blocks, course.kept_until)),
            stakes: meant_for(day, &plan.slots)
                .into_iter()
                .filter(|(_, cases)| !is_served(day, cases))
                .map(|(participant, cases)| {
                    let best = places(day, &will_be, participant)
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

/// A slot to come whose time has not gone.
struct WillBe<'a> {
    slot: &'a Slot,
    /// When it begins as the day stands.
    start: u16,
    /// Those before it in its block leave it time to begin there, as the day stands.
    begins: bool,
}

/// Those of a list, in its order.
fn will_be<'a>(day: &Day, slots: &'a [Slot]) -> Vec<WillBe<'a>> {
    let stands = stands(day);
    let held_by = |slot: &Slot| held_by(&day.schedule.blocks, slot);
    let to_come = slots.iter().filter(|slot| !day.runs.contains_key(&slot.slot));
    let soonest = pushed(day, slots, stands);
    let rested = pushed(day, slots, Remainder::of(day).from);
    let all = to_come.zip(soonest.iter().zip(&rested));
    all.filter(|(slot, _)| stands < held_by(slot))
        .map(|(slot, (soonest, rested))| WillBe {
            slot,
            start: rested.start,
            begins: soonest.start < held_by(slot),
        })
        .collect()
}

/// The slots to come that can be held for one of their owners: with enough people besides.
fn places<'a>(
    day: &'a Day,
    slots: &'a [WillBe<'a>],
    owner: ParticipantId,
) -> impl Iterator<Item = Place<'a>> {
    let owner = day.guaranteed().find(|member| member.participant == owner);
    slots.iter().enumerate().filter_map(move |(index, WillBe { slot, start, .. })| {
        day.inventory.case(slot.case)?;
        let block = day.schedule.blocks.get(usize::from(slot.block))?;
        let will_be = Slot { start: *start, ..**slot };
        let owner = owner.filter(|_| below_floor(day, &will_be).is_none())?;
        let (comes, leaves) = (owner.from.unwrap_or(0), owner.until.unwrap_or(DAY_MINUTES));
        let last_end = leaves.min(block.end.saturating_sub(TRANSITION_MINUTES));
        let planned_end = slot.start + slot.minutes;
        let latest = last_end.saturating_sub(slot.minutes);
        Some(Place {
            slot,
            by: by(&day.schedule.blocks, &slots[..index], slot, latest),
            short: planned_end.saturating_sub(last_end).max(comes.saturating_sub(*start)),
        })
    })
}

/// The latest minute at which there must be time for the first of some slots, if one after them is to
/// begin by a minute. Those of an earlier block may run into the lunch or the break between, above its
/// floor; whatever of them can begin in their block no more is not waited for.
fn by(blocks: &[Block], before: &[WillBe<'_>], slot: &Slot, latest: u16) -> u16 {
    let begins = |one: &&WillBe<'_>| one.slot.block == slot.block || one.begins;
    let (mut by, mut block) = (latest, slot.block);
    for WillBe { slot, .. } in before.iter().rev().filter(begins) {
        by = by.saturating_sub(slot.minutes + TRANSITION_MINUTES + rest(blocks, slot.block, block));
        block = slot.block;
    }
    by
}

/// Minutes of lunch or break that one keeps who goes on from a block to a later one.
fn rest(blocks: &[Block], from: u8, to: u8) -> u16 {
    let between = blocks.get(usize::from(from) + 1..usize::from(to)).unwrap_or(&[]);
    let rests =
        between.iter().filter(|block| matches!(block.kind, BlockKind::Lunch | BlockKind::Break));
    rests
        .filter_map(|block| block.floor().map(|floor| floor.min(block.minutes())))
        .max()
        .unwrap_or(0)
}

/// When there will be time for the next case. Treatment that runs into a lunch or a break does so for
/// what that still needs, also when no entry comes any more.
fn free(day: &Day, next: Option<&Slot>, at: impl Fn(u16) -> Timestamp) -> Option<Free> {
    let Free { from, rest_ms } = Free::of(day)?;
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
    let owners = day.needed_at(slot.case, slot.start);
    let owners = day.guaranteed().filter(|member| owners.contains(&member.participant));
    owners.filter_map(|owner| owner.from).max().unwrap_or(0)
}

/// Whether a case is at hand.
fn is_at_hand(day: &Day) -> bool {
    day.at_step().is_some_and(|(_, run, _)| run.outcome.is_none())
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
