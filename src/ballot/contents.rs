//! What lies in a box: dots in the order of their keys, and what has been released of them.
//!
//! No time, no order of arrival, no older choice.

use crate::ballot::release::{Batch, may_release};
use crate::ballot::urn::{Shape, Standing, Tally};
use crate::domain::day::ballot::Counts;
use crate::domain::day::credential::{Entry, Tag};

/// A dot in its slot.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) entry: Entry,
    /// Moved since the last release.
    pub(super) changed: bool,
    /// Never moved before a release.
    pub(super) unreleased: bool,
}

/// The contents of a box.
pub(super) struct Contents {
    pub(super) shape: Shape,
    /// Sorted by tag, at most `shape.dots`.
    pub(super) slots: Vec<Slot>,
    /// No other dot comes in.
    pub(super) sealed: bool,
    /// No dot moves any more.
    pub(super) frozen: bool,
    pub(super) release: u16,
    pub(super) released: Option<Counts>,
}

/// What a dot did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placement {
    /// It lies there now.
    Placed,
    /// It lay there already, just so.
    Already,
    /// The box is frozen.
    Frozen,
    /// A choice before the seal.
    NotSealed,
    /// No valid token came with a dot that is not there yet.
    NotCertified,
    /// No such dot, or no such option.
    Unknown,
    /// A newer choice of the same dot lies there.
    Superseded,
}

impl Contents {
    pub(super) fn empty(shape: Shape) -> Self {
        Self { shape, slots: Vec::new(), sealed: false, frozen: false, release: 0, released: None }
    }

    /// Takes a signed dot: a blank one with its token before the seal, one that lies here after.
    pub(super) fn place(&mut self, entry: Entry, is_certified: bool) -> Placement {
        let found = self.find(&entry.tag);
        if entry.choice > self.shape.options {
            return Placement::Unknown;
        }
        if found.is_ok_and(|index| self.slots[index].entry == entry) {
            return Placement::Already;
        }
        if self.frozen {
            return Placement::Frozen;
        }
        if !self.sealed && entry.choice != 0 {
            return Placement::NotSealed;
        }
        match found {
            Ok(index) => self.slots[index].take(entry),
            Err(_) if self.sealed => Placement::Unknown,
            Err(_) if !is_certified => Placement::NotCertified,
            // More tokens than dots are never issued.
            Err(_) if self.slots.len() >= usize::from(self.shape.dots) => Placement::Unknown,
            Err(index) => {
                self.slots.insert(index, Slot { entry, changed: false, unreleased: true });
                Placement::Placed
            }
        }
    }

    /// Lets no other dot in, once there are `least`; gives the tags that are.
    pub(super) fn seal(&mut self, least: u16) -> Option<Vec<Tag>> {
        if !self.sealed && self.slots.len() < usize::from(least) {
            return None;
        }
        self.sealed = true;
        Some(self.slots.iter().map(|slot| slot.entry.tag).collect())
    }

    pub(super) fn standing(&self) -> Standing {
        Standing {
            filled: count(self.slots.len()),
            placed: self.how_many(|slot| slot.entry.choice != 0),
            release: self.release,
            released: self.released.clone(),
            sealed: self.sealed,
            frozen: self.frozen,
        }
    }

    /// Counts anew if the rule allows it.
    pub(super) fn release(&mut self, people: u16, dots_each: u8) -> Option<(u16, Counts)> {
        let batch = Batch {
            changed: self.how_many(|slot| slot.changed),
            left: self.how_many(|slot| slot.unreleased && !slot.changed),
        };
        if !may_release(batch, people, dots_each) {
            return None;
        }
        for slot in self.slots.iter_mut().filter(|slot| slot.changed) {
            (slot.changed, slot.unreleased) = (false, false);
        }
        let counts = self.counts();
        self.release = self.release.checked_add(1)?;
        self.released = Some(counts.clone());
        Some((self.release, counts))
    }

    /// The final tally; from now on no dot moves. A box that was never sealed holds no choice, and
    /// nobody has checked what it holds.
    pub(super) fn freeze(&mut self) -> Tally {
        self.frozen = true;
        let entries = self.slots.iter().filter(|_| self.sealed).map(|slot| slot.entry).collect();
        Tally { counts: self.counts(), entries }
    }

    fn counts(&self) -> Counts {
        let mut counts = vec![0; usize::from(self.shape.options)];
        for slot in self.slots.iter().filter(|slot| slot.entry.choice != 0) {
            counts[usize::from(slot.entry.choice) - 1] += 1;
        }
        counts
    }

    fn how_many(&self, which: impl Fn(&Slot) -> bool) -> u16 {
        count(self.slots.iter().filter(|slot| which(slot)).count())
    }

    fn find(&self, tag: &Tag) -> Result<usize, usize> {
        self.slots.binary_search_by_key(tag, |slot| slot.entry.tag)
    }
}

impl Slot {
    fn take(&mut self, entry: Entry) -> Placement {
        if entry.seq <= self.entry.seq {
            return Placement::Superseded;
        }
        // A dot that was never shown is shown as blank: back there, it has not changed.
        self.changed = if self.unreleased {
            entry.choice != 0
        } else {
            self.changed || self.entry.choice != entry.choice
        };
        self.entry = entry;
        Placement::Placed
    }
}

fn count(many: usize) -> u16 {
    u16::try_from(many).unwrap_or(u16::MAX)
}
