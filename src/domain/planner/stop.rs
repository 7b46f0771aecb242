//! A search can be called off.

use std::cell::Cell;

/// The search was called off.
pub(super) struct Cancelled;

/// How many steps go by between two questions: some tens of microseconds.
const STEPS: u32 = 1024;

/// Asks now and then whether the search is still wanted.
pub(super) struct Stop<'a> {
    cancelled: &'a dyn Fn() -> bool,
    steps: Cell<u32>,
}

impl<'a> Stop<'a> {
    pub(super) fn new(cancelled: &'a dyn Fn() -> bool) -> Self {
        Self { cancelled, steps: Cell::new(0) }
    }

    /// A step of the search.
    pub(super) fn step(&self) -> Result<(), Cancelled> {
        self.steps.set(self.steps.get() + 1);
        let asks = self.steps.get() % STEPS == 1;
        if asks && (self.cancelled)() { Err(Cancelled) } else { Ok(()) }
    }
}
