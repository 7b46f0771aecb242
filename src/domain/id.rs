//! Names of things: newtypes, so that one cannot stand for another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;
use uuid::Uuid;

use crate::domain::bytes::Bytes;

/// Declares an identifier drawn at random by whoever makes the thing.
macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

identifier!(
    /// A seat of a cycle: one person over the five days.
    ParticipantId
);
identifier!(
    /// A case somebody brings.
    CaseId
);
identifier!(
    /// Five days of one group.
    CycleId
);
identifier!(
    /// A facilitator's account.
    FacilitatorId
);
identifier!(
    /// One secret choice put to the circle.
    VoteId
);
identifier!(
    /// A slot of the day's plan.
    SlotId
);
identifier!(
    /// A way out of a day that does not fit, put to those who must agree.
    ProposalId
);
identifier!(
    /// A step added to a treatment, drawn by the tablet.
    StepId
);
identifier!(
    /// A knock at the door, drawn by the device that knocks.
    KnockId
);

/// A text somebody gave during the day. A phone's frame names many of them, so it is spelled short: 22
/// characters of base64url; read in a UUID's 36 as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, TS)]
#[ts(type = "string")]
pub struct ContributionId(pub Uuid);

impl fmt::Display for ContributionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Bytes(*self.0.as_bytes()).fmt(f)
    }
}

impl FromStr for ContributionId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let short = text.parse().map(|Bytes(bytes): Bytes<16>| Uuid::from_bytes(bytes));
        short.or_else(|_| text.parse()).map(Self)
    }
}

impl Serialize for ContributionId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ContributionId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// How many entries a stream holds; the first entry is revision 1.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS,
)]
#[ts(type = "number")]
pub struct Revision(pub u64);

/// Milliseconds since the Unix epoch.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS,
)]
#[ts(type = "number")]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This instant moved by so many milliseconds.
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this instant; negative when it lies before.
    pub fn since(self, earlier: Timestamp) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// The letters of a room code: 32, none of which looks like another.
pub const ROOM_CODE_ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Six characters that lead to the door of one day, shown 3+3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoomCode([u8; 6]);

/// The text is not six letters of the alphabet of room codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a room code is six characters without look-alikes")]
pub struct NotARoomCode;

impl RoomCode {
    /// The code that 30 random bits spell.
    pub fn from_bits(bits: u32) -> Self {
        Self(std::array::from_fn(|i| ROOM_CODE_ALPHABET[(bits >> (5 * i)) as usize & 31]))
    }

    /// The six letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("the alphabet is ASCII")
    }
}

impl fmt::Display for RoomCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RoomCode {
    type Err = NotARoomCode;

    /// Accepts lower case, spaces and dashes, as people type.
    fn from_str(text: &str) -> Result<Self, NotARoomCode> {
        let mut letters =
            text.bytes().filter(|b| !matches!(b, b' ' | b'-')).map(|b| b.to_ascii_uppercase());
        let mut code = [0; 6];
        for place in &mut code {
            *place =
                letters.next().filter(|b| ROOM_CODE_ALPHABET.contains(b)).ok_or(NotARoomCode)?;
        }
        letters.next().is_none().then_some(Self(code)).ok_or(NotARoomCode)
    }
}

/// The opaque name of a stream of the journal; a room bears the name of its day's stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamName(pub [u8; 16]);

/// A live room is named as its day's stream: a keyed hash of the room code, never the code.
pub type RoomName = StreamName;

/// The text is not 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stream's name is 32 hexadecimal digits")]
pub struct NotAStreamName;

impl fmt::Display for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for StreamName {
    type Err = NotAStreamName;

    fn from_str(text: &str) -> Result<Self, NotAStreamName> {
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotAStreamName);
        }
        let bits = u128::from_str_radix(text, 16).map_err(|_| NotAStreamName)?;
        Ok(Self(bits.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_spelled_short_and_read_either_way() {
        let text = ContributionId(Uuid::from_u128(0x4bb0_6f8e_4e3a_7715_d201_d573_d0aa_4237));
        assert_eq!(text.to_string(), "S7Bvjk46dxXSAdVz0KpCNw");
        for spelled in ["S7Bvjk46dxXSAdVz0KpCNw", "4bb06f8e-4e3a-7715-d201-d573d0aa4237"] {
            assert_eq!(spelled.parse(), Ok(text));
        }
        assert!("S7Bvjk46dxXSAdVz0KpCN".parse::<ContributionId>().is_err());
    }
}
