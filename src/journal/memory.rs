//! A journal in memory, for tests and rehearsals; it fails on command.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

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
    appends: u64,
}

struct Stream {
    entries: Vec<Vec<u8>>,
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

    /// Turns one bit of a stored entry; `at` counts bits from the start of the entry.
    pub fn flip_bit(&self, stream: StreamName, revision: Revision, at: usize) {
        let mut inside = self.inside();
        let stream = inside.streams.get_mut(&stream).expect("the stream is there");
        stream.entries[revision.0 as usize - 1][at / 8] ^= 1 << (at % 8);
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().expect("no thread panics holding it")
    }
}

impl Inside {
    fn append(
        &mut self,
        name: StreamName,
        at: Head,
        sealed: &[u8],
        stored: bool,
    ) -> Result<Head, AppendError> {
        let stream = self.streams.entry(name).or_default();
        if stream.erased {
            return Err(AppendError::Erased);
        }
        if stream.entries.len() as u64 != at.revision.0 {
            return Err(AppendError::Conflict);
        }
        let head = head_of(at.revision.0 + 1);
        if stored {
            stream.entries.push(sealed.to_owned());
            stream.grown.send_replace(head.revision);
            self.appends += 1;
        }
        Ok(head)
    }
}

fn head_of(revision: u64) -> Head {
    Head { revision: Revision(revision), token: revision }
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
        let mut inside = self.inside();
        if inside.away {
            return Err(AppendError::Unavailable);
        }
        if sealed.len() > ENTRY_BYTES {
            return Err(AppendError::TooLarge);
        }
        match inside.faults.pop_front() {
            None => inside.append(stream, at, sealed, true),
            Some(Fault::Unavailable) => Err(AppendError::Unavailable),
            Some(Fault::LostUnsaid) => Err(AppendError::Unknown),
            Some(Fault::StoredUnsaid) => {
                inside.append(stream, at, sealed, true)?;
                Err(AppendError::Unknown)
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
        let first = after.revision.0 as usize;
        let entries = stream.entries.iter().enumerate().skip(first).take(max);
        Ok(entries
            .map(|(index, sealed)| Stored {
                head: head_of(index as u64 + 1),
                sealed: sealed.clone(),
            })
            .collect())
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
