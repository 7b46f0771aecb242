//! What is left of the day from where it stands (rule P6).
//!
//! What has begun stays as it was planned; the time that has gone is gone, before the first case too.
//! What was lost so far, by overruns or otherwise, has eaten of the reserve first.

use std::cmp::Ordering;

use crate::domain::day::Day;
use crate::domain::day::clocks::Clock;
use crate::domain::day::plan::Slot;
use crate::domain::day::schedule::{Block, minutes_before, treatment_minutes};
use crate::domain::id::{SlotId, Timestamp};
use crate::domain::limits::{DAY_MINUTES, TRANSITION_MINUTES};
use crate::domain::vocabulary::BlockKind;

/// Milliseconds of a minute.
pub(super) const MINUTE_MS: i64 = 60_000;

/// The minutes that are left; until treatment is due to begin, those of the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remainder {
    /// The minute of the day from which there is time, once a lunch or a break that treatment has run
    /// into has had its floor; none of treatment lies before it until treatment is due to begin.
    pub from: u16,
    /// Treatment minutes that lie before it.
    pub gone: u16,
    /// Treatment minutes of the day less what is left of the reserve.
    pub available: u16,
}

impl Remainder {
    /// Of a day, at its last entry.
    pub fn of(day: &Day) -> Self {
        Self::under(day, planned(day))
    }

    /// The same, under another plan.
    pub fn under(day: &Day, slots: &[Slot]) -> Self {
        Self::with(day, &day.schedule.blocks, slots)
    }

    /// The same, with other blocks.
    pub fn with_blocks(day: &Day, blocks: &[Block]) -> Self {
        Self::with(day, blocks, planned(day))
    }

    fn with(day: &Day, blocks: &[Block], slots: &[Slot]) -> Self {
        let stands = stands(day);
        let from = (stands + rest_owed(day, blocks, stands)).min(DAY_MINUTES);
        let gone = minutes_before(blocks, from);
        let kept = Course::of(day, blocks, slots, stands).kept_until.saturating_sub(gone);
        let reserve = day.schedule.reserve.min(kept);
        Self { from, gone, available: treatment_minutes(blocks).saturating_sub(reserve) }
    }

    /// Minutes for what has not begun, transitions included.
    pub fn left(&self) -> u16 {
        self.available.saturating_sub(self.gone)
    }
}

/// How many minutes of treatment are to have gone when the next case begins, were all as planned.
pub(super) struct Course {
    /// Those of what has begun, and those that the plan leaves empty before the next case that can be
    /// held; after the last, before its end.
    pub(super) due: u16,
    /// When so many have gone, nothing is left of the reserve. What the plan has left empty has not
    /// eaten of it, as far as what is to come leaves as much free.
    pub(super) kept_until: u16,
}

impl Course {
    /// Of a day that stands at a minute, with these blocks and under this plan.
    pub(super) fn of(day: &Day, blocks: &[Block], slots: &[Slot], stands: u16) -> Self {
        let length = |slot: &Slot| slot.minutes + TRANSITION_MINUTES;
        let (begun, to_come): (Vec<&Slot>, Vec<&Slot>) =
            slots.iter().partition(|slot| day.runs.contains_key(&slot.slot));
        let used: u16 = begun.iter().map(|slot| length(slot)).sum();
        let last_end = begun.iter().map(|slot| slot.start + length(slot)).max().unwrap_or(0);
        let next = to_come.iter().filter(|slot| stands < held_by(blocks, slot));
        let goes_on = next.map(|slot| slot.start).min().unwrap_or(last_end);
        let before = begun.iter().filter(|slot| slot.start < goes_on).map(|slot| length(slot));
        let empty = minutes_before(blocks, goes_on).saturating_sub(before.sum());
        let due = used + empty;
        let planned: u16 = to_come.iter().map(|slot| length(slot)).sum();
        let free = treatment_minutes(blocks).saturating_sub(planned);
        let reserve = day.schedule.reserve;
        Self { due, kept_until: (due + reserve).min(free).max(used + reserve) }
    }
}

/// The plan there is; none of it before there is one.
fn planned(day: &Day) -> &[Slot] {
    day.plan.as_ref().map_or(&[], |plan| &plan.slots)
}

/// The slots that have begun, as they were planned: no plan moves them.
pub fn begun(day: &Day) -> impl Iterator<Item = &Slot> {
    planned(day).iter().filter(|slot| day.runs.contains_key(&slot.slot))
}

/// The minute before which a slot must begin if it is to be held where it is planned: the end of its
/// block, or its own where a hand has it end later.
pub(super) fn held_by(blocks: &[Block], slot: &Slot) -> u16 {
    let end = blocks.get(usize::from(slot.block)).map_or(0, |block| block.end);
    end.max(slot.start + slot.minutes)
}

/// The slots to come whose time has gone: the day stands past it.
pub fn left_behind(day: &Day) -> Vec<SlotId> {
    let stands = stands(day);
    let to_come = planned(day).iter().filter(|slot| !day.runs.contains_key(&slot.slot));
    let left = to_come.filter(|slot| held_by(&day.schedule.blocks, slot) <= stands);
    left.map(|slot| slot.slot).collect()
}

/// The slots to come of a list, as they will be if each begins when it was planned, or as soon as
/// there is time: pushed on within their blocks by the minute from which there is, and by those
/// before them.
pub fn pushed(day: &Day, slots: &[Slot], from: u16) -> Vec<Slot> {
    let mut free = from;
    let mut block = None;
    let to_come = slots.iter().filter(|slot| !day.runs.contains_key(&slot.slot));
    to_come
        .map(|slot| {
            if block.replace(slot.block) != Some(slot.block) {
                free = from;
            }
            let start = slot.start.max(free);
            // What a hand has laid one over the other stays so: it is told as such.
            free =
                if start > slot.start { start + slot.minutes + TRANSITION_MINUTES } else { free };
            Slot { start, ..*slot }
        })
        .collect()
}

/// When there is time for what has not begun: never before an instant, and so long after now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Free {
    /// The end of the rest or of the step's clock; while the clock is held, the last entry.
    pub from: Timestamp,
    /// Milliseconds after it, or after now where that is later.
    pub rest_ms: i64,
}

impl Free {
    /// Once treatment has begun: when each step left of the case at hand has had its minutes. Before:
    /// when it is due to begin. None of a day whose times say nothing of it.
    pub fn of(day: &Day) -> Option<Self> {
        if day.drift.behind_ms.is_none() {
            return before_the_first(day);
        }
        let now = resumes_at(day);
        let Some((later, clock)) = case_at_hand(day) else {
            return Some(Self { from: now, rest_ms: 0 });
        };
        let after_step = i64::from(later + TRANSITION_MINUTES) * MINUTE_MS;
        let held = |held: i64| Self { from: now, rest_ms: held.max(0) + after_step };
        let runs = |ends_at: Timestamp| Self { from: ends_at.max(now), rest_ms: after_step };
        Some(match clock {
            Some(Clock { held_ms: Some(left), .. }) => held(left),
            Some(Clock { ends_at, .. }) => runs(ends_at),
            None => held(0),
        })
    }

    /// As seen at an instant: it slips with the clock once nothing is left of the step.
    pub fn at(&self, now: Timestamp) -> Timestamp {
        self.from.max(now).plus_ms(self.rest_ms)
    }
}

/// Before the first case there is time from the first treatment block on. A day that is held at
/// another hour, past its last, is planned as it is written.
fn before_the_first(day: &Day) -> Option<Free> {
    let (first, last) = treatment_hours(day)?;
    (day.last_at < last).then(|| Free { from: first.max(day.last_at), rest_ms: 0 })
}

/// The next instant at which another minute of treatment is lost as no case has begun; none once one
/// has, or when no more is lost.
pub fn next_loss(day: &Day, now: Timestamp) -> Option<Timestamp> {
    let midnight = day.facts.as_ref()?.midnight;
    let (first, last) = treatment_hours(day).filter(|_| day.drift.behind_ms.is_none())?;
    let minute = i64::from(minute_of(first.max(now), midnight));
    let next = midnight.plus_ms(minute * MINUTE_MS + 1);
    (now < last).then_some(next)
}

/// When the first treatment block begins, and the last ends.
fn treatment_hours(day: &Day) -> Option<(Timestamp, Timestamp)> {
    let midnight = day.facts.as_ref()?.midnight;
    let at = |minute: u16| midnight.plus_ms(i64::from(minute) * MINUTE_MS);
    let mut treatment = day.schedule.treatment().map(|(_, block)| block);
    let first = treatment.next()?;
    let last = treatment.last().unwrap_or(first);
    Some((at(first.start), at(last.end)))
}

/// The minute of the day from which there is time again.
pub(super) fn stands(day: &Day) -> u16 {
    let (Some(facts), Some(free)) = (&day.facts, Free::of(day)) else { return 0 };
    minute_of(free.at(day.last_at), facts.midnight)
}

/// Minutes that lack to the floor of a lunch or a break into which treatment has run, were the next
/// case to begin as soon as there is time.
pub(super) fn rest_owed(day: &Day, blocks: &[Block], stands: u16) -> u16 {
    // Before the first case no treatment has run into anything.
    let Some(facts) = day.facts.as_ref().filter(|_| day.drift.behind_ms.is_some()) else {
        return 0;
    };
    let resumes = resumes_at(day);
    let instant = |minute: u16| facts.midnight.plus_ms(i64::from(minute) * MINUTE_MS);
    let next = |block: &Block| block.kind == BlockKind::Treatment && block.end > stands;
    let before = blocks.iter().position(next).unwrap_or(0);
    // When the cases began that the plan has on one side of a block.
    let begun_on = |side: Ordering, index: usize| {
        let cases = begun(day).filter(move |slot| usize::from(slot.block).cmp(&index) == side);
        cases.filter_map(|slot| day.runs.get(&slot.slot)).map(|run| run.started_at)
    };
    let rests = blocks.iter().enumerate().take(before).filter(|(index, block)| {
        let mut later = begun_on(Ordering::Greater, *index);
        let has_passed = later.any(|at| at >= instant(block.start));
        let is_rest = matches!(block.kind, BlockKind::Lunch | BlockKind::Break);
        is_rest && block.start < stands && !has_passed
    });
    let owed = rests.map(|(index, block)| {
        let floor = block.floor().unwrap_or(0).min(block.minutes());
        let due = instant(block.start);
        // Had early, it was had between the last case that the plan has before it and the first it has
        // after it: one held out of order was no end of it.
        let last = begun_on(Ordering::Less, index).max();
        let first = |last| begun_on(Ordering::Greater, index).filter(|at| *at > last).min();
        let had = day.respite.had(due, last.and_then(first), resumes) / MINUTE_MS;
        floor.saturating_sub(u16::try_from(had).unwrap_or(u16::MAX))
    });
    owed.max().unwrap_or(0)
}

/// The end of the rest at hand, or the last entry.
fn resumes_at(day: &Day) -> Timestamp {
    let rest_ends = day.pause.and_then(|pause| pause.until);
    rest_ends.map_or(day.last_at, |until| until.max(day.last_at))
}

/// The minute of the day that an instant has reached, those begun counted whole.
pub fn minute_of(at: Timestamp, midnight: Timestamp) -> u16 {
    let minute = at.since(midnight).max(0).saturating_add(MINUTE_MS - 1) / MINUTE_MS;
    u16::try_from(minute).unwrap_or(DAY_MINUTES).min(DAY_MINUTES)
}

/// The minutes of the steps that follow in the case at hand, and the clock of its step.
fn case_at_hand(day: &Day) -> Option<(u16, Option<Clock>)> {
    let step = usize::from(day.cursor()?.step);
    let (_, run, _) = day.at_step().filter(|(_, run, _)| run.outcome.is_none())?;
    Some((run.minutes.iter().skip(step + 1).sum(), day.step_clock))
}
