//! Facilitators: invitations, enrolment, sign-in, devices.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{Account, AccountFault, Accounts, DeviceHash, SignedIn, random};
use crate::domain::cycle;
use crate::domain::facilitator::{Command, Facilitator};
use crate::domain::id::{CycleId, FacilitatorId, Timestamp};
use crate::domain::text;
use crate::live::register::Enlist;

/// The fewest characters of a passphrase.
const PASSPHRASE: usize = 12;
/// The most bytes of one: beyond it is no phrase.
const PASSPHRASE_BYTES: usize = 512;
/// How long an invitation is good: three days.
const INVITATION_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// What an invitation leads to.
enum Invitation {
    /// The first account of the house.
    First,
    /// A cycle; the name of its value in the vault.
    Cycle(CycleId, String),
}

impl Accounts {
    /// The token by which the first facilitator enrols, while nobody has; the same until then.
    pub async fn first_invitation(&self) -> Result<Option<String>, AccountFault> {
        let nobody = self.everybody().await?.is_empty();
        Ok(nobody.then(|| URL_SAFE_NO_PAD.encode(self.first_key)))
    }

    /// Makes an account of an invitation, which is then used, and signs this device in. Whoever has an
    /// account already joins the cycle with it.
    pub async fn enrol(
        &self,
        token: &str,
        name: &str,
        passphrase: &str,
        device: DeviceHash,
    ) -> Result<FacilitatorId, AccountFault> {
        let _one_at_a_time = self.enrolling.lock().await;
        let invitation = self.invitation(token).await?;
        let name = text::name(name).map_err(|_| AccountFault::BadField)?;
        let fits = passphrase.chars().count() >= PASSPHRASE && passphrase.len() <= PASSPHRASE_BYTES;
        if !fits {
            return Err(AccountFault::BadField);
        }
        let who = match self.named(&name).await? {
            Some((known, account)) => {
                let right = self.secrets.check(passphrase, Some(account.passphrase)).await?;
                if right { known } else { return Err(AccountFault::NameTaken) }
            }
            None => self.make(name, passphrase).await?,
        };
        if let Invitation::Cycle(cycle, value) = &invitation {
            self.join(who, *cycle).await?;
            self.vault.destroy(value).await?;
        }
        self.sign_device_in(who, device).await?;
        Ok(who)
    }

    async fn make(&self, name: String, passphrase: &str) -> Result<FacilitatorId, AccountFault> {
        let who = FacilitatorId(Uuid::new_v4());
        let passphrase = self.secrets.hash(passphrase).await?;
        let enrol = Command::Enrol { facilitator: who, name, passphrase };
        self.facilitators.does(self.facilitator_stream(who), &enrol).await?;
        self.register.does(self.register_stream(), &Enlist(who)).await?;
        Ok(who)
    }

    /// Both sides know of it: the cycle whom it lets in, the account what to show.
    pub(super) async fn join(
        &self,
        who: FacilitatorId,
        cycle: CycleId,
    ) -> Result<(), AccountFault> {
        let joins = cycle::Command::Join { facilitator: who };
        self.cycles.does(self.cycle_stream(cycle), &joins).await?;
        let command = Command::JoinCycle { cycle };
        self.facilitators.does(self.facilitator_stream(who), &command).await?;
        Ok(())
    }

    async fn invitation(&self, token: &str) -> Result<Invitation, AccountFault> {
        let bytes: [u8; 32] = URL_SAFE_NO_PAD
            .decode(token)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(AccountFault::BadInvitation)?;
        if bool::from(bytes.ct_eq(&self.first_key)) {
            let nobody = self.everybody().await?.is_empty();
            return if nobody { Ok(Invitation::First) } else { Err(AccountFault::BadInvitation) };
        }
        let value = invitation_name(&bytes);
        let kept = self.vault.load(&value).await?.ok_or(AccountFault::BadInvitation)?;
        let (cycle, until) = read_invitation(&kept.value).ok_or(AccountFault::BadInvitation)?;
        if until < self.clock.now() {
            self.vault.destroy(&value).await?;
            return Err(AccountFault::BadInvitation);
        }
        Ok(Invitation::Cycle(cycle, value))
    }

    /// A token by which another facilitator joins a cycle; good once, for three days.
    pub async fn invite(&self, by: FacilitatorId, cycle: CycleId) -> Result<String, AccountFault> {
        if !self.is_of(by, cycle).await? {
            return Err(AccountFault::Unknown);
        }
        let token: [u8; 32] = random()?;
        let until = self.clock.now().plus_ms(INVITATION_MS);
        let value = [cycle.0.as_bytes().as_slice(), &until.0.to_be_bytes()].concat();
        self.vault.store(&invitation_name(&token), None, &value).await?;
        Ok(URL_SAFE_NO_PAD.encode(token))
    }

    /// Signs a device in.
    pub async fn sign_in(
        &self,
        name: &str,
        passphrase: &str,
        device: DeviceHash,
    ) -> Result<FacilitatorId, AccountFault> {
        let known = self.named(name).await?;
        let hash = known.as_ref().map(|(_, account)| account.passphrase.clone());
        let passphrase = if passphrase.len() <= PASSPHRASE_BYTES { passphrase } else { "" };
        let right = self.secrets.check(passphrase, hash).await?;
        let (who, _) = known.filter(|_| right).ok_or(AccountFault::BadCredentials)?;
        self.sign_device_in(who, device).await?;
        Ok(who)
    }

    async fn sign_device_in(
        &self,
        who: FacilitatorId,
        device: DeviceHash,
    ) -> Result<(), AccountFault> {
        let name: [u8; 6] = random()?;
        let command = Command::SignIn { device: URL_SAFE_NO_PAD.encode(name), hash: device.0 };
        let account = self.facilitators.does(self.facilitator_stream(who), &command).await?;
        let mut devices = self.devices().await?;
        // The oldest may have made room.
        devices.retain(|_, of| *of != who);
        devices.extend(account.devices.iter().map(|known| (DeviceHash(known.hash), who)));
        Ok(())
    }

    /// Whose device this is, while it is signed in. Asked often: answered from memory.
    pub async fn signed_in(
        &self,
        device: DeviceHash,
    ) -> Result<Option<FacilitatorId>, AccountFault> {
        Ok(self.devices().await?.get(&device).copied())
    }

    /// Signs a device out by its token; one that is not signed in is out already.
    pub async fn sign_out(&self, device: DeviceHash) -> Result<(), AccountFault> {
        let Some(who) = self.signed_in(device).await? else { return Ok(()) };
        let account = self.facilitators.look(self.facilitator_stream(who)).await?;
        match account.devices.into_iter().find(|known| known.hash == device.0) {
            Some(known) => self.revoke(who, &known.device).await,
            None => Ok(()),
        }
    }

    /// Signs a device of this account out by its name.
    pub async fn revoke(&self, of: FacilitatorId, device: &str) -> Result<(), AccountFault> {
        let stream = self.facilitator_stream(of);
        let account = self.facilitators.look(stream).await?;
        let known = account.devices.into_iter().find(|known| known.device == device);
        let known = known.ok_or(AccountFault::Unknown)?;
        let command = Command::SignOut { device: device.to_owned() };
        self.facilitators.does(stream, &command).await?;
        self.devices().await?.remove(&DeviceHash(known.hash));
        Ok(())
    }

    /// A facilitator's account.
    pub async fn account(&self, of: FacilitatorId) -> Result<Account, AccountFault> {
        let account = self.facilitators.look(self.facilitator_stream(of)).await?;
        account.id.ok_or(AccountFault::Unknown)?;
        let mut cycles = Vec::new();
        for cycle in &account.cycles {
            cycles.push(self.cycle_summary(*cycle).await?);
        }
        let devices = account.devices.into_iter().map(|known| SignedIn {
            device: known.device,
            hash: DeviceHash(known.hash),
            since: known.since,
        });
        Ok(Account { name: account.name, devices: devices.collect(), cycles })
    }

    /// The account that signs in with a name that reads like this one.
    async fn named(
        &self,
        name: &str,
    ) -> Result<Option<(FacilitatorId, Facilitator)>, AccountFault> {
        let folded = text::folded(name);
        for who in self.everybody().await? {
            let account = self.facilitators.look(self.facilitator_stream(who)).await?;
            if text::folded(&account.name) == folded {
                return Ok(Some((who, account)));
            }
        }
        Ok(None)
    }

    async fn everybody(&self) -> Result<Vec<FacilitatorId>, AccountFault> {
        Ok(self.register.look(self.register_stream()).await?.facilitators)
    }

    async fn devices(
        &self,
    ) -> Result<MutexGuard<'_, HashMap<DeviceHash, FacilitatorId>>, AccountFault> {
        let devices = self.devices.get_or_try_init(|| async {
            let mut devices = HashMap::new();
            for who in self.everybody().await? {
                let account = self.facilitators.look(self.facilitator_stream(who)).await?;
                devices.extend(account.devices.iter().map(|d| (DeviceHash(d.hash), who)));
            }
            Ok::<_, AccountFault>(Mutex::new(devices))
        });
        Ok(devices.await?.lock().expect("no thread panics holding it"))
    }
}

fn invitation_name(token: &[u8; 32]) -> String {
    let hash = Sha256::digest(token);
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("invite/{hex}")
}

fn read_invitation(value: &[u8]) -> Option<(CycleId, Timestamp)> {
    let (cycle, until) = value.split_first_chunk::<16>()?;
    let until = i64::from_be_bytes(until.try_into().ok()?);
    Some((CycleId(Uuid::from_bytes(*cycle)), Timestamp(until)))
}
