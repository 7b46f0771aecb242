//! What a day leaves to its cycle.

use cercle::domain::cycle::command::Command;
use cercle::domain::cycle::keepsake::Keepsake;
use cercle::domain::cycle::{Cycle, Facts};
use cercle::domain::day::inventory::Carried;
use cercle::domain::id::{CycleId, FacilitatorId, RoomCode, StreamName};
use uuid::Uuid;

use crate::support::{at, case, fields, seat};

fn room(n: u8) -> StreamName {
    StreamName([n; 16])
}

/// A cycle whose days were opened in the rooms of their numbers.
fn with_days(numbers: &[u8]) -> Cycle {
    let facts = Facts {
        cycle: CycleId(Uuid::from_u128(1)),
        group: "Groupe".into(),
        organisation: String::new(),
        dates: Vec::new(),
    };
    let mut cycle = Cycle::default();
    let people = vec![(seat(1), "Amina".into())];
    does(&mut cycle, &Command::Found { facts, people, by: FacilitatorId(Uuid::from_u128(2)) });
    for number in numbers {
        let code = RoomCode::from_bits(u32::from(*number));
        let open = Command::OpenDay { number: *number, midnight: at(0), room: room(*number), code };
        does(&mut cycle, &open);
    }
    cycle
}

fn does(cycle: &mut Cycle, command: &Command) {
    for event in cycle.decide(command).unwrap() {
        cycle.apply(&event);
    }
}

/// A day ends, with a charter and the cases carried over.
fn ends(cycle: &mut Cycle, day: u8, charter: &str, carried: &[u128]) {
    let carried = carried.iter().map(|n| Carried {
        case: case(*n),
        owner: seat(1),
        fields: fields("Comment ?"),
        age: 1,
    });
    let keepsake = Keepsake {
        people: vec![(seat(1), "Amina".into())],
        charter_version: 1,
        charter: charter.into(),
        backlog: carried.collect(),
        lines: Vec::new(),
        texts: Vec::new(),
        roti: None,
    };
    does(cycle, &Command::EndDay { room: room(day), keepsake: Box::new(keepsake) });
}

fn kept(cycle: &Cycle) -> (&str, Vec<u128>) {
    let cases = cycle.backlog.iter().map(|one| one.case.0.as_u128() & 0xff).collect();
    (cycle.charter.as_ref().map_or("", |(_, text)| text), cases)
}

#[test]
fn x5_the_newest_day_that_ended_says_what_stays() {
    let mut cycle = with_days(&[1, 2]);
    ends(&mut cycle, 1, "first", &[1, 2]);
    ends(&mut cycle, 2, "second", &[2]);
    assert_eq!(kept(&cycle), ("second", vec![2]));
}

#[test]
fn x5_a_day_that_ends_after_a_later_one_only_adds_its_cases() {
    let mut cycle = with_days(&[1, 2]);
    ends(&mut cycle, 2, "second", &[2]);
    ends(&mut cycle, 1, "first", &[1, 2]);
    assert_eq!(kept(&cycle), ("second", vec![2, 1]));
}

#[test]
fn x5_a_room_that_never_became_a_day_leaves_nothing() {
    let mut cycle = with_days(&[1]);
    ends(&mut cycle, 1, "first", &[1]);
    ends(&mut cycle, 9, "of nobody", &[]);
    assert_eq!(kept(&cycle), ("first", vec![1]));
}
