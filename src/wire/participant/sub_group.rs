//! One's own sub-group, on a phone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::day::split::TurnPart;
use crate::domain::id::ParticipantId;
use crate::domain::process::Text;
use crate::wire::common::ClockView;

/// One's own sub-group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubGroupView {
    /// Its number, from 1.
    pub number: u8,
    /// Its members, in the order of their turns.
    pub members: Vec<ParticipantId>,
    /// The facilitator sits with it.
    pub with_facilitator: bool,
    /// It is at work.
    pub started: bool,
    /// Whose turn, and which part of it; null where nobody has a turn, and after the last.
    pub turn: Option<TurnPart>,
    /// The part's name.
    pub part: Option<Text>,
    /// How many parts a turn has.
    pub parts: u8,
    /// All have had their turn.
    pub over: bool,
    /// The clock of the part: for who keeps the time, and where phones show the step's clock.
    pub clock: Option<ClockView>,
    /// What comes next; null when that is the end.
    pub next: Option<TurnPart>,
    /// The name of what comes next, while the turn is the same.
    pub next_part: Option<Text>,
    /// One keeps its time, and moves it on.
    pub keeps_time: bool,
}
