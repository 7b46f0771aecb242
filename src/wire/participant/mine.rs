//! Section `mine`: what is one person's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ContributionId, ProposalId, Timestamp};
use crate::domain::process::ProcessId;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{ContributionKind, Disposition, Outcome, TraceKind};
use crate::wire::common::WayStepView;
use crate::wire::participant::CaseFields;

/// Section `mine`: what this person wrote, was given, and is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Mine {
    /// Own cases, whole; none in a step, where nobody changes them, unless one has left the day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<OwnCase>>", optional)]
    pub cases: Vec<OwnCase>,
    /// Cases of earlier days to be confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<CarriedCase>>", optional)]
    pub carried: Vec<CarriedCase>,
    /// Mergers that wait for one's answer, or for another's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<MergeAsked>>", optional)]
    pub merges: Vec<MergeAsked>,
    /// Ways out that change something for this person, who must agree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<WayAsked>>", optional)]
    pub ways: Vec<WayAsked>,
    /// Nothing is guaranteed to this person today: they agreed to come first next day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub deferred: bool,
    /// Titles proposed by the facilitator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<TitleAsked>>", optional)]
    pub titles: Vec<TitleAsked>,
    /// Own texts of the slot at hand, and those one is asked for; out of a step, and once one has left
    /// the day, all that may be kept.
    pub texts: Vec<OwnText>,
    /// Texts of the slot at hand that were given to one as an owner or to the group; out of a step, and
    /// once one has left the day, all that one was given as an owner and may keep.
    pub given: Given,
    /// Own trace.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<TraceLine>>", optional)]
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
    /// The facilitator was to prepare it.
    pub prepared: bool,
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
    /// The input it answers, if it is one of the step at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub input: Option<String>,
    /// What sort; said once it is no more in its slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub kind: Option<ContributionKind>,
    /// The words.
    pub text: String,
    /// Who reads it.
    pub visibility: Visibility,
    /// The facilitator asks to show it on the room screen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub asked_for_screen: bool,
    /// It notes the words of the owner, who alone lets it onto the room screen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub dictated: bool,
    /// Kept after today.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub kept: bool,
}

/// What others gave. Nothing is said twice, since there is a lot of it: a person is named once, and
/// the sort once for all that answers one question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Given {
    /// The first names of those who gave something.
    pub authors: Vec<String>,
    /// The questions that were answered, in the order of their first answers.
    pub answers: Vec<Answers>,
}

/// What others wrote in one input of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Answers {
    /// What sort.
    pub kind: ContributionKind,
    /// The texts, in the order they came.
    pub texts: Vec<GivenText>,
    /// Which of them note my words: I am asked to let them onto the room screen. Indices in `texts`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<usize>>", optional)]
    pub asked_for_screen: Vec<usize>,
    /// Which of them note my words and may be shown, by my yes, until I take it back. Indices in `texts`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<usize>>", optional)]
    pub for_screen: Vec<usize>,
    /// Which of them are kept after today, for me. Indices in `texts`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<usize>>", optional)]
    pub kept: Vec<usize>,
}

/// A text given by somebody else: its id, the index of whoever gave it among the `authors`, null for
/// a slip, of which nobody knows, and the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GivenText(pub ContributionId, pub Option<usize>, pub String);

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
