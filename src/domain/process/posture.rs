//! The posture that the facilitator takes in a step.

use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::Text;
use crate::domain::vocabulary::Posture;

/// The posture that goes with a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepPosture {
    /// Which.
    pub takes: Posture,
    /// It depends on who is in the room: the tablet offers it, and nothing is said unless it is named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub proposed: bool,
}

impl StepPosture {
    /// What is taken by coming to the step.
    pub fn certain(self) -> Option<Posture> {
        (!self.proposed).then_some(self.takes)
    }

    /// What is only offered there.
    pub fn offered(self) -> Option<Posture> {
        self.proposed.then_some(self.takes)
    }
}

/// Reads the posture of a step; once it was words alone, which took none.
pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Option<StepPosture>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Taken(StepPosture),
        Told(#[allow(dead_code, reason = "words named no posture")] Text),
    }
    Ok(Option::<Written>::deserialize(from)?.and_then(|written| match written {
        Written::Taken(posture) => Some(posture),
        Written::Told(_) => None,
    }))
}
