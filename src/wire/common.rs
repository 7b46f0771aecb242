//! What every face says and hears: the envelope of messages, and the parts all faces are shown.

mod ballot;
mod message;
mod offered;
mod way;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ParticipantId, SlotId, Timestamp, VoteId};
use crate::domain::process::{ProcessId, Text};
use crate::domain::vocabulary::{BlockKind, PauseKind, Role, VoteKind, VoteMode};

pub use ballot::{BallotView, IssuedView};
pub use message::{Answer, FromFace, PROTOCOL, PolledSay, RefusalWords, Signal, ToFace, close};
pub use offered::{OfferedProcess, OfferedStep};
pub use way::WayStepView;

/// A countdown: drawn by each face from its end, never ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClockView {
    /// When it began.
    pub started_at: Timestamp,
    /// When it reaches zero; meaningless while held.
    pub ends_at: Timestamp,
    /// Milliseconds that remain, while it is held.
    #[ts(type = "number | null")]
    pub held_ms: Option<i64>,
}

/// The clocks a face may show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Clocks {
    /// The step at hand.
    pub step: Option<ClockView>,
    /// The case at hand.
    pub case_item: Option<ClockView>,
    /// Milliseconds the day is behind its plan; negative when ahead.
    #[ts(type = "number | null")]
    pub drift_ms: Option<i64>,
}

/// A rest of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PauseView {
    /// Why.
    pub kind: PauseKind,
    /// When everyone meets again, if said.
    pub until: Option<Timestamp>,
}

/// Which day this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DayLabel {
    /// The group's name.
    pub group: String,
    /// Its organisation.
    pub organisation: String,
    /// From 1 to 5, more when the group meets more often.
    pub number: u8,
    /// Midnight of the day where it is held; blocks count minutes from here.
    pub midnight: Timestamp,
}

/// Somebody in the circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// The seat.
    pub participant: ParticipantId,
    /// The first name, told apart from the others.
    pub name: String,
    /// Not in the room at this moment of the day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub away: bool,
}

/// A block of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BlockView {
    /// What it is for.
    pub kind: BlockKind,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
}

/// A slot of the plan, as anybody in the circle may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SlotView {
    /// The slot.
    pub slot: SlotId,
    /// The case treated.
    pub case_item: CaseId,
    /// Cases treated along with it, where each brings their own.
    pub also: Vec<CaseId>,
    /// Priorities of one's own among all these whose turn never came.
    pub missed: Vec<CaseId>,
    /// Index of the block in the day's list.
    pub block: u8,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// How it is treated.
    pub process: ProcessId,
    /// It is over: how it ended is for its owners and the tablet alone.
    pub over: bool,
}

/// A secret choice put to the circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VoteView {
    /// The vote.
    pub vote: VoteId,
    /// What it is about.
    pub kind: VoteKind,
    /// When counts are shown.
    pub mode: VoteMode,
    /// What one may choose; a dot's choice is an index here, plus one.
    pub options: Vec<OptionView>,
    /// Dots each person has.
    pub dots: u8,
    /// Dots one person may put on one option; held by the page.
    pub per_option: u8,
    /// How many may vote.
    pub voters: u8,
    /// Fewer than six voters: counts only at the close, whatever the mode.
    pub only_at_close: bool,
    /// When it closes by itself.
    pub ends_at: Option<Timestamp>,
    /// It is closed; `counts` are final.
    pub closed: bool,
    /// The counts released so far, one per option; none before the first release.
    pub counts: Option<Vec<u16>>,
    /// How its ballots stand.
    pub ballot: BallotView,
}

/// One option of a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum OptionView {
    /// A case.
    CaseItem {
        /// Which.
        case_item: CaseId,
    },
    /// A mark, 1 to 5.
    Mark {
        /// Which.
        value: u8,
    },
    /// A word.
    Word {
        /// Which.
        text: Text,
    },
}

/// A window in which people write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WindowView {
    /// Whether one can write now.
    pub open: bool,
    /// When it closes by itself.
    pub ends_at: Option<Timestamp>,
    /// Whom it is for, when not for all who write in the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub role: Option<Role>,
}

/// A spoken round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TurnView {
    /// Everybody, in the order of speaking.
    pub order: Vec<ParticipantId>,
    /// Who speaks now.
    pub speaking: Option<ParticipantId>,
    /// Whose turn has been, whether they spoke or passed.
    pub done: Vec<ParticipantId>,
    /// Who comes next; a turn that was passed comes once more, after all others.
    pub next: Option<ParticipantId>,
    /// How many come after whoever speaks.
    pub left: u8,
    /// The turn's number among those of the day: whoever hands it on names it.
    pub number: u16,
}

/// The charter, versioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CharterView {
    /// Grows at each amendment.
    pub version: u16,
    /// The rules, a line each.
    pub text: String,
}

/// A line somebody hoped for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExpectationView {
    /// Whose.
    pub participant: ParticipantId,
    /// The line.
    pub text: String,
}
