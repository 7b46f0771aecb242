//! The cheapest way to cover everyone, and what is missing when there is none.

use super::Feasibility;
use super::line::Line;
use super::problem::{Problem, Set, bits};
use super::search::{Ask, Enough, Places, Searched, best};
use super::stop::{Cancelled, Halt, Stop};
use crate::domain::day::Day;
use crate::domain::day::schedule::Block;
use crate::domain::id::SlotId;

/// A way to cover `people` with `forced` items among others.
pub(super) struct Cover {
    pub(super) people: Set,
    pub(super) forced: Set,
    pub(super) among: Set,
    pub(super) capacity: u16,
    pub(super) places: Places,
    pub(super) enough: Enough,
}

impl Cover {
    /// Everyone, in the rooms of the day, in so many minutes.
    fn of_everyone(problem: &Problem, capacity: u16) -> Self {
        Self {
            people: problem.everyone(),
            forced: 0,
            among: problem.set_of(|item| item.is_placeable()),
            capacity,
            places: Places::Kept,
            enough: Enough::Best,
        }
    }

    /// Whether there is any, in the minutes and the rooms there are.
    fn is_there(&self, line: &Line<'_>, stop: &Stop<'_>) -> Result<bool, Halt> {
        self.cheapest(line, stop)?.is_any()
    }

    /// The one of the fewest minutes.
    fn cheapest(&self, line: &Line<'_>, stop: &Stop<'_>) -> Result<Searched, Cancelled> {
        let items = &line.problem().items;
        let values: Vec<i64> = items.iter().map(|item| -i64::from(item.length)).collect();
        let ask = Ask {
            values: &values,
            among: self.among,
            forced: self.forced,
            people: self.people,
            capacity: self.capacity,
            places: self.places,
            enough: self.enough,
        };
        best(line, &ask, stop)
    }
}

/// Minutes required, available, missing, and the ways out that can be computed.
pub(super) fn feasibility(day: &Day, stop: &Stop<'_>) -> Result<Feasibility, Cancelled> {
    let problem = Problem::of(day);
    let line = Line::new(&problem);
    let required = by_minutes(&problem, &line, stop)?;
    let lost = unplaceable(&problem);
    let others = in_time(covers_with(day, &day.schedule.blocks, lost, stop))?;
    let fits = lost == 0 && others == Some(true);
    let mut extend = None;
    if !fits && required <= problem.available {
        extend = smallest_extension(day, 0, stop)?;
        if extend.is_none() && lost != 0 && others == Some(false) {
            extend = smallest_extension(day, lost, stop)?;
        }
    }
    let release = if fits { Vec::new() } else { in_the_way(day, &problem, stop)? };
    Ok(Feasibility {
        required,
        available: problem.available,
        missing: required.saturating_sub(problem.available),
        without_priority: problem.without_priority.clone(),
        unplaceable: problem.names(lost),
        extend,
        release,
        fits,
        others_fit: others,
        is_known: lost != 0 || others.is_some(),
        untreatable: problem.excluded,
    })
}

/// The pins to release for everyone to be covered.
fn in_the_way(
    day: &Day,
    problem: &Problem,
    stop: &Stop<'_>,
) -> Result<Vec<Vec<SlotId>>, Cancelled> {
    let pins: Vec<SlotId> = problem.pins.iter().map(|slot| slot.slot).collect();
    let does = |released: &[SlotId]| is_feasible(&without_pins(day, released), stop);
    if pins.is_empty() || !does(&pins)? {
        return Ok(Vec::new());
    }
    let mut alone = Vec::new();
    for pin in &pins {
        if does(&[*pin])? {
            alone.push(vec![*pin]);
        }
    }
    Ok(if alone.is_empty() { vec![pins] } else { alone })
}

fn without_pins(day: &Day, released: &[SlotId]) -> Day {
    let mut day = day.clone();
    if let Some(plan) = &mut day.plan {
        plan.pinned.retain(|pinned| !released.contains(pinned));
    }
    day
}

/// Whether everyone is covered by some cases that fit in the day together, as far as is found.
pub(super) fn is_feasible(day: &Day, stop: &Stop<'_>) -> Result<bool, Cancelled> {
    Ok(in_time(covers_with(day, &day.schedule.blocks, 0, stop))? == Some(true))
}

/// What was found; none in the steps there are.
fn in_time<T>(found: Result<T, Halt>) -> Result<Option<T>, Cancelled> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Halt::Spent) => Ok(None),
        Err(Halt::CalledOff) => Err(Cancelled),
    }
}

/// The people none of whose items could be placed, were it alone.
pub(super) fn unplaceable(problem: &Problem) -> Set {
    problem.everyone() & !problem.covered_by(problem.set_of(|item| item.is_placeable()))
}

/// The minutes of the cheapest cover, wherever its items would go; of the cheapest that is found in
/// the steps there are. People of whose cases no minutes are known are left out.
pub(super) fn by_minutes(
    problem: &Problem,
    line: &Line<'_>,
    stop: &Stop<'_>,
) -> Result<u16, Cancelled> {
    let among = problem.set_of(|_| true);
    let cover = Cover {
        people: problem.covered_by(among) & problem.everyone(),
        among,
        places: Places::Ignored,
        ..Cover::of_everyone(problem, problem.length_of(among))
    };
    let found = cover.cheapest(line, stop)?.found;
    Ok(found.map_or(0, |cover| problem.length_of(cover.items)))
}

/// The block that needs the fewest minutes more, of what lies between it and the next treatment or
/// the end of the day and keeps its floors, for everyone but some to be covered.
fn smallest_extension(
    day: &Day,
    left_out: Set,
    stop: &Stop<'_>,
) -> Result<Option<(u8, u16)>, Cancelled> {
    let mut least: Option<(u8, u16)> = None;
    let blocks = &day.schedule.blocks;
    let treatment: Vec<(usize, &Block)> = day.schedule.treatment().collect();
    for (nth, (index, block)) in treatment.iter().enumerate() {
        let next = treatment.get(nth + 1).map_or(blocks.len(), |(next, _)| *next);
        let until = blocks.get(next).map_or(day.schedule.end(), |next| next.start);
        let between = &blocks[index + 1..next];
        let kept = between
            .iter()
            .map(|block| block.floor().unwrap_or(block.minutes()).min(block.minutes()));
        let limit = (until - block.end).saturating_sub(kept.sum());
        let limit = least.map_or(limit, |(_, minutes)| limit.min(minutes - 1));
        let found = first_that(limit, |minutes| {
            let mut longer = blocks.clone();
            longer[*index].end += minutes;
            Ok(in_time(covers_with(day, &longer, left_out, stop))? == Some(true))
        })?;
        let named = u8::try_from(*index).ok();
        least = found.and_then(|minutes| Some((named?, minutes))).or(least);
    }
    Ok(least)
}

/// The least number from 1 to `limit` of which something holds that, once true, stays true.
fn first_that(
    limit: u16,
    mut holds: impl FnMut(u16) -> Result<bool, Cancelled>,
) -> Result<Option<u16>, Cancelled> {
    if limit == 0 || !holds(limit)? {
        return Ok(None);
    }
    let (mut fails, mut does) = (0, limit);
    while does - fails > 1 {
        let middle = fails + (does - fails) / 2;
        if holds(middle)? { does = middle } else { fails = middle }
    }
    Ok(Some(does))
}

/// Whether everyone but some is covered when the day has these blocks.
fn covers_with(day: &Day, blocks: &[Block], left_out: Set, stop: &Stop<'_>) -> Result<bool, Halt> {
    let problem = Problem::with_blocks(day, blocks);
    let people = problem.everyone() & !left_out;
    if unplaceable(&problem) & people != 0 {
        return Ok(false);
    }
    let line = Line::new(&problem);
    let everyone = Cover::of_everyone(&problem, problem.available);
    Cover { people, enough: Enough::ANY, ..everyone }.is_there(&line, stop)
}

/// Whom a case would leave uncovered, were it treated: as few as can be told one by one, those
/// whose cover takes the most minutes first. Nobody if everyone could still be covered.
pub(super) fn left_out_by(line: &Line<'_>, item: usize, stop: &Stop<'_>) -> Result<Set, Halt> {
    let problem = line.problem();
    let covers_all_but = |left_out: Set| {
        let cover = Cover {
            people: problem.everyone() & !left_out,
            forced: 1 << item,
            enough: Enough::ANY,
            among: problem.placeable(),
            ..Cover::of_everyone(problem, problem.available)
        };
        cover.is_there(line, stop)
    };
    if covers_all_but(0)? {
        return Ok(0);
    }
    let others: Vec<usize> = dearest_first(problem, !problem.items[item].covers);
    for person in &others {
        if covers_all_but(1 << person)? {
            return Ok(1 << person);
        }
    }
    let mut left_out: Set = 0;
    for person in &others {
        left_out |= 1 << person;
        if covers_all_but(left_out)? {
            break;
        }
    }
    for person in others.iter().rev() {
        let without = left_out & !(1 << person);
        if without != left_out && covers_all_but(without)? {
            left_out = without;
        }
    }
    Ok(left_out)
}

/// People whose shortest case is the longest first.
fn dearest_first(problem: &Problem, people: Set) -> Vec<usize> {
    let shortest = |person: usize| {
        let own = problem.items.iter().filter(|item| item.covers & (1 << person) != 0);
        own.map(|item| item.length).min().unwrap_or(0)
    };
    let mut people: Vec<usize> = bits(people & problem.everyone()).collect();
    people.sort_by_key(|person| std::cmp::Reverse(shortest(*person)));
    people
}
