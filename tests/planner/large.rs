//! The hard rules of a plan, one by one, on days too large for brute force: twelve people who come
//! and go, thirty-six cases, six blocks.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cercle::domain::day::Day;
use cercle::domain::day::plan::Slot;
use cercle::domain::day::roster::Member;
use cercle::domain::id::ParticipantId;
use cercle::domain::limits::TRANSITION_MINUTES;
use cercle::domain::planner::Found;

use crate::days::{Chance, Size, random_day};
use crate::{found, replayed};

/// The large days that have a plan, each searched once; or the one that `CERCLE_SEED` replays.
static PLANNED: LazyLock<Vec<(u64, Day, Vec<Slot>)>> = LazyLock::new(|| {
    let seeds = replayed().map_or(0..300, |seed| seed..seed + 1);
    let size = Size { people: 12, cases: 36, blocks: 6, troubled: true };
    let days = seeds.map(|seed| (seed, random_day(&mut Chance(seed), &size)));
    let planned: Vec<_> = days
        .filter_map(|(seed, day)| match found(&day) {
            Found::Plan(plan) => Some((seed, day, plan.slots)),
            _ => None,
        })
        .collect();
    assert!(planned.len() > 60 || replayed().is_some(), "only {} plans", planned.len());
    planned
});

/// Holds a rule against the plan of every large day.
fn each_plan(holds: impl Fn(&Day, &[Slot]) -> bool) {
    for (seed, day, slots) in PLANNED.iter() {
        assert!(holds(day, slots), "{slots:?}; replay with CERCLE_SEED={seed}");
    }
}

fn is_there(member: &Member, slot: &Slot) -> bool {
    member.from.is_none_or(|from| from <= slot.start)
        && member.until.is_none_or(|until| slot.start + slot.minutes <= until)
}

#[test]
fn p1_everyone_here_is_covered_by_a_priority_of_theirs() {
    each_plan(|day, slots| {
        day.guaranteed().map(|member| member.participant).all(|who| {
            let owed = day.owed_to(who);
            let holds = |slot: &Slot| day.stays_until(who, slot.start);
            let covers = |slot: &Slot| owed.contains(&slot.case) && holds(slot);
            owed.is_empty() || slots.iter().any(covers)
        })
    });
}

#[test]
fn p2_minutes_and_transitions_leave_the_reserve() {
    each_plan(|day, slots| {
        let used: u16 = slots.iter().map(|slot| slot.minutes + TRANSITION_MINUTES).sum();
        let there: u16 = day.schedule.treatment().map(|(_, block)| block.end - block.start).sum();
        used + day.schedule.reserve <= there
    });
}

#[test]
fn p2_no_slot_leaves_its_block() {
    each_plan(|day, slots| {
        slots.iter().all(|slot| {
            let mut blocks = day.schedule.treatment();
            let block = blocks.find(|(index, _)| *index == usize::from(slot.block));
            block.is_some_and(|(_, block)| {
                block.start <= slot.start && slot.start + slot.minutes <= block.end
            })
        })
    });
}

#[test]
fn p2_slots_follow_each_other_with_a_transition() {
    each_plan(|_, slots| {
        slots.windows(2).all(|pair| {
            let over = pair[0].start + pair[0].minutes;
            pair[0].block != pair[1].block && over <= pair[1].start
                || over + TRANSITION_MINUTES <= pair[1].start
        })
    });
}

#[test]
fn p3_owners_are_there_while_their_case_is_treated() {
    each_plan(|day, slots| {
        slots.iter().all(|slot| {
            let case = day.inventory.case(slot.case).unwrap();
            let there = |owner: &ParticipantId| {
                day.guaranteed()
                    .any(|member| member.participant == *owner && is_there(member, slot))
            };
            let left = |owner: &ParticipantId| !day.stays_until(*owner, slot.start);
            case.owners.iter().any(there) && case.owners.iter().all(|who| there(who) || left(who))
        })
    });
}

#[test]
fn p3_enough_others_are_there_for_the_process() {
    each_plan(|day, slots| {
        slots.iter().all(|slot| {
            let case = day.inventory.case(slot.case).unwrap();
            let floor = day.process(&case.process.as_ref().unwrap().0).unwrap().group_floor;
            let others = day.guaranteed().filter(|member| {
                !case.owners.contains(&member.participant) && is_there(member, slot)
            });
            others.count() >= usize::from(floor)
        })
    });
}

#[test]
fn a_case_is_treated_once_in_its_own_minutes() {
    each_plan(|day, slots| {
        let cases: BTreeSet<_> = slots.iter().map(|slot| slot.case).collect();
        let own = |slot: &Slot| {
            let case = day.inventory.case(slot.case).unwrap();
            case.process.as_ref().is_some_and(|(_, minutes)| *minutes == slot.minutes)
        };
        cases.len() == slots.len() && slots.iter().all(own)
    });
}
