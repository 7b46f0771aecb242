//! The facilitator's hand on the plan: pinned, changed, and what that costs.

use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P};
use cercle::domain::day::plan::{Breach, Plan, Slot, Worth};
use cercle::domain::day::schedule::Block;
use cercle::domain::day::way::WayStep;
use cercle::domain::judge::judge;
use cercle::domain::planner::{Found, feasibility, search};
use cercle::domain::position::Position;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::BlockKind;

use crate::support::{Story, case, fields, process, proposal, seat, slot, step};

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

/// A break of ten minutes from 10:46: two of the four slots are before it, one begins with it.
fn takes_a_break(story: &mut Story) {
    let mut blocks = story.day.schedule.blocks.clone();
    let morning = blocks[1];
    let pause = Block { kind: BlockKind::Break, start: 646, end: 656 };
    blocks.splice(1..2, [Block { end: 646, ..morning }, pause, Block { start: 656, ..morning }]);
    let reserve = story.day.schedule.reserve;
    story.does(F::SetBlocks { blocks, reserve });
}

#[test]
fn p2_a_slot_belongs_to_the_block_that_has_its_hour_when_the_blocks_are_others() {
    let mut story = by_hand();
    takes_a_break(&mut story);
    let blocks: Vec<u8> = plan(&story).slots.iter().map(|slot| slot.block).collect();
    assert_eq!(blocks, [1, 1, 1, 3]);
    let breaches = judge(&story.day, &plan(&story).slots).breaches;
    let out = Breach::OverBlock { slot: slot(3), minutes: 23 };
    assert_eq!(breaches, [Breach::Uncovered { participant: seat(3) }, out]);
}

#[test]
fn p5_a_plan_whose_blocks_have_become_others_is_still_changed_by_hand() {
    let mut story = by_hand();
    takes_a_break(&mut story);
    let mut slots = plan(&story).slots;
    (slots[3].start, slots[3].block) = (760, 5);
    story.does(F::EditPlan { basis: plan(&story).basis, slots: slots.clone() });
    assert_eq!(plan(&story).slots, slots);
}

#[test]
fn p10_a_pin_is_released_where_a_break_is_now() {
    let mut story = by_hand();
    for n in [3, 4] {
        story.does(F::PinSlot { slot: slot(n), pinned: true });
    }
    takes_a_break(&mut story);
    assert_eq!(plan(&story).pinned, [slot(4)]);
}

#[test]
fn w5_no_hand_cuts_a_case_below_the_minimum_of_its_process() {
    let story = by_hand();
    let mut slots = plan(&story).slots;
    slots[3].minutes = 9;
    let basis = plan(&story).basis;
    assert_eq!(story.refuses_tablet(F::EditPlan { basis, slots }), Reason::TooShort);
    let choose = P::ChooseProcess { case: case(4), process: process("intervision"), minutes: 30 };
    assert_eq!(story.refuses_to(4, choose), Reason::TooShort);
}

#[test]
fn w5_a_slot_whose_process_has_become_longer_may_be_moved_but_not_cut() {
    let mut story = by_hand();
    let choose =
        P::ChooseProcess { case: case(4), process: process("codeveloppement"), minutes: 60 };
    story.says(4, choose);
    let basis = plan(&story).basis;
    let mut slots = plan(&story).slots;
    slots[3].minutes -= 1;
    let cut = F::EditPlan { basis, slots: slots.clone() };
    assert_eq!(story.refuses_tablet(cut), Reason::TooShort);
    slots[3].minutes += 1;
    slots[3].start += 1;
    story.does(F::EditPlan { basis, slots });
}

#[test]
fn p10_a_pin_holds_no_merger_in_fewer_minutes_than_its_process_takes() {
    let mut story = Story::planned(6, "demande_apports", 20);
    let choose = P::ChooseProcess { case: case(4), process: process("intervision"), minutes: 45 };
    story.says(4, choose);
    story.does(F::PinSlot { slot: slot(3), pinned: true });
    let cases = vec![case(4), case(3)];
    story.does(F::ProposeMerge { merge: case(90), cases, title: "Ensemble ?".into() });
    for who in [3, 4] {
        story.says(who, P::AgreeMerge { merge: case(90), agrees: true });
    }
    let Found::Plan(made) = search(&story.day, &|| false, &mut || slot(50)) else {
        panic!("no plan for what was merged")
    };
    let whole = made.slots.iter().find(|one| one.case == case(90)).unwrap();
    assert_eq!(whole.minutes, 45);
}

#[test]
fn p6_a_case_that_was_left_stays_where_it_was() {
    let mut story = by_hand();
    story.goes(step(slot(1), 0));
    story.goes(Position::Treatment { at: None });
    let mut slots = plan(&story).slots;
    slots[0].start += 5;
    let basis = plan(&story).basis;
    assert_eq!(story.refuses_tablet(F::EditPlan { basis, slots }), Reason::AlreadyTreated);
}

#[test]
fn p10_where_nothing_but_a_pin_is_in_the_way_its_release_is_told() {
    let mut story = by_hand();
    // 90 minutes that cover nobody: their owner has another priority.
    story.goes(Position::Inventory);
    story.says(1, P::PutCase { case: case(10), fields: fields("Et si ?") });
    let coaching = process("coaching_individuel");
    let choose = |case, minutes| P::ChooseProcess { case, process: coaching.clone(), minutes };
    story.says(1, choose(case(10), 90));
    for n in 1..=4 {
        story.says(n, choose(case(n), 40));
    }
    assert!(feasibility(&story.day).fits);
    let long = Slot { slot: slot(10), case: case(10), block: 1, start: 600, minutes: 90 };
    story.does(F::EditPlan { basis: plan(&story).basis, slots: vec![long] });
    story.does(F::PinSlot { slot: slot(10), pinned: true });
    let told = feasibility(&story.day);
    assert_eq!((told.fits, told.release), (false, vec![vec![slot(10)]]));
    story.does(F::PinSlot { slot: slot(10), pinned: false });
    assert!(feasibility(&story.day).fits);
}

#[test]
fn p10_a_pin_that_is_not_the_reason_is_not_blamed() {
    let mut story = by_hand();
    story.does(F::PinSlot { slot: slot(2), pinned: true });
    let choose =
        P::ChooseProcess { case: case(1), process: process("coaching_individuel"), minutes: 120 };
    story.says(1, choose);
    let told = feasibility(&story.day);
    assert_eq!((told.fits, told.release), (false, Vec::<Vec<_>>::new()));
}

/// The last of four cases has 15 of the 20 minutes that its owner chose.
fn shortened_by_hand() -> Story {
    let mut story = by_hand();
    let mut slots = plan(&story).slots;
    slots[3].minutes = 15;
    story.does(F::EditPlan { basis: plan(&story).basis, slots });
    story
}

#[test]
fn p5_fewer_minutes_than_the_owner_chose_are_named_as_an_override() {
    let story = shortened_by_hand();
    let named = Breach::Shortened { slot: slot(4), minutes: 5 };
    assert_eq!(plan(&story).breaches, [named]);
}

#[test]
fn p5_the_owners_yes_makes_a_shorter_case_their_own_choice() {
    let mut story = shortened_by_hand();
    let steps = vec![WayStep::Trim { case: case(4), minutes: 15 }];
    story.does(F::ProposeWay { proposal: proposal(1), steps });
    assert_ne!(judge(&story.day, &plan(&story).slots).breaches, []);
    story.says(4, P::AnswerWay { proposal: proposal(1), agrees: true });
    assert_eq!(judge(&story.day, &plan(&story).slots).breaches, []);
}

#[test]
fn p10_a_shorter_case_that_is_pinned_stays_so_when_the_plan_is_made_anew() {
    let mut story = shortened_by_hand();
    story.does(F::PinSlot { slot: slot(4), pinned: true });
    let mut ids = (50..).map(slot);
    let Found::Plan(found) = search(&story.day, &|| false, &mut || ids.next().unwrap()) else {
        panic!("a plan that leaves what is pinned")
    };
    story.house(H::ProposePlan { plan: found });
    assert!(plan(&story).slots.iter().any(|one| one.slot == slot(4) && one.minutes == 15));
    let named = [Breach::Shortened { slot: slot(4), minutes: 5 }];
    assert_eq!(judge(&story.day, &plan(&story).slots).breaches, named);
}
