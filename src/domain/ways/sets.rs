//! Sets of levers that fit: alone, in pairs, then the fewest of each pool of those that go together.
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

/// So many mergers at most are looked at together: each more doubles what there is to try.
const JOINT: usize = 6;

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
        for pool in Kind::ALL.iter().flat_map(|kind| pools(self.weighing.day, levers, *kind)) {
            self.fewest(&pool)?;
        }
        Some(())
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

/// Levers of which none keeps another from being taken: those of a kind; those of all kinds up to it,
/// beside each choice of mergers; and with a format for all what is about no case.
fn pools<'a>(day: &Day, levers: &[&'a Lever], kind: Kind) -> Vec<Levers<'a>> {
    let those = |holds: &dyn Fn(&Lever) -> bool| {
        one_each(levers.iter().copied().filter(|lever| holds(lever)).collect())
    };
    let mut pools = vec![those(&|lever| lever.kind == kind && is_beside(day, &[], lever))];
    for mergers in apart(day, levers) {
        let taken = |lever: &Lever| holds(&mergers, lever) || is_beside(day, &mergers, lever);
        pools.push(those(&|lever| lever.kind <= kind && taken(lever)));
    }
    pools.push(those(&|lever| (Kind::Rounds..=kind).contains(&lever.kind)));
    pools
}

/// Every choice of the first mergers that share no case, none of them first; each of the others alone.
fn apart<'a>(day: &Day, levers: &[&'a Lever]) -> Vec<Levers<'a>> {
    let mergers: Levers<'a> =
        levers.iter().copied().filter(|lever| lever.kind == Kind::Merge).collect();
    let (joint, others) = mergers.split_at(mergers.len().min(JOINT));
    let mut choices: Vec<Levers<'a>> = vec![Vec::new()];
    for merger in joint.iter().copied() {
        let parts = parts_of(day, merger);
        let shares = |other: &&Lever| parts_of(day, other).iter().any(|part| parts.contains(part));
        let free = choices.iter().filter(|choice| !choice.iter().any(shares));
        let with_it: Vec<Levers<'a>> =
            free.map(|choice| [&choice[..], &[merger]].concat()).collect();
        choices.extend(with_it);
    }
    choices.extend(others.iter().map(|merger| vec![*merger]));
    choices
}

/// Whether a lever can be taken whether these mergers are or not: it changes none of their parts, or
/// what they make of them.
fn is_beside(day: &Day, mergers: &[&Lever], lever: &Lever) -> bool {
    let case = lever.strongest().case();
    let of_whole = mergers.iter().any(|merger| merger.strongest().case() == case);
    let of_part = |merger: &&Lever| case.is_some_and(|case| parts_of(day, merger).contains(&case));
    match lever.kind {
        Kind::Merge | Kind::Rounds => false,
        Kind::Lighten | Kind::Trim if case.and_then(|id| day.inventory.case(id)).is_none() => {
            of_whole
        }
        _ => !mergers.iter().any(of_part),
    }
}

fn parts_of<'d>(day: &'d Day, merger: &Lever) -> &'d [CaseId] {
    let id = merger.strongest().case();
    let mut merges = day.inventory.merges.iter();
    merges.find(|known| Some(known.merge) == id).map_or(&[], |known| &known.cases)
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
