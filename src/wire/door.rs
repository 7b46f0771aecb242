//! What a device without an identity asks, and what it is told: nothing about the day.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::day::credential::{Signature, Tag, Token};
use crate::domain::id::KnockId;
use crate::domain::process::Text;

/// `POST /api/door`: is there a room behind this code?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Door {
    /// The room code, as typed.
    pub code: String,
    /// The door key that the QR carries, if it was scanned.
    pub key: Option<String>,
}

/// The answer to [`Door`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DoorFound {
    /// The opaque name of the room, for the paths that follow.
    pub room: String,
    /// This device is known here: no need to knock.
    pub known: bool,
}

/// `POST /api/rooms/{room}/knock`: let me in. Held for up to 25 s, asked again until answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Knock {
    /// Drawn by the device, the same at each repeat.
    pub knock: KnockId,
    /// A first name; empty for a screen.
    pub name: String,
    /// A screen asks to be paired.
    pub screen: bool,
}

/// The answer to [`Knock`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Knocked {
    /// Not yet answered; ask again.
    Waiting {
        /// Two words, shown on the tablet too.
        words: Text,
    },
    /// In: identity cookies came with this answer.
    Admitted,
    /// Refused by the facilitator.
    Refused,
    /// The door is locked.
    Locked,
    /// Every seat is taken.
    Full,
}

/// `POST /api/rooms/{room}/return`: my seat, on this phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Return {
    /// The personal return code.
    pub code: String,
}

/// The answer to `POST /api/rooms/{room}/return-code`: a new code, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReturnCode {
    /// The code.
    pub code: String,
}

/// The answer to `POST /api/rooms/{room}/ticket`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    /// Good once, for 30 seconds.
    pub ticket: String,
}

/// `POST /b`: one dot, in a body of exactly 512 bytes padded with spaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dot {
    /// The version of this message.
    pub v: u8,
    /// The room.
    pub room: String,
    /// Which vote.
    pub vote: String,
    /// Which deal of it.
    pub epoch: u16,
    /// The dot's own key: 32 bytes, base64url.
    #[ts(type = "string")]
    pub tag: Tag,
    /// Its certificate: 64 bytes, base64url; zeros once the box is sealed.
    #[ts(type = "string")]
    pub token: Token,
    /// Grows by a random step at each change.
    #[ts(type = "number")]
    pub seq: u64,
    /// 0 for blank, or the option's index plus one.
    pub choice: u16,
    /// By the dot's own key: 64 bytes, base64url.
    #[ts(type = "string")]
    pub sig: Signature,
}

/// The body of every HTTP error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A stable code.
    pub code: String,
}
