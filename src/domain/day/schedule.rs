//! The blocks of the day, in minutes after midnight.

use serde::{Deserialize, Serialize};

use crate::domain::limits::{self, DAY_MINUTES};
use crate::domain::vocabulary::BlockKind;

/// The day's blocks and the reserve.
#[derive(Debug, Clone, Default)]
pub struct Schedule {
    /// In order, without overlap.
    pub blocks: Vec<Block>,
    /// Minutes of treatment kept aside.
    pub reserve: u16,
}

/// A block of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Block {
    /// What it is for.
    pub kind: BlockKind,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
}

impl Block {
    /// Its minutes.
    pub fn minutes(&self) -> u16 {
        self.end.saturating_sub(self.start)
    }

    /// The minutes below which it is never shortened; none if it is not one that can be.
    pub fn floor(&self) -> Option<u16> {
        match self.kind {
            BlockKind::Opening => Some(limits::OPENING_FLOOR),
            BlockKind::Break => Some(limits::BREAK_FLOOR),
            BlockKind::Lunch => Some(limits::LUNCH_FLOOR),
            BlockKind::Closing => Some(limits::CLOSING_FLOOR),
            BlockKind::Inventory | BlockKind::Prioritisation | BlockKind::Treatment => None,
        }
    }
}

impl Schedule {
    /// The blocks with one of them shorter: what it loses goes to the treatment after it, or before
    /// it when none comes any more; what lies between moves along. None if there is no treatment, or
    /// it is not longer than that.
    pub fn shortened(&self, index: usize, minutes: u16) -> Option<Vec<Block>> {
        let mut blocks = self.blocks.clone();
        let freed = blocks.get(index)?.minutes().checked_sub(minutes).filter(|freed| *freed > 0)?;
        let is_treatment = |block: &Block| block.kind == BlockKind::Treatment;
        if let Some(after) = blocks[index + 1..].iter().position(is_treatment) {
            let after = index + 1 + after;
            blocks[index].end -= freed;
            for block in &mut blocks[index + 1..after] {
                (block.start, block.end) = (block.start - freed, block.end - freed);
            }
            blocks[after].start -= freed;
            return Some(blocks);
        }
        let before = blocks[..index].iter().rposition(is_treatment)?;
        blocks[before].end += freed;
        for block in &mut blocks[before + 1..index] {
            (block.start, block.end) = (block.start + freed, block.end + freed);
        }
        blocks[index].start += freed;
        Some(blocks)
    }

    /// When the day ends, minutes after midnight.
    pub fn end(&self) -> u16 {
        self.blocks.last().map_or(0, |block| block.end)
    }

    /// The blocks of a day that ends later: its last treatment is longer, what follows comes later.
    /// None if there is no treatment, or it would not end later on the same day.
    pub fn ending_at(&self, end: u16) -> Option<Vec<Block>> {
        let more = end.checked_sub(self.end()).filter(|more| *more > 0 && end <= DAY_MINUTES)?;
        let last = self.blocks.iter().rposition(|block| block.kind == BlockKind::Treatment)?;
        let mut blocks = self.blocks.clone();
        blocks[last].end += more;
        for block in &mut blocks[last + 1..] {
            (block.start, block.end) = (block.start + more, block.end + more);
        }
        Some(blocks)
    }

    /// The treatment blocks, each with its index in the day's list.
    pub fn treatment(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Treatment)
    }

    /// The treatment to which a slot belongs that begins at this minute: the one it lies in, else the
    /// last that begins before it, else the first. None when there is none.
    pub fn treatment_at(&self, minute: u16) -> Option<u8> {
        let before = self.treatment().take_while(|(_, block)| block.start <= minute).last();
        let (index, _) = before.or_else(|| self.treatment().next())?;
        u8::try_from(index).ok()
    }

    /// Treatment minutes less the reserve.
    pub fn available(&self) -> u16 {
        treatment_minutes(&self.blocks).saturating_sub(self.reserve)
    }
}

/// Treatment minutes of a list of blocks.
pub fn treatment_minutes(blocks: &[Block]) -> u16 {
    minutes_before(blocks, u16::MAX)
}

/// Treatment minutes that lie before a minute of the day.
pub fn minutes_before(blocks: &[Block], minute: u16) -> u16 {
    let treatment = blocks.iter().filter(|block| block.kind == BlockKind::Treatment);
    treatment.map(|block| block.end.min(minute).saturating_sub(block.start)).sum()
}
