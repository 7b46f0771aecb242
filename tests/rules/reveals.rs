//! What a move lets others read for the first time: told before it, and not undone.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::day::treatment::Reveal;
use cercle::domain::position::Position;
use cercle::domain::process::Process;
use cercle::domain::refusal::Reason;
use cercle::domain::visibility::Visibility;
use cercle::view::{Around, Audience, frame};
use cercle::wire::facilitator as tablet;

use crate::support::{Story, slot, step, text};

/// Three people in the step of six hats whose ideas are read together, its window open.
fn writing() -> Story {
    let mut story = Story::in_treatment(3, "six_chapeaux", 40);
    story.goes(step(slot(1), 2));
    story.does(F::OpenWindow { ends_at: None, role: None });
    story
}

fn writes(story: &mut Story, who: u128) {
    let (step, input) = ("idees".to_owned(), "idee".to_owned());
    let (contribution, words) = (text(who), "zqcanari".to_owned());
    story.says(who, P::Contribute { contribution, slot: slot(1), step, input, text: words });
}

fn shown(story: &Story) -> tablet::Now {
    let frame = frame(Audience::Facilitator, &story.day, &Around::default(), 1, None);
    let now = frame.sections.iter().find(|section| section.name == "now").unwrap();
    serde_json::from_str(&now.text).unwrap()
}

fn told(story: &Story) -> Option<tablet::RevealView> {
    let tablet::Stage::Treatment { step: Some(step), .. } = shown(story).stage else { return None };
    step.reveals
}

#[test]
fn c3_the_tablet_is_told_how_many_texts_a_move_lets_be_read_and_nothing_of_them() {
    let mut story = writing();
    assert_eq!(told(&story), None, "nothing was written");
    writes(&mut story, 2);
    writes(&mut story, 3);
    let reveals = tablet::RevealView { to_all: 2, to_owner: 0, slips: false };
    assert_eq!(told(&story), Some(reveals));
    let frame = frame(Audience::Facilitator, &story.day, &Around::default(), 1, None);
    assert!(frame.sections.iter().all(|section| !section.text.contains("zqcanari")));
    story.does(F::CloseWindow);
    assert_eq!(told(&story), None, "they are read already");
}

#[test]
fn c3_what_the_owner_alone_would_read_is_told_apart_and_ones_own_not_at_all() {
    let mut story = writing();
    let idea =
        |process: &mut Process, visibility| process.steps[2].inputs[0].visibility = visibility;
    for (visibility, expected) in [
        (Visibility::Author, None),
        (Visibility::Owner, Some(Reveal { to_all: 0, to_owner: 1, slips: false })),
    ] {
        let run = story.day.runs.get_mut(&slot(1)).unwrap();
        idea(std::sync::Arc::make_mut(&mut run.process), visibility);
        story.day.contributions.clear();
        writes(&mut story, 2);
        assert_eq!(story.day.reveals(), expected);
    }
}

#[test]
fn c3_a_move_that_let_others_read_is_not_undone() {
    for to in [step(slot(1), 3), step(slot(1), 1), Position::Closing] {
        let mut story = writing();
        writes(&mut story, 2);
        story.goes(to);
        assert_eq!(shown(&story).undo, None);
        assert_eq!(story.refuses_tablet(F::UndoGo { to }), Reason::NothingToUndo);
    }
}

#[test]
fn c3_nor_is_the_move_before_it() {
    let mut story = writing();
    writes(&mut story, 2);
    story.goes(step(slot(1), 3));
    assert_eq!(story.refuses_tablet(F::UndoGo { to: step(slot(1), 2) }), Reason::NothingToUndo);
}

#[test]
fn c3_a_window_in_which_nothing_was_written_comes_back_with_the_move_undone() {
    let mut story = writing();
    story.goes(step(slot(1), 3));
    story.does(F::UndoGo { to: step(slot(1), 3) });
    assert!(story.day.window.open);
}

#[test]
fn c3_slips_may_lie_in_the_box_of_an_open_window_and_are_not_counted() {
    let mut story = Story::in_a_long_slot(4, "etude_de_cas", 45);
    story.goes(step(slot(1), 2));
    assert_eq!(told(&story), None);
    story.does(F::OpenWindow { ends_at: None, role: None });
    assert_eq!(told(&story), Some(tablet::RevealView { to_all: 0, to_owner: 0, slips: true }));
    story.goes(step(slot(1), 3));
    assert_eq!(shown(&story).undo, None);
}
