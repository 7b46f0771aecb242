//! A format in parallel for all once it has begun: whose turn came, and what is owed to the others.

use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P};
use cercle::domain::day::plan::Slot;
use cercle::domain::day::split::SubGroup;
use cercle::domain::id::{CaseId, ParticipantId};
use cercle::domain::judge::covered;
use cercle::domain::outlook::Outlook;
use cercle::domain::planner::{Found, search};
use cercle::domain::position::Position;
use cercle::domain::refusal::Reason;
use cercle::domain::served::{first_places, served};
use cercle::domain::vocabulary::Outcome;

use crate::rounds::{all, eight, one_slot, planned, together};
use crate::support::{Story, case, fields, process, seat, slot, step};

const TURNS: u8 = 1;
const HARVEST: u8 = 2;

/// Eight people at work in two sub-groups of four, a turn of a quarter of an hour for each.
fn at_work() -> Story {
    drawn_by(7)
}

fn drawn_by(number: u32) -> Story {
    started(planned(), number)
}

fn started(mut story: Story, number: u32) -> Story {
    story.goes(step(slot(1), TURNS));
    story.does(F::DrawGroups { slot: slot(1), number });
    story.does(F::StartGroups { slot: slot(1) });
    story
}

fn group(story: &Story, index: usize) -> &SubGroup {
    &story.day.split.as_ref().unwrap().groups[index]
}

/// A sub-group goes on, or back, part by part until somebody has the turn.
fn turns_to(story: &mut Story, index: usize, who: ParticipantId, back: bool) {
    while group(story, index).turn.map(|turn| turn.client) != Some(who) {
        let known = group(story, index);
        let (from, to) = (known.turn, if back { known.previous() } else { known.next() });
        story.does(F::TurnGroup { slot: slot(1), group: index as u8, from, to });
    }
}

/// Both sub-groups stop at the turn of their members in this place.
fn as_far_as(place: usize) -> Story {
    let mut story = at_work();
    for index in [0, 1] {
        let who = group(&story, index).members[place];
        turns_to(&mut story, index, who, false);
    }
    story
}

fn ends(story: &mut Story) {
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
    story.goes(Position::Treatment { at: None });
}

/// Whoever sits in these places, in the order of the roster.
fn sitting(story: &Story, places: std::ops::Range<usize>) -> Vec<ParticipantId> {
    let groups = [0, 1].map(|index| group(story, index).members[places.clone()].to_vec());
    let mut people = groups.concat();
    people.sort();
    people
}

fn own(who: ParticipantId) -> CaseId {
    all().into_iter().find(|case| case.0.as_u128() & 0xffff == who.0.as_u128() & 0xffff).unwrap()
}

fn uncovered(story: &Story) -> Vec<ParticipantId> {
    let slots = &story.day.plan.as_ref().unwrap().slots;
    let covered = covered(&story.day, slots).into_iter();
    covered.filter(|(_, cases)| cases.is_empty()).map(|(who, _)| who).collect()
}

fn found(story: &Story) -> Vec<Slot> {
    let mut last = 100;
    let mut draw = || {
        last += 1;
        slot(last)
    };
    match search(&story.day, &|| false, &mut draw) {
        Found::Plan(plan) => plan.slots,
        other => panic!("{other:?}"),
    }
}

#[test]
fn w10_while_it_runs_everyone_is_covered_by_the_plan() {
    let story = as_far_as(0);
    assert_eq!(uncovered(&story), vec![]);
    assert!(all().into_iter().all(|case| story.day.is_begun(case)));
}

#[test]
fn w10_once_over_it_has_served_those_alone_whose_turn_has_begun() {
    let mut story = as_far_as(1);
    let (came, waited) = (sitting(&story, 0..2), sitting(&story, 2..4));
    ends(&mut story);
    let expected: Vec<_> = (1..=8)
        .map(seat)
        .map(|who| (who, if came.contains(&who) { vec![own(who)] } else { vec![] }))
        .collect();
    assert_eq!(served(&story.day), expected);
    assert_eq!(first_places(&story.day), waited);
}

#[test]
fn w10_whose_turn_never_came_is_threatened_again() {
    let mut story = as_far_as(1);
    let (came, waited) = (sitting(&story, 0..2), sitting(&story, 2..4));
    let basis = story.day.basis;
    ends(&mut story);
    assert!(story.day.basis > basis, "what covers whom is another");
    assert_eq!(uncovered(&story), waited);
    let stakes = Outlook::of(&story.day).unwrap().stakes;
    assert_eq!(stakes.iter().map(|stake| stake.participant).collect::<Vec<_>>(), waited);
    assert!(
        came.iter().all(|who| { story.day.outcome_of_case(own(*who)) == Some(Outcome::Treated) })
    );
    assert!(waited.iter().all(|who| story.day.outcome_of_case(own(*who)).is_none()));
}

#[test]
fn w10_the_rest_of_the_day_is_planned_for_them() {
    let mut story = as_far_as(3);
    let last = group(&story, 1).members[3];
    let before = group(&story, 1).members[2];
    turns_to(&mut story, 1, before, true);
    ends(&mut story);
    assert_eq!(uncovered(&story), vec![last]);
    let slots = found(&story);
    assert_eq!(slots[0], one_slot(case(1)), "what has begun stays");
    assert_eq!(slots[1..].iter().map(|slot| slot.case).collect::<Vec<_>>(), vec![own(last)]);
}

#[test]
fn w10_even_the_first_of_its_cases_has_a_slot_of_its_own_then() {
    let waits = |story: &Story| [0, 1].iter().all(|n| group(story, *n).members[0] != seat(1));
    let mut story = (0..50).map(drawn_by).find(waits).unwrap();
    ends(&mut story);
    let mut slots = story.day.plan.as_ref().unwrap().slots.clone();
    slots.push(Slot { slot: slot(2), case: case(1), block: 3, start: 760, minutes: 60 });
    let basis = story.day.plan.as_ref().unwrap().basis;
    story.does(F::EditPlan { basis, slots });
    assert!(!uncovered(&story).contains(&seat(1)));
}

#[test]
fn w10_turns_that_the_clock_has_begun_count_however_late_the_house_wakes() {
    let mut story = at_work();
    story.later(3 * 3_600);
    story.house(H::Clock);
    ends(&mut story);
    assert_eq!(first_places(&story.day), vec![]);
}

#[test]
fn w10_a_turn_taken_back_before_its_second_part_has_not_begun() {
    let mut story = as_far_as(1);
    let [first, second] = [group(&story, 0).members[0], group(&story, 0).members[1]];
    turns_to(&mut story, 0, first, true);
    ends(&mut story);
    assert!(first_places(&story.day).contains(&second));
    assert!(!first_places(&story.day).contains(&first));
}

#[test]
fn w10_whoever_leaves_in_their_turn_was_served_and_before_it_was_not() {
    let mut story = as_far_as(1);
    let [in_turn, to_come, last] = [1, 2, 3].map(|place| group(&story, 0).members[place]);
    let leaves = |who: ParticipantId| (who.0.as_u128() & 0xffff, P::CheckOut);
    for (who, word) in [leaves(last), leaves(in_turn)] {
        story.says(who, word);
    }
    // The turn has gone on to the next.
    assert_eq!(group(&story, 0).turn.unwrap().client, to_come);
    ends(&mut story);
    assert!(first_places(&story.day).contains(&last));
    assert!(![in_turn, to_come].iter().any(|who| first_places(&story.day).contains(who)));
}

#[test]
fn w11_whoever_comes_while_it_runs_brings_theirs_with_their_turn() {
    let mut story = planned();
    let here = |present| F::SetPresence { participant: seat(5), present, from: None, until: None };
    story.does(here(false));
    let mut story = started(story, 7);
    story.does(here(true));
    assert_eq!(uncovered(&story), vec![seat(5)], "it is not sure yet");
    let index = story.day.split.as_ref().unwrap().group_of(seat(5)).unwrap();
    turns_to(&mut story, index, seat(5), false);
    assert_eq!(uncovered(&story), vec![]);
    ends(&mut story);
    assert!(served(&story.day).contains(&(seat(5), vec![case(5)])));
}

#[test]
fn w10_a_freed_seat_has_no_turn_and_is_owed_one() {
    let mut story = at_work();
    let last = group(&story, 0).members[3];
    story.does(F::FreeSeat { participant: last });
    assert!(!group(&story, 0).members.contains(&last));
    ends(&mut story);
    assert!(first_places(&story.day).contains(&last));
}

/// Of two owners of one case, one brings another: their turn is that one's.
#[test]
fn w10_the_turn_of_an_owner_who_brings_another_case_is_not_their_co_owners() {
    let mut story = eight();
    story.says(3, P::Prioritise { case: case(3), rank: Some(2) });
    story.says(3, P::PutCase { case: case(30), fields: fields("Autre ?") });
    story.says(3, P::Prioritise { case: case(30), rank: Some(1) });
    let cases = vec![case(3), case(4)];
    story.does(F::ProposeMerge { merge: case(90), cases, title: "Ensemble ?".into() });
    for who in [3, 4] {
        story.says(who, P::AgreeMerge { merge: case(90), agrees: true });
    }
    story.does(together());
    let basis = story.day.basis;
    story.does(F::EditPlan { basis, slots: vec![one_slot(case(1))] });
    story.goes(step(slot(1), TURNS));
    story.does(F::CountTurn { slot: slot(1), case: case(30), had: true });
    ends(&mut story);
    let owed = first_places(&story.day);
    assert!(!owed.contains(&seat(3)) && owed.contains(&seat(4)), "{owed:?}");
}

#[test]
fn w10_the_tablet_says_whose_turn_came_where_the_tool_saw_none() {
    let mut story = planned();
    story.goes(step(slot(1), TURNS));
    let says = |n, had| F::CountTurn { slot: slot(1), case: case(n), had };
    story.does(says(2, true));
    ends(&mut story);
    let basis = story.day.basis;
    assert_eq!(story.does(says(3, true)).len(), 1);
    assert_eq!(story.does(says(3, true)), vec![]);
    assert!(story.day.basis > basis, "what covers whom is another");
    assert_eq!(first_places(&story.day), [1, 4, 5, 6, 7, 8].map(seat));
    story.does(says(2, false));
    assert!(uncovered(&story).contains(&seat(2)));
    assert_eq!(story.refuses_tablet(says(40, true)), Reason::UnknownCase);
}

#[test]
fn w10_without_sub_groups_nobody_is_known_to_have_had_a_turn() {
    let mut story = planned();
    story.goes(step(slot(1), TURNS));
    ends(&mut story);
    assert_eq!(first_places(&story.day), (1..=8).map(seat).collect::<Vec<_>>());
}

#[test]
fn w10_going_on_undone_keeps_the_turns_that_came() {
    let mut story = as_far_as(1);
    let before = story.day.runs[&slot(1)].clone();
    story.goes(step(slot(1), HARVEST));
    story.does(F::UndoGo { to: step(slot(1), HARVEST) });
    assert_eq!(story.day.runs[&slot(1)].turns, before.turns);
    let third = group(&story, 0).members[2];
    turns_to(&mut story, 0, third, false);
    ends(&mut story);
    assert!(!first_places(&story.day).contains(&third));
}

#[test]
fn w10_it_is_over_when_the_day_goes_on_to_another_slot() {
    let mut story = planned();
    story.says(1, P::PutCase { case: case(30), fields: crate::support::fields("Autre ?") });
    let choose = process("codeveloppement");
    story.says(1, P::ChooseProcess { case: case(30), process: choose, minutes: 60 });
    let basis = story.day.plan.as_ref().unwrap().basis;
    let second = Slot { slot: slot(2), case: case(30), block: 3, start: 760, minutes: 60 };
    story.does(F::EditPlan { basis, slots: vec![one_slot(case(1)), second] });
    story.goes(step(slot(1), TURNS));
    story.goes(Position::Treatment { at: None });
    assert_eq!(uncovered(&story), vec![], "it may still be gone on with");
    let basis = story.day.basis;
    story.goes(step(slot(2), 0));
    assert_eq!(uncovered(&story).len(), 8);
    assert!(story.day.basis > basis);
}

#[test]
fn w10_a_beginning_undone_waits_again() {
    let mut story = planned();
    let waiting = story.day.rounds.clone();
    story.goes(step(slot(1), 0));
    assert_eq!(story.day.rounds, None);
    story.does(F::UndoGo { to: step(slot(1), 0) });
    assert_eq!(story.day.rounds, waiting);
    assert!(story.day.runs.is_empty());
}

#[test]
fn w10_another_is_taken_for_those_whose_turn_never_came() {
    let mut story = as_far_as(1);
    assert_eq!(story.refuses_tablet(together()), Reason::AlreadyTreated);
    let waited = sitting(&story, 2..4);
    ends(&mut story);
    story.does(together());
    let mut cases = story.day.rounds.as_ref().unwrap().cases.clone();
    cases.sort();
    assert_eq!(cases, waited.into_iter().map(own).collect::<Vec<_>>());
    assert_eq!(served(&story.day).iter().filter(|(_, cases)| cases.len() == 1).count(), 4);
}
