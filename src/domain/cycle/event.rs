//! What has happened to a cycle.

use serde::{Deserialize, Serialize};

use crate::domain::cycle::keepsake::Keepsake;
use crate::domain::cycle::{Facts, TokenHash};
use crate::domain::id::{FacilitatorId, ParticipantId, Timestamp};
use crate::domain::process::{Process, ProcessId};

/// What has happened to a cycle. These names are storage format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
    /// It was founded.
    Founded {
        /// What it is.
        facts: Facts,
        /// The roster.
        people: Vec<(ParticipantId, String)>,
        /// Who drives it.
        by: FacilitatorId,
    },
    /// Another facilitator joined.
    Joined {
        /// Who.
        facilitator: FacilitatorId,
    },
    /// A seat joined the roster.
    Seated {
        /// The seat.
        seat: ParticipantId,
        /// The first name.
        name: String,
    },
    /// A seat is recognised on a device.
    Remembered {
        /// The seat.
        seat: ParticipantId,
        /// The device.
        device: TokenHash,
    },
    /// A seat's devices and return code were forgotten, and how many roles it had held.
    DevicesForgotten {
        /// The seat.
        seat: ParticipantId,
    },
    /// A seat has another return code.
    ReturnCodeSet {
        /// The seat.
        seat: ParticipantId,
        /// Argon2id of the code.
        hash: String,
    },
    /// A day was opened.
    DayOpened {
        /// From 1.
        number: u8,
        /// Midnight where it is held.
        midnight: Timestamp,
        /// Its room, in hexadecimal.
        room: String,
        /// Its code.
        code: String,
    },
    /// A day is over.
    DayEnded {
        /// Its room, in hexadecimal.
        room: String,
        /// What it leaves.
        keepsake: Box<Keepsake>,
    },
    /// A process of the group's own has another text, and its next version.
    ProcessPut {
        /// The process, with its version.
        process: Box<Process>,
    },
    /// A process is no longer the group's own.
    ProcessDropped {
        /// Its id.
        id: ProcessId,
    },
}
