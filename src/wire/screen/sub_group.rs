//! Sub-groups side by side, on the screen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::process::Text;
use crate::wire::common::ClockView;

/// A sub-group as the room may read it: names, never what they speak about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubGroupView {
    /// First names of its members, in the order of their turns.
    pub members: Vec<String>,
    /// The facilitator sits with it.
    pub with_facilitator: bool,
    /// It is at work.
    pub started: bool,
    /// Index of the member whose turn it is.
    pub client: Option<u8>,
    /// The name of the part at hand.
    pub part: Option<Text>,
    /// All have had their turn.
    pub over: bool,
    /// The clock of the part at hand, where the screen shows the step's.
    pub clock: Option<ClockView>,
}
