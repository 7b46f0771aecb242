//! What each reader sees, built up field by field: a type has no place for what its reader may not see.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::id::{KnockId, ParticipantId};
use crate::domain::process::Text;

/// Who a frame is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    /// The phone of somebody in the circle.
    Participant(ParticipantId),
    /// A tablet.
    Facilitator,
    /// The room screen.
    Screen,
}

/// What is true around a day and never journaled: the door, presence, progress.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// Who knocks, first come first.
    pub knocks: Vec<Knocking>,
    /// Whose phone is connected.
    pub connected: BTreeSet<ParticipantId>,
    /// Connected, but asleep or in the background.
    pub asleep: BTreeSet<ParticipantId>,
    /// Screens connected.
    pub screens: u8,
    /// Tablets connected.
    pub tablets: u8,
    /// Who said "I have finished".
    pub finished: BTreeSet<ParticipantId>,
    /// Dots placed so far in the open vote, moved at most every three seconds.
    pub dots_placed: Option<u16>,
    /// Whether the guarantee can be kept with the minutes there are.
    pub feasibility: Option<Feasible>,
    /// Why the planner found no plan, for the basis it was asked about.
    pub infeasible: Option<Feasible>,
    /// A plan is being computed.
    pub computing: bool,
    /// The machine's clock went back at the last start.
    pub clock_went_back: bool,
    /// Reachable without encryption.
    pub plain_http: bool,
}

/// Somebody, or a screen, at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knocking {
    /// The knock.
    pub knock: KnockId,
    /// A screen asks to be paired.
    pub screen: bool,
    /// The name given.
    pub name: String,
    /// Two words, shown on the device too.
    pub words: Text,
}

/// Minutes required, available, missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feasible {
    /// The cheapest cover of everyone, transitions included.
    pub required: u16,
    /// Treatment minutes less the reserve.
    pub available: u16,
    /// What is missing.
    pub missing: u16,
    /// People none of whose cases is a priority.
    pub without_priority: Vec<ParticipantId>,
    /// The block to extend, and by how many minutes, when minutes suffice but blocks do not.
    pub extend: Option<(u8, u16)>,
}

/// One audience's sections, encoded once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// Name and JSON text of each section.
    pub sections: Vec<(&'static str, Arc<str>)>,
}
