//! When not everyone can be covered any more: the plan of the rest that leaves the fewest out.

use super::cover::unplaceable;
use super::line::Line;
use super::order::ordered;
use super::problem::{Problem, Set, bits};
use super::search::{Chosen, best};
use super::stop::{Cancelled, Stop};
use super::{ask_for, slots, with_fixed};
use crate::domain::day::Day;
use crate::domain::day::plan::Slot;
use crate::domain::id::{ParticipantId, SlotId};

/// A plan of the rest that covers all but a few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// The slots, what has begun in front.
    pub slots: Vec<Slot>,
    /// The people it does not cover: as few as can be, and nobody who comes first today if another
    /// can be left out instead.
    pub left_out: Vec<ParticipantId>,
}

/// Searches it; none when called off.
pub fn rest(
    day: &Day,
    cancelled: &dyn Fn() -> bool,
    slot_id: &mut dyn FnMut() -> SlotId,
) -> Option<Rest> {
    found(day, &Stop::new(cancelled), slot_id).ok()
}

fn found(
    day: &Day,
    stop: &Stop<'_>,
    slot_id: &mut dyn FnMut() -> SlotId,
) -> Result<Rest, Cancelled> {
    let problem = Problem::of(day);
    let line = Line::new(&problem);
    let (left_out, chosen) = fewest_left_out(&problem, &line, stop)?;
    let people = problem.everyone() & !left_out;
    // Without an order in time, nobody can be promised a slot.
    let (to_come, covered) = match ordered(&line, chosen, people, stop)? {
        Some(found) => (slots(&problem, &found.rooms, slot_id), problem.covered_by(found.items())),
        None => (Vec::new(), 0),
    };
    let slots = with_fixed(day, &problem, to_come);
    // Whoever is covered by the way is not left out.
    Ok(Rest { slots, left_out: problem.names(problem.everyone() & !covered) })
}

/// Whom to leave out, and the best that can be had for the others.
fn fewest_left_out(
    problem: &Problem,
    line: &Line<'_>,
    stop: &Stop<'_>,
) -> Result<(Set, Set), Cancelled> {
    let (lost, values) = (unplaceable(problem), problem.values());
    let others: Vec<usize> = bits(problem.everyone() & !lost).collect();
    for count in 0..=others.len() {
        let mut found: Option<(u32, Set, Chosen)> = None;
        for left_out in subsets(&others, count) {
            let people = problem.everyone() & !lost & !left_out;
            let searched = best(line, &ask_for(problem, people, &values), stop)?;
            let Some(chosen) = searched.found else { continue };
            let first = (left_out & problem.first).count_ones();
            let better = found
                .as_ref()
                .is_none_or(|(least, _, known)| (first, -chosen.value) < (*least, -known.value));
            if better {
                found = Some((first, left_out, chosen));
            }
        }
        if let Some((_, left_out, chosen)) = found {
            return Ok((lost | left_out, chosen.items));
        }
    }
    Ok((problem.everyone(), 0))
}

/// All sets of so many of these people.
fn subsets(people: &[usize], count: usize) -> impl Iterator<Item = Set> {
    let of = |chosen: Set| bits(chosen).fold(0, |set: Set, n| set | 1 << people[n]);
    let all = 0..1u64 << people.len();
    all.filter(move |chosen| chosen.count_ones() as usize == count).map(of)
}
