//! What a hand has pinned: the search leaves it where it is.

use crate::domain::day::Day;
use crate::domain::day::plan::{Breach, Slot};
use crate::domain::judge::judge;
use crate::domain::limits::TRANSITION_MINUTES;
use crate::domain::remainder::Remainder;

/// The slots to come that are pinned, in the order of the day, as long as the reserve is kept. One that
/// breaks a rule where it is, whatever else is planned, holds nothing up: its case is planned like any
/// other.
pub(super) fn pins(day: &Day) -> Vec<Slot> {
    let Some(plan) = &day.plan else { return Vec::new() };
    let pinned = plan.slots.iter().filter(|slot| plan.pinned.contains(&slot.slot));
    let to_come = pinned.filter(|slot| !day.runs.contains_key(&slot.slot));
    let mut pins: Vec<Slot> = Vec::new();
    let mut left = Remainder::of(day).left();
    for slot in to_come.filter(|slot| holds(day, slot)) {
        let length = slot.minutes + TRANSITION_MINUTES;
        if length <= left && pins.last().is_none_or(|last| end(last) <= slot.start) {
            left -= length;
            pins.push(*slot);
        }
    }
    pins
}

/// When a slot leaves room for another, the transition over.
pub(super) fn end(slot: &Slot) -> u16 {
    slot.start + slot.minutes + TRANSITION_MINUTES
}

fn holds(day: &Day, slot: &Slot) -> bool {
    let mut live = day.inventory.live();
    let has_time = |case| day.least_minutes(case).is_some_and(|least| least <= slot.minutes);
    let is_live = live.any(|case| case.case == slot.case && has_time(case));
    let alone = !day.goes_along(slot.case);
    let lets_it_be = |breach: &Breach| {
        let of_the_whole = matches!(breach, Breach::Uncovered { .. } | Breach::Reserve { .. });
        of_the_whole || matches!(breach, Breach::Shortened { .. })
    };
    let has_gone = Remainder::of(day).from > slot.start;
    is_live && alone && !has_gone && judge(day, &[*slot]).breaches.iter().all(lets_it_be)
}
