//! The one thread that writes: all that waits is one transaction, synced before any answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use rusqlite::{Connection, ErrorCode, params};
use tokio::sync::{mpsc, oneshot, watch};

use crate::domain::id::{Revision, StreamName};
use crate::journal::{AppendError, Head, ReadError};

/// The most appends of one transaction.
const BATCH: usize = 256;

/// Something the writer is asked to do.
pub(super) enum Job {
    Append(Append),
    Forget { stream: StreamName, answer: oneshot::Sender<Result<(), ReadError>> },
}

/// One entry to be stored.
pub(super) struct Append {
    pub(super) stream: StreamName,
    pub(super) at: Revision,
    pub(super) sealed: Vec<u8>,
    pub(super) answer: oneshot::Sender<Result<Head, AppendError>>,
}

/// Who follows which stream.
#[derive(Default)]
pub(super) struct Grown {
    streams: Mutex<HashMap<StreamName, watch::Sender<Revision>>>,
}

impl Grown {
    pub(super) fn follow(&self, stream: StreamName) -> watch::Receiver<Revision> {
        let mut streams = self.streams.lock().expect("no thread panics holding it");
        streams.retain(|_, sender| sender.receiver_count() > 0);
        streams.entry(stream).or_insert_with(|| watch::Sender::new(Revision(0))).subscribe()
    }

    fn tell(&self, stream: StreamName, revision: Revision) {
        let streams = self.streams.lock().expect("no thread panics holding it");
        if let Some(sender) = streams.get(&stream) {
            sender.send_replace(revision);
        }
    }
}

/// The writer and its connection.
pub(super) struct Writer {
    connection: Connection,
    grown: Arc<Grown>,
    fails: watch::Sender<bool>,
}

impl Writer {
    pub(super) fn new(
        connection: Connection,
        grown: Arc<Grown>,
        fails: watch::Sender<bool>,
    ) -> Self {
        Self { connection, grown, fails }
    }

    /// Works until nobody can ask any more, or the disk has failed.
    pub(super) fn work(mut self, mut waiting: mpsc::Receiver<Job>) {
        let mut put_off = None;
        while let Some(job) = put_off.take().or_else(|| waiting.blocking_recv()) {
            let healthy = match job {
                Job::Append(first) => {
                    let mut batch = vec![first];
                    while batch.len() < BATCH {
                        match waiting.try_recv() {
                            Ok(Job::Append(next)) => batch.push(next),
                            Ok(other) => {
                                put_off = Some(other);
                                break;
                            }
                            Err(_) => break,
                        }
                    }
                    self.append_all(batch)
                }
                Job::Forget { stream, answer } => {
                    let forgotten = self.forget(stream);
                    let healthy = forgotten.as_ref().map_or_else(is_refusal, |()| true);
                    // Whoever asked may be gone.
                    let _ = answer.send(forgotten.map_err(|_| ReadError::Unavailable));
                    healthy
                }
            };
            if !healthy {
                self.fails.send_replace(true);
                return;
            }
        }
    }

    /// One transaction for all; answers once it is synced. False when the disk has failed.
    fn append_all(&mut self, batch: Vec<Append>) -> bool {
        let outcome = self.commit(&batch);
        match outcome {
            Ok(results) => {
                for (append, result) in batch.into_iter().zip(results) {
                    if let Ok(head) = result {
                        self.grown.tell(append.stream, head.revision);
                    }
                    let _ = append.answer.send(result);
                }
                true
            }
            Err(error) => {
                let refused = is_refusal(&error);
                // A full disk has stored nothing; of a failed one nobody can say.
                let told = if refused { AppendError::Unavailable } else { AppendError::Unknown };
                for append in batch {
                    let _ = append.answer.send(Err(told));
                }
                refused
            }
        }
    }

    fn commit(&mut self, batch: &[Append]) -> rusqlite::Result<Vec<Result<Head, AppendError>>> {
        let transaction = self.connection.transaction()?;
        let mut results = Vec::with_capacity(batch.len());
        {
            let mut erased =
                transaction.prepare_cached("SELECT 1 FROM erased WHERE stream = ?1")?;
            let mut last = transaction.prepare_cached(
                "SELECT coalesce(max(revision), 0) FROM entries WHERE stream = ?1",
            )?;
            let mut insert = transaction.prepare_cached(
                "INSERT INTO entries (stream, revision, sealed) VALUES (?1, ?2, ?3)",
            )?;
            for append in batch {
                let stream = params![append.stream.0];
                if erased.exists(stream)? {
                    results.push(Err(AppendError::Erased));
                    continue;
                }
                let head: i64 = last.query_row(params![append.stream.0], |row| row.get(0))?;
                if head != append.at.0 as i64 {
                    results.push(Err(AppendError::Conflict));
                    continue;
                }
                insert.execute(params![append.stream.0, head + 1, append.sealed])?;
                results.push(Ok(super::head_of(head + 1)));
            }
        }
        transaction.commit()?;
        Ok(results)
    }

    /// Rows gone and overwritten, a tombstone without content, the log truncated.
    fn forget(&mut self, stream: StreamName) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction()?;
        transaction.execute("DELETE FROM entries WHERE stream = ?1", params![stream.0])?;
        transaction
            .execute("INSERT OR IGNORE INTO erased (stream) VALUES (?1)", params![stream.0])?;
        transaction.commit()?;
        let busy: i64 =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 {
            return Ok(());
        }
        Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
            Some("a reader holds the write-ahead log".into()),
        ))
    }
}

/// Errors after which the disk is as it was: a full disk, a reader in the way.
fn is_refusal(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DiskFull | ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}
