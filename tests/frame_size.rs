//! A phone's frame of a full day stays small, whoever's it is: eight people, two cases each, words of
//! everybody in every field of every step, whatever the process.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

#[path = "rules/support.rs"]
#[allow(dead_code, reason = "the rules need more of it")]
mod support;

use cercle::catalogue::Catalogue;
use cercle::domain::bytes::Bytes;
use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P, Command};
use cercle::domain::day::Day;
use cercle::domain::day::inventory::CaseFields;
use cercle::domain::day::plan::Slot;
use cercle::domain::day::schedule::Block;
use cercle::domain::day::slip::{Slip, slip_id};
use cercle::domain::event::Opening;
use cercle::domain::id::ContributionId;
use cercle::domain::position::Position;
use cercle::domain::process::{Input, Step};
use cercle::domain::vocabulary::{BlockKind, ClockKind, Role, VoteMode};
use cercle::view::{Around, Audience, Frame, frame};
use uuid::Uuid;

use support::{Story, at, case, fields, knock, process, seat, slot, step, vote};

/// Bytes a phone's frame may have on a full day.
const FRAME_BYTES: usize = 8 * 1024;

const PEOPLE: u128 = 8;
const NAMES: [&str; PEOPLE as usize] =
    ["Amina", "Bruno", "Claire", "Driss", "Élodie", "Fabrice", "Gwenaëlle", "Hugo"];
const CASES: u128 = 16;
const SLOTS: u8 = 6;
const LAST: u8 = SLOTS - 1;

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
    let basis = story.day.basis;
    story.does(F::EditPlan { basis, slots: slots(60) });
    story.does(F::ShowClock { clock: ClockKind::Step, phones: true, screen: true });
    story
}

/// Six slots of an hour; the last has these minutes.
fn slots(last: u16) -> Vec<Slot> {
    let slot = |n: u8| Slot {
        slot: slot(n.into()),
        case: case(n.into()),
        block: if n < SLOTS / 2 { 1 } else { 3 },
        start: if n < SLOTS / 2 { 570 } else { 810 } + u16::from(n % (SLOTS / 2)) * 63,
        minutes: if n == LAST { last } else { 60 },
    };
    (0..SLOTS).map(slot).collect()
}

/// The same, all but the last slot treated.
fn before_the_last() -> Story {
    let mut story = planned();
    for n in 0..LAST {
        walk(&mut story, n, |_, _| {});
    }
    story
}

/// Walks a slot from its first step to its last, everybody writing wherever they may.
fn walk(story: &mut Story, n: u8, mut look: impl FnMut(&Story, &str)) {
    story.goes(step(slot(n.into()), 0));
    let steps = story.day.runs[&slot(n.into())].process.steps.clone();
    for (index, at) in steps.iter().enumerate() {
        story.goes(step(slot(n.into()), index as u8));
        if !at.inputs.is_empty() {
            story.does(F::OpenWindow { ends_at: None, role: None });
            write_all(story, n, at);
            look(story, &at.id);
            story.does(F::CloseWindow);
            give_slips(story, n, at);
        }
        look(story, &at.id);
    }
}

/// Everybody writes in every input of the step that is theirs.
fn write_all(story: &mut Story, n: u8, at: &Step) {
    for (nth, input) in at.inputs.iter().enumerate() {
        for who in 1..=PEOPLE {
            let words = P::Contribute {
                contribution: drawn(story.day.contributions.len() as u64, nth as u64, who as u64),
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

/// An id as long as those that phones draw.
fn drawn(n: u64, nth: u64, who: u64) -> ContributionId {
    ContributionId(Uuid::from_u64_pair(u64::MAX - n, nth << 32 | who | 1 << 63))
}

/// What is asked of nobody by name comes at the end of the window, one of each consultant.
fn give_slips(story: &mut Story, n: u8, at: &Step) {
    let slip = |input: &Input, who: u8| Slip {
        contribution: slip_id(&Bytes([who; 32])),
        step: at.id.clone(),
        input: input.id.clone(),
        kind: input.kind,
        visibility: input.visibility,
        text: WORDS.into(),
    };
    let asked = at.inputs.iter().filter(|input| input.anonymous);
    let mut slips: Vec<Slip> =
        asked.flat_map(|input| (1..PEOPLE as u8).map(move |who| slip(input, who))).collect();
    slips.sort_by_key(|slip| slip.contribution);
    if !slips.is_empty() {
        story.house(H::GiveSlips { slot: slot(n.into()), step: at.id.clone(), slips });
    }
}

fn phone(story: &Story, n: u128) -> Frame {
    frame(Audience::Participant(seat(n)), &story.day, &Around::default(), 1, None)
}

fn bytes(frame: &Frame) -> usize {
    frame.sections.iter().map(|section| section.text.len()).sum()
}

/// What a frame has, if it is no more than it may have.
fn holds(moment: &str, story: &Story, who: u128) -> usize {
    let frame = phone(story, who);
    let parts: Vec<_> =
        frame.sections.iter().map(|section| (section.name, section.text.len())).collect();
    let all = bytes(&frame);
    assert!(all <= FRAME_BYTES, "{moment}, seat {who}: {all} bytes, {parts:?}");
    all
}

#[test]
fn a_phones_frame_of_a_full_day_is_at_most_8_kib() {
    for who in 1..=PEOPLE {
        holds("revealed", &revealed(), who);
        holds("planned", &planned(), who);
    }
}

/// The fullest of all steps of all processes, and the owner's phone in it, to which most is given.
#[test]
fn so_is_everybodys_in_every_step_of_every_process() {
    let before = before_the_last();
    let mut fullest = (0, String::new());
    for process in Catalogue::shipped().unwrap().iter() {
        let minutes = process.minutes.typ;
        let mut story = Story { day: before.day.clone(), now: before.now };
        let case = case(LAST.into());
        story.does(F::ChooseProcess { case, process: process.id.clone(), minutes });
        let basis = story.day.plan.as_ref().unwrap().basis;
        story.does(F::EditPlan { basis, slots: slots(minutes) });
        walk(&mut story, LAST, |story, step| {
            for who in 1..=PEOPLE {
                let place = format!("{}, {step}", process.id);
                fullest = fullest.clone().max((holds(&place, story, who), place));
            }
        });
    }
    println!("fullest: {} bytes, in {}", fullest.0, fullest.1);
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

/// It is read once, and asks of each text whether it is kept: no bound holds it but those of the texts.
#[test]
fn the_closing_is_larger_and_says_so() {
    let mut story = before_the_last();
    walk(&mut story, LAST, |_, _| {});
    story.goes(Position::Closing);
    let largest = (1..=PEOPLE).map(|who| bytes(&phone(&story, who))).max().unwrap();
    println!("closing: {largest} bytes");
    assert!(largest <= 3 * FRAME_BYTES, "{largest}");
}
