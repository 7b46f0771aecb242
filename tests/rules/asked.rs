//! Whether a step goes on: asked of the circle, told in counts, decided by the facilitator.

use cercle::domain::command::{ByFacilitator as F, ByHouse};
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::VoteKind;

use crate::support::{Story, slot, step, vote};

/// Three people, a minute beyond the end of a step.
fn beyond_zero() -> Story {
    let mut story = Story::in_treatment(3, "faire_savoir", 10);
    let end = story.day.step_clock.unwrap().ends_at;
    story.now = end.plus_ms(60_000);
    story
}

fn ask(n: u128) -> F {
    F::AskMoreTime { vote: vote(n) }
}

fn counts(story: &mut Story, n: u128, counts: [u16; 2]) {
    let close = ByHouse::CloseVote { vote: vote(n), counts: counts.to_vec(), entries: Vec::new() };
    story.house(close);
}

/// Two minutes more, from here.
fn more(story: &mut Story) {
    let from = story.day.step_clock.unwrap().ends_at;
    story.does(F::SetClock { from, to: story.now.plus_ms(120_000) });
}

#[test]
fn c9_the_circle_is_asked_once_with_one_tap_each() {
    let mut story = beyond_zero();
    assert_eq!(story.does(ask(1)).len(), 1);
    assert_eq!(story.does(ask(1)).len(), 0);
    let asked = story.day.one_tap().unwrap();
    assert_eq!((asked.kind, asked.dots, asked.options.len()), (VoteKind::MoreTime, 1, 2));
    assert!(asked.only_at_close());
    assert_eq!(story.refuses_tablet(ask(2)), Reason::VoteOpen);
}

#[test]
fn c9_two_people_are_asked_aloud() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    assert_eq!(story.refuses_tablet(ask(1)), Reason::TooFewVoters);
    story.goes(cercle::domain::position::Position::Closing);
    assert_eq!(story.refuses_tablet(ask(1)), Reason::WrongPhase);
}

#[test]
fn c9_the_answer_stands_until_the_time_is_another() {
    let mut story = beyond_zero();
    story.does(ask(1));
    counts(&mut story, 1, [2, 1]);
    story.does(F::HoldClock);
    story.does(F::RunClock);
    assert_eq!(story.day.vote_about(VoteKind::MoreTime).unwrap().counts, Some(vec![2, 1]));
    more(&mut story);
    assert!(story.day.vote_about(VoteKind::MoreTime).is_none());
    story.later(120);
    story.does(ask(2));
    assert_eq!(story.day.one_tap().unwrap().vote, vote(2));
}

#[test]
fn c9_a_step_left_by_mistake_comes_back_with_its_question() {
    let mut story = beyond_zero();
    story.does(ask(1));
    story.goes(step(slot(1), 1));
    let asked = story.day.vote(vote(1)).unwrap();
    assert_eq!(story.day.may_come_back(asked), Some(story.now.plus_ms(10_000)));
    story.does(F::UndoGo { to: step(slot(1), 1) });
    assert_eq!(story.day.one_tap().unwrap().vote, vote(1));
}

#[test]
fn c9_time_given_before_all_have_answered_leaves_the_question_behind() {
    let mut story = beyond_zero();
    story.does(ask(1));
    more(&mut story);
    let asked = story.day.vote(vote(1)).unwrap();
    assert!(!asked.is_closed() && !asked.is_about(story.day.cursor()));
    story.goes(step(slot(1), 1));
    assert!(story.day.one_tap().is_none());
}
