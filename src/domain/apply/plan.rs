//! The day's blocks, and the plan as a hand has changed it.

use super::ways;
use crate::domain::day::Day;
use crate::domain::day::plan::{Plan, Slot, Why};
use crate::domain::day::schedule::{Block, Schedule};
use crate::domain::event::Event;
use crate::domain::id::{CaseId, SlotId};
use crate::domain::judge::over_block;
use crate::domain::remainder::Remainder;

pub(super) fn set_blocks(day: &mut Day, blocks: &[Block], reserve: u16) {
    let before =
        std::mem::replace(&mut day.schedule, Schedule { blocks: blocks.to_vec(), reserve });
    follow_blocks(day);
    ways::no_longer_shorten(day, &before.blocks);
}

/// A slot stands by its hour: it belongs to the block that has that hour now. Where it can stay no
/// longer, nothing pins it.
fn follow_blocks(day: &mut Day) {
    let Some(mut plan) = day.plan.take() else { return };
    for slot in &mut plan.slots {
        slot.block = day.schedule.treatment_at(slot.start).unwrap_or(slot.block);
    }
    let out = |id: &SlotId| {
        let mut slots = plan.slots.iter();
        slots.any(|slot| slot.slot == *id && over_block(day, slot).is_some())
    };
    plan.pinned.retain(|pinned| !out(pinned));
    day.plan = Some(plan);
}

pub(super) fn edit(day: &mut Day, event: &Event) {
    let Event::PlanEdited { slots, covered, used, dots, breaches } = event else { return };
    let available = Remainder::under(day, slots).available;
    let old = day.plan.take();
    let pinned = old.as_ref().map(|plan| plan.pinned.clone()).unwrap_or_default();
    let before = old.as_ref().and_then(|plan| plan.before.or(Some(plan.worth())));
    let reasons = reasons_by_hand(old, slots);
    day.plan = Some(Plan {
        basis: day.basis,
        slots: slots.clone(),
        dots: *dots,
        used: *used,
        available,
        covered: covered.clone(),
        reasons,
        breaches: breaches.clone(),
        by_hand: true,
        pinned,
        before,
        gap: None,
    });
}

/// The plan rests on the same facts as before: where it is pinned is one of its own.
pub(super) fn pin(day: &mut Day, slot: SlotId, pinned: bool) {
    let basis = day.basis;
    let Some(plan) = &mut day.plan else { return };
    plan.pinned.retain(|known| *known != slot);
    plan.pinned.extend(pinned.then_some(slot));
    if plan.basis + 1 == basis {
        plan.basis = basis;
    }
}

/// The planner's reasons, but for what a hand has put in or taken out.
fn reasons_by_hand(old: Option<Plan>, slots: &[Slot]) -> Vec<(CaseId, Why)> {
    let is_in = |slots: &[Slot], case: CaseId| slots.iter().any(|slot| slot.case == case);
    let (mut reasons, before) = old.map(|plan| (plan.reasons, plan.slots)).unwrap_or_default();
    for (case, why) in &mut reasons {
        if is_in(&before, *case) != is_in(slots, *case) {
            *why = Why::ByHand;
        }
    }
    for slot in slots {
        if reasons.iter().all(|(case, _)| *case != slot.case) {
            reasons.push((slot.case, Why::ByHand));
        }
    }
    reasons
}
