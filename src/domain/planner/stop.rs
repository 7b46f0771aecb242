//! A search can be called off, and ends by itself after so many steps.

use std::cell::Cell;

/// The search was called off.
pub(super) struct Cancelled;

/// Why a search has not come to its end.
pub(super) enum Halt {
    /// It was called off.
    CalledOff,
    /// It has taken as many steps as it may.
    Spent,
}

impl From<Cancelled> for Halt {
    fn from(Cancelled: Cancelled) -> Self {
        Self::CalledOff
    }
}

/// The steps of one search at most: about a third of a second. Of six thousand random days, six take
/// as many to order what they treat.
pub(super) const STEPS: u32 = 1_000_000;

/// How many steps go by between two questions: some tens of microseconds.
const ASKS: u32 = 1024;

/// Asks now and then whether the search is still wanted, and counts its steps.
pub(super) struct Stop<'a> {
    cancelled: &'a dyn Fn() -> bool,
    most: u32,
    steps: Cell<u32>,
}

impl<'a> Stop<'a> {
    pub(super) fn new(cancelled: &'a dyn Fn() -> bool) -> Self {
        Self::within(STEPS, cancelled)
    }

    /// One whose searches take so many steps each.
    pub(super) fn within(most: u32, cancelled: &'a dyn Fn() -> bool) -> Self {
        Self { cancelled, most, steps: Cell::new(0) }
    }

    /// For another search: its steps are counted anew.
    pub(super) fn anew(&self) -> Self {
        Self::within(self.most, self.cancelled)
    }

    /// A step of the search.
    pub(super) fn step(&self) -> Result<(), Halt> {
        let steps = self.steps.get();
        if steps.is_multiple_of(ASKS) && (self.cancelled)() {
            return Err(Halt::CalledOff);
        }
        if steps >= self.most {
            return Err(Halt::Spent);
        }
        self.steps.set(steps + 1);
        Ok(())
    }
}
