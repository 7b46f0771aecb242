//! Sections `cases` and `plan`: what the circle may read.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::vocabulary::CaseKind;
use crate::wire::common::SlotView;

/// Section `cases`: the cases once revealed, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cases {
    /// Live cases, in the order they were brought: all of them while the circle takes stock, chooses
    /// and votes; in a step, those of its slot; else those of the plan.
    pub cases: Vec<CaseView>,
}

/// A revealed case, as every phone sees it.
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
    /// Masked on the room screen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub reserved: bool,
    /// Its treatment today is over: how it ended is its owners' and the tablet's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub over: bool,
}

/// Section `plan`: the day's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The slots, in order; empty before there is a plan, and in a step, which shows none.
    pub slots: Vec<SlotView>,
    /// One of this person's own priorities is in, where it can be held; not so, when none is. Null
    /// when nothing is owed to them, and while nothing but a delay of the day is in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub yours_is_in: Option<bool>,
    /// Which of them.
    pub yours: Vec<CaseId>,
    /// This person comes first today: their guarantee was not kept the day before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub first_today: bool,
}
