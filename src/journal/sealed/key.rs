//! The data key of a stream: how it seals and opens entries, how it is wrapped and kept.

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::domain::id::{Revision, StreamName};
use crate::vault::{MasterKey, Vault, VaultError};

/// The suite of today; another takes the next number.
const VERSION: u8 = 1;
/// Random, and long enough that chance never repeats one.
const NONCE: usize = 24;
const TAG: usize = 16;

/// What is wrong with a stream's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyFault {
    /// The vault does not answer, or chance does not.
    Unavailable,
    /// The wrapped key is not what was stored, or another master key wrapped it.
    Damaged,
}

/// The end of a sealed entry: it vouches for all before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag([u8; TAG]);

impl Tag {
    /// What stands before the first entry.
    pub(super) const NONE: Tag = Tag([0; TAG]);

    pub(super) fn of(sealed: &[u8]) -> Self {
        sealed.last_chunk().map_or(Self::NONE, |tag| Self(*tag))
    }
}

/// The key of one stream. Wiped from memory when the last who holds it lets go.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct DataKey([u8; 32]);

impl DataKey {
    fn draw() -> Result<Self, KeyFault> {
        let mut key = Self([0; 32]);
        getrandom::fill(&mut key.0).map_err(|_| KeyFault::Unavailable)?;
        Ok(key)
    }

    /// Seals the entry that stands at a revision.
    pub(super) fn seal(
        &self,
        stream: StreamName,
        revision: Revision,
        previous: Tag,
        plain: &[u8],
    ) -> Result<Vec<u8>, KeyFault> {
        seal(&self.0, plain, &associated(stream, revision, previous))
    }

    /// The entry that was sealed for this place, and no other.
    pub(super) fn open(
        &self,
        stream: StreamName,
        revision: Revision,
        previous: Tag,
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        open(&self.0, sealed, &associated(stream, revision, previous))
    }
}

/// The wrapped keys, in the vault as `key/<stream>`.
#[derive(Clone)]
pub(super) struct Keys {
    vault: Arc<dyn Vault>,
    wrapping: Arc<Zeroizing<[u8; 32]>>,
}

impl Keys {
    pub(super) fn new(vault: Arc<dyn Vault>, master: &MasterKey) -> Self {
        let wrapping = Arc::new(Zeroizing::new(master.derive("data keys of streams")));
        Self { vault, wrapping }
    }

    pub(super) async fn load(&self, stream: StreamName) -> Result<Option<Arc<DataKey>>, KeyFault> {
        let kept = self.vault.load(&name(stream)).await.map_err(|_| KeyFault::Unavailable)?;
        let Some(kept) = kept else { return Ok(None) };
        let plain = open(&self.wrapping, &kept.value, &of_key(stream)).ok_or(KeyFault::Damaged)?;
        let key = plain.as_slice().try_into().map_err(|_| KeyFault::Damaged)?;
        Ok(Some(Arc::new(DataKey(key))))
    }

    /// The key, and whether it was made just now: durable before anything is sealed with it.
    pub(super) async fn load_or_make(
        &self,
        stream: StreamName,
    ) -> Result<(Arc<DataKey>, bool), KeyFault> {
        if let Some(key) = self.load(stream).await? {
            return Ok((key, false));
        }
        let key = DataKey::draw()?;
        let wrapped = seal(&self.wrapping, &key.0, &of_key(stream))?;
        match self.vault.store(&name(stream), None, &wrapped).await {
            Ok(_) => Ok((Arc::new(key), true)),
            Err(VaultError::Conflict) => {
                let other = self.load(stream).await?.ok_or(KeyFault::Unavailable)?;
                Ok((other, false))
            }
            Err(VaultError::Unavailable) => Err(KeyFault::Unavailable),
        }
    }

    pub(super) async fn destroy(&self, stream: StreamName) -> Result<(), VaultError> {
        self.vault.destroy(&name(stream)).await
    }
}

fn name(stream: StreamName) -> String {
    format!("key/{stream}")
}

fn associated(stream: StreamName, revision: Revision, previous: Tag) -> Vec<u8> {
    [&[VERSION][..], &stream.0, &revision.0.to_be_bytes(), &previous.0].concat()
}

fn of_key(stream: StreamName) -> Vec<u8> {
    [&[VERSION][..], b"key", &stream.0].concat()
}

/// `version ‖ nonce ‖ ciphertext ‖ tag`.
fn seal(key: &[u8; 32], plain: &[u8], associated: &[u8]) -> Result<Vec<u8>, KeyFault> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| KeyFault::Unavailable)?;
    let payload = Payload { msg: plain, aad: associated };
    let ciphertext = XChaCha20Poly1305::new(key.into())
        .encrypt(XNonce::from_slice(&nonce), payload)
        .map_err(|_| KeyFault::Unavailable)?;
    Ok([&[VERSION][..], &nonce, &ciphertext].concat())
}

fn open(key: &[u8; 32], sealed: &[u8], associated: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (version, rest) = sealed.split_first()?;
    let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>()?;
    if *version != VERSION {
        return None;
    }
    let payload = Payload { msg: ciphertext, aad: associated };
    XChaCha20Poly1305::new(key.into())
        .decrypt(XNonce::from_slice(nonce), payload)
        .ok()
        .map(Zeroizing::new)
}
