use std::sync::Arc;

use cercle::catalogue::Catalogue;
use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P};
use cercle::domain::day::inventory::CaseFields;
use cercle::domain::day::schedule::Block;
use cercle::domain::day::way::{Answer, WayStep};
use cercle::domain::event::Event;
use cercle::domain::judge::judge;
use cercle::domain::planner;
use cercle::domain::position::Position;
use cercle::domain::process::ProcessId;
use cercle::domain::refusal::Reason;
use cercle::domain::served::first_places;
use cercle::domain::vocabulary::{BlockKind, Outcome, PauseKind, VoteMode};
use cercle::domain::ways;
use cercle::view::{Around, Audience, frame};

use crate::support::{Story, case, fields, process, proposal, seat, slot, step, vote};

/// Six people, three of them with an hour of codevelopment: 243 minutes where there are 190.
fn too_full() -> Story {
    let mut story = Story::with_cases(6);
    for n in 1..=6 {
        story.says(n, P::Prioritise { case: case(n), rank: Some(1) });
        choose(&mut story, n, "codeveloppement", 60);
    }
    choose(&mut story, 4, "partage_experiences", 30);
    choose(&mut story, 5, "faire_savoir", 10);
    choose(&mut story, 6, "faire_savoir", 5);
    story.goes(Position::Prioritisation);
    story
}

fn choose(story: &mut Story, n: u128, name: &str, minutes: u16) {
    story.says(n, P::ChooseProcess { case: case(n), process: process(name), minutes });
}

fn lighten(n: u128, name: &str, minutes: u16) -> WayStep {
    WayStep::Lighten { case: case(n), process: process(name), minutes }
}

fn propose(n: u128, steps: Vec<WayStep>) -> F {
    F::ProposeWay { proposal: proposal(n), steps }
}

fn answer(n: u128, agrees: bool) -> P {
    P::AnswerWay { proposal: proposal(n), agrees }
}

fn process_of(story: &Story, n: u128) -> Option<(ProcessId, u16)> {
    story.day.inventory.case(case(n)).unwrap().process.clone()
}

#[test]
fn w1_nothing_changes_before_the_last_yes_then_all_of_it_does() {
    let mut story = too_full();
    let basis = story.day.basis;
    let steps = vec![lighten(1, "intervision", 45), lighten(2, "partage_experiences", 20)];
    story.does(propose(1, steps.clone()));
    assert_eq!(story.does(propose(1, steps)), vec![]);
    story.says(1, answer(1, true));
    assert_eq!(story.says(1, answer(1, true)), vec![]);
    assert_eq!(process_of(&story, 1), Some((process("codeveloppement"), 60)));
    assert_eq!(story.day.basis, basis);
    story.says(2, answer(1, true));
    assert_eq!(process_of(&story, 1), Some((process("intervision"), 45)));
    assert_eq!(process_of(&story, 2), Some((process("partage_experiences"), 20)));
    assert!(story.day.basis > basis);
    assert_eq!(story.says(2, answer(1, true)), vec![]);
}

#[test]
fn w1_two_steps_or_two_ways_about_one_thing_are_refused() {
    let mut story = too_full();
    let twice = vec![lighten(1, "intervision", 45), WayStep::Trim { case: case(1), minutes: 60 }];
    assert_eq!(story.refuses_tablet(propose(1, twice)), Reason::NotAWay);
    assert_eq!(story.refuses_tablet(propose(1, vec![])), Reason::NotAWay);
    story.does(propose(1, vec![lighten(1, "intervision", 45)]));
    let other = propose(2, vec![lighten(1, "action_learning", 40)]);
    assert_eq!(story.refuses_tablet(other.clone()), Reason::AlreadyAsked);
    story.says(1, answer(1, false));
    story.does(other);
    let known: Vec<_> = story.day.proposals.iter().map(|known| known.proposal).collect();
    assert_eq!(known, vec![proposal(2)], "what was declined is asked otherwise");
}

#[test]
fn w2_only_those_whom_it_concerns_are_asked() {
    let mut story = too_full();
    story.does(propose(1, vec![lighten(1, "intervision", 45)]));
    assert_eq!(story.refuses_to(2, answer(1, true)), Reason::NotYours);
    assert_eq!(story.refuses_to(2, answer(1, false)), Reason::NotYours);
    assert_eq!(story.refuses_to(1, answer(9, true)), Reason::UnknownProposal);
    let nobody = propose(2, vec![WayStep::Defer { participant: seat(8) }]);
    assert_eq!(story.refuses_tablet(nobody), Reason::UnknownPerson);
}

#[test]
fn w2_everyone_in_the_room_agrees_to_a_longer_day() {
    let mut story = too_full();
    story.does(propose(1, vec![WayStep::Extend { end: 980 }]));
    story.says(1, answer(1, true));
    story.says(2, answer(1, true));
    story.says(5, P::CheckOut);
    story.says(4, answer(1, true));
    story.says(6, answer(1, true));
    assert_eq!(story.day.schedule.end(), 920);
    story.says(3, answer(1, true));
    assert_eq!(story.day.schedule.end(), 980, "whoever left is not asked");
    let lengths: Vec<u16> = story.day.schedule.blocks.iter().map(|one| one.minutes()).collect();
    assert_eq!(lengths, vec![60, 100, 60, 160, 60]);
}

/// One seat is free again.
#[test]
fn w2_a_longer_day_is_asked_of_all_who_have_a_seat_and_the_others_are_named() {
    let mut story = too_full();
    story.does(F::FreeSeat { participant: seat(6) });
    let extended = |step: &WayStep| matches!(step, WayStep::Extend { .. });
    let ways = ways::search(&story.day, &|| false).unwrap();
    assert!(ways.iter().flat_map(|way| &way.steps).any(extended), "{ways:?}");
    assert_eq!(ways::unasked(&story.day), vec![seat(6)]);
    let step = WayStep::Extend { end: 980 };
    assert_eq!(ways::asked(&story.day, &step), [1, 2, 3, 4, 5].map(seat));
    story.does(propose(1, vec![step]));
    for who in 1..=5 {
        story.says(who, answer(1, true));
    }
    assert_eq!(story.day.schedule.end(), 980);
}

#[test]
fn w2_a_freed_seat_holds_up_nothing_all_others_agreed_to() {
    let mut story = too_full();
    story.does(propose(1, vec![WayStep::Extend { end: 980 }]));
    for who in 1..=5 {
        story.says(who, answer(1, true));
    }
    story.does(F::FreeSeat { participant: seat(6) });
    assert_eq!(story.day.schedule.end(), 980);
}

#[test]
fn w2_a_longer_day_is_never_taken_in_a_room_where_nobody_has_a_seat() {
    let mut story = too_full();
    for who in 1..=6 {
        story.does(F::FreeSeat { participant: seat(who) });
    }
    let longer = propose(1, vec![WayStep::Extend { end: 980 }]);
    assert_eq!(story.refuses_tablet(longer), Reason::NotSeated);
}

#[test]
fn w2_whoever_leaves_last_holds_up_nothing_all_others_agreed_to() {
    let mut story = too_full();
    story.does(propose(1, vec![WayStep::Extend { end: 980 }]));
    for who in 1..=5 {
        story.says(who, answer(1, true));
    }
    assert_eq!(story.day.schedule.end(), 920);
    story.says(6, P::CheckOut);
    assert_eq!(story.day.schedule.end(), 980);
    assert_eq!(story.day.proposals[0].answer, Answer::Taken);
}

#[test]
fn w2_what_was_asked_of_one_process_is_not_asked_of_another() {
    let mut story = too_full();
    story.does(propose(1, vec![lighten(1, "intervision", 45), lighten(2, "intervision", 45)]));
    choose(&mut story, 2, "etude_de_cas", 50);
    assert_eq!(story.day.proposals, vec![]);
}

#[test]
fn w3_a_no_said_twice_to_a_merger_is_one_no() {
    let mut story = too_full();
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(9), cases, title: "Ensemble ?".into() });
    story.does(propose(1, vec![WayStep::Merge { merge: case(9) }]));
    story.says(2, answer(1, false));
    assert_eq!(story.says(2, answer(1, false)), vec![]);
}

#[test]
fn w2_owners_of_twins_merge_them_within_a_way() {
    let mut story = too_full();
    story.does(F::ProposeMerge {
        merge: case(9),
        cases: vec![case(1), case(2)],
        title: "Ensemble ?".into(),
    });
    story.does(propose(1, vec![WayStep::Merge { merge: case(9) }]));
    story.says(1, answer(1, true));
    assert!(story.day.inventory.case(case(9)).is_none());
    story.says(2, answer(1, true));
    assert_eq!(story.day.inventory.case(case(9)).unwrap().owners, vec![seat(1), seat(2)]);
    assert!(planner::feasibility(&story.day).fits);
}

#[test]
fn w3_one_no_ends_it_and_nobody_is_named() {
    let mut story = too_full();
    let before = story.day.clone();
    story.does(propose(1, vec![WayStep::Extend { end: 980 }]));
    story.says(1, answer(1, true));
    let told = story.says(2, answer(1, false));
    assert_eq!(told, vec![Event::WayDeclined { proposal: proposal(1) }]);
    let known = &story.day.proposals[0];
    assert_eq!((known.answer, known.agreed.len()), (Answer::Declined, 0));
    assert_eq!(story.day.schedule.blocks, before.schedule.blocks);
    assert_eq!(story.day.basis, before.basis);
    assert_eq!(story.says(3, answer(1, false)), vec![]);
    assert_eq!(story.refuses_to(3, answer(1, true)), Reason::UnknownProposal);
    story.does(F::DropWay { proposal: proposal(1) });
    assert_eq!(story.day.proposals, vec![]);
}

#[test]
fn w3_a_no_to_a_merger_ends_the_merger_too() {
    let mut story = too_full();
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(9), cases, title: "Ensemble ?".into() });
    story.does(propose(1, vec![WayStep::Merge { merge: case(9) }, lighten(3, "intervision", 45)]));
    story.says(2, answer(1, false));
    assert!(story.day.inventory.merges.is_empty());
    assert_eq!(story.day.proposals[0].answer, Answer::Declined);
}

#[test]
fn w4_a_case_is_lightened_down_the_ladder_only() {
    let mut story = too_full();
    let refused = |story: &Story, step| story.refuses_tablet(propose(1, vec![step]));
    assert_eq!(refused(&story, lighten(1, "faire_savoir", 10)), Reason::NotAWay);
    assert_eq!(refused(&story, lighten(1, "codeveloppement", 75)), Reason::NotAWay);
    assert_eq!(refused(&story, lighten(1, "intervision", 50)), Reason::NotAWay);
    assert_eq!(refused(&story, lighten(1, "wise_crowds", 15)), Reason::NotAWay);
    assert_eq!(refused(&story, lighten(7, "intervision", 45)), Reason::UnknownCase);
    choose(&mut story, 2, "temoignage", 30);
    assert_eq!(refused(&story, lighten(2, "partage_experiences", 20)), Reason::NotAWay);
    let reserved = CaseFields { reserved: true, ..fields("Comment ?") };
    story.says(1, P::PutCase { case: case(1), fields: reserved });
    assert_eq!(refused(&story, lighten(1, "etude_de_cas", 30)), Reason::NotAWay);
    story.does(propose(1, vec![lighten(1, "partage_experiences", 20)]));
    story.does(propose(2, vec![lighten(3, "etude_de_cas", 30)]));
}

#[test]
fn w4_no_rung_is_a_secondary_process() {
    let mut story = too_full();
    for process in Catalogue::shipped().unwrap().iter().filter(|process| process.secondary) {
        let step = lighten(1, process.id.as_str(), process.minutes.min);
        assert_eq!(story.refuses_tablet(propose(1, vec![step])), Reason::NotAWay);
    }
    let rung = process("intervision");
    let known = story.day.facts.as_mut().unwrap().processes.get_mut(&rung).unwrap();
    Arc::make_mut(known).secondary = true;
    let step = lighten(1, "intervision", 45);
    assert_eq!(story.refuses_tablet(propose(1, vec![step])), Reason::NotAWay);
}

#[test]
fn w5_a_case_is_trimmed_to_its_minimum_at_the_least() {
    let mut story = too_full();
    choose(&mut story, 1, "codeveloppement", 80);
    let trim = |minutes| propose(1, vec![WayStep::Trim { case: case(1), minutes }]);
    assert_eq!(story.refuses_tablet(trim(59)), Reason::OutOfRange);
    assert_eq!(story.refuses_tablet(trim(85)), Reason::OutOfRange);
    assert_eq!(story.does(trim(80)), vec![], "it is so already");
    story.does(trim(60));
    story.says(1, answer(1, true));
    assert_eq!(process_of(&story, 1), Some((process("codeveloppement"), 60)));
}

#[test]
fn w6_a_fixed_block_is_shortened_at_once_down_to_its_floor() {
    let mut story = too_full();
    let shorten = |block, minutes| propose(1, vec![WayStep::Shorten { block, minutes }]);
    assert_eq!(story.refuses_tablet(shorten(2, 44)), Reason::OutOfRange);
    assert_eq!(story.refuses_tablet(shorten(0, 30)), Reason::NotAWay, "it is over");
    assert_eq!(story.refuses_tablet(shorten(1, 30)), Reason::NotAWay, "it is treatment");
    story.does(shorten(2, 45));
    assert_eq!(story.does(shorten(2, 45)), vec![]);
    story.does(propose(2, vec![WayStep::Shorten { block: 4, minutes: 20 }]));
    let blocks: Vec<_> = story.day.schedule.blocks.iter().map(|b| (b.start, b.end)).collect();
    assert_eq!(blocks, vec![(540, 600), (600, 700), (700, 745), (745, 900), (900, 920)]);
    assert_eq!(story.day.proposals, vec![]);
}

#[test]
fn w6_what_lies_before_the_first_treatment_is_shortened_until_it_begins() {
    let mut story = Story::opened();
    let shorten = |block, minutes| propose(1, vec![WayStep::Shorten { block, minutes }]);
    story.does(shorten(0, 40));
    let first =
        |story: &Story| (story.day.schedule.blocks[0].end, story.day.schedule.blocks[1].start);
    assert_eq!(first(&story), (580, 580));
    story.goes(Position::Opening);
    assert_eq!(story.refuses_tablet(shorten(0, 30)), Reason::NotAWay, "it is held");
}

#[test]
fn w6_a_lunch_before_all_treatment_is_shortened_until_it_begins() {
    let mut story = Story::opened();
    let mut blocks = story.day.schedule.blocks.clone();
    blocks.remove(1);
    story.does(F::SetBlocks { blocks, reserve: 10 });
    story.goes(Position::Prioritisation);
    let shorten = |minutes| propose(1, vec![WayStep::Shorten { block: 1, minutes }]);
    story.does(shorten(50));
    story.later(3 * 3600);
    story.goes(Position::Inventory);
    assert_eq!(story.refuses_tablet(shorten(45)), Reason::NotAWay, "it has begun");
}

#[test]
fn w6_a_day_lasts_two_hours_longer_at_most() {
    let story = too_full();
    let late = |end| story.refuses_tablet(propose(1, vec![WayStep::Extend { end }]));
    assert_eq!(late(920 + 121), Reason::OutOfRange);
    assert_eq!(late(900), Reason::NotAWay);
}

#[test]
fn w7_whoever_agrees_to_wait_counts_no_more_and_is_remembered() {
    let mut story = too_full();
    story.does(propose(1, vec![WayStep::Defer { participant: seat(2) }]));
    assert_eq!(story.refuses_to(1, answer(1, true)), Reason::NotYours);
    story.says(2, answer(1, true));
    assert_eq!(story.day.deferred, vec![seat(2)]);
    assert_eq!(story.day.owed_to(seat(2)), vec![]);
    let verdict = judge(&story.day, &[]);
    assert!(verdict.covered.iter().all(|(who, _)| *who != seat(2)));
    let told = planner::feasibility(&story.day);
    assert_eq!((told.required, told.without_priority), (180, vec![]));
    assert_eq!(story.does(propose(2, vec![WayStep::Defer { participant: seat(2) }])), vec![]);
    story.says(2, P::WithdrawCase { case: case(2) });
    assert!(first_places(&story.day).contains(&seat(2)), "a promise is a promise");
}

#[test]
fn w7_whoever_agreed_to_wait_may_change_their_mind() {
    let mut story = too_full();
    assert_eq!(story.says(2, P::ResumeGuarantee), vec![]);
    let before = planner::feasibility(&story.day);
    story.does(propose(1, vec![WayStep::Defer { participant: seat(2) }]));
    story.says(2, answer(1, true));
    let basis = story.day.basis;
    story.says(2, P::ResumeGuarantee);
    assert_eq!((planner::feasibility(&story.day), story.day.basis), (before, basis + 1));
    assert!(story.day.deferred.is_empty());
    story.does(propose(2, vec![WayStep::Defer { participant: seat(2) }]));
    assert_eq!(story.says(2, answer(1, true)), vec![], "an old yes says nothing new");
    assert!(story.day.deferred.is_empty());
}

#[test]
fn w8_what_is_told_fits_when_it_is_taken_with_every_yes() {
    let story = too_full();
    let told = ways::search(&story.day, &|| false).unwrap();
    assert!(told.iter().filter(|way| way.fits).count() > 3, "{told:?}");
    for way in told {
        let mut story = Story { day: story.day.clone(), now: story.now };
        story.does(propose(1, way.steps.clone()));
        for who in ways::asked_by(&story.day, &way.steps) {
            let n = who.0.as_u128() & 0xff;
            story.says(n, answer(1, true));
        }
        let after = planner::feasibility(&story.day);
        assert_eq!((after.fits, after.required), (way.fits, way.needs), "{way:?}");
    }
}

#[test]
fn w1_what_is_asked_about_a_case_goes_with_it() {
    let mut story = too_full();
    story.does(propose(1, vec![lighten(1, "intervision", 45), lighten(2, "intervision", 45)]));
    story.says(1, P::WithdrawCase { case: case(1) });
    assert_eq!(story.day.proposals, vec![]);
}

#[test]
fn w2_no_twins_merge_by_a_way_while_a_vote_is_open() {
    let mut story = too_full();
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(9), cases, title: "Ensemble ?".into() });
    story.does(F::OpenVote { vote: vote(1), dots: 3, mode: VoteMode::Sealed, ends_at: None });
    let merge = propose(1, vec![WayStep::Merge { merge: case(9) }]);
    assert_eq!(story.refuses_tablet(merge.clone()), Reason::VoteOpen);
    story.house(H::CloseVote { vote: vote(1), counts: vec![0; 6], entries: Vec::new() });
    story.does(merge);
}

#[test]
fn w2_whoever_is_past_their_hour_is_not_asked_for_a_longer_day_nor_waited_for() {
    let mut story = too_full();
    let until = Some(9 * 60 + 10);
    story.does(F::SetPresence { participant: seat(6), present: true, from: None, until });
    let longer = WayStep::Extend { end: 960 };
    assert_eq!(ways::asked(&story.day, &longer).len(), 6);
    story.does(propose(1, vec![longer.clone()]));
    for who in 1..=5 {
        story.says(who, answer(1, true));
    }
    assert_eq!(story.day.schedule.end(), 920);
    story.later(10 * 60);
    story.does(F::Lock { locked: true });
    assert_eq!(story.day.schedule.end(), 960);
    assert!(!ways::asked(&story.day, &WayStep::Extend { end: 970 }).contains(&seat(6)));
}

/// The same as [`too_full`], the last two having made one case of theirs; a longer day is asked of
/// all, and a lighter case beside a shorter lunch of those two. All have said yes but the last.
fn two_ways_wait_for_the_last(longer: u128, lighter: u128) -> Story {
    let mut story = too_full();
    let cases = vec![case(5), case(6)];
    story.does(F::ProposeMerge { merge: case(9), cases, title: "Ensemble ?".into() });
    story.says(5, P::AgreeMerge { merge: case(9), agrees: true });
    story.says(6, P::AgreeMerge { merge: case(9), agrees: true });
    story.says(
        5,
        P::ChooseProcess { case: case(9), process: process("codeveloppement"), minutes: 60 },
    );
    let shorter = WayStep::Shorten { block: 2, minutes: 45 };
    let mut ways = [
        (longer, vec![WayStep::Extend { end: 980 }]),
        (lighter, vec![lighten(9, "intervision", 45), shorter]),
    ];
    ways.sort_by_key(|(n, _)| *n);
    for (n, steps) in ways {
        story.does(propose(n, steps));
    }
    for who in 1..=5 {
        story.says(who, answer(longer, true));
    }
    story.says(5, answer(lighter, true));
    story
}

#[test]
fn w1_two_ways_that_one_departure_lets_be_taken_are_both_taken_whole() {
    for (longer, lighter) in [(1, 2), (2, 1)] {
        let mut story = two_ways_wait_for_the_last(longer, lighter);
        story.says(6, P::CheckOut);
        let blocks: Vec<_> = story.day.schedule.blocks.iter().map(|b| (b.start, b.end)).collect();
        assert_eq!(blocks, vec![(540, 600), (600, 700), (700, 745), (745, 920), (920, 980)]);
        assert_eq!(process_of(&story, 9), Some((process("intervision"), 45)));
        assert!(story.day.proposals.iter().all(|known| known.answer == Answer::Taken));
    }
}

/// The first case is at hand until 11:40, when lunch begins; the second waits, and would have to wait
/// for the next day beside a shorter lunch.
fn asked_before_lunch() -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    story.later(77 * 60);
    story.goes(step(slot(1), 0));
    let shorter = WayStep::Shorten { block: 2, minutes: 45 };
    story.does(propose(1, vec![WayStep::Defer { participant: seat(2) }, shorter]));
    story
}

fn lunch_begins(story: &mut Story) {
    story.later(20 * 60);
    story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
    story.goes(Position::Treatment { at: None });
    story.later(3 * 60);
    let until = Some(story.now.plus_ms(60 * 60_000));
    story.does(F::Pause { kind: PauseKind::Lunch, until });
}

/// What somebody is told, or all of it on the tablet.
fn told(story: &Story, audience: Audience) -> String {
    let frame = frame(audience, &story.day, &Around::default(), 1, None);
    frame.sections.iter().map(|section| section.text.to_string()).collect()
}

#[test]
fn w1_a_way_that_can_be_taken_no_longer_is_asked_no_longer_and_named_on_the_tablet() {
    let mut story = asked_before_lunch();
    let asks = |story: &Story| {
        let id = proposal(1).0.to_string();
        told(story, Audience::Participant(seat(2))).contains(&id)
    };
    let lapsed = |story: &Story| told(story, Audience::Facilitator).contains(r#""lapsed":true"#);
    assert!(asks(&story) && !lapsed(&story));
    lunch_begins(&mut story);
    assert!(!asks(&story) && lapsed(&story));
    story.does(F::DropWay { proposal: proposal(1) });
    assert!(!lapsed(&story));
}

#[test]
fn w1_a_way_that_can_be_taken_no_longer_stands_in_the_way_of_none() {
    let mut story = asked_before_lunch();
    let waits = WayStep::Defer { participant: seat(2) };
    assert_eq!(story.refuses_tablet(propose(2, vec![waits.clone()])), Reason::AlreadyAsked);
    lunch_begins(&mut story);
    story.does(propose(2, vec![waits]));
    let known: Vec<_> = story.day.proposals.iter().map(|known| known.proposal).collect();
    assert_eq!(known, vec![proposal(2)]);
    story.says(2, answer(2, true));
    assert_eq!(story.day.deferred, vec![seat(2)]);
}

#[test]
fn w1_a_merger_that_an_open_vote_puts_off_is_still_asked() {
    let mut story = too_full();
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(9), cases, title: "Ensemble ?".into() });
    story.does(propose(1, vec![WayStep::Merge { merge: case(9) }]));
    story.does(F::OpenVote { vote: vote(1), dots: 3, mode: VoteMode::Sealed, ends_at: None });
    assert!(ways::holds(&story.day, &story.day.proposals[0]));
}

/// Forty minutes before midnight, and two long cases that are the same: they fit one beside the other
/// in no minutes of theirs, and one alone in fewer than it has.
fn twins_too_long() -> Story {
    let mut story = Story::with_cases(4);
    for n in [3, 4] {
        story.says(n, P::WithdrawCase { case: case(n) });
    }
    let blocks = vec![Block { kind: BlockKind::Treatment, start: 1400, end: 1440 }];
    story.does(F::SetBlocks { blocks, reserve: 0 });
    for n in [1, 2] {
        choose(&mut story, n, "coaching_individuel", 45);
    }
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(9), cases, title: "Ensemble ?".into() });
    story.goes(Position::Prioritisation);
    story
}

#[test]
fn w8_twins_are_merged_and_made_shorter_in_one_breath() {
    let mut story = twins_too_long();
    let told = ways::search(&story.day, &|| false).unwrap();
    let steps = told[0].steps.clone();
    let merged = WayStep::Merge { merge: case(9) };
    assert!(told[0].fits && steps.len() == 2 && steps[0] == merged, "{told:?}");
    assert_eq!(ways::asked_by(&story.day, &steps[1..]), [seat(1), seat(2)]);
    story.does(propose(1, steps));
    for who in [1, 2] {
        story.says(who, answer(1, true));
    }
    assert!(planner::feasibility(&story.day).fits);
}

#[test]
fn w6_a_day_held_past_its_hours_is_shortened_as_it_is_written() {
    let mut story = Story::with_cases(4);
    story.later(11 * 3600);
    story.goes(Position::Prioritisation);
    story.does(propose(1, vec![WayStep::Shorten { block: 2, minutes: 50 }]));
    assert_eq!(story.day.schedule.blocks[2].minutes(), 50);
}
