//! For how long the phones have been asked for something today: the circle's, nobody's in particular.

use crate::domain::day::Day;
use crate::domain::id::Timestamp;
use crate::domain::position::Position;

/// Time during which phones were asked to write or to choose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScreenTime {
    /// Milliseconds of the spells that are over.
    pub past_ms: i64,
    /// When the one at hand began.
    pub since: Option<Timestamp>,
}

impl ScreenTime {
    /// From here on the phones are asked, or no longer.
    pub fn note(&mut self, asked: bool, at: Timestamp) {
        match self.since {
            None if asked => self.since = Some(at),
            Some(since) if !asked => {
                self.past_ms += at.since(since).max(0);
                self.since = None;
            }
            _ => {}
        }
    }
}

impl Day {
    /// Whether the phones are asked to write or to choose: by a window, a vote, the line of
    /// expectations, or one's own trace at the closing while no round is under way. Not in a rest.
    pub fn asks_phones(&self) -> bool {
        let votes = || self.votes.iter().any(|vote| !vote.is_closed());
        let by_phase = match self.position.0 {
            Position::Opening => self.expectations_open,
            Position::Closing => self.turn.is_none(),
            _ => false,
        };
        self.open().is_some() && self.pause.is_none() && (self.window.open || by_phase || votes())
    }
}
