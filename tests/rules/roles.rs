//! Roles balanced over the day and the year, and what observers watch.

use std::collections::BTreeSet;

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::vocabulary::Role;
use cercle::view::{Around, Audience, frame};
use cercle::wire::facilitator;
use cercle::wire::participant::{Now, Stage, StepView};

use crate::support::{Story, seat, slot, step};

fn now<T: serde::de::DeserializeOwned>(story: &Story, audience: Audience) -> T {
    let frame = frame(audience, &story.day, &Around::default(), 1, None);
    let now = frame.sections.iter().find(|section| section.name == "now").unwrap();
    serde_json::from_str(&now.text).unwrap()
}

/// The step on somebody's phone.
fn phone(story: &Story, n: u128) -> StepView {
    match now::<Now>(story, Audience::Participant(seat(n))).stage {
        Stage::Treatment { step: Some(step), .. } => step,
        other => panic!("no step on the phone of {n}: {other:?}"),
    }
}

fn take(n: u128, role: Role) -> P {
    P::TakeRole { slot: slot(n), role, taken: true }
}

#[test]
fn t10_who_has_had_a_role_today_is_offered_the_next_last_and_may_take_it() {
    let mut story = Story::in_treatment(4, "coaching_individuel", 20);
    assert!((2..=4).all(|n| !phone(&story, n).others_first));
    story.says(2, take(1, Role::Timekeeper));
    story.goes(step(slot(3), 0));
    assert_eq!([1, 2, 4].map(|n| phone(&story, n).others_first), [false, true, false]);
    story.says(1, take(3, Role::Observer));
    story.says(4, take(3, Role::Scribe));
    assert!(!phone(&story, 2).others_first, "nobody who may take one has had fewer");
    assert_eq!(story.says(2, take(3, Role::Timekeeper)).len(), 1);
}

#[test]
fn t10_whoever_observes_has_one_criterion_and_nobody_else_does() {
    let mut story = Story::in_treatment(4, "codeveloppement", 60);
    assert!((1..=4).all(|n| phone(&story, n).criterion.is_none()));
    story.says(3, take(1, Role::Observer));
    let watched = phone(&story, 3).criterion;
    assert!(watched.is_some());
    story.goes(step(slot(1), 3));
    assert_eq!(phone(&story, 3).criterion, watched, "the same throughout");
    assert!([1, 2, 4].into_iter().all(|n| phone(&story, n).criterion.is_none()));
}

/// How many roles the tablet says that each of the first has had.
fn told(story: &Story, people: usize) -> Vec<u16> {
    let now: facilitator::Now = now(story, Audience::Facilitator);
    now.people.iter().take(people).map(|seat| seat.roles).collect()
}

#[test]
fn t10_roles_of_the_days_before_count_until_the_seat_is_freed() {
    let mut story = Story::in_treatment(4, "coaching_individuel", 20);
    story.day.roles_before = [(seat(2), 2), (seat(3), 1)].into();
    let others_first = |story: &Story| [2, 3, 4].map(|n| phone(story, n).others_first);
    assert_eq!(others_first(&story), [true, true, false]);
    story.says(4, take(1, Role::Timekeeper));
    story.goes(step(slot(3), 0));
    assert_eq!(told(&story, 4), [0, 2, 1, 1]);
    story.does(F::FreeSeat { participant: seat(2) });
    assert_eq!(told(&story, 4), [0, 0, 1, 1]);
}

#[test]
fn t6_whoever_keeps_the_time_alone_sees_the_clock_on_their_phone() {
    let mut story = Story::in_treatment(4, "coaching_individuel", 20);
    let clock =
        |story: &Story, n| now::<Now>(story, Audience::Participant(seat(n))).clocks.step.is_some();
    assert_eq!([1, 2, 3].map(|n| clock(&story, n)), [false; 3]);
    story.says(2, take(1, Role::Timekeeper));
    assert_eq!([1, 2, 3].map(|n| clock(&story, n)), [false, true, false]);
    story.says(2, P::TakeRole { slot: slot(1), role: Role::Timekeeper, taken: false });
    assert!(!clock(&story, 2));
}

#[test]
fn t11_each_who_may_observe_has_one_criterion_for_the_whole_treatment() {
    let mut story = Story::in_treatment(6, "mise_en_situation", 25);
    let of = |story: &Story| (1..=6).map(|n| phone(story, n).criterion).collect::<Vec<_>>();
    let given = of(&story);
    assert_eq!(given[0], None, "the owner plays");
    let distinct: BTreeSet<String> = given.iter().flatten().map(|text| text.fr.clone()).collect();
    assert_eq!(distinct.len(), 5);
    story.says(4, P::CheckOut);
    story.goes(step(slot(1), 3));
    assert_eq!(of(&story)[1..3], given[1..3]);
}
