//! A request for input that nobody can answer: the facilitator prepares it for the next day.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::cycle::keepsake::Keepsake;
use cercle::domain::day::inventory::Carried;
use cercle::domain::day::plan::Breach;
use cercle::domain::judge::judge;
use cercle::domain::position::Position;
use cercle::domain::refusal::Reason;
use cercle::domain::served::{first_places, served};
use cercle::domain::vocabulary::{Disposition, Outcome};
use cercle::view::{Around, Audience, frame};
use cercle::wire::{facilitator as tablet, participant as phone};
use serde::de::DeserializeOwned;

use crate::support::{Story, case, fields, seat, slot, step};

const OWNER: u128 = 1;

fn ends(story: &mut Story, outcome: Outcome) {
    story.does(F::SetOutcome { slot: slot(1), outcome });
}

/// A request in which nobody could answer.
fn unanswered() -> Story {
    let mut story = Story::in_treatment(4, "demande_apports", 20);
    story.goes(step(slot(1), 1));
    ends(&mut story, Outcome::ToPrepare);
    story
}

/// With a second priority, which nothing treats.
fn unanswered_with_another() -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    story.says(OWNER, P::PutCase { case: case(21), fields: fields("Et ensuite ?") });
    story.says(OWNER, P::Prioritise { case: case(21), rank: Some(2) });
    story.goes(step(slot(1), 0));
    ends(&mut story, Outcome::ToPrepare);
    story
}

fn is_uncovered(story: &Story) -> bool {
    let slots = &story.day.plan.as_ref().unwrap().slots;
    let verdict = judge(&story.day, slots);
    verdict.breaches.contains(&Breach::Uncovered { participant: seat(OWNER) })
}

fn section<T: DeserializeOwned>(story: &Story, audience: Audience, name: &str) -> T {
    let frame = frame(audience, &story.day, &Around::default(), 1, None);
    let section = frame.sections.iter().find(|section| section.name == name).unwrap();
    serde_json::from_str(&section.text).unwrap()
}

#[test]
fn x9_it_serves_nobody_and_its_owner_comes_first_next_day() {
    let mut story = unanswered();
    assert!(first_places(&story.day).contains(&seat(OWNER)));
    let of_owner = served(&story.day).into_iter().find(|(who, _)| *who == seat(OWNER)).unwrap();
    assert_eq!(of_owner.1, []);
    assert_eq!(story.day.to_prepare_for(seat(OWNER)), [case(OWNER)]);
    assert!(!is_uncovered(&story), "nothing of theirs is left today: no plan could mend it");
    ends(&mut story, Outcome::Treated);
    assert!(!first_places(&story.day).contains(&seat(OWNER)), "somebody could answer after all");
}

#[test]
fn x9_the_guarantee_is_still_owed_by_another_priority() {
    let mut story = unanswered_with_another();
    assert!(is_uncovered(&story));
    ends(&mut story, Outcome::Treated);
    assert!(!is_uncovered(&story));
}

#[test]
fn x9_a_plan_made_before_is_stale_after_it_and_after_it_is_taken_back() {
    let mut story = Story::in_treatment(4, "demande_apports", 20);
    let mut last = story.day.basis;
    let after_it = [Outcome::Treated, Outcome::Unfinished];
    for outcome in [Outcome::ToPrepare].into_iter().chain(after_it) {
        ends(&mut story, outcome);
        assert!(story.day.basis > last, "{outcome:?}");
        last = story.day.basis;
    }
}

#[test]
fn x9_only_where_the_process_says_so() {
    let story = Story::in_treatment(4, "codeveloppement", 60);
    let outcome = F::SetOutcome { slot: slot(1), outcome: Outcome::ToPrepare };
    assert_eq!(story.refuses_tablet(outcome), Reason::OutOfRange);
}

#[test]
fn x9_it_comes_back_to_its_owner_unless_they_say_another_word() {
    let mut story = unanswered();
    let kept = |story: &Story| {
        let backlog = Keepsake::of(&story.day).backlog;
        backlog.into_iter().find(|carried| carried.case == case(OWNER))
    };
    let carried = kept(&story).unwrap();
    assert_eq!((carried.owner, carried.prepared, carried.age), (seat(OWNER), true, 1));
    story.goes(Position::Closing);
    let mine: phone::Mine = section(&story, Audience::Participant(seat(OWNER)), "mine");
    assert_eq!(mine.cases[0].disposition, Some(Disposition::CarryOver));
    let settle = |disposition| P::Settle { case: case(OWNER), disposition };
    story.says(OWNER, settle(Disposition::Offline));
    assert_eq!(kept(&story), None);
    story.says(OWNER, settle(Disposition::CarryOver));
    assert!(kept(&story).unwrap().prepared);
}

#[test]
fn x9_the_closing_says_it_to_its_owner_and_to_the_facilitator_alone() {
    let mut story = unanswered();
    story.goes(Position::Closing);
    let now: tablet::Now = section(&story, Audience::Facilitator, "now");
    let tablet::Stage::Closing { served, .. } = now.stage else { panic!("not closing") };
    for one in served {
        let own = one.participant == seat(OWNER);
        assert_eq!(one.to_prepare, if own { vec![case(OWNER)] } else { Vec::new() });
    }
    for n in 1..=4 {
        let now: phone::Now = section(&story, Audience::Participant(seat(n)), "now");
        let phone::Stage::Closing { served: Some(served), .. } = now.stage else {
            panic!("nothing is told to {n}")
        };
        let own = n == OWNER;
        assert_eq!(served.to_prepare, if own { vec![case(OWNER)] } else { Vec::new() });
        assert!(!own || served.first_next);
    }
}

#[test]
fn x9_back_on_another_day_it_is_known_as_prepared_and_carried_over_as_such() {
    let mut story = Story::with_people(2);
    let fields = fields("Quel cadre ?");
    let carried = Carried { case: case(30), owner: seat(OWNER), fields, age: 1, prepared: true };
    story.day.inventory.carried = vec![carried];
    let mine: phone::Mine = section(&story, Audience::Participant(seat(OWNER)), "mine");
    assert!(mine.carried[0].prepared);
    story.goes(Position::Inventory);
    story.says(OWNER, P::ConfirmCarried { case: case(30), keep: true });
    story.day.inventory.revealed = true;
    let cases: tablet::Cases = section(&story, Audience::Facilitator, "cases");
    assert!(cases.cases[0].prepared);
    story.says(OWNER, P::Settle { case: case(30), disposition: Disposition::CarryOver });
    let again = Keepsake::of(&story.day).backlog;
    assert_eq!((again[0].prepared, again[0].age), (true, 2));
}

#[test]
fn x9_the_tablet_names_those_left_waiting_apart_from_those_who_have_a_case() {
    let mut story = unanswered();
    let plan: tablet::Plan = section(&story, Audience::Facilitator, "plan");
    assert_eq!(plan.left_waiting, [seat(OWNER)]);
    let told = [plan.uncovered, plan.deferred, plan.without_case, plan.stopped].concat();
    assert!(!told.contains(&seat(OWNER)), "they are named once");
    ends(&mut story, Outcome::Treated);
    let plan: tablet::Plan = section(&story, Audience::Facilitator, "plan");
    assert_eq!(plan.left_waiting, []);
}
