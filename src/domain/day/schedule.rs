//! The blocks of the day, in minutes after midnight.

use serde::{Deserialize, Serialize};

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

impl Schedule {
    /// The treatment blocks, each with its index in the day's list.
    pub fn treatment(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Treatment)
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
