//! Erased means erased: every byte of every file is searched.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::path::Path;
use std::sync::Arc;

use cercle::domain::id::{StreamName, Timestamp};
use cercle::journal::sealed::Ledger;
use cercle::journal::sqlite::SqliteJournal;
use cercle::journal::{Head, Journal};
use cercle::vault::Vault;
use cercle::vault::file::FileVault;
use cercle::vault::master::MasterKey;

const DAY: StreamName = StreamName([1; 16]);
const CYCLE: StreamName = StreamName([2; 16]);

/// How often some bytes stand in the files of a folder.
fn hits(folder: &Path, wanted: &[u8]) -> usize {
    let mut hits = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            hits += self::hits(&path, wanted);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            hits += bytes.windows(wanted.len()).filter(|window| *window == wanted).count();
        }
    }
    hits
}

#[tokio::test]
async fn of_a_forgotten_stream_no_byte_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Arc::new(SqliteJournal::open(&folder.path().join("journal.db")).unwrap());
    let vault = Arc::new(FileVault::open(&folder.path().join("vault")).unwrap());
    let master = MasterKey::load_or_create(&folder.path().join("master.key")).unwrap();
    let ledger = Ledger::new(journal.clone(), vault.clone(), &master);
    for stream in [DAY, CYCLE] {
        let mut tail = ledger.read::<String>(stream).await.unwrap().tail;
        for n in 0..60 {
            let words = format!("canary {n} {}", "words ".repeat(40));
            tail = ledger.append(&tail, Timestamp(n), &[words]).await.unwrap();
        }
    }
    // The words are sealed, so the sealed bytes and the wrapped key are what must go.
    let sealed = journal.read(DAY, Head::default(), 100).await.unwrap();
    let pieces: Vec<Vec<u8>> = sealed.iter().map(|stored| stored.sealed[25..57].to_vec()).collect();
    let key = vault.load(&format!("key/{DAY}")).await.unwrap().unwrap().value;
    assert_eq!(hits(folder.path(), b"canary"), 0);
    assert!(pieces.iter().all(|piece| hits(folder.path(), piece) > 0), "the search can find");

    ledger.forget(DAY).await.unwrap();

    let left: usize = pieces.iter().map(|piece| hits(folder.path(), piece)).sum();
    assert_eq!(left, 0, "sealed bytes of the forgotten day");
    assert_eq!(hits(folder.path(), &key), 0, "its wrapped key");
    assert_eq!(ledger.read::<String>(CYCLE).await.unwrap().entries.len(), 60);
}

#[tokio::test]
async fn a_destroyed_value_leaves_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let vault = FileVault::open(folder.path()).unwrap();
    let first = vault.store("box/a/b", None, b"canary-of-a-box").await.unwrap();
    vault.store("box/a/b", Some(first), b"second-canary").await.unwrap();
    assert_eq!(hits(folder.path(), b"canary-of-a-box"), 0, "what was replaced");
    vault.destroy("box/a/b").await.unwrap();
    assert_eq!(hits(folder.path(), b"canary"), 0);
}
