//! The order of what has been chosen: soft rules, after the set is settled.
//!
//! Whoever comes first today before all; heavy cases early, none right before lunch or last; a light one after lunch; what is urgent
//! early; no gaps. From an arrangement that fits, single moves and swaps are tried as long as one
//! makes it better; where a heavy case would still end the morning or the day, all are dealt anew.

use super::line::{Arrangement, times};
use super::problem::Problem;
use super::stop::{Cancelled, Stop};

/// The load of a heavy case.
const HEAVY: u8 = 3;

/// How often a case is put somewhere else before dealing all of them anew is given up.
const TRIES: u32 = 30_000;

/// What breaking a soft rule costs, against minutes of waiting.
mod cost {
    /// Each minute that somebody waits who comes first today.
    pub(super) const FIRST_WAITS: u32 = 120_000;
    /// A heavy case ends the day, or comes right before lunch.
    pub(super) const HEAVY_LAST: u32 = 100_000;
    /// Each step of load above the lightest, first after lunch.
    pub(super) const LOAD_AFTER_LUNCH: u32 = 2_400;
    /// Each minute between two slots of a room.
    pub(super) const GAP: u32 = 80;
    /// Each minute that a heavy case waits.
    pub(super) const HEAVY_WAITS: u32 = 16;
    /// Each minute that a case waits, for each step of urgency.
    pub(super) const URGENT_WAITS: u32 = 2;
}

/// The best arrangement that such steps lead to.
pub(super) fn ordered(
    problem: &Problem,
    mut rooms: Arrangement,
    stop: &Stop<'_>,
) -> Result<Arrangement, Cancelled> {
    let mut best = cost_of(problem, &rooms).unwrap_or(u32::MAX);
    loop {
        while let Some((cost, next)) = by_one(problem, &rooms, best, stop)? {
            (best, rooms) = (cost, next);
        }
        if heavy_ends(problem, &rooms) == 0 {
            return Ok(rooms);
        }
        let anew = dealt_anew(problem, &rooms, stop)?;
        let cost = anew.as_ref().and_then(|anew| cost_of(problem, anew));
        match anew.zip(cost.filter(|cost| *cost < best)) {
            Some((next, cost)) => (best, rooms) = (cost, next),
            None => return Ok(rooms),
        }
    }
}

/// The best that one step leads to, and its cost, if it is better.
fn by_one(
    problem: &Problem,
    rooms: &Arrangement,
    mut best: u32,
    stop: &Stop<'_>,
) -> Result<Option<(u32, Arrangement)>, Cancelled> {
    let mut better = None;
    for step in steps(rooms) {
        stop.step()?;
        let next = step.taken(rooms);
        if let Some(cost) = cost_of(problem, &next).filter(|cost| *cost < best) {
            best = cost;
            better = Some((cost, next));
        }
    }
    Ok(better)
}

/// All dealt to the rooms anew so that none ends on a heavy case, if that is found soon enough.
fn dealt_anew(
    problem: &Problem,
    rooms: &Arrangement,
    stop: &Stop<'_>,
) -> Result<Option<Arrangement>, Cancelled> {
    let mut items: Vec<usize> = rooms.concat();
    items.sort_by_key(|item| {
        let item = &problem.items[*item];
        (item.load >= HEAVY, std::cmp::Reverse(item.length))
    });
    let mut dealt = vec![Vec::new(); rooms.len()];
    let found = deal(problem, &items, &mut dealt, &mut { TRIES }, stop)?;
    Ok(found.then_some(dealt))
}

/// Puts each item where it fits, those that are not heavy first: a room before lunch that has none of
/// them takes no heavy one either.
fn deal(
    problem: &Problem,
    items: &[usize],
    rooms: &mut Arrangement,
    tries: &mut u32,
    stop: &Stop<'_>,
) -> Result<bool, Cancelled> {
    stop.step()?;
    let Some((item, rest)) = items.split_first() else {
        return Ok(heavy_ends(problem, rooms) == 0 && cost_of(problem, rooms).is_some());
    };
    let heavy = problem.items[*item].load >= HEAVY;
    for index in 0..rooms.len() {
        let room = &problem.rooms[index];
        let used: u16 = rooms[index].iter().map(|item| problem.items[*item].length).sum();
        let apart = heavy && room.before_lunch && rooms[index].is_empty();
        if apart || used + problem.items[*item].length > room.minutes() {
            continue;
        }
        let place = if heavy { 0 } else { rooms[index].len() };
        rooms[index].insert(place, *item);
        if deal(problem, rest, rooms, tries, stop)? {
            return Ok(true);
        }
        rooms[index].remove(place);
        *tries = tries.saturating_sub(1);
        if *tries == 0 {
            break;
        }
    }
    Ok(false)
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
    let mut total = cost::HEAVY_LAST * heavy_ends(problem, rooms);
    let mut first = problem.first;
    let mut back_from_lunch = false;
    for (index, items) in rooms.iter().enumerate() {
        let room = &problem.rooms[index];
        back_from_lunch |= room.after_lunch;
        if items.is_empty() {
            continue;
        }
        let starts = times(problem, index, items)?;
        if std::mem::take(&mut back_from_lunch) {
            let load = problem.items[items[0]].load;
            total += cost::LOAD_AFTER_LUNCH * u32::from(load.saturating_sub(1));
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

/// How many heavy cases come last, or right before lunch.
fn heavy_ends(problem: &Problem, rooms: &Arrangement) -> u32 {
    let day_ends = rooms.iter().rposition(|items| !items.is_empty());
    let ends = |index: usize| problem.rooms[index].before_lunch || day_ends == Some(index);
    let is_heavy = |item: &usize| problem.items[*item].load >= HEAVY;
    (0..)
        .zip(rooms)
        .map(|(index, items)| u32::from(ends(index) && items.last().is_some_and(is_heavy)))
        .sum()
}
