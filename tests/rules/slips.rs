//! T13: words of nobody, given together once, by three at least.

use cercle::domain::bytes::Bytes;
use cercle::domain::command::{ByFacilitator as F, ByHouse, ByParticipant as P, Command};
use cercle::domain::day::slip::{Slip, SlipSecret, slip_id};
use cercle::domain::day::treatment::Reader;
use cercle::domain::decide::slip::{Offered, accepted};
use cercle::domain::refusal::Reason;
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::Role;

use crate::support::{Story, seat, slot, step, text};

const STEP: &str = "analyseSeul";

/// So many people in the step of a case study that asks for options of nobody.
fn at_the_step(people: u128) -> Story {
    let mut story = Story::in_a_long_slot(people, "etude_de_cas", 45);
    story.goes(step(slot(1), 2));
    story
}

/// The owner and three others, writing.
fn writing() -> Story {
    let mut story = at_the_step(4);
    story.does(OPEN);
    story
}

const OPEN: F = F::OpenWindow { ends_at: None, role: None };

fn secret(n: u8) -> SlipSecret {
    Bytes([n; 32])
}

fn offered(n: u8) -> Offered {
    let (step, input) = (STEP.to_owned(), "option".to_owned());
    let text = format!("Attendre {n} mois.");
    Offered { contribution: slip_id(&secret(n)), slot: slot(1), step, input, text }
}

/// The slips of these secrets, as the house keeps them.
fn slips(story: &Story, secrets: &[u8]) -> Vec<Slip> {
    let taken = |n: &u8| accepted(&story.day, seat(2), &offered(*n)).unwrap();
    let mut slips: Vec<Slip> = secrets.iter().map(taken).collect();
    slips.sort_by_key(|slip| slip.contribution);
    slips
}

fn give(slips: &[Slip]) -> ByHouse {
    ByHouse::GiveSlips { slot: slot(1), step: STEP.to_owned(), slips: slips.to_vec() }
}

fn refuses(story: &Story, slips: &[Slip]) -> Reason {
    story.refuses(Command::House(give(slips)))
}

/// Three slips have been given, the writing is over.
fn given() -> (Story, Vec<Slip>) {
    let mut story = writing();
    let slips = slips(&story, &[7, 8, 9]);
    story.does(F::CloseWindow);
    story.house(give(&slips));
    (story, slips)
}

#[test]
fn t13_a_slip_is_taken_from_whoever_may_write_there_while_the_window_is_open() {
    let mut story = writing();
    let why = |story: &Story, who| accepted(&story.day, who, &offered(7)).unwrap_err().reason;
    assert!(accepted(&story.day, seat(2), &offered(7)).is_ok());
    assert_eq!(why(&story, seat(1)), Reason::UnknownInput, "the owner listens");
    assert_eq!(why(&story, seat(9)), Reason::CheckedOut);
    let Offered { slot, step, input, text: words, .. } = offered(7);
    let signed = P::Contribute { contribution: text(2), slot, step, input, text: words };
    assert_eq!(story.refuses_to(2, signed), Reason::UnknownInput, "nobody signs it");
    story.does(F::CloseWindow);
    assert_eq!(why(&story, seat(2)), Reason::WindowClosed);
}

#[test]
fn t13_slips_are_given_once_and_withdrawn_by_their_secret() {
    let (mut story, slips) = given();
    assert_eq!(story.house(give(&slips)).len(), 0, "given once more after a crash");
    let given = &story.day.contributions[0];
    assert_eq!((given.author, given.visibility), (None, Visibility::Room));
    let contribution = given.contribution;
    let widen = P::Widen { contribution, visibility: Visibility::Room };
    assert_eq!(story.refuses_to(2, widen), Reason::NotYours);
    let withdraw = P::WithdrawContribution { contribution };
    assert_eq!(story.refuses_to(2, withdraw), Reason::NotYours);
    assert_eq!(story.house(ByHouse::WithdrawSlip { secret: secret(3) }).len(), 0);
    story.house(ByHouse::WithdrawSlip { secret: secret(7) });
    assert_eq!(story.day.contributions.len(), 2);
    assert_eq!(story.house(give(&slips)).len(), 0, "withdrawn, it stays away");
}

/// Whoever was seen to write last would be named by a slip that comes alone.
#[test]
fn t13_a_step_whose_slips_were_given_asks_for_none_any_more() {
    let (mut story, _) = given();
    assert_eq!(story.refuses_tablet(OPEN), Reason::WindowClosed);
    let consultants = F::OpenWindow { ends_at: None, role: Some(Role::Consultant) };
    assert_eq!(story.refuses_tablet(consultants), Reason::WindowClosed);
    story.goes(step(slot(1), 3));
    story.goes(step(slot(1), 2));
    assert_eq!(story.refuses_tablet(OPEN), Reason::WindowClosed, "nor when the step comes back");
    (7..=9).for_each(|n| drop(story.house(ByHouse::WithdrawSlip { secret: secret(n) })));
    assert_eq!(story.refuses_tablet(OPEN), Reason::WindowClosed, "nor once all are withdrawn");
}

#[test]
fn t13_slips_that_were_given_are_written_anew_by_nobody() {
    let (mut story, slips) = given();
    let other = |slip: &Slip| Slip { text: "Autre chose.".into(), ..slip.clone() };
    story.house(give(&slips.iter().map(other).collect::<Vec<_>>()));
    let is_other = |text| text == Some("Autre chose.");
    let mut texts = story.day.contributions.iter().map(|text| text.read_as(Reader::Facilitator));
    assert!(!texts.any(is_other));
}

#[test]
fn t13_fewer_than_three_slips_are_given_to_nobody() {
    let mut story = writing();
    let slips = slips(&story, &[7, 8, 9]);
    story.does(F::CloseWindow);
    assert_eq!(refuses(&story, &slips[..2]), Reason::TooFewVoters);
    story.does(OPEN);
    story.does(F::CloseWindow);
    story.house(give(&slips));
    assert_eq!(story.day.contributions.len(), 3, "with a third, all are");
}

#[test]
fn t13_slips_are_not_given_while_people_write() {
    let story = writing();
    let slips = slips(&story, &[7, 8, 9]);
    assert_eq!(refuses(&story, &slips), Reason::WrongPhase);
}

/// Of two people each knows what the other wrote.
#[test]
fn t13_words_of_nobody_are_asked_of_three_people_at_least() {
    assert_eq!(at_the_step(3).refuses_tablet(OPEN), Reason::TooFewVoters);
    let mut story = at_the_step(4);
    story.says(4, P::CheckOut);
    assert_eq!(story.refuses_tablet(OPEN), Reason::TooFewVoters, "whoever has left writes nothing");
    let mut story = at_the_step(4);
    let participant = seat(4);
    story.does(F::SetPresence { participant, present: false, from: None, until: None });
    assert_eq!(story.refuses_tablet(OPEN), Reason::TooFewVoters, "nor does whoever is not here");
}

/// A role that one person holds would tell whose the words are.
#[test]
fn t13_words_of_nobody_are_not_asked_of_one_role() {
    let mut story = at_the_step(4);
    for role in [Role::Owner, Role::Observer, Role::Timekeeper, Role::Scribe] {
        let window = F::OpenWindow { ends_at: None, role: Some(role) };
        assert_eq!(story.refuses_tablet(window), Reason::UnknownInput);
    }
    story.does(F::OpenWindow { ends_at: None, role: Some(Role::Consultant) });
}

#[test]
fn t13_the_facilitator_shows_a_slip_without_asking_anybody() {
    let (mut story, slips) = given();
    let contribution = slips[0].contribution;
    assert_eq!(story.does(F::AskForScreen { contribution }).len(), 0);
    story.does(F::Pin { contribution, pinned: true });
    assert!(story.day.contributions.iter().any(|text| text.pinned));
}
