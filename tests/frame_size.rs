//! A phone's frame of a full day stays small: eight people, two cases each, two texts a slot.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

#[path = "rules/support.rs"]
#[allow(dead_code, reason = "the rules need more of it")]
mod support;

use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P, Command};
use cercle::domain::day::Day;
use cercle::domain::day::inventory::CaseFields;
use cercle::domain::day::plan::Slot;
use cercle::domain::day::schedule::Block;
use cercle::domain::event::Opening;
use cercle::domain::position::Position;
use cercle::domain::vocabulary::{BlockKind, Role, VoteMode};
use cercle::view::{Around, Audience, Frame, frame};

use support::{Story, at, case, fields, knock, process, seat, slot, step, text, vote};

/// Bytes a phone's frame may have on a full day.
const FRAME_BYTES: usize = 8 * 1024 + 512;

const PEOPLE: u128 = 8;
const NAMES: [&str; PEOPLE as usize] =
    ["Amina", "Bruno", "Claire", "Driss", "Élodie", "Fabrice", "Gwenaëlle", "Hugo"];
const CASES: u128 = 16;
const SLOTS: u8 = 6;
/// Where the consultants of codéveloppement give what they have: the fullest step of the day.
const CONSULTATION: u8 = 3;

/// A title as people write them: sixty characters or so.
const TITLE: &str = "Comment dire non à mon directeur sans perdre sa confiance ?";
/// A contribution as people write them.
const WORDS: &str =
    "J’ai connu cela : un point court chaque lundi, et on écrit ensemble ce qu’on ne fera pas.";

/// Eight people, two cases each, revealed, all with a process.
fn revealed() -> Story {
    let block = |kind, start, end| Block { kind, start, end };
    let opening = Opening {
        people: (1..=PEOPLE).zip(NAMES).map(|(n, name)| (seat(n), name.to_owned())).collect(),
        blocks: vec![
            block(BlockKind::Opening, 540, 570),
            block(BlockKind::Treatment, 570, 750),
            block(BlockKind::Lunch, 750, 810),
            block(BlockKind::Treatment, 810, 990),
        ],
        ..Story::opening()
    };
    let mut story = Story { day: Day::default(), now: at(0) };
    story.house(H::Open(Box::new(opening)));
    for (n, name) in (1..=PEOPLE).zip(NAMES) {
        story.does(F::Admit { knock: knock(n), participant: seat(n), name: name.into() });
        story.says(n, P::Engage { version: 1 });
    }
    story.goes(Position::Inventory);
    story.does(F::OpenWindow { ends_at: None, role: None });
    for n in 0..CASES {
        let fields = CaseFields {
            headline: "Trois demandes contradictoires en une semaine".into(),
            expects: "Des questions, et ce que vous avez essayé.".into(),
            ..fields(TITLE)
        };
        story.says(owner(n), P::PutCase { case: case(n), fields });
    }
    story.does(F::Reveal);
    for n in 0..CASES {
        let process = process("codeveloppement");
        story.says(owner(n), P::ChooseProcess { case: case(n), process, minutes: 60 });
    }
    story
}

fn owner(case: u128) -> u128 {
    1 + case % PEOPLE
}

/// The same, voted and planned: six slots.
fn planned() -> Story {
    let mut story = revealed();
    story.goes(Position::Prioritisation);
    story.does(F::OpenVote { vote: vote(1), dots: 3, mode: VoteMode::Live, ends_at: None });
    story.house(H::CloseVote {
        vote: vote(1),
        counts: vec![1; CASES as usize],
        entries: Vec::new(),
    });
    let slots = (0..SLOTS).map(|n| Slot {
        slot: slot(n.into()),
        case: case(n.into()),
        block: if n < SLOTS / 2 { 1 } else { 3 },
        start: if n < SLOTS / 2 { 570 } else { 810 } + u16::from(n % (SLOTS / 2)) * 63,
        minutes: 60,
    });
    let slots = slots.collect();
    story.does(F::EditPlan { basis: story.day.basis, slots });
    story
}

/// The same, in the last slot's fullest step, everybody's words written in every slot before.
fn treated() -> Story {
    let mut story = planned();
    for n in 0..SLOTS {
        for index in 0..=CONSULTATION {
            story.goes(step(slot(n.into()), index));
            story.does(F::OpenWindow { ends_at: None, role: None });
            write_all(&mut story, n, index);
        }
    }
    story
}

/// Everybody writes in every input of the step that is theirs.
fn write_all(story: &mut Story, n: u8, index: u8) {
    let (_, _, at) = story.day.at_step().unwrap();
    let at = at.clone();
    for (nth, input) in at.inputs.iter().enumerate() {
        for who in 1..=PEOPLE {
            let id = u128::from(n) << 24 | u128::from(index) << 16 | (nth as u128) << 8 | who;
            let words = P::Contribute {
                contribution: text(id),
                slot: slot(n.into()),
                step: at.id.clone(),
                input: input.id.clone(),
                text: WORDS.into(),
            };
            // An input of the owner's refuses the others.
            story.tries(&Command::Participant(seat(who), words));
        }
    }
}

fn phone(story: &Story, n: u128) -> Frame {
    frame(Audience::Participant(seat(n)), &story.day, &Around::default(), 1, None)
}

fn bytes(frame: &Frame) -> usize {
    frame.sections.iter().map(|section| section.text.len()).sum()
}

fn holds(moment: &str, story: &Story, who: u128) {
    let frame = phone(story, who);
    let parts: Vec<_> =
        frame.sections.iter().map(|section| (section.name, section.text.len())).collect();
    assert!(bytes(&frame) <= FRAME_BYTES, "{moment}, seat {who}: {parts:?}");
}

#[test]
fn a_phones_frame_of_a_full_day_is_at_most_8_and_a_half_kib() {
    for who in 1..=PEOPLE {
        holds("revealed", &revealed(), who);
        holds("planned", &planned(), who);
    }
}

/// What is given to an owner is theirs to read, and has no bound but the limits of the texts.
#[test]
fn so_is_that_of_whoever_helps_in_the_fullest_step() {
    let story = treated();
    assert!(story.day.contributions.len() >= usize::from(SLOTS) * PEOPLE as usize);
    for who in (1..=PEOPLE).filter(|who| *who != owner(u128::from(SLOTS) - 1)) {
        holds("treated", &story, who);
    }
}

#[test]
fn so_is_that_of_whoever_keeps_the_time_of_a_sub_group() {
    let mut story = planned();
    story.goes(step(slot(0), 0));
    let crowds = process("wise_crowds");
    story.does(F::ChangeProcess { slot: slot(0), process: crowds, minutes: 70 });
    story.goes(step(slot(0), 1));
    story.does(F::DrawGroups { slot: slot(0), number: 1 });
    for who in 1..=PEOPLE {
        let take = P::TakeRole { slot: slot(0), role: Role::Timekeeper, taken: true };
        story.tries(&Command::Participant(seat(who), take));
    }
    story.does(F::StartGroups { slot: slot(0) });
    for who in 1..=PEOPLE {
        holds("in sub-groups", &story, who);
    }
}
