//! The time in which nothing is treated: between two cases, and in rests.

use crate::domain::day::Day;
use crate::domain::id::Timestamp;

/// When nothing was treated today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Respite {
    /// The spells that are over: from when until when.
    past: Vec<(Timestamp, Timestamp)>,
    /// When the one at hand began.
    since: Option<Timestamp>,
}

impl Respite {
    /// From here on a case is treated, or none is.
    pub fn note(&mut self, treats: bool, at: Timestamp) {
        match self.since {
            None if !treats => self.since = Some(at),
            Some(since) if treats => {
                self.past.push((since, at));
                self.since = None;
            }
            _ => {}
        }
    }

    /// Milliseconds that a rest has had of it until an instant, were the spell at hand to last until
    /// then: of the spells that were not over when it was due, and of the one that came before what
    /// `followed` it, where it was had early.
    pub fn had(&self, due: Timestamp, followed: Option<Timestamp>, until: Timestamp) -> i64 {
        let at_hand = self.since.map(|since| (since, until));
        let spells = self.past.iter().copied().chain(at_hand);
        let came_before = |began, ended| followed.is_some_and(|at| began <= at && ended >= at);
        let early = spells.clone().find(|(began, ended)| came_before(*began, *ended));
        let counted = spells.filter(|spell| spell.1 >= due || Some(*spell) == early);
        counted.map(|(began, ended)| ended.min(until).since(began).max(0)).sum()
    }
}

impl Day {
    /// Whether a case is being treated: not in a rest, nor once it has ended.
    pub fn treats(&self) -> bool {
        let at_hand = self.at_step().filter(|(_, run, _)| run.outcome.is_none());
        self.pause.is_none() && at_hand.is_some()
    }
}
