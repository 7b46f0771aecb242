use cercle::domain::bytes::Bytes;
use cercle::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P, Command};
use cercle::domain::day::plan::{Breach, Slot, Why};
use cercle::domain::position::Position;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::{BallotStage, VoteMode};

use crate::support::{Story, case, knock, process, seat, slot, vote};

fn opened_vote(people: u128) -> Story {
    let mut story = Story::with_cases(people);
    story.goes(Position::Prioritisation);
    story.does(F::OpenVote { vote: vote(1), dots: 5, mode: VoteMode::Live, ends_at: None });
    story
}

#[test]
fn v1_a_vote_opens_once_with_three_to_six_dots() {
    let mut story = Story::with_cases(6);
    story.goes(Position::Prioritisation);
    let open = |n, dots| F::OpenVote { vote: vote(n), dots, mode: VoteMode::Live, ends_at: None };
    assert_eq!(story.refuses_tablet(open(1, 2)), Reason::OutOfRange);
    assert_eq!(story.does(open(1, 3)).len(), 1);
    assert_eq!(story.does(open(1, 3)).len(), 0);
    assert_eq!(story.refuses_tablet(open(2, 3)), Reason::VoteOpen);
}

#[test]
fn v3_fewer_than_six_voters_see_nothing_before_the_close() {
    let story = opened_vote(5);
    assert!(story.day.vote(vote(1)).unwrap().only_at_close());
    let release = H::Release { vote: vote(1), n: 1, counts: vec![1; 5] };
    let refused = story.refuses(cercle::domain::command::Command::House(release));
    assert_eq!(refused, Reason::OutOfRange);
}

#[test]
fn v4_an_older_release_changes_nothing() {
    let mut story = opened_vote(6);
    story.house(H::Release { vote: vote(1), n: 2, counts: vec![2; 6] });
    assert_eq!(story.house(H::Release { vote: vote(1), n: 1, counts: vec![1; 6] }).len(), 0);
    assert_eq!(story.day.vote(vote(1)).unwrap().released, Some(vec![2; 6]));
}

#[test]
fn v5_a_closed_vote_is_closed() {
    let mut story = opened_vote(6);
    story.house(H::CloseVote { vote: vote(1), counts: vec![5; 6], entries: Vec::new() });
    assert_eq!(
        story.house(H::CloseVote { vote: vote(1), counts: vec![0; 6], entries: Vec::new() }).len(),
        0
    );
    assert_eq!(story.refuses(story.issue(1, 1)), Reason::VoteClosed);
    assert_eq!(story.day.vote(vote(1)).unwrap().dots_of(case(1)), Some(5));
}

fn with_processes(people: u128, minutes: u16) -> Story {
    let mut story = Story::with_cases(people);
    for n in 1..=people {
        story.says(n, P::Prioritise { case: case(n), rank: Some(1) });
        let choose =
            P::ChooseProcess { case: case(n), process: process("demande_apports"), minutes };
        story.says(n, choose);
    }
    story
}

fn slots(starts: &[u16], minutes: u16) -> Vec<Slot> {
    let planned = |(n, start): (usize, &u16)| Slot {
        slot: slot(n as u128 + 1),
        case: case(n as u128 + 1),
        block: if *start < 700 { 1 } else { 3 },
        start: *start,
        minutes,
    };
    starts.iter().enumerate().map(planned).collect()
}

fn breaches(story: &mut Story, slots: Vec<Slot>) -> Vec<Breach> {
    let basis = story.day.plan.as_ref().map_or(story.day.basis, |plan| plan.basis);
    story.does(F::EditPlan { basis, slots });
    story.day.plan.clone().unwrap().breaches
}

#[test]
fn p1_somebody_uncovered_is_named() {
    let mut story = with_processes(3, 20);
    let found = breaches(&mut story, slots(&[600, 623], 20));
    assert_eq!(found, vec![Breach::Uncovered { participant: seat(3) }]);
    let found = breaches(&mut story, slots(&[600, 623, 646], 20));
    assert_eq!(found, vec![]);
}

#[test]
fn p2_a_slot_that_leaves_its_block_is_named() {
    let mut story = with_processes(3, 40);
    let found = breaches(&mut story, slots(&[600, 660, 760], 40));
    let uncovered = Breach::Uncovered { participant: seat(2) };
    assert_eq!(found, vec![uncovered.clone(), Breach::OverBlock { slot: slot(2), minutes: 3 }]);
    let found = breaches(&mut story, slots(&[600, 640, 760], 40));
    assert_eq!(found, vec![uncovered, Breach::Overlap { slot: slot(2) }]);
}

#[test]
fn p2_the_reserve_is_kept() {
    let mut story = with_processes(4, 45);
    let found = breaches(&mut story, slots(&[600, 648, 760, 808], 45));
    assert_eq!(found, vec![Breach::Reserve { minutes: 2 }]);
}

#[test]
fn p3_an_owner_who_is_away_is_named() {
    let mut story = with_processes(3, 20);
    let leave =
        F::SetPresence { participant: seat(3), present: true, from: None, until: Some(650) };
    story.does(leave);
    let found = breaches(&mut story, slots(&[600, 623, 646], 20));
    let uncovered = Breach::Uncovered { participant: seat(3) };
    let away = Breach::OwnerAway { slot: slot(3), participant: seat(3) };
    assert_eq!(found, vec![uncovered, away]);
}

#[test]
fn p4_a_plan_for_other_facts_is_refused() {
    let story = with_processes(3, 20);
    let stale = F::EditPlan { basis: story.day.basis - 1, slots: slots(&[600], 20) };
    assert_eq!(story.refuses_tablet(stale), Reason::StalePlan);
}

#[test]
fn p1_who_marked_nothing_is_covered_by_any_case_of_theirs() {
    let mut story = with_processes(3, 20);
    story.says(2, P::Prioritise { case: case(2), rank: None });
    let found = breaches(&mut story, slots(&[600, 623, 646], 20));
    assert_eq!(found, vec![]);
    let found = breaches(&mut story, slots(&[600], 20));
    let uncovered = |n| Breach::Uncovered { participant: seat(n) };
    assert_eq!(found, vec![uncovered(2), uncovered(3)]);
}

#[test]
fn p1_who_brings_no_case_hinders_nobody() {
    let mut story = with_processes(3, 20);
    story.says(3, P::WithdrawCase { case: case(3) });
    let found = breaches(&mut story, slots(&[600, 623], 20));
    assert_eq!(found, vec![]);
    let covered = story.day.plan.unwrap().covered;
    assert!(covered.iter().all(|(who, _)| *who != seat(3)));
}

#[test]
fn p4_only_the_vote_on_priorities_changes_the_facts() {
    let mut story = with_processes(3, 20);
    story.goes(Position::Prioritisation);
    story.does(F::OpenVote { vote: vote(1), dots: 5, mode: VoteMode::Sealed, ends_at: None });
    let before = story.day.basis;
    story.house(H::CloseVote { vote: vote(1), counts: vec![5; 3], entries: Vec::new() });
    assert_eq!(story.day.basis, before + 1);
    story.goes(Position::Closing);
    story.does(F::OpenRoti { vote: vote(2) });
    story.house(H::CloseVote { vote: vote(2), counts: vec![0; 5], entries: Vec::new() });
    assert_eq!(story.day.basis, before + 1, "a ROTI is no reason for another plan");
}

#[test]
fn p5_what_a_hand_put_in_or_took_out_is_said_to_be_by_hand() {
    let mut story = with_processes(3, 20);
    let planned = slots(&[600, 623], 20);
    let reasons = vec![
        (case(1), Why::Covers { people: vec![seat(1)], dots: 0 }),
        (case(2), Why::Covers { people: vec![seat(2)], dots: 0 }),
        (case(3), Why::FewerDots { dots: 0 }),
    ];
    breaches(&mut story, planned.clone());
    story.day.plan.as_mut().unwrap().reasons = reasons.clone();
    let kept = Slot { case: case(3), ..planned[1] };
    breaches(&mut story, vec![planned[0], kept]);
    let by_hand = vec![reasons[0].clone(), (case(2), Why::ByHand), (case(3), Why::ByHand)];
    assert_eq!(story.day.plan.unwrap().reasons, by_hand);
}

#[test]
fn v1_whoever_is_not_here_is_no_elector() {
    let mut story = Story::with_cases(6);
    let away =
        |n, present, until| F::SetPresence { participant: seat(n), present, from: None, until };
    story.does(away(2, false, None));
    story.does(away(3, true, Some(0)));
    story.goes(Position::Prioritisation);
    story.does(F::OpenVote { vote: vote(1), dots: 3, mode: VoteMode::Live, ends_at: None });
    let electors = &story.day.vote(vote(1)).unwrap().deal.electors;
    assert_eq!(*electors, [1, 4, 5, 6].map(seat));
}

#[test]
fn v1_whoever_arrives_during_a_vote_is_no_elector_of_it() {
    let mut story = opened_vote(6);
    story.does(F::Admit { knock: knock(7), participant: seat(7), name: "Tard".into() });
    story.deals(1);
    assert_eq!(story.refuses(story.issue(1, 7)), Reason::NotAnElector);
    story.house(H::CloseVote { vote: vote(1), counts: vec![5; 6], entries: Vec::new() });
    story.does(F::OpenVote { vote: vote(2), dots: 5, mode: VoteMode::Live, ends_at: None });
    story.deals(2);
    assert_eq!(story.issues(2, 7).len(), 1);
}

#[test]
fn v2_no_event_of_a_vote_holds_a_person_and_a_choice() {
    let mut story = opened_vote(6);
    let mut told = story.deals(1);
    told.extend(story.issues(1, 1));
    for n in 2..=6 {
        story.issues(1, n);
    }
    let tags = (0..30).map(|n| Bytes([n; 32])).collect();
    told.extend(story.house(H::Seal { vote: vote(1), epoch: 0, tags }));
    let (epoch, stage) = (0, BallotStage::Sealed);
    told.extend(story.says(1, P::Checked { vote: vote(1), epoch, stage, ok: true }));
    told.extend(story.house(H::Release { vote: vote(1), n: 1, counts: vec![3; 6] }));
    told.extend(story.house(H::CloseVote {
        vote: vote(1),
        counts: vec![5; 6],
        entries: Vec::new(),
    }));
    let fields: Vec<Vec<String>> = told
        .iter()
        .map(|event| {
            let stored = serde_json::to_value(event).unwrap();
            stored.as_object().unwrap().keys().cloned().collect()
        })
        .collect();
    let expected = [
        vec!["epoch", "event", "pk", "vote"],
        vec!["blinded", "epoch", "event", "participant", "vote"],
        vec!["epoch", "event", "tags", "vote"],
        vec!["epoch", "event", "ok", "participant", "stage", "vote"],
        vec!["counts", "event", "n", "vote"],
        vec!["counts", "entries", "event", "vote"],
    ];
    assert_eq!(fields, expected);
}

/// Six people, their credentials, and a box sealed on their dots.
fn sealed_vote(people: u128) -> Story {
    let mut story = opened_vote(people);
    story.deals(1);
    for n in 1..=people {
        story.issues(1, n);
    }
    let tags = (0..people as u8 * 5).map(|n| Bytes([n; 32])).collect();
    story.house(H::Seal { vote: vote(1), epoch: 0, tags });
    story
}

#[test]
fn v6_credentials_are_given_once_and_for_what_was_asked_first() {
    let mut story = opened_vote(6);
    assert_eq!(story.refuses(story.issue(1, 1)), Reason::NotDealt);
    story.deals(1);
    assert_eq!(story.issues(1, 1).len(), 1);
    assert_eq!(story.issues(1, 1).len(), 0, "the same again is nothing new");
    let asked = |epoch, blinded| {
        Command::House(H::Issue { vote: vote(1), epoch, participant: seat(1), blinded })
    };
    let five = |n: u8| (0..5).map(|dot| Bytes([n + dot; 32])).collect::<Vec<_>>();
    assert_eq!(story.refuses(asked(0, five(200))), Reason::AlreadyIssued);
    assert_eq!(story.refuses(asked(0, vec![Bytes([1; 32]); 5])), Reason::BadBlinds);
    assert_eq!(story.refuses(asked(0, five(200)[..4].to_vec())), Reason::BadBlinds);
    assert_eq!(story.refuses(asked(1, five(200))), Reason::OtherEpoch);
}

#[test]
fn v7_nothing_is_issued_after_the_seal() {
    let mut story = sealed_vote(6);
    let seal = |n: u8| H::Seal { vote: vote(1), epoch: 0, tags: vec![Bytes([n; 32]); 30] };
    let digest = story.day.vote(vote(1)).unwrap().deal.seal.as_ref().unwrap().digest;
    story.does(F::Admit { knock: knock(7), participant: seat(7), name: "Tard".into() });
    assert_eq!(story.refuses(story.issue(1, 7)), Reason::NotAnElector);
    assert_eq!(story.house(seal(2)).len(), 0, "a seal is not broken");
    assert_eq!(story.day.vote(vote(1)).unwrap().deal.seal.as_ref().unwrap().digest, digest);
}

#[test]
fn v8_a_vote_is_dealt_again_to_who_is_here() {
    let mut story = sealed_vote(6);
    story.does(F::Admit { knock: knock(7), participant: seat(7), name: "Tard".into() });
    let redeal = H::Redeal { vote: vote(1), from: 0, without: vec![seat(2)], placed: 17 };
    assert_eq!(story.house(redeal.clone()).len(), 1);
    assert_eq!(story.house(redeal).len(), 0);
    let deal = &story.day.vote(vote(1)).unwrap().deal;
    assert_eq!(deal.electors, [1, 3, 4, 5, 6, 7].map(seat));
    assert_eq!((deal.epoch, deal.redealt, deal.pk), (1, Some(17), None));
    assert!(deal.issued.is_empty() && deal.seal.is_none());
    let late = H::Redeal { vote: vote(1), from: 4, without: Vec::new(), placed: 0 };
    assert_eq!(story.refuses(Command::House(late)), Reason::OtherEpoch);
    let nobody = (1..=7).map(seat).collect();
    let empty = H::Redeal { vote: vote(1), from: 1, without: nobody, placed: 0 };
    assert_eq!(story.refuses(Command::House(empty)), Reason::TooFewVoters);
    // Interrupted, it still has as many to be placed again.
    story.house(H::Redeal { vote: vote(1), from: 1, without: Vec::new(), placed: 0 });
    assert_eq!(story.day.vote(vote(1)).unwrap().deal.redealt, Some(17));
}

#[test]
fn v8_after_a_release_a_vote_dealt_again_shows_only_its_close() {
    let mut story = sealed_vote(8);
    assert!(!story.day.vote(vote(1)).unwrap().only_at_close());
    story.house(H::Release { vote: vote(1), n: 1, counts: vec![2; 8] });
    for from in 0..2 {
        story.house(H::Redeal { vote: vote(1), from, without: Vec::new(), placed: 9 });
        assert!(story.day.vote(vote(1)).unwrap().only_at_close());
    }
    let release = Command::House(H::Release { vote: vote(1), n: 2, counts: vec![1; 8] });
    assert_eq!(story.refuses(release), Reason::OutOfRange);
}

#[test]
fn v9_phones_check_the_seal_then_the_close() {
    let mut story = sealed_vote(6);
    let check = |epoch, stage, ok| P::Checked { vote: vote(1), epoch, stage, ok };
    let said = |story: &Story| {
        let checked = &story.day.vote(vote(1)).unwrap().deal.checked;
        (checked.values().filter(|ok| **ok).count(), checked.values().filter(|ok| !**ok).count())
    };
    story.says(1, check(0, BallotStage::Sealed, false));
    story.says(2, check(0, BallotStage::Sealed, true));
    assert_eq!(said(&story), (1, 1));
    story.says(1, check(0, BallotStage::Sealed, true));
    assert_eq!(said(&story), (2, 0));
    assert_eq!(story.says(1, check(0, BallotStage::Sealed, true)).len(), 0);
    assert_eq!(story.refuses_to(1, check(0, BallotStage::Closed, true)), Reason::NotSealed);
    assert_eq!(story.refuses_to(1, check(1, BallotStage::Sealed, true)), Reason::OtherEpoch);
    story.house(H::CloseVote { vote: vote(1), counts: vec![5; 6], entries: Vec::new() });
    assert_eq!(said(&story), (0, 0), "the close is checked anew");
    assert_eq!(story.refuses_to(1, check(0, BallotStage::Sealed, true)), Reason::NotSealed);
    story.says(1, check(0, BallotStage::Closed, true));
    assert_eq!(said(&story), (1, 0));
}

#[test]
fn v9_nobody_checks_what_they_have_no_dots_in() {
    let mut story = opened_vote(6);
    story.deals(1);
    for n in [1, 3, 4] {
        story.issues(1, n);
    }
    let tags = (0..15).map(|n| Bytes([n; 32])).collect();
    story.house(H::Seal { vote: vote(1), epoch: 0, tags });
    let check = P::Checked { vote: vote(1), epoch: 0, stage: BallotStage::Sealed, ok: false };
    assert_eq!(story.refuses_to(2, check), Reason::NotAnElector);
}

#[test]
fn v11_nobody_is_counted_with_fewer_than_two_others() {
    let mut two = Story::with_cases(2);
    two.goes(Position::Prioritisation);
    let open = F::OpenVote { vote: vote(1), dots: 5, mode: VoteMode::Live, ends_at: None };
    assert_eq!(two.refuses_tablet(open), Reason::TooFewVoters);

    let mut story = opened_vote(6);
    story.deals(1);
    let seal = |dots: u8| {
        let tags = (0..dots).map(|n| Bytes([n; 32])).collect();
        Command::House(H::Seal { vote: vote(1), epoch: 0, tags })
    };
    for n in 1..=2 {
        story.issues(1, n);
    }
    assert_eq!(story.refuses(seal(10)), Reason::TooFewVoters);
    story.issues(1, 3);
    assert_eq!(story.refuses(seal(10)), Reason::TooFewVoters, "as many as two people have");
    story.take(&seal(11));
    let others = (3..=6).map(seat).collect();
    let alone = H::Redeal { vote: vote(1), from: 0, without: others, placed: 0 };
    assert_eq!(story.refuses(Command::House(alone)), Reason::TooFewVoters);
}

#[test]
fn v12_a_lost_box_that_is_dealt_to_nobody_closes_without_counts() {
    let mut story = sealed_vote(4);
    story.house(H::CloseLost { vote: vote(1), epoch: 0 });
    let closed = story.day.vote(vote(1)).unwrap();
    assert_eq!(closed.counts, Some(vec![0; 4]));
    assert!(closed.deal.seal.is_none(), "no phone looks for its dots in it");
    let again = Command::House(H::CloseLost { vote: vote(1), epoch: 0 });
    assert_eq!(story.refuses(again), Reason::VoteClosed);
}

#[test]
fn v8_dealt_again_nothing_released_is_shown_any_more() {
    let mut story = sealed_vote(8);
    story.house(H::Release { vote: vote(1), n: 1, counts: vec![2; 8] });
    story.house(H::Redeal { vote: vote(1), from: 0, without: Vec::new(), placed: 9 });
    assert_eq!(story.day.vote(vote(1)).unwrap().released, None);
}

#[test]
fn v3_a_sealed_vote_shows_nothing_before_the_close() {
    let mut story = Story::with_cases(6);
    story.goes(Position::Prioritisation);
    story.does(F::OpenVote { vote: vote(1), dots: 5, mode: VoteMode::Sealed, ends_at: None });
    let release = Command::House(H::Release { vote: vote(1), n: 1, counts: vec![1; 6] });
    assert_eq!(story.refuses(release), Reason::OutOfRange);
}

#[test]
fn p5_a_plan_by_hand_is_taken_whatever_it_breaks() {
    let mut story = with_processes(3, 90);
    let found = breaches(&mut story, slots(&[600, 640, 760], 90));
    let broken = [
        Breach::Uncovered { participant: seat(2) },
        Breach::Overlap { slot: slot(2) },
        Breach::OverBlock { slot: slot(2), minutes: 33 },
        Breach::Reserve { minutes: 89 },
    ];
    assert_eq!(found, broken);
}
