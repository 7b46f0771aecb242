//! The rule of release: counts move only when the move mixes several people.
//!
//! The box knows dots, not people, so it counts in the worst case: so many dots cannot all be of
//! fewer people.

use crate::domain::limits;

/// People whom every released batch mixes.
pub const PEOPLE_MIXED: u16 = limits::VOTERS;

/// What a release now would show, in dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// Dots that have changed since the last release.
    pub changed: u16,
    /// Dots that would still never have been released: they make the step of the close.
    pub left: u16,
}

/// Whether a batch may be shown, when it must mix at least `people` of `dots_each` dots: itself,
/// and what it leaves for the close.
pub fn may_release(batch: Batch, people: u16, dots_each: u8) -> bool {
    let of_fewer = u32::from(people.saturating_sub(1)) * u32::from(dots_each);
    u32::from(batch.changed) > of_fewer && u32::from(batch.left) > of_fewer
}
