//! Plans: after the vote, anew when facts change, never over a facilitator's hand.

use std::time::Duration;

use cercle::domain::command::{ByFacilitator, ByParticipant};
use cercle::domain::day::plan::{Breach, Slot};
use cercle::domain::day::schedule::Block;
use cercle::domain::event::Event;
use cercle::domain::id::SlotId;
use cercle::domain::position::{Cursor, Position};
use cercle::domain::refusal::Reason;
use cercle::domain::remainder::Remainder;
use cercle::domain::vocabulary::{BlockKind, VoteMode};
use cercle::journal::memory::Fault;
use cercle::live::handle::Turn;
use tokio::time::sleep;

use crate::support::{Day, case, fields, process, seat, until, vote};

async fn planned(people: u128) -> Day {
    let day = Day::in_vote(people, VoteMode::Sealed).await;
    day.handle.turn(Turn::Close { vote: vote(1) }).await.unwrap();
    until(&day.handle, |shown| shown.day.plan.is_some()).await;
    day
}

async fn plans(day: &Day) -> usize {
    let planned = |event: &&Event| matches!(event, Event::Planned { .. });
    day.house.events(day.room).await.iter().filter(planned).count()
}

#[tokio::test(start_paused = true)]
async fn whether_it_can_be_done_is_known_before_the_vote() {
    let day = Day::with_cases(6, 30).await;
    let fits = |shown: &cercle::live::handle::Published| {
        shown.around.feasibility.as_ref().is_some_and(|feasible| feasible.missing == 0)
    };
    until(&day.handle, fits).await;
    for n in 1..=6 {
        let choose = ByParticipant::ChooseProcess {
            case: case(n),
            process: process("coaching_individuel"),
            minutes: 90,
        };
        day.says(n, choose).await;
    }
    let lacks = |shown: &cercle::live::handle::Published| {
        shown.around.feasibility.as_ref().is_some_and(|feasible| feasible.missing > 0)
    };
    until(&day.handle, lacks).await;
    assert_eq!(plans(&day).await, 0);
}

/// It is nine o'clock, and treatment is due a minute later, until one.
async fn due_in_a_minute(day: &Day) {
    let block = Block { kind: BlockKind::Treatment, start: 541, end: 780 };
    day.does(ByFacilitator::SetBlocks { blocks: vec![block], reserve: 0 }).await;
}

#[tokio::test(start_paused = true)]
async fn a_late_morning_is_weighed_anew_as_its_minutes_pass() {
    let day = Day::with_cases(6, 30).await;
    due_in_a_minute(&day).await;
    for minutes in [239, 238, 237] {
        let left = |shown: &cercle::live::handle::Published| {
            shown.around.feasibility.as_ref().is_some_and(|told| told.available == minutes)
        };
        until(&day.handle, left).await;
        sleep(Duration::from_secs(61)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_vote_that_ends_late_is_followed_by_a_plan_from_then_on() {
    let day = Day::in_vote(6, VoteMode::Sealed).await;
    due_in_a_minute(&day).await;
    sleep(Duration::from_secs(3 * 60)).await;
    day.handle.turn(Turn::Close { vote: vote(1) }).await.unwrap();
    let shown = until(&day.handle, |shown| shown.day.plan.is_some()).await;
    let first = shown.day.plan.as_ref().unwrap().slots[0].start;
    assert!((543..546).contains(&first), "{first}");
}

#[tokio::test(start_paused = true)]
async fn a_plan_follows_the_vote_and_covers_everyone() {
    let day = planned(8).await;
    let shown = day.handle.published();
    let plan = shown.day.plan.clone().unwrap();
    assert!(plan.breaches.is_empty() && !plan.by_hand);
    assert!(plan.covered.iter().all(|(_, cases)| !cases.is_empty()));
    assert_eq!(plan.basis, shown.day.basis);
    until(&day.handle, |shown| !shown.around.computing).await;
    sleep(Duration::from_secs(60)).await;
    assert_eq!(plans(&day).await, 1);
}

#[tokio::test(start_paused = true)]
async fn facts_that_change_are_planned_anew_until_a_hand_or_a_step_takes_over() {
    let day = planned(6).await;
    day.says(1, ByParticipant::WithdrawCase { case: case(1) }).await;
    let fresh = |shown: &cercle::live::handle::Published| {
        shown.day.plan.as_ref().is_some_and(|plan| plan.basis == shown.day.basis)
    };
    until(&day.handle, fresh).await;
    let plan = day.handle.published().day.plan.clone().unwrap();
    assert!(plan.slots.iter().all(|slot| slot.case != case(1)));

    let mut slots = plan.slots.clone();
    slots.pop();
    day.does(ByFacilitator::EditPlan { basis: plan.basis, slots }).await;
    day.says(2, ByParticipant::WithdrawCase { case: case(2) }).await;
    sleep(Duration::from_secs(60)).await;
    assert!(day.handle.published().day.plan.clone().unwrap().by_hand);

    day.handle.make_plan().await.unwrap();
    until(&day.handle, |shown| shown.day.plan.as_ref().is_some_and(|plan| !plan.by_hand)).await;
    let count = plans(&day).await;
    let slot = day.handle.published().day.plan.as_ref().unwrap().slots[0].slot;
    day.goes(Position::Treatment { at: Some(Cursor { slot, step: 0 }) }).await;
    day.says(3, ByParticipant::CheckOut).await;
    sleep(Duration::from_secs(60)).await;
    assert_eq!(plans(&day).await, count);

    day.handle.make_plan().await.unwrap();
    until(&day.handle, |shown| {
        shown.day.plan.as_ref().is_some_and(|plan| plan.basis == shown.day.basis)
    })
    .await;
    assert_eq!(plans(&day).await, count + 1);
    assert_eq!(day.handle.published().day.plan.as_ref().unwrap().slots[0].slot, slot);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_planned_is_said_with_its_minutes() {
    let day = Day::with_cases(6, 90).await;
    day.goes(Position::Prioritisation).await;
    let (vote, mode) = (vote(1), VoteMode::Sealed);
    day.does(ByFacilitator::OpenVote { vote, dots: 3, mode, ends_at: None }).await;
    day.handle.turn(Turn::Close { vote }).await.unwrap();
    let shown = until(&day.handle, |shown| shown.around.infeasible.is_some()).await;
    let why = shown.around.infeasible.clone().unwrap();
    assert!(why.missing > 0 && why.required == why.available + why.missing);
    assert!(shown.day.plan.is_none());
    for n in 1..=6 {
        let process = process("coaching_individuel");
        day.says(n, ByParticipant::ChooseProcess { case: case(n), process, minutes: 30 }).await;
    }
    let shown = until(&day.handle, |shown| shown.day.plan.is_some()).await;
    assert!(shown.day.plan.as_ref().unwrap().breaches.is_empty());
    until(&day.handle, |shown| shown.around.infeasible.is_none()).await;
}

#[tokio::test(start_paused = true)]
async fn a_plan_that_the_journal_did_not_take_is_proposed_again() {
    let day = Day::in_vote(6, VoteMode::Sealed).await;
    sleep(Duration::from_secs(30)).await;
    day.handle.turn(Turn::Close { vote: vote(1) }).await.unwrap();
    day.house.journal.fail_next([Fault::Unavailable]);
    until(&day.handle, |shown| shown.day.plan.is_some()).await;
}

#[tokio::test(start_paused = true)]
async fn nothing_can_be_planned_for_nobody() {
    let day = Day::opened().await;
    let verdict = day.handle.make_plan().await;
    assert_eq!(verdict.unwrap_err().reason, Reason::NothingToPlan);
    let _ = seat(1);
}

#[tokio::test(start_paused = true)]
async fn when_one_cannot_be_covered_any_more_a_plan_for_the_others_is_offered() {
    let day = planned(6).await;
    let plan = day.handle.published().day.plan.clone().unwrap();
    let last = plan.slots.last().unwrap().case;
    let owner = day.handle.published().day.inventory.case(last).unwrap().owners[0];
    day.goes(Position::Treatment { at: Some(Cursor { slot: plan.slots[0].slot, step: 0 }) }).await;
    let gone = ByFacilitator::SetPresence {
        participant: owner,
        present: true,
        from: None,
        until: Some(1),
    };
    day.does(gone).await;
    day.handle.make_plan().await.unwrap();
    let shown = until(&day.handle, |shown| shown.around.rest.is_some()).await;
    let rest = shown.around.rest.clone().unwrap();
    assert_eq!(rest.left_out, [owner]);
    assert_eq!(shown.around.infeasible.as_ref().unwrap().unplaceable, [owner]);
    assert_eq!(shown.day.plan.as_ref().unwrap().slots, plan.slots, "offered, not taken");

    day.does(ByFacilitator::EditPlan { basis: plan.basis, slots: rest.slots }).await;
    let shown = until(&day.handle, |shown| shown.around.rest.is_none()).await;
    let taken = shown.day.plan.clone().unwrap();
    assert_eq!(taken.breaches, [Breach::Uncovered { participant: owner }]);
}

#[tokio::test(start_paused = true)]
async fn while_only_a_pin_is_in_the_way_nobody_is_asked_to_give_way() {
    let day = planned(6).await;
    // Nearly a whole block for a case that covers nobody: its owner has another priority.
    let process = process("coaching_individuel");
    day.goes(Position::Inventory).await;
    day.says(1, ByParticipant::PutCase { case: case(20), fields: fields("Et si ?") }).await;
    day.says(1, ByParticipant::ChooseProcess { case: case(20), process, minutes: 170 }).await;
    day.goes(Position::Prioritisation).await;
    let fresh = |shown: &cercle::live::handle::Published| {
        shown.day.plan.as_ref().is_some_and(|plan| plan.basis == shown.day.basis)
    };
    let basis = until(&day.handle, fresh).await.day.basis;
    let slot = SlotId(uuid::Uuid::from_u128(7));
    let long = Slot { slot, case: case(20), block: 1, start: 600, minutes: 170 };
    day.does(ByFacilitator::EditPlan { basis, slots: vec![long] }).await;
    day.does(ByFacilitator::PinSlot { slot, pinned: true }).await;
    day.handle.make_plan().await.unwrap();
    let shown = until(&day.handle, |shown| shown.around.infeasible.is_some()).await;
    assert_eq!(shown.around.infeasible.as_ref().unwrap().release, [[slot]]);
    sleep(Duration::from_secs(60)).await;
    assert_eq!(day.handle.published().around.ways, None);
    day.does(ByFacilitator::PinSlot { slot, pinned: false }).await;
    day.handle.make_plan().await.unwrap();
    until(&day.handle, |shown| shown.day.plan.as_ref().is_some_and(|plan| !plan.by_hand)).await;
}

/// Gives the step at hand so many minutes more.
async fn gives(day: &Day, minutes: i64) {
    let from = day.handle.published().day.step_clock.unwrap().ends_at;
    day.does(ByFacilitator::SetClock { from, to: from.plus_ms(minutes * 60_000) }).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_missing_follows_the_minutes_given_to_the_step_at_hand() {
    // Six cases of half an hour, and twelve minutes more.
    let day = Day::in_vote(6, VoteMode::Sealed).await;
    let block = Block { kind: BlockKind::Treatment, start: 541, end: 751 };
    day.does(ByFacilitator::SetBlocks { blocks: vec![block], reserve: 0 }).await;
    day.handle.turn(Turn::Close { vote: vote(1) }).await.unwrap();
    let shown = until(&day.handle, |shown| shown.day.plan.is_some()).await;
    let slot = shown.day.plan.as_ref().unwrap().slots[0].slot;
    day.goes(Position::Treatment { at: Some(Cursor { slot, step: 0 }) }).await;
    gives(&day, 20).await;
    day.handle.make_plan().await.unwrap();
    let missing = |shown: &cercle::live::handle::Published| {
        shown.around.infeasible.as_ref().map_or(0, |told| told.missing)
    };
    let shown = until(&day.handle, |shown| missing(shown) > 0).await;
    let first = missing(&shown);
    gives(&day, 10).await;
    until(&day.handle, |shown| missing(shown) == first + 10).await;
    let is_of_now = |shown: &cercle::live::handle::Published| {
        let from = Remainder::of(&shown.day).from;
        shown.around.rest.as_ref().is_some_and(|rest| rest.slots[1].start == from)
    };
    until(&day.handle, |shown| is_of_now(shown) && shown.around.ways.is_some()).await;
    gives(&day, -30).await;
    let nothing = |shown: &cercle::live::handle::Published| {
        let around = &shown.around;
        around.infeasible.is_none() && around.rest.is_none() && around.ways.is_none()
    };
    until(&day.handle, nothing).await;
}
