//! A merger is several people's: what one of them does takes nothing from the others.

use cercle::domain::apply::apply;
use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::day::inventory::{CaseFields, CaseItem};
use cercle::domain::day::plan::Breach;
use cercle::domain::day::schedule::Block;
use cercle::domain::day::way::WayStep;
use cercle::domain::event::Event;
use cercle::domain::judge::{covered, judge};
use cercle::domain::planner;
use cercle::domain::position::Position;
use cercle::domain::served::first_places;
use cercle::domain::vocabulary::{BlockKind, Outcome};
use cercle::domain::ways;

use crate::support::{
    Story, Threat, at, case, fields, process, proposal, seat, slot, step, text, threatened,
};

/// Four people, a case of 20 minutes each; those of the first two have become one, the first planned.
fn twins() -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    merge(&mut story);
    story
}

/// The first two people's cases become one.
fn merge(story: &mut Story) {
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
    for who in [1, 2] {
        story.says(who, P::AgreeMerge { merge: case(10), agrees: true });
    }
}

fn part(story: &Story, n: u128) -> &CaseItem {
    story.day.inventory.case(case(n)).unwrap()
}

/// Whom the plan covers as the day stands.
fn who_is_covered(story: &Story) -> Vec<u128> {
    let slots = &story.day.plan.as_ref().unwrap().slots;
    let covered = covered(&story.day, slots).into_iter().filter(|(_, cases)| !cases.is_empty());
    let people: Vec<_> = covered.map(|(who, _)| who).collect();
    (1..=4).filter(|n| people.contains(&seat(*n))).collect()
}

/// The first case, a merger, is being treated, and the first of its owners stops it.
fn stopped_by_one() -> Story {
    let mut story = twins();
    story.goes(step(slot(1), 0));
    story.says(1, P::StopCase { slot: slot(1) });
    story
}

#[test]
fn p7_what_one_owner_stops_is_still_owed_to_the_other() {
    let story = stopped_by_one();
    assert_eq!(story.day.owed_to(seat(1)), []);
    assert_eq!(story.day.owed_to(seat(2)), [case(10)]);
    assert_eq!(who_is_covered(&story), [3, 4]);
    assert_eq!(threatened(&story), [Threat { participant: seat(2), minutes: None }]);
}

#[test]
fn p7_what_its_owner_takes_up_again_after_a_stop_is_owed_again() {
    let mut story = stopped_by_one();
    story.goes(step(slot(1), 0));
    assert_eq!(story.day.owed_to(seat(1)), [case(10)]);
    story.says(2, P::StopCase { slot: slot(1) });
    let owed = [1, 2].map(|n| story.day.owed_to(seat(n)).len());
    assert_eq!(owed, [1, 0], "the second stop is the other's alone");
}

#[test]
fn p7_no_plan_counts_whom_a_stopped_case_leaves_without_as_covered() {
    let told = planner::feasibility(&stopped_by_one().day);
    assert_eq!((told.unplaceable, told.fits), (vec![seat(2)], false));
}

#[test]
fn x6_the_owner_who_did_not_stop_comes_first_next_day() {
    let mut story = stopped_by_one();
    for n in [3, 4] {
        story.goes(step(slot(n), 0));
    }
    story.goes(Position::Closing);
    assert_eq!(first_places(&story.day), [seat(2)]);
}

#[test]
fn t5_an_owner_may_stop_what_the_other_has_just_stopped() {
    let mut story = stopped_by_one();
    story.says(2, P::StopCase { slot: slot(1) });
    assert_eq!(story.day.owed_to(seat(2)), []);
    assert_eq!(story.says(2, P::StopCase { slot: slot(1) }), []);
}

#[test]
fn t5_a_stop_of_a_journal_that_does_not_say_whose_is_every_owners() {
    let mut story = twins();
    story.goes(step(slot(1), 0));
    let new = Event::OutcomeSet { slot: slot(1), outcome: Outcome::Stopped, by: None };
    let written = serde_json::json!({
        "event": "outcomeSet", "slot": slot(1), "outcome": "stopped",
    });
    assert_eq!(serde_json::from_value::<Event>(written).unwrap(), new);
    apply(&mut story.day, &new, at(3_700));
    assert_eq!((story.day.owed_to(seat(1)), story.day.owed_to(seat(2))), (vec![], vec![]));
}

#[test]
fn p1_whoever_has_stopped_their_only_case_is_not_said_to_have_brought_none() {
    let mut story = Story::in_treatment(3, "demande_apports", 20);
    story.says(1, P::StopCase { slot: slot(1) });
    assert_eq!(planner::feasibility(&story.day).without_priority, []);
    let outside = (story.day.without_case().count(), story.day.have_stopped().collect::<Vec<_>>());
    assert_eq!(outside, (0, vec![seat(1)]));
    story.says(1, P::WithdrawCase { case: case(1) });
    assert_eq!(planner::feasibility(&story.day).without_priority, [seat(1)]);
    assert_eq!(story.day.have_stopped().count(), 0);
}

#[test]
fn i5_a_part_bears_the_rank_that_its_owner_has_given_the_whole() {
    let mut story = Story::with_cases(3);
    merge(&mut story);
    story.says(2, P::Prioritise { case: case(10), rank: Some(2) });
    story.says(1, P::WithdrawCase { case: case(10) });
    assert_eq!(part(&story, 2).priorities, [(seat(2), 2)]);
}

#[test]
fn i5_a_rank_taken_off_the_whole_is_off_its_parts() {
    let mut story = Story::with_cases(3);
    story.says(2, P::Prioritise { case: case(2), rank: Some(1) });
    merge(&mut story);
    story.says(2, P::Prioritise { case: case(10), rank: None });
    story.says(1, P::WithdrawCase { case: case(10) });
    assert_eq!(part(&story, 2).priorities, []);
}

#[test]
fn i5_a_part_without_a_process_has_that_of_the_whole() {
    let mut story = Story::with_cases(3);
    merge(&mut story);
    let chosen = (process("demande_apports"), 20);
    let (process, minutes) = chosen.clone();
    story.says(1, P::ChooseProcess { case: case(10), process, minutes });
    story.says(1, P::WithdrawCase { case: case(10) });
    assert_eq!(part(&story, 2).process, Some(chosen));
}

#[test]
fn i12_what_was_masked_as_one_stays_masked_apart_until_its_owner_opens_it() {
    let mut story = Story::with_cases(3);
    let masked = CaseFields { reserved: true, ..fields("Comment ?") };
    story.says(1, P::PutCase { case: case(1), fields: masked });
    merge(&mut story);
    story.says(1, P::WithdrawCase { case: case(10) });
    assert!(part(&story, 2).fields.reserved);
    story.says(2, P::PutCase { case: case(2), fields: fields("Comment ?") });
    assert!(!part(&story, 2).fields.reserved);
}

/// Both owners have written in the first step of their treatment, and so has a third.
fn with_texts() -> Story {
    let mut story = Story::in_a_long_slot(4, "codeveloppement", 75);
    // As if it had not begun: the twins take its place.
    story.does(F::UndoGo { to: step(slot(1), 0) });
    merge(&mut story);
    story.goes(step(slot(1), 0));
    story.does(F::OpenWindow { ends_at: None, role: None });
    for who in [1, 2] {
        let (_, _, at) = story.day.at_step().unwrap();
        let input = at.inputs.iter().find(|input| input.is_for_owner()).unwrap();
        let (step, input) = (at.id.clone(), input.id.clone());
        let (contribution, text) = (text(who), format!("Mots de {who}"));
        story.says(who, P::Contribute { contribution, slot: slot(1), step, input, text });
    }
    story
}

#[test]
fn i5_once_begun_a_merger_stays_with_the_owners_who_do_not_withdraw() {
    let mut story = with_texts();
    story.says(1, P::WithdrawCase { case: case(10) });
    assert_eq!(story.day.position.0, step(slot(1), 0));
    assert_eq!(
        (&part(&story, 10).owners, story.day.owed_to(seat(2))),
        (&vec![seat(2)], vec![case(10)])
    );
    assert!(who_is_covered(&story).contains(&2));
    assert!(story.day.inventory.case(case(1)).is_none());
    let left: Vec<_> = story.day.contributions.iter().map(|text| text.author).collect();
    assert_eq!(left, [Some(seat(2))], "one's own words go with one's part");
}

#[test]
fn i6_the_words_of_a_part_withdrawn_from_a_begun_merger_are_gone() {
    let mut story = Story::with_cases(4);
    let own = |n: u128| CaseFields { headline: format!("Fait {n}"), ..fields("Comment ?") };
    for n in [1, 2] {
        story.says(n, P::PutCase { case: case(n), fields: own(n) });
        let (process, minutes) = (process("demande_apports"), 20);
        story.says(n, P::ChooseProcess { case: case(n), process, minutes });
    }
    merge(&mut story);
    let basis = story.day.basis;
    let first = cercle::domain::day::plan::Slot {
        slot: slot(1),
        case: case(10),
        block: 1,
        start: 600,
        minutes: 20,
    };
    story.does(F::EditPlan { basis, slots: vec![first] });
    story.goes(step(slot(1), 0));
    story.says(1, P::WithdrawCase { case: case(10) });
    let left = &part(&story, 10).fields;
    assert_eq!((left.headline.as_str(), left.title.as_str()), ("Fait 2", "Comment ?"));
    story.says(2, P::WithdrawCase { case: case(10) });
    assert!(story.day.inventory.case(case(10)).is_none(), "the last one takes it all");
}

fn is_here(story: &mut Story, n: u128, present: bool, until: Option<u16>) {
    story.does(F::SetPresence { participant: seat(n), present, from: None, until });
}

#[test]
fn p3_a_merger_is_held_by_the_owner_who_stays() {
    for says_so in [false, true] {
        let mut story = twins();
        if says_so {
            story.says(1, P::CheckOut);
        } else {
            is_here(&mut story, 1, false, None);
        }
        assert_eq!(who_is_covered(&story), [2, 3, 4]);
        let slots = &story.day.plan.as_ref().unwrap().slots;
        assert_eq!(judge(&story.day, slots).breaches, []);
        assert!(planner::feasibility(&story.day).fits);
        let trim = WayStep::Trim { case: case(10), minutes: 15 };
        assert_eq!(ways::asked(&story.day, &trim), [seat(2)]);
    }
}

#[test]
fn p3_whose_hour_is_past_does_not_keep_the_merger_from_the_other() {
    let mut story = twins();
    is_here(&mut story, 1, true, Some(10 * 60 + 20));
    assert_eq!(who_is_covered(&story), [1, 2, 3, 4]);
    // Another case takes the time in which the first owner is here.
    story.goes(step(slot(3), 0));
    assert_eq!(who_is_covered(&story), [2, 3, 4]);
    let slots = &story.day.plan.as_ref().unwrap().slots;
    let uncovered = Breach::Uncovered { participant: seat(1) };
    assert_eq!(judge(&story.day, slots).breaches, [uncovered]);
    assert_eq!(planner::feasibility(&story.day).unplaceable, [seat(1)]);
    let people: Vec<_> = threatened(&story).iter().map(|threat| threat.participant).collect();
    assert_eq!(people, [seat(1)]);
}

#[test]
fn x6_an_owner_who_was_not_there_had_nothing_treated_by_their_merger() {
    let mut story = twins();
    is_here(&mut story, 1, false, None);
    for n in [1, 3, 4] {
        story.goes(step(slot(n), 0));
    }
    is_here(&mut story, 1, true, None);
    assert_eq!(who_is_covered(&story), [2, 3, 4]);
    story.goes(Position::Closing);
    assert_eq!(first_places(&story.day), [seat(1)]);
}

/// The morning holds one case of 45 minutes, the afternoon two. The first owner of a merger leaves at
/// noon, and so does whoever brings the third case.
fn one_leaves_at_noon() -> Story {
    let mut story = Story::with_cases(4);
    let block = |kind, start, end| Block { kind, start, end };
    let blocks = vec![
        block(BlockKind::Treatment, 660, 720),
        block(BlockKind::Lunch, 720, 780),
        block(BlockKind::Treatment, 780, 900),
    ];
    story.does(F::SetBlocks { blocks, reserve: 0 });
    merge(&mut story);
    let process = process("coaching_individuel");
    let choose = |n| P::ChooseProcess { case: case(n), process: process.clone(), minutes: 45 };
    for (who, n) in [(1, 10), (3, 3), (4, 4)] {
        story.says(who, choose(n));
    }
    for n in [1, 3] {
        let (participant, until) = (seat(n), Some(720));
        story.does(F::SetPresence { participant, present: true, from: None, until });
    }
    story
}

#[test]
fn p3_a_merger_is_planned_for_the_owner_who_stays_once_the_other_has_left() {
    let story = one_leaves_at_noon();
    let told = planner::feasibility(&story.day);
    assert_eq!((told.fits, told.unplaceable), (false, vec![]));
    let rest = planner::rest(&story.day, &|| false, &mut || slot(50)).unwrap();
    assert_eq!(rest.left_out, [seat(1)], "the morning is the third one's");
    let whole = rest.slots.iter().find(|one| one.case == case(10)).unwrap();
    assert!(whole.start >= 780, "{whole:?}");
}

#[test]
fn p3_judge_and_planner_agree_on_a_merger_held_without_whoever_has_left() {
    let mut story = one_leaves_at_noon();
    story.does(F::ProposeWay {
        proposal: proposal(1),
        steps: vec![WayStep::Defer { participant: seat(1) }],
    });
    story.says(1, P::AnswerWay { proposal: proposal(1), agrees: true });
    let mut ids = (50..).map(slot);
    let found = planner::search(&story.day, &|| false, &mut || ids.next().unwrap());
    let planner::Found::Plan(plan) = found else { panic!("{found:?}") };
    assert_eq!(judge(&story.day, &plan.slots).breaches, []);
    assert!(plan.covered.contains(&(seat(2), vec![case(10)])), "{:?}", plan.covered);
}

#[test]
fn p12_a_merger_is_held_with_as_many_of_its_owners_as_can_be() {
    let mut story = one_leaves_at_noon();
    // The third stays, and first things first would put theirs in the morning.
    let (participant, until) = (seat(3), None);
    story.does(F::SetPresence { participant, present: true, from: None, until });
    let mut ids = (50..).map(slot);
    let found = planner::search(&story.day, &|| false, &mut || ids.next().unwrap());
    let planner::Found::Plan(plan) = found else { panic!("{found:?}") };
    assert_eq!(plan.slots[0].case, case(10), "{:?}", plan.slots);
}

#[test]
fn w2_whoever_is_still_here_agrees_to_what_is_done_with_their_case() {
    let story = one_leaves_at_noon();
    let trim = WayStep::Trim { case: case(10), minutes: 30 };
    assert_eq!(ways::asked(&story.day, &trim), [seat(1), seat(2)]);
    let mut story = story;
    story.later(3 * 3600 + 60);
    story.goes(Position::Prioritisation);
    assert_eq!(ways::asked(&story.day, &trim), [seat(2)], "it is past noon");
}
