//! The program itself, killed at random instants under load: what was acknowledged is there, once.
//!
//! Fifty times unless `CERCLE_KILLS` says otherwise.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use cercle::domain::event::Event;
use cercle::domain::id::{CycleId, KnockId, ParticipantId, StreamName, Timestamp};
use cercle::domain::vocabulary::Language;
use cercle::journal::{Ledger, SqliteJournal};
use cercle::rehearsal::device::Device;
use cercle::rehearsal::face::Face;
use cercle::vault::{FileVault, MasterKey};
use cercle::wire::account::{DayOpened, Enrol, Me, NewCycle, NewMember, OpenDay};
use cercle::wire::door::{Door, DoorFound, Knock, Knocked};
use cercle::wire::{facilitator, participant};
use support::Chance;
use uuid::Uuid;

const ROOMS: usize = 10;
const PEOPLE: usize = 5;
const KILLS: usize = 50;
/// Between two commands of a person: their credit is ten a second.
const BREATH: Duration = Duration::from_millis(105);
/// Acknowledgements there must have been since the last kill: the next one falls under load.
const LOAD: u64 = 40;
/// The kill falls at an instant of so many milliseconds after that.
const INSTANTS: usize = 200;
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program on one data directory and one port.
struct Server {
    data: PathBuf,
    port: u16,
    child: Child,
}

impl Server {
    fn start(data: &Path, port: u16) -> Self {
        let log =
            std::fs::File::options().create(true).append(true).open(data.join("log")).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_cercle"))
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        Self { data: data.to_owned(), port, child }
    }

    fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// As a power cut does to a process: no farewell.
    fn kill_and_start_again(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        *self = Self::start(&self.data, self.port);
    }

    fn terminate(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The one-time token, as the program prints it.
fn first_token(data: &Path) -> String {
    let invite = Command::new(env!("CARGO_BIN_EXE_cercle"))
        .args(["invite", "--data"])
        .arg(data)
        .output()
        .unwrap();
    let printed = String::from_utf8(invite.stdout).unwrap();
    printed.trim().split("#enrol=").nth(1).expect("a link is printed").to_owned()
}

/// Asks again until it is answered.
async fn until<T, F: Future<Output = anyhow::Result<T>>>(ask: impl Fn() -> F) -> T {
    let begun = Instant::now();
    loop {
        match ask().await {
            Ok(answer) => return answer,
            Err(error) => assert!(begun.elapsed() < PATIENCE, "{error:#}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Somebody who says one number after the other.
struct Person {
    seat: ParticipantId,
    device: Device,
    room: String,
    /// The last number answered with yes.
    acknowledged: AtomicU64,
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
            let Ok(face) = entered.await else {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
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
                    Err(refusal) => assert!(
                        ["busy", "unavailable"].contains(&refusal.code.as_str()),
                        "{}",
                        refusal.code
                    ),
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
    let tablet = Device::new(origin);
    let enrol = Enrol {
        token: token.to_owned(),
        name: "Camille".into(),
        passphrase: "une longue phrase d’essai".into(),
    };
    until(|| tablet.get::<serde_json::Value>("/health")).await;
    let _: Me = tablet.post("/api/enrol", &enrol).await.unwrap();
    let mut people = Vec::new();
    for room in 0..ROOMS {
        people.extend(open_room(&tablet, room).await.unwrap());
    }
    people
}

async fn open_room(tablet: &Device, room: usize) -> anyhow::Result<Vec<Arc<Person>>> {
    let cycle = CycleId(Uuid::new_v4());
    let seats: Vec<(ParticipantId, String)> = ["Anna", "Bruno", "Carla", "David", "Emma"]
        .into_iter()
        .take(PEOPLE)
        .map(|name| (ParticipantId(Uuid::new_v4()), name.to_owned()))
        .collect();
    let new = NewCycle {
        cycle,
        group: format!("Groupe {room}"),
        organisation: "Essai".into(),
        people: seats
            .iter()
            .map(|(participant, name)| NewMember { participant: *participant, name: name.clone() })
            .collect(),
        dates: vec![Timestamp(0)],
    };
    let _: serde_json::Value = tablet.post("/api/cycles", &new).await?;
    let day = OpenDay {
        number: 1,
        midnight: today(),
        blocks: Vec::new(),
        reserve: 10,
        seats: 8,
        language: Language::Fr,
    };
    let opened: DayOpened = tablet.post(&format!("/api/cycles/{cycle}/days"), &day).await?;
    let face: Face<facilitator::Says> = Face::enter(tablet, &opened.room, "facilitator").await?;
    let mut people = Vec::new();
    for (seat, name) in seats {
        let device = let_in(&face, tablet.origin(), &opened, seat, &name).await?;
        let (room, acknowledged) = (opened.room.clone(), AtomicU64::new(0));
        people.push(Arc::new(Person { seat, device, room, acknowledged }));
    }
    let ask = facilitator::Says::AskExpectations { open: true };
    face.say(ask).await.map_err(|refusal| anyhow::anyhow!(refusal.code))?;
    Ok(people)
}

async fn let_in(
    tablet: &Face<facilitator::Says>,
    origin: &str,
    opened: &DayOpened,
    seat: ParticipantId,
    name: &str,
) -> anyhow::Result<Device> {
    let device = Device::new(origin);
    let found: DoorFound =
        device.post("/api/door", &Door { code: opened.code.clone(), key: None }).await?;
    let knock = Knock { knock: KnockId(Uuid::new_v4()), name: name.to_owned(), screen: false };
    let path = format!("/api/rooms/{}/knock", found.room);
    let knocking = async {
        while let Knocked::Waiting { .. } = device.post::<Knocked>(&path, &knock).await? {}
        anyhow::Ok(())
    };
    let admitting = async {
        tablet
            .until::<facilitator::Passing>("passing", |passing| {
                passing.knocks.iter().any(|waiting| waiting.knock == knock.knock)
            })
            .await?;
        let (knock, name) = (knock.knock, name.to_owned());
        let admit = facilitator::Says::Admit { knock, participant: seat, name };
        tablet.say(admit).await.map_err(|refusal| anyhow::anyhow!(refusal.code))
    };
    tokio::try_join!(knocking, admitting)?;
    Ok(device)
}

/// Midnight of today, so that no sweep takes the rooms for forgotten ones.
#[allow(clippy::disallowed_methods, reason = "a test has no clock of the house")]
fn today() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp(i64::try_from(since.as_millis()).unwrap())
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
    waits_for("a room did not reopen", back).await;

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
