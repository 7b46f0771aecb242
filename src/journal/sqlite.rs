//! A journal in one SQLite file: one writer thread, group commit, fsync before every answer.

mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use rusqlite::{Connection, OpenFlags, params};
use tokio::sync::{mpsc, oneshot, watch};

use super::{AppendError, ENTRY_BYTES, Head, Journal, ReadError, Stored};
use crate::domain::id::{Revision, StreamName};
use writer::{Append, Job, Writer};

/// Jobs that may wait for the writer; beyond it an append waits at the door of the queue.
const QUEUE: usize = 1_024;
/// The oldest SQLite whose write-ahead log we trust.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Why the file cannot serve as a journal.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database says no.
    #[error("the journal cannot be opened: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A setting that durability or erasure rests on is not in force.
    #[error("the setting {0} is not in force")]
    Setting(&'static str),
    /// The library is too old.
    #[error("SQLite {0} is too old")]
    TooOld(String),
    /// The writer's thread could not be started.
    #[error("the writer could not be started: {0}")]
    Thread(#[from] std::io::Error),
}

/// Streams in one file.
pub struct SqliteJournal {
    jobs: mpsc::Sender<Job>,
    reader: Arc<Mutex<Connection>>,
    grown: Arc<writer::Grown>,
    failed: watch::Receiver<bool>,
    path: PathBuf,
}

impl SqliteJournal {
    /// Opens the file, made if it is not there, and asserts every setting that a promise rests on.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(OpenError::TooOld(rusqlite::version().to_owned()));
        }
        let connection = Connection::open(path)?;
        prepare(&connection)?;
        let reader = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        let (jobs, waiting) = mpsc::channel(QUEUE);
        let (fails, failed) = watch::channel(false);
        let grown = Arc::new(writer::Grown::default());
        let writer = Writer::new(connection, Arc::clone(&grown), fails);
        std::thread::Builder::new().name("journal".into()).spawn(move || writer.work(waiting))?;
        Ok(Self {
            jobs,
            reader: Arc::new(Mutex::new(reader)),
            grown,
            failed,
            path: path.to_owned(),
        })
    }

    /// Becomes true when the disk has failed a commit: nothing is acknowledged any more, and the
    /// process must end, since a page that could not be synced may pass for clean.
    pub fn failed(&self) -> watch::Receiver<bool> {
        self.failed.clone()
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn prepare(connection: &Connection) -> Result<(), OpenError> {
    connection.pragma_update(None, "auto_vacuum", "FULL")?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", "ON")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "cell_size_check", "ON")?;
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS entries (
             stream BLOB NOT NULL, revision INTEGER NOT NULL, sealed BLOB NOT NULL,
             PRIMARY KEY (stream, revision)) WITHOUT ROWID, STRICT;
         CREATE TABLE IF NOT EXISTS erased (stream BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID, STRICT;",
    )?;
    let text = |name: &str| {
        connection.pragma_query_value(None, name, |row| {
            row.get::<_, rusqlite::types::Value>(0).map(|value| match value {
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                _ => String::new(),
            })
        })
    };
    for (setting, wanted) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("secure_delete", "1"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
    ] {
        if text(setting)? != wanted {
            return Err(OpenError::Setting(setting));
        }
    }
    Ok(())
}

fn head_of(revision: i64) -> Head {
    let revision = u64::try_from(revision).unwrap_or(0);
    Head { revision: Revision(revision), token: revision }
}

fn read(
    reader: &Mutex<Connection>,
    stream: StreamName,
    after: Head,
    max: usize,
) -> Result<Vec<Stored>, ReadError> {
    let reader = reader.lock().map_err(|_| ReadError::Unavailable)?;
    let looked = || -> rusqlite::Result<Option<Vec<Stored>>> {
        let mut erased = reader.prepare_cached("SELECT 1 FROM erased WHERE stream = ?1")?;
        if erased.exists(params![stream.0])? {
            return Ok(None);
        }
        let mut entries = reader.prepare_cached(
            "SELECT revision, sealed FROM entries WHERE stream = ?1 AND revision > ?2
             ORDER BY revision LIMIT ?3",
        )?;
        let bounds = params![stream.0, after.revision.0 as i64, max as i64];
        let rows = entries.query_map(bounds, |row| {
            Ok(Stored { head: head_of(row.get(0)?), sealed: row.get(1)? })
        })?;
        rows.collect::<rusqlite::Result<_>>().map(Some)
    };
    looked().map_err(|_| ReadError::Unavailable)?.ok_or(ReadError::Erased)
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
        let append = Append { stream, at: at.revision, sealed: sealed.to_owned(), answer };
        self.jobs.send(Job::Append(append)).await.map_err(|_| AppendError::Unavailable)?;
        // The writer ends only with the process: what it had in hand may or may not be stored.
        answered.await.map_err(|_| AppendError::Unknown)?
    }

    async fn read(
        &self,
        stream: StreamName,
        after: Head,
        max: usize,
    ) -> Result<Vec<Stored>, ReadError> {
        let reader = Arc::clone(&self.reader);
        tokio::task::spawn_blocking(move || read(&reader, stream, after, max))
            .await
            .map_err(|_| ReadError::Unavailable)?
    }

    async fn follow(&self, stream: StreamName) -> watch::Receiver<Revision> {
        self.grown.follow(stream)
    }

    async fn forget(&self, stream: StreamName) -> Result<(), ReadError> {
        let (answer, answered) = oneshot::channel();
        let forget = Job::Forget { stream, answer };
        self.jobs.send(forget).await.map_err(|_| ReadError::Unavailable)?;
        answered.await.map_err(|_| ReadError::Unavailable)?
    }
}
