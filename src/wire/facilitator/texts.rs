//! Section `texts`: what the group and the room may read.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{ContributionId, ParticipantId};
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::ContributionKind;

/// Section `texts`: what the group and the room may read, in the slot at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Texts {
    /// The texts, as they came.
    pub texts: Vec<TextView>,
    /// How many others are for the owner alone.
    pub for_owner: u16,
    /// How many wait for the end of the window, to be read by all at once.
    pub held: u16,
}

/// A text the group may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextView {
    /// The text's id.
    pub contribution: ContributionId,
    /// Who wrote it; nobody knows of a slip.
    pub author: Option<ParticipantId>,
    /// Its step's id.
    pub step: String,
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
    /// Who reads it.
    pub visibility: Visibility,
    /// Its author has been asked to show it, or the owner whose words it notes.
    pub asked: bool,
    /// It notes the words of the owner, who is asked for them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub dictated: bool,
    /// It is on the room screen.
    pub pinned: bool,
}
