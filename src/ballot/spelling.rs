//! The bytes of a box: of one length from the start, whatever lies in it.

use crate::ballot::contents::{Contents, Slot};
use crate::ballot::urn::Shape;
use crate::domain::bytes::Bytes;
use crate::domain::day::ballot::Counts;
use crate::domain::day::credential::Entry;

/// The first byte of every box.
const FORMAT: u8 = 2;
/// Format, state, dots, options, filled, release.
const HEAD_BYTES: usize = 1 + 1 + 2 + 2 + 2 + 2;
/// Tag, sequence, choice, signature, bits.
const SLOT_BYTES: usize = 32 + 8 + 2 + 64 + 1;

const FROZEN: u8 = 1;
const RELEASED: u8 = 2;
const SEALED: u8 = 4;
const CHANGED: u8 = 1;
const UNRELEASED: u8 = 2;

impl Contents {
    /// Head, released counts, every slot, filled or not.
    pub(super) fn encode(&self) -> Vec<u8> {
        let size = size_of_box(self.shape);
        let mut bytes = Vec::with_capacity(size);
        let state =
            [(self.frozen, FROZEN), (self.released.is_some(), RELEASED), (self.sealed, SEALED)];
        bytes.extend([FORMAT, bits(&state)]);
        let filled = u16::try_from(self.slots.len()).unwrap_or(u16::MAX);
        for number in [self.shape.dots, self.shape.options, filled, self.release] {
            bytes.extend(number.to_be_bytes());
        }
        for index in 0..usize::from(self.shape.options) {
            let count = self.released.as_ref().map_or(0, |counts| counts[index]);
            bytes.extend(count.to_be_bytes());
        }
        for Slot { entry: Entry { tag, choice, seq, sig }, changed, unreleased } in &self.slots {
            bytes.extend(tag.0);
            bytes.extend(seq.to_be_bytes());
            bytes.extend(choice.to_be_bytes());
            bytes.extend(sig.0);
            bytes.push(bits(&[(*changed, CHANGED), (*unreleased, UNRELEASED)]));
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
        let released = (0..shape.options).map(|_| rest.number()).collect::<Option<Counts>>()?;
        let slots = (0..filled).map(|_| rest.slot(shape)).collect::<Option<Vec<Slot>>>()?;
        let sorted = slots.windows(2).all(|pair| pair[0].entry.tag < pair[1].entry.tag);
        sorted.then_some(Self {
            shape,
            slots,
            sealed: state & SEALED != 0,
            frozen: state & FROZEN != 0,
            release,
            released: (state & RELEASED != 0).then_some(released),
        })
    }
}

fn bits(set: &[(bool, u8)]) -> u8 {
    set.iter().filter(|(on, _)| *on).fold(0, |all, (_, bit)| all | bit)
}

fn size_of_box(shape: Shape) -> usize {
    HEAD_BYTES + 2 * usize::from(shape.options) + SLOT_BYTES * usize::from(shape.dots)
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

    fn slot(&mut self, shape: Shape) -> Option<Slot> {
        let tag = Bytes(self.take()?);
        let seq = u64::from_be_bytes(self.take()?);
        let choice = self.number()?;
        let sig = Bytes(self.take()?);
        let [bits] = self.take()?;
        let (changed, unreleased) = (bits & CHANGED != 0, bits & UNRELEASED != 0);
        let entry = Entry { tag, choice, seq, sig };
        (choice <= shape.options).then_some(Slot { entry, changed, unreleased })
    }
}
