//! The program itself on a data directory, and rooms of people in it.
#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "a test may fail by panicking; each uses its share"
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cercle::domain::id::{CycleId, KnockId, ParticipantId, Timestamp};
use cercle::domain::vocabulary::Language;
use cercle::rehearsal::device::Device;
use cercle::rehearsal::face::Face;
use cercle::wire::account::{DayOpened, Enrol, Me, NewCycle, NewMember, OpenDay};
use cercle::wire::door::{Door, DoorFound, Knock, Knocked};
use cercle::wire::facilitator;
use uuid::Uuid;

/// How long anything may take.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The program on one data directory and one port.
pub struct Server {
    data: PathBuf,
    port: u16,
    pub child: Child,
}

impl Server {
    pub fn start(data: &Path, port: u16) -> Self {
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

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// As a power cut does to a process: no farewell.
    pub fn kill_and_start_again(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        *self = Self::start(&self.data, self.port);
    }

    pub fn terminate(&self) {
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

/// Ports below those that the system gives to whoever calls out.
const PORTS: std::ops::Range<u16> = 10_240..32_768;

/// A port that nobody listens on. Of those that callers are given none stays free while its server is
/// down: whoever calls it then may be given the very port that they call, and be connected to themselves.
pub fn free_port() -> u16 {
    let draw = || PORTS.start + (Uuid::new_v4().as_u128() % PORTS.len() as u128) as u16;
    let is_free = |port: &u16| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok();
    std::iter::repeat_with(draw).find(is_free).unwrap()
}

/// The one-time token, as the program prints it.
pub fn first_token(data: &Path) -> String {
    let invite = Command::new(env!("CARGO_BIN_EXE_cercle"))
        .args(["invite", "--data"])
        .arg(data)
        .output()
        .unwrap();
    let printed = String::from_utf8(invite.stdout).unwrap();
    printed.trim().split("#enrol=").nth(1).expect("a link is printed").to_owned()
}

/// Asks again until it is answered.
pub async fn until<T, F: Future<Output = anyhow::Result<T>>>(ask: impl Fn() -> F) -> T {
    let begun = Instant::now();
    loop {
        match ask().await {
            Ok(answer) => return answer,
            Err(error) => assert!(begun.elapsed() < PATIENCE, "{error:#}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The first facilitator's tablet, enrolled.
pub async fn enrolled(origin: &str, token: &str) -> Device {
    let tablet = Device::new(origin);
    let enrol = Enrol {
        token: token.to_owned(),
        name: "Camille".into(),
        passphrase: "une longue phrase d’essai".into(),
    };
    until(|| tablet.get::<serde_json::Value>("/health")).await;
    let _: Me = tablet.post("/api/enrol", &enrol).await.unwrap();
    tablet
}

/// A day of a group of its own, with somebody in every seat.
pub struct Room {
    /// Its name.
    pub room: String,
    /// Who is in, and their devices.
    pub people: Vec<(ParticipantId, Device)>,
}

impl Room {
    /// Opens it and lets all of these in.
    pub async fn open(tablet: &Device, names: &[&str]) -> anyhow::Result<Self> {
        let cycle = CycleId(Uuid::new_v4());
        let seats: Vec<(ParticipantId, &str)> =
            names.iter().map(|name| (ParticipantId(Uuid::new_v4()), *name)).collect();
        let member = |(participant, name): &(ParticipantId, &str)| NewMember {
            participant: *participant,
            name: (*name).to_owned(),
        };
        let new = NewCycle {
            cycle,
            group: "Groupe".into(),
            organisation: "Essai".into(),
            people: seats.iter().map(member).collect(),
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
        let face = Face::enter(tablet, &opened.room, "facilitator").await?;
        let mut people = Vec::new();
        for (seat, name) in seats {
            people.push((seat, let_in(&face, tablet.origin(), &opened, seat, name).await?));
        }
        Ok(Self { room: opened.room, people })
    }
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
