//! A vote, as everyone in the room reads it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::day::credential::Digest;
use crate::domain::id::VoteId;
use crate::domain::process::Text;
use crate::domain::vocabulary::{BallotStage, VoteKind, VoteMode};

/// What phones compare with the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BallotHead {
    /// Which vote.
    pub vote: VoteId,
    /// Grows by one each time the vote is dealt.
    pub epoch: u16,
    /// How far they are.
    pub stage: BallotStage,
    /// First names of those who hold credentials.
    pub people: Vec<String>,
    /// Dots of all who may vote.
    pub dots: u16,
    /// Dots in the sealed box; none before.
    pub tags: u16,
    /// Over all that is fixed before the first choice; its first 44 bits are four words.
    #[ts(type = "string | null")]
    pub seal_digest: Option<Digest>,
    /// Over the final list.
    #[ts(type = "string | null")]
    pub close_digest: Option<Digest>,
    /// Phones that found the seal, then the close, as it must be.
    pub agree: u8,
    /// Phones that did not.
    pub disagree: u8,
    /// Dots that were placed when the vote was dealt again.
    pub redealt: Option<u16>,
}

/// What is known of the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TallyHead {
    /// Live or sealed.
    pub mode: VoteMode,
    /// Dots in all.
    pub dots: u16,
    /// How many may vote.
    pub voters: u8,
    /// Counts only at the close.
    pub only_at_close: bool,
    /// It is closed.
    pub closed: bool,
    /// When it closes by itself, milliseconds since the epoch.
    #[ts(type = "number | null")]
    pub ends_at: Option<i64>,
    /// How its ballots stand.
    pub ballot: BallotHead,
}

/// The ROTI: a distribution without names, at the close only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RotiView {
    /// Counts of the marks 1 to 5, once closed.
    pub counts: Option<Vec<u16>>,
    /// How its ballots stand.
    pub ballot: BallotHead,
}

/// A one-tap vote: counts without names, at the close only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskedView {
    /// What it is about.
    pub kind: VoteKind,
    /// What one may answer.
    pub answers: Vec<Text>,
    /// How many gave each answer, once closed.
    pub counts: Option<Vec<u16>>,
    /// How its ballots stand.
    pub ballot: BallotHead,
}
