//! The facilitator's hand on the plan: pinned, changed, and what that costs.

use cercle::domain::command::ByFacilitator as F;
use cercle::domain::day::plan::{Plan, Worth};
use cercle::domain::planner::{Found, search};
use cercle::domain::refusal::Reason;

use crate::support::{Story, slot};

/// Four cases of 20 minutes by hand from ten o'clock, none begun.
fn by_hand() -> Story {
    Story::planned(4, "demande_apports", 20)
}

fn plan(story: &Story) -> Plan {
    story.day.plan.clone().unwrap()
}

#[test]
fn p10_a_pinned_slot_stays_where_it_is_when_the_plan_is_made_anew() {
    let mut story = by_hand();
    let mut slots = plan(&story).slots;
    slots[3].start = 675;
    story.does(F::EditPlan { basis: plan(&story).basis, slots });
    story.does(F::PinSlot { slot: slot(4), pinned: true });
    let anew = |story: &Story| match search(&story.day, &|| false, &mut || slot(50)) {
        Found::Plan(plan) => plan.slots.into_iter().find(|one| one.slot == slot(4)),
        other => panic!("{other:?}"),
    };
    assert_eq!(anew(&story).map(|one| one.start), Some(675));
    story.does(F::PinSlot { slot: slot(4), pinned: false });
    assert_eq!(anew(&story), None);
}

#[test]
fn p10_a_pin_that_breaks_a_rule_holds_nothing_up() {
    let mut story = by_hand();
    let until = Some(680);
    let who = crate::support::seat(4);
    story.does(F::PinSlot { slot: slot(4), pinned: true });
    story.does(F::SetPresence { participant: who, present: true, from: None, until });
    let mut slots = plan(&story).slots;
    slots[3].start = 675;
    story.does(F::EditPlan { basis: plan(&story).basis, slots });
    let Found::Plan(plan) = search(&story.day, &|| false, &mut || slot(50)) else {
        panic!("a plan that the pin would not let be")
    };
    assert_eq!((plan.pinned, plan.breaches), (vec![], vec![]));
}

#[test]
fn p10_a_plan_rests_on_its_pins() {
    let mut story = by_hand();
    let before = story.day.basis;
    story.does(F::PinSlot { slot: slot(2), pinned: true });
    assert_eq!((plan(&story).basis, story.day.basis), (before + 1, before + 1));
    assert_eq!(story.does(F::PinSlot { slot: slot(2), pinned: true }), vec![]);
    let unknown = F::PinSlot { slot: slot(9), pinned: true };
    assert_eq!(story.refuses_tablet(unknown), Reason::UnknownSlot);
    story.goes(crate::support::step(slot(1), 0));
    let begun = F::PinSlot { slot: slot(1), pinned: true };
    assert_eq!(story.refuses_tablet(begun), Reason::AlreadyTreated);
}

#[test]
fn p5_what_a_hand_costs_is_told_against_the_plan_before_it() {
    let mut story = by_hand();
    let first = plan(&story).worth();
    assert_eq!(first, Worth { dots: 0, used: 92, cases: 4 });
    let mut change = |last: u16| {
        let mut slots = plan(&story).slots;
        slots[3].minutes = last;
        story.does(F::EditPlan { basis: plan(&story).basis, slots });
        (plan(&story).before, plan(&story).used)
    };
    assert_eq!(change(25), (Some(first), 97));
    assert_eq!(change(15), (Some(first), 87));
}
