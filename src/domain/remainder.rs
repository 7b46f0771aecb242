//! What is left of the day once treatment has begun (rule P6).
//!
//! What has begun stays as it was planned; the time that has gone is gone. What was lost so far,
//! by overruns or otherwise, has eaten of the reserve first.

use crate::domain::day::Day;
use crate::domain::day::plan::Slot;
use crate::domain::day::schedule::{Block, minutes_before, treatment_minutes};
use crate::domain::id::Timestamp;
use crate::domain::limits::{DAY_MINUTES, TRANSITION_MINUTES};

/// Milliseconds of a minute.
const MINUTE_MS: i64 = 60_000;

/// The minutes that are left; before the first treatment, those of the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remainder {
    /// The minute of the day from which there is time; 0 before the first treatment.
    pub from: u16,
    /// Treatment minutes that lie before it.
    pub gone: u16,
    /// Treatment minutes of the day less what is left of the reserve.
    pub available: u16,
}

impl Remainder {
    /// Of a day, at its last entry.
    pub fn of(day: &Day) -> Self {
        Self::with_blocks(day, &day.schedule.blocks)
    }

    /// The same, with other blocks.
    pub fn with_blocks(day: &Day, blocks: &[Block]) -> Self {
        let from = stands(day);
        let gone = minutes_before(blocks, from);
        let used: u16 = begun(day).map(|slot| slot.minutes + TRANSITION_MINUTES).sum();
        let reserve = day.schedule.reserve.saturating_sub(gone.saturating_sub(used));
        Self { from, gone, available: treatment_minutes(blocks).saturating_sub(reserve) }
    }

    /// Minutes for what has not begun, transitions included.
    pub fn left(&self) -> u16 {
        self.available.saturating_sub(self.gone)
    }
}

/// The slots that have begun, as they were planned: no plan moves them.
pub fn begun(day: &Day) -> impl Iterator<Item = &Slot> {
    let slots = day.plan.iter().flat_map(|plan| &plan.slots);
    slots.filter(|slot| day.runs.contains_key(&slot.slot))
}

/// The minute of the day from which there is time again.
fn stands(day: &Day) -> u16 {
    let Some(facts) = day.facts.as_ref().filter(|_| day.drift.behind_ms.is_some()) else {
        return 0;
    };
    let rest_ends = day.pause.and_then(|pause| pause.until);
    let now = rest_ends.map_or(day.last_at, |until| until.max(day.last_at));
    let free = case_at_hand_ends(day, now).unwrap_or(now);
    let minute = free.since(facts.midnight).max(0).saturating_add(MINUTE_MS - 1) / MINUTE_MS;
    u16::try_from(minute).unwrap_or(DAY_MINUTES).min(DAY_MINUTES)
}

/// When the case at hand makes room for the next, if each of its steps takes its minutes.
fn case_at_hand_ends(day: &Day, now: Timestamp) -> Option<Timestamp> {
    let step = usize::from(day.cursor()?.step);
    let (_, run, _) = day.at_step().filter(|(_, run, _)| run.outcome.is_none())?;
    let later: u16 = run.minutes.iter().skip(step + 1).sum();
    let step_ends = day.step_clock.map_or(now, |clock| clock.running(now).ends_at.max(now));
    Some(step_ends.plus_ms(i64::from(later + TRANSITION_MINUTES) * MINUTE_MS))
}
