//! What somebody takes home.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ContributionId};
use crate::domain::vocabulary::ContributionKind;
use crate::wire::participant::TraceLine;

/// `GET /api/rooms/{room}/kept`: what this person chose to keep of a day, also after its end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Lines of one's own trace.
    pub lines: Vec<TraceLine>,
    /// Texts one wrote or was given.
    pub texts: Vec<KeptText>,
}

/// A text kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptText {
    /// The text's id.
    pub contribution: ContributionId,
    /// The case it was about.
    pub case_item: CaseId,
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
}
