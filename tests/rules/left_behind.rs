//! What a block has left over once its time has gone: nothing leads to it, nothing is late by it.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::day::plan::Slot;
use cercle::domain::day::way::WayStep;
use cercle::domain::id::SlotId;
use cercle::domain::outlook::Outlook;
use cercle::domain::planner::{Found, search};
use cercle::domain::position::Position;
use cercle::domain::remainder::left_behind;
use cercle::domain::vocabulary::{Outcome, PauseKind};
use cercle::view::{Around, Audience, frame};

use crate::support::{Story, Threat, at, case, proposal, seat, slot, step, threatened};

/// In the morning, until 11:40, a case of 40 minutes, begun on time, and one of 44; in the afternoon,
/// from 12:40, one of 45 and one of 34, and 15 minutes free.
fn two_halves() -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    let planned = [(1, 600, 40), (1, 643, 44), (3, 760, 45), (3, 808, 34)];
    edit(&mut story, planned);
    story.goes(step(slot(1), 0));
    story
}

fn edit(story: &mut Story, planned: [(u8, u16, u16); 4]) {
    let plan = story.day.plan.clone().unwrap();
    let slots = plan.slots.iter().zip(planned);
    let slots =
        slots.map(|(slot, (block, start, minutes))| Slot { block, start, minutes, ..*slot });
    story.does(F::EditPlan { basis: plan.basis, slots: slots.collect() });
}

fn ends(story: &mut Story, n: u128) {
    story.does(F::SetOutcome { slot: slot(n), outcome: Outcome::Treated });
    story.goes(Position::Treatment { at: None });
}

/// The first case has ended at 11:33.
fn overrun() -> Story {
    let mut story = two_halves();
    story.later(93 * 60);
    ends(&mut story, 1);
    story
}

/// The same, lunch until the afternoon begins.
fn lunch() -> Story {
    let mut story = overrun();
    let until = Some(at(220 * 60));
    story.does(F::Pause { kind: PauseKind::Lunch, until });
    story
}

fn next(story: &Story) -> Option<SlotId> {
    story.day.next_slot().map(|slot| slot.slot)
}

fn lacks(n: u128, minutes: Option<u16>) -> Threat {
    Threat { participant: seat(n), minutes }
}

#[test]
fn p8_what_can_still_begin_in_its_block_comes_next_and_threatens_whom_it_would_push_out() {
    let story = overrun();
    assert_eq!((next(&story), left_behind(&story.day)), (Some(slot(2)), vec![]));
    // It would end at 12:20, lunch at 13:05; the two after it have to begin by 12:55.
    assert_eq!(threatened(&story), vec![lacks(2, Some(40)), lacks(4, Some(10))]);
}

#[test]
fn p8_next_leads_past_what_can_be_held_in_its_block_no_longer_and_the_tablet_names_it() {
    let story = lunch();
    assert_eq!((next(&story), left_behind(&story.day)), (Some(slot(3)), vec![slot(2)]));
    let told = frame(Audience::Facilitator, &story.day, &Around::default(), 1, None);
    let left = format!(r#""left":["{}"]"#, slot(2).0);
    assert!(told.sections.iter().any(|section| section.text.to_string().contains(&left)));
}

#[test]
fn p8_what_was_left_behind_makes_nobody_late_and_threatens_none_but_its_owner() {
    let mut story = lunch();
    let outlook = Outlook::of(&story.day).unwrap();
    assert_eq!((outlook.free.at(story.now), outlook.due), (at(220 * 60), Some(at(220 * 60))));
    assert_eq!(threatened(&story), vec![lacks(2, None)]);
    let steps = vec![WayStep::Defer { participant: seat(2) }];
    story.does(F::ProposeWay { proposal: proposal(1), steps });
    story.says(2, P::AnswerWay { proposal: proposal(1), agrees: true });
    assert_eq!(threatened(&story), vec![]);
    let by = Outlook::of(&story.day).unwrap().stakes.iter().filter_map(|stake| stake.by).min();
    assert_eq!(by, Some(at(235 * 60)), "the case that comes, for the one after it");
}

#[test]
fn p6_what_was_left_behind_still_counts_in_what_is_left_of_the_reserve() {
    let mut story = lunch();
    // Seven minutes would be left free in the afternoon, were it placed there.
    edit(&mut story, [(1, 600, 40), (1, 643, 44), (3, 760, 20), (3, 808, 20)]);
    let outlook = Outlook::of(&story.day).unwrap();
    assert_eq!(outlook.reserve_until, at((220 + 7) * 60));
}

#[test]
fn p6_what_was_left_behind_is_placed_anew_when_the_rest_is_planned() {
    let story = lunch();
    let Found::Plan(plan) = search(&story.day, &|| false, &mut || slot(50)) else {
        panic!("a plan of the rest")
    };
    let placed = plan.slots.iter().find(|one| one.case == case(2)).map(|one| one.block);
    assert_eq!(placed, Some(3));
}

#[test]
fn p8_where_all_that_is_left_has_no_time_any_more_next_leads_to_the_first_of_it() {
    let mut story = lunch();
    story.does(F::Resume);
    story.now = at(220 * 60);
    for n in [3, 4] {
        story.goes(step(slot(n), 0));
        story.later(50 * 60);
        ends(&mut story, n);
    }
    assert_eq!((next(&story), left_behind(&story.day)), (Some(slot(2)), vec![slot(2)]));
}

#[test]
fn p8_what_a_hand_has_put_into_lunch_comes_next_there() {
    let mut story = overrun();
    edit(&mut story, [(1, 600, 40), (1, 705, 20), (3, 760, 45), (3, 808, 34)]);
    story.later(9 * 60);
    story.does(F::Lock { locked: true });
    assert_eq!((next(&story), left_behind(&story.day)), (Some(slot(2)), vec![]));
}
