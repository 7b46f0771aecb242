//! Decide, append, apply, publish, answer: in that order, whatever the journal does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use cercle::domain::command::{ByFacilitator, ByParticipant, Command};
use cercle::domain::event::Event;
use cercle::domain::id::{ContributionId, Revision, StreamName};
use cercle::domain::position::Position;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::TraceKind;
use cercle::journal::memory::{Fault, MemoryJournal};
use cercle::journal::{AppendError, Head, Journal, ReadError, Stored};
use cercle::live::hub::NoRoom;
use cercle::view::Audience;
use tokio::sync::watch;

use crate::support::{Day, House, case, fields, knock, name, seat, until};

fn engage(n: u128) -> Command {
    Command::Participant(seat(n), ByParticipant::Engage { version: 1 })
}

#[tokio::test(start_paused = true)]
async fn nothing_is_published_or_answered_that_is_not_durable() {
    let day = Day::with_people(1).await;
    let before = day.handle.published();
    day.house.journal.hold();
    let handle = day.handle.clone();
    let asked = tokio::spawn(async move { handle.ask(engage(1)).await });
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    assert!(!asked.is_finished());
    assert_eq!(day.handle.published().revision, before.revision);
    day.house.journal.let_through(1_000);
    assert_eq!(asked.await.unwrap(), Ok(()));
    let after = day.handle.published();
    assert_eq!(after.revision.0, before.revision.0 + 1);
    assert_eq!(day.house.revision(day.room).await, after.revision);
    assert_eq!(after.day.roster.member(seat(1)).unwrap().engaged, Some(1));
}

#[tokio::test(start_paused = true)]
async fn what_waits_during_an_append_is_one_entry_one_revision_one_publication() {
    let day = Day::with_people(1).await;
    day.goes(Position::Inventory).await;
    day.does(ByFacilitator::OpenWindow { ends_at: None, role: None }).await;
    let before = day.house.revision(day.room).await;
    day.house.journal.hold();
    let mut asked = Vec::new();
    for n in 0..201_u32 {
        let handle = day.handle.clone();
        let put = ByParticipant::PutCase { case: case(1), fields: fields(&format!("Titre {n}")) };
        asked.push(tokio::spawn(
            async move { handle.ask(Command::Participant(seat(1), put)).await },
        ));
        tokio::task::yield_now().await;
    }
    day.house.journal.let_through(1_000);
    for one in asked {
        assert_eq!(one.await.unwrap(), Ok(()));
    }
    assert_eq!(day.house.revision(day.room).await, Revision(before.0 + 2));
    let last = day.house.entries(day.room).await.pop().unwrap();
    assert_eq!(last.events.len(), 200);
}

#[tokio::test(start_paused = true)]
async fn a_batch_too_large_for_one_entry_is_committed_in_parts() {
    let day = Day::with_people(8).await;
    let before = day.house.revision(day.room).await;
    // The longest text that is allowed, in the largest letters allowed: 4 000 bytes each.
    let long = "👍🏽".repeat(500);
    day.house.journal.hold();
    let mut asked = Vec::new();
    for n in 0..160_u128 {
        let (handle, text) = (day.handle.clone(), long.clone());
        let line = ContributionId(uuid::Uuid::from_u128(n + 1));
        let (kind, due) = (TraceKind::Learning, None);
        let put = ByParticipant::PutTrace { line, kind, text, due, keep: true };
        asked.push(tokio::spawn(async move {
            handle.ask(Command::Participant(seat(n % 8 + 1), put)).await
        }));
        tokio::task::yield_now().await;
    }
    day.house.journal.let_through(1_000);
    for one in asked {
        assert_eq!(one.await.unwrap(), Ok(()));
    }
    let after = day.house.revision(day.room).await;
    assert!((3..=5).contains(&(after.0 - before.0)), "{} entries", after.0 - before.0);
    assert_eq!(day.handle.published().day.trace.len(), 160);
}

#[tokio::test(start_paused = true)]
async fn a_damaged_stream_wakes_no_room_and_no_other_rooms_trouble() {
    let day = Day::with_people(2).await;
    let (other, _) = day.hub.open_day(crate::support::opening()).await.unwrap();
    day.hub.rest().await;
    day.house.damage(day.room, 2);
    let hub = day.house.hub();
    assert_eq!(hub.room(day.room).await.err(), Some(NoRoom::Unavailable));
    assert!(hub.room(other).await.is_ok());
    assert_eq!(hub.awake(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_full_mailbox_answers_busy_and_loses_nothing_else() {
    let day = Day::with_people(1).await;
    day.house.journal.hold();
    let mut asked = Vec::new();
    for _ in 0..300 {
        let handle = day.handle.clone();
        asked.push(tokio::spawn(async move { handle.ask(engage(1)).await }));
        tokio::task::yield_now().await;
    }
    tokio::task::yield_now().await;
    day.house.journal.let_through(1_000);
    let mut busy = 0;
    for one in asked {
        match one.await.unwrap() {
            Ok(()) => {}
            Err(refusal) => {
                assert_eq!(refusal.reason, Reason::Busy);
                busy += 1;
            }
        }
    }
    assert!((1..=44).contains(&busy), "{busy} were told busy");
}

#[tokio::test(start_paused = true)]
async fn a_journal_that_is_unavailable_is_said_and_changes_nothing() {
    let day = Day::with_people(2).await;
    let before = day.handle.published();
    day.house.journal.fail_next([Fault::Unavailable]);
    let verdict = day.handle.ask(engage(1)).await;
    assert_eq!(verdict.unwrap_err().reason, Reason::Unavailable);
    assert_eq!(day.handle.published().revision, before.revision);
    assert!(day.handle.published().day.roster.member(seat(1)).unwrap().engaged.is_none());
    assert_eq!(day.handle.ask(engage(1)).await, Ok(()));
}

#[tokio::test(start_paused = true)]
async fn an_outcome_nobody_knows_is_found_out_before_anyone_is_told() {
    for fault in [Fault::StoredUnsaid, Fault::LostUnsaid] {
        let day = Day::with_people(1).await;
        let before = day.house.revision(day.room).await;
        day.house.journal.fail_next([fault]);
        assert_eq!(day.handle.ask(engage(1)).await, Ok(()), "{fault:?}");
        assert_eq!(day.house.revision(day.room).await.0, before.0 + 1, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_writer_is_read_on_and_everything_decided_again() {
    let day = Day::with_people(2).await;
    let elsewhere = day.house.hub();
    let other = elsewhere.room(day.room).await.unwrap();
    for n in 1..=2 {
        let (here, there) = (day.handle.clone(), other.clone());
        let (one, two) = tokio::join!(here.ask(engage(n)), there.ask(engage(n)));
        assert_eq!((one, two), (Ok(()), Ok(())));
    }
    let engaged = |event: &&Event| matches!(event, Event::Engaged { .. });
    assert_eq!(day.house.events(day.room).await.iter().filter(engaged).count(), 2);
    // Both come to show the same, the one by its own append, the other by reading on.
    let revision = day.house.revision(day.room).await;
    for handle in [&day.handle, &other] {
        let shown = until(handle, |shown| shown.revision == revision).await;
        assert!(shown.day.roster.members.iter().take(2).all(|m| m.engaged == Some(1)));
    }
}

#[tokio::test(start_paused = true)]
async fn entries_never_go_back_in_time() {
    let day = Day::with_people(3).await;
    for n in 1..=3 {
        day.handle.ask(engage(n)).await.unwrap();
    }
    let entries = day.house.entries(day.room).await;
    assert!(entries.windows(2).all(|pair| pair[0].at <= pair[1].at));
}

#[tokio::test(start_paused = true)]
async fn a_deadline_closes_a_window_without_ticks_and_once() {
    let day = Day::with_people(1).await;
    day.goes(Position::Inventory).await;
    let end = day.house.clock.now().plus_ms(10 * 60_000);
    day.does(ByFacilitator::OpenWindow { ends_at: Some(end), role: None }).await;
    let appends = day.house.journal.appends();
    let shown = until(&day.handle, |shown| !shown.day.window.open).await;
    assert_eq!(day.house.clock.now(), end);
    assert_eq!(shown.day.window.ends_at, Some(end));
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    assert_eq!(day.house.journal.appends(), appends + 1);
}

#[tokio::test(start_paused = true)]
async fn what_comes_late_finds_the_window_closed_even_by_a_late_waking() {
    let day = Day::with_people(1).await;
    day.goes(Position::Inventory).await;
    let end = day.house.clock.now().plus_ms(60_000);
    day.does(ByFacilitator::OpenWindow { ends_at: Some(end), role: None }).await;
    // Nobody is awake when the window's end goes by.
    let Day { house, hub, room, .. } = day;
    hub.rest().await;
    tokio::time::sleep(std::time::Duration::from_secs(600)).await;
    let hub = house.hub();
    let handle = hub.room(room).await.unwrap();
    let put = ByParticipant::PutCase { case: case(1), fields: fields("Comment ?") };
    let verdict = handle.ask(Command::Participant(seat(1), put)).await;
    assert_eq!(verdict.unwrap_err().reason, Reason::WindowClosed);
    until(&handle, |shown| !shown.day.window.open).await;
    let closed = house.events(room).await.into_iter().rev().find_map(|event| match event {
        Event::WindowSet { window } => Some(window),
        _ => None,
    });
    assert_eq!(closed.unwrap().ends_at, Some(end));
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_the_journal_refuses_is_tried_again_without_haste() {
    let day = Day::with_people(1).await;
    day.goes(Position::Inventory).await;
    let end = day.house.clock.now().plus_ms(60_000);
    day.does(ByFacilitator::OpenWindow { ends_at: Some(end), role: None }).await;
    let appends = day.house.journal.appends();
    day.house.journal.fail_next([Fault::Unavailable; 3]);
    until(&day.handle, |shown| !shown.day.window.open).await;
    assert_eq!(day.house.journal.appends(), appends + 1);
    assert_eq!(day.house.clock.now(), end.plus_ms(3_000));
}

#[tokio::test(start_paused = true)]
async fn a_room_is_woken_once_however_many_come() {
    let day = Day::with_people(1).await;
    let hub = Arc::new(day.house.hub());
    let comers: Vec<_> = (0..50)
        .map(|_| {
            let (hub, room) = (hub.clone(), day.room);
            tokio::spawn(async move { hub.room(room).await.unwrap().published().epoch.clone() })
        })
        .collect();
    let mut epochs = std::collections::BTreeSet::new();
    for comer in comers {
        epochs.insert(comer.await.unwrap());
    }
    assert_eq!(epochs.len(), 1);
    assert_eq!(hub.awake(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_name_that_leads_nowhere_costs_nothing() {
    let house = House::new();
    let hub = Arc::new(house.hub());
    let comers: Vec<_> = (0..20_u8)
        .map(|n| {
            let hub = hub.clone();
            tokio::spawn(async move { hub.room(StreamName([n % 2; 16])).await.err() })
        })
        .collect();
    for comer in comers {
        assert_eq!(comer.await.unwrap(), Some(NoRoom::Unknown));
    }
    assert_eq!(hub.awake(), 0);
    day_is_unavailable_while_the_journal_is(&house, &hub).await;
}

async fn day_is_unavailable_while_the_journal_is(house: &House, hub: &cercle::live::hub::Hub) {
    house.journal.set_away(true);
    assert_eq!(hub.room(StreamName([3; 16])).await.err(), Some(NoRoom::Unavailable));
    house.journal.set_away(false);
    assert_eq!(hub.room(StreamName([3; 16])).await.err(), Some(NoRoom::Unknown));
    assert_eq!(hub.awake(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_deserted_room_falls_asleep_and_wakes_as_it_was() {
    let day = Day::with_people(2).await;
    let epoch = day.handle.published().epoch.clone();
    let watcher = day.handle.attach(Audience::Screen);
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    assert_eq!(day.hub.awake(), 1, "somebody is in");
    watcher.published();
    drop(watcher);
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    assert_eq!(day.hub.awake(), 0);
    let again = day.hub.room(day.room).await.unwrap();
    assert_ne!(again.published().epoch, epoch);
    assert_eq!(again.published().day.roster.seated().count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_day_is_opened_under_a_name_that_nothing_gives_away() {
    let day = Day::opened().await;
    assert_eq!(day.hub.name_of(&day.code), day.room);
    let facts = day.handle.published().day.facts.clone().unwrap();
    assert_eq!(facts.code, day.code.as_str());
    assert_eq!(facts.door_key.len(), 22);
    assert_eq!(*day.house.undertaker.expected.lock().unwrap(), vec![day.room]);
    assert!(matches!(day.house.events(day.room).await[..], [Event::Opened(_)]));
}

/// Panics in the middle of an append to one stream, as a bug in a room's task would.
struct Trap {
    journal: Arc<MemoryJournal>,
    armed: AtomicBool,
    stream: std::sync::Mutex<Option<StreamName>>,
}

#[async_trait]
impl Journal for Trap {
    async fn append(&self, s: StreamName, at: Head, sealed: &[u8]) -> Result<Head, AppendError> {
        let trapped = *self.stream.lock().unwrap() == Some(s);
        assert!(!(trapped && self.armed.swap(false, Ordering::SeqCst)), "planted");
        self.journal.append(s, at, sealed).await
    }

    async fn read(&self, s: StreamName, after: Head, max: usize) -> Result<Vec<Stored>, ReadError> {
        self.journal.read(s, after, max).await
    }

    async fn follow(&self, s: StreamName) -> watch::Receiver<Revision> {
        self.journal.follow(s).await
    }

    async fn forget(&self, s: StreamName) -> Result<(), ReadError> {
        self.journal.forget(s).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_panic_is_that_rooms_alone() {
    let journal = MemoryJournal::shared();
    let trap = Arc::new(Trap {
        journal: journal.clone(),
        armed: AtomicBool::new(false),
        stream: std::sync::Mutex::default(),
    });
    let day = Day::in_house(House::over(journal, trap.clone())).await;
    day.admits(1).await;
    let (other, _) = day.hub.open_day(crate::support::opening()).await.unwrap();
    let other = day.hub.room(other).await.unwrap();
    let bystander = other.attach(Audience::Screen);
    let mut client = day.handle.attach(Audience::Participant(seat(1)));
    client.published();

    *trap.stream.lock().unwrap() = Some(day.room);
    trap.armed.store(true, Ordering::SeqCst);
    assert_eq!(day.handle.ask(engage(1)).await.unwrap_err().reason, Reason::Busy);
    while client.changed().await.is_ok() {}
    drop(client);

    let again = day.hub.room(day.room).await.unwrap();
    assert_eq!(again.published().day.roster.seated().count(), 1);
    assert_eq!(again.ask(engage(1)).await, Ok(()));
    assert_eq!(again.published().day.roster.member(seat(1)).unwrap().engaged, Some(1));
    let admit = ByFacilitator::Admit { knock: knock(1), participant: seat(1), name: name(1) };
    assert_eq!(other.ask(Command::Facilitator(admit)).await, Ok(()));
    drop(bystander);
    assert_eq!(day.hub.awake(), 2);
}

#[tokio::test(start_paused = true)]
async fn revisions_and_versions_only_grow() {
    let day = Day::with_people(4).await;
    let mut watcher = day.handle.attach(Audience::Screen);
    let handle = day.handle.clone();
    let asking = tokio::spawn(async move {
        for n in 1..=4 {
            handle.ask(engage(n)).await.unwrap();
            let here = handle.attach(Audience::Participant(seat(n)));
            here.set_finished(true);
            tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        }
    });
    let mut last = watcher.published();
    let mut seen = 0;
    while !asking.is_finished() {
        let newer = watcher.changed().await.unwrap();
        assert!(newer.version > last.version && newer.revision >= last.revision);
        (last, seen) = (newer, seen + 1);
    }
    assert!(seen >= 4);
}

#[tokio::test(start_paused = true)]
async fn rest_ends_every_room_and_lets_nobody_in() {
    let day = Day::with_people(1).await;
    let mut client = day.handle.attach(Audience::Screen);
    day.hub.rest().await;
    while client.changed().await.is_ok() {}
    assert_eq!(day.hub.room(day.room).await.err(), Some(NoRoom::Unavailable));
    assert_eq!(day.hub.awake(), 0);
}
