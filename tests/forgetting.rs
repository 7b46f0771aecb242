//! Forgotten means forgotten: after it, every byte of every file is searched.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod support;

use std::path::Path;
use std::sync::Arc;

use cercle::domain::id::{StreamName, Timestamp};
use cercle::journal::{
    AppendError, Head, Journal, Ledger, LedgerError, ReadError, Recorded, SqliteJournal,
};
use cercle::vault::{FileVault, MasterKey, Vault};
use support::{Chance, hits};

fn stream(n: u8) -> StreamName {
    StreamName([n; 16])
}

/// A house on the disk.
struct House {
    journal: Arc<SqliteJournal>,
    vault: Arc<FileVault>,
    ledger: Ledger,
}

fn house(folder: &Path) -> House {
    let journal = Arc::new(SqliteJournal::open(&folder.join("journal.db")).unwrap());
    let vault = Arc::new(FileVault::open(&folder.join("vault")).unwrap());
    let master = MasterKey::load_or_create(&folder.join("master.key")).unwrap();
    let ledger = Ledger::new(journal.clone(), vault.clone(), &master);
    House { journal, vault, ledger }
}

async fn written(ledger: &Ledger, stream: StreamName, count: i64) -> Recorded<String> {
    let mut tail = ledger.read::<String>(stream).await.unwrap().tail;
    for n in 0..count {
        tail = ledger.append(&tail, Timestamp(n), &[format!("said {n}")]).await.unwrap();
    }
    ledger.read(stream).await.unwrap()
}

#[tokio::test]
async fn no_word_lies_open_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    written(&house.ledger, stream(1), 20).await;
    assert_eq!(hits(folder.path(), &[b"said"]), Vec::<String>::new());
}

#[tokio::test]
async fn sqlite_leaves_no_byte_of_a_forgotten_stream() {
    forgets_all(Chance::seeded()).await;
}

/// Here rows were moved to another page, and a copy stayed in the gap that they left.
#[tokio::test]
async fn sqlite_leaves_no_byte_in_the_gaps_of_its_pages() {
    forgets_all(Chance::that_found(251_164_313_713_995)).await;
}

/// Not sealed here: what is searched for is what the journal itself leaves behind.
async fn forgets_all(mut chance: Chance) {
    let folder = tempfile::tempdir().unwrap();
    let journal = SqliteJournal::open(&folder.path().join("journal.db")).unwrap();
    let mut heads = [Head::default(); 12];
    for n in 0..1_500 {
        let early = usize::from(n > 700);
        let of = early + chance.below(12 - early);
        let canary = if of < 6 { "CANARY-to-forget" } else { "CANARY-to-keep" };
        let length = if n % 40 == 0 { 9_000 } else { chance.below(400) };
        let text = format!("{}{canary}-{n}", "x".repeat(length));
        heads[of] = journal.append(stream(of as u8), heads[of], text.as_bytes()).await.unwrap();
        if n == 700 {
            journal.forget(stream(0)).await.unwrap();
        }
    }
    for n in 0..6 {
        journal.forget(stream(n)).await.unwrap();
    }
    assert_eq!(hits(folder.path(), &[b"CANARY-to-forget"]), Vec::<String>::new());
    let kept = hits(folder.path(), &[b"CANARY-to-keep"]);
    assert!(!kept.is_empty(), "the search finds what is there");
}

/// The file cannot be written anew then; what is forgotten is forgotten all the same.
#[tokio::test]
async fn a_stream_is_forgotten_beside_another_that_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = SqliteJournal::open(&path).unwrap();
    for (n, word) in [(1, "to-forget"), (2, "damaged")] {
        let mut head = Head::default();
        for _ in 0..100 {
            head = journal.append(stream(n), head, word.repeat(40).as_bytes()).await.unwrap();
        }
    }
    drop(journal);
    damage_the_page_of(&path, b"damageddamaged");

    let journal = SqliteJournal::open(&path).unwrap();
    journal.forget(stream(1)).await.unwrap();
    assert_eq!(journal.read(stream(1), Head::default(), 1).await.err(), Some(ReadError::Erased));
    assert_eq!(hits(folder.path(), &[b"to-forget"]), Vec::<String>::new());
}

/// Spoils the last page on which some bytes lie.
fn damage_the_page_of(path: &Path, bytes: &[u8]) {
    const PAGE: usize = 4_096;
    let mut file = std::fs::read(path).unwrap();
    let at = file.windows(bytes.len()).rposition(|window| window == bytes).unwrap();
    file[at / PAGE * PAGE..][..8].fill(0xff);
    std::fs::write(path, file).unwrap();
}

#[tokio::test]
async fn a_forgotten_stream_leaves_neither_words_nor_key() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    let recorded = written(&house.ledger, stream(1), 200).await;
    written(&house.ledger, stream(2), 5).await;
    let wrapped = house.vault.load(&format!("key/{}", stream(1))).await.unwrap().unwrap().value;
    let sealed = house.journal.read(stream(1), Head::default(), 1_000).await.unwrap();
    let mut needles: Vec<&[u8]> = vec![&wrapped[..], &wrapped[25..41], b"said"];
    needles.extend(sealed.iter().map(|entry| &entry.sealed[25..45]));
    assert!(!hits(folder.path(), &needles).is_empty(), "the search finds what is there");

    for _ in 0..2 {
        house.ledger.forget(stream(1)).await.unwrap();
    }
    assert_eq!(hits(folder.path(), &needles), Vec::<String>::new());
    let read = house.ledger.read::<String>(stream(1)).await;
    assert_eq!(read.err(), Some(LedgerError::Erased));
    for tail in [&recorded.tail, &house.ledger.read::<String>(stream(3)).await.unwrap().tail] {
        let late = house.ledger.append(tail, Timestamp(9), &["late".to_owned()]).await;
        assert_eq!(late.is_ok(), tail.stream() == stream(3));
    }
    assert_eq!(house.ledger.read::<String>(stream(2)).await.unwrap().entries.len(), 5);
}

/// Whoever read an empty stream before it was forgotten must not leave a key for it.
#[tokio::test]
async fn a_first_append_that_comes_too_late_leaves_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    let tail = house.ledger.read::<String>(stream(1)).await.unwrap().tail;
    house.ledger.forget(stream(1)).await.unwrap();
    let late = house.ledger.append(&tail, Timestamp(1), &["late".to_owned()]).await;
    assert_eq!(late.err(), Some(AppendError::Erased));
    assert_eq!(house.vault.names("key/").await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_value_of_the_vault_leaves_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let vault = FileVault::open(folder.path()).unwrap();
    let first = vault.store("box/a/b", None, b"canary-of-a-box").await.unwrap();
    vault.store("box/a/b", Some(first), b"second-canary").await.unwrap();
    assert_eq!(
        hits(folder.path(), &[b"canary-of-a-box"]),
        Vec::<String>::new(),
        "what was replaced"
    );
    assert_eq!(hits(folder.path(), &[b"second-canary"]).len(), 1);
    vault.destroy("box/a/b").await.unwrap();
    assert_eq!(hits(folder.path(), &[b"canary"]), Vec::<String>::new());
}
