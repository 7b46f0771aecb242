//! Whether the guarantee is kept from where the day stands: who, by how many minutes, until when.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::day::plan::{Breach, Slot};
use cercle::domain::id::Timestamp;
use cercle::domain::outlook::Outlook;
use cercle::domain::position::Position;
use cercle::domain::vocabulary::PauseKind;

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
