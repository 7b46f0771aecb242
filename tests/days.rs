//! Whole days, played through real sockets, from the door to the destruction.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod house;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cercle::journal::{Head, Journal, ReadError, SqliteJournal};
use cercle::rehearsal::day::{Pace, Rehearsal};
use cercle::rehearsal::face::Face;
use cercle::rehearsal::scenario::{Scenario, case_id};
use cercle::vault::{FileVault, Vault};
use cercle::wire::door::DoorFound;
use cercle::wire::{facilitator, screen};
use house::{Server, code, door, found_in_files, midnight};
use serde_json::json;

/// All that is logged, at every level.
#[derive(Clone, Default)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Logged {
    /// Begins to keep all that is logged from here on.
    fn begin() -> Self {
        let logged = Self::default();
        let writer = logged.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .init();
        cercle::telemetry::keep_panics_discreet();
        logged
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// What a day showed on its faces while it was played.
#[derive(Default)]
struct Witnessed {
    tally: BTreeMap<uuid::Uuid, u16>,
    plan: Option<facilitator::Plan>,
    ended: bool,
}

/// Looks along on a second tablet and on a screen until the day has ended.
async fn witness(
    tablet: Face<facilitator::Says>,
    wall: Face<screen::Says>,
) -> anyhow::Result<Witnessed> {
    let mut seen = Witnessed::default();
    while !seen.ended {
        let now: screen::Now = wall.until("now", |_| true).await?;
        if let Some(tally) = wall.section::<screen::Tally>("tally")
            && !tally.rows.is_empty()
        {
            let rows = tally.rows.iter().map(|row| (row.case_item.0, row.dots));
            seen.tally = rows.collect();
        }
        if let Some(plan) = tablet.section::<facilitator::Plan>("plan")
            && !plan.slots.is_empty()
        {
            seen.plan = Some(plan);
        }
        seen.ended = matches!(now.stage, screen::Stage::Ended);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(seen)
}

/// Every title, headline and text that the rehearsal says, as it would stand in a file.
fn canaries(scenario: &Scenario) -> Vec<String> {
    let mut texts = vec![
        "Une piste de ma part.".to_owned(),
        "Ce que je garde de ce moment.".to_owned(),
        scenario.group.name.clone(),
        scenario.group.organisation.clone(),
    ];
    for case in &scenario.cases {
        texts.push(case.title.clone());
        texts.push(case.summary.clone());
    }
    texts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn day_one_is_lived_whole_and_leaves_nothing_behind() {
    let text = std::fs::read_to_string("scenarios/day-1.json").unwrap();
    let scenario = Scenario::read(&text).unwrap();
    let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
    let logged = Logged::begin();
    let server = Server::start().await;
    let token = server.app.first_invitation().await.unwrap().unwrap();
    let pace = Pace { beat: Duration::ZERO };
    let opened = Rehearsal::new(&server.origin, scenario.clone(), pace)
        .open(&token, midnight())
        .await
        .unwrap();
    let (room, day_code) = (opened.room.clone(), opened.code.clone());
    let usher = tokio::spawn({
        let (tablet, room) = (opened.tablet().clone(), room.clone());
        async move { cercle::rehearsal::usher::let_screens_in(&tablet, &room).await }
    });
    let tablet = Face::enter(opened.tablet(), &room, "facilitator").await.unwrap();
    let wall_device = server.device();
    door(&wall_device, &day_code).await.unwrap();
    let knock = cercle::wire::door::Knock {
        knock: cercle::domain::id::KnockId(uuid::Uuid::new_v4()),
        name: String::new(),
        screen: true,
    };
    let paired = house::knock_until_answered(&wall_device, &room, &knock).await;
    assert_eq!(paired, cercle::wire::door::Knocked::Admitted);
    let wall = Face::enter(&wall_device, &room, "screen").await.unwrap();

    let ((), seen) = tokio::try_join!(opened.play(), witness(tablet, wall)).unwrap();
    usher.abort();

    for row in expected["tally"].as_array().unwrap() {
        let case = case_id(row["caseId"].as_str().unwrap());
        let shown = seen.tally.get(&case.0).copied().unwrap_or(0);
        assert_eq!(json!(shown), row["votes"], "{row}");
    }
    let plan = seen.plan.expect("a plan was shown");
    assert!(plan.uncovered.is_empty() && plan.breaches.is_empty(), "{plan:?}");
    let present = scenario.participants.iter().filter(|person| person.present).count();
    assert_eq!(plan.covered.len(), present, "everyone is covered");
    assert!(plan.covered.iter().all(|cover| !cover.cases.is_empty()));
    assert_eq!(json!(plan.dots), expected["expected"]["votesCoveredByPlan"], "the best there is");

    let late = door(&server.device(), &day_code).await;
    assert_eq!(code::<DoorFound>(late), (410, "dayOver".into()));
    let data = server.stop().await;
    let found = found_in_files(data.path(), &canaries(&scenario));
    assert!(found.is_empty(), "{found:?}");
    let mut words = canaries(&scenario);
    words.extend(scenario.participants.iter().map(|person| person.first_name.clone()));
    words.extend([token, day_code, "une longue phrase".into()]);
    nothing_was_logged(&logged, words).await;
    nothing_is_left(data.path(), &room).await;
}

/// Words are sealed wherever they lie: so neither sealed bytes, nor a key, nor a box may be there.
async fn nothing_is_left(data: &Path, room: &str) {
    let journal = SqliteJournal::open(&data.join("journal.sqlite")).unwrap();
    let stream = room.parse().unwrap();
    assert_eq!(journal.read(stream, Head::default(), 1).await, Err(ReadError::Erased));
    drop(journal);
    let rows = rusqlite::Connection::open(data.join("journal.sqlite")).unwrap();
    let count = "SELECT count(*) FROM entries WHERE hex(stream) = upper(?1)";
    let left: i64 = rows.query_row(count, [room], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    let vault = FileVault::open(&data.join("vault")).unwrap();
    for left in [format!("key/{room}"), "box/".into(), "forget/".into()] {
        assert_eq!(vault.names(&left).await.unwrap(), Vec::<String>::new(), "{left}");
    }
}

/// Nor may a log say a word, a name or a token, at any level, nor a panic its message.
async fn nothing_was_logged(logged: &Logged, mut words: Vec<String>) {
    let panicked = tokio::spawn(async { panic!("ce que quelqu’un a écrit") }).await;
    assert!(panicked.is_err());
    words.push("ce que quelqu’un".to_owned());
    let log = logged.text();
    assert!(log.contains("a day is open") && log.contains("a task has panicked"), "{log}");
    for word in words {
        assert!(!log.contains(&word), "{word} has been logged:\n{log}");
    }
}
