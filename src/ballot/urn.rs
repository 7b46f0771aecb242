//! The box: one opaque value of the vault, replaced whole.

use std::str::FromStr;
use std::sync::Arc;

use tokio::sync::watch;

use crate::domain::day::ballot::Counts;
use crate::domain::id::{RoomName, VoteId};
use crate::vault::Vault;

/// A dot's random tag, drawn by a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag(pub [u8; 32]);

/// The text is not 32 bytes of base64url without padding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tag is 32 bytes, base64url without padding")]
pub struct NotATag;

impl FromStr for Tag {
    type Err = NotATag;

    fn from_str(_text: &str) -> Result<Self, NotATag> {
        unimplemented!("ballot")
    }
}

/// What a box is for: fixed when it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Dots of all electors.
    pub dots: u16,
    /// Options one may choose.
    pub options: u16,
}

/// What may be known of an open box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Dots on an option now.
    pub placed: u16,
    /// The number of the last release.
    pub release: u16,
    /// Its counts.
    pub released: Option<Counts>,
}

/// Why the box did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrnFault {
    /// No such box, or destroyed.
    #[error("there is no such box")]
    NoBox,
    /// The box is frozen.
    #[error("the box is frozen")]
    Frozen,
    /// There is no room for other tags.
    #[error("the box is full")]
    Full,
    /// No dot bears that tag, or the choice is not an option.
    #[error("no such dot, or no such option")]
    Unknown,
    /// The vault does not answer.
    #[error("the vault is unavailable")]
    Unavailable,
}

/// The boxes of all votes, kept in the vault as `box/<room>/<vote>`.
#[derive(Clone)]
pub struct Urn {
    _vault: Arc<dyn Vault>,
}

impl Urn {
    /// The boxes of a vault.
    pub fn new(_vault: Arc<dyn Vault>) -> Self {
        unimplemented!("ballot")
    }

    /// Grows when a dot of any box has moved; says nothing of which.
    pub fn moved(&self) -> watch::Receiver<u64> {
        unimplemented!("ballot")
    }

    /// Makes the box, if it is not there yet.
    pub async fn open(
        &self,
        _room: RoomName,
        _vote: VoteId,
        _shape: Shape,
    ) -> Result<(), UrnFault> {
        unimplemented!("ballot")
    }

    /// Puts tags in as blanks; those that lie there already stay as they are.
    pub async fn deposit(
        &self,
        _room: RoomName,
        _vote: VoteId,
        _tags: &[Tag],
    ) -> Result<(), UrnFault> {
        unimplemented!("ballot")
    }

    /// What may be known of the box now.
    pub async fn standing(&self, _room: RoomName, _vote: VoteId) -> Result<Standing, UrnFault> {
        unimplemented!("ballot")
    }

    /// Releases the counts if the rule of release allows it (`release`), with batches of at least
    /// `people` persons of `dots_each` dots.
    pub async fn release(
        &self,
        _room: RoomName,
        _vote: VoteId,
        _people: u16,
        _dots_each: u8,
    ) -> Result<Option<(u16, Counts)>, UrnFault> {
        unimplemented!("ballot")
    }

    /// Lets no dot move any more and gives the final counts; asked again, the same.
    pub async fn freeze(&self, _room: RoomName, _vote: VoteId) -> Result<Counts, UrnFault> {
        unimplemented!("ballot")
    }

    /// Leaves nothing of the box behind.
    pub async fn destroy(&self, _room: RoomName, _vote: VoteId) -> Result<(), UrnFault> {
        unimplemented!("ballot")
    }

    /// Leaves nothing of any box of a room behind.
    pub async fn destroy_all(&self, _room: RoomName) -> Result<(), UrnFault> {
        unimplemented!("ballot")
    }
}
