//! What is written in a format in parallel for all: whose it is, who reads it, what becomes of it.

use std::sync::Arc;

use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P};
use cercle::domain::day::slip::Slip;
use cercle::domain::day::treatment::{Contribution, Reader};
use cercle::domain::id::ParticipantId;
use cercle::domain::process::Input;
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::{ContributionKind, PhoneState};

use crate::rounds::planned;
use crate::support::{Story, case, slot, step, text};

/// In the first step, where everyone writes down a challenge.
fn in_the_question() -> Story {
    let mut story = planned();
    story.goes(step(slot(1), 0));
    story.does(F::OpenWindow { ends_at: None, role: None });
    story
}

fn challenge(n: u128) -> P {
    P::Contribute {
        contribution: text(n),
        slot: slot(1),
        step: "question".into(),
        input: "defi".into(),
        text: "Mon défi.".into(),
    }
}

#[test]
fn w9_what_one_writes_in_it_is_about_ones_own_case() {
    let mut story = in_the_question();
    for who in [1, 4] {
        story.says(who, challenge(who));
    }
    assert_eq!(story.day.contributions[1].case, case(4));
    // The first of them goes with what its owner wrote; the slot goes on with the others.
    story.says(1, P::WithdrawCase { case: case(1) });
    assert_eq!(story.day.contributions.len(), 1);
    assert_eq!(story.day.plan.as_ref().unwrap().slots[0].case, case(2));
    assert_eq!(story.day.runs[&slot(1)].case, case(2));
    assert!(story.day.at_step().is_some());
    assert_eq!(story.day.runs[&slot(1)].cases().len(), 7);
}

#[test]
fn w9_what_is_about_no_ones_case_outlives_the_first_of_them() {
    let mut story = in_the_question();
    story.does(F::CloseWindow);
    let slips = [60, 61, 62].map(|n| Slip {
        contribution: text(n),
        step: "question".into(),
        input: "defi".into(),
        kind: ContributionKind::Besoin,
        visibility: Visibility::Group,
        text: "De personne.".into(),
    });
    story.house(H::GiveSlips { slot: slot(1), step: "question".into(), slips: slips.to_vec() });
    story.says(1, P::WithdrawCase { case: case(1) });
    assert_eq!(story.day.contributions.len(), 3);
    story.says(2, P::WithdrawCase { case: case(2) });
    assert_eq!(story.day.contributions[0].case, case(3));
    for n in 3..=8 {
        story.says(n, P::WithdrawCase { case: case(n) });
    }
    assert!(story.day.contributions.is_empty(), "with the last of them it goes");
}

/// At work in sub-groups, in a step in which the others write to whoever has the turn.
fn writing_in_turns() -> Story {
    let mut story = planned();
    story.goes(step(slot(1), 0));
    let run = story.day.runs.get_mut(&slot(1)).unwrap();
    let process = Arc::make_mut(&mut run.process);
    let known: Input = process.steps[0].inputs[0].clone();
    let advice = Input { id: "conseil".into(), visibility: Visibility::Owner, ..known };
    process.steps[1].inputs = vec![advice];
    process.steps[1].phones.group = PhoneState::Write;
    story.goes(step(slot(1), 1));
    story.does(F::DrawGroups { slot: slot(1), number: 7 });
    story.does(F::StartGroups { slot: slot(1) });
    story.does(F::OpenWindow { ends_at: None, role: None });
    story
}

fn n(who: ParticipantId) -> u128 {
    who.0.as_u128() & 0xffff
}

fn advice(id: u128) -> P {
    P::Contribute {
        contribution: text(id),
        slot: slot(1),
        step: "tours".into(),
        input: "conseil".into(),
        text: "CANARI".into(),
    }
}

fn readers(story: &Story, given: &Contribution) -> Vec<ParticipantId> {
    let members = story.day.roster.members.iter().map(|member| member.participant);
    members.filter(|who| given.read_as(Reader::Participant(*who)).is_some()).collect()
}

#[test]
fn w9_advice_in_somebodys_turn_reaches_them_and_nobody_else() {
    let mut story = writing_in_turns();
    for index in [0, 1] {
        let members = story.day.split.as_ref().unwrap().groups[index].members.clone();
        let (client, author) = (members[0], members[2]);
        story.says(n(author), advice(index as u128));
        let given = story.day.contributions.last().unwrap();
        assert_eq!(given.case, case(n(client)));
        let mut expected = vec![client, author];
        expected.sort();
        assert_eq!(readers(&story, given), expected);
        assert_eq!(given.read_as(Reader::Facilitator), None);
        assert_eq!(given.read_as(Reader::Room), None);
    }
}

#[test]
fn w9_advice_goes_with_the_case_it_was_given_for() {
    let mut story = writing_in_turns();
    let members = story.day.split.as_ref().unwrap().groups[1].members.clone();
    story.says(n(members[2]), advice(1));
    story.says(n(members[2]), P::WithdrawCase { case: case(n(members[2])) });
    assert_eq!(story.day.contributions.len(), 1, "it is not its author's case");
    story.says(n(members[0]), P::WithdrawCase { case: case(n(members[0])) });
    assert!(story.day.contributions.is_empty());
}
