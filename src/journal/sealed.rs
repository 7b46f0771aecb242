//! The ledger: typed entries over a journal, each sealed and chained to the one before.
//!
//! An entry's bytes are `version ‖ nonce ‖ ciphertext ‖ tag`; its associated data are version,
//! stream, revision and the previous entry's tag. So a flipped bit, and an entry that was swapped,
//! moved or left out, are found when the stream is read. A tail cut off while nobody holds it
//! cannot be told from a shorter stream; whoever holds its [`Tail`] notices.
//!
//! Each stream has a data key of its own, wrapped by the master key and kept in the vault as
//! `key/<stream>`: destroyed, nothing of the stream can be read again, wherever copies lie.

mod key;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::watch;

use super::{AppendError, ENTRY_BYTES, Head, Journal, ReadError, Stored, codec};
use crate::domain::id::{Revision, StreamName, Timestamp};
use crate::vault::{MasterKey, Vault};
use key::{DataKey, KeyFault, Keys, Tag};

/// Entries asked for at once.
const PAGE: usize = 1_000;
/// Between two tries of an append whose outcome is unknown, at first and at most.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(500));
/// How long an append whose outcome is unknown is tried again, before its stream is to be read anew.
const PATIENCE: Duration = Duration::from_secs(30);

/// Typed, sealed streams.
#[derive(Clone)]
pub struct Ledger {
    journal: Arc<dyn Journal>,
    keys: Keys,
}

/// Where a stream ends, for whoever will append to it.
#[derive(Clone)]
pub struct Tail {
    stream: StreamName,
    /// The head before the last entry: from there the last one can be read again.
    before: Head,
    head: Head,
    tag: Tag,
    key: Option<Arc<DataKey>>,
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

    fn after(&self, head: Head, tag: Tag) -> Self {
        Self { before: self.head, head, tag, ..self.clone() }
    }
}

impl fmt::Debug for Tail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tail({} at {})", self.stream, self.head.revision.0)
    }
}

/// An entry, opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Written<E> {
    /// Its place in the stream, from 1.
    pub revision: Revision,
    /// When it was decided.
    pub at: Timestamp,
    /// What happened.
    pub events: Vec<E>,
}

/// What a stream holds.
#[derive(Debug, Clone)]
pub struct Recorded<E> {
    /// Where it ends.
    pub tail: Tail,
    /// Its entries, in order; none for a stream that never was.
    pub entries: Vec<Written<E>>,
}

/// Why a stream cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// Journal or vault do not answer.
    #[error("the journal is unavailable")]
    Unavailable,
    /// The stream has been forgotten.
    #[error("the stream has been forgotten")]
    Erased,
    /// The entry at this revision is not what was written there, or is missing. Nothing of it is
    /// given, and nothing is healed in silence.
    #[error("the stream is damaged at revision {}", .0.0)]
    Damaged(Revision),
}

impl From<ReadError> for LedgerError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Unavailable => LedgerError::Unavailable,
            ReadError::Erased => LedgerError::Erased,
        }
    }
}

impl Ledger {
    /// The ledger over these stores.
    pub fn new(journal: Arc<dyn Journal>, vault: Arc<dyn Vault>, master: &MasterKey) -> Self {
        Self { journal, keys: Keys::new(vault, master) }
    }

    /// A whole stream.
    pub async fn read<E: DeserializeOwned>(
        &self,
        stream: StreamName,
    ) -> Result<Recorded<E>, LedgerError> {
        let (recorded, fault) = self.read_sound(stream).await?;
        fault.map_or(Ok(recorded), Err)
    }

    /// A stream as far as it is sound, and what is wrong after that: for an operator.
    pub async fn read_sound<E: DeserializeOwned>(
        &self,
        stream: StreamName,
    ) -> Result<(Recorded<E>, Option<LedgerError>), LedgerError> {
        let key = self.key_of(stream).await?;
        let start =
            Tail { stream, before: Head::default(), head: Head::default(), tag: Tag::NONE, key };
        self.unroll(start).await
    }

    /// What was appended after a tail. A journal that has lost or changed the tail's own entry is
    /// damaged.
    pub async fn read_after<E: DeserializeOwned>(
        &self,
        tail: &Tail,
    ) -> Result<Recorded<E>, LedgerError> {
        self.check_still_there(tail).await?;
        let mut tail = tail.clone();
        if tail.key.is_none() {
            tail.key = self.key_of(tail.stream).await?;
        }
        let (recorded, fault) = self.unroll(tail).await?;
        fault.map_or(Ok(recorded), Err)
    }

    /// Appends one entry right after a tail; `Ok` is durable. While the outcome is unknown the same
    /// bytes are sent again. An `Unknown` given back leaves one thing to do: read the stream anew.
    pub async fn append<E: Serialize>(
        &self,
        tail: &Tail,
        at: Timestamp,
        events: &[E],
    ) -> Result<Tail, AppendError> {
        let (key, made) = match &tail.key {
            Some(key) => (Arc::clone(key), false),
            None => self.keys.load_or_make(tail.stream).await?,
        };
        let plain = codec::encode(at, events).ok_or(AppendError::TooLarge)?;
        let revision = Revision(tail.head.revision.0 + 1);
        let sealed = key.seal(tail.stream, revision, tail.tag, &plain)?;
        let tail = Tail { key: Some(key), ..tail.clone() };
        if sealed.len() > ENTRY_BYTES {
            return Err(AppendError::TooLarge);
        }
        let appended = self.append_sealed(&tail, &sealed).await;
        if appended == Err(AppendError::Erased) && made {
            // The key was made for a stream that must never have one again.
            let _ = self.keys.destroy(tail.stream).await;
        }
        appended.map(|head| tail.after(head, Tag::of(&sealed)))
    }

    /// Hints that a stream has grown; may skip, never invents.
    pub async fn follow(&self, stream: StreamName) -> watch::Receiver<Revision> {
        self.journal.follow(stream).await
    }

    /// Leaves nothing of a stream that could ever be read, here or in a copy of the journal, and
    /// lets nothing be appended to it. Done again, it does no harm.
    pub async fn forget(&self, stream: StreamName) -> Result<(), LedgerError> {
        self.journal.forget(stream).await?;
        self.keys.destroy(stream).await.map_err(|_| LedgerError::Unavailable)
    }

    async fn append_sealed(&self, tail: &Tail, sealed: &[u8]) -> Result<Head, AppendError> {
        let until = tokio::time::Instant::now() + PATIENCE;
        let mut pause = BACKOFF.0;
        let mut unknown = false;
        loop {
            match self.journal.append(tail.stream, tail.head, sealed).await {
                Err(AppendError::Unknown) => unknown = true,
                Err(AppendError::Unavailable) if unknown => {}
                Err(AppendError::Conflict) if unknown => match self.is_ours(tail, sealed).await {
                    Ok(Some(head)) => return Ok(head),
                    Ok(None) => return Err(AppendError::Conflict),
                    Err(ReadError::Erased) => return Err(AppendError::Erased),
                    Err(ReadError::Unavailable) => {}
                },
                outcome => return outcome,
            }
            if tokio::time::Instant::now() + pause > until {
                return Err(AppendError::Unknown);
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(BACKOFF.1);
        }
    }

    /// The head after our entry, if the entry that stands after the tail is ours.
    async fn is_ours(&self, tail: &Tail, sealed: &[u8]) -> Result<Option<Head>, ReadError> {
        let next = self.journal.read(tail.stream, tail.head, 1).await?;
        Ok(next.first().filter(|stored| stored.sealed == sealed).map(|stored| stored.head))
    }

    async fn check_still_there(&self, tail: &Tail) -> Result<(), LedgerError> {
        if tail.head == Head::default() {
            return Ok(());
        }
        let last = self.journal.read(tail.stream, tail.before, 1).await?;
        let same = last
            .first()
            .is_some_and(|last| last.head == tail.head && Tag::of(&last.sealed) == tail.tag);
        if same { Ok(()) } else { Err(LedgerError::Damaged(tail.head.revision)) }
    }

    /// The stream's key, if it has one that is sound.
    async fn key_of(&self, stream: StreamName) -> Result<Option<Arc<DataKey>>, LedgerError> {
        self.keys.load(stream).await.map_err(|fault| match fault {
            KeyFault::Unavailable => LedgerError::Unavailable,
            KeyFault::Damaged => LedgerError::Damaged(Revision(1)),
        })
    }

    /// Opens every entry after a tail, as far as they are sound.
    async fn unroll<E: DeserializeOwned>(
        &self,
        mut tail: Tail,
    ) -> Result<(Recorded<E>, Option<LedgerError>), LedgerError> {
        let mut entries = Vec::new();
        loop {
            let page = self.journal.read(tail.stream, tail.head, PAGE).await?;
            if page.is_empty() {
                return Ok((Recorded { tail, entries }, None));
            }
            if tail.key.is_none() {
                // It may have been made between our two reads.
                tail.key = self.key_of(tail.stream).await?;
            }
            for stored in &page {
                let Some(written) = open(&tail, stored) else {
                    let revision = Revision(tail.head.revision.0 + 1);
                    let fault = LedgerError::Damaged(revision);
                    return Ok((Recorded { tail, entries }, Some(fault)));
                };
                tail = tail.after(stored.head, Tag::of(&stored.sealed));
                entries.push(written);
            }
        }
    }
}

/// The entry that follows a tail, if it is sound.
fn open<E: DeserializeOwned>(tail: &Tail, stored: &Stored) -> Option<Written<E>> {
    let revision = Revision(tail.head.revision.0 + 1);
    if stored.head.revision != revision {
        return None;
    }
    let key = tail.key.as_ref()?;
    let plain = key.open(tail.stream, revision, tail.tag, &stored.sealed)?;
    let (at, events) = codec::decode(&plain)?;
    Some(Written { revision, at, events })
}

impl From<KeyFault> for AppendError {
    fn from(_: KeyFault) -> Self {
        AppendError::Unavailable
    }
}
