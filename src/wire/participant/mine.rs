//! Section `mine`: what is one person's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ContributionId, ParticipantId, ProposalId, SlotId, Timestamp};
use crate::domain::process::ProcessId;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{ContributionKind, Disposition, Outcome, TraceKind};
use crate::wire::common::WayStepView;
use crate::wire::participant::CaseFields;

/// Section `mine`: what this person wrote, was given, and is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Mine {
    /// Own cases, whole.
    pub cases: Vec<OwnCase>,
    /// Cases of earlier days to be confirmed.
    pub carried: Vec<CarriedCase>,
    /// Mergers that wait for one's answer, or for another's.
    pub merges: Vec<MergeAsked>,
    /// Ways out that change something for this person, who must agree.
    pub ways: Vec<WayAsked>,
    /// Nothing is guaranteed to this person today: they agreed to come first next day.
    pub deferred: bool,
    /// Titles proposed by the facilitator.
    pub titles: Vec<TitleAsked>,
    /// Own texts of the step at hand, and those one is asked for; in the closing, all of them.
    pub texts: Vec<OwnText>,
    /// Texts of the slot at hand that were given to one as an owner or to the group; in the closing,
    /// all that one was given as an owner.
    pub given: Vec<GivenText>,
    /// Own trace.
    pub trace: Vec<TraceLine>,
}

/// An own case, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnCase {
    /// The case.
    pub case_item: CaseId,
    /// Its fields.
    pub fields: CaseFields,
    /// 1, 2 or none.
    pub rank: Option<u8>,
    /// How it would be treated.
    pub process: Option<ProcessId>,
    /// In how many minutes.
    pub minutes: Option<u16>,
    /// It has been merged into this one.
    pub merged_into: Option<CaseId>,
    /// It comes from a merger; the cases it stands for.
    pub merged_from: Vec<CaseId>,
    /// How it was treated today, if it was.
    pub outcome: Option<Outcome>,
    /// What becomes of it.
    pub disposition: Option<Disposition>,
}

/// A case of an earlier day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarriedCase {
    /// The case.
    pub case_item: CaseId,
    /// Its title.
    pub title: String,
    /// Days it has waited.
    pub age: u8,
}

/// A merger proposed to owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergeAsked {
    /// The case that would be.
    pub merge: CaseId,
    /// Its title.
    pub title: String,
    /// The cases it would stand for.
    pub cases: Vec<CaseId>,
    /// One's own answer so far.
    pub agreed: bool,
}

/// A way out that needs this person's yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WayAsked {
    /// Which.
    pub proposal: ProposalId,
    /// Those of its steps that concern this person.
    pub steps: Vec<WayStepView>,
    /// One's own answer so far.
    pub agreed: bool,
}

/// A title proposed to its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TitleAsked {
    /// The case.
    pub case_item: CaseId,
    /// The title.
    pub title: String,
}

/// A text of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnText {
    /// The text's id.
    pub contribution: ContributionId,
    /// Its slot.
    pub slot: SlotId,
    /// Its step's id.
    pub step: String,
    /// Its input's id.
    pub input: String,
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
    /// Who reads it.
    pub visibility: Visibility,
    /// The facilitator asks to show it on the room screen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub asked_for_screen: bool,
    /// Kept after today.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub kept: bool,
}

/// A text given by somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GivenText {
    /// The text's id.
    pub contribution: ContributionId,
    /// Who gave it; nobody knows of a slip.
    pub author: Option<ParticipantId>,
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
    /// It notes my words: I am asked to let it onto the room screen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub asked_for_screen: bool,
    /// Kept after today, for me.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub kept: bool,
}

/// A line of one's own trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TraceLine {
    /// The line's id.
    pub line: ContributionId,
    /// What sort.
    pub kind: TraceKind,
    /// The words.
    pub text: String,
    /// A date one set oneself.
    pub due: Option<Timestamp>,
    /// Kept after today.
    pub keep: bool,
}
