//! Every journal and every vault keeps the same promises.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::sync::Arc;

use cercle::domain::id::{Revision, StreamName, Timestamp};
use cercle::journal::memory::{Fault, MemoryJournal};
use cercle::journal::sealed::{Ledger, LedgerError};
use cercle::journal::sqlite::SqliteJournal;
use cercle::journal::{AppendError, Head, Journal, ReadError};
use cercle::vault::file::FileVault;
use cercle::vault::master::MasterKey;
use cercle::vault::memory::MemoryVault;
use cercle::vault::{Vault, VaultError};

const STREAM: StreamName = StreamName([7; 16]);
const OTHER: StreamName = StreamName([8; 16]);

/// Each journal, with the folder it lives in, if any.
fn journals() -> Vec<(Arc<dyn Journal>, Option<tempfile::TempDir>)> {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = SqliteJournal::open(&folder.path().join("journal.db")).unwrap();
    vec![(MemoryJournal::shared(), None), (Arc::new(sqlite), Some(folder))]
}

fn vaults() -> Vec<(Arc<dyn Vault>, Option<tempfile::TempDir>)> {
    let folder = tempfile::tempdir().unwrap();
    let file = FileVault::open(folder.path()).unwrap();
    vec![(Arc::new(MemoryVault::default()), None), (Arc::new(file), Some(folder))]
}

#[tokio::test]
async fn entries_come_back_in_order() {
    for (journal, _folder) in journals() {
        let mut head = Head::default();
        for n in 0..5_u8 {
            head = journal.append(STREAM, head, &[n]).await.unwrap();
            assert_eq!(head.revision, Revision(u64::from(n) + 1));
        }
        let all = journal.read(STREAM, Head::default(), 100).await.unwrap();
        assert_eq!(all.iter().map(|stored| stored.sealed[0]).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        let page = journal.read(STREAM, all[1].head, 2).await.unwrap();
        assert_eq!(page.iter().map(|stored| stored.sealed[0]).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(journal.read(OTHER, Head::default(), 10).await.unwrap(), vec![]);
    }
}

#[tokio::test]
async fn of_all_appends_at_one_head_one_is_stored() {
    for (journal, _folder) in journals() {
        let racing = (0..40_u8).map(|n| {
            let journal = journal.clone();
            tokio::spawn(async move { journal.append(STREAM, Head::default(), &[n]).await })
        });
        let mut stored = 0;
        for outcome in racing.collect::<Vec<_>>() {
            match outcome.await.unwrap() {
                Ok(_) => stored += 1,
                Err(error) => assert_eq!(error, AppendError::Conflict),
            }
        }
        assert_eq!(stored, 1);
        assert_eq!(journal.read(STREAM, Head::default(), 100).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_head_ahead_of_the_stream_is_a_conflict() {
    for (journal, _folder) in journals() {
        let ahead = Head { revision: Revision(3), token: 3 };
        assert_eq!(journal.append(STREAM, ahead, b"x").await, Err(AppendError::Conflict));
    }
}

#[tokio::test]
async fn a_forgotten_stream_takes_and_gives_nothing() {
    for (journal, _folder) in journals() {
        let head = journal.append(STREAM, Head::default(), b"words").await.unwrap();
        journal.append(OTHER, Head::default(), b"others").await.unwrap();
        journal.forget(STREAM).await.unwrap();
        journal.forget(STREAM).await.unwrap();
        assert_eq!(journal.read(STREAM, Head::default(), 9).await, Err(ReadError::Erased));
        assert_eq!(journal.append(STREAM, head, b"more").await, Err(AppendError::Erased));
        let fresh = journal.append(STREAM, Head::default(), b"again").await;
        assert_eq!(fresh, Err(AppendError::Erased));
        assert_eq!(journal.read(OTHER, Head::default(), 9).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_follower_hears_of_growth() {
    for (journal, _folder) in journals() {
        let mut grown = journal.follow(STREAM).await;
        journal.append(STREAM, Head::default(), b"x").await.unwrap();
        grown.wait_for(|revision| *revision == Revision(1)).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    {
        let journal = SqliteJournal::open(&path).unwrap();
        journal.append(STREAM, Head::default(), b"kept").await.unwrap();
    }
    let journal = SqliteJournal::open(&path).unwrap();
    assert_eq!(journal.read(STREAM, Head::default(), 9).await.unwrap()[0].sealed, b"kept");
}

#[tokio::test]
async fn a_value_is_replaced_only_where_expected() {
    for (vault, _folder) in vaults() {
        assert_eq!(vault.load("box/a/b").await.unwrap(), None);
        assert_eq!(vault.store("box/a/b", Some(1), b"x").await, Err(VaultError::Conflict));
        let first = vault.store("box/a/b", None, b"one").await.unwrap();
        assert_eq!(vault.store("box/a/b", None, b"two").await, Err(VaultError::Conflict));
        let second = vault.store("box/a/b", Some(first), b"two").await.unwrap();
        assert_eq!(vault.store("box/a/b", Some(first), b"three").await, Err(VaultError::Conflict));
        let kept = vault.load("box/a/b").await.unwrap().unwrap();
        assert_eq!((kept.version, kept.value.as_slice()), (second, b"two".as_slice()));
        vault.store("box/a-c", None, b"").await.unwrap();
        vault.store("key/a", None, b"").await.unwrap();
        assert_eq!(vault.names("box/").await.unwrap(), ["box/a-c", "box/a/b"]);
        vault.destroy("box/a/b").await.unwrap();
        vault.destroy("box/a/b").await.unwrap();
        assert_eq!(vault.load("box/a/b").await.unwrap(), None);
        assert_eq!(vault.names("box/").await.unwrap(), ["box/a-c"]);
    }
}

fn ledger(journal: Arc<dyn Journal>) -> Ledger {
    Ledger::new(journal, Arc::new(MemoryVault::default()), &MasterKey::from_bytes([3; 32]))
}

async fn write(ledger: &Ledger, texts: &[&str]) {
    let mut tail = ledger.read::<String>(STREAM).await.unwrap().tail;
    for (n, text) in texts.iter().enumerate() {
        let events = [(*text).to_owned()];
        tail = ledger.append(&tail, Timestamp(n as i64), &events).await.unwrap();
    }
}

#[tokio::test]
async fn a_ledger_reads_what_it_wrote_and_stores_none_of_the_words() {
    for (journal, _folder) in journals() {
        let ledger = ledger(journal.clone());
        write(&ledger, &["canary-one", "canary-two"]).await;
        let read = ledger.read::<String>(STREAM).await.unwrap();
        assert_eq!(read.tail.revision(), Revision(2));
        let texts: Vec<&str> = read.entries.iter().map(|entry| entry.events[0].as_str()).collect();
        assert_eq!(texts, ["canary-one", "canary-two"]);
        for stored in journal.read(STREAM, Head::default(), 9).await.unwrap() {
            assert!(!String::from_utf8_lossy(&stored.sealed).contains("canary"));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_lost_stores_the_entry_once() {
    for fault in [Fault::StoredUnsaid, Fault::LostUnsaid] {
        let journal = MemoryJournal::shared();
        let ledger = ledger(journal.clone());
        journal.fail_next([fault, Fault::LostUnsaid, Fault::Unavailable]);
        write(&ledger, &["once"]).await;
        assert_eq!(ledger.read::<String>(STREAM).await.unwrap().entries.len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn any_turned_bit_is_found() {
    let journal = MemoryJournal::shared();
    let ledger = ledger(journal.clone());
    write(&ledger, &["a", "b", "c", "d"]).await;
    let lengths: Vec<usize> = journal
        .read(STREAM, Head::default(), 9)
        .await
        .unwrap()
        .iter()
        .map(|stored| stored.sealed.len() * 8)
        .collect();
    for (index, bits) in lengths.into_iter().enumerate() {
        let revision = Revision(index as u64 + 1);
        // Every seventh bit visits every byte and every place within one.
        for bit in (0..bits).step_by(7) {
            journal.flip_bit(STREAM, revision, bit);
            let read = ledger.read::<String>(STREAM).await;
            assert!(
                matches!(read, Err(LedgerError::Damaged(at)) if at == revision),
                "bit {bit} of {revision:?} passed"
            );
            journal.flip_bit(STREAM, revision, bit);
        }
    }
    assert!(ledger.read::<String>(STREAM).await.is_ok());
}

#[tokio::test]
async fn an_entry_of_another_place_does_not_open() {
    let journal = MemoryJournal::shared();
    let ledger = ledger(journal.clone());
    write(&ledger, &["a", "b", "c"]).await;
    let stored = journal.read(STREAM, Head::default(), 9).await.unwrap();
    // The same key, the middle entry missing: the chain does not close.
    let moved = MemoryJournal::shared();
    let mut head = Head::default();
    for sealed in [&stored[0].sealed, &stored[2].sealed] {
        head = moved.append(STREAM, head, sealed).await.unwrap();
    }
    let vault = Arc::new(MemoryVault::default());
    let master = MasterKey::from_bytes([3; 32]);
    let first = Ledger::new(journal, vault.clone(), &master);
    // A ledger with another vault has no key for the stream at all.
    assert!(matches!(first.read::<String>(STREAM).await, Err(LedgerError::Damaged(Revision(1)))));
    let other = Ledger::new(moved, vault, &master);
    assert!(other.read::<String>(STREAM).await.is_err());
}
