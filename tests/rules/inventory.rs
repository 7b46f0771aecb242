use cercle::domain::command::{ByFacilitator as F, ByHouse, ByParticipant as P};
use cercle::domain::day::inventory::Carried;
use cercle::domain::day::inventory::CaseFields;
use cercle::domain::planner;
use cercle::domain::position::Position;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::VoteMode;

use crate::support::{Story, case, fields, knock, name, process, seat, slot, step, text, vote};

#[test]
fn i1_one_to_three_cases_in_an_open_window() {
    let mut story = Story::with_people(1);
    story.goes(Position::Inventory);
    let put = |n| P::PutCase { case: case(n), fields: fields("Comment ?") };
    assert_eq!(story.refuses_to(1, put(1)), Reason::WindowClosed);
    story.does(F::OpenWindow { ends_at: None, role: None });
    for n in 1..=3 {
        assert_eq!(story.says(1, put(n)).len(), 1);
        assert_eq!(story.says(1, put(n)).len(), 0);
    }
    assert_eq!(story.refuses_to(1, put(4)), Reason::TooMany);
}

#[test]
fn i2_a_text_too_long_is_refused_with_its_limit() {
    let mut story = Story::with_people(1);
    story.goes(Position::Inventory);
    story.does(F::OpenWindow { ends_at: None, role: None });
    let put = |title: &str| P::PutCase { case: case(1), fields: fields(title) };
    assert_eq!(story.refuses_to(1, put(&"é".repeat(121))), Reason::TooLong);
    assert_eq!(story.refuses_to(1, put("   ")), Reason::Empty);
    assert_eq!(story.says(1, put(&"é".repeat(120))).len(), 1);
}

#[test]
fn i4_cases_merge_when_every_owner_has_said_yes() {
    let mut story = Story::with_cases(3);
    story.says(1, P::Prioritise { case: case(1), rank: Some(1) });
    let propose = F::ProposeMerge {
        merge: case(10),
        cases: vec![case(1), case(2)],
        title: "Ensemble ?".into(),
    };
    story.does(propose);
    story.says(1, P::AgreeMerge { merge: case(10), agrees: true });
    assert!(story.day.inventory.case(case(10)).is_none());
    story.says(2, P::AgreeMerge { merge: case(10), agrees: true });
    let merged = story.day.inventory.case(case(10)).unwrap();
    assert_eq!(merged.owners, vec![seat(1), seat(2)]);
    assert_eq!(merged.priorities, vec![(seat(1), 1)]);
    assert_eq!(story.day.inventory.live().count(), 2);
}

#[test]
fn i12_no_co_owner_unmasks_what_another_has_reserved() {
    let mut story = Story::with_cases(2);
    let reserved = CaseFields { reserved: true, ..fields("Réservé ?") };
    story.says(1, P::PutCase { case: case(1), fields: reserved });
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
    for who in [1, 2] {
        story.says(who, P::AgreeMerge { merge: case(10), agrees: true });
    }
    let masked = |story: &Story| {
        let merged = story.day.inventory.case(case(10)).unwrap();
        story.day.inventory.is_reserved(merged)
    };
    let opens = |n, title| P::PutCase { case: case(n), fields: fields(title) };
    story.says(2, opens(10, "Ensemble ?"));
    assert!(masked(&story));
    story.says(1, opens(1, "Ouvert ?"));
    assert!(!masked(&story));
}

#[test]
fn i4_one_no_ends_the_proposal() {
    let mut story = Story::with_cases(2);
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
    story.says(2, P::AgreeMerge { merge: case(10), agrees: false });
    let late = P::AgreeMerge { merge: case(10), agrees: true };
    assert_eq!(story.refuses_to(1, late), Reason::UnknownProposal);
}

#[test]
fn i5_a_merger_comes_apart_when_a_part_is_withdrawn() {
    for withdrawn in [case(1), case(10)] {
        let mut story = Story::with_cases(2);
        let cases = vec![case(1), case(2)];
        story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
        story.says(1, P::AgreeMerge { merge: case(10), agrees: true });
        story.says(2, P::AgreeMerge { merge: case(10), agrees: true });
        story.says(1, P::WithdrawCase { case: withdrawn });
        let live: Vec<_> = story.day.inventory.live().map(|case| case.case).collect();
        assert_eq!(live, vec![case(2)]);
    }
}

#[test]
fn i6_a_withdrawn_case_leaves_nothing() {
    let mut story = Story::in_treatment(3, "faire_savoir", 10);
    assert_eq!(story.refuses_to(2, P::WithdrawCase { case: case(1) }), Reason::NotYours);
    story.says(1, P::WithdrawCase { case: case(1) });
    assert!(story.day.inventory.case(case(1)).is_none());
    assert!(story.day.slot(slot(1)).is_none());
    assert_eq!(story.day.position.0, Position::Treatment { at: None });
    assert_eq!(story.says(1, P::WithdrawCase { case: case(1) }).len(), 0);
}

#[test]
fn i7_a_rank_belongs_to_one_case() {
    let mut story = Story::with_cases(1);
    story.says(1, P::PutCase { case: case(20), fields: fields("Et cela ?") });
    story.says(1, P::Prioritise { case: case(1), rank: Some(1) });
    story.says(1, P::Prioritise { case: case(20), rank: Some(1) });
    assert_eq!(story.day.inventory.case(case(1)).unwrap().priorities, vec![]);
    assert_eq!(story.day.inventory.case(case(20)).unwrap().priorities, vec![(seat(1), 1)]);
}

#[test]
fn i8_a_title_counts_when_its_owner_agrees() {
    let mut story = Story::with_cases(1);
    story.does(F::ProposeTitle { case: case(1), title: "Que dire lundi ?".into() });
    let yes = P::AgreeTitle { case: case(1), title: "Que dire lundi ?".into(), agrees: true };
    assert_eq!(story.day.inventory.case(case(1)).unwrap().fields.title, "Comment ?");
    story.says(1, yes.clone());
    assert_eq!(story.day.inventory.case(case(1)).unwrap().fields.title, "Que dire lundi ?");
    assert_eq!(story.says(1, yes).len(), 0);
}

#[test]
fn i8_the_title_of_a_merger_takes_the_yes_of_every_owner() {
    let mut story = Story::with_cases(2);
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
    for who in [1, 2] {
        story.says(who, P::AgreeMerge { merge: case(10), agrees: true });
    }
    let before = story.day.inventory.case(case(10)).unwrap().fields.title.clone();
    let alone = P::PutCase { case: case(10), fields: fields("Seul ?") };
    assert_eq!(story.refuses_to(1, alone), Reason::SharedTitle);

    story.does(F::ProposeTitle { case: case(10), title: "Que dire ?".into() });
    let answer = |agrees| P::AgreeTitle { case: case(10), title: "Que dire ?".into(), agrees };
    story.says(1, answer(true));
    assert_eq!(story.day.inventory.case(case(10)).unwrap().fields.title, before);
    story.says(2, answer(true));
    assert_eq!(story.day.inventory.case(case(10)).unwrap().fields.title, "Que dire ?");

    story.does(F::ProposeTitle { case: case(10), title: "Autre ?".into() });
    story.says(2, P::AgreeTitle { case: case(10), title: "Autre ?".into(), agrees: false });
    assert!(story.day.inventory.titles.is_empty());
}

#[test]
fn i10_a_process_changes_until_treatment_begins() {
    let mut story = Story::in_treatment(2, "faire_savoir", 10);
    let choose =
        |n| P::ChooseProcess { case: case(n), process: process("demande_apports"), minutes: 20 };
    assert_eq!(story.refuses_to(1, choose(1)), Reason::AlreadyTreated);
    assert_eq!(story.says(2, choose(2)).len(), 1);
    assert_eq!(story.refuses_to(1, choose(2)), Reason::NotYours);
}

#[test]
fn i1_a_case_of_an_earlier_day_counts_among_the_three() {
    let mut story = Story::with_cases(1);
    for n in [20, 21] {
        story.says(1, P::PutCase { case: case(n), fields: fields("Et cela ?") });
    }
    let fields = fields("Depuis la dernière fois ?");
    let carried = Carried { case: case(30), owner: seat(1), fields, age: 1, prepared: false };
    story.day.inventory.carried.push(carried);
    let keep = P::ConfirmCarried { case: case(30), keep: true };
    assert_eq!(story.refuses_to(1, keep.clone()), Reason::TooMany);
    story.says(1, P::WithdrawCase { case: case(20) });
    assert_eq!(story.says(1, keep).len(), 1);
}

/// The first case is being treated when somebody comes, whose case of an earlier day waits.
fn somebody_comes_late() -> Story {
    let mut story = Story::in_treatment(3, "demande_apports", 20);
    story.does(F::Admit { knock: knock(7), participant: seat(7), name: name(7) });
    let fields = fields("Depuis la dernière fois ?");
    let carried = Carried { case: case(30), owner: seat(7), fields, age: 1, prepared: false };
    story.day.inventory.carried.push(carried);
    story
}

#[test]
fn i1_whoever_comes_late_brings_a_case_until_the_closing() {
    for phase in [Position::Prioritisation, Position::Treatment { at: None }] {
        let mut story = somebody_comes_late();
        story.goes(phase);
        story.says(7, P::PutCase { case: case(31), fields: fields("En retard ?") });
        assert_eq!(story.day.owed_to(seat(7)), [case(31)], "{phase:?}");
    }
    let mut story = somebody_comes_late();
    story.goes(Position::Closing);
    let put = P::PutCase { case: case(31), fields: fields("En retard ?") };
    assert_eq!(story.refuses_to(7, put), Reason::WrongPhase);
}

#[test]
fn i9_whoever_comes_late_brings_one_of_an_earlier_day_until_the_closing() {
    let mut story = somebody_comes_late();
    let keep = P::ConfirmCarried { case: case(30), keep: true };
    let mut closing = somebody_comes_late();
    closing.goes(Position::Closing);
    assert_eq!(closing.refuses_to(7, keep.clone()), Reason::WrongPhase);
    story.says(7, keep);
    assert_eq!(story.day.owed_to(seat(7)), [case(30)]);
    // It is planned with the rest of the day.
    let (process, minutes) = (process("demande_apports"), 20);
    story.does(F::ChooseProcess { case: case(30), process, minutes });
    let found = planner::feasibility(&story.day);
    assert_eq!((found.fits, found.unplaceable), (true, vec![]));
}

#[test]
fn i1_what_comes_late_waits_for_the_others_to_be_revealed() {
    let mut story = Story::with_people(2);
    story.goes(Position::Prioritisation);
    let put = P::PutCase { case: case(31), fields: fields("En retard ?") };
    assert_eq!(story.refuses_to(1, put), Reason::WindowClosed);
}

#[test]
fn i4_a_case_is_part_of_one_merger() {
    let mut story = Story::with_cases(3);
    for (merge, other) in [(10, 2), (11, 3)] {
        let cases = vec![case(1), case(other)];
        story.does(F::ProposeMerge { merge: case(merge), cases, title: "Ensemble ?".into() });
    }
    story.says(1, P::AgreeMerge { merge: case(11), agrees: true });
    for who in [1, 2] {
        story.says(who, P::AgreeMerge { merge: case(10), agrees: true });
    }
    let late = P::AgreeMerge { merge: case(11), agrees: true };
    assert_eq!(story.refuses_to(3, late), Reason::UnknownProposal);
    assert_eq!(story.day.inventory.live().count(), 2);
}

#[test]
fn i4_a_case_whose_treatment_has_begun_is_not_merged() {
    let mut story = Story::in_treatment(3, "faire_savoir", 10);
    story.goes(Position::Treatment { at: None });
    let cases = vec![case(2), case(3)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
    story.says(2, P::AgreeMerge { merge: case(10), agrees: true });
    story.goes(step(slot(3), 0));
    let late = P::AgreeMerge { merge: case(10), agrees: true };
    assert_eq!(story.refuses_to(3, late), Reason::CannotMerge);
}

#[test]
fn i4_no_said_twice_is_no() {
    let mut story = Story::with_cases(2);
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
    let no = P::AgreeMerge { merge: case(10), agrees: false };
    assert_eq!(story.says(2, no.clone()).len(), 1);
    assert_eq!(story.says(2, no).len(), 0);
}

#[test]
fn i7_a_rank_is_given_to_a_live_case_and_stays_one_after_a_merger_came_apart() {
    let mut story = Story::with_cases(2);
    story.says(1, P::PutCase { case: case(20), fields: fields("Et cela ?") });
    story.says(1, P::Prioritise { case: case(1), rank: Some(1) });
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
    for who in [1, 2] {
        story.says(who, P::AgreeMerge { merge: case(10), agrees: true });
    }
    let part = P::Prioritise { case: case(1), rank: Some(2) };
    assert_eq!(story.refuses_to(1, part), Reason::UnknownCase);
    story.says(1, P::Prioritise { case: case(20), rank: Some(1) });
    story.says(2, P::WithdrawCase { case: case(10) });
    assert_eq!(story.day.inventory.case(case(1)).unwrap().priorities, vec![]);
    assert_eq!(story.day.inventory.case(case(20)).unwrap().priorities, vec![(seat(1), 1)]);
}

#[test]
fn i11_a_process_may_reserve_a_case_and_its_owner_opens_it_again() {
    let mut story = Story::with_cases(1);
    let choose =
        |minutes| P::ChooseProcess { case: case(1), process: process("temoignage"), minutes };
    let reserved = |story: &Story| story.day.inventory.case(case(1)).unwrap().fields.reserved;
    story.says(1, choose(25));
    assert!(reserved(&story));
    story.says(1, P::PutCase { case: case(1), fields: fields("Comment ?") });
    story.says(1, choose(20));
    assert!(!reserved(&story), "the owner has said so");
}

#[test]
fn i2_headline_and_expectation_have_limits_too() {
    let mut story = Story::with_people(1);
    story.goes(Position::Inventory);
    story.does(F::OpenWindow { ends_at: None, role: None });
    let put = |headline: usize, expects: usize| {
        let fields = cercle::domain::day::inventory::CaseFields {
            headline: "é".repeat(headline),
            expects: "é".repeat(expects),
            ..fields("Comment ?")
        };
        P::PutCase { case: case(1), fields }
    };
    assert_eq!(story.refuses_to(1, put(141, 0)), Reason::TooLong);
    assert_eq!(story.refuses_to(1, put(0, 281)), Reason::TooLong);
    story.says(1, put(140, 280));
}

#[test]
fn i3_cases_are_shown_once_in_the_inventory_and_the_window_closes_with_it() {
    let mut story = Story::with_people(1);
    assert_eq!(story.refuses_tablet(F::Reveal), Reason::WrongPhase);
    story.goes(Position::Inventory);
    story.does(F::OpenWindow { ends_at: None, role: None });
    story.says(1, P::PutCase { case: case(1), fields: fields("Comment ?") });
    let choose = P::ChooseProcess { case: case(1), process: process("faire_savoir"), minutes: 10 };
    assert_eq!(story.refuses_to(1, choose), Reason::NotRevealed);
    story.does(F::Reveal);
    assert!(story.day.inventory.revealed && !story.day.window.open);
    assert_eq!(story.does(F::Reveal).len(), 0);
}

#[test]
fn i4_nothing_is_merged_while_dots_lie_in_an_open_box() {
    let mut story = Story::with_cases(3);
    let cases = vec![case(1), case(2)];
    let propose =
        |n| F::ProposeMerge { merge: case(n), cases: cases.clone(), title: "À deux ?".into() };
    story.does(propose(10));
    story.goes(Position::Prioritisation);
    let open = F::OpenVote { vote: vote(1), dots: 3, mode: VoteMode::Sealed, ends_at: None };
    story.does(open);
    assert_eq!(story.refuses_tablet(propose(11)), Reason::VoteOpen);
    let yes = P::AgreeMerge { merge: case(10), agrees: true };
    assert_eq!(story.refuses_to(1, yes.clone()), Reason::VoteOpen);
    let counts = vec![2, 3, 4];
    story.house(ByHouse::CloseVote { vote: vote(1), counts, entries: Vec::new() });
    story.says(1, yes.clone());
    story.says(2, yes);
    assert_eq!(story.day.dots_of(case(10)), Some(5), "a merger has the dots of its parts");
}

#[test]
fn i4_a_merger_takes_the_place_of_its_first_part_in_the_plan() {
    let mut story = Story::in_treatment(4, "faire_savoir", 10);
    let cases = vec![case(3), case(4)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "À deux ?".into() });
    for who in [3, 4] {
        story.says(who, P::AgreeMerge { merge: case(10), agrees: true });
    }
    let planned: Vec<_> =
        story.day.plan.as_ref().unwrap().slots.iter().map(|slot| slot.case).collect();
    assert_eq!(planned, vec![case(1), case(2), case(10)]);
}

#[test]
fn i5_the_other_owners_part_of_a_merger_keeps_its_rank_and_its_words() {
    let mut story = Story::with_cases(3);
    story.says(2, P::Prioritise { case: case(2), rank: Some(2) });
    let cases = vec![case(1), case(2)];
    story.does(F::ProposeMerge { merge: case(10), cases, title: "Ensemble ?".into() });
    for who in [1, 2] {
        story.says(who, P::AgreeMerge { merge: case(10), agrees: true });
    }
    story.says(1, P::WithdrawCase { case: case(10) });
    let left = story.day.inventory.case(case(2)).unwrap();
    assert_eq!((left.merged_into, &left.priorities), (None, &vec![(seat(2), 2)]));
    assert!(story.day.inventory.case(case(1)).is_none());
}

#[test]
fn i6_a_withdrawn_case_takes_its_texts_along_even_when_its_slot_is_gone() {
    let mut story = Story::in_treatment(2, "codeveloppement", 60);
    story.does(F::OpenWindow { ends_at: None, role: None });
    let (_, _, at) = story.day.at_step().unwrap();
    let input = at.inputs.iter().find(|input| input.is_for_owner());
    let (at, input) = (at.id.clone(), input.map(|input| input.id.clone()));
    let Some(input) = input else { panic!("the first step asks its owner for nothing") };
    story.says(
        1,
        P::Contribute {
            contribution: text(1),
            slot: slot(1),
            step: at,
            input,
            text: "Trois ans.".into(),
        },
    );
    story.does(F::UndoGo { to: step(slot(1), 0) });
    let basis = story.day.plan.as_ref().unwrap().basis;
    let slots = story.day.plan.as_ref().unwrap().slots[1..].to_vec();
    story.does(F::EditPlan { basis, slots });
    assert_eq!(story.day.contributions.len(), 1, "words written meanwhile stay");
    story.says(1, P::WithdrawCase { case: case(1) });
    assert!(story.day.contributions.is_empty());
}

#[test]
fn i6_a_case_withdrawn_in_a_vote_leaves_the_options_where_they_are() {
    let mut story = Story::with_cases(6);
    story.goes(Position::Prioritisation);
    let open = F::OpenVote { vote: vote(1), dots: 3, mode: VoteMode::Live, ends_at: None };
    story.does(open);
    story.says(2, P::WithdrawCase { case: case(2) });
    assert_eq!(story.day.vote(vote(1)).unwrap().options.len(), 6);
    story.house(ByHouse::CloseVote {
        vote: vote(1),
        counts: vec![1, 9, 3, 4, 5, 6],
        entries: Vec::new(),
    });
    assert_eq!(story.day.dots_of(case(3)), Some(3));
}

#[test]
fn i9_a_case_of_an_earlier_day_comes_back_by_its_owners_yes() {
    let mut story = Story::with_people(2);
    let earlier = |n, owner| Carried {
        case: case(n),
        owner: seat(owner),
        fields: fields("Toujours ?"),
        age: 2,
        prepared: false,
    };
    story.day.inventory.carried = vec![earlier(30, 1), earlier(31, 2)];
    let answer = |n, keep| P::ConfirmCarried { case: case(n), keep };
    assert_eq!(story.refuses_to(1, answer(30, true)), Reason::WrongPhase);
    story.goes(Position::Inventory);
    assert_eq!(story.refuses_to(2, answer(30, true)), Reason::NotYours);
    story.says(1, answer(30, true));
    assert_eq!(story.says(1, answer(30, true)).len(), 0);
    story.says(2, answer(31, false));
    let live: Vec<_> = story.day.inventory.live().map(|case| (case.case, case.age)).collect();
    assert_eq!(live, vec![(case(30), 2)]);
    assert!(story.day.inventory.carried.is_empty());
}
