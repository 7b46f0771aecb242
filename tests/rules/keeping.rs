//! What a day leaves to its cycle.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::cycle::command::Command;
use cercle::domain::cycle::keepsake::Keepsake;
use cercle::domain::cycle::{Cycle, Facts};
use cercle::domain::day::inventory::Carried;
use cercle::domain::id::{CycleId, FacilitatorId, RoomCode, StreamName};
use cercle::domain::position::Position;
use cercle::domain::served::{first_places, served};
use cercle::domain::vocabulary::{Outcome, Role};
use uuid::Uuid;

use crate::support::{Story, at, case, fields, knock, name, seat, slot, step};

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
        prepared: false,
    });
    let keepsake = Keepsake {
        people: vec![(seat(1), "Amina".into())],
        charter_version: 1,
        charter: charter.into(),
        backlog: carried.collect(),
        first_places: Vec::new(),
        roles: Vec::new(),
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

/// Four people with a case of 20 minutes each; the first two are treated, one to be taken up again.
fn half_served() -> Story {
    let mut story = Story::in_treatment(4, "demande_apports", 20);
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
    story.goes(step(slot(2), 0));
    story.does(F::SetOutcome { slot: slot(2), outcome: Outcome::Unfinished });
    story.goes(Position::Closing);
    story
}

#[test]
fn x6_first_places_are_owed_to_those_whose_guarantee_was_not_kept() {
    let mut story = half_served();
    assert_eq!(first_places(&story.day), [seat(2), seat(3), seat(4)]);
    let by = |n: u128| vec![case(n)];
    let served = served(&story.day);
    assert_eq!(served[0], (seat(1), by(1)));
    assert!(served[1..].iter().all(|(_, cases)| cases.is_empty()));
    // Leaving from the closing changes nothing of it; taking one's case back does.
    story.says(3, P::CheckOut);
    story.says(4, P::WithdrawCase { case: case(4) });
    assert_eq!(first_places(&story.day), [seat(2), seat(3)]);
}

#[test]
fn x6_whoever_stopped_their_case_or_brought_none_is_owed_nothing() {
    let mut story = Story::in_treatment(2, "demande_apports", 20);
    let present = F::SetPresence { participant: seat(5), present: true, from: None, until: None };
    story.does(present);
    story.says(1, P::StopCase { slot: slot(1) });
    assert_eq!(first_places(&story.day), [seat(2)]);
}

#[test]
fn x6_a_first_place_waits_for_whoever_did_not_come() {
    let mut story = half_served();
    story.day.first_places = vec![seat(1), seat(7)];
    assert_eq!(first_places(&story.day), [seat(2), seat(3), seat(4), seat(7)]);
}

#[test]
fn x6_a_first_place_waits_for_whoever_was_expected_and_never_came() {
    let mut story = half_served();
    story.day.first_places = vec![seat(7)];
    let (present, from) = (true, Some(14 * 60));
    story.does(F::SetPresence { participant: seat(7), present, from, until: None });
    assert_eq!(first_places(&story.day), [seat(2), seat(3), seat(4), seat(7)]);
}

#[test]
fn x6_a_first_place_waits_for_whoever_came_without_a_case() {
    let mut story = half_served();
    story.day.first_places = vec![seat(7)];
    story.does(F::Admit { knock: knock(7), participant: seat(7), name: name(7) });
    assert_eq!(first_places(&story.day), [seat(2), seat(3), seat(4), seat(7)]);
}

#[test]
fn x6_a_first_place_is_given_up_by_whoever_stops_or_takes_back_all_of_theirs() {
    let mut story = Story::in_treatment(4, "demande_apports", 20);
    story.day.first_places = [1, 2, 3].map(seat).to_vec();
    let fields = fields("Toujours ?");
    let carried = Carried { case: case(30), owner: seat(3), fields, age: 1, prepared: false };
    story.day.inventory.carried.push(carried);
    story.says(3, P::WithdrawCase { case: case(3) });
    story.says(3, P::ConfirmCarried { case: case(30), keep: true });
    story.says(1, P::StopCase { slot: slot(1) });
    story.says(2, P::WithdrawCase { case: case(2) });
    assert_eq!(first_places(&story.day), [seat(3), seat(4)], "another case is still there");
    story.says(3, P::WithdrawCase { case: case(30) });
    assert_eq!(first_places(&story.day), [seat(4)]);
}

#[test]
fn x6_a_first_place_is_kept_while_a_case_of_an_earlier_day_waits_for_its_owners_word() {
    let mut story = Story::in_treatment(2, "demande_apports", 20);
    story.day.first_places = vec![seat(7)];
    story.does(F::Admit { knock: knock(7), participant: seat(7), name: name(7) });
    for n in [30, 31] {
        let (owner, fields) = (seat(7), fields("Toujours ?"));
        let carried = Carried { case: case(n), owner, fields, age: 1, prepared: false };
        story.day.inventory.carried.push(carried);
    }
    let keep = false;
    story.says(7, P::ConfirmCarried { case: case(30), keep });
    assert!(first_places(&story.day).contains(&seat(7)), "another still waits");
    story.says(7, P::ConfirmCarried { case: case(31), keep });
    assert!(!first_places(&story.day).contains(&seat(7)));
}

#[test]
fn x6_whoever_came_and_left_unserved_is_owed_a_first_place_as_those_who_stayed() {
    let mut story = half_served();
    story.day.first_places = vec![seat(1)];
    story.day.deferred = vec![seat(3)];
    for who in [1, 3, 4] {
        let participant = seat(who);
        story.does(F::SetPresence { participant, present: false, from: None, until: None });
    }
    assert_eq!(first_places(&story.day), [seat(2), seat(3), seat(4)]);
    assert!(served(&story.day).contains(&(seat(4), vec![])), "named at the closing");
}

#[test]
fn x6_the_cycle_keeps_the_first_places_of_its_newest_day() {
    let mut cycle = with_days(&[1, 2]);
    let end = |cycle: &mut Cycle, day: u8, story: &Story| {
        let keepsake = Box::new(Keepsake::of(&story.day));
        does(cycle, &Command::EndDay { room: room(day), keepsake });
    };
    end(&mut cycle, 2, &half_served());
    assert_eq!(cycle.first_places, [seat(2), seat(3), seat(4)]);
    end(&mut cycle, 1, &Story::opened());
    assert_eq!(cycle.first_places, [seat(2), seat(3), seat(4)]);
}

/// A day in which three took roles, one of them twice and one for a moment only.
fn with_roles() -> Story {
    let mut story = Story::in_treatment(4, "coaching_individuel", 20);
    let take = |of, role, taken| P::TakeRole { slot: slot(of), role, taken };
    story.says(2, take(1, Role::Timekeeper, true));
    story.says(3, take(1, Role::Scribe, true));
    story.says(4, take(1, Role::Observer, true));
    story.says(4, take(1, Role::Observer, false));
    story.goes(step(slot(4), 0));
    story.says(2, take(4, Role::Observer, true));
    story
}

fn roles(cycle: &Cycle) -> Vec<u16> {
    (1..=4).map(|n| cycle.seat(seat(n)).unwrap().roles).collect()
}

#[test]
fn x7_a_seat_freed_in_the_day_has_held_no_role_in_it() {
    let mut story = with_roles();
    story.does(F::FreeSeat { participant: seat(3) });
    assert!(Keepsake::of(&story.day).roles.iter().all(|(who, _)| *who != seat(3)));
}

#[test]
fn x7_the_cycle_adds_up_how_many_roles_each_held_once_for_each_day() {
    let mut cycle = with_days(&[1, 2]);
    let end = |cycle: &mut Cycle, day: u8| {
        let keepsake = Box::new(Keepsake::of(&with_roles().day));
        does(cycle, &Command::EndDay { room: room(day), keepsake });
    };
    end(&mut cycle, 2);
    assert_eq!(roles(&cycle), [0, 2, 1, 0]);
    end(&mut cycle, 2);
    assert_eq!(roles(&cycle), [0, 2, 1, 0], "a day counts once");
    end(&mut cycle, 1);
    assert_eq!(roles(&cycle), [0, 4, 2, 0], "also one that ends after a later one");
    does(&mut cycle, &Command::ForgetDevices { seat: seat(2) });
    assert_eq!(roles(&cycle), [0, 0, 2, 0], "a freed seat has held none");
}
