//! Sub-groups side by side, on the tablet.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::day::split::TurnPart;
use crate::domain::id::ParticipantId;
use crate::domain::process::Text;
use crate::wire::common::ClockView;

/// How the step at hand is worked in sub-groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SplitView {
    /// The fewest members of a sub-group.
    pub fewest: u8,
    /// The most.
    pub most: u8,
    /// The names of the parts of a turn; none when nobody has a turn.
    pub parts: Vec<Text>,
    /// They are at work.
    pub started: bool,
    /// The sub-groups, that of the facilitator first; none before they are drawn.
    pub groups: Vec<SubGroupView>,
}

/// A sub-group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubGroupView {
    /// Its members, in the order of their turns.
    pub members: Vec<GroupMemberView>,
    /// Whose turn, and which part of it.
    pub turn: Option<TurnPart>,
    /// What comes next; null when that is the end.
    pub next: Option<TurnPart>,
    /// What came before.
    pub previous: Option<TurnPart>,
    /// All have had their turn.
    pub over: bool,
    /// The clock of the part at hand.
    pub clock: Option<ClockView>,
}

/// A member of a sub-group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GroupMemberView {
    /// Who.
    pub participant: ParticipantId,
    /// They may bring a reserved case: their place is with the facilitator.
    pub reserved: bool,
}
