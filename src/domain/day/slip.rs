//! Slips: what is written in a step that asks for words of nobody.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::bytes::Bytes;
use crate::domain::id::ContributionId;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::ContributionKind;

/// What only the phone that wrote a slip knows.
pub type SlipSecret = Bytes<32>;

/// A slip: its words, and no author. Its id is the hash of a secret of its author's phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Slip {
    /// Its id.
    pub contribution: ContributionId,
    /// The step's id.
    pub step: String,
    /// The input's id.
    pub input: String,
    /// What sort.
    pub kind: ContributionKind,
    /// Who may read it, once it is given.
    pub visibility: Visibility,
    /// The words.
    pub text: String,
}

/// The id of the slip whose secret this is: the first half of its SHA-256.
pub fn slip_id(secret: &SlipSecret) -> ContributionId {
    let hash = Sha256::digest(secret.0);
    ContributionId(Uuid::from_bytes(std::array::from_fn(|n| hash[n])))
}
