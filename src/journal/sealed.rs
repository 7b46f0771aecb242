//! The ledger: entries sealed and chained above any journal, with a key per stream that can be
//! destroyed.
//!
//! A sealed entry is `version ‖ nonce ‖ ciphertext ‖ tag`. What is associated with it is
//! `version ‖ stream ‖ revision ‖ tag of the previous entry`: a bit that was turned, an entry that was
//! moved or is missing in the middle does not open. A tail that was cut off opens: the store alone
//! can know that there was more.

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::time::{Duration, sleep};
use zeroize::Zeroizing;

use super::{AppendError, Head, Journal, ReadError};
use crate::domain::id::{Revision, StreamName, Timestamp};
use crate::vault::master::{KEY_BYTES, MasterKey};
use crate::vault::{Vault, VaultError};

/// The form of sealed entries and wrapped keys.
const VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
/// Entries read at one time.
const PAGE: usize = 500;
/// The first wait before the same bytes are sent again; doubled up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(20);
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// Seals what streams hold.
#[derive(Clone)]
pub struct Ledger {
    journal: Arc<dyn Journal>,
    vault: Arc<dyn Vault>,
    wrapping: Arc<Zeroizing<[u8; KEY_BYTES]>>,
}

/// Where one has read to: enough to append the next entry, or to read on.
#[derive(Clone)]
pub struct Tail {
    stream: StreamName,
    head: Head,
    tag: [u8; TAG_BYTES],
    key: Option<Arc<Zeroizing<[u8; KEY_BYTES]>>>,
}

impl Tail {
    /// How many entries the stream holds.
    pub fn revision(&self) -> Revision {
        self.head.revision
    }

    /// The stream.
    pub fn stream(&self) -> StreamName {
        self.stream
    }
}

/// One entry, opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Written<E> {
    /// Its place, from 1.
    pub revision: Revision,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub events: Vec<E>,
}

/// A stream as read, to its end.
pub struct Recorded<E> {
    /// Where it ends.
    pub tail: Tail,
    /// Its entries, in order.
    pub entries: Vec<Written<E>>,
}

/// Why a stream cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// Journal or vault does not answer.
    #[error("the journal is unavailable")]
    Unavailable,
    /// The stream has been forgotten.
    #[error("the stream has been forgotten")]
    Erased,
    /// An entry does not open: the store has changed it, or its key is gone.
    #[error("entry {0:?} of the stream is damaged")]
    Damaged(Revision),
}

#[derive(Serialize, Deserialize)]
struct Entry<E> {
    at: Timestamp,
    events: Vec<E>,
}

impl Ledger {
    /// A ledger above a journal, with its keys in a vault.
    pub fn new(journal: Arc<dyn Journal>, vault: Arc<dyn Vault>, master: &MasterKey) -> Self {
        let wrapping = Arc::new(Zeroizing::new(master.derive("wrap stream keys")));
        Self { journal, vault, wrapping }
    }

    /// A stream from its start to its end. One that never was has no entries.
    pub async fn read<E: DeserializeOwned>(
        &self,
        stream: StreamName,
    ) -> Result<Recorded<E>, LedgerError> {
        let start = Tail { stream, head: Head::default(), tag: [0; TAG_BYTES], key: None };
        self.read_after(&start).await
    }

    /// What follows a tail.
    pub async fn read_after<E: DeserializeOwned>(
        &self,
        after: &Tail,
    ) -> Result<Recorded<E>, LedgerError> {
        let mut tail = after.clone();
        let mut entries = Vec::new();
        loop {
            let page = self.journal.read(tail.stream, tail.head, PAGE).await.map_err(of_read)?;
            let last = page.len() < PAGE;
            if !page.is_empty() && tail.key.is_none() {
                tail.key = self.key(tail.stream).await?;
            }
            for stored in page {
                let revision = Revision(tail.head.revision.0 + 1);
                let damaged = LedgerError::Damaged(revision);
                let key = tail.key.as_ref().ok_or(damaged)?;
                if stored.head.revision != revision {
                    return Err(damaged);
                }
                let plain = open(key, &associated(&tail), &stored.sealed).ok_or(damaged)?;
                let entry: Entry<E> = serde_json::from_slice(&plain).map_err(|_| damaged)?;
                tail.tag = tag_of(&stored.sealed);
                tail.head = stored.head;
                entries.push(Written { revision, at: entry.at, events: entry.events });
            }
            if last {
                return Ok(Recorded { tail, entries });
            }
        }
    }

    /// Appends events right after a tail. `Ok` is durable. While the journal does not say whether it
    /// stored the entry, the same bytes are sent again, until it says so.
    pub async fn append<E: Serialize>(
        &self,
        tail: &Tail,
        at: Timestamp,
        events: &[E],
    ) -> Result<Tail, AppendError> {
        #[derive(Serialize)]
        struct Borrowed<'a, E> {
            at: Timestamp,
            events: &'a [E],
        }
        let key = match &tail.key {
            Some(key) => Arc::clone(key),
            None => self.key_or_new(tail.stream).await.map_err(|_| AppendError::Unavailable)?,
        };
        let plain = serde_json::to_vec(&Borrowed { at, events }).map(Zeroizing::new);
        let plain = plain.map_err(|_| AppendError::TooLarge)?;
        let sealed = seal(&key, &associated(tail), &plain).ok_or(AppendError::Unavailable)?;
        let head = self.append_until_said(tail, &sealed).await?;
        Ok(Tail { stream: tail.stream, head, tag: tag_of(&sealed), key: Some(key) })
    }

    async fn append_until_said(&self, tail: &Tail, sealed: &[u8]) -> Result<Head, AppendError> {
        let mut wait = FIRST_WAIT;
        let mut unsaid = false;
        loop {
            match self.journal.append(tail.stream, tail.head, sealed).await {
                Err(AppendError::Unknown) => unsaid = true,
                Err(AppendError::Unavailable) if unsaid => {}
                // Something stands there: it may be these very bytes.
                Err(AppendError::Conflict) if unsaid => return self.was_ours(tail, sealed).await,
                said => return said,
            }
            sleep(wait).await;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    async fn was_ours(&self, tail: &Tail, sealed: &[u8]) -> Result<Head, AppendError> {
        let mut wait = FIRST_WAIT;
        loop {
            match self.journal.read(tail.stream, tail.head, 1).await {
                Ok(next) => {
                    let ours = next.first().filter(|stored| stored.sealed == sealed);
                    return ours.map(|stored| stored.head).ok_or(AppendError::Conflict);
                }
                Err(ReadError::Erased) => return Err(AppendError::Erased),
                Err(ReadError::Unavailable) => sleep(wait).await,
            }
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// Hints that a stream has grown.
    pub async fn follow(&self, stream: StreamName) -> tokio::sync::watch::Receiver<Revision> {
        self.journal.follow(stream).await
    }

    /// Leaves nothing of a stream: first its key, then its entries.
    pub async fn forget(&self, stream: StreamName) -> Result<(), LedgerError> {
        self.vault.destroy(&key_name(stream)).await.map_err(|_| LedgerError::Unavailable)?;
        self.journal.forget(stream).await.map_err(of_read)
    }

    async fn key(
        &self,
        stream: StreamName,
    ) -> Result<Option<Arc<Zeroizing<[u8; KEY_BYTES]>>>, LedgerError> {
        let kept = self.vault.load(&key_name(stream)).await;
        let Some(kept) = kept.map_err(|_| LedgerError::Unavailable)? else { return Ok(None) };
        let plain = open(&self.wrapping, &stream.0, &kept.value).map(Zeroizing::new);
        let key = plain.and_then(|plain| <[u8; KEY_BYTES]>::try_from(plain.as_slice()).ok());
        Ok(key.map(|key| Arc::new(Zeroizing::new(key))))
    }

    /// The stream's key, made durable before anything is sealed with it. A key made for an append
    /// that then failed opens nothing and harms nobody.
    async fn key_or_new(
        &self,
        stream: StreamName,
    ) -> Result<Arc<Zeroizing<[u8; KEY_BYTES]>>, LedgerError> {
        if let Some(key) = self.key(stream).await? {
            return Ok(key);
        }
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        getrandom::fill(key.as_mut_slice()).map_err(|_| LedgerError::Unavailable)?;
        let wrapped = seal(&self.wrapping, &stream.0, key.as_slice());
        let wrapped = wrapped.ok_or(LedgerError::Unavailable)?;
        match self.vault.store(&key_name(stream), None, &wrapped).await {
            Ok(_) => Ok(Arc::new(key)),
            // Somebody else made it meanwhile; if it does not open, the vault is damaged.
            Err(VaultError::Conflict) => self.key(stream).await?.ok_or(LedgerError::Unavailable),
            Err(VaultError::Unavailable) => Err(LedgerError::Unavailable),
        }
    }
}

fn key_name(stream: StreamName) -> String {
    format!("key/{stream}")
}

fn of_read(error: ReadError) -> LedgerError {
    match error {
        ReadError::Unavailable => LedgerError::Unavailable,
        ReadError::Erased => LedgerError::Erased,
    }
}

/// What the entry right after a tail is bound to.
fn associated(tail: &Tail) -> Vec<u8> {
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(&tail.stream.0);
    bytes.extend_from_slice(&(tail.head.revision.0 + 1).to_be_bytes());
    bytes.extend_from_slice(&tail.tag);
    bytes
}

fn tag_of(sealed: &[u8]) -> [u8; TAG_BYTES] {
    sealed.last_chunk().copied().unwrap_or_default()
}

fn seal(key: &[u8; KEY_BYTES], associated: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).ok()?;
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload { msg: plain, aad: associated };
    let sealed = cipher.encrypt(XNonce::from_slice(&nonce), payload).ok()?;
    Some([&[VERSION], nonce.as_slice(), &sealed].concat())
}

fn open(key: &[u8; KEY_BYTES], associated: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (version, rest) = sealed.split_first()?;
    let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>()?;
    if *version != VERSION {
        return None;
    }
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: associated }).ok()
}
