//! The order of what has been chosen: soft rules, after the set is settled.
//!
//! Whoever comes first today before all; heavy cases early, none right before lunch or last; a light one after lunch; what is urgent
//! early; no gaps. From an arrangement that fits, single moves and swaps are tried as long as one
//! makes it better.

use super::line::{Arrangement, times};
use super::problem::Problem;
use super::stop::{Cancelled, Stop};

/// The load of a heavy case.
const HEAVY: u8 = 3;

/// What breaking a soft rule costs, against minutes of waiting.
mod cost {
    /// Each minute that somebody waits who comes first today.
    pub(super) const FIRST_WAITS: u32 = 20_000;
    /// A heavy case ends the day, or comes right before lunch.
    pub(super) const HEAVY_LAST: u32 = 16_000;
    /// Each step of load above the lightest, first after lunch.
    pub(super) const LOAD_AFTER_LUNCH: u32 = 2_400;
    /// Each minute between two slots of a room.
    pub(super) const GAP: u32 = 80;
    /// Each minute that a heavy case waits.
    pub(super) const HEAVY_WAITS: u32 = 16;
    /// Each minute that a case waits, for each step of urgency.
    pub(super) const URGENT_WAITS: u32 = 2;
}

/// The best arrangement that single moves and swaps lead to.
pub(super) fn ordered(
    problem: &Problem,
    mut rooms: Arrangement,
    stop: &Stop<'_>,
) -> Result<Arrangement, Cancelled> {
    let mut best = cost_of(problem, &rooms).unwrap_or(u32::MAX);
    loop {
        let mut better = None;
        for step in steps(&rooms) {
            stop.step()?;
            let next = step.taken(&rooms);
            if let Some(cost) = cost_of(problem, &next).filter(|cost| *cost < best) {
                (best, better) = (cost, Some(next));
            }
        }
        match better {
            Some(next) => rooms = next,
            None => return Ok(rooms),
        }
    }
}

/// A place in an arrangement.
type Place = (usize, usize);

/// One change of an arrangement.
enum Step {
    Swap(Place, Place),
    Move(Place, Place),
}

fn steps(rooms: &Arrangement) -> Vec<Step> {
    let places: Vec<Place> = rooms
        .iter()
        .enumerate()
        .flat_map(|(room, items)| (0..items.len()).map(move |place| (room, place)))
        .collect();
    let gaps = rooms
        .iter()
        .enumerate()
        .flat_map(|(room, items)| (0..=items.len()).map(move |place| (room, place)));
    let gaps: Vec<Place> = gaps.collect();
    let mut steps = Vec::new();
    for (index, from) in places.iter().enumerate() {
        steps.extend(places[index + 1..].iter().map(|to| Step::Swap(*from, *to)));
        steps.extend(gaps.iter().map(|to| Step::Move(*from, *to)));
    }
    steps
}

impl Step {
    fn taken(&self, rooms: &Arrangement) -> Arrangement {
        let mut rooms = rooms.clone();
        match *self {
            Step::Swap(one, other) => {
                let item = rooms[one.0][one.1];
                rooms[one.0][one.1] = std::mem::replace(&mut rooms[other.0][other.1], item);
            }
            Step::Move(from, (room, place)) => {
                let item = rooms[from.0].remove(from.1);
                let place = place.min(rooms[room].len());
                rooms[room].insert(place, item);
            }
        }
        rooms
    }
}

/// What an arrangement costs; none if it does not fit.
fn cost_of(problem: &Problem, rooms: &Arrangement) -> Option<u32> {
    let morning = problem.rooms.first()?.start;
    let last = rooms.iter().rposition(|items| !items.is_empty());
    let mut total = 0;
    let mut first = problem.first;
    for (index, items) in rooms.iter().enumerate().filter(|(_, items)| !items.is_empty()) {
        let starts = times(problem, index, items)?;
        let room = &problem.rooms[index];
        let load = |place: usize| problem.items[items[place]].load;
        if load(items.len() - 1) >= HEAVY && (room.before_lunch || last == Some(index)) {
            total += cost::HEAVY_LAST;
        }
        if room.after_lunch {
            total += cost::LOAD_AFTER_LUNCH * u32::from(load(0).saturating_sub(1));
        }
        let mut free = room.start;
        for (item, start) in items.iter().map(|item| &problem.items[*item]).zip(starts) {
            let heavy = if item.load >= HEAVY { cost::HEAVY_WAITS } else { 0 };
            let urgent = cost::URGENT_WAITS * u32::from(item.urgency.saturating_sub(1));
            let come_first = (item.covers & first).count_ones() * cost::FIRST_WAITS;
            first &= !item.covers;
            total += u32::from(start - morning) * (1 + heavy + urgent + come_first);
            total += u32::from(start - free) * cost::GAP;
            free = start + item.length;
        }
    }
    Some(total)
}
