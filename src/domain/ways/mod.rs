//! Ways out of a day that does not fit (rules W1 to W8), searched and weighed like the day itself.
//!
//! A way is a set of steps that are taken together. What is searched is what would be done: each
//! step is the event that its consent brings about. Nothing is decided here.

mod effect;
mod ladder;
mod levers;
mod sets;

use crate::domain::day::Day;
use crate::domain::day::way::WayStep;
use crate::domain::id::ParticipantId;
use crate::domain::planner;

pub use effect::{asked, changes, effect, holds, unasked};
pub use ladder::minimum;

use levers::{Kind, Lever};

/// Ways of the same kinds that are told at most: more would be a list to search in.
const ALIKE: usize = 3;

/// Ways that fit without anybody's waiting and are told at most.
const TOLD: usize = 8;

/// Steps of a kind that are told at most though they do not suffice alone.
const ALONE: usize = 2;

/// Steps taken together, and what they bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// In the order of their kinds.
    pub steps: Vec<WayStep>,
    /// Minutes they save or make.
    pub saves: u16,
    /// Minutes required after them, transitions included.
    pub needs: u16,
    /// Everyone can be covered then.
    pub fits: bool,
}

/// Everyone who must agree to some steps, each once.
pub fn asked_by(day: &Day, steps: &[WayStep]) -> Vec<ParticipantId> {
    let mut people = Vec::new();
    for who in steps.iter().flat_map(|step| asked(day, step)) {
        if !people.contains(&who) {
            people.push(who);
        }
    }
    people
}

/// The ways out of a day that does not fit: those that do first, the smallest of them first and those
/// for which somebody waits for the next day last, each asking for as little as will do; then single
/// steps that do not suffice alone. None are told of a day that fits. `None` when called off.
pub fn search(day: &Day, cancelled: &dyn Fn() -> bool) -> Option<Vec<Way>> {
    let weighing = Weighing { day, cancelled };
    if weighing.fits(&[])? {
        return Some(Vec::new());
    }
    let before = planner::feasibility_unless(day, cancelled)?;
    let levers = levers::levers(day);
    let mut ways: Vec<(Vec<Kind>, Way)> = Vec::new();
    for set in sets::that_fit(&weighing, &levers)? {
        let kinds = set.iter().map(|lever| lever.kind).collect();
        let steps = weighing.relaxed(&set)?;
        ways.extend(weighing.way(steps, &before)?.map(|way| (kinds, way)));
    }
    let waits = |kinds: &[Kind]| kinds.contains(&Kind::Defer);
    ways.sort_by_key(|(kinds, way)| (waits(kinds), kinds.len(), kinds.clone(), way.saves));
    let (last, mut others): (Vec<_>, Vec<_>) =
        ways.into_iter().partition(|(kinds, _)| waits(kinds));
    others.truncate(TOLD);
    let mut ways: Vec<Way> = others.into_iter().chain(last).map(|(_, way)| way).collect();
    ways.extend(alone(&weighing, &levers, &before)?);
    Some(ways)
}

/// Of each kind, the single steps that save the most and do not suffice.
fn alone(
    weighing: &Weighing<'_>,
    levers: &[Lever],
    before: &planner::Feasibility,
) -> Option<Vec<Way>> {
    let mut ways: Vec<(Kind, Way)> = Vec::new();
    for lever in levers {
        if ways.iter().filter(|(kind, _)| *kind == lever.kind).count() >= ALONE {
            continue;
        }
        let way = weighing.way(vec![lever.strongest().clone()], before)?;
        ways.extend(way.filter(|way| !way.fits && way.saves > 0).map(|way| (lever.kind, way)));
    }
    Some(ways.into_iter().map(|(_, way)| way).collect())
}

/// A day, and what would become of it.
struct Weighing<'a> {
    day: &'a Day,
    cancelled: &'a dyn Fn() -> bool,
}

impl Weighing<'_> {
    /// The day after some steps; none when one is no way out of it.
    fn after(&self, steps: &[WayStep]) -> Option<Day> {
        effect::taken(self.day, steps).ok().map(|(after, _)| after)
    }

    /// Whether everyone can be covered after some steps; none when called off.
    fn fits(&self, steps: &[WayStep]) -> Option<bool> {
        match self.after(steps) {
            Some(after) => planner::is_feasible(&after, self.cancelled),
            None => Some(false),
        }
    }

    /// A set that fits, each step as mild as still fits beside the others.
    fn relaxed(&self, set: &[&Lever]) -> Option<Vec<WayStep>> {
        let mut steps: Vec<WayStep> = set.iter().map(|lever| lever.strongest().clone()).collect();
        for (place, lever) in set.iter().enumerate() {
            let (mut fails, mut does) = (None, lever.steps.len() - 1);
            while does > fails.map_or(0, |fails: usize| fails + 1) {
                let least = fails.map_or(0, |fails| fails + 1);
                let middle = least + (does - least) / 2;
                steps[place] = lever.steps[middle].clone();
                if self.fits(&steps)? { does = middle } else { fails = Some(middle) }
            }
            steps[place] = lever.steps[does].clone();
        }
        Some(steps)
    }

    /// What steps bring; none of them when they cannot be taken.
    fn way(&self, steps: Vec<WayStep>, before: &planner::Feasibility) -> Option<Option<Way>> {
        let Some(after) = self.after(&steps) else { return Some(None) };
        let after = planner::feasibility_unless(&after, self.cancelled)?;
        let made = after.available.saturating_sub(before.available);
        let saved = before.required.saturating_sub(after.required);
        let (needs, fits) = (after.required, after.fits);
        Some(Some(Way { steps, saves: made + saved, needs, fits }))
    }
}
