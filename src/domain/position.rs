//! Where a day stands: its phase, and within treatment the slot and the step.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::SlotId;

/// A place of the day that everyone can be moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "phase", rename_all = "camelCase")]
pub enum Position {
    /// The door: people come in, phones are tested.
    Welcome,
    /// Charter, round, expectations.
    Opening,
    /// Needs and cases.
    Inventory,
    /// A treatment process for each case.
    Process,
    /// The vote and the plan.
    Prioritisation,
    /// Cases are treated; `at` is empty between two slots.
    Treatment {
        /// The slot and step at hand.
        at: Option<Cursor>,
    },
    /// Own trace, dispositions, ROTI, last round.
    Closing,
    /// Everything said has been destroyed.
    Ended,
}

/// A step within a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cursor {
    /// The slot being treated.
    pub slot: SlotId,
    /// Index of the step, from zero.
    pub step: u8,
}

impl Position {
    /// Whether this is a step of the slot given.
    pub fn is_in(&self, slot: SlotId) -> bool {
        matches!(self, Position::Treatment { at: Some(cursor) } if cursor.slot == slot)
    }
}
