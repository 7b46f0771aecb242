//! The one thread that writes: a transaction for all that waits, fsync, then the answers.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use tokio::sync::{mpsc, oneshot, watch};

use super::{AppendError, Followed, Head, ReadError, head_at, is_forgotten, row_of};
use crate::domain::id::{Revision, StreamName};

/// Appends of one transaction: beyond it the first ones would wait too long for their answer.
const BATCH: usize = 512;
/// Bytes appended after which the write-ahead log is copied back into the file.
const LOG_BYTES: usize = 4 * 1024 * 1024;
/// Pages of the log, 4 KiB each, from which on an operator should know: 64 MiB.
const ALARMING_PAGES: i64 = 16 * 1024;
/// As many pages as a file of SQLite may have.
const MOST_PAGES: u32 = 4_294_967_294;
/// How long forgetting waits for readers to leave the write-ahead log, before it says that it
/// could not finish.
const PATIENCE: Duration = Duration::from_secs(5);

/// Something for the writer to do.
pub(super) enum Job {
    Append {
        stream: StreamName,
        at: Head,
        sealed: Vec<u8>,
        answer: oneshot::Sender<Result<Head, AppendError>>,
    },
    Bound {
        pages: Option<u32>,
        answer: oneshot::Sender<()>,
    },
    Forget {
        stream: StreamName,
        answer: oneshot::Sender<Result<(), ReadError>>,
    },
}

/// An append that is part of the transaction at hand.
struct Waiting {
    stream: StreamName,
    at: Head,
    sealed: Vec<u8>,
    answer: oneshot::Sender<Result<Head, AppendError>>,
}

pub(super) struct Writer {
    connection: Connection,
    queue: mpsc::Receiver<Job>,
    failed: watch::Sender<bool>,
    followed: Arc<Followed>,
    since_checkpoint: usize,
}

/// Why a transaction did not happen.
enum Failure {
    /// It was rolled back and the disk is sound: a full disk, say.
    Refused,
    /// It was rolled back because a page it touched is damaged; others may be sound.
    Damaged,
    /// Nobody knows what the disk holds now.
    Disk,
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error() else { return Failure::Disk };
        match code.code {
            ErrorCode::DiskFull
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::OutOfMemory
            | ErrorCode::TooBig
            | ErrorCode::ConstraintViolation => Failure::Refused,
            ErrorCode::DatabaseCorrupt => Failure::Damaged,
            // The log's index could not grow: the disk is full, and nothing was written.
            _ if code.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE => Failure::Refused,
            _ => Failure::Disk,
        }
    }
}

impl Writer {
    pub(super) fn new(
        connection: Connection,
        queue: mpsc::Receiver<Job>,
        failed: watch::Sender<bool>,
        followed: Arc<Followed>,
    ) -> Self {
        Self { connection, queue, failed, followed, since_checkpoint: 0 }
    }

    /// Works until every handle is gone.
    pub(super) fn run(mut self) {
        let mut next = self.queue.blocking_recv();
        while let Some(job) = next.take() {
            match job {
                Job::Forget { stream, answer } => {
                    let _ = answer.send(self.forget(stream));
                    next = self.queue.blocking_recv();
                }
                Job::Bound { pages, answer } => {
                    let pages = pages.unwrap_or(MOST_PAGES);
                    let _ = self.connection.pragma_update(None, "max_page_count", pages);
                    let _ = answer.send(());
                    next = self.queue.blocking_recv();
                }
                Job::Append { stream, at, sealed, answer } => {
                    let first = Waiting { stream, at, sealed, answer };
                    let (batch, rest) = self.gather(first);
                    self.commit(batch);
                    next = match rest {
                        Some(job) => Some(job),
                        None => self.queue.blocking_recv(),
                    };
                }
            }
        }
        let _ = self.empty_log();
    }

    /// Every append that waits behind the first, up to the next job of another sort.
    fn gather(&mut self, first: Waiting) -> (Vec<Waiting>, Option<Job>) {
        let mut batch = vec![first];
        while batch.len() < BATCH {
            match self.queue.try_recv() {
                Ok(Job::Append { stream, at, sealed, answer }) => {
                    batch.push(Waiting { stream, at, sealed, answer });
                }
                Ok(other) => return (batch, Some(other)),
                Err(_) => break,
            }
        }
        (batch, None)
    }

    /// One transaction for the whole batch. Nobody is answered before it is on the disk.
    fn commit(&mut self, batch: Vec<Waiting>) {
        if *self.failed.borrow() {
            return answer_all(batch, AppendError::Unavailable);
        }
        let bytes = batch.iter().map(|waiting| waiting.sealed.len()).sum();
        match self.transact(&batch) {
            Ok(outcomes) => {
                for (waiting, outcome) in batch.into_iter().zip(outcomes) {
                    if let Ok(head) = outcome {
                        self.followed.grown(waiting.stream, head.revision);
                    }
                    let _ = waiting.answer.send(outcome);
                }
                self.shorten_log(bytes);
            }
            Err(Failure::Damaged) if batch.len() > 1 => {
                // One stream's damage is one stream's.
                batch.into_iter().for_each(|waiting| self.commit(vec![waiting]));
            }
            Err(Failure::Refused | Failure::Damaged) => {
                answer_all(batch, AppendError::Unavailable);
            }
            Err(Failure::Disk) => {
                self.stop();
                answer_all(batch, AppendError::Unknown);
            }
        }
    }

    fn transact(&mut self, batch: &[Waiting]) -> Result<Vec<Result<Head, AppendError>>, Failure> {
        let transaction = self.connection.transaction()?;
        let mut heads = HashMap::new();
        let mut outcomes = Vec::with_capacity(batch.len());
        for waiting in batch {
            outcomes.push(append(&transaction, waiting, &mut heads)?);
        }
        transaction.commit()?;
        Ok(outcomes)
    }

    /// Deletes the rows and leaves a tombstone; then writes the file anew and empties the log, since
    /// copies may lie in both.
    fn forget(&mut self, stream: StreamName) -> Result<(), ReadError> {
        if *self.failed.borrow() {
            return Err(ReadError::Unavailable);
        }
        let forgotten =
            self.delete(stream).and_then(|()| self.rewrite()).and_then(|()| self.empty_log());
        if matches!(forgotten, Err(Failure::Disk)) {
            self.stop();
        }
        forgotten.map_err(|_| ReadError::Unavailable)
    }

    fn delete(&mut self, stream: StreamName) -> Result<(), Failure> {
        let transaction = self.connection.transaction()?;
        transaction
            .prepare_cached("INSERT OR IGNORE INTO erased (stream) VALUES (?1)")?
            .execute([stream.0])?;
        transaction.prepare_cached("DELETE FROM entries WHERE stream = ?1")?.execute([stream.0])?;
        transaction.commit()?;
        Ok(())
    }

    /// Writes the file anew from the rows that are left. SQLite overwrites the rows it deletes, but not
    /// the copies that it left in the gaps of a page when it moved rows to another. Where there is no
    /// room for that, or a page is damaged, they stay until it can be done: their key does not wait.
    fn rewrite(&mut self) -> Result<(), Failure> {
        match self.connection.execute_batch("VACUUM").map_err(Failure::from) {
            Err(Failure::Refused | Failure::Damaged) => {
                tracing::warn!("the journal's file could not be written anew");
                Ok(())
            }
            done => done,
        }
    }

    /// Copies the log back into the file and cuts it to nothing.
    fn empty_log(&mut self) -> Result<(), Failure> {
        let until = Instant::now() + PATIENCE;
        loop {
            let (busy, _) = self.checkpoint("PRAGMA wal_checkpoint(TRUNCATE)")?;
            if !busy {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(Failure::Refused);
            }
        }
    }

    /// Copies the log back when it has grown; a reader in the way puts it off, nothing more.
    fn shorten_log(&mut self, appended: usize) {
        self.since_checkpoint += appended;
        if self.since_checkpoint < LOG_BYTES {
            return;
        }
        self.since_checkpoint = 0;
        match self.checkpoint("PRAGMA wal_checkpoint(PASSIVE)") {
            Ok((_, pages)) if pages > ALARMING_PAGES => {
                tracing::warn!(pages, "the journal's write-ahead log cannot be shortened");
            }
            Ok(_) | Err(Failure::Refused | Failure::Damaged) => {}
            Err(Failure::Disk) => self.stop(),
        }
    }

    /// The disk has failed: nothing is acknowledged any more.
    fn stop(&self) {
        tracing::error!("the journal's disk has failed; nothing is acknowledged any more");
        self.failed.send_replace(true);
    }

    /// Whether readers were in the way, and how many pages the log had.
    fn checkpoint(&mut self, statement: &str) -> Result<(bool, i64), Failure> {
        let mut statement = self.connection.prepare_cached(statement)?;
        let answer = statement
            .query_row([], |row| Ok((row.get::<_, i64>(0)? != 0, row.get::<_, i64>(1)?)))?;
        Ok(answer)
    }
}

/// Puts one entry where it is expected, knowing the heads that this transaction has moved.
fn append(
    transaction: &Connection,
    waiting: &Waiting,
    heads: &mut HashMap<StreamName, Head>,
) -> Result<Result<Head, AppendError>, Failure> {
    let stream = waiting.stream;
    if is_forgotten(transaction, stream)? {
        return Ok(Err(AppendError::Erased));
    }
    let head = match heads.get(&stream) {
        Some(head) => *head,
        None => head_at(head_of(transaction, stream)?.0),
    };
    if head != waiting.at {
        return Ok(Err(AppendError::Conflict));
    }
    let next = head_at(head.revision.0 + 1);
    transaction
        .prepare_cached("INSERT INTO entries (stream, revision, sealed) VALUES (?1, ?2, ?3)")?
        .execute(params![stream.0, row_of(next.revision), waiting.sealed])?;
    heads.insert(stream, next);
    Ok(Ok(next))
}

/// How many entries a stream holds.
pub(super) fn head_of(connection: &Connection, stream: StreamName) -> rusqlite::Result<Revision> {
    connection
        .prepare_cached(
            "SELECT revision FROM entries WHERE stream = ?1 ORDER BY revision DESC LIMIT 1",
        )?
        .query_row([stream.0], |row| row.get::<_, i64>(0))
        .optional()
        .map(|revision| Revision(revision.unwrap_or(0).cast_unsigned()))
}

fn answer_all(batch: Vec<Waiting>, error: AppendError) {
    for waiting in batch {
        let _ = waiting.answer.send(Err(error));
    }
}
