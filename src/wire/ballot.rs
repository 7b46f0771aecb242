//! What a vote holds, for whoever recounts it: lists that are fetched, never framed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::day::credential::{Digest, PublicKey, Signature, Tag};
use crate::domain::id::{ParticipantId, VoteId};

/// `GET /api/rooms/{room}/votes/{vote}/tags`: the dots of a sealed box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagList {
    /// Which vote.
    pub vote: VoteId,
    /// Which deal of it.
    pub epoch: u16,
    /// The key of the deal.
    #[ts(type = "string")]
    pub pk: PublicKey,
    /// Who holds credentials, sorted.
    pub issued: Vec<ParticipantId>,
    /// The dots' keys, sorted; 32 bytes each, base64url.
    #[ts(type = "Array<string>")]
    pub tags: Vec<Tag>,
    /// What the frame says too.
    #[ts(type = "string")]
    pub digest: Digest,
}

/// `GET /api/rooms/{room}/votes/{vote}/entries`: the dots of a closed box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryList {
    /// Which vote.
    pub vote: VoteId,
    /// Which deal of it.
    pub epoch: u16,
    /// Every dot, sorted by its key.
    pub entries: Vec<EntryView>,
    /// Dots on each option.
    pub counts: Vec<u16>,
    /// What the frame says too.
    #[ts(type = "string")]
    pub digest: Digest,
}

/// A dot of a closed box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryView {
    /// Its key.
    #[ts(type = "string")]
    pub tag: Tag,
    /// 0 for blank, or the option's index plus one.
    pub choice: u16,
    /// Grew with each change, by a random step.
    #[ts(type = "number")]
    pub seq: u64,
    /// By its key, over all of this: 64 bytes, base64url.
    #[ts(type = "string")]
    pub sig: Signature,
}
