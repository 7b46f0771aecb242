//! Who asks for the floor, and who has had it how often today.

use std::collections::BTreeMap;

use crate::domain::id::{ParticipantId, Timestamp};
use crate::domain::vocabulary::HandsOrder;

/// Raised hands, and the times somebody was given the floor.
#[derive(Debug, Clone, Default)]
pub struct Floor {
    /// Hands up, first raised first.
    pub hands: Vec<(ParticipantId, Timestamp)>,
    /// How often each has had the floor: turns of rounds, and hands that were given it. Passing is
    /// not told from speaking: that is what makes it easy.
    pub heard: BTreeMap<ParticipantId, u16>,
    /// How many turns of rounds have been given.
    pub turns: u16,
    /// The order in which the tablet shows the hands; as they were raised until it is chosen.
    pub order: Option<HandsOrder>,
}

impl Floor {
    /// How often somebody has had the floor today.
    pub fn heard(&self, who: ParticipantId) -> u16 {
        self.heard.get(&who).copied().unwrap_or(0)
    }

    /// Somebody has the floor.
    pub fn give(&mut self, who: ParticipantId) {
        let times = self.heard.entry(who).or_default();
        *times = times.saturating_add(1);
    }

    /// The order that was chosen.
    pub fn order(&self) -> HandsOrder {
        self.order.unwrap_or(HandsOrder::Raised)
    }

    /// The hands in that order.
    pub fn queue(&self) -> Vec<(ParticipantId, Timestamp)> {
        let mut queue = self.hands.clone();
        if self.order() == HandsOrder::LeastHeard {
            queue.sort_by_key(|(who, _)| self.heard(*who));
        }
        queue
    }
}
