//! What a room asks of the house at both ends of its day.

use async_trait::async_trait;

use crate::domain::id::{RoomName, Timestamp};
use crate::live::closing::Closing;

/// The journal or the vault does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stores do not answer")]
pub struct NotYet;

/// Destroys days when they end, and sees to it that none is forgotten to be forgotten.
#[async_trait]
pub trait DayEnd: Send + Sync {
    /// Notes, before a day's first entry, when it is forgotten at the latest. False: another day
    /// bears that name.
    async fn expect(&self, room: RoomName, forget_after: Timestamp) -> Result<bool, NotYet>;

    /// Keeps of a day that has ended what the cycle keeps, and leaves nothing of the rest. Done
    /// again, it does no harm.
    async fn finish(&self, room: RoomName) -> Result<(), NotYet>;
}

#[async_trait]
impl DayEnd for Closing {
    async fn expect(&self, room: RoomName, forget_after: Timestamp) -> Result<bool, NotYet> {
        Closing::expect(self, room, forget_after).await.map_err(|_| NotYet)
    }

    async fn finish(&self, room: RoomName) -> Result<(), NotYet> {
        Closing::finish(self, room).await.map_err(|_| NotYet)
    }
}
