//! What is remembered: streams of sealed entries, appended only where expected, forgotten whole.
//!
//! The semantics are those of a replicated log, so that an adapter for several machines changes
//! nothing above: an append names the head it continues; a head's token is opaque to the caller.

mod codec;
pub mod memory;
pub mod sealed;
pub mod sqlite;

use async_trait::async_trait;
use tokio::sync::watch;

use crate::domain::id::{Revision, StreamName};

pub use memory::MemoryJournal;
pub use sealed::{Ledger, LedgerError, Recorded, Tail, Written};
pub use sqlite::SqliteJournal;

/// Where a stream ends: how many entries it holds, and the store's own position of the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    /// Entries so far; the empty stream is at 0.
    pub revision: Revision,
    /// The store's own; opaque.
    pub token: u64,
}

/// A sealed entry as the store holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The head of the stream right after this entry.
    pub head: Head,
    /// Sealed bytes; the store knows nothing of what they hold.
    pub sealed: Vec<u8>,
}

/// Why an append did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Another entry stands where this one was to be: read on, decide again.
    #[error("another entry stands there")]
    Conflict,
    /// Surely not stored.
    #[error("the journal is unavailable")]
    Unavailable,
    /// Stored now, later or never: send the same bytes at the same head again.
    #[error("the journal did not say whether it stored the entry")]
    Unknown,
    /// The stream has been forgotten; nothing may follow.
    #[error("the stream has been forgotten")]
    Erased,
    /// Larger than any entry may be.
    #[error("the entry is too large")]
    TooLarge,
}

/// Why a stream could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The store does not answer.
    #[error("the journal is unavailable")]
    Unavailable,
    /// The stream has been forgotten.
    #[error("the stream has been forgotten")]
    Erased,
}

/// The most bytes a sealed entry may have.
pub const ENTRY_BYTES: usize = 512 * 1024;

/// A store of streams.
#[async_trait]
pub trait Journal: Send + Sync {
    /// Appends one entry right after `at`. `Ok` is durable; of all appends at one head at most one
    /// is ever `Ok`.
    async fn append(
        &self,
        stream: StreamName,
        at: Head,
        sealed: &[u8],
    ) -> Result<Head, AppendError>;

    /// The entries after a head, in order, at most `max` of them. Fewer may come though more
    /// follow; only an empty answer is the end.
    async fn read(
        &self,
        stream: StreamName,
        after: Head,
        max: usize,
    ) -> Result<Vec<Stored>, ReadError>;

    /// Hints that a stream has grown; may skip, never invents. The value is the newest revision seen.
    async fn follow(&self, stream: StreamName) -> watch::Receiver<Revision>;

    /// Leaves no byte of the stream behind, and lets nothing be appended to it again. A stream
    /// forgotten already, or that never was, is forgotten all the same.
    async fn forget(&self, stream: StreamName) -> Result<(), ReadError>;
}
