//! The day's blocks, and the plan as a hand has changed it.

use crate::domain::day::Day;
use crate::domain::day::plan::{Plan, Slot, Why};
use crate::domain::day::schedule::{Block, Schedule};
use crate::domain::event::Event;
use crate::domain::id::CaseId;
use crate::domain::remainder::Remainder;

pub(super) fn set_blocks(day: &mut Day, blocks: &[Block], reserve: u16) {
    day.schedule = Schedule { blocks: blocks.to_vec(), reserve };
}

pub(super) fn edit(day: &mut Day, event: &Event) {
    let Event::PlanEdited { slots, covered, used, dots, breaches } = event else { return };
    let available = Remainder::of(day).available;
    let reasons = reasons_by_hand(day.plan.take(), slots);
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
    });
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
