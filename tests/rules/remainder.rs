//! The guarantee once treatment has begun: what is fixed, what is left, what still covers.

use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P, Command};
use cercle::domain::day::plan::Plan;
use cercle::domain::planner::{Found, search};
use cercle::domain::position::Position;
use cercle::domain::refusal::Reason;
use cercle::domain::remainder::{Free, Remainder, minute_of};
use cercle::domain::vocabulary::{Outcome, PauseKind};

use crate::support::{Story, at, seat, slot, step};

/// Four cases of 20 minutes from ten o'clock, in two blocks of 100 with a reserve of 10; the first
/// has just begun.
fn begun() -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    story.goes(step(slot(1), 0));
    story
}

fn found(story: &Story) -> Plan {
    let mut last = 100;
    let mut draw = || {
        last += 1;
        slot(last)
    };
    match search(&story.day, &|| false, &mut draw) {
        Found::Plan(plan) => *plan,
        other => panic!("{other:?}"),
    }
}

fn propose(plan: Plan) -> Command {
    Command::House(H::ProposePlan { plan: Box::new(plan) })
}

fn ends_first(story: &mut Story, minutes: i64) {
    ends(story, 1, minutes);
}

/// A case ends after so many minutes.
fn ends(story: &mut Story, n: u128, minutes: i64) {
    story.later(minutes * 60);
    story.does(F::SetOutcome { slot: slot(n), outcome: Outcome::Treated });
    story.goes(Position::Treatment { at: None });
}

#[test]
fn p6_what_is_left_begins_when_the_case_at_hand_will_have_ended() {
    let story = begun();
    let remainder = Remainder::of(&story.day);
    assert_eq!((remainder.from, remainder.gone, remainder.available), (623, 23, 190));
}

/// Nothing has begun, though treatment was due so many minutes ago.
fn late(minutes: i64) -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    story.later(minutes * 60);
    story.goes(Position::Treatment { at: None });
    story
}

#[test]
fn p6_a_late_morning_eats_of_the_reserve_and_then_of_the_day() {
    let of = |minutes| {
        let remainder = Remainder::of(&late(minutes).day);
        (remainder.from, remainder.gone, remainder.available, remainder.left())
    };
    assert_eq!(of(0), (600, 0, 190, 190));
    assert_eq!(of(6), (606, 6, 196, 190));
    assert_eq!(of(50), (650, 50, 200, 150));
}

#[test]
fn p6_a_plan_made_late_begins_no_sooner_than_it_can() {
    let mut story = late(50);
    let plan = found(&story);
    assert_eq!(plan.slots[0].start, 650);
    story.take(&propose(plan));
    let mut story = Story::planned(4, "demande_apports", 20);
    let plan = found(&story);
    story.later(50 * 60);
    story.goes(Position::Treatment { at: None });
    assert_eq!(story.refuses(propose(plan)), Reason::StalePlan);
}

#[test]
fn p6_a_day_held_past_its_last_treatment_is_planned_as_it_is_written() {
    let remainder = Remainder::of(&late(5 * 60).day);
    assert_eq!((remainder.gone, remainder.left()), (0, 190));
}

#[test]
fn p6_what_is_lost_eats_of_the_reserve_first() {
    let mut story = begun();
    ends_first(&mut story, 29);
    let six_lost = Remainder::of(&story.day);
    assert_eq!((six_lost.from, six_lost.gone, six_lost.available), (629, 29, 196));
    let later = story.now.plus_ms(10 * 60_000);
    let all_lost = Remainder::of(&story.day.clone().unchanged_until(later));
    assert_eq!((all_lost.from, all_lost.available, all_lost.left()), (639, 200, 161));
}

#[test]
fn p6_a_plan_of_the_rest_keeps_what_has_begun() {
    let mut story = begun();
    ends_first(&mut story, 40);
    let plan = found(&story);
    assert_eq!(plan.slots[0], *story.day.slot(slot(1)).unwrap());
    assert!(plan.slots[1..].iter().all(|slot| slot.start >= 640));
    let mut moved = plan.clone();
    moved.slots[0].start += 1;
    assert_eq!(story.refuses(propose(moved)), Reason::StalePlan);
    let mut without = plan.clone();
    without.slots.remove(0);
    assert_eq!(story.refuses(propose(without)), Reason::StalePlan);
    story.take(&propose(plan.clone()));
    assert_eq!(story.day.plan, Some(plan));
}

#[test]
fn p6_no_slot_goes_where_the_day_has_already_been() {
    let mut story = begun();
    ends_first(&mut story, 40);
    let mut early = found(&story);
    early.slots[1].start = 639;
    assert_eq!(story.refuses(propose(early)), Reason::StalePlan);
}

#[test]
fn p6_a_case_that_begins_meanwhile_makes_a_plan_stale() {
    let mut story = begun();
    ends_first(&mut story, 20);
    let plan = found(&story);
    story.goes(step(slot(2), 0));
    assert_eq!(story.refuses(propose(plan)), Reason::StalePlan);
}

#[test]
fn p7_a_case_that_its_owner_stopped_covers_nobody() {
    let mut story = Story::planned(4, "demande_apports", 20);
    story.goes(step(slot(2), 0));
    let basis = story.day.basis;
    story.says(2, P::StopCase { slot: slot(2) });
    assert!(story.day.basis > basis, "what covers whom is another");
    let plan = found(&story);
    // Nothing else could cover them: they are not among those to whom something is owed.
    assert!(plan.covered.iter().all(|(who, _)| *who != seat(2)));
    assert_eq!(plan.breaches, vec![]);
}

/// A case of 20 minutes begun at 11:17, lunch from 11:40 to 12:40; the three others are to come.
fn before_lunch() -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    story.later(77 * 60);
    story.goes(step(slot(1), 0));
    story
}

fn gives(story: &mut Story, minutes: i64) {
    let from = story.day.step_clock.unwrap().ends_at;
    story.does(F::SetClock { from, to: from.plus_ms(minutes * 60_000) });
}

/// When the next case may begin, in minutes after noon.
fn after_noon(story: &Story) -> i32 {
    let day = story.day.clone().unchanged_until(story.now);
    i32::from(Remainder::of(&day).from) - 720
}

/// When the case at hand has ended, the transition over, in minutes after noon.
fn at_hand_until(story: &Story) -> i32 {
    let free = Free::of(&story.day).unwrap().at(story.now);
    i32::from(minute_of(free, at(-9 * 3_600))) - 720
}

#[test]
fn p6_a_case_that_runs_into_lunch_puts_off_the_next_until_lunch_has_had_its_floor() {
    let mut story = before_lunch();
    gives(&mut story, 12);
    assert_eq!((at_hand_until(&story), found(&story).slots[1].start), (-8, 760), "48 are left");
    gives(&mut story, 13);
    assert_eq!((at_hand_until(&story), after_noon(&story)), (5, 5 + 45));
    assert_eq!(found(&story).slots[1].start, 770);
}

#[test]
fn p6_lunch_is_counted_from_when_the_case_before_it_ended() {
    let mut story = before_lunch();
    ends_first(&mut story, 50);
    story.later(20 * 60);
    assert_eq!(after_noon(&story), 7 + 45);
    let until = Some(story.now.plus_ms(30 * 60_000));
    story.does(F::Pause { kind: PauseKind::Lunch, until });
    assert_eq!(after_noon(&story), 27 + 30);
}

#[test]
fn p6_a_lunch_taken_in_the_midst_of_a_case_is_not_owed_again() {
    let mut story = before_lunch();
    story.later(20 * 60);
    story.does(F::Pause { kind: PauseKind::Lunch, until: None });
    story.later(50 * 60);
    story.does(F::Resume);
    assert_eq!(after_noon(&story), at_hand_until(&story));
}

#[test]
fn p6_once_the_afternoon_has_begun_no_lunch_is_owed() {
    let mut story = Story::planned(4, "demande_apports", 20);
    let mut slots = story.day.plan.clone().unwrap().slots;
    (slots[3].block, slots[3].start) = (3, 760);
    let basis = story.day.plan.as_ref().unwrap().basis;
    story.does(F::EditPlan { basis, slots });
    story.later(77 * 60);
    story.goes(step(slot(1), 0));
    ends_first(&mut story, 20);
    story.later(30 * 60);
    story.goes(step(slot(4), 0));
    assert_eq!(after_noon(&story), at_hand_until(&story));
}

/// One of four cases is planned after lunch, from 12:40; the first, of the morning, has ended at 10:20.
fn after_a_short_morning() -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    let mut slots = story.day.plan.clone().unwrap().slots;
    (slots[3].block, slots[3].start) = (3, 760);
    let basis = story.day.plan.as_ref().unwrap().basis;
    story.does(F::EditPlan { basis, slots });
    story.goes(step(slot(1), 0));
    ends_first(&mut story, 20);
    story
}

#[test]
fn p6_a_lunch_taken_early_is_not_owed_again() {
    let mut story = after_a_short_morning();
    story.later(30 * 60);
    story.does(F::Pause { kind: PauseKind::Lunch, until: None });
    story.later(45 * 60);
    story.does(F::Resume);
    // It is 11:35, and lunch is planned from 11:40.
    story.goes(step(slot(4), 0));
    assert_eq!(after_noon(&story), at_hand_until(&story));
}

#[test]
fn p6_a_lunch_that_was_not_taken_is_owed_though_its_afternoon_has_begun() {
    let mut story = after_a_short_morning();
    story.later(10 * 60);
    story.goes(step(slot(2), 0));
    ends(&mut story, 2, 60);
    story.later(5 * 60);
    story.goes(step(slot(4), 0));
    // It is 11:35: five minutes have been had.
    assert_eq!(after_noon(&story), at_hand_until(&story) + 40);
}

#[test]
fn p6_a_lunch_that_begins_early_counts_from_its_beginning() {
    let mut story = after_a_short_morning();
    story.later(50 * 60);
    story.goes(step(slot(2), 0));
    story.later(20 * 60);
    story.does(F::Pause { kind: PauseKind::Lunch, until: None });
    story.later(45 * 60);
    story.does(F::Resume);
    // It began at 11:30, in the midst of a case of the morning, and has ended at 12:15.
    assert_eq!(after_noon(&story), at_hand_until(&story));
}

/// Two of four cases are planned after lunch, from 12:40; the first of them was held at ten, before all.
fn out_of_order() -> Story {
    let mut story = two_and_two();
    story.goes(step(slot(3), 0));
    story
}

/// Two cases of 20 minutes in the morning, two in the afternoon; none begun.
fn two_and_two() -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    let mut slots = story.day.plan.clone().unwrap().slots;
    for (slot, start) in slots[2..].iter_mut().zip([760, 783]) {
        (slot.block, slot.start) = (3, start);
    }
    let basis = story.day.plan.as_ref().unwrap().basis;
    story.does(F::EditPlan { basis, slots });
    story
}

#[test]
fn p6_neither_an_ordinary_break_nor_what_came_before_treatment_is_the_lunch() {
    let mut story = out_of_order();
    ends(&mut story, 3, 20);
    story.later(30 * 60);
    story.goes(step(slot(1), 0));
    // It is 10:50, half an hour has gone between two cases, and the day was opened at nine.
    story.later(60 * 60);
    assert_eq!(after_noon(&story), at_hand_until(&story) + 45);
    let mut alone = out_of_order();
    alone.later(110 * 60);
    assert_eq!(after_noon(&alone), at_hand_until(&alone) + 45);
}

#[test]
fn p6_a_break_after_a_case_held_out_of_order_is_not_the_lunch() {
    let mut story = two_and_two();
    story.goes(step(slot(1), 0));
    story.later(20 * 60);
    // Straight into a case of the afternoon, with nothing between; then a break.
    story.goes(step(slot(3), 0));
    ends(&mut story, 3, 20);
    story.later(20 * 60);
    story.goes(step(slot(4), 0));
    story.later(60 * 60);
    assert_eq!(after_noon(&story), at_hand_until(&story) + 45);
}

#[test]
fn p6_a_lunch_taken_early_is_not_owed_again_after_a_case_held_out_of_order() {
    let mut story = out_of_order();
    ends(&mut story, 3, 20);
    story.goes(step(slot(1), 0));
    ends(&mut story, 1, 20);
    story.later(45 * 60);
    // It is 11:25.
    story.goes(step(slot(4), 0));
    assert_eq!(after_noon(&story), at_hand_until(&story));
}
