//! What may be asked of a cycle.

use crate::domain::cycle::keepsake::Keepsake;
use crate::domain::cycle::{Facts, TokenHash};
use crate::domain::id::{FacilitatorId, ParticipantId, RoomCode, StreamName, Timestamp};
use crate::domain::process::{Process, ProcessId};

/// What may be asked of a cycle.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Found it.
    Found {
        /// What it is.
        facts: Facts,
        /// The roster.
        people: Vec<(ParticipantId, String)>,
        /// Who drives it.
        by: FacilitatorId,
    },
    /// Another facilitator joins.
    Join {
        /// Who.
        facilitator: FacilitatorId,
    },
    /// A seat is recognised on a device.
    Remember {
        /// The seat.
        seat: ParticipantId,
        /// Its name, should the roster not have it yet.
        name: String,
        /// The device.
        device: TokenHash,
    },
    /// A seat is recognised on no device any more, and has held no role.
    ForgetDevices {
        /// The seat.
        seat: ParticipantId,
    },
    /// A seat has another return code.
    SetReturnCode {
        /// The seat.
        seat: ParticipantId,
        /// Argon2id of the code.
        hash: String,
    },
    /// A day was opened. While one of that number is open, another is not taken.
    OpenDay {
        /// From 1.
        number: u8,
        /// Midnight where it is held.
        midnight: Timestamp,
        /// Its room.
        room: StreamName,
        /// Its code.
        code: RoomCode,
    },
    /// A day is over.
    EndDay {
        /// Its room.
        room: StreamName,
        /// What it leaves.
        keepsake: Box<Keepsake>,
    },
    /// A process of the group's own has this text; its version is counted here, whatever it says.
    PutProcess {
        /// The version that was edited; 0 for a new one.
        from: u16,
        /// The process.
        process: Box<Process>,
    },
    /// A process is no longer the group's own.
    DropProcess {
        /// Its id.
        id: ProcessId,
    },
}
