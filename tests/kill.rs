//! The program itself, killed at random instants under load: what was acknowledged is there, once.
//!
//! Fifty times unless `CERCLE_KILLS` says otherwise.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod program;
mod support;

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use cercle::domain::event::Event;
use cercle::domain::id::{ParticipantId, StreamName};
use cercle::journal::{Ledger, SqliteJournal};
use cercle::rehearsal::device::Device;
use cercle::rehearsal::face::Face;
use cercle::vault::{FileVault, MasterKey};
use cercle::wire::{facilitator, participant};
use program::{PATIENCE, Room, Server, enrolled, first_token, free_port};
use support::Chance;

const ROOMS: usize = 10;
/// In each of them.
const NAMES: [&str; 5] = ["Anna", "Bruno", "Carla", "David", "Emma"];
const KILLS: usize = 50;
/// Between two commands of a person: their credit is ten a second.
const BREATH: Duration = Duration::from_millis(105);
/// Acknowledgements there must have been since the last kill: the next one falls under load.
const LOAD: u64 = 40;
/// The kill falls at an instant of so many milliseconds after that.
const INSTANTS: usize = 200;
/// Somebody who says one number after the other.
struct Person {
    seat: ParticipantId,
    device: Device,
    room: String,
    /// The last number answered with yes.
    acknowledged: AtomicU64,
    /// What was heard last that was not yes.
    refused: Mutex<String>,
}

/// What all of them share.
#[derive(Default)]
struct Load {
    acknowledged: AtomicU64,
    cut: AtomicU64,
    stop: AtomicBool,
}

impl Person {
    /// Comes back for ever; says each number until it is answered.
    async fn live(self: Arc<Self>, load: Arc<Load>) -> Vec<u16> {
        let mut codes = Vec::new();
        let mut number = 1;
        while !load.stop.load(Ordering::SeqCst) {
            let entered = Face::<participant::Says>::enter(&self.device, &self.room, "participant");
            let face = match entered.await {
                Ok(face) => face,
                Err(error) => {
                    *self.refused.lock().unwrap() = format!("{error:#}");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            };
            while !load.stop.load(Ordering::SeqCst) {
                let text = Some(number.to_string());
                match face.say(participant::Says::Expect { text }).await {
                    Ok(()) => {
                        self.acknowledged.store(number, Ordering::SeqCst);
                        load.acknowledged.fetch_add(1, Ordering::SeqCst);
                        number += 1;
                    }
                    Err(refusal) if refusal.code == "connectionLost" => {
                        load.cut.fetch_add(1, Ordering::SeqCst);
                        break;
                    }
                    Err(refusal) => {
                        assert!(
                            ["busy", "unavailable"].contains(&refusal.code.as_str()),
                            "{}",
                            refusal.code
                        );
                        *self.refused.lock().unwrap() = refusal.code;
                    }
                }
                tokio::time::sleep(BREATH).await;
            }
            if load.stop.load(Ordering::SeqCst) {
                codes.push(face.closed().await);
            }
        }
        codes
    }
}

/// Enrols, opens the rooms, seats everybody, asks for what they expect.
async fn open(origin: &str, token: &str) -> Vec<Arc<Person>> {
    let tablet = enrolled(origin, token).await;
    let mut people = Vec::new();
    for _ in 0..ROOMS {
        people.extend(open_room(&tablet).await.unwrap());
    }
    people
}

async fn open_room(tablet: &Device) -> anyhow::Result<Vec<Arc<Person>>> {
    let Room { room, people } = Room::open(tablet, &NAMES).await?;
    let face: Face<facilitator::Says> = Face::enter(tablet, &room, "facilitator").await?;
    let ask = facilitator::Says::AskExpectations { open: true };
    face.say(ask).await.map_err(|refusal| anyhow::anyhow!(refusal.code))?;
    let person = |(seat, device)| {
        Arc::new(Person {
            seat,
            device,
            room: room.clone(),
            acknowledged: AtomicU64::new(0),
            refused: Mutex::default(),
        })
    };
    Ok(people.into_iter().map(person).collect())
}

async fn waits_for(what: &str, condition: impl Fn() -> bool) {
    let begun = Instant::now();
    while !condition() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// What each person is said to have said in the journal, in its order.
async fn journaled(data: &Path, people: &[Arc<Person>]) -> Vec<Vec<u64>> {
    let journal = SqliteJournal::open(&data.join("journal.sqlite")).unwrap();
    let vault = FileVault::open(&data.join("vault")).unwrap();
    let master = MasterKey::load_or_create(&data.join("master.key")).unwrap();
    let ledger = Ledger::new(Arc::new(journal), Arc::new(vault), &master);
    let mut said = Vec::new();
    for person in people {
        let room: StreamName = person.room.parse().unwrap();
        let entries = ledger.read::<Event>(room).await.unwrap().entries;
        let events = entries.into_iter().flat_map(|entry| entry.events);
        let numbers = events.filter_map(|event| match event {
            Event::Expected { participant, text } if participant == person.seat => text,
            _ => None,
        });
        said.push(numbers.map(|text| text.parse().unwrap()).collect());
    }
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_kill_9_once() {
    let kills = std::env::var("CERCLE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let mut chance = Chance::seeded();
    let folder = tempfile::tempdir().unwrap();
    let token = first_token(folder.path());
    let mut server = Server::start(folder.path(), free_port());
    let people = open(&server.origin(), &token).await;
    let load = Arc::new(Load::default());
    let lives: Vec<_> = people
        .iter()
        .map(|person| tokio::spawn(Arc::clone(person).live(Arc::clone(&load))))
        .collect();

    for kill in 0..kills {
        let before = load.acknowledged.load(Ordering::SeqCst);
        let under_load = || load.acknowledged.load(Ordering::SeqCst) >= before + LOAD;
        waits_for(&format!("nobody came back after kill {kill}"), under_load).await;
        tokio::time::sleep(Duration::from_millis(chance.below(INSTANTS) as u64)).await;
        server.kill_and_start_again();
    }
    // Every room reopens: each person is answered once more.
    let had: Vec<u64> = people.iter().map(|p| p.acknowledged.load(Ordering::SeqCst)).collect();
    let back = || {
        let now = people.iter().map(|person| person.acknowledged.load(Ordering::SeqCst));
        now.zip(&had).all(|(now, had)| now > *had)
    };
    let begun = Instant::now();
    while !back() {
        let late = people
            .iter()
            .zip(&had)
            .filter(|(person, had)| person.acknowledged.load(Ordering::SeqCst) <= **had);
        assert!(
            begun.elapsed() < PATIENCE,
            "a room did not reopen; last heard: {:?}",
            late.map(|(person, _)| (&person.room, person.refused.lock().unwrap().clone()))
                .collect::<Vec<_>>(),
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }

    // A restart that is asked for: everybody is told to come back.
    let asked = Instant::now();
    load.stop.store(true, Ordering::SeqCst);
    server.terminate();
    let status = server.child.wait().unwrap();
    let gone_after = asked.elapsed();
    let mut told = 0;
    for life in lives {
        told += life.await.unwrap().into_iter().filter(|code| *code == 1012).count();
    }
    assert!(status.success(), "{status}");

    let said = journaled(folder.path(), &people).await;
    let (mut acked, mut lost, mut doubled) = (0, 0, 0);
    for (person, said) in people.iter().zip(&said) {
        let last = person.acknowledged.load(Ordering::SeqCst);
        acked += last;
        lost += (1..=last).filter(|number| !said.contains(number)).count();
        doubled += said.windows(2).filter(|pair| pair[0] >= pair[1]).count();
    }
    println!(
        "kills {kills}, acknowledged {acked}, answers cut off {}, lost {lost}, doubled {doubled}; \
         restart: told {told} of {}, gone after {gone_after:?}",
        load.cut.load(Ordering::SeqCst),
        people.len(),
    );
    assert_eq!((lost, doubled), (0, 0));
    assert_eq!(told, people.len());
    assert!(gone_after < Duration::from_secs(5), "{gone_after:?}");
}
