use cercle::domain::command::{ByFacilitator as F, ByHouse, ByParticipant as P};
use cercle::domain::position::Position;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::{Outcome, PauseKind};

use crate::support::{Story, seat, slot, step};

#[test]
fn c2_a_double_tap_moves_once() {
    let mut story = Story::with_people(2);
    let tap = F::Go { from: Position::Welcome, to: Position::Opening };
    assert_eq!(story.does(tap.clone()).len(), 1);
    assert_eq!(story.does(tap).len(), 0);
    let late = F::Go { from: Position::Welcome, to: Position::Inventory };
    assert_eq!(story.refuses_tablet(late), Reason::Moved);
}

#[test]
fn c3_a_move_undone_is_as_if_it_had_never_been_clocks_included() {
    let mut story = Story::in_treatment(3, "faire_savoir", 10);
    let before = (story.day.position, story.day.step_clock, story.day.window);
    story.later(40);
    story.goes(step(slot(1), 1));
    assert_ne!(story.day.step_clock, before.1);
    story.later(9);
    story.does(F::UndoGo { to: step(slot(1), 1) });
    assert_eq!((story.day.position, story.day.step_clock, story.day.window), before);
}

#[test]
fn c3_after_ten_seconds_a_move_stays() {
    let mut story = Story::with_people(1);
    story.goes(Position::Opening);
    story.later(11);
    assert_eq!(story.refuses_tablet(F::UndoGo { to: Position::Opening }), Reason::NothingToUndo);
}

#[test]
fn c3_undoing_the_begin_of_a_treatment_leaves_no_treatment() {
    let mut story = Story::in_treatment(3, "faire_savoir", 10);
    story.does(F::UndoGo { to: step(slot(1), 0) });
    assert!(story.day.runs.is_empty());
}

#[test]
fn c3_a_case_noted_as_treated_goes_on_when_the_move_that_ended_it_is_undone() {
    let mut story = Story::in_treatment(3, "partage_experiences", 30);
    story.goes(step(slot(1), 4));
    let between = Position::Treatment { at: None };
    let before = (story.day.step_clock, story.day.window);
    story.goes(between);
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
    story.does(F::UndoGo { to: between });
    assert_eq!((story.day.step_clock, story.day.window), before);
    assert_eq!(story.day.outcome_of(slot(1)), None);
    story.does(F::OpenWindow { ends_at: None, role: None });
}

#[test]
fn c8_a_case_taken_up_again_goes_on_and_its_end_is_noted_anew() {
    let mut story = Story::in_treatment(3, "partage_experiences", 30);
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Unfinished });
    story.goes(step(slot(1), 1));
    assert_eq!(story.day.outcome_of(slot(1)), None);
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
    story.goes(Position::Treatment { at: None });
    assert_eq!(story.day.outcome_of(slot(1)), Some(Outcome::Treated));
    story.goes(step(slot(1), 4));
    assert_eq!(story.day.outcome_of(slot(1)), None);
}

#[test]
fn c4_a_second_move_replaces_the_chance() {
    let mut story = Story::with_people(1);
    story.goes(Position::Opening);
    story.goes(Position::Inventory);
    story.does(F::UndoGo { to: Position::Inventory });
    assert_eq!(story.day.position.0, Position::Opening);
    assert_eq!(story.refuses_tablet(F::UndoGo { to: Position::Opening }), Reason::NothingToUndo);
}

#[test]
fn c5_a_pause_holds_the_clock_and_gives_it_back() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    let left = story.day.step_clock.unwrap().ends_at.since(story.now);
    story.does(F::Pause { kind: PauseKind::Break, until: None });
    story.later(900);
    story.does(F::Resume);
    assert_eq!(story.day.step_clock.unwrap().ends_at.since(story.now), left);
}

#[test]
fn c5_a_clock_held_before_the_pause_stays_held() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    story.does(F::HoldClock);
    story.does(F::Pause { kind: PauseKind::Lunch, until: None });
    story.does(F::Resume);
    assert!(story.day.step_clock.unwrap().held_ms.is_some());
}

#[test]
fn c6_a_window_closes_by_itself_once() {
    let mut story = Story::with_people(1);
    story.goes(Position::Inventory);
    let ends_at = story.now.plus_ms(90_000);
    story.does(F::OpenWindow { ends_at: Some(ends_at), role: None });
    assert_eq!(story.day.deadline(), Some(ends_at));
    story.later(60);
    assert_eq!(story.house(ByHouse::Clock).len(), 0);
    story.later(31);
    assert_eq!(story.house(ByHouse::Clock).len(), 1);
    assert_eq!(story.house(ByHouse::Clock).len(), 0);
    assert_eq!(story.day.deadline(), None);
}

#[test]
fn c7_any_phase_can_be_returned_to_and_the_end_is_not_a_move() {
    let mut story = Story::with_people(1);
    story.goes(Position::Closing);
    story.goes(Position::Opening);
    let end = F::Go { from: Position::Opening, to: Position::Ended };
    assert_eq!(story.refuses_tablet(end), Reason::WrongPhase);
}

#[test]
fn c8_extending_names_the_end_that_was_shown() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    let shown = story.day.step_clock.unwrap().ends_at;
    let case_ends = story.day.runs[&slot(1)].ends_at;
    let extend = F::SetClock { from: shown, to: shown.plus_ms(120_000) };
    assert_eq!(story.does(extend.clone()).len(), 1);
    assert_eq!(story.does(extend).len(), 0);
    assert_eq!(story.day.runs[&slot(1)].ends_at, case_ends.plus_ms(120_000));
    let stale = F::SetClock { from: shown, to: shown.plus_ms(300_000) };
    assert_eq!(story.refuses_tablet(stale), Reason::Moved);
}

#[test]
fn c5_a_move_in_a_pause_waits_for_its_end() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    story.does(F::HoldClock);
    story.does(F::Pause { kind: PauseKind::Break, until: None });
    story.goes(step(slot(1), 1));
    let given = story.day.step_clock.unwrap().held_ms.unwrap();
    story.later(900);
    story.does(F::Resume);
    let clock = story.day.step_clock.unwrap();
    assert_eq!((clock.held_ms, clock.ends_at.since(story.now)), (None, given));
}

#[test]
fn c3_undone_in_a_pause_or_after_it_the_clock_is_as_it_would_be() {
    let left = |story: &Story| story.day.step_clock.unwrap().ends_at.since(story.now);
    let undo = F::UndoGo { to: step(slot(1), 1) };
    let pause = F::Pause { kind: PauseKind::Break, until: None };

    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    let before = left(&story);
    story.goes(step(slot(1), 1));
    story.does(pause.clone());
    story.does(undo.clone());
    assert_eq!(story.day.step_clock.unwrap().held_ms, Some(before), "paused: held");
    story.later(600);
    story.does(F::Resume);
    assert_eq!(left(&story), before);

    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    story.does(pause);
    story.later(600);
    story.goes(step(slot(1), 1));
    story.does(F::Resume);
    story.does(undo);
    assert_eq!((story.day.step_clock.unwrap().held_ms, left(&story)), (None, before), "it runs");
}

#[test]
fn c8_time_given_while_the_clock_is_held_is_given_to_the_case_too() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    let case_ends = story.day.runs[&slot(1)].ends_at;
    story.does(F::HoldClock);
    let shown = story.day.step_clock.unwrap().ends_at;
    story.does(F::SetClock { from: shown, to: shown.plus_ms(120_000) });
    assert_eq!(story.day.runs[&slot(1)].ends_at, case_ends.plus_ms(120_000));
}

#[test]
fn t5_what_an_owner_stopped_is_not_taken_up_by_undoing() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    let stop = P::StopCase { slot: slot(1) };
    assert_eq!(story.says(1, stop.clone()).len(), 2);
    assert_eq!(story.says(1, stop.clone()).len(), 0);
    let between = Position::Treatment { at: None };
    assert_eq!(story.day.last_move, None, "it is not offered");
    assert_eq!(story.refuses_tablet(F::UndoGo { to: between }), Reason::NothingToUndo);
    // Taken up again in the open, it goes on, and can be stopped again.
    story.goes(step(slot(1), 0));
    assert_eq!(story.day.outcome_of(slot(1)), None);
    story.does(F::UndoGo { to: step(slot(1), 0) });
    assert_eq!(story.day.outcome_of(slot(1)), Some(Outcome::Stopped), "not by a slip of the thumb");
    story.goes(step(slot(1), 0));
    story.says(1, stop);
    assert_eq!(story.day.position.0, between);
}

#[test]
fn c3_undoing_a_move_to_another_phase_gives_the_round_back() {
    let mut story = Story::with_people(2);
    story.goes(Position::Opening);
    story.does(F::SetTurnOrder { order: vec![seat(1), seat(2)] });
    story.does(F::TurnTo { from: None, to: Some(seat(1)), passes: false });
    story.goes(Position::Inventory);
    story.does(F::UndoGo { to: Position::Inventory });
    assert_eq!(story.day.turn.as_ref().unwrap().speaking, Some(seat(1)));
}

#[test]
fn c3_time_given_to_a_step_goes_with_the_move_that_led_there() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    let case_ends = story.day.runs[&slot(1)].ends_at;
    story.goes(step(slot(1), 1));
    let shown = story.day.step_clock.unwrap().ends_at;
    story.does(F::SetClock { from: shown, to: shown.plus_ms(120_000) });
    story.does(F::UndoGo { to: step(slot(1), 1) });
    assert_eq!(story.day.runs[&slot(1)].ends_at, case_ends);
}

#[test]
fn c5_what_is_asked_of_the_clock_in_a_pause_is_for_after_it() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    story.does(F::Pause { kind: PauseKind::Break, until: None });
    story.does(F::HoldClock);
    story.does(F::Resume);
    assert!(story.day.step_clock.unwrap().held_ms.is_some());
    story.does(F::Pause { kind: PauseKind::Break, until: None });
    story.does(F::RunClock);
    assert!(story.day.step_clock.unwrap().held_ms.is_some(), "it rests with the day");
    story.does(F::Resume);
    assert!(story.day.step_clock.unwrap().held_ms.is_none());
}

#[test]
fn c6_a_window_closes_at_its_end_in_a_rest_too_however_late_one_wakes() {
    let mut story = Story::with_people(1);
    story.goes(Position::Inventory);
    let ends_at = story.now.plus_ms(60_000);
    story.does(F::OpenWindow { ends_at: Some(ends_at), role: None });
    story.does(F::Pause { kind: PauseKind::Lunch, until: Some(story.now.plus_ms(600_000)) });
    assert_eq!(story.day.deadline(), Some(ends_at), "a rest has no end of its own");
    story.later(3_000);
    story.house(ByHouse::Clock);
    assert_eq!((story.day.window.open, story.day.window.ends_at), (false, Some(ends_at)));
    assert!(story.day.pause.is_some());
}

#[test]
fn c7_a_skipped_slot_waits_and_a_case_taken_up_again_has_the_minutes_that_remain() {
    let mut story = Story::in_treatment(3, "faire_savoir", 10);
    assert_eq!(story.day.next_slot().unwrap().slot, slot(1));
    story.goes(step(slot(3), 0));
    assert_eq!(story.day.at_step().unwrap().0.slot, slot(3));
    story.later(1_000);
    story.goes(step(slot(1), 1));
    let run = &story.day.runs[&slot(1)];
    let remain: u16 = run.minutes[1..].iter().sum();
    assert_eq!(run.ends_at.since(story.now), i64::from(remain) * 60_000);
    let own = i64::from(run.minutes[1]) * 60_000;
    assert_eq!(story.day.step_clock.unwrap().ends_at.since(story.now), own);
    story.goes(step(slot(1), 0));
    let own = i64::from(story.day.runs[&slot(1)].minutes[0]) * 60_000;
    assert_eq!(story.day.step_clock.unwrap().ends_at.since(story.now), own, "going back");
}

#[test]
fn c8_a_clock_counts_on_beyond_zero() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    story.later(3_600);
    story.does(F::HoldClock);
    assert!(story.day.step_clock.unwrap().held_ms.unwrap() < 0);
    assert!(story.day.at_step().is_some(), "it informs, it never cuts");
}
