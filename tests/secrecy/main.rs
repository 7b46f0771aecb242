//! A canary in every private text, and every frame of everyone else searched for it.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod guarantee;
#[path = "../histories/mod.rs"]
mod histories;
mod outcomes;
mod readers;
#[path = "../rules/support.rs"]
#[allow(dead_code, reason = "the rules need more of it")]
mod support;
mod turns;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cercle::domain::id::ParticipantId;
use cercle::domain::process::Text;
use cercle::view::{Around, Audience, Frame, Knocking, frame};
use cercle::wire::door::{DoorFound, Knocked, Problem};

use histories::{Chance, any_command, beginning, canary, for_seeds};
use readers::{Readers, canaries};
use support::{Story, knock, seat};

/// Every face there could be, seats that nobody took included.
fn audiences() -> Vec<Audience> {
    let phones = (1..=histories::SEATS).map(|n| Audience::Participant(seat(n)));
    phones.chain([Audience::Facilitator, Audience::Screen]).collect()
}

/// What is around a day, with a name at the door.
fn around(chance: &mut Chance) -> Around {
    let mut some = || -> BTreeSet<ParticipantId> {
        (1..=histories::SEATS).filter(|_| chance.once_in(2)).map(seat).collect()
    };
    let (connected, asleep, finished) = (some(), some(), some());
    let words = Text { fr: "cerise pont".into(), en: "cherry bridge".into() };
    let at_the_door = Knocking { knock: knock(70), screen: false, name: canary(chance), words };
    Around {
        knocks: vec![at_the_door],
        connected,
        asleep,
        finished,
        dots: chance.once_in(2).then_some(cercle::view::Dots { filled: 9, placed: 7 }),
        ..Around::default()
    }
}

/// The frames of all faces, as one room publishes them.
#[derive(Default)]
struct Published {
    version: u64,
    frames: BTreeMap<Audience, Frame>,
}

impl Published {
    /// The next publication; a section that says the same stays the very same.
    fn publish(&mut self, story: &Story, around: &Around) {
        self.version += 1;
        for audience in audiences() {
            let before = self.frames.get(&audience);
            let now = frame(audience, &story.day, around, self.version, before);
            for section in &now.sections {
                let known = before.and_then(|frame| {
                    frame.sections.iter().find(|known| known.name == section.name)
                });
                match known.filter(|known| *known.text == *section.text) {
                    Some(known) => {
                        assert_eq!(known.revision, section.revision, "{}", section.name);
                        assert!(Arc::ptr_eq(&known.text, &section.text), "{}", section.name);
                    }
                    None => assert_eq!(section.revision, self.version, "{}", section.name),
                }
            }
            self.frames.insert(audience, now);
        }
    }

    /// Every canary that sings to anybody.
    fn heard(&self) -> BTreeSet<String> {
        let sections = self.frames.values().flat_map(|frame| &frame.sections);
        sections.flat_map(|section| canaries(&section.text)).collect()
    }

    /// Canaries that sing to somebody they should not, or not to somebody they should.
    fn faults(&self, readers: &Readers) -> Vec<String> {
        let mut faults = Vec::new();
        for (audience, frame) in &self.frames {
            let mut heard = BTreeSet::new();
            for section in &frame.sections {
                for canary in canaries(&section.text) {
                    if !readers.may(&canary, *audience, section.name) {
                        faults.push(format!("{canary} in {} of {audience:?}", section.name));
                    }
                    heard.insert(canary);
                }
            }
            let missed = readers.must(*audience).filter(|canary| !heard.contains(*canary));
            faults.extend(missed.map(|canary| format!("{canary} hidden from {audience:?}")));
        }
        faults
    }
}

#[test]
fn no_private_text_reaches_anybody_it_is_not_for() {
    let (frames, planted) = (Cell::new(0_usize), Cell::new(0_usize));
    for_seeds("--test secrecy no_private", 30, |chance| {
        let mut story = beginning(chance);
        if let Some(facts) = story.day.facts.as_mut() {
            facts.door_key = canary(chance);
        }
        let mut published = Published::default();
        let mut gone = BTreeSet::new();
        for turn in 0..260 {
            story.later(chance.below(8) as i64);
            let command = any_command(chance, &story);
            let before = story.day.clone();
            let events = story.tries(&command).unwrap_or_default();
            gone.extend(events.iter().flat_map(|event| readers::taken_back(&before, event)));
            if events.is_empty() || turn % 2 == 0 {
                continue;
            }
            let around = around(chance);
            published.publish(&story, &around);
            let readers = Readers::of(&story.day, &around);
            let faults = published.faults(&readers);
            assert!(faults.is_empty(), "after {command:?}\n{}", faults.join("\n"));
            let left: Vec<_> = published.heard().intersection(&gone).cloned().collect();
            assert_eq!(left, Vec::<String>::new(), "withdrawn, and still shown after {command:?}");
            frames.set(frames.get() + published.frames.len());
            planted.set(planted.get() + readers.count());
        }
    });
    println!("{} frames searched for {} private texts: 0 leaks", frames.get(), planted.get());
}

#[test]
fn a_freed_seat_and_a_stranger_see_nothing() {
    let mut story = Story::with_cases(3);
    let sees = |story: &Story, n| {
        let phone = Audience::Participant(seat(n));
        !frame(phone, &story.day, &Around::default(), 1, None).sections.is_empty()
    };
    assert!(sees(&story, 2) && !sees(&story, 5) && !sees(&story, 40));
    let free = cercle::domain::command::ByFacilitator::FreeSeat { participant: seat(2) };
    story.does(free);
    assert!(!sees(&story, 2));
}

#[test]
fn the_door_has_nothing_to_tell() {
    let words = Text { fr: "cerise pont".into(), en: "cherry bridge".into() };
    let found = DoorFound { room: "0".repeat(32), known: false };
    let told = [
        serde_json::to_value(found).unwrap(),
        serde_json::to_value(Knocked::Waiting { words }).unwrap(),
        serde_json::to_value(Knocked::Admitted).unwrap(),
        serde_json::to_value(Knocked::Refused).unwrap(),
        serde_json::to_value(Knocked::Locked).unwrap(),
        serde_json::to_value(Knocked::Full).unwrap(),
        serde_json::to_value(Problem { code: "wrongCode".into() }).unwrap(),
    ];
    let fields: BTreeSet<String> =
        told.iter().flat_map(|told| told.as_object().unwrap().keys().cloned()).collect();
    assert_eq!(fields, ["code", "known", "room", "state", "words"].map(String::from).into());
}

#[test]
fn the_search_finds_what_a_face_shows() {
    // A search that finds nothing anywhere would pass: it must find what is meant to be seen.
    let mut story = Story::with_cases(2);
    let title = canary(&mut Chance::of(1));
    story.day.inventory.cases[0].fields.title.clone_from(&title);
    let shown = frame(Audience::Screen, &story.day, &Around::default(), 1, None);
    let found: Vec<String> =
        shown.sections.iter().flat_map(|section| canaries(&section.text)).collect();
    assert!(found.contains(&title));
}
