//! The one thing of the ballots that the edge may know: a door through which a dot comes in.

use crate::ballot::urn::Urn;

/// Bytes of every posted dot.
pub const DOT_BYTES: usize = 512;

/// Where dots come in. It is handed bytes, never an identity.
#[derive(Clone)]
pub struct BallotDoor {
    _urn: Urn,
}

/// Why a dot was not placed, with a stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPlaced {
    /// Not 512 bytes of a dot.
    Malformed,
    /// The vote is closed.
    VoteClosed,
    /// No such vote.
    UnknownVote,
    /// No such dot, or no such option.
    UnknownDot,
    /// Not made durable.
    Unavailable,
}

impl NotPlaced {
    /// The stable code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            NotPlaced::Malformed => "malformed",
            NotPlaced::VoteClosed => "voteClosed",
            NotPlaced::UnknownVote => "unknownVote",
            NotPlaced::UnknownDot => "unknownDot",
            NotPlaced::Unavailable => "unavailable",
        }
    }
}

impl BallotDoor {
    /// A door to these boxes.
    pub fn new(_urn: Urn) -> Self {
        unimplemented!("ballot")
    }

    /// Places the dot that a body of [`DOT_BYTES`] spells; `Ok` is durable.
    pub async fn place(&self, _body: &[u8]) -> Result<(), NotPlaced> {
        unimplemented!("ballot")
    }
}
