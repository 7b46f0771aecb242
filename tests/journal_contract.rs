//! What every journal keeps: one suite, each adapter.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::sync::Arc;

use cercle::domain::id::{Revision, StreamName};
use cercle::journal::memory::Fault;
use cercle::journal::{
    AppendError, ENTRY_BYTES, Head, Journal, MemoryJournal, ReadError, SqliteJournal,
};

/// A journal, and what must outlive it.
struct Bench {
    journal: Arc<dyn Journal>,
    _folder: Option<tempfile::TempDir>,
}

fn benches() -> Vec<(&'static str, Bench)> {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = SqliteJournal::open(&folder.path().join("journal.db")).unwrap();
    vec![
        ("memory", Bench { journal: MemoryJournal::shared(), _folder: None }),
        ("sqlite", Bench { journal: Arc::new(sqlite), _folder: Some(folder) }),
    ]
}

fn stream(n: u8) -> StreamName {
    StreamName([n; 16])
}

async fn filled(journal: &dyn Journal, stream: StreamName, count: u64) -> Vec<Head> {
    let mut heads = vec![Head::default()];
    for n in 0..count {
        let at = *heads.last().unwrap();
        heads.push(journal.append(stream, at, format!("entry {n}").as_bytes()).await.unwrap());
    }
    heads
}

#[tokio::test]
async fn entries_come_back_in_order_from_any_head() {
    for (name, bench) in benches() {
        let journal = bench.journal;
        filled(&*journal, stream(2), 3).await;
        let heads = filled(&*journal, stream(1), 7).await;
        for (from, head) in heads.iter().enumerate() {
            let mut after = *head;
            let mut read = Vec::new();
            loop {
                let page = journal.read(stream(1), after, 2).await.unwrap();
                assert!(page.len() <= 2, "{name}");
                let Some(last) = page.last() else { break };
                after = last.head;
                read.extend(page);
            }
            assert_eq!(
                read.iter().map(|e| e.head).collect::<Vec<_>>(),
                heads[from + 1..],
                "{name}"
            );
            let texts: Vec<_> = (from..7).map(|n| format!("entry {n}").into_bytes()).collect();
            assert_eq!(read.into_iter().map(|e| e.sealed).collect::<Vec<_>>(), texts, "{name}");
        }
        let revisions: Vec<_> = heads.iter().map(|head| head.revision.0).collect();
        assert_eq!(revisions, (0..=7).collect::<Vec<_>>(), "{name}");
    }
}

#[tokio::test]
async fn a_stream_that_never_was_is_empty() {
    for (name, bench) in benches() {
        let read = bench.journal.read(stream(9), Head::default(), 10).await;
        assert_eq!(read, Ok(Vec::new()), "{name}");
    }
}

#[tokio::test]
async fn an_append_elsewhere_than_at_the_head_is_a_conflict() {
    for (name, bench) in benches() {
        let journal = bench.journal;
        let heads = filled(&*journal, stream(1), 3).await;
        let ahead = Head { revision: Revision(9), token: heads[3].token + 9 };
        for at in [heads[0], heads[1], heads[2], ahead] {
            let outcome = journal.append(stream(1), at, b"late").await;
            assert_eq!(outcome, Err(AppendError::Conflict), "{name} at {at:?}");
        }
        assert_eq!(journal.read(stream(1), heads[3], 10).await, Ok(Vec::new()), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_all_appends_at_one_head_one_is_taken() {
    for (name, bench) in benches() {
        let mut at = Head::default();
        for round in 0..100u32 {
            let racers: Vec<_> = (0..6u8)
                .map(|racer| {
                    let journal = Arc::clone(&bench.journal);
                    let text = format!("{round} {racer}");
                    tokio::spawn(async move {
                        journal
                            .append(stream(1), at, text.as_bytes())
                            .await
                            .map(|head| (head, text))
                    })
                })
                .collect();
            let mut taken = Vec::new();
            for racer in racers {
                match racer.await.unwrap() {
                    Ok(won) => taken.push(won),
                    Err(error) => assert_eq!(error, AppendError::Conflict, "{name}"),
                }
            }
            assert_eq!(taken.len(), 1, "{name}, round {round}");
            let stored = bench.journal.read(stream(1), at, 10).await.unwrap();
            assert_eq!(stored.len(), 1, "{name}");
            assert_eq!(
                (stored[0].head, stored[0].sealed.as_slice()),
                (taken[0].0, taken[0].1.as_bytes())
            );
            at = taken[0].0;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn appends_to_many_streams_at_once_are_all_taken_each_in_its_order() {
    for (name, bench) in benches() {
        let rooms: Vec<_> = (0..40u8)
            .map(|room| {
                let journal = Arc::clone(&bench.journal);
                tokio::spawn(async move {
                    filled(&*journal, stream(room), 25).await;
                })
            })
            .collect();
        for room in rooms {
            room.await.unwrap();
        }
        for room in 0..40 {
            let read = bench.journal.read(stream(room), Head::default(), 100).await.unwrap();
            assert_eq!(read.len(), 25, "{name}");
            assert_eq!(read[24].sealed, b"entry 24", "{name}");
        }
    }
}

#[tokio::test]
async fn a_follower_is_told_of_growth() {
    for (name, bench) in benches() {
        let journal = bench.journal;
        let heads = filled(&*journal, stream(1), 2).await;
        let mut followed = journal.follow(stream(1)).await;
        assert_eq!(*followed.borrow_and_update(), Revision(2), "{name}");
        journal.append(stream(1), heads[2], b"third").await.unwrap();
        followed.wait_for(|revision| *revision == Revision(3)).await.unwrap();
    }
}

#[tokio::test]
async fn a_forgotten_stream_stays_forgotten() {
    for (name, bench) in benches() {
        let journal = bench.journal;
        let heads = filled(&*journal, stream(1), 3).await;
        filled(&*journal, stream(2), 2).await;
        for _ in 0..2 {
            assert_eq!(journal.forget(stream(1)).await, Ok(()), "{name}");
            let read = journal.read(stream(1), Head::default(), 10).await;
            assert_eq!(read, Err(ReadError::Erased), "{name}");
            for at in [heads[0], heads[3]] {
                let outcome = journal.append(stream(1), at, b"back").await;
                assert_eq!(outcome, Err(AppendError::Erased), "{name}");
            }
        }
        let others = journal.read(stream(2), Head::default(), 10).await.unwrap();
        assert_eq!(others.len(), 2, "{name}");
        assert_eq!(journal.forget(stream(3)).await, Ok(()), "{name}");
        let never = journal.append(stream(3), Head::default(), b"first").await;
        assert_eq!(never, Err(AppendError::Erased), "{name}");
    }
}

#[tokio::test]
async fn an_entry_has_a_greatest_size() {
    for (name, bench) in benches() {
        let journal = bench.journal;
        let most = vec![7; ENTRY_BYTES];
        let head = journal.append(stream(1), Head::default(), &most).await.unwrap();
        let more = vec![7; ENTRY_BYTES + 1];
        let outcome = journal.append(stream(1), head, &more).await;
        assert_eq!(outcome, Err(AppendError::TooLarge), "{name}");
        let read = journal.read(stream(1), Head::default(), 10).await.unwrap();
        assert_eq!(read.len(), 1, "{name}");
        assert_eq!(read[0].sealed, most, "{name}");
    }
}

#[tokio::test]
async fn memory_fails_on_command() {
    let journal = MemoryJournal::shared();
    let at = Head::default();
    journal.fail_next([Fault::Unavailable, Fault::LostUnsaid, Fault::StoredUnsaid]);
    assert_eq!(journal.append(stream(1), at, b"a").await, Err(AppendError::Unavailable));
    assert_eq!(journal.append(stream(1), at, b"b").await, Err(AppendError::Unknown));
    assert!(journal.stored(stream(1)).is_empty());
    assert_eq!(journal.append(stream(1), at, b"c").await, Err(AppendError::Unknown));
    assert_eq!(journal.stored(stream(1))[0].sealed, b"c");
}

#[tokio::test]
async fn what_sqlite_acknowledged_is_there_when_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/journal.db");
    let journal = SqliteJournal::open(&path).unwrap();
    let heads = filled(&journal, stream(1), 5).await;
    journal.forget(stream(2)).await.unwrap();
    drop(journal);
    let journal = SqliteJournal::open(&path).unwrap();
    assert_eq!(journal.read(stream(1), Head::default(), 10).await.unwrap().len(), 5);
    assert!(journal.append(stream(1), heads[5], b"on").await.is_ok());
    assert_eq!(journal.read(stream(2), Head::default(), 1).await, Err(ReadError::Erased));
    assert!(!*journal.failed().borrow());
}

#[test]
fn sqlite_refuses_a_file_of_another_format() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    drop(SqliteJournal::open(&path).unwrap());
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("PRAGMA user_version = 7").unwrap();
    drop(other);
    let fault = SqliteJournal::open(&path).err().unwrap();
    assert!(fault.to_string().contains("format 7"), "{fault}");
}

#[tokio::test]
async fn a_full_disk_is_a_refusal_and_room_brings_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = SqliteJournal::open(&path).unwrap();
    let heads = filled(&journal, stream(1), 2).await;
    // A page limit gives the same answer as a full disk: SQLITE_FULL.
    journal.bound_pages(Some(8)).await;
    let mut at = heads[2];
    let refused = loop {
        match journal.append(stream(1), at, &[1; 4096]).await {
            Ok(head) => at = head,
            Err(error) => break error,
        }
    };
    assert_eq!(refused, AppendError::Unavailable);
    assert!(!*journal.failed().borrow(), "a full disk does not end the process");
    let held = journal.read(stream(1), Head::default(), 100).await.unwrap();
    assert_eq!(held.last().unwrap().head, at, "what was acknowledged is there, no more");
    journal.bound_pages(None).await;
    assert!(journal.append(stream(1), at, &[1; 4096]).await.is_ok());
}
