//! Facilitators, cycles and the devices of seats: what outlives a day.

mod cycles;
mod people;
mod processes;
mod seats;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::catalogue::Catalogue;
use crate::clock::SharedClock;
use crate::domain::cycle::Cycle;
pub use crate::domain::cycle::keepsake::{KeptLine, KeptText};
use crate::domain::day::schedule::Block;
use crate::domain::facilitator::Facilitator;
use crate::domain::id::{
    CycleId, FacilitatorId, ParticipantId, RoomCode, RoomName, StreamName, Timestamp,
};
use crate::domain::vocabulary::Language;
use crate::journal::sealed::{Ledger, LedgerError};
use crate::live::keeper::{Keeper, NotKept};
use crate::live::register::Register;
use crate::live::secrets::{Crowded, Secrets};
use crate::vault::master::MasterKey;
use crate::vault::{Vault, VaultError};
pub use processes::NotTaken;

/// The SHA-256 of a device's 32 random bytes: all the house keeps of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceHash(pub [u8; 32]);

/// The stream that lists the facilitators.
const REGISTER: &str = "register";

/// Facilitators, cycles and the devices of seats.
pub struct Accounts {
    register: Keeper<Register>,
    facilitators: Keeper<Facilitator>,
    cycles: Arc<Keeper<Cycle>>,
    vault: Arc<dyn Vault>,
    clock: SharedClock,
    catalogue: Catalogue,
    secrets: Secrets,
    streams_key: [u8; 32],
    first_key: [u8; 32],
    /// Whose device a token's hash is: read once from all accounts, kept true by every change.
    devices: tokio::sync::OnceCell<Mutex<HashMap<DeviceHash, FacilitatorId>>>,
    /// One enrolment at a time: two could take one name or one invitation.
    enrolling: tokio::sync::Mutex<()>,
}

/// What accounts are made of.
pub struct Parts {
    /// The streams.
    pub ledger: Ledger,
    /// Invitations.
    pub vault: Arc<dyn Vault>,
    /// The time of the house.
    pub clock: SharedClock,
    /// The processes a day is given.
    pub catalogue: Catalogue,
    /// The cycles, shared with the closing of days.
    pub cycles: Arc<Keeper<Cycle>>,
}

/// Why an account does not do as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountFault {
    /// The token is not one of ours, has been used, or its time is over.
    #[error("the invitation is not good, or no longer")]
    BadInvitation,
    /// Name and passphrase do not go together.
    #[error("name and passphrase do not go together")]
    BadCredentials,
    /// No name, or a bad one; a passphrase shorter than 12 characters; blocks that overlap.
    #[error("a field is not as it must be")]
    BadField,
    /// Somebody signs in with that name already.
    #[error("the name is taken")]
    NameTaken,
    /// No such cycle, seat or device, or not this facilitator's.
    #[error("there is no such thing here")]
    Unknown,
    /// Too many passphrases are being checked.
    #[error("too much is asked at once")]
    Busy,
    /// The journal or the vault does not answer.
    #[error("the accounts are unavailable")]
    Unavailable,
}

/// A facilitator's account as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The name to sign in with.
    pub name: String,
    /// Devices signed in.
    pub devices: Vec<SignedIn>,
    /// Their cycles, the newest last.
    pub cycles: Vec<CycleSummary>,
}

/// A device signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Its name among the account's devices: not its token, nor the token's hash.
    pub device: String,
    /// The hash of its token.
    pub hash: DeviceHash,
    /// Since when.
    pub since: Timestamp,
}

/// A cycle as its facilitators see it between days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CycleSummary {
    /// Which.
    pub cycle: CycleId,
    /// The group's name.
    pub group: String,
    /// Its organisation.
    pub organisation: String,
    /// The roster.
    pub people: Vec<(ParticipantId, String)>,
    /// The days, held or to come.
    pub days: Vec<DaySummary>,
    /// How many cases owners agreed to carry.
    pub backlog: u16,
}

/// A day of a cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySummary {
    /// From 1.
    pub number: u8,
    /// Midnight where it is held.
    pub midnight: Timestamp,
    /// Room and code, while it is open.
    pub open: Option<(RoomName, RoomCode)>,
    /// It is over and its content destroyed.
    pub ended: bool,
}

/// A cycle to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CycleToBe {
    /// Drawn by the tablet: asked twice, made once.
    pub cycle: CycleId,
    /// The group's name.
    pub group: String,
    /// Its organisation.
    pub organisation: String,
    /// The roster; people may also join on the first day.
    pub people: Vec<(ParticipantId, String)>,
    /// Midnights of the days.
    pub dates: Vec<Timestamp>,
}

/// A day to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayToBe {
    /// From 1: asked twice while it is open, opened once.
    pub number: u8,
    /// Midnight where it is held.
    pub midnight: Timestamp,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Minutes kept aside.
    pub reserve: u16,
    /// Seats in the circle.
    pub seats: u8,
    /// The language of the charter that is proposed to a group without one.
    pub language: Language,
}

/// What somebody chose to keep of a day: theirs alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptForOne {
    /// Lines of their own trace.
    pub lines: Vec<KeptLine>,
    /// Texts they wrote or were given.
    pub texts: Vec<KeptText>,
}

impl Accounts {
    /// The accounts that the stores hold.
    pub fn new(parts: Parts, master: &MasterKey) -> Self {
        let Parts { ledger, vault, clock, catalogue, cycles } = parts;
        Self {
            register: Keeper::new(ledger.clone(), clock.clone()),
            facilitators: Keeper::new(ledger, clock.clone()),
            cycles,
            vault,
            clock,
            catalogue,
            secrets: Secrets::new(),
            streams_key: streams_key(master),
            first_key: master.derive("first invitation"),
            devices: tokio::sync::OnceCell::new(),
            enrolling: tokio::sync::Mutex::new(()),
        }
    }

    fn facilitator_stream(&self, who: FacilitatorId) -> StreamName {
        stream(&self.streams_key, "facilitator", who.0.as_bytes())
    }

    fn register_stream(&self) -> StreamName {
        stream(&self.streams_key, REGISTER, &[])
    }

    fn cycle_stream(&self, cycle: CycleId) -> StreamName {
        cycle_stream(&self.streams_key, cycle)
    }
}

/// The key under which accounts and cycles become names of streams.
pub(super) fn streams_key(master: &MasterKey) -> [u8; 32] {
    master.derive("names of account streams")
}

/// The stream of a cycle.
pub(super) fn cycle_stream(key: &[u8; 32], cycle: CycleId) -> StreamName {
    stream(key, "cycle", cycle.0.as_bytes())
}

fn stream(key: &[u8; 32], kind: &str, id: &[u8]) -> StreamName {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any size");
    mac.update(kind.as_bytes());
    mac.update(&[0]);
    mac.update(id);
    let bytes = mac.finalize().into_bytes();
    StreamName(*bytes.first_chunk().expect("SHA-256 has more than 16 bytes"))
}

/// Random bytes from the system.
fn random<const N: usize>() -> Result<[u8; N], AccountFault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| AccountFault::Unavailable)?;
    Ok(bytes)
}

impl From<LedgerError> for AccountFault {
    fn from(_: LedgerError) -> Self {
        Self::Unavailable
    }
}

impl From<VaultError> for AccountFault {
    fn from(_: VaultError) -> Self {
        Self::Unavailable
    }
}

impl From<Crowded> for AccountFault {
    fn from(_: Crowded) -> Self {
        Self::Busy
    }
}

impl From<NotKept<std::convert::Infallible>> for AccountFault {
    fn from(_: NotKept<std::convert::Infallible>) -> Self {
        Self::Unavailable
    }
}

impl From<NotKept<crate::domain::cycle::NotDone>> for AccountFault {
    fn from(not: NotKept<crate::domain::cycle::NotDone>) -> Self {
        use crate::domain::cycle::NotDone;
        match not {
            NotKept::Refused(NotDone::Unknown) => Self::Unknown,
            NotKept::Refused(NotDone::BadField | NotDone::Taken | NotDone::NotPut(_)) => {
                Self::BadField
            }
            NotKept::Unavailable => Self::Unavailable,
        }
    }
}
