//! A signed choice: what a dot's own key says.

use ed25519_dalek::{Signature as Signed, VerifyingKey};

use crate::domain::day::credential::{Entry, Signature, Tag};
use crate::domain::id::VoteId;

/// A sequence fits in 48 bits.
pub const SEQ_MOST: u64 = (1 << 48) - 1;

/// Bytes of the message that is signed.
pub const MESSAGE_BYTES: usize = 8 + 16 + 2 + 32 + 8 + 2;

/// What is signed begins with this.
const PURPOSE: &[u8; 8] = b"ballot/1";

/// A dot's choice, signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dot {
    /// In which vote.
    pub vote: VoteId,
    /// In which deal of it.
    pub epoch: u16,
    /// Its key, its choice, and its signature.
    pub entry: Entry,
}

/// The message that a dot's key signs: each field at its own place, so that no two choices read
/// alike.
pub fn message(vote: VoteId, epoch: u16, tag: Tag, seq: u64, choice: u16) -> [u8; MESSAGE_BYTES] {
    let mut message = [0; MESSAGE_BYTES];
    let mut rest = &mut message[..];
    let fields: [&[u8]; 6] = [
        PURPOSE,
        vote.0.as_bytes(),
        &epoch.to_be_bytes(),
        &tag.0,
        &seq.to_be_bytes(),
        &choice.to_be_bytes(),
    ];
    for field in fields {
        let (place, after) = rest.split_at_mut(field.len());
        place.copy_from_slice(field);
        rest = after;
    }
    message
}

impl Dot {
    /// Whether its own key signed it. Weak keys sign nothing.
    pub fn is_signed(&self) -> bool {
        let Entry { tag, choice, seq, sig } = self.entry;
        let said = message(self.vote, self.epoch, tag, seq, choice);
        VerifyingKey::from_bytes(&tag.0)
            .is_ok_and(|key| key.verify_strict(&said, &signature(sig)).is_ok())
    }
}

fn signature(sig: Signature) -> Signed {
    Signed::from_bytes(&sig.0)
}
