//! The charter and the round.

use crate::domain::id::ParticipantId;

/// The rules of the circle, versioned.
#[derive(Debug, Clone, Default)]
pub struct Charter {
    /// Grows at each amendment; 0 is no charter.
    pub version: u16,
    /// The rules, a line each.
    pub text: String,
}

/// A round: everyone in turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The order of speaking.
    pub order: Vec<ParticipantId>,
    /// Who speaks now.
    pub speaking: Option<ParticipantId>,
    /// Who has spoken or passed.
    pub done: Vec<ParticipantId>,
}

impl Turn {
    /// Somebody has left the day: their turn does not come any more.
    pub fn leave(&mut self, who: ParticipantId) {
        self.order.retain(|other| *other != who);
        self.done.retain(|other| *other != who);
        self.speaking = self.speaking.filter(|other| *other != who);
    }

    /// Who comes after the one who speaks.
    pub fn next(&self) -> Option<ParticipantId> {
        self.order
            .iter()
            .copied()
            .find(|who| Some(*who) != self.speaking && !self.done.contains(who))
    }
}
