use cercle::domain::command::{ByFacilitator as F, ByHouse, ByParticipant as P};
use cercle::domain::day::treatment::Reader;
use cercle::domain::id::ContributionId;
use cercle::domain::position::Position;
use cercle::domain::process::Step;
use cercle::domain::refusal::Reason;
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::{Disposition, Outcome, Role, TraceKind};

use crate::support::{Story, case, seat, slot, step, text, vote};

/// Three people in the step of a codevelopment where the consultants write to the client.
fn consulting() -> Story {
    let mut story = Story::in_treatment(2, "codeveloppement", 60);
    story.goes(step(slot(1), 3));
    story.does(F::OpenWindow { ends_at: None, role: None });
    story
}

/// Writes in the first input of the step at hand that a consultant may fill.
fn writes(story: &Story, id: u128) -> P {
    let (_, _, step) = story.day.at_step().unwrap();
    let input = step.inputs.iter().find(|input| input.by == Role::Consultant).unwrap();
    P::Contribute {
        contribution: text(id),
        slot: slot(1),
        step: step.id.clone(),
        input: input.id.clone(),
        text: "Voir chacune séparément.".into(),
    }
}

#[test]
fn t1_the_steps_share_the_minutes_exactly() {
    let story = Story::in_treatment(2, "codeveloppement", 75);
    assert_eq!(story.day.runs[&slot(1)].minutes, vec![8, 15, 5, 30, 7, 10]);
}

#[test]
fn t2_one_writes_in_an_open_window_in_the_inputs_of_ones_role() {
    let mut story = consulting();
    assert_eq!(story.refuses_to(1, writes(&story, 1)), Reason::UnknownInput);
    let words = writes(&story, 2);
    assert_eq!(story.says(2, words.clone()).len(), 1);
    assert_eq!(story.says(2, words).len(), 0);
    let late = writes(&story, 3);
    story.does(F::CloseWindow);
    assert_eq!(story.refuses_to(2, late), Reason::WindowClosed);
}

#[test]
fn t2_a_window_for_one_role_leaves_the_other_phones_closed() {
    let mut story = Story::in_treatment(3, "mise_en_situation", 30);
    let all_write = |step: &Step| Role::OF_PEOPLE.iter().all(|role| step.is_written_by(*role));
    let index = story.day.runs[&slot(1)].process.steps.iter().position(all_write).unwrap();
    let open = |role| F::OpenWindow { ends_at: None, role: Some(role) };
    assert_eq!(story.refuses_tablet(open(Role::Owner)), Reason::UnknownInput);
    story.goes(step(slot(1), index as u8));
    for nobody in [Role::Everyone, Role::Nobody, Role::Facilitator] {
        assert_eq!(story.refuses_tablet(open(nobody)), Reason::UnknownInput);
    }
    story.does(open(Role::Owner));
    assert_eq!(story.refuses_to(2, gives(&story, 2)), Reason::WindowClosed);
    let own = gives(&story, 1);
    assert_eq!(story.says(1, own).len(), 1);
    story.does(open(Role::Consultant));
    let peers = gives(&story, 2);
    assert_eq!(story.says(2, peers).len(), 1);
    assert_eq!(story.refuses_to(1, gives(&story, 3)), Reason::WindowClosed);
    story.goes(Position::Inventory);
    assert_eq!(story.refuses_tablet(open(Role::Owner)), Reason::WrongPhase);
}

/// Writes in the first input of the step at hand.
fn gives(story: &Story, id: u128) -> P {
    let (_, _, step) = story.day.at_step().unwrap();
    P::Contribute {
        contribution: text(id),
        slot: slot(1),
        step: step.id.clone(),
        input: step.inputs[0].id.clone(),
        text: "Une phrase.".into(),
    }
}

#[test]
fn t3_a_text_is_read_through_its_visibility_and_widened_by_its_author() {
    let mut story = consulting();
    let words = writes(&story, 2);
    story.says(2, words);
    let read = |story: &Story, reader| story.day.contributions[0].read_as(reader).is_some();
    assert!(read(&story, Reader::Participant(seat(2))));
    assert!(read(&story, Reader::Participant(seat(1))));
    assert!(!read(&story, Reader::Facilitator));
    assert!(!read(&story, Reader::Room));
    let widen = |visibility| P::Widen { contribution: text(2), visibility };
    assert_eq!(story.refuses_to(1, widen(Visibility::Group)), Reason::NotYours);
    assert_eq!(story.refuses_to(2, widen(Visibility::Author)), Reason::CannotNarrow);
    story.says(2, widen(Visibility::Group));
    assert!(read(&story, Reader::Facilitator));
}

#[test]
fn t4_a_text_reaches_the_screen_by_its_authors_yes() {
    let mut story = consulting();
    let words = writes(&story, 2);
    story.says(2, words);
    let ask = F::AskForScreen { contribution: text(2) };
    assert_eq!(story.refuses_tablet(ask.clone()), Reason::UnknownText);
    story.says(2, P::Widen { contribution: text(2), visibility: Visibility::Group });
    story.does(ask);
    let pin = F::Pin { contribution: text(2), pinned: true };
    assert_eq!(story.refuses_tablet(pin), Reason::NotForRoom);
    story.says(2, P::Widen { contribution: text(2), visibility: Visibility::Room });
    assert!(story.day.contributions[0].pinned);
}

#[test]
fn t4_an_author_offers_a_text_unasked_and_takes_it_back() {
    let mut story = consulting();
    let words = writes(&story, 2);
    story.says(2, words);
    let pin = || F::Pin { contribution: text(2), pinned: true };
    let reads = |story: &Story| {
        let to = [Reader::Participant(seat(1)), Reader::Facilitator, Reader::Room];
        to.map(|reader| story.day.contributions[0].read_as(reader).is_some())
    };
    let offer = P::Widen { contribution: text(2), visibility: Visibility::Room };
    assert_eq!(reads(&story), [true, false, false]);
    assert_eq!(story.refuses_to(1, offer.clone()), Reason::NotYours);
    story.says(2, offer.clone());
    assert_eq!(reads(&story), [true; 3]);
    assert!(!story.day.contributions[0].pinned, "it is the tablet that shows it");
    story.does(pin());
    let back = || P::DeclineScreen { contribution: text(2) };
    assert_eq!(story.refuses_to(1, back()), Reason::NotYours);
    story.says(2, back());
    assert_eq!(reads(&story), [true, true, false]);
    assert!(!story.day.contributions[0].pinned);
    assert_eq!(story.refuses_tablet(pin()), Reason::NotForRoom);
    assert_eq!(story.says(2, back()).len(), 0);
}

#[test]
fn t4_what_is_written_anew_needs_another_yes() {
    let mut story = consulting();
    let words = writes(&story, 2);
    story.says(2, words.clone());
    story.says(2, P::Widen { contribution: text(2), visibility: Visibility::Room });
    story.does(F::Pin { contribution: text(2), pinned: true });
    let P::Contribute { contribution, slot, step, input, .. } = words else { unreachable!() };
    let text = "Autre chose".to_owned();
    story.says(2, P::Contribute { contribution, slot, step, input, text });
    assert!(!story.day.contributions[0].pinned);
    let pin = F::Pin { contribution: self::text(2), pinned: true };
    assert_eq!(story.refuses_tablet(pin), Reason::NotForRoom);
    story.does(F::AskForScreen { contribution: self::text(2) });
    story.says(2, P::Widen { contribution: self::text(2), visibility: Visibility::Room });
    assert!(story.day.contributions[0].pinned);
}

#[test]
fn t4_what_is_dictated_reaches_the_screen_by_its_owners_yes() {
    let mut story = Story::in_treatment(3, "intervision", 45);
    story.goes(step(slot(1), 2));
    story.says(3, P::TakeRole { slot: slot(1), role: Role::Scribe, taken: true });
    story.does(F::OpenWindow { ends_at: None, role: None });
    let question = gives(&story, 2);
    story.says(3, question);
    let shows = || P::Widen { contribution: text(2), visibility: Visibility::Room };
    assert_eq!(story.refuses_to(1, shows()), Reason::NotYours);
    story.does(F::AskForScreen { contribution: text(2) });
    assert_eq!(story.refuses_to(3, shows()), Reason::NotYours);
    assert_eq!(story.refuses_to(2, shows()), Reason::NotYours);
    story.says(1, shows());
    assert!(story.day.contributions[0].pinned);
    let back = || P::DeclineScreen { contribution: text(2) };
    assert_eq!(story.refuses_to(3, back()), Reason::NotYours);
    story.says(1, back());
    assert!(!story.day.contributions[0].pinned);
}

#[test]
fn t12_what_is_asked_together_is_read_when_the_window_closes() {
    let mut story = Story::in_treatment(3, "six_chapeaux", 40);
    story.goes(step(slot(1), 2));
    story.does(F::OpenWindow { ends_at: None, role: None });
    for who in [2, 3] {
        story.says(who, contribution(text(who), "idees", "idee"));
    }
    let read = |story: &Story, reader| story.day.contributions[0].read_as(reader).is_some();
    let others = [Reader::Participant(seat(1)), Reader::Participant(seat(3)), Reader::Facilitator];
    assert!(read(&story, Reader::Participant(seat(2))));
    assert_eq!(others.map(|reader| read(&story, reader)), [false; 3]);
    assert_eq!(
        story.refuses_tablet(F::AskForScreen { contribution: text(2) }),
        Reason::UnknownText
    );
    story.does(F::CloseWindow);
    assert_eq!(others.map(|reader| read(&story, reader)), [true; 3]);
}

#[test]
fn t12_to_go_on_closes_the_window() {
    let mut story = Story::in_treatment(3, "six_chapeaux", 40);
    story.goes(step(slot(1), 2));
    story.does(F::OpenWindow { ends_at: None, role: None });
    story.says(2, contribution(text(2), "idees", "idee"));
    story.goes(step(slot(1), 3));
    assert!(story.day.contributions[0].read_as(Reader::Facilitator).is_some());
}

fn contribution(id: ContributionId, step: &str, input: &str) -> P {
    let (step, input, text) = (step.to_owned(), input.to_owned(), "Une idée.".to_owned());
    P::Contribute { contribution: id, slot: slot(1), step, input, text }
}

#[test]
fn t5_the_owner_stops_with_one_tap() {
    let mut story = consulting();
    assert_eq!(story.refuses_to(2, P::StopCase { slot: slot(1) }), Reason::NotYours);
    story.says(1, P::StopCase { slot: slot(1) });
    assert_eq!(story.day.outcome_of(slot(1)), Some(Outcome::Stopped));
    assert_eq!(story.day.position.0, Position::Treatment { at: None });
    assert_eq!(story.says(1, P::StopCase { slot: slot(1) }).len(), 0);
}

#[test]
fn t5_a_stop_stands_also_when_the_room_has_just_gone_on() {
    let mut story = consulting();
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
    story.goes(Position::Treatment { at: None });
    story.says(1, P::StopCase { slot: slot(1) });
    assert_eq!(story.day.outcome_of(slot(1)), Some(Outcome::Stopped));
    assert!(story.day.last_move.is_none(), "nothing leads back into it");
}

#[test]
fn t5_a_stop_is_said_and_kept_by_its_owner_alone() {
    let mut story = consulting();
    let outcome = |outcome| F::SetOutcome { slot: slot(1), outcome };
    assert_eq!(story.refuses_tablet(outcome(Outcome::Stopped)), Reason::NotYours);
    story.says(1, P::StopCase { slot: slot(1) });
    assert_eq!(story.refuses_tablet(outcome(Outcome::Treated)), Reason::NotYours);
}

#[test]
fn t6_a_role_is_held_by_one_person_never_by_the_owner() {
    let mut story = Story::in_treatment(3, "coaching_individuel", 20);
    let take = |role| P::TakeRole { slot: slot(1), role, taken: true };
    assert_eq!(story.refuses_to(1, take(Role::Timekeeper)), Reason::RoleTaken);
    story.says(2, take(Role::Timekeeper));
    assert_eq!(story.refuses_to(3, take(Role::Timekeeper)), Reason::RoleTaken);
    assert_eq!(story.refuses_to(3, take(Role::Facilitator)), Reason::RoleTaken);
    story.says(2, P::TakeRole { slot: slot(1), role: Role::Timekeeper, taken: false });
    story.says(3, take(Role::Timekeeper));
}

#[test]
fn t6_a_role_that_the_process_does_not_offer_is_not_taken() {
    let story = Story::in_treatment(3, "temoignage", 25);
    let take = P::TakeRole { slot: slot(1), role: Role::Observer, taken: true };
    assert_eq!(story.refuses_to(2, take), Reason::RoleTaken);
}

#[test]
fn x1_an_emptied_line_is_gone() {
    let mut story = Story::with_people(2);
    let put = |words: &str| P::PutTrace {
        line: text(1),
        kind: TraceKind::Learning,
        text: words.into(),
        due: None,
        keep: true,
    };
    story.says(1, put("Laisser passer, c’est décider."));
    assert_eq!(story.refuses_to(2, put("À moi.")), Reason::IdTaken);
    story.says(1, put(""));
    assert!(story.day.trace.is_empty());
}

#[test]
fn x2_one_keeps_what_one_wrote_or_was_given() {
    let mut story = consulting();
    let words = writes(&story, 2);
    story.says(2, words);
    let keep = P::KeepText { contribution: text(2), keep: true };
    story.says(1, keep.clone());
    story.says(2, keep);
    assert_eq!(story.day.contributions[0].kept_by, vec![seat(1), seat(2)]);
}

#[test]
fn x2_of_an_account_nobody_keeps_what_was_written_to_the_witness() {
    let mut story = Story::in_treatment(3, "temoignage", 25);
    story.goes(step(slot(1), 2));
    story.does(F::OpenWindow { ends_at: None, role: None });
    let words = writes(&story, 2);
    story.says(2, words);
    story.goes(step(slot(1), 5));
    story.does(F::OpenWindow { ends_at: None, role: None });
    let for_oneself = gives(&story, 3);
    story.says(2, for_oneself);
    let keep = |id| P::KeepText { contribution: text(id), keep: true };
    assert_eq!(story.refuses_to(1, keep(2)), Reason::NotKept);
    assert_eq!(story.refuses_to(2, keep(2)), Reason::NotKept);
    assert_eq!(story.says(2, keep(3)).len(), 1);
}

#[test]
fn x3_the_owner_says_what_becomes_of_a_case() {
    let mut story = Story::with_cases(2);
    let settle = P::Settle { case: case(1), disposition: Disposition::CarryOver };
    assert_eq!(story.refuses_to(2, settle.clone()), Reason::NotYours);
    assert_eq!(story.says(1, settle.clone()).len(), 1);
    assert_eq!(story.says(1, settle).len(), 0);
}

#[test]
fn x4_nothing_that_was_said_stays_in_memory() {
    let mut story = consulting();
    let words = writes(&story, 2);
    story.says(2, words);
    assert_eq!(story.refuses_tablet(F::CloseDay), Reason::WrongPhase);
    story.goes(Position::Closing);
    story.does(F::CloseDay);
    let left = format!("{:?}", story.day);
    assert!(!left.contains("Voir chacune") && !left.contains("Comment"), "{left}");
    assert_eq!(story.refuses_to(2, P::Hand { raised: true }), Reason::NotOpen);
}

#[test]
fn t1_a_process_changed_since_does_not_change_a_treatment_begun() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    let before = std::sync::Arc::clone(&story.day.runs[&slot(1)].process);
    story.day.facts.as_mut().unwrap().processes.clear();
    assert_eq!(story.day.at_step().unwrap().1.process, before);
}

#[test]
fn x2_one_keeps_nothing_that_was_not_given_to_one() {
    let mut story = Story::in_treatment(3, "codeveloppement", 60);
    story.goes(step(slot(1), 3));
    story.does(F::OpenWindow { ends_at: None, role: None });
    let words = writes(&story, 2);
    story.says(2, words);
    let keep = P::KeepText { contribution: text(2), keep: true };
    assert_eq!(story.refuses_to(3, keep), Reason::NotYours);
}

#[test]
fn x4_the_day_ends_with_no_vote_open_and_leaves_no_choice() {
    let mut story = Story::with_cases(6);
    story.goes(Position::Closing);
    story.does(F::OpenRoti { vote: vote(1) });
    assert_eq!(story.refuses_tablet(F::CloseDay), Reason::VoteOpen);
    story.deals(1);
    story.issues(1, 1);
    story.house(ByHouse::CloseVote {
        vote: vote(1),
        counts: vec![0, 0, 1, 2, 3],
        entries: Vec::new(),
    });
    story.does(F::CloseDay);
    assert!(story.day.votes.is_empty() && story.day.charter.text.is_empty());
    assert!(story.day.roster.member(seat(1)).unwrap().seated, "the roster stays");
}
