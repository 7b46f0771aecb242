//! What a facilitator asks outside a room: enrolment, sign-in, cycles, days, processes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CycleId, ParticipantId, Timestamp};
use crate::domain::process::Process;
use crate::domain::vocabulary::Language;
use crate::wire::common::BlockView;

/// `POST /api/enrol`: the first facilitator, or an invited one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Enrol {
    /// The one-time token of the link's fragment.
    pub token: String,
    /// The name to sign in with.
    pub name: String,
    /// At least 12 characters.
    pub passphrase: String,
}

/// `POST /api/sign-in`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// The name.
    pub name: String,
    /// The passphrase.
    pub passphrase: String,
}

/// `GET /api/me`, and the answer to enrolment and sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The facilitator's name.
    pub name: String,
    /// Their cycles.
    pub cycles: Vec<CycleView>,
    /// Devices signed in.
    pub devices: Vec<DeviceView>,
}

/// A device signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceView {
    /// Its name among the account's devices.
    pub device: String,
    /// Since when.
    pub since: Timestamp,
    /// It is the one asking.
    pub this_one: bool,
}

/// A cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CycleView {
    /// Which.
    pub cycle: CycleId,
    /// The group's name.
    pub group: String,
    /// Its organisation.
    pub organisation: String,
    /// The roster.
    pub people: Vec<MemberView>,
    /// The days, held or to come.
    pub days: Vec<DayView>,
    /// How many cases owners agreed to carry.
    pub backlog: u16,
}

/// Somebody of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// The seat.
    pub participant: ParticipantId,
    /// The first name.
    pub name: String,
}

/// A day of a cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DayView {
    /// From 1.
    pub number: u8,
    /// Its date: midnight where it is held.
    pub midnight: Timestamp,
    /// The room, while the day is open.
    pub room: Option<String>,
    /// The room code, while the day is open.
    pub code: Option<String>,
    /// It is over and its content destroyed.
    pub ended: bool,
}

/// `POST /api/cycles`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCycle {
    /// Drawn by the tablet.
    pub cycle: CycleId,
    /// The group's name.
    pub group: String,
    /// Its organisation.
    pub organisation: String,
    /// First names of the roster; people may also join on the first day.
    pub people: Vec<NewMember>,
    /// Midnights of the days.
    pub dates: Vec<Timestamp>,
}

/// Somebody to be put on the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMember {
    /// Drawn by the tablet.
    pub participant: ParticipantId,
    /// The first name.
    pub name: String,
}

/// `POST /api/cycles/{cycle}/days`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenDay {
    /// From 1.
    pub number: u8,
    /// Its date: midnight where it is held.
    pub midnight: Timestamp,
    /// The blocks of the day.
    pub blocks: Vec<BlockView>,
    /// Minutes kept aside.
    pub reserve: u16,
    /// Seats in the circle: eight by default, up to twelve.
    pub seats: u8,
    /// The language of the charter that is proposed to a group without one.
    pub language: Language,
}

/// The answer to [`OpenDay`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DayOpened {
    /// The opaque name of the room.
    pub room: String,
    /// The room code.
    pub code: String,
}

/// The answer to `POST /api/cycles/{cycle}/invite`: a link for a second facilitator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// The path and fragment to open, good once, for three days.
    pub link: String,
}

/// `POST /api/devices/revoke`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevokeDevice {
    /// Its name among the account's devices.
    pub device: String,
}

/// `GET /api/cycles/{cycle}/processes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Processes {
    /// Those the house comes with, the lightest first: to copy from.
    pub house: Vec<Process>,
    /// The group's own, the oldest first.
    pub own: Vec<Process>,
}

/// Why a process was not taken: the body of a 422 of `POST /api/cycles/{cycle}/processes` and of
/// `POST /api/processes/check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotTaken {
    /// `faultyProcess`, `houseProcess`, `tooManyProcesses` or `processChanged`.
    pub code: String,
    /// What is wrong, and where; only when it is faulty.
    pub faults: Vec<FaultView>,
}

/// One thing wrong in a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FaultView {
    /// Where, as `steps[0].name.fr`; empty for the whole.
    pub place: String,
    /// A stable code.
    pub code: String,
    /// The figures of its sentence.
    pub figures: Vec<i64>,
}
