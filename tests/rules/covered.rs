//! Who is covered: said alike on every face, and never of a slot that cannot be held.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::day::plan::{Slot, Why};
use cercle::domain::day::schedule::Block;
use cercle::domain::id::ParticipantId;
use cercle::domain::planner::feasibility;
use cercle::domain::vocabulary::{BlockKind, Outcome};
use cercle::view::{Around, Audience, frame};
use cercle::wire::facilitator::{BreachView, ReasonView};
use cercle::wire::{facilitator as tablet, participant as phone, screen};
use serde::de::DeserializeOwned;

use crate::support::{Story, case, fields, process, seat, slot, step};

/// Four people, a case of 20 minutes each, planned by hand from 10:00, 10:23, 10:46 and 11:09.
fn four() -> Story {
    Story::planned(4, "demande_apports", 20)
}

fn plan_of<T: DeserializeOwned>(story: &Story, audience: Audience) -> T {
    let frame = frame(audience, &story.day, &Around::default(), 1, None);
    let section = frame.sections.iter().find(|section| section.name == "plan").unwrap();
    serde_json::from_str(&section.text).unwrap()
}

fn tablet(story: &Story) -> tablet::Plan {
    plan_of(story, Audience::Facilitator)
}

/// What each of the four reads about a case of theirs.
fn phones(story: &Story) -> [Option<bool>; 4] {
    [1, 2, 3, 4].map(|n| {
        let plan: phone::Plan = plan_of(story, Audience::Participant(seat(n)));
        plan.yours_is_in
    })
}

fn screen_says_everyone(story: &Story) -> bool {
    plan_of::<screen::Plan>(story, Audience::Screen).everyone
}

/// All faces agree that these alone have no case that can be treated; the screen says nothing of it
/// once one has begun.
fn only_these_lack(story: &Story, people: &[u128]) {
    let lacking: Vec<ParticipantId> = people.iter().copied().map(seat).collect();
    let plan = tablet(story);
    assert_eq!(plan.uncovered, lacking);
    let named: Vec<_> = plan.breaches.iter().filter_map(uncovered).collect();
    assert_eq!(named, lacking);
    assert_eq!(screen_says_everyone(story), people.is_empty() && story.day.runs.is_empty());
    assert_eq!(phones(story), [1, 2, 3, 4].map(|n| Some(!people.contains(&n))));
}

fn uncovered(breach: &BreachView) -> Option<ParticipantId> {
    match breach {
        BreachView::Uncovered { participant } => Some(*participant),
        _ => None,
    }
}

fn is_here(story: &mut Story, n: u128, from: Option<u16>, until: Option<u16>) {
    story.does(F::SetPresence { participant: seat(n), present: true, from, until });
}

fn edits(story: &mut Story, change: impl Fn(&mut Vec<Slot>)) {
    let plan = story.day.plan.clone().unwrap();
    let mut slots = plan.slots;
    change(&mut slots);
    story.does(F::EditPlan { basis: plan.basis, slots });
}

#[test]
fn p1_everyone_with_a_slot_that_can_be_held_is_covered() {
    only_these_lack(&four(), &[]);
}

#[test]
fn p1_a_case_moved_by_hand_to_before_its_owner_comes_covers_nobody() {
    let mut story = four();
    is_here(&mut story, 4, Some(11 * 60), None);
    only_these_lack(&story, &[]);
    edits(&mut story, |slots| {
        (slots[0].start, slots[3].start) = (slots[3].start, slots[0].start);
    });
    only_these_lack(&story, &[4]);
}

#[test]
fn p1_a_plan_by_hand_is_judged_anew_when_somebody_must_leave_early() {
    let mut story = four();
    is_here(&mut story, 3, None, Some(11 * 60));
    only_these_lack(&story, &[3]);
    let away = BreachView::OwnerAway { slot: slot(3), participant: seat(3) };
    assert!(tablet(&story).breaches.contains(&away));
    is_here(&mut story, 3, None, None);
    only_these_lack(&story, &[]);
    assert_eq!(tablet(&story).breaches, vec![]);
}

#[test]
fn w2_of_a_shortened_merger_only_those_who_are_still_here_are_asked() {
    let mut story = four();
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
    for who in [1, 2] {
        story.says(who, P::AgreeMerge { merge: case(10), agrees: true });
    }
    edits(&mut story, |slots| slots[0].minutes = 15);
    let asked = |story: &Story| {
        tablet(story).breaches.into_iter().find_map(|breach| match breach {
            BreachView::Shortened { asked, .. } => Some(asked),
            _ => None,
        })
    };
    assert_eq!(asked(&story), Some(vec![seat(1), seat(2)]));
    let leaves = F::SetPresence { participant: seat(1), present: false, from: None, until: None };
    story.does(leaves);
    assert_eq!(asked(&story), Some(vec![seat(2)]));
}

#[test]
fn p1_no_reason_names_whom_a_case_covers_no_more() {
    let mut story = four();
    let covers = |n| (case(n), Why::Covers { people: vec![seat(n)], dots: 2 });
    story.day.plan.as_mut().unwrap().reasons = vec![covers(3), covers(4)];
    is_here(&mut story, 3, None, Some(11 * 60));
    let told: Vec<_> = tablet(&story).reasons.into_iter().map(|one| one.reason).take(2).collect();
    let still = ReasonView::Covers { people: vec![seat(4)], dots: 2 };
    assert_eq!(told, [ReasonView::Dots { dots: 2 }, still]);
}

#[test]
fn p1_a_case_that_runs_over_its_block_covers_nobody() {
    let mut story = four();
    edits(&mut story, |slots| slots[3].start = 680);
    only_these_lack(&story, &[4]);
}

#[test]
fn p1_a_case_laid_over_another_covers_nobody_though_one_lies_between() {
    let mut story = four();
    edits(&mut story, |slots| slots[0].minutes = 60);
    only_these_lack(&story, &[2, 3]);
}

#[test]
fn p1_a_case_for_which_too_few_are_there_covers_nobody() {
    let mut story = four();
    for n in [1, 2, 3] {
        is_here(&mut story, n, None, Some(11 * 60 + 9));
    }
    only_these_lack(&story, &[4]);
}

#[test]
fn p1_a_case_at_hand_covers_though_its_owner_has_said_to_leave() {
    let mut story = four();
    story.goes(step(slot(1), 0));
    is_here(&mut story, 1, None, Some(10 * 60 + 10));
    only_these_lack(&story, &[]);
}

#[test]
fn p7_a_phone_claims_nothing_of_a_stopped_case() {
    let mut story = four();
    story.goes(step(slot(1), 0));
    story.says(1, P::StopCase { slot: slot(1) });
    assert_eq!(phones(&story), [None, Some(true), Some(true), Some(true)]);
}

#[test]
fn x10_the_screen_says_that_everyone_has_a_case_until_the_first_begins() {
    let mut story = four();
    assert!(screen_says_everyone(&story));
    story.goes(step(slot(1), 0));
    assert!(!screen_says_everyone(&story));
}

#[test]
fn p1_where_somebody_brings_no_case_the_screen_does_not_say_everyone() {
    let mut story = four();
    story.says(2, P::WithdrawCase { case: case(2) });
    assert_eq!(tablet(&story).without_case, [seat(2)]);
    assert_eq!((screen_says_everyone(&story), phones(&story)[1]), (false, None));
}

#[test]
fn p8_what_a_delay_alone_threatens_no_phone_claims_and_none_denies() {
    let mut story = four();
    story.goes(step(slot(1), 0));
    let from = story.day.step_clock.unwrap().ends_at;
    story.does(F::SetClock { from, to: from.plus_ms(13 * 60_000) });
    assert_eq!(tablet(&story).uncovered, [seat(4)]);
    assert_eq!(phones(&story), [Some(true), Some(true), Some(true), None]);
    assert!(!screen_says_everyone(&story));
}

/// Blocks of 90, 95 and 65 minutes; so many of five people have a case of 57, the others no process yet.
fn in_short_blocks(people: u128) -> Story {
    let mut story = Story::with_cases(5);
    let block = |kind, start, end| Block { kind, start, end };
    let blocks = vec![
        block(BlockKind::Treatment, 600, 690),
        block(BlockKind::Lunch, 690, 750),
        block(BlockKind::Treatment, 750, 845),
        block(BlockKind::Break, 845, 855),
        block(BlockKind::Treatment, 855, 920),
    ];
    story.does(F::SetBlocks { blocks, reserve: 10 });
    for n in 1..=people {
        let (case, process) = (case(n), process("etude_de_cas"));
        story.says(n, P::ChooseProcess { case, process, minutes: 57 });
    }
    story
}

#[test]
fn p11_the_guarantee_holds_for_the_others_only_once_that_was_found() {
    let told = feasibility(&in_short_blocks(4).day);
    assert_eq!((told.required, told.available, told.missing), (240, 240, 0));
    assert_eq!((told.unplaceable, told.others_fit), (vec![seat(5)], Some(false)));
    assert_eq!(told.extend, None, "two of them before lunch would take half of it");
    let told = feasibility(&in_short_blocks(3).day);
    assert_eq!((told.unplaceable, told.others_fit), (vec![seat(4), seat(5)], Some(true)));
    assert!(!told.fits && told.is_known);
}

#[test]
fn p7_to_whom_nothing_is_left_but_what_has_begun_that_is_told_and_not_another_reason() {
    let again = |story: &Story| story.day.left_to_take_up().collect::<Vec<_>>();
    let mut story = Story::in_treatment(3, "demande_apports", 20);
    assert_eq!(again(&story), [], "it counts for its owner as it goes on");
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Unfinished });
    assert_eq!(again(&story), [seat(1)]);
    // Another case of theirs can be planned.
    story.says(1, P::PutCase { case: case(20), fields: fields("Et cela ?") });
    story.says(1, P::Prioritise { case: case(20), rank: Some(2) });
    assert_eq!(again(&story), []);
    story.says(1, P::WithdrawCase { case: case(20) });
    // What its owner has stopped is theirs to take up again, and owed no more.
    story.goes(step(slot(2), 0));
    story.says(2, P::StopCase { slot: slot(2) });
    assert_eq!(again(&story), [seat(1)]);
    story.goes(step(slot(1), 0));
    assert_eq!(again(&story), [], "it has been taken up again");
}

/// The cases of the first two people have become one, the first planned, which begins with so many of
/// the two.
fn merger(owners: u128) -> Story {
    let mut story = four();
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
    for who in [1, 2] {
        story.says(who, P::AgreeMerge { merge: case(10), agrees: true });
    }
    let present = owners == 2;
    story.does(F::SetPresence { participant: seat(2), present, from: None, until: None });
    story.goes(step(slot(1), 0));
    story
}

/// Whom the tablet names as having something to take up again, and as left without theirs.
fn left(story: &Story) -> (Vec<ParticipantId>, Vec<ParticipantId>) {
    let plan = tablet(story);
    (plan.again, plan.missed)
}

#[test]
fn p7_what_was_treated_without_an_owner_is_not_said_to_be_taken_up_again() {
    let mut story = merger(1);
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
    is_here(&mut story, 2, None, None);
    assert_eq!(left(&story), (vec![], vec![seat(2)]));
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Unfinished });
    assert_eq!(left(&story), (vec![seat(1), seat(2)], vec![]));
}

#[test]
fn p7_what_one_owner_has_stopped_is_not_said_to_the_other_to_be_taken_up_again() {
    let mut story = merger(2);
    story.says(1, P::StopCase { slot: slot(1) });
    assert_eq!(left(&story), (vec![], vec![seat(2)]));
}
