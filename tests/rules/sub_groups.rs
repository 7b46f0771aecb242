use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P, Command};
use cercle::domain::day::inventory::CaseFields;
use cercle::domain::day::split::{SubGroup, TurnPart};
use cercle::domain::draw::{Drawn, draw};
use cercle::domain::event::Event;
use cercle::domain::id::ParticipantId;
use cercle::domain::position::Position;
use cercle::domain::process::SubGroups;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::{Outcome, PauseKind, PhoneState, Role};
use cercle::view::{Around, Audience, frame};
use cercle::wire::{participant as phone, screen};
use serde::de::DeserializeOwned;

use crate::histories::for_seeds;
use crate::support::{Story, case, fields, knock, name, seat, slot, step, text};

const ROUNDS: u8 = 1;
const ANALYSIS: u8 = 3;

/// So many people in the step of Wise Crowds in which each has a turn.
fn in_rounds(people: u128) -> Story {
    let mut story = Story::in_a_long_slot(people, "wise_crowds", 70);
    story.goes(step(slot(1), ROUNDS));
    story
}

fn drawn(people: u128, number: u32) -> Story {
    let mut story = in_rounds(people);
    story.does(F::DrawGroups { slot: slot(1), number });
    story
}

fn at_work(people: u128) -> Story {
    let mut story = drawn(people, 7);
    story.does(F::StartGroups { slot: slot(1) });
    story
}

fn group(story: &Story, index: usize) -> &SubGroup {
    &story.day.split.as_ref().unwrap().groups[index]
}

fn sizes(story: &Story) -> Vec<usize> {
    let groups = &story.day.split.as_ref().unwrap().groups;
    groups.iter().map(|group| group.members.len()).collect()
}

/// A case becomes another's: reserved, or heavy.
fn rewrite(story: &mut Story, n: u128, change: impl FnOnce(&mut CaseFields)) {
    let mut fields = fields("Comment ?");
    change(&mut fields);
    story.says(n, P::PutCase { case: case(n), fields });
}

fn reserve(story: &mut Story, n: u128) {
    rewrite(story, n, |fields| fields.reserved = true);
}

fn member(story: &Story, index: usize, place: usize) -> ParticipantId {
    group(story, index).members[place]
}

/// The number of a seat.
fn n(who: ParticipantId) -> u128 {
    who.0.as_u128() & 0xffff
}

fn goes_on(story: &Story, index: usize) -> F {
    let known = group(story, index);
    let (from, to) = (known.turn, known.next());
    F::TurnGroup { slot: slot(1), group: index as u8, from, to }
}

fn section<T: DeserializeOwned>(story: &Story, audience: Audience, name: &str) -> T {
    let frame = frame(audience, &story.day, &Around::default(), 1, None);
    let section = frame.sections.iter().find(|section| section.name == name).unwrap();
    serde_json::from_str(&section.text).unwrap()
}

fn on_phone(story: &Story, who: ParticipantId) -> phone::StepView {
    let now: phone::Now = section(story, Audience::Participant(who), "now");
    match now.stage {
        phone::Stage::Treatment { step: Some(step), .. } => step,
        other => panic!("{other:?}"),
    }
}

#[test]
fn g1_the_circle_splits_as_evenly_as_it_can() {
    for (people, expected) in
        [(6, vec![3, 3]), (7, vec![4, 3]), (8, vec![4, 4]), (10, vec![5, 5]), (12, vec![4, 4, 4])]
    {
        let all: Vec<Drawn> = (1..=people)
            .map(|n| Drawn { participant: seat(n), reserved: false, heavy: false })
            .collect();
        let rule = SubGroups { fewest: 3, most: 5, parts: Vec::new() };
        let groups = draw(&all, &rule, 1).unwrap();
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), expected, "{people}");
        let mut seated: Vec<_> = groups.concat();
        seated.sort();
        assert_eq!(seated, (1..=people).map(seat).collect::<Vec<_>>());
    }
}

#[test]
fn g1_the_same_number_draws_the_same_sub_groups() {
    let mut story = drawn(8, 3);
    let before = story.day.split.clone();
    assert_eq!(story.does(F::DrawGroups { slot: slot(1), number: 3 }), vec![]);
    let others = (0..20).filter(|number| drawn(8, *number).day.split != before);
    assert!(others.count() > 15, "numbers draw differently");
}

#[test]
fn g1_too_few_people_stay_in_plenary() {
    let story = in_rounds(5);
    let draw = F::DrawGroups { slot: slot(1), number: 1 };
    assert_eq!(story.refuses_tablet(draw), Reason::TooFewForGroups);
    assert!(story.day.split.is_none());
    let mut elsewhere = Story::in_a_long_slot(8, "wise_crowds", 70);
    let draw = F::DrawGroups { slot: slot(1), number: 1 };
    assert_eq!(elsewhere.refuses_tablet(draw.clone()), Reason::WrongPhase, "not in this step");
    elsewhere.goes(Position::Closing);
    assert_eq!(elsewhere.refuses_tablet(draw), Reason::WrongPhase);
}

#[test]
fn g1_only_those_who_are_in_the_room_are_drawn() {
    let mut story = in_rounds(8);
    story.says(8, P::CheckOut);
    story.does(F::SetPresence {
        participant: seat(7),
        present: true,
        from: Some(900),
        until: None,
    });
    story.does(F::DrawGroups { slot: slot(1), number: 1 });
    assert_eq!(sizes(&story), [3, 3]);
    for gone in [7, 8] {
        assert_eq!(story.day.split.as_ref().unwrap().group_of(seat(gone)), None);
    }
}

#[test]
fn g2_reserved_cases_sit_with_the_facilitator_and_heavy_ones_if_there_is_room() {
    for number in 0..30 {
        let mut story = in_rounds(8);
        for reserved in [2, 5] {
            reserve(&mut story, reserved);
        }
        for heavy in [1, 4] {
            rewrite(&mut story, heavy, |fields| fields.emotional_load = 3);
        }
        story.does(F::DrawGroups { slot: slot(1), number });
        let mut with = group(&story, 0).members.clone();
        with.sort();
        assert_eq!(with, [1, 2, 4, 5].map(seat), "{number}");
    }
}

#[test]
fn g2_the_facilitators_sub_group_grows_for_reserved_cases_as_far_as_its_size_allows() {
    let mut story = in_rounds(8);
    (1..=5).for_each(|n| reserve(&mut story, n));
    story.does(F::DrawGroups { slot: slot(1), number: 1 });
    assert_eq!(sizes(&story), [5, 3]);
    reserve(&mut story, 6);
    let draw = F::DrawGroups { slot: slot(1), number: 2 };
    assert_eq!(story.refuses_tablet(draw), Reason::ReservedApart);
}

#[test]
fn g2_no_hand_puts_a_reserved_case_apart() {
    let mut story = in_rounds(8);
    reserve(&mut story, 2);
    story.does(F::DrawGroups { slot: slot(1), number: 1 });
    let apart = F::JoinGroup { slot: slot(1), participant: seat(2), group: 1 };
    assert_eq!(story.refuses_tablet(apart), Reason::ReservedApart);
    // Reserved only after the draw: nothing begins before its owner sits with the facilitator.
    let other = n(member(&story, 1, 0));
    reserve(&mut story, other);
    let start = F::StartGroups { slot: slot(1) };
    assert_eq!(story.refuses_tablet(start.clone()), Reason::ReservedApart);
    story.does(F::JoinGroup { slot: slot(1), participant: seat(other), group: 0 });
    assert_eq!(story.does(start).len(), 1);
}

#[test]
fn g2_a_case_treated_before_needs_the_facilitator_no_more() {
    let mut story = Story::in_a_long_slot(8, "wise_crowds", 70);
    reserve(&mut story, 1);
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
    story.goes(step(slot(2), ROUNDS));
    assert!(!story.day.needs_facilitator(seat(1)));
}

#[test]
fn g2_a_reserved_case_that_all_would_treat_stays_in_plenary() {
    let mut story = Story::in_a_long_slot(8, "etude_de_cas", 45);
    story.goes(step(slot(1), ANALYSIS));
    let draw = F::DrawGroups { slot: slot(1), number: 1 };
    reserve(&mut story, 1);
    assert_eq!(story.refuses_tablet(draw.clone()), Reason::ReservedApart);
    rewrite(&mut story, 1, |_| {});
    // Somebody else's own case is not what is treated here.
    (2..=8).for_each(|n| reserve(&mut story, n));
    story.does(draw);
    assert_eq!(sizes(&story), [4, 4]);
}

#[test]
fn g2_a_draw_keeps_its_rules_whoever_comes() {
    for_seeds("--test rules g2_", 300, |chance| {
        let people: Vec<Drawn> = (1..=2 + u128::from(chance.below(11)))
            .map(|n| Drawn {
                participant: seat(n),
                reserved: chance.once_in(4),
                heavy: chance.once_in(3),
            })
            .collect();
        let fewest = 2 + chance.below(3) as u8;
        let most = fewest + chance.below(4) as u8;
        let rule = SubGroups { fewest, most, parts: Vec::new() };
        let reserved = people.iter().filter(|one| one.reserved).count();
        match draw(&people, &rule, chance.next() as u32) {
            Ok(groups) => {
                let sizes = usize::from(fewest)..=usize::from(most);
                assert!(groups.len() >= 2);
                assert!(groups.iter().all(|group| sizes.contains(&group.len())), "{groups:?}");
                let mut all = groups.concat();
                all.sort();
                assert_eq!(all, people.iter().map(|one| one.participant).collect::<Vec<_>>());
                let with = people.iter().filter(|one| one.reserved);
                assert!(with.clone().all(|one| groups[0].contains(&one.participant)));
                let others = groups[1..].iter().map(Vec::len);
                let (least, largest) = (others.clone().min().unwrap(), others.max().unwrap());
                assert!(largest - least <= 1, "{groups:?}");
                assert!(groups[0].len() <= (least + 1).max(reserved), "{groups:?}");
            }
            Err(Reason::ReservedApart) => assert!(reserved > 0),
            Err(Reason::TooFewForGroups) => {}
            Err(other) => panic!("{other:?}"),
        }
    });
}

#[test]
fn g3_each_has_a_turn_of_the_same_parts_in_the_order_drawn() {
    let mut story = at_work(8);
    assert_eq!(group(&story, 0).minutes, [2, 3, 8, 2]);
    for place in 0..4 {
        for part in 0..4 {
            let client = member(&story, 0, place);
            assert_eq!(group(&story, 0).turn, Some(TurnPart { client, part }));
            let next = goes_on(&story, 0);
            assert_eq!(story.does(next).len(), 1);
        }
    }
    assert!(group(&story, 0).is_over());
    assert_eq!(group(&story, 1).turn.unwrap().client, member(&story, 1, 0), "each its own");
}

#[test]
fn g3_a_smaller_sub_group_has_longer_turns_within_what_the_parts_take() {
    let story = at_work(7);
    assert_eq!(sizes(&story), [4, 3]);
    assert_eq!(group(&story, 1).minutes, [2, 3, 9, 2], "sixteen at the most");
}

#[test]
fn g3_a_part_is_left_at_its_end_however_late_the_house_wakes() {
    let mut story = at_work(8);
    let began = story.now;
    let first = member(&story, 0, 0);
    story.later(119);
    assert_eq!(story.house(H::Clock), vec![]);
    assert_eq!(story.day.deadline(), Some(began.plus_ms(120_000)));
    // Fifteen minutes and ten seconds after the start: the second turn has begun at its hour.
    story.later(15 * 60 + 10 - 119);
    assert_eq!(story.house(H::Clock).len(), 2, "one of each sub-group");
    let second = member(&story, 0, 1);
    let known = group(&story, 0);
    assert_eq!(known.turn, Some(TurnPart { client: second, part: 0 }));
    assert_ne!(first, second);
    assert_eq!(known.clock.unwrap().ends_at, began.plus_ms(17 * 60_000));
    story.later(3 * 3_600);
    story.house(H::Clock);
    assert!(group(&story, 0).is_over() && group(&story, 1).is_over());
    assert_eq!(story.day.deadline(), None);
}

#[test]
fn g3_a_double_tap_goes_on_once() {
    let mut story = at_work(8);
    let next = goes_on(&story, 0);
    assert_eq!(story.does(next.clone()).len(), 1);
    assert_eq!(story.does(next.clone()), vec![]);
    let second = goes_on(&story, 0);
    story.does(second);
    assert_eq!(story.refuses_tablet(next), Reason::Moved);
    let known = group(&story, 0).clone();
    let back = F::TurnGroup { slot: slot(1), group: 0, from: known.turn, to: known.previous() };
    story.does(back);
    assert_eq!(group(&story, 0).turn.unwrap().part, 1, "and back");
}

#[test]
fn g4_the_timekeeper_moves_their_own_sub_group_and_nobody_else_does() {
    let mut story = at_work(8);
    let keeper = n(member(&story, 1, 3));
    let known = group(&story, 1);
    let next = P::TurnGroup { slot: slot(1), from: known.turn, to: known.next() };
    assert_eq!(story.refuses_to(keeper, next.clone()), Reason::NotTimekeeper);
    story.says(keeper, P::TakeRole { slot: slot(1), role: Role::Timekeeper, taken: true });
    assert_eq!(story.says(keeper, next).len(), 1);
    assert_eq!(group(&story, 1).turn.unwrap().part, 1);
    assert_eq!(group(&story, 0).turn.unwrap().part, 0);
}

#[test]
fn g4_each_sub_group_has_its_own_timekeeper() {
    let mut story = at_work(8);
    let (one, other) = (n(member(&story, 0, 1)), n(member(&story, 1, 1)));
    let take = P::TakeRole { slot: slot(1), role: Role::Timekeeper, taken: true };
    story.says(one, take.clone());
    story.says(other, take.clone());
    let third = n(member(&story, 0, 2));
    assert_eq!(story.refuses_to(third, take.clone()), Reason::RoleTaken);
    let client = n(member(&story, 1, 0));
    assert_eq!(story.refuses_to(client, take), Reason::RoleTaken, "not while it is their turn");
    assert!(on_phone(&story, seat(one)).group.unwrap().clock.is_some());
    assert!(on_phone(&story, seat(third)).group.unwrap().clock.is_none(), "phones are down");
}

#[test]
fn g4_the_owner_of_the_case_may_keep_the_time_of_others() {
    let mut story = drawn(8, 7);
    let take = P::TakeRole { slot: slot(1), role: Role::Timekeeper, taken: true };
    assert_eq!(story.says(1, take).len(), 1);
}

#[test]
fn g4_in_a_case_study_a_scribe_of_each_sub_group_writes() {
    let mut story = Story::in_a_long_slot(8, "etude_de_cas", 45);
    story.goes(step(slot(1), ANALYSIS));
    story.does(F::DrawGroups { slot: slot(1), number: 4 });
    story.does(F::StartGroups { slot: slot(1) });
    assert_eq!(story.day.deadline(), None, "one clock for all");
    story.does(F::OpenWindow { ends_at: None, role: None });
    for index in 0..2 {
        let analyst = |who: &&ParticipantId| **who != seat(1);
        let scribe = n(*group(&story, index).members.iter().find(analyst).unwrap());
        story.says(scribe, P::TakeRole { slot: slot(1), role: Role::Scribe, taken: true });
        let words = P::Contribute {
            contribution: text(10 + index as u128),
            slot: slot(1),
            step: "analyse".into(),
            input: "options".into(),
            text: "Lui parler.".into(),
        };
        assert_eq!(story.says(scribe, words).len(), 1);
        assert_eq!(on_phone(&story, seat(scribe)).phone, PhoneState::Jot);
    }
}

#[test]
fn g4_a_role_is_one_s_alone_in_a_sub_group_however_they_are_drawn_anew() {
    let mut story = drawn(8, 7);
    let keepers = [member(&story, 0, 1), member(&story, 1, 1)];
    for who in keepers {
        let take = P::TakeRole { slot: slot(1), role: Role::Timekeeper, taken: true };
        story.says(n(who), take);
    }
    let together =
        |story: &Story| story.day.split.as_ref().unwrap().sit_together(keepers[0], keepers[1]);
    story.does(F::JoinGroup { slot: slot(1), participant: keepers[1], group: 0 });
    assert!(together(&story));
    assert_eq!(story.day.runs[&slot(1)].roles, [(keepers[0], Role::Timekeeper)]);
}

#[test]
fn g3_a_case_withdrawn_while_each_has_a_turn_leaves_no_sub_group_and_no_deadline() {
    let mut story = at_work(8);
    assert!(story.day.deadline().is_some());
    story.says(1, P::WithdrawCase { case: case(1) });
    assert!(story.day.split.is_none());
    assert_eq!(story.day.deadline(), None);
}

#[test]
fn g5_whoever_comes_late_has_the_last_turn_of_the_smallest_sub_group() {
    let mut story = at_work(7);
    story.does(F::Admit { knock: knock(8), participant: seat(8), name: name(8) });
    assert_eq!(sizes(&story), [4, 4]);
    assert_eq!(group(&story, 1).members.last(), Some(&seat(8)));
    let moved = F::JoinGroup { slot: slot(1), participant: seat(8), group: 0 };
    assert_eq!(story.refuses_tablet(moved), Reason::GroupsAtWork);
}

#[test]
fn g5_whoever_comes_late_with_a_reserved_case_sits_with_the_facilitator() {
    let mut story = in_rounds(8);
    reserve(&mut story, 8);
    story.does(F::SetPresence { participant: seat(8), present: false, from: None, until: None });
    story.does(F::DrawGroups { slot: slot(1), number: 1 });
    story.does(F::StartGroups { slot: slot(1) });
    let back = F::SetPresence { participant: seat(8), present: true, from: None, until: None };
    assert_eq!(story.does(back.clone()).len(), 2);
    assert_eq!(group(&story, 0).members.last(), Some(&seat(8)));
    assert_eq!(story.does(back), vec![]);
}

#[test]
fn g5_a_sub_group_that_was_through_goes_on_with_a_latecomer() {
    let mut story = at_work(7);
    let end = |story: &Story| {
        let from = group(story, 1).turn;
        F::TurnGroup { slot: slot(1), group: 1, from, to: None }
    };
    let over = end(&story);
    story.does(over);
    story.does(F::Admit { knock: knock(8), participant: seat(8), name: name(8) });
    assert_eq!(group(&story, 1).turn, Some(TurnPart { client: seat(8), part: 0 }));
}

#[test]
fn g5_a_seat_that_is_freed_has_no_turn_and_no_role_any_more() {
    let mut story = at_work(8);
    let (client, next) = (member(&story, 0, 0), member(&story, 0, 1));
    let (waits, keeper) = (member(&story, 0, 2), member(&story, 1, 1));
    let (slot, role) = (slot(1), Role::Timekeeper);
    story.does(F::AssignRole { slot, participant: keeper, role, given: true });
    for participant in [waits, client, keeper] {
        story.does(F::FreeSeat { participant });
    }
    assert_eq!(group(&story, 0).turn, Some(TurnPart { client: next, part: 0 }), "handed on");
    assert_eq!(sizes(&story), [2, 3]);
    let other = member(&story, 1, 2);
    story.does(F::AssignRole { slot, participant: other, role, given: true });
}

#[test]
fn g5_whoever_leaves_has_no_turn_any_more() {
    let mut story = at_work(8);
    let (client, next) = (member(&story, 0, 0), member(&story, 0, 1));
    let waits = member(&story, 0, 3);
    story.later(60);
    story.says(n(waits), P::CheckOut);
    assert_eq!(group(&story, 0).turn.unwrap().client, client);
    story.says(n(client), P::CheckOut);
    assert_eq!(group(&story, 0).turn, Some(TurnPart { client: next, part: 0 }));
    assert_eq!(group(&story, 0).clock.unwrap().started_at, story.now);
    assert_eq!(sizes(&story), [2, 4]);
}

#[test]
fn g6_the_clocks_of_sub_groups_are_held_with_the_steps() {
    let mut story = at_work(8);
    story.later(30);
    story.does(F::Pause { kind: PauseKind::Aside, until: None });
    story.later(600);
    assert_eq!(story.house(H::Clock), vec![]);
    let next = goes_on(&story, 0);
    story.does(next);
    assert_eq!(group(&story, 0).clock.unwrap().held_ms, Some(180_000), "a part waits with it");
    story.does(F::Resume);
    assert_eq!(group(&story, 0).clock.unwrap().ends_at, story.now.plus_ms(180_000));
    assert_eq!(group(&story, 1).clock.unwrap().ends_at, story.now.plus_ms(90_000));
    story.does(F::HoldClock);
    assert_eq!(story.day.deadline(), None);
    story.does(F::RunClock);
    assert_eq!(story.day.deadline(), Some(story.now.plus_ms(90_000)));
}

#[test]
fn g6_going_on_ends_them_and_undoing_brings_them_back() {
    let mut story = at_work(8);
    let before = story.day.split.clone();
    story.later(20);
    let (from, to) = (story.day.position.0, step(slot(1), 2));
    story.does(F::Go { from, to });
    assert_eq!(story.day.split, None, "harvest in plenary");
    let gone = n(member_of(&before, 1, 3));
    story.says(gone, P::CheckOut);
    story.later(3);
    story.does(F::UndoGo { to });
    let groups = &story.day.split.as_ref().unwrap().groups;
    assert_eq!(groups[0], before.as_ref().unwrap().groups[0]);
    assert_eq!(groups[1].members.len(), 3, "who has left meanwhile has left");
}

#[test]
fn g2_undoing_brings_no_reserved_case_back_out_of_sight() {
    let mut story = at_work(8);
    let before = story.day.split.clone();
    let (from, to) = (story.day.position.0, step(slot(1), 2));
    story.does(F::Go { from, to });
    reserve(&mut story, n(member_of(&before, 1, 3)));
    story.does(F::UndoGo { to });
    assert_eq!(story.day.split, None);
}

fn member_of(
    split: &Option<cercle::domain::day::split::Split>,
    index: usize,
    place: usize,
) -> ParticipantId {
    split.as_ref().unwrap().groups[index].members[place]
}

#[test]
fn g7_a_move_by_hand_changes_them_until_they_are_at_work() {
    let mut story = drawn(8, 1);
    let who = member(&story, 1, 0);
    let moved = F::JoinGroup { slot: slot(1), participant: who, group: 0 };
    assert_eq!(story.does(moved.clone()).len(), 1);
    assert_eq!(story.does(moved), vec![]);
    assert_eq!(sizes(&story), [5, 3]);
    let another = member(&story, 1, 0);
    story.does(F::JoinGroup { slot: slot(1), participant: another, group: 0 });
    let start = F::StartGroups { slot: slot(1) };
    assert_eq!(story.refuses_tablet(start.clone()), Reason::GroupSize);
    for who in [another, who] {
        story.does(F::JoinGroup { slot: slot(1), participant: who, group: 1 });
    }
    assert_eq!(story.does(start.clone()), vec![Event::GroupsStarted { slot: slot(1) }]);
    assert_eq!(story.does(start), vec![]);
    let draw = F::DrawGroups { slot: slot(1), number: 9 };
    assert_eq!(story.refuses_tablet(draw), Reason::GroupsAtWork);
}

#[test]
fn g7_turns_are_put_in_another_order_until_they_are_at_work() {
    let mut story = drawn(8, 7);
    let mut order = group(&story, 1).members.clone();
    order.rotate_left(1);
    let put = F::OrderGroup { slot: slot(1), group: 1, order: order.clone() };
    assert_eq!(story.does(put.clone()).len(), 1);
    assert_eq!(story.does(put.clone()).len(), 0);
    assert_eq!(group(&story, 1).members, order);
    let others = F::OrderGroup { slot: slot(1), group: 0, order: order.clone() };
    assert_eq!(story.refuses_tablet(others), Reason::UnknownPerson, "nobody changes place by it");
    story.does(F::StartGroups { slot: slot(1) });
    assert_eq!(group(&story, 1).turn.unwrap().client, order[0]);
    assert_eq!(story.refuses_tablet(put), Reason::GroupsAtWork);
}

#[test]
fn g3_one_sub_group_is_given_two_minutes_more_for_the_part_at_hand() {
    let mut story = at_work(8);
    let (clock, other) = (group(&story, 1).clock.unwrap(), group(&story, 0).clone());
    let to = clock.ends_at.plus_ms(120_000);
    let longer = F::SetGroupClock { slot: slot(1), group: 1, from: clock.ends_at, to };
    assert_eq!(story.does(longer.clone()).len(), 1);
    assert_eq!(story.does(longer).len(), 0, "a double tap lengthens once");
    assert_eq!(group(&story, 1).clock.unwrap().ends_at, to);
    assert_eq!(group(&story, 0), &other);
    let late = F::SetGroupClock { slot: slot(1), group: 1, from: clock.ends_at, to: clock.ends_at };
    assert_eq!(story.refuses_tablet(late), Reason::Moved);
    story.does(goes_on(&story, 1));
    let next = group(&story, 1).clock.unwrap();
    assert_eq!(
        next.ends_at.since(next.started_at),
        i64::from(group(&story, 1).minutes[1]) * 60_000
    );
}

#[test]
fn g6_time_given_in_a_rest_is_there_after_it() {
    let mut story = at_work(8);
    story.later(30);
    let left = |story: &Story| group(story, 0).clock.unwrap().ends_at.since(story.now);
    let before = left(&story);
    story.does(F::Pause { kind: PauseKind::Break, until: None });
    let from = group(&story, 0).clock.unwrap().ends_at;
    story.does(F::SetGroupClock { slot: slot(1), group: 0, from, to: from.plus_ms(120_000) });
    story.later(600);
    story.does(F::Resume);
    assert_eq!(left(&story), before + 120_000);
}

#[test]
fn g8_the_clients_phone_says_to_turn_round_and_the_others_to_think_together() {
    let mut story = at_work(8);
    for _ in 0..2 {
        let next = goes_on(&story, 0);
        story.does(next);
    }
    let parts = story.day.split_rule().unwrap().parts.clone();
    let (client, other) = (member(&story, 0, 0), member(&story, 0, 1));
    let seen = on_phone(&story, client);
    assert_eq!((seen.role, seen.phone), (Role::Owner, PhoneState::Closed));
    assert_eq!(seen.instruction, parts[2].instruction.owner);
    let seen = on_phone(&story, other);
    assert_eq!((seen.role, seen.phone), (Role::Consultant, PhoneState::Closed));
    assert_eq!(seen.instruction, parts[2].instruction.group);
    // The other sub-group is elsewhere.
    let apart = on_phone(&story, member(&story, 1, 0));
    assert_eq!(apart.instruction, parts[0].instruction.owner);
    assert_eq!(apart.group.unwrap().members, group(&story, 1).members);
}

#[test]
fn g8_the_screen_names_who_sits_together_and_nothing_of_a_reserved_case() {
    let mut story = in_rounds(8);
    rewrite(&mut story, 1, |fields| {
        fields.reserved = true;
        fields.title = "Secret de Paul ?".into();
    });
    story.does(F::DrawGroups { slot: slot(1), number: 1 });
    story.does(F::StartGroups { slot: slot(1) });
    let now: screen::Now = section(&story, Audience::Screen, "now");
    let screen::Stage::Treatment { step: Some(seen), .. } = now.stage else { panic!() };
    assert_eq!(seen.groups.len(), 2);
    assert!(seen.groups[0].with_facilitator && !seen.groups[1].with_facilitator);
    assert!(seen.groups[0].members.contains(&name(1)));
    assert_eq!((seen.groups[0].client, seen.groups[0].clock.is_some()), (Some(0), true));
    let shown = frame(Audience::Screen, &story.day, &Around::default(), 1, None);
    assert!(shown.sections.iter().all(|section| !section.text.contains("Secret")));
}

#[test]
fn g8_only_the_owner_of_the_case_stops_it_whoever_has_the_turn() {
    let story = at_work(8);
    let client =
        if member(&story, 0, 0) == seat(1) { member(&story, 1, 0) } else { member(&story, 0, 0) };
    let stop = P::StopCase { slot: slot(1) };
    assert_eq!(story.refuses_to(n(client), stop.clone()), Reason::NotYours);
    let mut story = story;
    assert!(story.tries(&Command::Participant(seat(1), stop)).is_some());
    assert_eq!(story.day.split, None);
}
