//! The posture of whoever facilitates, named to the room.

use cercle::domain::command::ByFacilitator as F;
use cercle::domain::id::StepId;
use cercle::domain::position::{Cursor, Position};
use cercle::domain::process::ExtraStep;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::{Outcome, PhoneState, Posture};
use cercle::view::{Around, Audience, frame};
use cercle::wire::{participant as phone, screen};
use uuid::Uuid;

use crate::support::{Story, process, seat, slot, step};

fn name(at: u8, posture: Posture) -> F {
    F::NamePosture { at: Cursor { slot: slot(1), step: at }, posture }
}

/// The posture in force, and what the room is told of it.
fn posture(story: &Story) -> (Posture, Option<Posture>) {
    let now = story.day.posture().unwrap();
    (now.posture, now.told())
}

const USUAL: (Posture, Option<Posture>) = (Posture::Facilitator, None);
const BACK: (Posture, Option<Posture>) = (Posture::Facilitator, Some(Posture::Facilitator));
const COACH: (Posture, Option<Posture>) = (Posture::Coach, Some(Posture::Coach));
const TRAINER: (Posture, Option<Posture>) = (Posture::Trainer, Some(Posture::Trainer));

#[test]
fn t15_what_is_sure_comes_with_the_step_lasts_and_its_return_is_told_once() {
    let mut story = Story::in_treatment(6, "coaching_individuel", 30);
    let mut seen = vec![posture(&story)];
    for at in 1..=5 {
        story.goes(step(slot(1), at));
        seen.push(posture(&story));
        assert_eq!(story.day.posture_offered(), None);
    }
    assert_eq!(seen, [COACH, COACH, COACH, COACH, BACK, USUAL]);
}

#[test]
fn t15_what_is_perhaps_is_offered_and_is_nothing_until_it_is_named() {
    let mut story = Story::in_treatment(6, "demande_apports", 20);
    story.goes(step(slot(1), 2));
    let offered = |story: &Story| story.day.posture_offered();
    assert_eq!((posture(&story), offered(&story)), (USUAL, Some(Posture::Trainer)));
    assert_eq!(story.does(name(2, Posture::Trainer)).len(), 1);
    assert_eq!(story.does(name(2, Posture::Trainer)), vec![], "it is so already");
    assert_eq!((posture(&story), offered(&story)), (TRAINER, None));
    story.goes(step(slot(1), 3));
    assert_eq!(posture(&story), BACK);

    let mut peer = Story::in_treatment(6, "demande_apports", 20);
    for at in [2, 3] {
        peer.goes(step(slot(1), at));
        assert_eq!(posture(&peer), USUAL, "somebody else brought it: there is no return");
    }
}

#[test]
fn t15_the_end_of_the_case_ends_it() {
    let mut story = Story::in_treatment(6, "etude_de_cas", 30);
    story.goes(step(slot(1), 6));
    story.does(name(6, Posture::Trainer));
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
    assert_eq!(posture(&story), BACK);
    assert_eq!(story.refuses_tablet(name(6, Posture::Coach)), Reason::WrongPhase);
    story.goes(step(slot(2), 0));
    assert_eq!(posture(&story), USUAL);
}

#[test]
fn t15_at_any_step_the_tablet_names_one_of_the_three_and_nowhere_else() {
    let mut story = Story::in_treatment(6, "faire_savoir", 10);
    assert_eq!(story.does(name(0, Posture::Facilitator)), vec![], "it is so already");
    for (named, told) in [(Posture::Coach, COACH), (Posture::Trainer, TRAINER)] {
        story.does(name(0, named));
        assert_eq!(posture(&story), told);
    }
    story.does(name(0, Posture::Facilitator));
    assert_eq!(posture(&story), BACK);
    story.goes(step(slot(1), 1));
    assert_eq!(posture(&story), USUAL);
    assert_eq!(story.refuses_tablet(name(0, Posture::Coach)), Reason::Moved);
    story.goes(Position::Treatment { at: None });
    assert_eq!(story.refuses_tablet(name(1, Posture::Coach)), Reason::WrongPhase);
    story.goes(Position::Closing);
    assert_eq!(story.refuses_tablet(name(1, Posture::Coach)), Reason::WrongPhase);
}

#[test]
fn t15_going_back_and_undoing_find_the_posture_the_step_had() {
    let mut story = Story::in_treatment(6, "codeveloppement", 60);
    story.goes(step(slot(1), 1));
    story.does(name(1, Posture::Coach));
    story.goes(step(slot(1), 2));
    story.does(name(2, Posture::Trainer));
    story.goes(step(slot(1), 0));
    assert_eq!(posture(&story), USUAL);
    story.does(F::UndoGo { to: step(slot(1), 0) });
    assert_eq!(posture(&story), TRAINER);
    story.goes(step(slot(1), 1));
    assert_eq!(posture(&story), COACH);
    story.goes(step(slot(1), 4));
    assert_eq!(posture(&story), TRAINER, "the last word on the way");
}

#[test]
fn t15_an_added_step_takes_it_along_and_another_process_does_not() {
    let mut story = Story::in_treatment(6, "codeveloppement", 60);
    story.goes(step(slot(1), 1));
    story.does(name(1, Posture::Coach));
    let (step_id, phones) = (StepId(Uuid::from_u128(7)), PhoneState::Closed);
    let what = ExtraStep::Silence {};
    story.does(F::InsertStep { slot: slot(1), after: 1, step: step_id, what, minutes: 5, phones });
    story.goes(step(slot(1), 2));
    assert_eq!(posture(&story), COACH);
    let intervision = process("intervision");
    story.does(F::ChangeProcess { slot: slot(1), process: intervision, minutes: 45 });
    assert_eq!(posture(&story), USUAL);
}

#[test]
fn t15_screen_and_phones_say_it() {
    let mut story = Story::in_treatment(6, "faire_savoir", 10);
    let told = |story: &Story| {
        let text = |audience| {
            let frame = frame(audience, &story.day, &Around::default(), 1, None);
            frame.sections.iter().find(|section| section.name == "now").unwrap().text.clone()
        };
        let shown: screen::Now = serde_json::from_str(&text(Audience::Screen)).unwrap();
        let on_screen = match shown.stage {
            screen::Stage::Treatment { step: Some(step), .. } => step.posture,
            other => panic!("no step on the screen: {other:?}"),
        };
        let phones = (1..=6).map(|n| {
            let shown: phone::Now =
                serde_json::from_str(&text(Audience::Participant(seat(n)))).unwrap();
            match shown.stage {
                phone::Stage::Treatment { step: Some(step), .. } => step.posture,
                other => panic!("no step on a phone: {other:?}"),
            }
        });
        for on_phone in phones {
            assert_eq!(on_phone, on_screen);
        }
        on_screen
    };
    assert_eq!(told(&story), None);
    story.does(name(0, Posture::Coach));
    assert_eq!(told(&story), Some(Posture::Coach));
    story.does(name(0, Posture::Facilitator));
    assert_eq!(told(&story), Some(Posture::Facilitator));
    story.goes(step(slot(1), 1));
    assert_eq!(told(&story), None);
}
