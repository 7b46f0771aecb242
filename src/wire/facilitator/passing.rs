//! Section `passing`: the door, presence, progress; never journaled.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{KnockId, ParticipantId};
use crate::domain::process::Text;

/// Section `passing`: the door, presence, progress; never journaled.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Passing {
    /// Who knocks, first come first.
    pub knocks: Vec<KnockView>,
    /// Whose phone is connected now.
    pub connected: Vec<ParticipantId>,
    /// Connected, but asleep or in the background.
    pub asleep: Vec<ParticipantId>,
    /// Screens connected now.
    pub screens: u8,
    /// Other tablets connected now.
    pub tablets: u8,
    /// Dots placed so far, moved at most every three seconds.
    pub dots_placed: Option<u16>,
    /// Blank dots that lie in the box before its seal.
    pub dots_in: Option<u16>,
    /// How many people said they have finished.
    pub finished: u8,
    /// The machine's clock went back at the last start.
    pub clock_went_back: bool,
    /// Reachable without encryption.
    pub plain_http: bool,
}

/// Somebody, or a screen, at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KnockView {
    /// The knock.
    pub knock: KnockId,
    /// A screen asks to be paired.
    pub screen: bool,
    /// The name given; empty for a screen.
    pub name: String,
    /// Two words, shown on the device too.
    pub words: Text,
    /// The seat of the roster with that name, still empty.
    pub seat: Option<ParticipantId>,
    /// Somebody in the circle has a name like it.
    pub same_name: bool,
}
