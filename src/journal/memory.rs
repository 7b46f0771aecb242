//! A journal in memory, for tests and rehearsals; it fails on command.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::{Semaphore, watch};

use super::{AppendError, ENTRY_BYTES, Head, Journal, ReadError, Stored};
use crate::domain::id::{Revision, StreamName};

/// What goes wrong with the next append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is refused, surely not stored.
    Unavailable,
    /// It is stored, and the answer is lost.
    StoredUnsaid,
    /// It is lost, and so is the answer.
    LostUnsaid,
    /// It takes this long.
    Slow(Duration),
}

/// Streams in memory.
pub struct MemoryJournal {
    inside: Mutex<Inside>,
    /// Each append takes a permit: tests hold them back.
    gate: Semaphore,
}

#[derive(Default)]
struct Inside {
    streams: HashMap<StreamName, Stream>,
    faults: VecDeque<Fault>,
    away: bool,
    /// Of all streams together; an entry's token is its number among them, so that nobody takes a
    /// token for a revision.
    appends: u64,
}

struct Stream {
    entries: Vec<Stored>,
    erased: bool,
    grown: watch::Sender<Revision>,
}

impl Default for Stream {
    fn default() -> Self {
        Self { entries: Vec::new(), erased: false, grown: watch::Sender::new(Revision(0)) }
    }
}

impl Default for MemoryJournal {
    fn default() -> Self {
        Self { inside: Mutex::default(), gate: Semaphore::new(Semaphore::MAX_PERMITS) }
    }
}

impl MemoryJournal {
    /// An empty journal, to be shared.
    pub fn shared() -> Arc<Self> {
        Arc::default()
    }

    /// Lets the next appends fail so, in this order.
    pub fn fail_next(&self, faults: impl IntoIterator<Item = Fault>) {
        self.inside().faults.extend(faults);
    }

    /// Lets every call fail from now on, or work again.
    pub fn set_away(&self, away: bool) {
        self.inside().away = away;
    }

    /// Holds every append back until [`MemoryJournal::let_through`].
    pub fn hold(&self) {
        self.gate.forget_permits(Semaphore::MAX_PERMITS);
    }

    /// Lets so many appends through.
    pub fn let_through(&self, appends: usize) {
        self.gate.add_permits(appends);
    }

    /// How many appends have been stored.
    pub fn appends(&self) -> u64 {
        self.inside().appends
    }

    /// A stream as it is stored, for tests that search it.
    pub fn stored(&self, stream: StreamName) -> Vec<Stored> {
        self.inside().streams.get(&stream).map(|s| s.entries.clone()).unwrap_or_default()
    }

    /// Puts other entries in place of a stream's, for tests that damage it.
    pub fn replace(&self, stream: StreamName, entries: Vec<Stored>) {
        self.inside().streams.entry(stream).or_default().entries = entries;
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    fn append(&mut self, stream: StreamName, at: Head, sealed: &[u8]) -> Result<Head, AppendError> {
        let stream = self.streams.entry(stream).or_default();
        if stream.erased {
            return Err(AppendError::Erased);
        }
        if stream.entries.last().map_or_else(Head::default, |last| last.head) != at {
            return Err(AppendError::Conflict);
        }
        self.appends += 1;
        let head = Head { revision: Revision(at.revision.0 + 1), token: self.appends };
        stream.entries.push(Stored { head, sealed: sealed.to_owned() });
        stream.grown.send_replace(head.revision);
        Ok(head)
    }
}

#[async_trait]
impl Journal for MemoryJournal {
    async fn append(
        &self,
        stream: StreamName,
        at: Head,
        sealed: &[u8],
    ) -> Result<Head, AppendError> {
        self.gate.acquire().await.map_err(|_| AppendError::Unavailable)?.forget();
        let fault = {
            let mut inside = self.inside();
            if inside.away {
                return Err(AppendError::Unavailable);
            }
            if sealed.len() > ENTRY_BYTES {
                return Err(AppendError::TooLarge);
            }
            inside.faults.pop_front()
        };
        match fault {
            None => self.inside().append(stream, at, sealed),
            Some(Fault::Unavailable) => Err(AppendError::Unavailable),
            Some(Fault::LostUnsaid) => Err(AppendError::Unknown),
            Some(Fault::StoredUnsaid) => {
                self.inside().append(stream, at, sealed)?;
                Err(AppendError::Unknown)
            }
            Some(Fault::Slow(time)) => {
                tokio::time::sleep(time).await;
                self.inside().append(stream, at, sealed)
            }
        }
    }

    async fn read(
        &self,
        stream: StreamName,
        after: Head,
        max: usize,
    ) -> Result<Vec<Stored>, ReadError> {
        let inside = self.inside();
        if inside.away {
            return Err(ReadError::Unavailable);
        }
        let Some(stream) = inside.streams.get(&stream) else { return Ok(Vec::new()) };
        if stream.erased {
            return Err(ReadError::Erased);
        }
        let later = stream.entries.iter().filter(|entry| entry.head.token > after.token);
        Ok(later.take(max).cloned().collect())
    }

    async fn follow(&self, stream: StreamName) -> watch::Receiver<Revision> {
        self.inside().streams.entry(stream).or_default().grown.subscribe()
    }

    async fn forget(&self, stream: StreamName) -> Result<(), ReadError> {
        let mut inside = self.inside();
        if inside.away {
            return Err(ReadError::Unavailable);
        }
        let stream = inside.streams.entry(stream).or_default();
        stream.entries.clear();
        stream.erased = true;
        Ok(())
    }
}
