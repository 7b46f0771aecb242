//! A step worked in sub-groups side by side: how large they are, and the parts of a turn in them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::minutes::between;
use super::{Instructions, Range, Text};

/// How the circle splits for a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubGroups {
    /// The fewest members of a sub-group.
    pub fewest: u8,
    /// The most members of a sub-group.
    pub most: u8,
    /// The parts of one member's turn, in order; with none, nobody has a turn and the step's clock
    /// is that of all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// A part of a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Part {
    /// Its name for people.
    pub name: Text,
    /// Its minutes.
    pub minutes: Range,
    /// What the phones say: the client's, and everybody else's.
    pub instruction: Instructions,
}

impl SubGroups {
    /// Minutes of each part of a turn when a step of so many minutes is shared by so many members:
    /// never fewer than the parts take at the least, nor more than they take at the most.
    pub fn minutes_of_turn(&self, step: u16, members: usize) -> Vec<u16> {
        let ranges: Vec<Range> = self.parts.iter().map(|part| part.minutes).collect();
        let sum = |bound: fn(&Range) -> u16| ranges.iter().map(bound).fold(0, u16::saturating_add);
        let (least, most) = (sum(|range| range.min), sum(|range| range.max));
        let each =
            u16::try_from(members).map_or(0, |members| step.checked_div(members).unwrap_or(0));
        between(&ranges, each.min(most).max(least))
    }
}
