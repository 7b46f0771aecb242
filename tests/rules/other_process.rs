//! T7, the case at hand goes on by another process: whole, with enough people, or not at all.

use cercle::domain::command::{ByFacilitator as F, ByHouse, ByParticipant as P, Command};
use cercle::domain::day::inventory::CaseFields;
use cercle::domain::day::treatment::Reader;
use cercle::domain::decide::decide;
use cercle::domain::position::Position;
use cercle::domain::refusal::{Reason, Refusal};
use cercle::domain::vocabulary::Role;

use crate::support::{Story, case, fields, process, seat, slot, step, text, vote};

fn changes_to(name: &str) -> F {
    F::ChangeProcess { slot: slot(1), process: process(name), minutes: 40 }
}

/// Four people at the consultation of the first case.
fn four_consulting() -> Story {
    let mut story = Story::in_treatment(4, "codeveloppement", 60);
    story.goes(step(slot(1), 3));
    story.does(F::OpenWindow { ends_at: None, role: None });
    story
}

#[test]
fn t7_another_process_begins_at_its_first_step_and_what_was_written_stays() {
    let mut story = four_consulting();
    let (_, _, consultation) = story.day.at_step().unwrap();
    let input = consultation.inputs.iter().find(|input| input.by == Role::Consultant).unwrap();
    let words = P::Contribute {
        contribution: text(2),
        slot: slot(1),
        step: consultation.id.clone(),
        input: input.id.clone(),
        text: "Voir chacune séparément.".into(),
    };
    story.says(2, words);
    story.later(30);
    story.does(changes_to("action_learning"));
    assert_eq!(story.day.position.0, step(slot(1), 0));
    let run = &story.day.runs[&slot(1)];
    assert_eq!(run.minutes.iter().sum::<u16>(), 40);
    assert_eq!(run.ends_at, story.now.plus_ms(40 * 60_000));
    assert_eq!(story.day.step_clock.unwrap().ends_at, story.now.plus_ms(4 * 60_000));
    assert!(!story.day.window.open);
    let text = &story.day.contributions[0];
    assert!(text.read_as(Reader::Participant(seat(1))).is_some());
    assert!(text.read_as(Reader::Facilitator).is_none());
}

#[test]
fn t7_only_the_case_at_hand_changes_its_process_and_no_undoing_goes_behind_it() {
    let mut story = four_consulting();
    story.does(changes_to("action_learning"));
    assert!(story.does(changes_to("action_learning")).is_empty());
    let undo = F::UndoGo { to: step(slot(1), 0) };
    assert_eq!(story.refuses_tablet(undo), Reason::NothingToUndo);
    story.goes(Position::Treatment { at: None });
    assert_eq!(story.refuses_tablet(changes_to("intervision")), Reason::WrongPhase);
}

#[test]
fn t7_no_process_is_gone_on_with_in_fewer_minutes_than_it_takes() {
    let story = four_consulting();
    let within = |minutes| {
        let change =
            F::ChangeProcess { slot: slot(1), process: process("action_learning"), minutes };
        decide(&story.day, &Command::Facilitator(change), story.now)
    };
    assert_eq!(within(29), Err(Refusal::with(Reason::TooShort, 30)));
    assert!(within(30).is_ok());
}

#[test]
fn t7_no_process_is_gone_on_with_by_too_few_from_its_beginning_to_its_end() {
    let mut story = four_consulting();
    let minute = 540;
    let until = |until| F::SetPresence { participant: seat(4), present: true, from: None, until };
    story.does(until(Some(minute + 39)));
    assert_eq!(story.refuses_tablet(changes_to("action_learning")), Reason::TooFewPeople);
    story.does(until(Some(minute + 40)));
    story.does(changes_to("action_learning"));
    story.says(4, P::CheckOut);
    assert_eq!(story.refuses_tablet(changes_to("mise_en_situation")), Reason::TooFewPeople);
    story.does(changes_to("coaching_individuel"));
}

#[test]
fn t7_a_reserved_case_goes_on_in_plenary_by_a_process_that_has_sub_groups() {
    let mut story = Story::in_treatment(5, "codeveloppement", 60);
    story.says(
        1,
        P::PutCase { case: case(1), fields: CaseFields { reserved: true, ..fields("Comment ?") } },
    );
    story.does(changes_to("etude_de_cas"));
    let apart =
        story.day.runs[&slot(1)].process.steps.iter().position(|one| one.sub_groups.is_some());
    story.goes(step(slot(1), apart.unwrap() as u8));
    let draw = F::DrawGroups { slot: slot(1), number: 1 };
    assert_eq!(story.refuses_tablet(draw), Reason::ReservedApart);
}

#[test]
fn t7_what_a_step_asked_is_answered_in_no_step_of_the_other_process() {
    let mut story = Story::in_treatment(4, "offre_apports", 20);
    story.goes(step(slot(1), 1));
    story.does(F::OpenInterest { vote: vote(1) });
    story.house(ByHouse::CloseVote { vote: vote(1), counts: vec![2, 1], entries: Vec::new() });
    story.does(changes_to("faire_savoir"));
    story.goes(step(slot(1), 1));
    assert!(story.day.one_tap().is_none());
}

#[test]
fn t7_what_was_written_in_a_step_is_no_answer_to_a_step_of_the_same_name() {
    let mut story = Story::in_treatment(5, "codeveloppement", 60);
    let learnings = |story: &mut Story, index| {
        story.goes(step(slot(1), index));
        story.does(F::OpenWindow { ends_at: None, role: None });
        story.day.at_step().unwrap().2.id.clone()
    };
    let says = |step: &str, id| P::Contribute {
        contribution: text(id),
        slot: slot(1),
        step: step.to_owned(),
        input: "apprentissage".into(),
        text: "Attendre n’est pas laisser faire.".into(),
    };
    let before = learnings(&mut story, 5);
    story.does(changes_to("etude_de_cas"));
    let after = learnings(&mut story, 6);
    story.says(2, says(&after, 1));
    assert_eq!(story.refuses_to(3, says(&before, 2)), Reason::WindowClosed);
}
