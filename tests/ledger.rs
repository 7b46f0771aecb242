//! The ledger: what it seals it reads again, and what was damaged is never taken for what was written.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod support;

use std::path::Path;
use std::sync::Arc;

use cercle::domain::id::{Revision, StreamName, Timestamp};
use cercle::journal::memory::Fault;
use cercle::journal::{AppendError, Ledger, LedgerError, MemoryJournal, Recorded, SqliteJournal};
use cercle::vault::{FileVault, MasterKey, MemoryVault, Vault};
use support::Chance;

fn stream(n: u8) -> StreamName {
    StreamName([n; 16])
}

/// A ledger on the disk.
fn house(folder: &Path) -> Ledger {
    let journal = SqliteJournal::open(&folder.join("journal.db")).unwrap();
    let vault = FileVault::open(&folder.join("vault")).unwrap();
    let master = MasterKey::load_or_create(&folder.join("master.key")).unwrap();
    Ledger::new(Arc::new(journal), Arc::new(vault), &master)
}

async fn written(ledger: &Ledger, stream: StreamName, count: i64) -> Recorded<String> {
    let mut tail = ledger.read::<String>(stream).await.unwrap().tail;
    for n in 0..count {
        tail = ledger.append(&tail, Timestamp(n), &[format!("said {n}")]).await.unwrap();
    }
    ledger.read(stream).await.unwrap()
}

#[tokio::test]
async fn a_ledger_reads_what_it_wrote() {
    let folder = tempfile::tempdir().unwrap();
    {
        let house = house(folder.path());
        let recorded = written(&house, stream(1), 2_500).await;
        assert_eq!(recorded.entries.len(), 2_500);
        assert_eq!(recorded.tail.revision(), Revision(2_500));
    }
    let house = house(folder.path());
    let recorded = house.read::<String>(stream(1)).await.unwrap();
    assert_eq!(recorded.entries[41].events, ["said 41"]);
    assert_eq!(recorded.entries[41].revision, Revision(42));
    assert_eq!(recorded.entries[41].at, Timestamp(41));
    let tail = house.append(&recorded.tail, Timestamp(1), &["more".to_owned()]).await.unwrap();
    let more = house.read_after::<String>(&recorded.tail).await.unwrap();
    assert_eq!(more.entries.len(), 1);
    assert_eq!(more.tail.revision(), tail.revision());
}

struct Memory {
    journal: Arc<MemoryJournal>,
    vault: Arc<MemoryVault>,
    ledger: Ledger,
}

fn memory() -> Memory {
    let (journal, vault) = (MemoryJournal::shared(), Arc::new(MemoryVault::default()));
    let master = MasterKey::from_bytes([3; 32]);
    let ledger = Ledger::new(journal.clone(), vault.clone(), &master);
    Memory { journal, vault, ledger }
}

#[tokio::test(start_paused = true)]
async fn an_append_of_unknown_outcome_is_sent_again_and_stands_once() {
    for faults in [
        vec![Fault::StoredUnsaid],
        vec![Fault::LostUnsaid],
        vec![Fault::LostUnsaid, Fault::Unavailable, Fault::StoredUnsaid, Fault::Unavailable],
    ] {
        let house = memory();
        let recorded = written(&house.ledger, stream(1), 2).await;
        house.journal.fail_next(faults);
        let tail = house.ledger.append(&recorded.tail, Timestamp(3), &["on".to_owned()]).await;
        assert_eq!(tail.unwrap().revision(), Revision(3));
        assert_eq!(house.ledger.read::<String>(stream(1)).await.unwrap().entries.len(), 3);
    }
}

#[tokio::test]
async fn an_append_refused_is_told_at_once() {
    let house = memory();
    let tail = house.ledger.read::<String>(stream(1)).await.unwrap().tail;
    house.journal.fail_next([Fault::Unavailable]);
    let refused = house.ledger.append(&tail, Timestamp(3), &["on".to_owned()]).await;
    assert_eq!(refused.err(), Some(AppendError::Unavailable));
    house.vault.fail_next(1);
    let refused = house.ledger.append(&tail, Timestamp(3), &["on".to_owned()]).await;
    assert_eq!(refused.err(), Some(AppendError::Unavailable), "no key, no entry");
    assert_eq!(house.journal.stored(stream(1)).len(), 0);
    assert!(house.ledger.append(&tail, Timestamp(3), &["on".to_owned()]).await.is_ok());
}

/// A key made before a crash, and no entry: the stream is empty, and takes its first entry.
#[tokio::test]
async fn a_key_without_entries_is_harmless() {
    let house = memory();
    let tail = house.ledger.read::<String>(stream(1)).await.unwrap().tail;
    house.journal.fail_next([Fault::Unavailable]);
    let _ = house.ledger.append(&tail, Timestamp(1), &["on".to_owned()]).await;
    assert_eq!(house.vault.names("key/").await.unwrap().len(), 1);
    assert_eq!(written(&house.ledger, stream(1), 2).await.entries.len(), 2);
}

fn damaged_at(revision: u64) -> Option<LedgerError> {
    Some(LedgerError::Damaged(Revision(revision)))
}

#[tokio::test]
async fn what_was_flipped_swapped_left_out_or_moved_is_found_where_it_stands() {
    let house = memory();
    written(&house.ledger, stream(1), 10).await;
    written(&house.ledger, stream(2), 10).await;
    let sound = house.journal.stored(stream(1));
    let others = house.journal.stored(stream(2));

    let mut swapped = sound.clone();
    let (early, late) = (swapped[3].sealed.clone(), swapped[6].sealed.clone());
    (swapped[3].sealed, swapped[6].sealed) = (late, early);
    let mut missing = sound.clone();
    missing.remove(4);
    let mut closed_up = missing.clone();
    for (entry, place) in closed_up.iter_mut().zip(&sound) {
        entry.head = place.head;
    }
    let mut headless = sound.clone();
    headless.remove(0);
    let mut foreign = sound.clone();
    foreign[8].sealed.clone_from(&others[8].sealed);
    let mut shortened = sound.clone();
    shortened[9].sealed.truncate(12);
    let mut other_suite = sound.clone();
    other_suite[2].sealed[0] = 2;

    for (damage, revision) in [
        (swapped, 4),
        (missing, 5),
        (closed_up, 5),
        (headless, 1),
        (foreign, 9),
        (shortened, 10),
        (other_suite, 3),
    ] {
        house.journal.replace(stream(1), damage);
        let read = house.ledger.read::<String>(stream(1)).await;
        assert_eq!(read.err(), damaged_at(revision));
        let (good, fault) = house.ledger.read_sound::<String>(stream(1)).await.unwrap();
        assert_eq!(fault, damaged_at(revision));
        assert_eq!(good.entries.len() as u64, revision - 1, "the last good prefix is offered");
    }
}

/// A shorter stream is a stream: only whoever holds the tail can tell.
#[tokio::test]
async fn a_tail_cut_off_is_noticed_by_whoever_holds_it() {
    let house = memory();
    let recorded = written(&house.ledger, stream(1), 10).await;
    let mut cut = house.journal.stored(stream(1));
    cut.truncate(8);
    house.journal.replace(stream(1), cut);
    assert_eq!(house.ledger.read::<String>(stream(1)).await.unwrap().entries.len(), 8);
    let append = house.ledger.append(&recorded.tail, Timestamp(11), &["on".to_owned()]).await;
    assert_eq!(append.err(), Some(AppendError::Conflict));
    let after = house.ledger.read_after::<String>(&recorded.tail).await;
    assert_eq!(after.err(), damaged_at(10));
}

#[tokio::test]
async fn a_wrapped_key_that_was_changed_opens_nothing() {
    let house = memory();
    written(&house.ledger, stream(1), 3).await;
    let name = format!("key/{}", stream(1));
    let kept = house.vault.load(&name).await.unwrap().unwrap();
    let mut value = kept.value.clone();
    value[30] ^= 1;
    house.vault.store(&name, Some(kept.version), &value).await.unwrap();
    assert_eq!(house.ledger.read::<String>(stream(1)).await.err(), damaged_at(1));

    house.vault.destroy(&name).await.unwrap();
    assert_eq!(house.ledger.read::<String>(stream(1)).await.err(), damaged_at(1));
    let ahead = house.ledger.read_sound::<String>(stream(1)).await.unwrap();
    assert!(ahead.0.entries.is_empty());
}

/// P20: random bit flips in stored rows; each is found, and the other rooms serve.
#[tokio::test]
async fn a_flipped_bit_is_always_found_and_hurts_nobody_else() {
    const ROOMS: usize = 50;
    const FLIPS: usize = 1_000;
    let mut chance = Chance::seeded();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let house = house(folder.path());
    for room in 0..ROOMS {
        written(&house, stream(room as u8), 4).await;
    }
    let file = rusqlite::Connection::open(&path).unwrap();
    let (mut detected, mut unaffected) = (0, 0);
    for _ in 0..FLIPS {
        let room = chance.below(ROOMS);
        let revision = 1 + chance.below(4) as u64;
        let row = rusqlite::params![stream(room as u8).0, revision as i64];
        let read = "SELECT sealed FROM entries WHERE stream = ?1 AND revision = ?2";
        let sound: Vec<u8> = file.query_row(read, row, |row| row.get(0)).unwrap();
        let mut flipped = sound.clone();
        flipped[chance.below(sound.len())] ^= 1 << chance.below(8);
        let write = "UPDATE entries SET sealed = ?3 WHERE stream = ?1 AND revision = ?2";
        let put = |sealed: &Vec<u8>| {
            file.execute(write, rusqlite::params![stream(room as u8).0, revision as i64, sealed])
        };
        put(&flipped).unwrap();
        let found = house.read::<String>(stream(room as u8)).await.err();
        detected += usize::from(found == damaged_at(revision));
        let other = (room + 1 + chance.below(ROOMS - 1)) % ROOMS;
        let served = house.read::<String>(stream(other as u8)).await;
        unaffected += usize::from(served.is_ok_and(|recorded| recorded.entries.len() == 4));
        put(&sound).unwrap();
    }
    println!("bit flips {FLIPS}, detected {detected}, other rooms served {unaffected}");
    assert_eq!((detected, unaffected), (FLIPS, FLIPS));
}
