//! What lies in a box: slots in the order of their random tags, and what has been counted.
//!
//! Of a fixed size whatever is placed; no time, no order of arrival, no older choice.

use crate::ballot::release::{Batch, may_release};
use crate::ballot::urn::{Shape, Standing, Tag};
use crate::domain::day::ballot::Counts;

/// The first byte of every box.
const FORMAT: u8 = 1;
/// Format, state, dots, options, filled, release.
const HEAD_BYTES: usize = 1 + 1 + 2 + 2 + 2 + 2;
/// Tag, sequence, choice, bits.
const SLOT_BYTES: usize = 32 + 8 + 2 + 1;

const FROZEN: u8 = 1;
const RELEASED: u8 = 2;
const CHANGED: u8 = 1;
const UNRELEASED: u8 = 2;

/// A dot in its slot.
#[derive(Clone, Copy)]
struct Slot {
    tag: Tag,
    seq: u64,
    /// 0 for blank, or the option's index plus one.
    choice: u16,
    /// Moved since the last release.
    changed: bool,
    /// Never moved before a release.
    unreleased: bool,
}

/// The contents of a box.
pub(super) struct Contents {
    shape: Shape,
    /// Sorted by tag, at most `shape.dots`.
    slots: Vec<Slot>,
    release: u16,
    released: Option<Counts>,
    counted: Option<Counts>,
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
    /// No such tag, or no such option.
    Unknown,
    /// A newer choice of the same dot lies there.
    Superseded,
}

/// What putting in blanks did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deposit {
    /// They lie there now.
    Put,
    /// All lay there already.
    Already,
    /// The box is frozen.
    Frozen,
    /// There is no room.
    Full,
}

impl Contents {
    pub(super) fn empty(shape: Shape) -> Self {
        Self { shape, slots: Vec::new(), release: 0, released: None, counted: None }
    }

    pub(super) fn deposit(&mut self, tags: &[Tag]) -> Deposit {
        let mut new: Vec<Tag> =
            tags.iter().filter(|tag| self.find(tag).is_err()).copied().collect();
        new.sort_unstable();
        new.dedup();
        if new.is_empty() {
            return Deposit::Already;
        }
        if self.counted.is_some() {
            return Deposit::Frozen;
        }
        if self.slots.len() + new.len() > usize::from(self.shape.dots) {
            return Deposit::Full;
        }
        self.slots.extend(new.into_iter().map(Slot::blank));
        self.slots.sort_unstable_by_key(|slot| slot.tag);
        Deposit::Put
    }

    pub(super) fn holds(&self, tags: &[Tag]) -> bool {
        tags.iter().all(|tag| self.find(tag).is_ok())
    }

    pub(super) fn place(&mut self, tag: &Tag, seq: u64, choice: u16) -> Placement {
        let Ok(index) = self.find(tag) else { return Placement::Unknown };
        let slot = &mut self.slots[index];
        if choice > self.shape.options {
            return Placement::Unknown;
        }
        if slot.seq == seq && slot.choice == choice {
            return Placement::Already;
        }
        if self.counted.is_some() {
            return Placement::Frozen;
        }
        if seq <= slot.seq {
            return Placement::Superseded;
        }
        slot.changed |= slot.choice != choice;
        slot.seq = seq;
        slot.choice = choice;
        Placement::Placed
    }

    pub(super) fn standing(&self) -> Standing {
        let placed = self.slots.iter().filter(|slot| slot.choice != 0).count();
        Standing {
            placed: u16::try_from(placed).unwrap_or(u16::MAX),
            release: self.release,
            released: self.released.clone(),
            frozen: self.is_frozen(),
        }
    }

    pub(super) fn is_frozen(&self) -> bool {
        self.counted.is_some()
    }

    /// Counts anew if the rule allows it.
    pub(super) fn release(&mut self, people: u16, dots_each: u8) -> Option<(u16, Counts)> {
        if !may_release(self.batch(), people, dots_each) {
            return None;
        }
        for slot in self.slots.iter_mut().filter(|slot| slot.changed) {
            slot.changed = false;
            slot.unreleased = false;
        }
        let counts = self.counts();
        self.release = self.release.checked_add(1)?;
        self.released = Some(counts.clone());
        Some((self.release, counts))
    }

    /// The final counts; from now on no dot moves.
    pub(super) fn freeze(&mut self) -> Counts {
        let counts = self.counts();
        self.counted.get_or_insert(counts).clone()
    }

    fn batch(&self) -> Batch {
        let count = |of: fn(&&Slot) -> bool| {
            u16::try_from(self.slots.iter().filter(of).count()).unwrap_or(u16::MAX)
        };
        Batch {
            changed: count(|slot| slot.changed),
            left: count(|slot| slot.unreleased && !slot.changed),
        }
    }

    fn counts(&self) -> Counts {
        let mut counts = vec![0; usize::from(self.shape.options)];
        for slot in self.slots.iter().filter(|slot| slot.choice != 0) {
            counts[usize::from(slot.choice) - 1] += 1;
        }
        counts
    }

    fn find(&self, tag: &Tag) -> Result<usize, usize> {
        self.slots.binary_search_by_key(tag, |slot| slot.tag)
    }
}

impl Slot {
    fn blank(tag: Tag) -> Self {
        Self { tag, seq: 0, choice: 0, changed: false, unreleased: true }
    }
}

impl Contents {
    /// The bytes of the box: head, released counts, final counts, every slot, filled or not.
    pub(super) fn encode(&self) -> Vec<u8> {
        let size = size_of_box(self.shape);
        let mut bytes = Vec::with_capacity(size);
        let frozen = if self.counted.is_some() { FROZEN } else { 0 };
        let released = if self.released.is_some() { RELEASED } else { 0 };
        bytes.extend([FORMAT, frozen | released]);
        let filled = u16::try_from(self.slots.len()).unwrap_or(u16::MAX);
        for number in [self.shape.dots, self.shape.options, filled, self.release] {
            bytes.extend(number.to_be_bytes());
        }
        for counts in [&self.released, &self.counted] {
            for index in 0..usize::from(self.shape.options) {
                let count = counts.as_ref().map_or(0, |counts| counts[index]);
                bytes.extend(count.to_be_bytes());
            }
        }
        for slot in &self.slots {
            let changed = if slot.changed { CHANGED } else { 0 };
            let unreleased = if slot.unreleased { UNRELEASED } else { 0 };
            bytes.extend(slot.tag.0);
            bytes.extend(slot.seq.to_be_bytes());
            bytes.extend(slot.choice.to_be_bytes());
            bytes.push(changed | unreleased);
        }
        bytes.resize(size, 0);
        bytes
    }

    /// The box that bytes spell; none if they spell no box.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = Rest(bytes);
        let [format, state] = rest.take()?;
        let shape = Shape { dots: rest.number()?, options: rest.number()? };
        let filled = rest.number()?;
        let release = rest.number()?;
        if format != FORMAT || bytes.len() != size_of_box(shape) || filled > shape.dots {
            return None;
        }
        let released = rest.counts(shape.options)?;
        let counted = rest.counts(shape.options)?;
        let slots = (0..filled).map(|_| rest.slot(shape)).collect::<Option<Vec<Slot>>>()?;
        let sorted = slots.windows(2).all(|pair| pair[0].tag < pair[1].tag);
        sorted.then_some(Self {
            shape,
            slots,
            release,
            released: (state & RELEASED != 0).then_some(released),
            counted: (state & FROZEN != 0).then_some(counted),
        })
    }
}

fn size_of_box(shape: Shape) -> usize {
    HEAD_BYTES + 2 * 2 * usize::from(shape.options) + SLOT_BYTES * usize::from(shape.dots)
}

/// The bytes not yet read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, tail) = self.0.split_first_chunk::<N>()?;
        self.0 = tail;
        Some(*head)
    }

    fn number(&mut self) -> Option<u16> {
        self.take().map(u16::from_be_bytes)
    }

    fn counts(&mut self, options: u16) -> Option<Counts> {
        (0..options).map(|_| self.number()).collect()
    }

    fn slot(&mut self, shape: Shape) -> Option<Slot> {
        let tag = Tag(self.take()?);
        let seq = u64::from_be_bytes(self.take()?);
        let choice = self.number()?;
        let [bits] = self.take()?;
        let (changed, unreleased) = (bits & CHANGED != 0, bits & UNRELEASED != 0);
        (choice <= shape.options).then_some(Slot { tag, seq, choice, changed, unreleased })
    }
}
