//! A format in parallel for all before it begins: who comes, who goes, what changes meanwhile.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::day::inventory::CaseFields;
use cercle::domain::day::rounds::Rounds;
use cercle::domain::id::CaseId;
use cercle::domain::judge::judge;
use cercle::domain::planner::{Found, search};
use cercle::view::{Around, Audience, frame};
use cercle::wire::facilitator::Plan;

use crate::rounds::{all, eight, one_slot, planned, together};
use crate::support::{Story, case, fields, seat, slot, step};

fn cases(story: &Story) -> &[CaseId] {
    story.day.rounds.as_ref().map_or(&[], |Rounds { cases, .. }| cases)
}

/// Two of the eight have one case.
fn merged() -> Story {
    let mut story = eight();
    let merge = F::ProposeMerge {
        merge: case(90),
        cases: vec![case(4), case(5)],
        title: "Ensemble ?".into(),
    };
    story.does(merge);
    for n in [4, 5] {
        story.says(n, P::AgreeMerge { merge: case(90), agrees: true });
    }
    story
}

fn away(n: u128) -> F {
    F::SetPresence { participant: seat(n), present: false, from: None, until: None }
}

fn without(story: &Story) -> Vec<cercle::domain::id::ParticipantId> {
    let frame = frame(Audience::Facilitator, &story.day, &Around::default(), 1, None);
    let section = frame.sections.iter().find(|section| section.name == "plan").unwrap();
    let plan: Plan = serde_json::from_str(&section.text).unwrap();
    plan.rounds.unwrap().without
}

#[test]
fn w11_whoever_leaves_takes_their_case_out_and_the_slot_stays_for_the_others() {
    let mut story = planned();
    story.says(5, P::CheckOut);
    assert_eq!(cases(&story).len(), 7);
    assert!(!story.day.is_in_rounds(case(5)));
    assert_eq!(judge(&story.day, &[one_slot(case(1))]).breaches, vec![]);
    assert_eq!(without(&story), vec![seat(5)]);
}

#[test]
fn w11_the_planner_puts_it_without_whoever_has_left() {
    let mut story = planned();
    story.does(away(5));
    let mut draw = || slot(100);
    let Found::Plan(plan) = search(&story.day, &|| false, &mut draw) else { panic!("no plan") };
    assert_eq!(plan.slots.len(), 1);
    assert_eq!(plan.slots[0].case, case(1));
    assert!(plan.covered.iter().all(|(_, cases)| cases.len() == 1));
}

#[test]
fn w11_when_the_first_leaves_the_slot_bears_the_next() {
    let mut story = planned();
    story.says(1, P::CheckOut);
    assert_eq!(story.day.plan.as_ref().unwrap().slots, vec![one_slot(case(2))]);
    assert_eq!(cases(&story).len(), 7);
}

#[test]
fn w11_an_owner_who_has_left_holds_up_nothing_that_is_anothers_too() {
    let mut story = merged();
    story.does(together());
    story.does(away(5));
    assert!(story.day.is_in_rounds(case(90)), "it is another's too");
    assert_eq!(judge(&story.day, &[one_slot(cases(&story)[0])]).breaches, vec![]);
}

#[test]
fn w11_whoever_comes_brings_their_own() {
    let mut story = planned();
    story.does(away(5));
    story.does(F::SetPresence { participant: seat(5), present: true, from: None, until: None });
    assert_eq!(cases(&story).len(), 8);
    assert_eq!(cases(&story).last(), Some(&case(5)));
    assert_eq!(without(&story), vec![]);
}

#[test]
fn w11_a_case_withdrawn_makes_room_for_its_owners_next() {
    let mut story = planned();
    story.says(3, P::PutCase { case: case(30), fields: fields("Autre ?") });
    story.says(3, P::Prioritise { case: case(30), rank: Some(2) });
    story.says(3, P::WithdrawCase { case: case(3) });
    assert!(story.day.is_in_rounds(case(30)));
    assert_eq!(cases(&story).len(), 8);
}

#[test]
fn w11_whoever_agrees_to_wait_may_still_bring_theirs() {
    let mut story = planned();
    let steps = vec![cercle::domain::day::way::WayStep::Defer { participant: seat(4) }];
    let way = crate::support::proposal(5);
    story.does(F::ProposeWay { proposal: way, steps });
    story.says(4, P::AnswerWay { proposal: way, agrees: true });
    assert!(story.day.is_in_rounds(case(4)), "it costs nobody anything");
    assert_eq!(judge(&story.day, &[one_slot(case(1))]).breaches, vec![]);
}

#[test]
fn w11_a_reserved_case_comes_as_long_as_its_owner_can_sit_with_the_facilitator() {
    let mut story = planned();
    let reserved = CaseFields { reserved: true, ..fields("Réservé ?") };
    for n in 1..=5 {
        story.says(n, P::PutCase { case: case(n), fields: reserved.clone() });
    }
    story.does(away(6));
    story.says(6, P::PutCase { case: case(6), fields: reserved });
    story.does(F::SetPresence { participant: seat(6), present: true, from: None, until: None });
    assert!(!story.day.is_in_rounds(case(6)));
    assert_eq!(without(&story), vec![seat(6)]);
}

#[test]
fn w11_once_it_has_begun_it_keeps_the_cases_it_began_with() {
    let mut story = planned();
    story.goes(step(slot(1), 0));
    story.does(away(5));
    assert_eq!(story.day.runs[&slot(1)].cases(), all());
}

#[test]
fn w11_taken_again_after_a_change_of_mind_it_has_other_cases() {
    let mut story = planned();
    assert_eq!(story.does(together()), vec![]);
    story.says(3, P::PutCase { case: case(30), fields: fields("Plutôt ?") });
    story.says(3, P::Prioritise { case: case(3), rank: Some(2) });
    story.says(3, P::Prioritise { case: case(30), rank: Some(1) });
    assert!(story.day.is_in_rounds(case(3)), "what was brought stays until it is taken anew");
    assert_eq!(story.does(together()).len(), 1);
    assert!(story.day.is_in_rounds(case(30)) && !story.day.is_in_rounds(case(3)));
}

#[test]
fn w11_a_merger_that_comes_apart_leaves_its_place_to_whoever_stays() {
    for begun in [false, true] {
        let mut story = merged();
        story.does(together());
        let basis = story.day.basis;
        story.does(F::EditPlan { basis, slots: vec![one_slot(cases(&story)[0])] });
        if begun {
            story.goes(step(slot(1), 0));
        }
        story.says(4, P::WithdrawCase { case: case(90) });
        let slots = &story.day.plan.as_ref().unwrap().slots;
        let brought = story.day.cases_in(&slots[0]);
        // Once begun it is the merger itself that stays, its other owner's alone.
        let theirs = if begun { case(90) } else { case(5) };
        assert!(brought.contains(&theirs) && brought.len() == 7, "begun: {begun}");
        assert_eq!(story.day.inventory.owners_of(&[theirs]), [seat(5)]);
    }
}
