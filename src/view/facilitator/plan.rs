//! The plan on the tablet: its slots, why, whom it covers, what it breaks.

use crate::domain::day::Day;
use crate::domain::day::plan::{self, Breach, Slot, Why};
use crate::domain::id::ParticipantId;
use crate::domain::judge;
use crate::view::Around;
use crate::view::shared::process_of;
use crate::wire::facilitator::{BreachView, CaseReason, CoverView, Plan, PlannedSlot, ReasonView};

pub(super) fn seen(day: &Day, around: &Around) -> Plan {
    let infeasible = around.infeasible.as_ref().map(super::feasibility);
    let first = first_today(day);
    let Some(plan) = &day.plan else {
        return Plan {
            basis: day.basis,
            computing: around.computing,
            stale: false,
            slots: Vec::new(),
            dots: 0,
            used: 0,
            available: day.schedule.available(),
            covered: Vec::new(),
            uncovered: Vec::new(),
            first,
            reasons: Vec::new(),
            breaches: Vec::new(),
            infeasible,
            by_hand: false,
        };
    };
    // As things stand now, late arrivals and new priorities included.
    let (covered, uncovered): (Vec<_>, Vec<_>) =
        judge::covered(day, &plan.slots).into_iter().partition(|(_, cases)| !cases.is_empty());
    Plan {
        basis: plan.basis,
        computing: around.computing,
        stale: plan.basis != day.basis,
        slots: plan.slots.iter().filter_map(|slot| planned(day, slot)).collect(),
        dots: plan.dots,
        used: plan.used,
        available: plan.available,
        covered: covered
            .into_iter()
            .map(|(participant, cases)| CoverView { participant, cases })
            .collect(),
        uncovered: uncovered.into_iter().map(|(participant, _)| participant).collect(),
        first,
        reasons: reasons(plan),
        breaches: plan.breaches.iter().map(breach).collect(),
        infeasible,
        by_hand: plan.by_hand,
    }
}

/// Those of them who are here.
fn first_today(day: &Day) -> Vec<ParticipantId> {
    let here = day.guaranteed().map(|member| member.participant);
    here.filter(|who| day.first_places.contains(who)).collect()
}

fn planned(day: &Day, slot: &Slot) -> Option<PlannedSlot> {
    Some(PlannedSlot {
        slot: slot.slot,
        case_item: slot.case,
        block: slot.block,
        start: slot.start,
        end: slot.start + slot.minutes,
        process: process_of(day, slot)?,
        outcome: day.outcome_of(slot.slot),
    })
}

fn reasons(plan: &plan::Plan) -> Vec<CaseReason> {
    let treated = |case| plan.slots.iter().any(|slot| slot.case == case);
    let reasons = plan.reasons.iter();
    reasons
        .map(|(case, why)| CaseReason {
            case_item: *case,
            treated: treated(*case),
            reason: reason(why),
        })
        .collect()
}

fn reason(why: &Why) -> ReasonView {
    match why {
        Why::Covers { people, dots } => ReasonView::Covers { people: people.clone(), dots: *dots },
        Why::Dots { dots } => ReasonView::Dots { dots: *dots },
        Why::ByHand => ReasonView::ByHand,
        Why::TooLong { minutes } => ReasonView::TooLong { minutes: *minutes },
        Why::OwnerAway => ReasonView::OwnerAway,
        Why::GroupFloor => ReasonView::GroupFloor,
        Why::WouldUncover { people, dots } => {
            ReasonView::WouldUncover { people: people.clone(), dots: *dots }
        }
        Why::FewerDots { dots } => ReasonView::FewerDots { dots: *dots },
        Why::NoProcess => ReasonView::NoProcess,
    }
}

fn breach(breach: &Breach) -> BreachView {
    match breach {
        Breach::Uncovered { participant } => BreachView::Uncovered { participant: *participant },
        Breach::OverBlock { slot, minutes } => {
            BreachView::OverBlock { slot: *slot, minutes: *minutes }
        }
        Breach::Overlap { slot } => BreachView::Overlap { slot: *slot },
        Breach::Reserve { minutes } => BreachView::Reserve { minutes: *minutes },
        Breach::OwnerAway { slot, participant } => {
            BreachView::OwnerAway { slot: *slot, participant: *participant }
        }
        Breach::GroupFloor { slot } => BreachView::GroupFloor { slot: *slot },
    }
}
