//! How the ballots of a vote stand, for whoever checks them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::day::credential::{Digest, Evaluated, Proof, PublicKey};
use crate::domain::id::ParticipantId;
use crate::domain::vocabulary::BallotStage;

/// How the ballots of a vote stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BallotView {
    /// Grows by one each time the vote is dealt.
    pub epoch: u16,
    /// How far they are.
    pub stage: BallotStage,
    /// What credentials are checked against: 32 bytes, base64url; none while it is being made.
    #[ts(type = "string | null")]
    pub pk: Option<PublicKey>,
    /// Who may vote; not told to phones once it is closed, nor `issued` and `pk`.
    pub electors: Vec<ParticipantId>,
    /// Who holds credentials, sorted by id.
    pub issued: Vec<ParticipantId>,
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
    /// Dots that were placed when the vote was dealt again: they are to be placed again.
    pub redealt: Option<u16>,
}

/// Credentials: blinded tags evaluated, in the order they came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssuedView {
    /// One for each, 32 bytes, base64url.
    #[ts(type = "Array<string>")]
    pub evaluated: Vec<Evaluated>,
    /// That the published key did it: 64 bytes, base64url.
    #[ts(type = "string")]
    pub proof: Proof,
}
