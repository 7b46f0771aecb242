//! Facilitators, cycles and the devices of seats: what outlives a day.

use crate::domain::day::schedule::Block;
use crate::domain::id::{
    CaseId, ContributionId, CycleId, FacilitatorId, ParticipantId, RoomCode, RoomName, Timestamp,
};
use crate::domain::vocabulary::{ContributionKind, TraceKind};
use crate::live::hub::Hub;

/// The SHA-256 of a device's 32 random bytes: all the house keeps of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceHash(pub [u8; 32]);

/// Facilitators, cycles and the devices of seats.
pub struct Accounts {}

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
}

/// What somebody chose to keep of a day: theirs alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptForOne {
    /// Lines of their own trace.
    pub lines: Vec<KeptLine>,
    /// Texts they wrote or were given.
    pub texts: Vec<KeptText>,
}

/// A line of one's own trace, kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLine {
    /// The line.
    pub line: ContributionId,
    /// What sort.
    pub kind: TraceKind,
    /// The words.
    pub text: String,
    /// A date one set oneself.
    pub due: Option<Timestamp>,
}

/// A text kept, with the case it was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptText {
    /// The text.
    pub contribution: ContributionId,
    /// The case.
    pub case: CaseId,
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
}

impl Accounts {
    /// The token by which the first facilitator enrols, while nobody has; the same until then.
    pub async fn first_invitation(&self) -> Result<Option<String>, AccountFault> {
        unimplemented!("accounts")
    }

    /// Makes an account of an invitation, which is then used, and signs this device in.
    pub async fn enrol(
        &self,
        _token: &str,
        _name: &str,
        _passphrase: &str,
        _device: DeviceHash,
    ) -> Result<FacilitatorId, AccountFault> {
        unimplemented!("accounts")
    }

    /// Signs a device in.
    pub async fn sign_in(
        &self,
        _name: &str,
        _passphrase: &str,
        _device: DeviceHash,
    ) -> Result<FacilitatorId, AccountFault> {
        unimplemented!("accounts")
    }

    /// Whose device this is, while it is signed in. Asked often: answered from memory.
    pub async fn signed_in(
        &self,
        _device: DeviceHash,
    ) -> Result<Option<FacilitatorId>, AccountFault> {
        unimplemented!("accounts")
    }

    /// Signs a device out by its token; one that is not signed in is out already.
    pub async fn sign_out(&self, _device: DeviceHash) -> Result<(), AccountFault> {
        unimplemented!("accounts")
    }

    /// Signs a device of this account out by its name.
    pub async fn revoke(&self, _of: FacilitatorId, _device: &str) -> Result<(), AccountFault> {
        unimplemented!("accounts")
    }

    /// A facilitator's account.
    pub async fn account(&self, _of: FacilitatorId) -> Result<Account, AccountFault> {
        unimplemented!("accounts")
    }

    /// Creates a cycle.
    pub async fn new_cycle(
        &self,
        _by: FacilitatorId,
        _new: CycleToBe,
    ) -> Result<CycleSummary, AccountFault> {
        unimplemented!("accounts")
    }

    /// Opens a day with copies of the cycle's roster, charter and backlog, and of the catalogue.
    pub async fn open_day(
        &self,
        _hub: &Hub,
        _by: FacilitatorId,
        _cycle: CycleId,
        _day: DayToBe,
    ) -> Result<(RoomName, RoomCode), AccountFault> {
        unimplemented!("accounts")
    }

    /// A token by which another facilitator joins a cycle; good once, for three days.
    pub async fn invite(
        &self,
        _by: FacilitatorId,
        _cycle: CycleId,
    ) -> Result<String, AccountFault> {
        unimplemented!("accounts")
    }

    /// Whether a facilitator is one of a cycle's. Asked often: answered from memory.
    pub async fn is_of(&self, _who: FacilitatorId, _cycle: CycleId) -> Result<bool, AccountFault> {
        unimplemented!("accounts")
    }

    /// Keeps a device of a seat, for the cycle's days to come.
    pub async fn remember(
        &self,
        _cycle: CycleId,
        _seat: ParticipantId,
        _device: DeviceHash,
    ) -> Result<(), AccountFault> {
        unimplemented!("accounts")
    }

    /// The seat whose device this is.
    pub async fn seat_of(
        &self,
        _cycle: CycleId,
        _device: DeviceHash,
    ) -> Result<Option<ParticipantId>, AccountFault> {
        unimplemented!("accounts")
    }

    /// Forgets every device of a seat, and its return code.
    pub async fn forget_devices(
        &self,
        _cycle: CycleId,
        _seat: ParticipantId,
    ) -> Result<(), AccountFault> {
        unimplemented!("accounts")
    }

    /// A new return code for a seat, in place of the older one; only its hash is kept.
    pub async fn new_return_code(
        &self,
        _cycle: CycleId,
        _seat: ParticipantId,
    ) -> Result<String, AccountFault> {
        unimplemented!("accounts")
    }

    /// The seat whose return code this is, as typed.
    pub async fn seat_of_return_code(
        &self,
        _cycle: CycleId,
        _code: &str,
    ) -> Result<Option<ParticipantId>, AccountFault> {
        unimplemented!("accounts")
    }

    /// What the seat of this device kept of the day of a room, open or over.
    pub async fn kept(
        &self,
        _room: RoomName,
        _device: DeviceHash,
    ) -> Result<KeptForOne, AccountFault> {
        unimplemented!("accounts")
    }
}
