use cercle::domain::command::{ByFacilitator as F, ByParticipant as P, Command};
use cercle::domain::day::plan::{Breach, Slot};
use cercle::domain::day::way::WayStep;
use cercle::domain::event::Event;
use cercle::domain::id::CaseId;
use cercle::domain::judge::judge;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::Role;
use cercle::view::{Around, Audience, frame};
use cercle::wire::{participant as phone, screen};
use serde_json::from_str;

use crate::support::{Story, case, fields, process, proposal, seat, slot, step};

/// Eight people, an hour of help asked by each.
pub fn eight() -> Story {
    let mut story = Story::with_cases(8);
    for n in 1..=8 {
        let choose = process("codeveloppement");
        story.says(n, P::Prioritise { case: case(n), rank: Some(1) });
        story.says(n, P::ChooseProcess { case: case(n), process: choose, minutes: 60 });
    }
    story
}

pub fn together() -> F {
    let steps = vec![WayStep::Rounds { process: process("wise_crowds"), minutes: 70 }];
    F::ProposeWay { proposal: proposal(1), steps }
}

pub fn one_slot(lead: CaseId) -> Slot {
    Slot { slot: slot(1), case: lead, block: 1, start: 600, minutes: 70 }
}

/// The same, with one slot for all.
pub fn planned() -> Story {
    let mut story = eight();
    story.does(together());
    let basis = story.day.basis;
    story.does(F::EditPlan { basis, slots: vec![one_slot(case(1))] });
    story
}

pub fn all() -> Vec<CaseId> {
    (1..=8).map(case).collect()
}

#[test]
fn w9_the_facilitator_takes_it_at_once_and_everyone_brings_a_priority() {
    let mut story = eight();
    // A second priority of somebody stays a case of its own.
    story.says(3, P::PutCase { case: case(30), fields: fields("Autre ?") });
    story.says(3, P::Prioritise { case: case(30), rank: Some(2) });
    let events = story.does(together());
    assert!(
        matches!(&events[..], [Event::RoundsSet { rounds: Some(rounds) }] if rounds.cases == all())
    );
    assert_eq!(story.does(together()), vec![]);
    assert!(!story.day.is_in_rounds(case(30)));
}

#[test]
fn w9_one_slot_covers_everybody() {
    let story = planned();
    let verdict = judge(&story.day, &[one_slot(case(1))]);
    assert_eq!(verdict.breaches, vec![]);
    assert!(verdict.covered.iter().all(|(_, cases)| cases.len() == 1));
    assert_eq!(verdict.used, 73);
}

#[test]
fn w9_the_slot_asks_for_everybody_whose_case_is_in_it() {
    let mut story = planned();
    story.does(F::SetPresence {
        participant: seat(5),
        present: true,
        from: None,
        until: Some(640),
    });
    let verdict = judge(&story.day, &[one_slot(case(1))]);
    let uncovered = Breach::Uncovered { participant: seat(5) };
    let away = Breach::OwnerAway { slot: slot(1), participant: seat(5) };
    assert_eq!(verdict.breaches, vec![uncovered, away]);
}

#[test]
fn w9_a_case_in_it_has_no_slot_of_its_own() {
    let mut story = planned();
    let basis = story.day.plan.as_ref().unwrap().basis;
    let second = Slot { slot: slot(2), case: case(4), start: 673, ..one_slot(case(4)) };
    let edit = F::EditPlan { basis, slots: vec![one_slot(case(1)), second] };
    assert_eq!(story.refuses_tablet(edit), Reason::BadPlan);
    let steps = vec![WayStep::Trim { case: case(4), minutes: 20 }];
    let trim = F::ProposeWay { proposal: proposal(2), steps };
    assert_eq!(story.refuses_tablet(trim), Reason::NotAWay);
    let merge = F::ProposeMerge {
        merge: case(90),
        cases: vec![case(4), case(5)],
        title: "Ensemble ?".into(),
    };
    assert_eq!(story.refuses_tablet(merge), Reason::CannotMerge);
    story.does(F::DropRounds);
    assert!(story.day.plan.as_ref().unwrap().slots.is_empty(), "its slot goes with it");
    assert_eq!(story.does(F::DropRounds), vec![]);
}

#[test]
fn w9_reserved_cases_only_as_many_as_sit_with_the_facilitator() {
    let mut story = eight();
    for n in 1..=5 {
        let fields =
            cercle::domain::day::inventory::CaseFields { reserved: true, ..fields("Réservé ?") };
        story.says(n, P::PutCase { case: case(n), fields });
    }
    let mut one_more = Story { day: story.day.clone(), now: story.now };
    assert_eq!(story.does(together()).len(), 1);
    let fields = cercle::domain::day::inventory::CaseFields { reserved: true, ..fields("Aussi ?") };
    one_more.says(6, P::PutCase { case: case(6), fields });
    assert_eq!(one_more.refuses_tablet(together()), Reason::NotAWay);
}

#[test]
fn w9_too_few_people_have_no_format_in_parallel() {
    let story = Story::with_cases(5);
    assert_eq!(story.refuses_tablet(together()), Reason::NotAWay);
}

#[test]
fn w9_its_treatment_is_that_of_every_case_in_it() {
    let mut story = planned();
    story.goes(step(slot(1), 0));
    assert_eq!(story.day.runs[&slot(1)].process.id, process("wise_crowds"));
    assert_eq!(story.refuses_tablet(F::DropRounds), Reason::AlreadyTreated);
    assert_eq!(story.refuses_to(1, P::StopCase { slot: slot(1) }), Reason::NotYours);
    let slots = story.day.plan.as_ref().unwrap().slots.clone();
    assert_eq!(story.day.role_in(&slots[0], seat(7)), Role::Owner, "each is a client");
}

#[test]
fn w9_only_the_case_one_brings_needs_the_facilitator() {
    let mut story = planned();
    let reserved = cercle::domain::day::inventory::CaseFields { reserved: true, ..fields("Non ?") };
    story.says(2, P::PutCase { case: case(20), fields: reserved });
    story.goes(step(slot(1), 1));
    assert!(!story.day.needs_facilitator(seat(2)), "the reserved one is not brought here");
}

#[test]
fn w9_the_screen_tells_no_title_and_each_phone_its_own() {
    let mut story = planned();
    story.goes(step(slot(1), 1));
    let section = |audience, name: &str| {
        let frame = frame(audience, &story.day, &Around::default(), 1, None);
        let section = frame.sections.iter().find(|section| section.name == name).unwrap();
        section.text.to_string()
    };
    let now: screen::Now = from_str(&section(Audience::Screen, "now")).unwrap();
    let screen::Stage::Treatment { step: Some(shown), .. } = now.stage else { panic!() };
    assert_eq!((shown.case_item.cases, shown.case_item.title), (8, None));
    assert!(shown.case_item.owners.is_empty());
    let now: phone::Now = from_str(&section(Audience::Participant(seat(6)), "now")).unwrap();
    let phone::Stage::Treatment { step: Some(shown), .. } = now.stage else { panic!() };
    assert_eq!(shown.case_item, case(6));
    let plan: phone::Plan = from_str(&section(Audience::Participant(seat(6)), "plan")).unwrap();
    assert_eq!((plan.yours_is_in, plan.yours), (Some(true), vec![case(6)]));
}

#[test]
fn w9_nobody_lightens_what_is_being_treated_together() {
    let mut story = planned();
    story.goes(step(slot(1), 0));
    let choose = P::ChooseProcess { case: case(3), process: process("intervision"), minutes: 45 };
    let asked = Command::Participant(seat(3), choose);
    assert_eq!(story.refuses(asked), Reason::AlreadyTreated);
}
