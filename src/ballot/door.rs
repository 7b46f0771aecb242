//! The one thing of the ballots that the edge may know: a door through which a dot comes in.

use serde::Deserialize;

use crate::ballot::urn::{Tag, Urn, UrnFault};
use crate::domain::id::{RoomName, VoteId};

/// Bytes of every posted dot.
pub const DOT_BYTES: usize = 512;

/// The version of the message that is spoken here.
const VERSION: u8 = 1;

/// Wire integers fit in 53 bits.
const SEQ_MOST: u64 = (1 << 53) - 1;

/// Where dots come in. It is handed bytes, never an identity.
#[derive(Clone)]
pub struct BallotDoor {
    urn: Urn,
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
    /// A newer choice of the same dot has come in before.
    Superseded,
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
            NotPlaced::Superseded => "superseded",
            NotPlaced::Unavailable => "unavailable",
        }
    }
}

impl From<UrnFault> for NotPlaced {
    fn from(fault: UrnFault) -> Self {
        match fault {
            UrnFault::NoBox => NotPlaced::UnknownVote,
            UrnFault::Frozen => NotPlaced::VoteClosed,
            UrnFault::Unknown => NotPlaced::UnknownDot,
            UrnFault::Superseded => NotPlaced::Superseded,
            UrnFault::Full | UrnFault::Unavailable => NotPlaced::Unavailable,
        }
    }
}

/// A dot as it is spelled on the wire (`wire::door::Dot`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Posted<'a> {
    v: u8,
    room: &'a str,
    vote: &'a str,
    tag: &'a str,
    seq: u64,
    choice: u16,
}

/// The same, understood.
struct Dot {
    room: RoomName,
    vote: VoteId,
    tag: Tag,
    seq: u64,
    choice: u16,
}

impl BallotDoor {
    /// A door to these boxes.
    pub fn new(urn: Urn) -> Self {
        Self { urn }
    }

    /// Places the dot that a body of [`DOT_BYTES`] spells; `Ok` is durable.
    pub async fn place(&self, body: &[u8]) -> Result<(), NotPlaced> {
        let dot = read(body).ok_or(NotPlaced::Malformed)?;
        Ok(self.urn.place(dot.room, dot.vote, dot.tag, dot.seq, dot.choice).await?)
    }
}

fn read(body: &[u8]) -> Option<Dot> {
    if body.len() != DOT_BYTES {
        return None;
    }
    let posted: Posted<'_> = serde_json::from_slice(body).ok()?;
    if posted.v != VERSION || posted.seq > SEQ_MOST {
        return None;
    }
    Some(Dot {
        room: posted.room.parse().ok()?,
        vote: posted.vote.parse().ok()?,
        tag: posted.tag.parse().ok()?,
        seq: posted.seq,
        choice: posted.choice,
    })
}
