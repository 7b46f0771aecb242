//! For how long the phones have been asked for something.

use cercle::domain::command::{ByFacilitator as F, ByHouse, ByParticipant as P};
use cercle::domain::position::Position;
use cercle::domain::vocabulary::PauseKind;

use crate::support::{Story, case, fields, slot, step, vote};

/// Seconds so far.
fn asked(story: &Story) -> i64 {
    let time = story.day.screen_time;
    (time.past_ms + time.since.map_or(0, |since| story.now.since(since))) / 1_000
}

#[test]
fn c10_a_window_asks_until_its_end_however_late_the_house_wakes() {
    let mut story = Story::with_people(3);
    story.goes(Position::Inventory);
    story.later(60);
    story.does(F::OpenWindow { ends_at: Some(story.now.plus_ms(90_000)), role: None });
    story.later(40);
    assert_eq!(asked(&story), 40);
    story.later(400);
    story.house(ByHouse::Clock);
    story.later(600);
    assert_eq!(asked(&story), 90);
}

#[test]
fn c10_what_is_asked_at_once_counts_once_and_a_rest_does_not() {
    let mut story = Story::in_treatment(4, "offre_apports", 20);
    let before = asked(&story);
    story.goes(step(slot(1), 1));
    story.later(30);
    story.does(F::OpenInterest { vote: vote(1) });
    story.later(20);
    story.does(F::OpenWindow { ends_at: None, role: None });
    story.later(20);
    story.house(ByHouse::CloseVote { vote: vote(1), counts: vec![2, 1], entries: Vec::new() });
    story.later(20);
    story.does(F::Pause { kind: PauseKind::Break, until: None });
    story.later(900);
    story.does(F::Resume);
    story.later(10);
    story.goes(step(slot(1), 2));
    story.later(300);
    assert_eq!(asked(&story) - before, 70);
}

#[test]
fn c10_it_is_the_circles_and_does_not_grow_with_those_who_write() {
    let time = |writers: u128| {
        let mut story = Story::with_people(3);
        story.goes(Position::Inventory);
        story.does(F::OpenWindow { ends_at: None, role: None });
        for n in 1..=writers {
            story.later(10);
            story.says(n, P::PutCase { case: case(n), fields: fields("Comment ?") });
        }
        story.later(120 - 10 * writers as i64);
        story.does(F::CloseWindow);
        asked(&story)
    };
    assert_eq!((time(0), time(3)), (120, 120));
}

#[test]
fn c10_expectations_and_ones_own_trace_are_asked_for() {
    let mut story = Story::with_people(3);
    story.goes(Position::Opening);
    story.later(30);
    story.does(F::AskExpectations { open: true });
    story.later(40);
    story.goes(Position::Closing);
    story.later(50);
    story.goes(Position::Welcome);
    story.later(60);
    assert_eq!(asked(&story), 90);
}
