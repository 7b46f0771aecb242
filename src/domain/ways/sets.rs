//! Sets of levers that fit: alone, in pairs, then the fewest of each kind and of all kinds up to one.
//!
//! A lever is looked at pulled as far as it goes: what does not fit so never fits. One or two are
//! tried exhaustively. Larger sets are told with nothing to spare: without any of their steps they
//! would not fit.

use super::levers::{Kind, Lever};
use super::{ALIKE, Weighing};
use crate::domain::day::way::WayStep;
use crate::domain::planner;
use crate::domain::remainder::Remainder;

/// Levers taken together, in the order of their kinds.
type Levers<'a> = Vec<&'a Lever>;

/// None when called off.
pub(super) fn that_fit<'a>(
    weighing: &Weighing<'_>,
    levers: &'a [Lever],
) -> Option<Vec<Levers<'a>>> {
    let least = planner::least_minutes(weighing.day, weighing.cancelled)?;
    let missing = least.saturating_sub(Remainder::of(weighing.day).left());
    let mut found = Found { weighing, missing, sets: Vec::new() };
    let (last, others): (Levers<'a>, Levers<'a>) =
        levers.iter().partition(|lever| lever.kind == Kind::Defer);
    found.among(&others)?;
    // To wait for the next day is asked last: beside other steps only where none fit without.
    if found.sets.is_empty() {
        found.among(&levers.iter().collect::<Levers<'a>>())?;
    } else {
        found.alone(&last)?;
    }
    Some(found.sets)
}

struct Found<'w, 'd, 'a> {
    weighing: &'w Weighing<'d>,
    /// Minutes that are missing wherever the cases would go: a set that cannot bring them is not
    /// looked at.
    missing: u16,
    sets: Vec<Levers<'a>>,
}

impl<'a> Found<'_, '_, 'a> {
    fn among(&mut self, levers: &[&'a Lever]) -> Option<()> {
        self.alone(levers)?;
        for (index, one) in levers.iter().enumerate() {
            for other in &levers[index + 1..] {
                self.try_set(vec![one, other])?;
            }
        }
        for kind in Kind::ALL {
            let pool = |holds: &dyn Fn(Kind) -> bool| {
                levers.iter().copied().filter(|lever| holds(lever.kind)).collect()
            };
            self.fewest(pool(&|other| other == kind))?;
            self.fewest(pool(&|other| other <= kind))?;
        }
        Some(())
    }

    fn alone(&mut self, levers: &[&'a Lever]) -> Option<()> {
        levers.iter().try_for_each(|one| self.try_set(vec![one]))
    }

    /// Notes a set that fits, unless a part of it does, or enough are known that are like it.
    fn try_set(&mut self, set: Levers<'a>) -> Option<()> {
        let gain: u16 = set.iter().map(|lever| lever.gain).sum();
        if gain >= self.missing && !self.is_known(&set) && self.fits(&set)? {
            self.sets.push(set);
        }
        Some(())
    }

    /// Of a pool that fits, what remains when all is dropped without which it still does: those that
    /// bring least go first.
    fn fewest(&mut self, pool: Levers<'a>) -> Option<()> {
        let mut set = one_each(pool);
        if set.len() < 3 || !self.fits(&set)? {
            return Some(());
        }
        let mut dropped = set.clone();
        dropped.sort_by_key(|lever| lever.gain);
        for lever in dropped {
            let fewer: Levers<'a> =
                set.iter().copied().filter(|kept| !std::ptr::eq(*kept, lever)).collect();
            if self.fits(&fewer)? {
                set = fewer;
            }
        }
        if !self.is_known(&set) {
            self.sets.push(set);
        }
        Some(())
    }

    fn is_known(&self, set: &[&Lever]) -> bool {
        let holds = |known: &Levers<'a>| {
            known.iter().all(|one| set.iter().any(|other| std::ptr::eq(*one, *other)))
        };
        let kinds = |set: &[&Lever]| set.iter().map(|lever| lever.kind).collect::<Vec<_>>();
        let alike = self.sets.iter().filter(|known| kinds(known) == kinds(set)).count();
        alike >= ALIKE || self.sets.iter().any(holds)
    }

    fn fits(&self, set: &[&Lever]) -> Option<bool> {
        let steps: Vec<WayStep> = set.iter().map(|lever| lever.strongest().clone()).collect();
        let meets = |(n, one): (usize, &WayStep)| steps[..n].iter().any(|other| other.meets(one));
        if steps.iter().enumerate().any(meets) {
            return Some(false);
        }
        self.weighing.fits(&steps)
    }
}

/// Of levers about the same thing, the one that brings the most. A format for all is about every case:
/// it is looked at beside what is about none.
fn one_each(pool: Levers<'_>) -> Levers<'_> {
    let better = |one: &Lever, other: &Lever| {
        other.strongest().meets(one.strongest()) && other.gain > one.gain
    };
    let mut set: Levers<'_> = Vec::new();
    for lever in &pool {
        let is_best = !pool.iter().any(|other| better(lever, other));
        let is_first = !set.iter().any(|other| other.strongest().meets(lever.strongest()));
        if is_best && is_first {
            set.push(lever);
        }
    }
    set
}
