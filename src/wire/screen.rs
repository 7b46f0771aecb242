//! What the room screen hears. It says nothing.

#![allow(clippy::large_enum_variant, reason = "a stage lives as long as one encoding")]

mod ballot;
mod floor;
mod sub_group;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, SlotId};
use crate::domain::process::{ProcessId, Text};
use crate::domain::vocabulary::{ContributionKind, Posture, ScreenShows};
use crate::wire::common::{BlockView, Clocks, DayLabel, PauseView, WindowView};

pub use ballot::{AskedView, BallotHead, RotiView, TallyHead};
pub use floor::SpeakerView;
pub use sub_group::SubGroupView;

/// A screen only listens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Says {}

/// Section `now`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Now {
    /// Which day.
    pub day: DayLabel,
    /// The room code; none while the door is locked.
    pub code: Option<String>,
    /// What the facilitator lets it show.
    pub shows: ScreenShows,
    /// A rest.
    pub pause: Option<PauseView>,
    /// The clocks it may show.
    pub clocks: Clocks,
    /// Seats in the circle.
    pub seats: u8,
    /// First names of those who are in, in the order of the roster.
    pub people: Vec<String>,
    /// The phase at hand.
    pub stage: Stage,
}

/// The phase at hand on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "phase", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Stage {
    /// Code and QR, who is in.
    Welcome,
    /// Charter and round.
    Opening {
        /// The charter's lines.
        charter: String,
        /// How many have committed to it.
        engaged: u8,
        /// Who speaks.
        speaking: Option<String>,
        /// Who is next.
        next: Option<String>,
    },
    /// Needs and cases.
    Inventory {
        /// The write window.
        window: WindowView,
        /// How many cases have been handed in.
        submitted: u16,
        /// They are shown.
        revealed: bool,
        /// Who speaks.
        speaking: Option<String>,
    },
    /// A process for each case.
    Process,
    /// The vote and the plan.
    Prioritisation {
        /// A vote is open or has closed.
        vote: Option<TallyHead>,
    },
    /// Cases are treated.
    Treatment {
        /// The step at hand.
        step: Option<StepView>,
        /// The next case, between two.
        next: Option<ScreenCase>,
    },
    /// Own trace, ROTI, last round.
    Closing {
        /// The ROTI has been opened.
        roti: Option<RotiView>,
        /// Who speaks.
        speaking: Option<String>,
    },
    /// Everything said has been destroyed.
    Ended,
}

/// The step at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Its newest one-tap vote, once one is opened.
    pub asked: Option<AskedView>,
    /// Number of the slot in the plan, from 1.
    pub number: u8,
    /// The case's label: its title, or a mask.
    pub case_item: ScreenCase,
    /// The process's name.
    pub process_name: Text,
    /// The step's name.
    pub name: Text,
    /// Its index, from zero.
    pub index: u8,
    /// How many steps there are.
    pub count: u8,
    /// People write: until when the window is open.
    pub window: Option<WindowView>,
    /// The role that writes, when not all do.
    pub writer: Option<Text>,
    /// Phones are to be put down.
    pub phones_closed: bool,
    /// The facilitator's posture in force when it is another than the usual one, or has just ended.
    pub posture: Option<Posture>,
    /// The sub-groups, once drawn, that of the facilitator first.
    pub groups: Vec<SubGroupView>,
    /// The round that is spoken in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub turn: Option<SpeakerView>,
}

/// A case as the room may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScreenCase {
    /// The case.
    pub case_item: CaseId,
    /// Its title; none when it is reserved.
    pub title: Option<String>,
    /// Its number among the reserved ones, from 1.
    pub reserved: Option<u8>,
    /// First names of its owners; none when it is reserved.
    pub owners: Vec<String>,
    /// How many cases are treated side by side, each their owner's, once it is over those whose turn came;
    /// 1 for a case alone.
    pub cases: u8,
}

/// Section `cases`: labels of the cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cases {
    /// Live cases once revealed.
    pub cases: Vec<ListedCase>,
}

/// A case in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListedCase {
    /// As the room may read it.
    pub label: ScreenCase,
    /// How it would be treated.
    pub process: Option<ProcessId>,
}

/// Section `tally`: released counts only.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Rows with the most dots first.
    pub rows: Vec<TallyRow>,
}

/// A row of the tally.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TallyRow {
    /// Which case.
    pub case_item: CaseId,
    /// Dots released.
    pub dots: u16,
}

/// Section `plan`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The slots, in order; empty before there is a plan.
    pub slots: Vec<ScreenSlot>,
    /// The day's blocks.
    pub blocks: Vec<BlockView>,
    /// Everyone present has brought a case and is covered by one that can be treated as the day stands;
    /// false once a case has begun.
    pub everyone: bool,
    /// Cases that are not treated today, for want of time: how many.
    pub no_time: u8,
    /// Cases that are not treated today for another reason: an owner away, too few people, no
    /// process. How many.
    pub not_ready: u8,
}

/// A slot on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScreenSlot {
    /// The slot.
    pub slot: SlotId,
    /// Its case.
    pub case_item: ScreenCase,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// How it is treated.
    pub process: ProcessId,
    /// It is over: how it ended is for its owners and the tablet alone.
    pub over: bool,
    /// It is being treated.
    pub current: bool,
}

/// Section `pinned`: texts their authors gave to the room.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Pinned {
    /// The texts.
    pub texts: Vec<PinnedText>,
}

/// A text given to the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PinnedText {
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
}

/// Section `passing`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Passing {
    /// Dots placed so far, moved at most every three seconds.
    pub dots_placed: Option<u16>,
    /// Blank dots that lie in the box before its seal.
    pub dots_in: Option<u16>,
    /// How many people said they have finished; none when that would point at somebody.
    pub finished: Option<u8>,
    /// Phones connected.
    pub phones: u8,
    /// Reachable without encryption.
    pub plain_http: bool,
}

/// Every section of a screen.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Hears {
    /// Where the day stands.
    pub now: Now,
    /// Labels of the cases.
    pub cases: Cases,
    /// Released counts.
    pub tally: Tally,
    /// The plan.
    pub plan: Plan,
    /// Texts given to the room.
    pub pinned: Pinned,
    /// Presence and progress.
    pub passing: Passing,
}
