//! The steps of a way out of a day that does not fit.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::process::ProcessId;

/// One change that makes room; values are absolute. Who must agree is said of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "step",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum WayStepView {
    /// Proposed twins become one: all their owners.
    Merge {
        /// The proposed merger.
        merge: CaseId,
    },
    /// A lighter process of the ladder: the case's owners.
    Lighten {
        /// Which case.
        case_item: CaseId,
        /// By which process then.
        process: ProcessId,
        /// In how many minutes.
        minutes: u16,
    },
    /// Fewer minutes of the same process: the case's owners.
    Trim {
        /// Which case.
        case_item: CaseId,
        /// How many are left.
        minutes: u16,
    },
    /// Everyone brings a priority of their own to one slot in parallel: the facilitator alone.
    Rounds {
        /// By which process.
        process: ProcessId,
        /// In how many minutes.
        minutes: u16,
    },
    /// A shorter fixed block: the facilitator alone.
    Shorten {
        /// Index of the block in the day's list.
        block: u8,
        /// How many minutes are left.
        minutes: u16,
    },
    /// A longer day: everyone in the room.
    Extend {
        /// When it ends then, minutes after midnight.
        end: u16,
    },
    /// A guarantee deferred to the next day, first place there: that person alone.
    Defer {
        /// Whose.
        participant: ParticipantId,
    },
}
