//! Section `cases`: what the circle brought.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::process::ProcessId;
use crate::domain::vocabulary::{CaseKind, Disposition, Outcome};

/// Section `cases`: every live case, once they are revealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cases {
    /// Live cases, in the order they were brought.
    pub cases: Vec<CaseView>,
    /// Mergers that wait.
    pub merges: Vec<MergeView>,
    /// Titles that wait for their owner.
    pub titles: Vec<TitleView>,
}

/// A revealed case on the tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// The case.
    pub case_item: CaseId,
    /// Whose.
    pub owners: Vec<ParticipantId>,
    /// Which of the three P.
    pub kind: CaseKind,
    /// The question.
    pub title: String,
    /// One line.
    pub headline: String,
    /// What the owner expects.
    pub expects: String,
    /// Masked on the room screen.
    pub reserved: bool,
    /// 1 to 3.
    pub urgency: u8,
    /// 1 to 3.
    pub emotional_load: u8,
    /// For whom it is a priority, and which rank.
    pub priorities: Vec<PriorityView>,
    /// How it would be treated.
    pub process: Option<ProcessId>,
    /// In how many minutes.
    pub minutes: Option<u16>,
    /// The cases it stands for.
    pub merged_from: Vec<CaseId>,
    /// Days it has waited.
    pub age: u8,
    /// The facilitator was to prepare it for today.
    pub prepared: bool,
    /// Dots at the close of the vote.
    pub dots: Option<u16>,
    /// How it was treated today.
    pub outcome: Option<Outcome>,
    /// What becomes of it.
    pub disposition: Option<Disposition>,
}

/// For whom a case is a priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriorityView {
    /// Who.
    pub participant: ParticipantId,
    /// 1 or 2.
    pub rank: u8,
}

/// A merger that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergeView {
    /// The case that would be.
    pub merge: CaseId,
    /// Its title.
    pub title: String,
    /// The cases it would stand for.
    pub cases: Vec<CaseId>,
    /// Owners who have agreed.
    pub agreed: Vec<ParticipantId>,
    /// Owners who have yet to say.
    pub waiting: Vec<ParticipantId>,
}

/// A title that waits for its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TitleView {
    /// The case.
    pub case_item: CaseId,
    /// The title.
    pub title: String,
}
