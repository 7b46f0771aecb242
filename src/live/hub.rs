//! The live rooms of this machine, by name.

use crate::domain::event::Opening;
use crate::domain::id::{RoomCode, RoomName};
use crate::live::handle::Handle;

/// The live rooms.
pub struct Hub {}

/// Why there is no such room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoRoom {
    /// No day was ever opened under that name.
    #[error("there is no such room")]
    Unknown,
    /// The day is over and its content destroyed.
    #[error("the day is over")]
    Over,
    /// The journal does not answer, or the stream is damaged.
    #[error("the room is unavailable")]
    Unavailable,
}

impl Hub {
    /// The room's name for a code: a keyed hash.
    pub fn name_of(&self, _code: &RoomCode) -> RoomName {
        unimplemented!("live")
    }

    /// The live room, woken from the journal if it sleeps.
    pub async fn room(&self, _room: RoomName) -> Result<Handle, NoRoom> {
        unimplemented!("live")
    }

    /// Opens a day: draws a code until one is free. `opening.code` and `door_key` are filled in here.
    pub async fn open_day(&self, _opening: Opening) -> Result<(RoomName, RoomCode), NoRoom> {
        unimplemented!("live")
    }

    /// Ends every room task once its commit in hand is done.
    pub async fn rest(&self) {
        unimplemented!("live")
    }
}
