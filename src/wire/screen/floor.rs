//! Who has the floor, on the room screen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who has the floor in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpeakerView {
    /// The first name.
    pub speaking: String,
    /// How many come after.
    pub left: u8,
}
