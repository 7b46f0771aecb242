//! Spoken rounds: in the opening, at the closing, in a step of a case.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::id::{ParticipantId, StepId};
use cercle::domain::position::Position;
use cercle::domain::process::ExtraStep;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::PhoneState;
use cercle::view::{Around, Audience, frame};
use cercle::wire::{facilitator as tablet, participant as phone, screen};

use uuid::Uuid;

use crate::support::{Story, seat, slot, step};

/// Three people in a round that has begun with the first.
fn begun() -> Story {
    let mut story = Story::with_people(3);
    begin(&mut story, &[1, 2, 3]);
    story
}

fn begin(story: &mut Story, order: &[u128]) {
    let order: Vec<ParticipantId> = order.iter().map(|n| seat(*n)).collect();
    let first = order[0];
    story.does(F::SetTurnOrder { order });
    story.does(F::TurnTo { from: None, to: Some(first), passes: false });
}

/// A case of the first of four, in the step of its process whose place is given.
fn at_step(process: &str, minutes: u16, index: u8) -> Story {
    let mut story = Story::in_a_long_slot(4, process, minutes);
    if index > 0 {
        story.goes(step(slot(1), index));
    }
    story
}

fn speaking(story: &Story) -> Option<u128> {
    let who = story.day.turn.as_ref().unwrap().speaking?;
    (1..=9).find(|n| seat(*n) == who)
}

/// Whoever speaks hands on, or passes.
fn hands_on(story: &mut Story, passes: bool) {
    let number = story.day.turn.as_ref().unwrap().number;
    let who = speaking(story).unwrap();
    assert_eq!(story.says(who, P::TurnDone { number, passes }).len(), 1);
}

fn now(story: &Story, audience: Audience) -> String {
    let frame = frame(audience, &story.day, &Around::default(), 1, None);
    frame.sections.iter().find(|section| section.name == "now").unwrap().text.to_string()
}

fn on_tablet(story: &Story) -> tablet::StepView {
    let now: tablet::Now = serde_json::from_str(&now(story, Audience::Facilitator)).unwrap();
    let tablet::Stage::Treatment { step: Some(step), .. } = now.stage else { panic!("no step") };
    step
}

fn on_phone(story: &Story, n: u128) -> phone::StepView {
    let now = now(story, Audience::Participant(seat(n)));
    let now: phone::Now = serde_json::from_str(&now).unwrap();
    let phone::Stage::Treatment { step: Some(step), .. } = now.stage else { panic!("no step") };
    step
}

fn on_screen(story: &Story) -> Option<(String, u8)> {
    let now: screen::Now = serde_json::from_str(&now(story, Audience::Screen)).unwrap();
    let screen::Stage::Treatment { step: Some(step), .. } = now.stage else { panic!("no step") };
    step.turn.map(|turn| (turn.speaking, turn.left))
}

#[test]
fn o2_whoever_speaks_hands_on() {
    let mut story = begun();
    let number = story.day.turn.as_ref().unwrap().number;
    assert_eq!(story.says(2, P::TurnDone { number, passes: false }).len(), 0);
    for next in [Some(2), Some(3), None] {
        hands_on(&mut story, false);
        assert_eq!(speaking(&story), next);
    }
}

#[test]
fn o2_a_turn_that_is_passed_comes_back_once_after_all_others() {
    let mut story = begun();
    let mut spoke = Vec::new();
    while let Some(who) = speaking(&story) {
        spoke.push(who);
        hands_on(&mut story, who != 3);
    }
    assert_eq!(spoke, [1, 2, 3, 1, 2], "and passed again, it is over");
}

#[test]
fn o2_the_last_who_passes_ends_the_round_when_nobody_else_waits() {
    let mut story = begun();
    hands_on(&mut story, false);
    hands_on(&mut story, false);
    hands_on(&mut story, true);
    assert_eq!(speaking(&story), None);
}

#[test]
fn o2_a_word_about_an_earlier_turn_passes_nothing() {
    let mut story = begun();
    let pass = P::TurnDone { number: story.day.turn.as_ref().unwrap().number, passes: true };
    story.says(1, pass.clone());
    hands_on(&mut story, false);
    hands_on(&mut story, false);
    assert_eq!(speaking(&story), Some(1));
    assert_eq!(story.says(1, pass).len(), 0, "sent again by a phone that woke late");
}

#[test]
fn o2_the_tablet_passes_for_whoever_speaks() {
    let mut story = begun();
    story.does(F::TurnTo { from: Some(seat(1)), to: Some(seat(2)), passes: true });
    story.does(F::TurnTo { from: Some(seat(2)), to: Some(seat(3)), passes: false });
    hands_on(&mut story, false);
    assert_eq!(speaking(&story), Some(1));
}

#[test]
fn o2_whoever_leaves_is_not_waited_for_and_hands_on_at_once() {
    let leave = [
        |story: &mut Story, n| story.says(n, P::CheckOut),
        |story: &mut Story, n| story.does(F::FreeSeat { participant: seat(n) }),
        |story: &mut Story, n| {
            let (participant, from, until) = (seat(n), None, None);
            story.does(F::SetPresence { participant, present: false, from, until })
        },
    ];
    for leaves in leave {
        let mut story = begun();
        leaves(&mut story, 2);
        hands_on(&mut story, false);
        assert_eq!(speaking(&story), Some(3));
        leaves(&mut story, 3);
        assert_eq!(speaking(&story), None);
        let mut story = begun();
        leaves(&mut story, 1);
        assert_eq!(speaking(&story), Some(2));
    }
}

#[test]
fn o2_nothing_shown_tells_a_pass_from_a_word() {
    let shown = |passes: bool| {
        let mut story = at_step("temoignage", 25, 3);
        begin(&mut story, &[2, 3, 4]);
        hands_on(&mut story, passes);
        let phones = [1, 3, 4].map(|n| now(&story, Audience::Participant(seat(n))));
        (phones, now(&story, Audience::Screen), now(&story, Audience::Facilitator))
    };
    assert_eq!(shown(true), shown(false));
}

#[test]
fn o2_a_turn_that_comes_back_counts_once_in_who_was_heard() {
    let mut story = begun();
    hands_on(&mut story, true);
    hands_on(&mut story, false);
    hands_on(&mut story, false);
    assert_eq!([1, 2, 3].map(|n| story.day.floor.heard(seat(n))), [1, 1, 1]);
}

#[test]
fn t14_a_step_that_names_a_round_offers_those_who_speak_in_it() {
    let round = on_tablet(&at_step("temoignage", 25, 3)).go_round.unwrap();
    assert_eq!((round.named, round.order), (true, vec![seat(2), seat(3), seat(4)]));
    let round = on_tablet(&at_step("codeveloppement", 75, 5)).go_round.unwrap();
    assert_eq!(round.order, [1, 2, 3, 4].map(seat), "the owner first, as the step says");
    let round = on_tablet(&at_step("temoignage", 25, 1)).go_round.unwrap();
    assert_eq!((round.named, round.order.len()), (false, 4), "one who speaks alone is no round");
}

#[test]
fn t14_an_added_round_is_one() {
    let mut story = at_step("temoignage", 25, 1);
    story.does(F::InsertStep {
        slot: slot(1),
        after: 1,
        step: StepId(Uuid::from_u128(1)),
        what: ExtraStep::Round {},
        minutes: 5,
        phones: PhoneState::Closed,
    });
    story.goes(step(slot(1), 2));
    assert!(on_tablet(&story).go_round.unwrap().named);
}

#[test]
fn t14_a_round_may_be_spoken_in_any_step_of_one_circle_and_ends_with_it() {
    let mut story = at_step("temoignage", 25, 0);
    begin(&mut story, &[1, 2, 3, 4]);
    story.goes(step(slot(1), 1));
    assert_eq!(story.day.turn, None);
    story.does(F::UndoGo { to: step(slot(1), 1) });
    assert_eq!(speaking(&story), Some(1));
    story.goes(Position::Treatment { at: None });
    let order = vec![seat(1), seat(2)];
    assert_eq!(story.refuses_tablet(F::SetTurnOrder { order }), Reason::WrongPhase);
}

#[test]
fn t14_only_the_phone_of_whoever_speaks_has_something_to_tap() {
    let mut story = at_step("codeveloppement", 75, 5);
    begin(&mut story, &[1, 2, 3, 4]);
    for n in 1..=4 {
        let step = on_phone(&story, n);
        assert_eq!((step.phone, step.turn.unwrap().yours), (PhoneState::Closed, n == 1));
    }
    story.does(F::OpenWindow { ends_at: None, role: None });
    assert_eq!(on_phone(&story, 2).phone, PhoneState::Write, "asked to write, one writes");
}

#[test]
fn t14_the_screen_says_who_speaks_and_how_many_come() {
    let mut story = at_step("temoignage", 25, 3);
    assert_eq!(on_screen(&story), None);
    begin(&mut story, &[2, 3, 4]);
    let mut told = Vec::new();
    while let Some((_, left)) = on_screen(&story) {
        told.push((speaking(&story).unwrap(), left));
        let passes = speaking(&story) == Some(2);
        hands_on(&mut story, passes);
    }
    assert_eq!(told, [(2, 2), (3, 1), (4, 0), (2, 0)]);
}

#[test]
fn t14_where_the_circle_sits_apart_there_is_no_round() {
    let mut story = Story::in_a_long_slot(8, "troika", 50);
    story.goes(step(slot(1), 1));
    begin(&mut story, &[1, 2]);
    story.does(F::DrawGroups { slot: slot(1), number: 1 });
    assert_eq!((&story.day.turn, on_tablet(&story).go_round), (&None, None));
    let order = vec![seat(1), seat(2)];
    assert_eq!(story.refuses_tablet(F::SetTurnOrder { order }), Reason::WrongPhase);
}
