//! What holds of any history, told by a seed.

use cercle::domain::apply::apply;
use cercle::domain::command::{ByFacilitator as F, ByHouse as H, Command};
use cercle::domain::day::Day;
use cercle::domain::decide::decide;
use cercle::domain::event::{Event, Opening};
use cercle::domain::id::Timestamp;
use cercle::domain::position::Position;
use cercle::domain::vocabulary::PauseKind;

use crate::histories::{Chance, any_command, beginning, carried, for_seeds};
use crate::support::{Story, at, slot, step};

/// What can be done only once, and says so when asked again.
fn happens_once(command: &Command) -> bool {
    matches!(command, Command::Facilitator(F::UndoGo { .. } | F::CloseDay))
}

#[test]
fn c1_any_command_asked_twice_happens_once() {
    for_seeds("--test rules c1_", 40, |chance| {
        let mut story = beginning(chance);
        for _ in 0..300 {
            story.later(chance.below(8) as i64);
            let command = any_command(chance, &story);
            let Ok(events) = decide(&story.day, &command, story.now) else { continue };
            for event in &events {
                apply(&mut story.day, event, story.now);
            }
            match decide(&story.day, &command, story.now) {
                Ok(again) => assert_eq!(again, vec![], "{command:?} happened twice"),
                Err(refusal) => assert!(
                    happens_once(&command),
                    "{command:?} was done, then refused: {refusal:?}"
                ),
            }
        }
    });
}

/// All that a move changes, or that a rest changes after it.
fn standing(day: &Day) -> String {
    let ends: Vec<_> = day.runs.iter().map(|(slot, run)| (slot, run.ends_at)).collect();
    let clocks = (&day.step_clock, &day.window, &day.drift, &day.pause, ends);
    format!("{:?} {clocks:?} {:?} {:?}", day.position, day.turn, day.split)
}

#[test]
fn c3_a_move_undone_is_as_if_it_had_never_been_whatever_rested_meanwhile() {
    for_seeds("--test rules c3_", 200, |chance| {
        let mut moved = beginning(chance);
        for _ in 0..30 {
            moved.later(chance.below(200) as i64);
            let command = any_command(chance, &moved);
            let _ = moved.tries(&command);
        }
        if moved.day.open().is_none() {
            return;
        }
        let mut stayed = Story { day: moved.day.clone(), now: moved.now };
        let to = chance.pick(&[Position::Opening, Position::Closing, step(slot(1), 1)]);
        let from = moved.day.position.0;
        let go = Command::Facilitator(F::Go { from, to });
        if moved.tries(&go).is_none_or(|events| events.is_empty()) {
            return;
        }
        for _ in 0..chance.below(4) {
            let seconds = chance.below(3) as i64;
            let rest = rest(chance);
            for story in [&mut moved, &mut stayed] {
                story.later(seconds);
                let _ = story.tries(&rest);
            }
        }
        moved.does(F::UndoGo { to });
        assert_eq!(standing(&moved.day), standing(&stayed.day), "after {from:?} → {to:?}");
        for story in [&mut moved, &mut stayed] {
            story.later(60);
            let _ = story.tries(&Command::Facilitator(F::Resume));
        }
        assert_eq!(standing(&moved.day), standing(&stayed.day), "once resumed");
    });
}

fn rest(chance: &mut Chance) -> Command {
    let kind = chance.pick(PauseKind::ALL);
    let pause = F::Pause { kind, until: None };
    Command::Facilitator(if chance.once_in(2) { pause } else { F::Resume })
}

/// A history from the opening on, and its events, each with its instant.
fn history(chance: &mut Chance, commands: u64) -> (Story, Vec<(Event, Timestamp)>) {
    let mut story = Story { day: Day::default(), now: at(0) };
    let opening = Opening { carried: carried(chance), ..Story::opening() };
    let opening = Command::House(H::Open(Box::new(opening)));
    let mut told = Vec::new();
    let mut next = opening;
    for _ in 0..commands {
        let happened = story.tries(&next).unwrap_or_default();
        told.extend(happened.into_iter().map(|event| (event, story.now)));
        story.later(chance.below(8) as i64);
        next = any_command(chance, &story);
    }
    (story, told)
}

#[test]
fn c1_a_day_told_again_is_the_same_day() {
    for_seeds("--test rules c1_", 20, |chance| {
        let (story, told) = history(chance, 400);
        let mut again = Day::default();
        for (event, at) in &told {
            let stored = serde_json::to_string(event).unwrap();
            apply(&mut again, &serde_json::from_str(&stored).unwrap(), *at);
        }
        assert_eq!(format!("{again:?}"), format!("{:?}", story.day));
    });
}

#[test]
fn c1_events_in_any_order_never_break_a_day() {
    for_seeds("--test rules c1_", 20, |chance| {
        let mut told = Vec::new();
        for _ in 0..3 {
            told.extend(history(chance, 200).1);
        }
        let mut day = Day::default();
        for _ in 0..600 {
            let index = chance.below(told.len() as u64) as usize;
            let (event, at) = &told[index];
            apply(&mut day, event, *at);
        }
    });
}

/// Kinds of events that no history of these tests holds: the planner's and the opening are told
/// elsewhere.
const ELSEWHERE: &[&str] = &["opened", "planned"];

/// The variants of `Event`, as they are stored.
fn kinds_of_events() -> Vec<String> {
    let (_, variants) =
        include_str!("../../src/domain/event.rs").split_once("pub enum Event {").unwrap();
    let names = variants.lines().filter_map(|line| line.strip_prefix("    "));
    names
        .filter(|line| line.starts_with(char::is_uppercase))
        .map(|line| line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
        .map(|name| name[..1].to_lowercase() + &name[1..])
        .collect()
}

#[test]
fn c1_histories_reach_every_kind_of_event() {
    let reached = std::cell::RefCell::new(std::collections::BTreeMap::new());
    for_seeds("--test rules c1_", 240, |chance| {
        let mut story = beginning(chance);
        for _ in 0..300 {
            story.later(chance.below(8) as i64);
            let command = any_command(chance, &story);
            for event in story.tries(&command).unwrap_or_default() {
                let kind = serde_json::to_value(&event).unwrap()["event"].to_string();
                *reached.borrow_mut().entry(kind.replace('"', "")).or_insert(0) += 1;
            }
        }
    });
    let reached = reached.into_inner();
    println!("{reached:?}");
    let kinds = kinds_of_events();
    let told = |kind: &String| reached.contains_key(kind) || ELSEWHERE.contains(&kind.as_str());
    let missing: Vec<_> = kinds.iter().filter(|kind| !told(kind)).collect();
    assert!(missing.is_empty(), "no history holds {missing:?}");
}
