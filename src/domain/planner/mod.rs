//! The exact search for a plan under the guarantee, and a reason for each case.
//!
//! Once treatment has begun the remainder of the day is searched: what has begun stays in front.
//! The set of cases is chosen first and proved best; then its order. Nothing here decides by
//! chance or by the clock: the same day gives the same plan.

mod bound;
mod cost;
mod cover;
mod groups;
mod item;
mod line;
mod order;
mod pins;
mod problem;
mod reasons;
mod rest;
mod search;
mod stop;

use crate::domain::day::Day;
use crate::domain::day::plan::{Plan, Slot, Why};
use crate::domain::id::{CaseId, ParticipantId, SlotId};
use crate::domain::judge::judge;
use crate::domain::remainder::begun;

pub use rest::{Rest, rest};

use item::dots_in;
use line::{Arrangement, Line, times};
use problem::{Problem, Set};
use search::{Ask, Enough, Places};
use stop::{Cancelled, Stop};

/// Minutes required, available, missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feasibility {
    /// The cheapest cover of everyone, transitions included, wherever its cases would go.
    pub required: u16,
    /// Treatment minutes less the reserve.
    pub available: u16,
    /// What is missing; 0 when it fits.
    pub missing: u16,
    /// People who bring no case: nothing can be guaranteed to them.
    pub without_priority: Vec<ParticipantId>,
    /// People all of whose priorities fit nowhere: no process, longer than any block, an owner
    /// away, too few people. What is required counts them where the minutes are known.
    pub unplaceable: Vec<ParticipantId>,
    /// The block to extend, and by how many minutes, when minutes suffice but blocks do not: for all but
    /// the unplaceable where it does nothing for those.
    pub extend: Option<(u8, u16)>,
    /// What is pinned and in the way: releasing any of these sets lets everyone be covered. The single
    /// pins that do, else all of them; none when it would not help.
    pub release: Vec<Vec<SlotId>>,
    /// A plan covers everyone. Where it does not though nothing is missing, blocks are too short,
    /// the hours people are there clash, or they are too few.
    pub fits: bool,
    /// Whether a plan covers all but those for whom nothing can be placed; none when that was not
    /// found in the steps that a search may take.
    pub others_fit: Option<bool>,
    /// Whether a plan does is proved; else none was found in the steps that a search may take.
    pub is_known: bool,
    /// The live cases that cannot be treated at all, were each alone, and why.
    pub untreatable: Vec<(CaseId, Why)>,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The best plan under the guarantee; it breaks no hard rule.
    Plan(Box<Plan>),
    /// No plan keeps the guarantee; or none was found in the steps a search may take.
    Infeasible(Feasibility),
    /// The search was called off.
    Cancelled,
}

/// Whether everyone could be covered with the minutes there are.
pub fn feasibility(day: &Day) -> Feasibility {
    feasibility_unless(day, &|| false).expect("nobody calls it off")
}

/// The same; none when called off.
pub fn feasibility_unless(day: &Day, cancelled: &dyn Fn() -> bool) -> Option<Feasibility> {
    cover::feasibility(day, &Stop::new(cancelled)).ok()
}

/// Whether some plan covers everyone; none when called off.
pub fn is_feasible(day: &Day, cancelled: &dyn Fn() -> bool) -> Option<bool> {
    cover::is_feasible(day, &Stop::new(cancelled)).ok()
}

/// The minutes of the cheapest cover, wherever its cases would go: no plan needs fewer. None when
/// called off.
pub fn least_minutes(day: &Day, cancelled: &dyn Fn() -> bool) -> Option<u16> {
    let problem = Problem::of(day);
    cover::by_minutes(&problem, &Line::new(&problem), &Stop::new(cancelled)).ok()
}

/// Searches the best plan for a day. `cancelled` is asked now and then; `slot_id` draws an id.
pub fn search(
    day: &Day,
    cancelled: &dyn Fn() -> bool,
    slot_id: &mut dyn FnMut() -> SlotId,
) -> Found {
    found(day, &Stop::new(cancelled), slot_id)
}

/// The same, each of its searches in so many steps at most: it says how far from the best it may be.
pub fn search_within(
    day: &Day,
    steps: u32,
    cancelled: &dyn Fn() -> bool,
    slot_id: &mut dyn FnMut() -> SlotId,
) -> Found {
    found(day, &Stop::within(steps, cancelled), slot_id)
}

fn found(day: &Day, stop: &Stop<'_>, slot_id: &mut dyn FnMut() -> SlotId) -> Found {
    match planned(day, stop, slot_id) {
        Ok(Some(plan)) => Found::Plan(Box::new(plan)),
        Ok(None) => match cover::feasibility(day, stop) {
            // Some cover may be seen where the search for the best came to none in its steps.
            Ok(told) => Found::Infeasible(Feasibility {
                fits: false,
                is_known: told.is_known && !told.fits,
                ..told
            }),
            Err(Cancelled) => Found::Cancelled,
        },
        Err(Cancelled) => Found::Cancelled,
    }
}

fn planned(
    day: &Day,
    stop: &Stop<'_>,
    slot_id: &mut dyn FnMut() -> SlotId,
) -> Result<Option<Plan>, Cancelled> {
    let problem = Problem::of(day);
    let line = Line::new(&problem);
    let values = problem.values();
    let ask = ask_for(&problem, problem.everyone(), &values);
    let searched = search::best(&line, &ask, stop)?;
    let Some(chosen) = searched.found else { return Ok(None) };
    let ordered = order::ordered(&line, chosen.items, problem.everyone(), stop)?;
    let Some(ordered) = ordered else { return Ok(None) };
    let more = searched.gap().map(|most| dots_in(most) - dots_in(chosen.value));
    let gap = more.or((!ordered.is_proved).then_some(0));
    let planned = with_fixed(day, &problem, slots(&problem, &ordered.rooms, slot_id));
    let verdict = judge(day, &planned);
    let reasons = reasons::reasons(day, &line, ordered.items(), more.is_none(), stop)?;
    Ok(Some(Plan {
        basis: day.basis,
        slots: planned,
        dots: verdict.dots,
        used: verdict.used,
        available: verdict.available,
        covered: verdict.covered,
        reasons,
        breaches: verdict.breaches,
        by_hand: false,
        pinned: problem.pins.iter().map(|slot| slot.slot).collect(),
        before: None,
        gap,
    }))
}

/// What has begun in front, then what is pinned and what has been found, in the order of the day.
fn with_fixed(day: &Day, problem: &Problem, found: Vec<Slot>) -> Vec<Slot> {
    let mut to_come = [problem.pins.clone(), found].concat();
    to_come.sort_by_key(|slot| slot.start);
    begun(day).copied().chain(to_come).collect()
}

/// The most of these values that covers some people in the minutes there are.
fn ask_for<'a>(problem: &Problem, people: Set, values: &'a [i64]) -> Ask<'a> {
    Ask {
        values,
        among: problem.placeable(),
        forced: 0,
        people,
        capacity: problem.available,
        places: Places::Kept,
        enough: Enough::Best,
    }
}

/// An arrangement as slots, in the order of the day.
fn slots(problem: &Problem, rooms: &Arrangement, slot_id: &mut dyn FnMut() -> SlotId) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (index, items) in rooms.iter().enumerate() {
        let starts = times(problem, index, items).unwrap_or_default();
        slots.extend(items.iter().zip(starts).map(|(item, start)| Slot {
            slot: slot_id(),
            case: problem.items[*item].case,
            block: problem.rooms[index].block,
            start,
            minutes: problem.items[*item].minutes,
        }));
    }
    slots
}
