//! The plan: proposed by the planner, changed by hand, always checked.

use super::{Decision, when};
use crate::domain::day::Day;
use crate::domain::day::plan::{Breach, Plan, Slot};
use crate::domain::day::schedule::Block;
use crate::domain::event::Event;
use crate::domain::id::SlotId;
use crate::domain::judge::judge;
use crate::domain::limits::{self, DAY_MINUTES};
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::remainder::{Remainder, begun, pushed};
use crate::domain::vocabulary::BlockKind;

pub(super) fn set_blocks(day: &Day, blocks: &[Block], reserve: u16) -> Decision {
    if blocks.len() > limits::BLOCKS {
        return Err(Refusal::with(Reason::TooMany, limits::BLOCKS as i64));
    }
    let shaped = blocks.iter().all(|block| block.start < block.end && block.end <= DAY_MINUTES);
    let ordered = blocks.windows(2).all(|pair| pair[0].end <= pair[1].start);
    if !shaped || !ordered || reserve > DAY_MINUTES {
        return Err(Reason::BadBlocks.into());
    }
    let same = day.schedule.blocks == blocks && day.schedule.reserve == reserve;
    when(!same, Event::BlocksSet { blocks: blocks.to_vec(), reserve })
}

/// The planner's plan is taken while its facts hold, and only if it breaks no rule but where a hand has
/// pinned a shorter case. What has begun meanwhile is a fact too, it comes first in the plan, as it
/// was; so is the time that has gone.
pub(super) fn propose(day: &Day, plan: &Plan) -> Decision {
    let is_begun = |slot: &&Slot| day.runs.contains_key(&slot.slot);
    let kept = plan.slots.iter().take_while(is_begun);
    if plan.basis != day.basis || !kept.eq(begun(day)) {
        return Err(Reason::StalePlan.into());
    }
    if day.plan.as_ref() == Some(plan) {
        return Ok(Vec::new());
    }
    if !pushed(day, &plan.slots, Remainder::of(day).from).iter().eq(to_come(day, &plan.slots)) {
        return Err(Reason::StalePlan.into());
    }
    well_formed(day, &plan.slots)?;
    let is_pinned = |breach: &Breach| matches!(breach, Breach::Shortened { slot, .. } if plan.pinned.contains(slot));
    if !judge(day, &plan.slots).breaches.iter().all(is_pinned) {
        return Err(Reason::BadPlan.into());
    }
    Ok(vec![Event::Planned { plan: Box::new(plan.clone()) }])
}

/// The facilitator's plan is always taken; what it breaks is said in the open.
pub(super) fn edit(day: &Day, basis: u32, slots: &[Slot]) -> Decision {
    let current = day.plan.as_ref();
    let mut slots = slots.to_vec();
    slots.sort_by_key(|slot| (slot.start, slot.slot));
    if current.is_some_and(|plan| plan.slots == slots) {
        return Ok(Vec::new());
    }
    if current.map_or(day.basis, |plan| plan.basis) != basis {
        return Err(Reason::StalePlan.into());
    }
    well_formed(day, &slots)?;
    if !begun(day).all(|as_it_was| slots.contains(as_it_was)) {
        return Err(Reason::AlreadyTreated.into());
    }
    let verdict = judge(day, &slots);
    Ok(vec![Event::PlanEdited {
        slots,
        covered: verdict.covered,
        used: verdict.used,
        dots: verdict.dots,
        breaches: verdict.breaches,
    }])
}

/// What has begun stays anyhow.
pub(super) fn pin(day: &Day, slot: SlotId, pinned: bool) -> Decision {
    let plan = day.plan.as_ref().ok_or(Reason::UnknownSlot)?;
    day.slot(slot).ok_or(Reason::UnknownSlot)?;
    if pinned && day.runs.contains_key(&slot) {
        return Err(Reason::AlreadyTreated.into());
    }
    when(plan.pinned.contains(&slot) != pinned, Event::SlotPinned { slot, pinned })
}

fn to_come<'a>(day: &'a Day, slots: &'a [Slot]) -> impl Iterator<Item = &'a Slot> {
    slots.iter().filter(|slot| !day.runs.contains_key(&slot.slot))
}

/// The minutes a slot has for its case, if it is in the plan already: a process chosen since may take
/// more, and a hand that only moves it does not cut it.
fn minutes_before(day: &Day, slot: &Slot) -> u16 {
    let known = day.slot(slot.slot).filter(|known| known.case == slot.case);
    known.map_or(u16::MAX, |known| known.minutes)
}

/// Every slot names a live case with a process, once, and a treatment block. What has begun and is
/// left as it was is not looked at.
fn well_formed(day: &Day, slots: &[Slot]) -> Result<(), Refusal> {
    let mut cases = std::collections::BTreeSet::new();
    let mut ids = std::collections::BTreeSet::new();
    for slot in slots {
        let once = day.treated_in(slot).all(|case| cases.insert(case)) && ids.insert(slot.slot);
        if once && begun(day).any(|as_it_was| as_it_was == slot) {
            continue;
        }
        let case = day.inventory.live().find(|case| case.case == slot.case);
        let case = case.ok_or(Reason::UnknownCase)?;
        let least = day.least_minutes(case).ok_or(Reason::NoProcess)?;
        let block = day.schedule.blocks.get(usize::from(slot.block));
        let in_treatment = block.is_some_and(|block| block.kind == BlockKind::Treatment);
        let fits = limits::CASE_MINUTES.contains(&slot.minutes);
        let alone = !day.goes_along(slot.case);
        if !in_treatment || !fits || !once || !alone {
            return Err(Reason::BadPlan.into());
        }
        if slot.minutes < least.min(minutes_before(day, slot)) {
            return Err(Refusal::with(Reason::TooShort, least.into()));
        }
    }
    Ok(())
}
