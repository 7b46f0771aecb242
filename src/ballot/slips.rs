//! Slips: texts of nobody, kept as one value until they are given together.
//!
//! Whose they are nobody asks here. A slip is known by the hash of a secret that its author's phone
//! keeps; slips lie in the order of those hashes, which is an order of chance. Unlike dots they are
//! words, so the value is sealed, and padded so that its length tells little.

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::domain::day::slip::Slip;
use crate::domain::id::{ContributionId, RoomName, SlotId};
use crate::vault::{MasterKey, Vault, VaultError};

/// A sealed value is as long as so many bytes, or a multiple of them.
const PAGE: usize = 8 * 1024;
const NONCE: usize = 24;
/// How often a change is tried again when another machine was quicker.
const ATTEMPTS: usize = 16;

/// Why the box did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlipFault {
    /// As many lie there as may.
    #[error("no more slips fit")]
    Full,
    /// The vault does not answer, or holds what this house has not sealed.
    #[error("the slips are unavailable")]
    Unavailable,
}

/// The slips of all rooms, kept in the vault as `box/<room>/slips/<slot>`: they go with the boxes
/// of the room.
#[derive(Clone)]
pub struct SlipBox {
    vault: Arc<dyn Vault>,
    key: Arc<Zeroizing<[u8; 32]>>,
}

/// What is sealed, in the order of the ids.
#[derive(Default, Serialize, Deserialize)]
struct Pile(Vec<Slip>);

impl SlipBox {
    /// The slips of a vault, under a key that comes from the master key.
    pub fn new(vault: Arc<dyn Vault>, master: &MasterKey) -> Self {
        Self { vault, key: Arc::new(Zeroizing::new(master.derive("slips"))) }
    }

    /// Puts a slip in, or the newer words of one that lies there; durable before it returns.
    pub async fn put(
        &self,
        room: RoomName,
        slot: SlotId,
        slip: &Slip,
        most: usize,
    ) -> Result<(), SlipFault> {
        self.change(room, slot, |pile| pile.put(slip.clone(), most)).await
    }

    /// Takes a slip back; none there is as well.
    pub async fn take_back(
        &self,
        room: RoomName,
        slot: SlotId,
        id: ContributionId,
    ) -> Result<(), SlipFault> {
        self.change(room, slot, |pile| {
            pile.0.retain(|slip| slip.contribution != id);
            Ok(())
        })
        .await
    }

    /// What lies there.
    pub async fn read(&self, room: RoomName, slot: SlotId) -> Result<Vec<Slip>, SlipFault> {
        let name = name(room, slot);
        let kept = self.vault.load(&name).await.map_err(unavailable)?;
        kept.map_or(Ok(Vec::new()), |kept| self.open(&name, &kept.value).map(|pile| pile.0))
    }

    /// The slots of a room for which slips wait.
    pub async fn slots(&self, room: RoomName) -> Result<Vec<SlotId>, SlipFault> {
        let under = format!("box/{room}/slips/");
        let names = self.vault.names(&under).await.map_err(unavailable)?;
        Ok(names.iter().filter_map(|name| name.strip_prefix(&under)?.parse().ok()).collect())
    }

    /// Keeps those of a step no longer.
    pub async fn forget_step(
        &self,
        room: RoomName,
        slot: SlotId,
        step: &str,
    ) -> Result<(), SlipFault> {
        self.change(room, slot, |pile| {
            pile.0.retain(|slip| slip.step != step);
            Ok(())
        })
        .await
    }

    /// Leaves nothing of them behind.
    pub async fn destroy(&self, room: RoomName, slot: SlotId) -> Result<(), SlipFault> {
        self.vault.destroy(&name(room, slot)).await.map_err(unavailable)
    }

    async fn change(
        &self,
        room: RoomName,
        slot: SlotId,
        change: impl Fn(&mut Pile) -> Result<(), SlipFault>,
    ) -> Result<(), SlipFault> {
        let name = name(room, slot);
        for _ in 0..ATTEMPTS {
            let kept = self.vault.load(&name).await.map_err(unavailable)?;
            let mut pile = match &kept {
                Some(kept) => self.open(&name, &kept.value)?,
                None => Pile::default(),
            };
            change(&mut pile)?;
            let sealed = self.seal(&name, &pile)?;
            let version = kept.map(|kept| kept.version);
            match self.vault.store(&name, version, &sealed).await {
                Ok(_) => return Ok(()),
                Err(VaultError::Conflict) => {}
                Err(VaultError::Unavailable) => return Err(SlipFault::Unavailable),
            }
        }
        Err(SlipFault::Unavailable)
    }

    fn seal(&self, name: &str, pile: &Pile) -> Result<Vec<u8>, SlipFault> {
        let mut plain = Zeroizing::new(serde_json::to_vec(pile).map_err(unavailable)?);
        // Spaces after the last bracket are no words of anybody.
        let padded = plain.len().next_multiple_of(PAGE);
        plain.resize(padded, b' ');
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(unavailable)?;
        let payload = Payload { msg: &plain, aad: name.as_bytes() };
        let sealed = self.cipher().encrypt(XNonce::from_slice(&nonce), payload);
        Ok([&nonce[..], &sealed.map_err(unavailable)?].concat())
    }

    fn open(&self, name: &str, value: &[u8]) -> Result<Pile, SlipFault> {
        let (nonce, sealed) = value.split_at_checked(NONCE).ok_or(SlipFault::Unavailable)?;
        let payload = Payload { msg: sealed, aad: name.as_bytes() };
        let plain = self.cipher().decrypt(XNonce::from_slice(nonce), payload);
        let plain = Zeroizing::new(plain.map_err(unavailable)?);
        serde_json::from_slice(&plain).map_err(unavailable)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&**self.key).into())
    }
}

impl Pile {
    fn put(&mut self, slip: Slip, most: usize) -> Result<(), SlipFault> {
        match self.0.binary_search_by_key(&slip.contribution, |one| one.contribution) {
            Ok(index) => self.0[index] = slip,
            Err(_) if self.0.len() >= most => return Err(SlipFault::Full),
            Err(index) => self.0.insert(index, slip),
        }
        Ok(())
    }
}

fn unavailable<E>(_: E) -> SlipFault {
    SlipFault::Unavailable
}

fn name(room: RoomName, slot: SlotId) -> String {
    format!("box/{room}/slips/{slot}")
}
