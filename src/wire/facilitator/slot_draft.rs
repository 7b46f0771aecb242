//! A slot, as a facilitator says where it goes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, SlotId};

/// A slot as the facilitator wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SlotDraft {
    /// The slot; a new one is drawn by the tablet.
    pub slot: SlotId,
    /// The case.
    pub case_item: CaseId,
    /// Index of the block in the day's list.
    pub block: u8,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes of treatment.
    pub minutes: u16,
}
