//! What every face says and hears: greeting, frames, answers, close codes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ParticipantId, SlotId, Timestamp, VoteId};
use crate::domain::process::{ProcessId, Text};
use crate::domain::vocabulary::{BlockKind, Outcome, PauseKind, VoteKind, VoteMode};

/// The version both sides must speak; a page of another version is told to reload.
pub const PROTOCOL: u16 = 1;

/// What a face sends over its socket. `S` is what that face may say.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum FromFace<S> {
    /// The first message.
    Hello {
        /// The version the page speaks.
        protocol: u16,
        /// A one-time ticket fetched by a same-origin request.
        ticket: String,
        /// The epoch of what the face has, if it has anything.
        epoch: Option<String>,
        /// The revision of each section it has.
        #[ts(type = "Record<string, number>")]
        revisions: BTreeMap<String, u64>,
    },
    /// Something to decide; answered once.
    Say {
        /// Drawn by the face; the answer carries it.
        id: String,
        /// What is asked.
        say: S,
    },
    /// A passing sign: never journaled, never answered.
    Signal {
        /// The sign.
        signal: Signal,
    },
    /// Is anybody there?
    Ping {
        /// The face's own time, given back.
        #[ts(type = "number")]
        at: i64,
    },
}

/// Passing signs of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Signal {
    /// The page came to the front or went to the back.
    Awake {
        /// Whether the page is seen.
        visible: bool,
    },
    /// "I have finished", for the vote or the write window at hand.
    Finished {
        /// Whether one has.
        finished: bool,
    },
}

/// What a face hears over its socket.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ToFace {
    /// The greeting was accepted.
    Welcome {
        /// The version the server speaks.
        protocol: u16,
        /// This connection's own name.
        connection: String,
        /// The server's time.
        server_time: Timestamp,
        /// Changes when revisions start anew.
        epoch: String,
    },
    /// The sections that changed.
    Frame {
        /// Changes when revisions start anew.
        epoch: String,
        /// The newest revision among the sections.
        #[ts(type = "number")]
        revision: u64,
        /// The server's time.
        server_time: Timestamp,
        /// Each section whole, with its own revision.
        #[ts(type = "Record<string, { revision: number, value: unknown }>")]
        sections: serde_json::Value,
    },
    /// The one answer to a `Say`.
    Answer(Answer),
    /// Somebody is there.
    Pong {
        /// The face's own time, as it sent it.
        #[ts(type = "number")]
        at: i64,
        /// The server's time.
        server_time: Timestamp,
    },
    /// The last message before a close.
    Bye {
        /// The close code that follows.
        code: u16,
    },
}

/// The answer to something said: done, or why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The id of what was said.
    pub id: String,
    /// True when it was done, or had been done before.
    pub ok: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub refusal: Option<RefusalWords>,
}

/// A refusal on the wire: a stable code, and the figure its sentence needs, if any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefusalWords {
    /// One of the closed list in `PROTOCOL.md`.
    pub code: String,
    /// A limit or a count that the sentence names.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub figure: Option<i64>,
}

/// What the long poll posts.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PolledSay<S> {
    /// Drawn by the face.
    pub id: String,
    /// What is asked.
    pub say: S,
}

/// The close codes a face may meet. Others are those of RFC 6455.
pub mod close {
    /// The server restarts: come back.
    pub const RESTART: u16 = 1012;
    /// Too busy: come back later.
    pub const OVERLOAD: u16 = 1013;
    /// The page speaks another version: reload it.
    pub const STALE_PAGE: u16 = 4001;
    /// A message that no page of ours sends: do not come back like this.
    pub const MALFORMED: u16 = 4002;
    /// No seat here, or no longer.
    pub const NOT_ADMITTED: u16 = 4003;
    /// The face did not read fast enough: come back.
    pub const TOO_SLOW: u16 = 4008;
    /// Too many messages.
    pub const TOO_MANY: u16 = 4029;
}

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
    /// Present in the room at this moment of the day.
    pub present: bool,
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
    /// Index of the block in the day's list.
    pub block: u8,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// How it is treated.
    pub process: ProcessId,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
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
    /// How many batches have been released.
    pub release: u16,
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
}

/// The turn order of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TurnView {
    /// Everybody, in the order of speaking.
    pub order: Vec<ParticipantId>,
    /// Who speaks now.
    pub speaking: Option<ParticipantId>,
    /// Those who have spoken or passed.
    pub done: Vec<ParticipantId>,
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
