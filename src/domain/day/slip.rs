//! Slips: what is written in a step that asks for words of nobody.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::bytes::Bytes;
use crate::domain::day::Day;
use crate::domain::id::{ContributionId, SlotId};
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

impl Day {
    /// Whether people are writing in this step.
    pub fn is_written(&self, slot: SlotId, step: &str) -> bool {
        let at_hand = self.at_step();
        self.window.open && at_hand.is_some_and(|(at, _, now)| at.slot == slot && now.id == step)
    }

    /// Whether the slips of this step have been given: that is once, whatever became of them since.
    pub fn has_given_slips(&self, slot: SlotId, step: &str) -> bool {
        self.slips_given.iter().any(|(at, given)| *at == slot && given == step)
    }
}

/// The id of the slip whose secret this is: the first half of its SHA-256.
pub fn slip_id(secret: &SlipSecret) -> ContributionId {
    let hash = Sha256::digest(secret.0);
    ContributionId(Uuid::from_bytes(std::array::from_fn(|n| hash[n])))
}
