//! A facilitator's account: a name, a passphrase's hash, devices, cycles.

use serde::{Deserialize, Serialize};

use crate::domain::cycle::TokenHash;
use crate::domain::id::{CycleId, FacilitatorId, Timestamp};

/// Devices one account may be signed in on; the oldest goes first.
const DEVICES: usize = 12;

/// An account. The empty value is one that has not been enrolled.
#[derive(Debug, Clone, Default)]
pub struct Facilitator {
    /// Who.
    pub id: Option<FacilitatorId>,
    /// The name to sign in with.
    pub name: String,
    /// Argon2id of the passphrase.
    pub passphrase: String,
    /// Devices signed in.
    pub devices: Vec<Device>,
    /// Cycles, the newest last.
    pub cycles: Vec<CycleId>,
}

/// A device signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its name among the account's devices.
    pub device: String,
    /// The hash of its token.
    pub hash: TokenHash,
    /// Since when.
    pub since: Timestamp,
}

/// What may be asked of an account.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Make it.
    Enrol {
        /// Who.
        facilitator: FacilitatorId,
        /// The name.
        name: String,
        /// Argon2id of the passphrase.
        passphrase: String,
    },
    /// Sign a device in.
    SignIn {
        /// Its name.
        device: String,
        /// The hash of its token.
        hash: TokenHash,
    },
    /// Sign it out.
    SignOut {
        /// Its name.
        device: String,
    },
    /// A cycle is theirs.
    JoinCycle {
        /// Which.
        cycle: CycleId,
    },
}

/// What has happened to an account. These names are storage format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
    /// It was made.
    Enrolled {
        /// Who.
        facilitator: FacilitatorId,
        /// The name.
        name: String,
        /// Argon2id of the passphrase.
        passphrase: String,
    },
    /// A device was signed in.
    SignedIn {
        /// Its name.
        device: String,
        /// The hash of its token.
        hash: TokenHash,
    },
    /// A device was signed out.
    SignedOut {
        /// Its name.
        device: String,
    },
    /// A cycle is theirs.
    CycleJoined {
        /// Which.
        cycle: CycleId,
    },
}

impl Facilitator {
    /// The events a command gives; none when it changes nothing, or there is no such account.
    pub fn decide(&self, command: &Command) -> Vec<Event> {
        let enrolled = self.id.is_some();
        match command {
            Command::Enrol { facilitator, name, passphrase } if !enrolled => {
                vec![Event::Enrolled {
                    facilitator: *facilitator,
                    name: name.clone(),
                    passphrase: passphrase.clone(),
                }]
            }
            Command::SignIn { device, hash }
                if enrolled && self.devices.iter().all(|known| known.hash != *hash) =>
            {
                vec![Event::SignedIn { device: device.clone(), hash: *hash }]
            }
            Command::SignOut { device }
                if self.devices.iter().any(|known| known.device == *device) =>
            {
                vec![Event::SignedOut { device: device.clone() }]
            }
            Command::JoinCycle { cycle } if enrolled && !self.cycles.contains(cycle) => {
                vec![Event::CycleJoined { cycle: *cycle }]
            }
            _ => Vec::new(),
        }
    }

    /// What an event means; total.
    pub fn apply(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::Enrolled { facilitator, name, passphrase } => {
                self.id = Some(*facilitator);
                self.name.clone_from(name);
                self.passphrase.clone_from(passphrase);
            }
            Event::SignedIn { device, hash } => {
                if self.devices.len() >= DEVICES {
                    self.devices.remove(0);
                }
                self.devices.push(Device { device: device.clone(), hash: *hash, since: at });
            }
            Event::SignedOut { device } => self.devices.retain(|known| known.device != *device),
            Event::CycleJoined { cycle } => self.cycles.push(*cycle),
        }
    }
}
