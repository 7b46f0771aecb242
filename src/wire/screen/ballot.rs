//! How the ballots of a vote stand, as everyone in the room reads it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::day::credential::Digest;
use crate::domain::id::VoteId;
use crate::domain::vocabulary::BallotStage;

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
