//! A step added to the treatment at hand.

use cercle::domain::command::{ByFacilitator as F, ByHouse, ByParticipant as P};
use cercle::domain::day::treatment::Reader;
use cercle::domain::id::StepId;
use cercle::domain::process::ExtraStep;
use cercle::domain::refusal::Reason;
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::{PhoneState, VoteKind};
use uuid::Uuid;

use crate::support::{Story, process, slot, step, text, vote};

/// After this step, of five minutes, phones closed.
fn insert(n: u128, after: u8, what: ExtraStep) -> F {
    let (step, phones) = (StepId(Uuid::from_u128(n)), PhoneState::Closed);
    F::InsertStep { slot: slot(1), after, step, what, minutes: 5, phones }
}

/// The same, with a field.
fn writing(n: u128, after: u8) -> F {
    let F::InsertStep { slot, step, what, minutes, .. } = insert(n, after, ExtraStep::Silence {})
    else {
        unreachable!()
    };
    F::InsertStep { slot, after, step, what, minutes, phones: PhoneState::Write }
}

fn names(story: &Story) -> Vec<String> {
    let steps = &story.day.runs[&slot(1)].process.steps;
    steps.iter().map(|step| step.name.fr.clone()).collect()
}

#[test]
fn t8_a_step_is_added_after_the_one_at_hand_to_this_treatment_alone() {
    let mut story = Story::in_treatment(3, "faire_savoir", 10);
    let (before, end) = (names(&story), story.day.runs[&slot(1)].ends_at);
    let own = ExtraStep::Own { name: "Un pas de côté".into() };
    assert_eq!(story.does(insert(1, 0, own.clone())).len(), 1);
    assert_eq!(story.does(insert(1, 0, own)).len(), 0);
    let run = &story.day.runs[&slot(1)];
    assert_eq!((names(&story)[1].as_str(), run.minutes[1]), ("Un pas de côté", 5));
    assert_eq!(run.ends_at, end.plus_ms(5 * 60_000));
    assert_eq!(run.minutes.len(), run.process.steps.len());
    story.goes(step(slot(1), 1));
    assert_eq!(story.day.step_clock.unwrap().ends_at, story.now.plus_ms(5 * 60_000));
    story.goes(step(slot(2), 0));
    assert_eq!(story.day.process(&process("faire_savoir")).unwrap().steps.len(), before.len());
    assert_eq!(story.day.runs[&slot(2)].process.steps.len(), before.len());
}

#[test]
fn t8_what_it_adds_is_behind_on_the_clock_when_the_next_step_begins() {
    let mut story = Story::in_treatment(3, "faire_savoir", 10);
    story.goes(step(slot(1), 1));
    let behind = story.day.drift.behind_ms.unwrap();
    story.goes(step(slot(1), 0));
    story.does(insert(1, 0, ExtraStep::Pause {}));
    story.goes(step(slot(1), 1));
    assert_eq!(story.day.drift.behind_ms, Some(behind + 5 * 60_000));
}

#[test]
fn t8_a_treatment_takes_five_more_steps_of_half_an_hour_at_most() {
    let mut story = Story::in_treatment(3, "faire_savoir", 10);
    let long = ExtraStep::Own { name: "x".repeat(61) };
    assert_eq!(story.refuses_tablet(insert(9, 0, long)), Reason::TooLong);
    let nameless = ExtraStep::Own { name: "  ".into() };
    assert_eq!(story.refuses_tablet(insert(9, 0, nameless)), Reason::Empty);
    for (minutes, phones) in
        [(0, PhoneState::Closed), (31, PhoneState::Closed), (5, PhoneState::Vote)]
    {
        let step = StepId(Uuid::from_u128(9));
        let beyond = F::InsertStep {
            slot: slot(1),
            after: 0,
            step,
            what: ExtraStep::Round {},
            minutes,
            phones,
        };
        assert_eq!(story.refuses_tablet(beyond), Reason::OutOfRange);
    }
    assert_eq!(story.refuses_tablet(insert(9, 1, ExtraStep::Round {})), Reason::Moved);
    for n in 1..=5 {
        story.does(insert(n, 0, ExtraStep::Question {}));
    }
    assert_eq!(story.refuses_tablet(insert(9, 0, ExtraStep::Question {})), Reason::TooMany);
    story.goes(step(slot(2), 0));
    assert_eq!(story.refuses_tablet(insert(9, 0, ExtraStep::Round {})), Reason::WrongPhase);
}

#[test]
fn t8_what_is_written_in_it_is_its_authors_alone() {
    let mut story = Story::in_treatment(3, "faire_savoir", 10);
    story.does(writing(1, 0));
    story.goes(step(slot(1), 1));
    story.does(F::OpenWindow { ends_at: None, role: None });
    let (_, _, at) = story.day.at_step().unwrap();
    let (step, input) = (at.id.clone(), at.inputs[0].id.clone());
    let (contribution, words) = (text(1), "Ce qui me vient.".to_owned());
    story.says(2, P::Contribute { contribution, slot: slot(1), step, input, text: words });
    let given = &story.day.contributions[0];
    assert_eq!(given.visibility, Visibility::Author);
    assert_eq!(given.read_as(Reader::Facilitator), None);
}

#[test]
fn t8_no_undoing_goes_behind_it_and_votes_keep_their_step() {
    let mut story = Story::in_treatment(4, "offre_apports", 20);
    story.goes(step(slot(1), 1));
    story.does(F::OpenInterest { vote: vote(1) });
    story.house(ByHouse::CloseVote { vote: vote(1), counts: vec![2, 1], entries: Vec::new() });
    story.goes(step(slot(1), 0));
    story.does(insert(1, 0, ExtraStep::Round {}));
    assert_eq!(story.refuses_tablet(F::UndoGo { to: step(slot(1), 0) }), Reason::NothingToUndo);
    story.goes(step(slot(1), 2));
    assert_eq!(story.day.vote_about(VoteKind::Interest).unwrap().vote, vote(1));
}
