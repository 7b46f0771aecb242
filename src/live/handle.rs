//! A handle to a live room: what everyone outside its task holds.

use std::sync::Arc;

use crate::ballot::urn::Tag;
use crate::domain::command::Command;
use crate::domain::day::Day;
use crate::domain::id::{KnockId, ParticipantId, Revision, RoomName, VoteId};
use crate::domain::process::Text;
use crate::domain::refusal::Refusal;
use crate::view::{Around, Audience, Frame};

/// One connection, known by its own fresh id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub uuid::Uuid);

/// A live room, from outside.
#[derive(Clone)]
pub struct Handle {}

/// A snapshot at one revision, shared by everyone who reads it.
pub struct Published {
    /// Drawn when the room came to life on this machine.
    pub epoch: Arc<str>,
    /// Grows with every publication, durable or passing.
    pub version: u64,
    /// The day's revision.
    pub revision: Revision,
    /// The day.
    pub day: Arc<Day>,
    /// What is around it.
    pub around: Arc<Around>,
}

impl Published {
    /// The frame of an audience, encoded once by the first to ask.
    pub fn frame(&self, _audience: Audience) -> Arc<Frame> {
        unimplemented!("live")
    }
}

/// The room's task has ended: come back to a room reloaded from the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the room is gone")]
pub struct RoomGone;

/// A connection in a room. Dropped, it takes its presence with it.
pub struct Attached {
    /// Its own id.
    pub connection: ConnectionId,
}

/// How a knock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnockState {
    /// Not yet answered.
    Waiting,
    /// In: this seat, at this generation of its devices.
    Admitted(ParticipantId, u32),
    /// A screen was let in, at this generation of screens.
    ScreenPaired(u32),
    /// Refused by the facilitator.
    Refused,
    /// The door is locked.
    Locked,
    /// Every seat is taken.
    Full,
}

/// Somebody at the door. Dropped, the knock stays for a little while, then leaves the list.
pub struct Knocker {}

impl Handle {
    /// The room's name.
    pub fn room(&self) -> RoomName {
        unimplemented!("live")
    }

    /// Asks for a decision; `Ok` is durable. A full mailbox answers `busy`.
    pub async fn ask(&self, _command: Command) -> Result<(), Refusal> {
        unimplemented!("live")
    }

    /// The newest snapshot.
    pub fn published(&self) -> Arc<Published> {
        unimplemented!("live")
    }

    /// Enters a connection.
    pub fn attach(&self, _audience: Audience) -> Attached {
        unimplemented!("live")
    }

    /// Knocks, or knocks again with the same id.
    pub fn knock(&self, _knock: KnockId, _name: String, _screen: bool, _words: Text) -> Knocker {
        unimplemented!("live")
    }

    /// The facilitator does not let a knock in.
    pub fn refuse(&self, _knock: KnockId) {
        unimplemented!("live")
    }

    /// Puts somebody's blank dots in the box, then journals that they lie there.
    pub async fn register(
        &self,
        _who: ParticipantId,
        _vote: VoteId,
        _tags: Vec<Tag>,
    ) -> Result<(), Refusal> {
        unimplemented!("live")
    }

    /// Freezes the box, journals the counts, destroys the box.
    pub async fn close_vote(&self, _vote: VoteId) -> Result<(), Refusal> {
        unimplemented!("live")
    }

    /// Computes a plan anew.
    pub async fn make_plan(&self) -> Result<(), Refusal> {
        unimplemented!("live")
    }
}

impl Knocker {
    /// How the knock stands now.
    pub fn state(&self) -> KnockState {
        unimplemented!("live")
    }

    /// Waits until the knock no longer waits.
    pub async fn answered(&mut self) -> KnockState {
        unimplemented!("live")
    }
}

impl Attached {
    /// The newest snapshot.
    pub fn published(&self) -> Arc<Published> {
        unimplemented!("live")
    }

    /// Waits for a newer snapshot than the last one given.
    pub async fn changed(&mut self) -> Result<Arc<Published>, RoomGone> {
        unimplemented!("live")
    }

    /// The page came to the front or went to the back.
    pub fn set_awake(&self, _visible: bool) {
        unimplemented!("live")
    }

    /// Its person has finished with the vote or window at hand, or not.
    pub fn set_finished(&self, _finished: bool) {
        unimplemented!("live")
    }
}
