//! Whoever leaves before the end: what they keep, what becomes of their cases, what their phone has.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::cycle::keepsake::Keepsake;
use cercle::domain::day::inventory::Carried;
use cercle::domain::position::Position;
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::Disposition;
use cercle::view::{Around, Audience, Frame, frame};
use cercle::wire::participant as phone;

use crate::support::{Story, case, seat, slot, step, text};

const OWNER: u128 = 1;
const WRITER: u128 = 2;
const OTHER: u128 = 3;

/// One has written to the owner in the consultation of the first case.
fn given() -> Story {
    let mut story = Story::in_treatment(3, "codeveloppement", 60);
    story.goes(step(slot(1), 3));
    story.does(F::OpenWindow { ends_at: None, role: None });
    story.says(
        WRITER,
        P::Contribute {
            contribution: text(1),
            slot: slot(1),
            step: "consultation".into(),
            input: "vecu".into(),
            text: "zqvecu".into(),
        },
    );
    story
}

fn keep(keep: bool) -> P {
    P::KeepText { contribution: text(1), keep }
}

fn on_phone(story: &Story, who: u128) -> Frame {
    frame(Audience::Participant(seat(who)), &story.day, &Around::default(), 1, None)
}

fn mine(story: &Story, who: u128) -> phone::Mine {
    let frame = on_phone(story, who);
    let mine = frame.sections.iter().find(|section| section.name == "mine").unwrap();
    serde_json::from_str(&mine.text).unwrap()
}

/// Whether this phone has what was written, as its author or as who was given it.
fn has_text(story: &Story, who: u128) -> bool {
    let mine = mine(story, who);
    !mine.texts.is_empty() || !mine.given.answers.is_empty()
}

fn kept(story: &Story) -> Vec<u128> {
    let texts = Keepsake::of(&story.day).texts;
    texts.iter().map(|(who, _)| who.0.as_u128() & 0xff).collect()
}

#[test]
fn x2_a_line_is_kept_or_not_from_when_it_is_given() {
    let mut story = given();
    assert_eq!(kept(&story), [0; 0]);
    assert_eq!(story.says(OWNER, keep(true)).len(), 1);
    assert_eq!(story.says(OWNER, keep(true)).len(), 0);
    assert_eq!(mine(&story, OWNER).given.answers[0].kept, [0]);
    story.goes(Position::Closing);
    assert_eq!(mine(&story, OWNER).given.answers[0].kept, [0]);
    assert_eq!(kept(&story), [OWNER]);
    story.says(OWNER, keep(false));
    assert_eq!(kept(&story), [0; 0]);
}

#[test]
fn x8_whoever_has_left_reads_nothing_of_what_the_group_goes_on_writing() {
    let mut story = given();
    let widen = P::Widen { contribution: text(1), visibility: Visibility::Group };
    story.says(WRITER, widen);
    assert!(has_text(&story, OTHER));
    story.says(OTHER, P::CheckOut);
    assert!(!has_text(&story, OTHER));
    assert!(has_text(&story, OWNER) && has_text(&story, WRITER));
}

#[test]
fn x2_what_somebody_keeps_changes_no_other_face() {
    let mut story = given();
    let faces = |story: &Story| {
        let phones = [WRITER, OTHER].map(|who| Audience::Participant(seat(who)));
        let all = phones.into_iter().chain([Audience::Facilitator, Audience::Screen]);
        all.map(|one| frame(one, &story.day, &Around::default(), 1, None)).collect::<Vec<_>>()
    };
    let before = faces(&story);
    story.says(OWNER, keep(true));
    assert_eq!(faces(&story), before);
}

#[test]
fn x2_between_two_cases_one_has_all_that_may_be_kept() {
    let mut story = given();
    story.goes(step(slot(2), 0));
    assert!(![OWNER, WRITER, OTHER].iter().any(|who| has_text(&story, *who)));
    story.goes(Position::Treatment { at: None });
    assert_eq!([OWNER, WRITER, OTHER].map(|who| has_text(&story, who)), [true, true, false]);
}

#[test]
fn x2_of_an_account_nothing_given_comes_once_more() {
    let mut story = Story::in_treatment(3, "temoignage", 25);
    story.goes(step(slot(1), 2));
    story.does(F::OpenWindow { ends_at: None, role: None });
    let words = P::Contribute {
        contribution: text(1),
        slot: slot(1),
        step: "silence".into(),
        input: "resonance".into(),
        text: "zqresonance".into(),
    };
    story.says(WRITER, words);
    story.says(WRITER, P::CheckOut);
    story.goes(Position::Treatment { at: None });
    assert!(![OWNER, WRITER].iter().any(|who| has_text(&story, *who)));
}

#[test]
fn x8_whoever_has_left_has_what_the_closing_asks() {
    let mut story = given();
    story.goes(step(slot(2), 0));
    story.says(OWNER, P::CheckOut);
    assert_eq!([OWNER, WRITER].map(|who| has_text(&story, who)), [true, false]);
    assert_eq!(mine(&story, OWNER).cases.len(), 1);
    assert_eq!(mine(&story, WRITER).cases.len(), 0);
}

#[test]
fn x8_what_they_chose_outlives_the_day_as_for_others() {
    let mut story = given();
    story.says(OWNER, P::CheckOut);
    story.says(OWNER, keep(true));
    story.says(OWNER, P::Settle { case: case(1), disposition: Disposition::CarryOver });
    // One says it and goes; the other is said to be gone.
    story.says(WRITER, keep(true));
    let (participant, from) = (seat(WRITER), None);
    story.does(F::SetPresence { participant, present: false, from, until: Some(720) });
    story.goes(Position::Closing);
    assert_eq!(kept(&story), [OWNER, WRITER]);
    let carried = |one: &Carried| (one.case, one.owner);
    let backlog = Keepsake::of(&story.day).backlog;
    assert_eq!(backlog.iter().map(carried).collect::<Vec<_>>(), [(case(1), seat(1))]);
}

#[test]
fn x8_the_tablet_says_that_somebody_is_back() {
    let mut story = given();
    story.says(OWNER, P::CheckOut);
    let back = F::SetPresence { participant: seat(OWNER), present: true, from: None, until: None };
    assert_eq!(story.does(back.clone()).len(), 1);
    assert!(story.day.roster.is_seated(seat(OWNER)));
    assert_eq!(story.does(back).len(), 0);
}
