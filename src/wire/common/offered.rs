//! The processes of a day, as the faces offer them: what is said before one is chosen, no more.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::process::{Phones, ProcessId, Range, Text};
use crate::domain::vocabulary::Role;

/// `GET /api/rooms/{room}/catalogue` gives a list of these, the lightest first, secondary ones last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferedProcess {
    /// Which.
    pub id: ProcessId,
    /// Counts the changes of its text.
    pub version: u16,
    /// It is the group's own, not the house's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub own: bool,
    /// A format beside the others: phones do not list it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub secondary: bool,
    /// It may end with nobody able to answer: the facilitator prepares it for the next day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub preparable: bool,
    /// Its name.
    pub name: Text,
    /// What it is for.
    pub purpose: Text,
    /// When to choose it.
    pub choose_when: Text,
    /// What to take care of.
    pub sensitivity: Text,
    /// What the owner is called.
    pub owner_role: Text,
    /// What the others are called.
    pub group_role: Text,
    /// Minutes of the whole.
    pub minutes: Range,
    /// The fewest people it takes besides the owner and the facilitator.
    pub group_floor: u8,
    /// The case is masked on the room screen unless its owner says otherwise.
    pub reserved_by_default: bool,
    /// Tried ways to share the minutes out, one list of minutes per step each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Vec<u16>>>", optional)]
    pub presets: Vec<Vec<u16>>,
    /// Its steps, in order.
    pub steps: Vec<OfferedStep>,
}

/// A step of a process that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferedStep {
    /// Its name.
    pub name: Text,
    /// Its minutes.
    pub minutes: Range,
    /// Who speaks, the first speaker first.
    pub speaks: Vec<Role>,
    /// What the phones do.
    pub phones: Phones,
    /// What the owner's phone will say.
    pub owner_reads: Text,
}
