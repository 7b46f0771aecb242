//! Whether the guarantee is kept from where the day stands: who, by how many minutes, until when.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::day::plan::{Breach, Slot};
use cercle::domain::id::Timestamp;
use cercle::domain::judge::judge;
use cercle::domain::outlook::Outlook;
use cercle::domain::planner::feasibility;
use cercle::domain::position::Position;
use cercle::domain::remainder::Remainder;
use cercle::domain::vocabulary::{Outcome, PauseKind};

use crate::support::{Story, Threat, at, case, fields, seat, slot, step, threatened};

/// Four cases of 20 minutes planned from ten o'clock in a block of 100, the first begun on time:
/// eight minutes of the block are free, and ten are the reserve.
fn begun() -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    story.goes(step(slot(1), 0));
    story
}

/// The same as [`begun`], one person having brought a second case that is not in the plan.
fn begun_with_a_spare_of(n: u128) -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    story.goes(Position::Inventory);
    story.says(n, P::PutCase { case: case(10), fields: fields("Et si ?") });
    story.says(n, P::Prioritise { case: case(10), rank: Some(2) });
    story.goes(step(slot(1), 0));
    story
}

fn outlook(story: &Story) -> Outlook {
    Outlook::of(&story.day).unwrap()
}

fn by_minutes(n: u128, minutes: u16) -> Threat {
    Threat { participant: seat(n), minutes: Some(minutes) }
}

fn o_clock(hour: i64, minute: i64) -> Timestamp {
    at((hour - 9) * 3_600 + minute * 60)
}

/// Gives the step at hand so many minutes more.
fn gives(story: &mut Story, minutes: i64) {
    let from = story.day.step_clock.unwrap().ends_at;
    story.does(F::SetClock { from, to: from.plus_ms(minutes * 60_000) });
}

#[test]
fn p8_on_time_nobody_is_threatened() {
    let story = begun();
    assert_eq!(threatened(&story), vec![]);
    let outlook = outlook(&story);
    assert_eq!(outlook.free.at(story.now), o_clock(10, 23));
    assert_eq!(outlook.due, Some(o_clock(10, 23)));
    assert_eq!(outlook.reserve_until, o_clock(10, 33));
}

#[test]
fn p8_before_the_first_case_a_late_beginning_threatens_as_an_overrun_does() {
    let mut story = Story::planned(4, "demande_apports", 20);
    assert_eq!(outlook(&story).due, Some(o_clock(10, 0)));
    assert_eq!(outlook(&story).reserve_until, o_clock(10, 10));
    story.later(8 * 60);
    assert_eq!(threatened(&story), vec![]);
    story.later(12 * 60);
    assert_eq!(threatened(&story), vec![by_minutes(4, 12)]);
}

#[test]
fn p8_time_given_beyond_what_is_free_threatens_the_last_of_the_block() {
    let mut story = begun();
    gives(&mut story, 8);
    assert_eq!(threatened(&story), vec![]);
    gives(&mut story, 5);
    assert_eq!(threatened(&story), vec![by_minutes(4, 5)]);
    gives(&mut story, 23);
    assert_eq!(threatened(&story), vec![by_minutes(3, 5), by_minutes(4, 28)]);
}

#[test]
fn p8_a_held_clock_lets_time_slip_at_once_a_rest_from_its_end() {
    let mut story = begun();
    story.does(F::HoldClock);
    story.later(13 * 60);
    assert_eq!(threatened(&story), vec![by_minutes(4, 5)]);
    let mut story = begun();
    let until = Some(story.now.plus_ms(10 * 60_000));
    story.does(F::Pause { kind: PauseKind::Break, until });
    assert_eq!(threatened(&story), vec![by_minutes(4, 2)]);
    story.later(9 * 60);
    assert_eq!(threatened(&story), vec![by_minutes(4, 2)]);
    story.later(4 * 60);
    assert_eq!(threatened(&story), vec![by_minutes(4, 5)]);
}

/// A case from 11:17 to 11:37; from 12:40, after lunch, three of 28 minutes each, and seven minutes free.
fn before_lunch() -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    let mut slots = story.day.plan.clone().unwrap().slots;
    slots[0].start = 677;
    for (slot, start) in slots[1..].iter_mut().zip([760, 791, 822]) {
        (slot.block, slot.start, slot.minutes) = (3, start, 28);
    }
    let basis = story.day.plan.as_ref().unwrap().basis;
    story.does(F::EditPlan { basis, slots });
    story.later(77 * 60);
    story.goes(step(slot(1), 0));
    story
}

/// When there is time for the next case, and when by the plan there would be.
fn next(story: &Story) -> (Timestamp, Timestamp) {
    let outlook = outlook(story);
    (outlook.free.at(story.now), outlook.due.unwrap())
}

fn ends(story: &mut Story, n: u128) {
    story.does(F::SetOutcome { slot: slot(n), outcome: Outcome::Treated });
    story.goes(Position::Treatment { at: None });
}

#[test]
fn p8_an_overrun_into_lunch_threatens_by_what_lunch_still_needs() {
    let mut story = before_lunch();
    gives(&mut story, 12);
    // 48 minutes of lunch are left.
    assert_eq!(next(&story), (o_clock(12, 40), o_clock(12, 40)));
    assert_eq!(threatened(&story), vec![]);
    gives(&mut story, 13);
    assert_eq!(next(&story), (o_clock(12, 50), o_clock(12, 40)));
    assert_eq!(threatened(&story), vec![by_minutes(4, 3)]);
}

#[test]
fn p8_the_clock_that_runs_into_lunch_by_itself_threatens_as_time_given_does() {
    let mut story = before_lunch();
    // Five minutes beyond its end, it is still in its first step, and 17 minutes of steps follow.
    story.later(25 * 60);
    assert_eq!(next(&story).0, o_clock(12, 47));
    assert_eq!(threatened(&story), vec![]);
    story.later(3 * 60);
    assert_eq!(threatened(&story), vec![by_minutes(4, 3)]);
}

#[test]
fn p8_lunch_makes_nobody_ahead_of_the_plan() {
    let mut story = before_lunch();
    story.later(15 * 60);
    assert_eq!(next(&story), (o_clock(12, 40), o_clock(12, 40)));
    ends(&mut story, 1);
    assert_eq!(next(&story), (o_clock(12, 40), o_clock(12, 40)));
    story.later(20 * 60);
    let until = Some(story.now.plus_ms(30 * 60_000));
    story.does(F::Pause { kind: PauseKind::Lunch, until });
    assert_eq!(next(&story), (o_clock(12, 40), o_clock(12, 40)));
}

#[test]
fn p8_a_gap_that_an_owner_who_comes_later_asks_for_makes_nobody_ahead() {
    let mut story = Story::planned(2, "demande_apports", 20);
    let from = Some(10 * 60 + 40);
    story.does(F::SetPresence { participant: seat(2), present: true, from, until: None });
    let mut slots = story.day.plan.clone().unwrap().slots;
    slots[1].start = 645;
    let basis = story.day.plan.as_ref().unwrap().basis;
    story.does(F::EditPlan { basis, slots });
    story.goes(step(slot(1), 0));
    story.later(20 * 60);
    ends(&mut story, 1);
    // They are there at 10:40, and the plan has them at 10:45.
    assert_eq!(next(&story), (o_clock(10, 40), o_clock(10, 45)));
}

/// Minutes that the tablet says are left of the reserve.
fn reserve_left(story: &Story) -> i64 {
    let outlook = outlook(story);
    let left = outlook.reserve_until.since(outlook.free.at(story.now)) / 60_000;
    left.clamp(0, story.day.schedule.reserve.into())
}

#[test]
fn p6_minutes_that_the_plan_leaves_empty_do_not_eat_of_the_reserve() {
    // All of the morning but one case is empty, as planned.
    let mut story = before_lunch();
    let kept = |story: &Story| (reserve_left(story), 200 - Remainder::of(&story.day).available);
    // Of the afternoon seven are free.
    assert_eq!(kept(&story), (7, 7));
    let fewer = story.day.plan.clone().unwrap();
    let slots = fewer.slots[..3].to_vec();
    story.does(F::EditPlan { basis: fewer.basis, slots });
    assert_eq!(kept(&story), (10, 10));
    story.later(20 * 60);
    ends(&mut story, 1);
    assert_eq!(kept(&story), (10, 10));
    story.later(60 * 60 + 4 * 60);
    story.goes(step(slot(2), 0));
    // A minute late: it was to begin at 12:40.
    assert_eq!(kept(&story), (9, 9));
}

#[test]
fn p8_a_case_to_be_taken_up_again_covers_nobody() {
    let mut story = begun();
    let basis = story.day.basis;
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Unfinished });
    assert_eq!(threatened(&story), vec![Threat { participant: seat(1), minutes: None }]);
    let uncovered = Breach::Uncovered { participant: seat(1) };
    assert_eq!(judge(&story.day, &story.day.plan.clone().unwrap().slots).breaches, [uncovered]);
    assert_eq!(feasibility(&story.day).unplaceable, [seat(1)]);
    assert_eq!(story.day.basis, basis + 1);
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
    assert_eq!(threatened(&story), vec![]);
    assert_eq!(story.day.basis, basis + 2);
}

#[test]
fn p8_whose_case_is_in_the_plan_where_it_cannot_be_held_is_covered_by_nothing() {
    let mut story = begun_with_a_spare_of(4);
    let gone = F::SetPresence { participant: seat(2), present: false, from: None, until: None };
    story.does(gone);
    story.says(3, P::CheckOut);
    let (from, until) = (None, Some(11 * 60));
    story.does(F::SetPresence { participant: seat(1), present: true, from, until });
    // Nobody else is there at eleven.
    assert!(story.day.plan.as_ref().unwrap().slots.iter().any(|slot| slot.case == case(4)));
    assert_eq!(threatened(&story), vec![Threat { participant: seat(4), minutes: None }]);
}

#[test]
fn p8_who_leaves_early_is_threatened_at_once() {
    let mut story = begun();
    let until = Some(11 * 60 + 15);
    story.does(F::SetPresence { participant: seat(4), present: true, from: None, until });
    // Planned from 11:09 to 11:29.
    assert_eq!(threatened(&story), vec![by_minutes(4, 14)]);
}

#[test]
fn p8_who_comes_late_is_threatened_at_once() {
    let mut story = begun();
    let from = Some(10 * 60 + 30);
    story.does(F::SetPresence { participant: seat(2), present: true, from, until: None });
    // Planned from 10:23.
    assert_eq!(threatened(&story), vec![by_minutes(2, 7)]);
}

#[test]
fn p8_whom_nothing_in_the_plan_covers_any_more_is_named() {
    let mut story = begun_with_a_spare_of(4);
    assert_eq!(threatened(&story), vec![]);
    story.says(4, P::WithdrawCase { case: case(4) });
    assert_eq!(threatened(&story), vec![Threat { participant: seat(4), minutes: None }]);
}

#[test]
fn p8_a_stop_by_the_owner_is_looked_at_at_once() {
    let mut story = begun_with_a_spare_of(1);
    assert_eq!(threatened(&story), vec![]);
    story.says(1, P::StopCase { slot: slot(1) });
    assert_eq!(threatened(&story), vec![Threat { participant: seat(1), minutes: None }]);
}

#[test]
fn p5_a_hand_late_in_the_day_is_judged_from_where_it_stands() {
    let mut story = begun();
    gives(&mut story, 6);
    let edited = |story: &mut Story, minutes: u16| {
        let plan = story.day.plan.clone().unwrap();
        let last = plan.slots[3];
        let longer = |of: &Slot| if of.slot == last.slot { Slot { minutes, ..*of } } else { *of };
        let slots = plan.slots.iter().map(longer).collect();
        story.does(F::EditPlan { basis: plan.basis, slots });
        story.day.plan.clone().unwrap().breaches
    };
    // Two minutes of the block are left: the plan from there holds, though its hours have gone.
    assert_eq!(edited(&mut story, 22), vec![]);
    let uncovered = Breach::Uncovered { participant: seat(4) };
    let over = Breach::OverBlock { slot: slot(4), minutes: 3 };
    assert_eq!(edited(&mut story, 25), vec![uncovered, over]);
}
