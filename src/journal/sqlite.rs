//! A journal in one SQLite file, for one machine.
//!
//! One thread writes; every append that waits goes into its next transaction, whatever its stream.
//! Readers have connections of their own and never touch an asynchronous worker.

mod settings;
mod writer;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::{mpsc, oneshot, watch};

use super::{AppendError, ENTRY_BYTES, Head, Journal, ReadError, Stored};
use crate::domain::id::{Revision, StreamName};
use writer::{Job, Writer};

/// Jobs that may wait for the writer. A room has one append in flight, so this is as many rooms as
/// can be busy at once; beyond it an append is refused as `Unavailable`.
const QUEUE: usize = 4_096;
/// A page of a read ends after so many bytes, however few its entries.
const PAGE_BYTES: usize = 4 * 1024 * 1024;
/// Reading connections kept open.
const READERS: usize = 4;

/// Why the journal cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The library is older than the first without a fault that matters here.
    #[error("SQLite {0} is too old: 3.51.3 or later is needed")]
    TooOld(&'static str),
    /// A setting on which durability or erasure rests did not take.
    #[error("SQLite did not accept {0}")]
    Setting(&'static str),
    /// Written by a later version of the house, or by another program.
    #[error("the journal file has format {0}, this program reads format {expected}", expected = settings::FORMAT)]
    Format(i64),
    /// SQLite says no.
    #[error("the journal file: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The system says no.
    #[error("the journal file: {0}")]
    File(#[from] io::Error),
}

/// The journal. Dropped, it finishes what waits and closes the file.
pub struct SqliteJournal {
    jobs: Option<mpsc::Sender<Job>>,
    writer: Option<std::thread::JoinHandle<()>>,
    readers: Arc<Readers>,
    followed: Arc<Followed>,
    failed: watch::Receiver<bool>,
}

/// Reading connections at rest.
struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

/// Streams somebody follows.
#[derive(Default)]
struct Followed(Mutex<HashMap<StreamName, watch::Sender<Revision>>>);

impl SqliteJournal {
    /// Opens the file, making it if need be, and asserts every setting.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let connection = settings::open_to_write(path)?;
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (failed, watched) = watch::channel(false);
        let followed = Arc::new(Followed::default());
        let writer = Writer::new(connection, queue, failed, Arc::clone(&followed));
        let thread =
            std::thread::Builder::new().name("journal".into()).spawn(move || writer.run())?;
        let readers = Readers { path: path.to_owned(), idle: Mutex::default() };
        readers.put_back(readers.take()?);
        Ok(Self {
            jobs: Some(jobs),
            writer: Some(thread),
            readers: Arc::new(readers),
            followed,
            failed: watched,
        })
    }

    /// True for ever once the disk has failed: nothing is acknowledged any more, and the process
    /// must end (with code 70), so that the next one reads what is really there.
    pub fn failed(&self) -> watch::Receiver<bool> {
        self.failed.clone()
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.readers.path
    }

    /// Lets the file have so many pages at most, as if the disk ended there; or as many as there
    /// is room for.
    pub async fn bound_pages(&self, pages: Option<u32>) {
        let (answer, answered) = oneshot::channel();
        if self.send(Job::Bound { pages, answer }).is_ok() {
            let _ = answered.await;
        }
    }

    fn send(&self, job: Job) -> Result<(), ()> {
        let jobs = self.jobs.as_ref().ok_or(())?;
        jobs.try_send(job).map_err(|_| ())
    }

    /// Runs one read off the asynchronous workers.
    async fn reading<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, ReadError> {
        let readers = Arc::clone(&self.readers);
        tokio::task::spawn_blocking(move || {
            let connection = readers.take().map_err(|_| ReadError::Unavailable)?;
            let answer = read(&connection).map_err(|_| ReadError::Unavailable)?;
            readers.put_back(connection);
            Ok(answer)
        })
        .await
        .unwrap_or(Err(ReadError::Unavailable))
    }
}

impl Drop for SqliteJournal {
    fn drop(&mut self) {
        self.jobs.take();
        self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

#[async_trait]
impl Journal for SqliteJournal {
    async fn append(
        &self,
        stream: StreamName,
        at: Head,
        sealed: &[u8],
    ) -> Result<Head, AppendError> {
        if sealed.len() > ENTRY_BYTES {
            return Err(AppendError::TooLarge);
        }
        let (answer, answered) = oneshot::channel();
        let job = Job::Append { stream, at, sealed: sealed.to_vec(), answer };
        self.send(job).map_err(|()| AppendError::Unavailable)?;
        answered.await.unwrap_or(Err(AppendError::Unknown))
    }

    async fn read(
        &self,
        stream: StreamName,
        after: Head,
        max: usize,
    ) -> Result<Vec<Stored>, ReadError> {
        let page = self.reading(move |connection| page(connection, stream, after, max)).await?;
        page.ok_or(ReadError::Erased)
    }

    async fn follow(&self, stream: StreamName) -> watch::Receiver<Revision> {
        let newest = self.reading(move |connection| writer::head_of(connection, stream)).await;
        self.followed.follow(stream, newest.unwrap_or_default())
    }

    async fn forget(&self, stream: StreamName) -> Result<(), ReadError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::Forget { stream, answer }).map_err(|()| ReadError::Unavailable)?;
        answered.await.unwrap_or(Err(ReadError::Unavailable))
    }
}

impl Readers {
    fn take(&self) -> Result<Connection, OpenError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| settings::open_to_read(&self.path), Ok)
    }

    fn put_back(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < READERS {
            idle.push(connection);
        }
    }
}

impl Followed {
    fn follow(&self, stream: StreamName, newest: Revision) -> watch::Receiver<Revision> {
        let mut followed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        followed.retain(|_, sender| sender.receiver_count() > 0);
        followed.entry(stream).or_insert_with(|| watch::Sender::new(newest)).subscribe()
    }

    /// Tells followers; a revision never goes back.
    fn grown(&self, stream: StreamName, to: Revision) {
        let followed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = followed.get(&stream) {
            sender.send_if_modified(|newest| {
                let grew = to > *newest;
                *newest = to.max(*newest);
                grew
            });
        }
    }
}

/// One page of a stream, or nothing if it has been forgotten: both from one snapshot.
fn page(
    connection: &Connection,
    stream: StreamName,
    after: Head,
    max: usize,
) -> rusqlite::Result<Option<Vec<Stored>>> {
    let snapshot = connection.unchecked_transaction()?;
    if is_forgotten(&snapshot, stream)? {
        return Ok(None);
    }
    let mut statement = snapshot.prepare_cached(
        "SELECT revision, sealed FROM entries WHERE stream = ?1 AND revision > ?2
         ORDER BY revision LIMIT ?3",
    )?;
    let limit = i64::try_from(max).unwrap_or(i64::MAX);
    let mut rows = statement.query(params![stream.0, row_of(after.revision), limit])?;
    let mut page = Vec::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let revision: i64 = row.get(0)?;
        let sealed: Vec<u8> = row.get(1)?;
        bytes += sealed.len();
        page.push(Stored { head: head_at(revision.cast_unsigned()), sealed });
        if bytes >= PAGE_BYTES {
            break;
        }
    }
    Ok(Some(page))
}

fn is_forgotten(connection: &Connection, stream: StreamName) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM erased WHERE stream = ?1")?
        .query_row([stream.0], |_| Ok(()))
        .optional()
        .map(|row| row.is_some())
}

/// A revision as the file spells it.
fn row_of(revision: Revision) -> i64 {
    revision.0.cast_signed()
}

/// Here a token is the revision.
fn head_at(revision: u64) -> Head {
    Head { revision: Revision(revision), token: revision }
}
