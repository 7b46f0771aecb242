//! Sets of levers that fit: alone, in pairs, then the fewest of each kind and of all kinds up to one.
//!
//! A lever is looked at pulled as far as it goes, of those about the same case the one that brings the
//! most: what does not fit so never fits. One or two are tried exhaustively. Of more, a smallest set is
//! found by what fails: whatever fits has something that a set which does not fit lacks.

use std::cmp::Reverse;

use super::levers::{Kind, Lever};
use super::{ALIKE, Weighing};
use crate::domain::day::Day;
use crate::domain::day::way::WayStep;
use crate::domain::id::CaseId;
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
        let day = self.weighing.day;
        for kind in Kind::ALL {
            let pool = |holds: &dyn Fn(&Lever) -> bool| {
                one_each(levers.iter().copied().filter(|lever| holds(lever)).collect())
            };
            let is_alone = |lever: &Lever| {
                !matches!(lever.kind, Kind::Merge | Kind::Rounds) && merger_of(day, lever).is_none()
            };
            self.fewest(&pool(&|lever| lever.kind == kind && merger_of(day, lever).is_none()))?;
            self.fewest(&pool(&|lever| lever.kind <= kind && is_alone(lever)))?;
            // A format for all is about every case, a merger about its parts: they are looked at beside
            // what is about none of them.
            self.fewest(&pool(&|lever| (Kind::Rounds..=kind).contains(&lever.kind)))?;
            for merge in levers.iter().filter(|lever| lever.kind == Kind::Merge) {
                let parts = self.parts_of(merge);
                let whole = merge.strongest().case();
                let beside = |lever: &Lever| {
                    let of_a_part =
                        lever.strongest().case().is_some_and(|case| parts.contains(&case));
                    let of_the_whole = merger_of(day, lever).is_some_and(|of| whole == Some(of));
                    lever.kind <= kind && (is_alone(lever) && !of_a_part || of_the_whole)
                };
                self.fewest(&pool(&|lever| std::ptr::eq(lever, *merge) || beside(lever)))?;
            }
        }
        Some(())
    }

    fn parts_of(&self, merge: &Lever) -> &[CaseId] {
        let id = merge.strongest().case();
        let mut merges = self.weighing.day.inventory.merges.iter();
        merges.find(|known| Some(known.merge) == id).map_or(&[], |known| &known.cases)
    }

    fn alone(&mut self, levers: &[&'a Lever]) -> Option<()> {
        levers.iter().try_for_each(|one| self.try_set(vec![one]))
    }

    /// Notes a set that fits, unless a part of it does, or enough are known that are like it.
    fn try_set(&mut self, set: Levers<'a>) -> Option<()> {
        if !self.is_known(&set) && self.fits(&set)? {
            self.sets.push(set);
        }
        Some(())
    }

    /// Notes a smallest set of a pool that fits, if it is smaller than those known of it.
    fn fewest(&mut self, pool: &[&'a Lever]) -> Option<()> {
        let within = |known: &&Levers<'a>| known.iter().all(|lever| holds(pool, lever));
        let known = self.sets.iter().filter(within).map(Vec::len).min();
        if known.is_none() && !self.fits(pool)? {
            return Some(());
        }
        let mut lacking: Vec<Levers<'a>> = Vec::new();
        for size in 1..known.unwrap_or(pool.len() + 1) {
            let mut set = Vec::new();
            while self.has_of_each(pool, size, &lacking, &mut set) {
                if self.fits(&set)? {
                    // One or two have all been tried; of more, they come in the order of their kinds.
                    if size > 2 {
                        let in_order = pool.iter().filter(|lever| holds(&set, lever));
                        self.sets.push(in_order.copied().collect());
                    }
                    return Some(());
                }
                lacking.push(self.lacked_by(std::mem::take(&mut set), pool)?);
            }
        }
        Some(())
    }

    /// Adds to a set of so many at most until it has something of each of these and may bring what is
    /// missing; false, and as it was, when that cannot be.
    fn has_of_each(
        &self,
        pool: &[&'a Lever],
        size: usize,
        each: &[Levers<'a>],
        set: &mut Levers<'a>,
    ) -> bool {
        let open = size - set.len();
        let gain: u16 = set.iter().map(|lever| lever.gain).sum();
        let mut gains: Vec<u16> =
            pool.iter().filter(|lever| !holds(set, lever)).map(|lever| lever.gain).collect();
        gains.sort_unstable_by_key(|gain| Reverse(*gain));
        if gain + gains.iter().take(open).sum::<u16>() < self.missing {
            return false;
        }
        let lacks = each.iter().find(|some| !some.iter().any(|lever| holds(set, lever)));
        let next = match lacks {
            Some(some) => some.as_slice(),
            None if gain < self.missing => pool,
            None => return true,
        };
        for lever in next.iter().copied().filter(|_| open > 0) {
            if holds(set, lever) {
                continue;
            }
            set.push(lever);
            if self.has_of_each(pool, size, each, set) {
                return true;
            }
            set.pop();
        }
        false
    }

    /// What a set that does not fit lacks of a pool, once all has been added with which it still does not:
    /// those that bring least first.
    fn lacked_by(&self, set: Levers<'a>, pool: &[&'a Lever]) -> Option<Levers<'a>> {
        let mut others: Levers<'a> =
            pool.iter().copied().filter(|lever| !holds(&set, lever)).collect();
        others.sort_by_key(|lever| lever.gain);
        let (mut set, mut lacked) = (set, Vec::new());
        for lever in others {
            set.push(lever);
            if self.fits(&set)? {
                lacked.extend(set.pop());
            }
        }
        Some(lacked)
    }

    fn is_known(&self, set: &[&Lever]) -> bool {
        let within = |known: &Levers<'a>| known.iter().all(|one| holds(set, one));
        let kinds = |set: &[&Lever]| set.iter().map(|lever| lever.kind).collect::<Vec<_>>();
        let alike = self.sets.iter().filter(|known| kinds(known) == kinds(set)).count();
        alike >= ALIKE || self.sets.iter().any(within)
    }

    fn fits(&self, set: &[&Lever]) -> Option<bool> {
        if set.iter().map(|lever| lever.gain).sum::<u16>() < self.missing {
            return Some(false);
        }
        // They are taken in the order of their kinds: what is merged is lightened after.
        let mut set = set.to_vec();
        set.sort_by_key(|lever| lever.kind);
        let steps: Vec<WayStep> = set.iter().map(|lever| lever.strongest().clone()).collect();
        let meets = |(n, one): (usize, &WayStep)| steps[..n].iter().any(|other| other.meets(one));
        if steps.iter().enumerate().any(meets) {
            return Some(false);
        }
        self.weighing.fits(&steps)
    }
}

/// The merger without which there is no such case yet.
fn merger_of(day: &Day, lever: &Lever) -> Option<CaseId> {
    let changes = matches!(lever.kind, Kind::Lighten | Kind::Trim);
    let case = lever.strongest().case().filter(|_| changes)?;
    day.inventory.case(case).is_none().then_some(case)
}

/// Of levers about the same thing, the one that brings the most.
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

fn holds(set: &[&Lever], lever: &Lever) -> bool {
    set.iter().any(|other| std::ptr::eq(*other, lever))
}
