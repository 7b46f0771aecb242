//! A day under way: what has begun stays, the rest is planned as well as it can be.

use cercle::domain::apply::apply;
use cercle::domain::command::{ByFacilitator, ByHouse, ByParticipant, Command};
use cercle::domain::day::Day;
use cercle::domain::day::plan::{Breach, Plan, Slot};
use cercle::domain::decide::decide;
use cercle::domain::event::Event;
use cercle::domain::id::{CaseId, ParticipantId, SlotId, Timestamp};
use cercle::domain::judge::judge;
use cercle::domain::planner::{Found, rest, search};
use cercle::domain::position::{Cursor, Position};
use cercle::domain::remainder::Remainder;
use cercle::domain::vocabulary::Outcome;
use uuid::Uuid;

use crate::brute::{Truth, Worth, truth, worth_of};
use crate::days::{Chance, random_day};
use crate::{found, replayed, seeds, shrink, slot_ids, small};

fn minute(minute: u16) -> Timestamp {
    Timestamp(i64::from(minute) * 60_000)
}

fn take(day: &mut Day, command: Command, at: Timestamp) {
    for event in decide(day, &command, at).unwrap() {
        apply(day, &event, at);
    }
}

fn go(day: &mut Day, to: Position, at: Timestamp) {
    let from = day.position.0;
    take(day, Command::Facilitator(ByFacilitator::Go { from, to }), at);
}

/// Treats the first so many slots, each a little longer or shorter than planned; the last may
/// still go on, and some are stopped by their owner.
fn treat(day: &mut Day, slots: &[Slot], chance: &mut Chance) {
    let mut now = 0;
    for (index, slot) in slots.iter().enumerate() {
        let begins = slot.start.max(now);
        let at = Some(Cursor { slot: slot.slot, step: 0 });
        go(day, Position::Treatment { at }, minute(begins));
        now = begins + slot.minutes / 2 + chance.below(u64::from(slot.minutes)) as u16;
        let owner = day.inventory.case(slot.case).unwrap().owners[0];
        if chance.once_in(4) {
            let stop = ByParticipant::StopCase { slot: slot.slot };
            take(day, Command::Participant(owner, stop), minute(now));
        } else if index + 1 < slots.len() || chance.once_in(2) {
            let outcome = ByFacilitator::SetOutcome { slot: slot.slot, outcome: Outcome::Treated };
            take(day, Command::Facilitator(outcome), minute(now));
            go(day, Position::Treatment { at: None }, minute(now));
        }
    }
    *day = day.clone().unchanged_until(minute(now + chance.below(10) as u16));
}

/// P11: what is offered when not everyone can be covered leaves out as few as can be, breaks no other
/// rule, and is the best of those.
fn leaves_the_fewest_out(day: &Day, truth: &Truth, replay: &str) {
    let offered = rest(day, &|| false, &mut ids_after(day)).unwrap();
    let fewest = truth.sets.iter().map(|(_, uncovered)| uncovered.len()).min().unwrap();
    assert_eq!(offered.left_out.len(), fewest, "{offered:?}; {replay}");
    let uncovered = |who: &ParticipantId| Breach::Uncovered { participant: *who };
    let breaches: Vec<Breach> = offered.left_out.iter().map(uncovered).collect();
    assert_eq!(judge(day, &offered.slots).breaches, breaches, "{replay}");
    let to_come: Vec<Slot> =
        offered.slots.iter().filter(|slot| !day.runs.contains_key(&slot.slot)).copied().collect();
    let same = truth.sets.iter().filter(|(_, uncovered)| uncovered.len() == fewest);
    let best = same.map(|(cases, _)| worth_of_cases(day, cases)).max();
    assert_eq!(Some(worth_of(day, &to_come)), best, "{replay}");
}

fn worth_of_cases(day: &Day, cases: &[CaseId]) -> Worth {
    let slot = |case: &CaseId| {
        let (block, start, minutes) = (0, 0, 0);
        Slot { slot: SlotId(Uuid::nil()), case: *case, block, start, minutes }
    };
    worth_of(day, &cases.iter().map(slot).collect::<Vec<_>>())
}

fn planned(day: &mut Day) -> Option<Plan> {
    let Found::Plan(plan) = found(day) else { return None };
    let now = day.last_at;
    apply(day, &Event::Planned { plan: plan.clone() }, now);
    Some(*plan)
}

/// The same search, its ids none of those of the slots that have begun.
fn planned_anew(day: &Day) -> Found {
    search(day, &|| false, &mut ids_after(day))
}

/// Ids of slots that none that has begun bears.
fn ids_after(day: &Day) -> impl FnMut() -> SlotId {
    let mut ids = slot_ids();
    let begun = day.runs.len() as u128;
    move || SlotId(Uuid::from_u128(ids().0.as_u128() + begun))
}

#[test]
fn what_is_pinned_stays_and_the_rest_is_as_good_as_it_can_be() {
    let mut held = 0;
    for seed in seeds() {
        let mut chance = Chance(seed);
        let size = small(&mut chance);
        let mut day = random_day(&mut chance, &size);
        shrink(&mut day, &mut chance);
        let Some(before) = planned(&mut day) else { continue };
        if before.slots.is_empty() {
            continue;
        }
        held += 1;
        let replay = format!("replay with CERCLE_SEED={seed}");
        let pinned = before.slots[chance.below(before.slots.len() as u64) as usize];
        let pin = ByFacilitator::PinSlot { slot: pinned.slot, pinned: true };
        take(&mut day, Command::Facilitator(pin), minute(0));
        let mut last = 500;
        let mut draw = || {
            last += 1;
            SlotId(Uuid::from_u128(last))
        };
        let Found::Plan(plan) = search(&day, &|| false, &mut draw) else {
            panic!("the plan that was there would do; {replay}")
        };
        assert!(plan.slots.contains(&pinned), "{plan:?}; {replay}");
        assert_eq!((&plan.breaches, &plan.pinned), (&vec![], &vec![pinned.slot]), "{replay}");
        assert_eq!(worth_of(&day, &plan.slots), worth_of(&day, &before.slots), "{replay}");
        take(&mut day, Command::House(ByHouse::ProposePlan { plan }), minute(0));
    }
    assert!(replayed().is_some() || held > 400, "{held}");
}

#[test]
fn the_rest_of_a_day_is_planned_as_brute_force_would() {
    let (mut plans, mut none) = (0, 0);
    for seed in seeds() {
        let mut chance = Chance(seed);
        let size = small(&mut chance);
        let mut day = random_day(&mut chance, &size);
        if chance.once_in(3) {
            shrink(&mut day, &mut chance);
        }
        let Some(before) = planned(&mut day).filter(|plan| !plan.slots.is_empty()) else {
            continue;
        };
        let begun = 1 + chance.below(before.slots.len() as u64) as usize;
        treat(&mut day, &before.slots[..begun], &mut chance);
        let replay = format!("replay with CERCLE_SEED={seed}");
        let truth = truth(&day);
        match planned_anew(&day) {
            Found::Plan(plan) => {
                plans += 1;
                assert_eq!(plan.slots[..begun], before.slots[..begun], "{replay}");
                assert_eq!(plan.breaches, vec![], "{replay}");
                let from = Remainder::of(&day).from;
                let rest = &plan.slots[begun..];
                assert!(rest.iter().all(|slot| slot.start >= from), "{replay}");
                assert_eq!(Some(worth_of(&day, rest)), truth.best, "{replay}");
                assert!(plan.used <= plan.available, "{replay}");
                let now = day.last_at;
                take(&mut day, Command::House(ByHouse::ProposePlan { plan }), now);
            }
            Found::Infeasible(_) => {
                none += 1;
                assert_eq!(truth.best, None, "{replay}");
                leaves_the_fewest_out(&day, &truth, &replay);
            }
            Found::Cancelled => panic!("nobody called it off; {replay}"),
        }
    }
    println!("{plans} plans, {none} remainders without one");
    assert!(replayed().is_some() || plans > 400 && none > 40, "{plans} plans, {none} without");
}
