//! What a dot is made of: a key of its own, a certificate for it, and a signed choice.

use serde::{Deserialize, Serialize};

use crate::domain::bytes::Bytes;

/// A dot's own key, drawn by a phone: an Ed25519 public key.
pub type Tag = Bytes<32>;
/// A tag as the issuer sees it: it could be any tag.
pub type Blinded = Bytes<32>;
/// A blinded tag, evaluated.
pub type Evaluated = Bytes<32>;
/// That one key evaluated a batch.
pub type Proof = Bytes<64>;
/// The key of a deal.
pub type PublicKey = Bytes<32>;
/// That a tag was issued.
pub type Token = Bytes<64>;
/// That a choice is of the dot's own key.
pub type Signature = Bytes<64>;
/// What two faces compare, in words.
pub type Digest = Bytes<32>;

/// A dot as it lies in a closed box, for everybody to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its key.
    pub tag: Tag,
    /// 0 for blank, or the option's index plus one.
    pub choice: u16,
    /// Grew with each change, by a random step.
    pub seq: u64,
    /// Over all of this.
    pub sig: Signature,
}
