//! The one thing of the ballots that the edge may know: a door through which a dot comes in.

use serde::Deserialize;

use crate::ballot::dot::{Dot, SEQ_MOST};
use crate::ballot::urn::{Place, Urn, UrnFault};
use crate::domain::bytes::Bytes;
use crate::domain::day::credential::{Entry, Token};
use crate::domain::id::RoomName;

/// Bytes of every posted dot.
pub const DOT_BYTES: usize = 512;

/// The version of the message that is spoken here.
const VERSION: u8 = 1;

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
    /// Not signed by its own key.
    BadSignature,
    /// Before the seal: no valid token for that tag.
    BadToken,
    /// A choice before the seal.
    NotSealed,
    /// The vote is closed.
    VoteClosed,
    /// No such vote, or no such deal of it.
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
            NotPlaced::BadSignature => "badSignature",
            NotPlaced::BadToken => "badToken",
            NotPlaced::NotSealed => "notSealed",
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
            UrnFault::NotSealed => NotPlaced::NotSealed,
            UrnFault::NotCertified => NotPlaced::BadToken,
            UrnFault::Unknown => NotPlaced::UnknownDot,
            UrnFault::Superseded => NotPlaced::Superseded,
            UrnFault::Sealed | UrnFault::NotBlinded | UrnFault::Unavailable => {
                NotPlaced::Unavailable
            }
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
    epoch: u16,
    tag: Bytes<32>,
    token: Token,
    seq: u64,
    choice: u16,
    sig: Bytes<64>,
}

impl BallotDoor {
    /// A door to these boxes.
    pub fn new(urn: Urn) -> Self {
        Self { urn }
    }

    /// Places the dot that a body of [`DOT_BYTES`] spells; `Ok` is durable.
    pub async fn place(&self, body: &[u8]) -> Result<(), NotPlaced> {
        let (room, dot, token) = read(body).ok_or(NotPlaced::Malformed)?;
        if !dot.is_signed() {
            return Err(NotPlaced::BadSignature);
        }
        let place = Place { room, vote: dot.vote, epoch: dot.epoch };
        Ok(self.urn.place(place, dot.entry, &token).await?)
    }
}

fn read(body: &[u8]) -> Option<(RoomName, Dot, Token)> {
    if body.len() != DOT_BYTES {
        return None;
    }
    let posted: Posted<'_> = serde_json::from_slice(body).ok()?;
    if posted.v != VERSION || posted.seq > SEQ_MOST {
        return None;
    }
    let Posted { epoch, tag, token, seq, choice, sig, .. } = posted;
    let entry = Entry { tag, choice, seq, sig };
    Some((posted.room.parse().ok()?, Dot { vote: posted.vote.parse().ok()?, epoch, entry }, token))
}
