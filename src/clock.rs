//! The time of the house: wall time anchored once, so that it never goes back while running.

use std::sync::Arc;

use crate::domain::id::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in milliseconds since the Unix epoch.
    fn now(&self) -> Timestamp;
}

/// A clock shared by the house.
pub type SharedClock = Arc<dyn Clock>;

/// Wall time at the start, and boot time since: it counts suspension, and never goes back.
#[derive(Debug)]
pub struct HouseClock {
    wall: Timestamp,
    started: tokio::time::Instant,
}

impl HouseClock {
    /// Anchors the wall clock now.
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    pub fn start() -> Self {
        let wall = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| since.as_millis() as i64);
        Self::starting_at(Timestamp(wall))
    }

    /// A clock that starts at an instant and runs with tokio's time, which tests can pause.
    pub fn starting_at(wall: Timestamp) -> Self {
        Self { wall, started: tokio::time::Instant::now() }
    }
}

impl Clock for HouseClock {
    fn now(&self) -> Timestamp {
        self.wall.plus_ms(self.started.elapsed().as_millis() as i64)
    }
}
