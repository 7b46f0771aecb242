//! Who may read a text: its author, the owner of the case, the group, the room.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The circle that may read a text, from the narrowest to the widest. Only the author widens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Visibility {
    /// Its author alone.
    Author,
    /// Its author and the owners of the case.
    Owner,
    /// The phones of those in the circle, and the facilitator.
    Group,
    /// The room screen as well.
    Room,
}
