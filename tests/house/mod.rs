//! A server of its own for each test, on a free port, with real clients.
#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "a test may fail by panicking; each uses its share"
)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use cercle::app::{App, Running};
use cercle::config::{Limits, Reach, Settings};
use cercle::domain::id::{CycleId, KnockId, ParticipantId, Timestamp};
use cercle::domain::vocabulary::{BlockKind, Language};
use cercle::edge::serve::listen;
use cercle::rehearsal::device::{Device, Refused};
use cercle::rehearsal::face::Face;
use cercle::wire::account::{DayOpened, Enrol, Me, NewCycle, NewMember, OpenDay};
use cercle::wire::common::BlockView;
use cercle::wire::door::{Door, DoorFound, Knock, Knocked};
use cercle::wire::{facilitator, participant, screen};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use uuid::Uuid;

pub const PASSPHRASE: &str = "une phrase assez longue pour un essai";
/// Midnight of the day the tests live. It is eight in the morning: tokens of the day are good, and the
/// treatment lies before it.
pub fn midnight() -> Timestamp {
    static MIDNIGHT: LazyLock<Timestamp> = LazyLock::new(|| {
        use cercle::clock::Clock;
        cercle::clock::HouseClock::start().now().plus_ms(-8 * 3_600 * 1_000)
    });
    *MIDNIGHT
}

/// Limits short enough to be waited for.
pub fn hasty() -> Limits {
    Limits {
        head: Duration::from_millis(400),
        body: Duration::from_millis(400),
        first_message: Duration::from_millis(400),
        farewell: Duration::from_millis(200),
        ..Limits::default()
    }
}

/// A running server.
pub struct Server {
    pub origin: String,
    pub app: Arc<App>,
    running: Running,
    data: Data,
}

/// Where the data is: removed with the last server that uses it.
type Data = Arc<tempfile::TempDir>;

impl Server {
    pub async fn start() -> Self {
        Self::start_with(Limits::default()).await
    }

    pub async fn start_with(limits: Limits) -> Self {
        Self::on(Arc::new(tempfile::tempdir().unwrap()), limits, 0).await
    }

    async fn on(data: Data, limits: Limits, port: u16) -> Self {
        let listener = listen(([127, 0, 0, 1], port).into()).unwrap();
        let address = listener.local_addr().unwrap();
        let origin = format!("http://{address}");
        let settings = Settings {
            data: data.path().to_owned(),
            listen: address,
            tls: None,
            reach: Reach { links: origin.clone(), ..Reach::default() },
            limits,
        };
        let app = App::open(&settings).await.unwrap();
        let running = app.clone().serve(listener, None);
        Self { origin, app, running, data }
    }

    /// Stops, and starts again on the same port with the same data.
    pub async fn restart(self) -> Self {
        let (data, origin) = (self.data.clone(), self.origin.clone());
        self.stop().await;
        let port = origin.rsplit(':').next().unwrap().parse().unwrap();
        Self::on(data, Limits::default(), port).await
    }

    /// Stops, as at a restart of the service; gives the data directory.
    pub async fn stop(self) -> Data {
        self.running.stop().await;
        self.data
    }

    /// Asks the server to stop, and goes on.
    pub fn begin_to_stop(&self) {
        self.running.begin_to_stop();
    }

    pub fn data(&self) -> PathBuf {
        self.data.path().to_owned()
    }

    pub fn device(&self) -> Device {
        Device::new(&self.origin)
    }

    /// The first facilitator, enrolled.
    pub async fn enrol(&self) -> Device {
        let tablet = self.device();
        let token = self.app.first_invitation().await.unwrap().unwrap();
        let enrol = Enrol { token, name: "Claire".into(), passphrase: PASSPHRASE.into() };
        let _: Me = tablet.post("/api/enrol", &enrol).await.unwrap();
        tablet
    }

    /// Any request at all.
    pub async fn raw(&self, request: Request<Full<Bytes>>) -> (StatusCode, HeaderMap, Bytes) {
        let client = Client::builder(TokioExecutor::new()).build_http();
        let answer = client.request(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        (parts.status, parts.headers, body.collect().await.unwrap().to_bytes())
    }

    /// A request of our own page.
    pub fn own(&self, method: &str, path: &str, body: impl Into<Bytes>) -> Request<Full<Bytes>> {
        Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.origin))
            .header("content-type", "application/json")
            .header("origin", &self.origin)
            .header("x-cercle", "1")
            .body(Full::from(body.into()))
            .unwrap()
    }
}

/// The stable code of a request that was refused.
pub fn code<T: std::fmt::Debug>(answered: anyhow::Result<T>) -> (u16, String) {
    let error = answered.unwrap_err();
    let refused = error.downcast_ref::<Refused>().unwrap_or_else(|| panic!("{error:#}"));
    (refused.status, refused.code.clone())
}

/// A day that has been opened, with its tablet.
pub struct Opened {
    pub server: Server,
    pub device: Device,
    pub tablet: Face<facilitator::Says>,
    pub cycle: CycleId,
    pub room: String,
    pub code: String,
}

/// A phone in the circle.
pub struct Phone {
    pub device: Device,
    pub face: Face<participant::Says>,
    pub seat: ParticipantId,
}

impl Opened {
    pub async fn start() -> Self {
        Self::on(Server::start().await, &[], 8).await
    }

    pub async fn on(server: Server, roster: &[(ParticipantId, &str)], seats: u8) -> Self {
        let device = server.enrol().await;
        let cycle = CycleId(Uuid::new_v4());
        let people = roster
            .iter()
            .map(|(participant, name)| NewMember {
                participant: *participant,
                name: (*name).to_owned(),
            })
            .collect();
        let new = NewCycle {
            cycle,
            group: "Groupe essai".into(),
            organisation: "Maison essai".into(),
            people,
            dates: vec![midnight()],
        };
        let _: serde_json::Value = device.post("/api/cycles", &new).await.unwrap();
        let (room, code) = open_day(&device, cycle, 1, seats).await;
        let tablet = Face::enter(&device, &room, "facilitator").await.unwrap();
        Self { server, device, tablet, cycle, room, code }
    }

    /// Somebody new comes in.
    pub async fn join(&self, name: &str) -> Phone {
        self.join_as(ParticipantId(Uuid::new_v4()), name).await
    }

    pub async fn join_as(&self, seat: ParticipantId, name: &str) -> Phone {
        let device = self.server.device();
        self.let_in(&device, seat, name).await;
        let face = Face::enter(&device, &self.room, "participant").await.unwrap();
        Phone { device, face, seat }
    }

    /// From the code to the cookies.
    pub async fn let_in(&self, device: &Device, seat: ParticipantId, name: &str) {
        let found = door(device, &self.code).await.unwrap();
        assert_eq!((found.room.as_str(), found.known), (self.room.as_str(), false));
        let knock = Knock { knock: KnockId(Uuid::new_v4()), name: name.into(), screen: false };
        let admit = facilitator::Says::Admit {
            knock: knock.knock,
            participant: seat,
            name: name.to_owned(),
        };
        let (admitted, ()) =
            tokio::join!(knock_until_answered(device, &self.room, &knock), async {
                self.sees_knock(knock.knock).await;
                self.conduct(admit).await;
            });
        assert_eq!(admitted, Knocked::Admitted);
    }

    /// Waits until the tablet shows a knock, and gives it.
    pub async fn sees_knock(&self, knock: KnockId) -> facilitator::KnockView {
        let shown = |passing: &facilitator::Passing| {
            passing.knocks.iter().find(|one| one.knock == knock).cloned()
        };
        let passing =
            self.tablet.until("passing", |passing| shown(passing).is_some()).await.unwrap();
        shown(&passing).unwrap()
    }

    /// The facilitator does something that is done.
    pub async fn conduct(&self, say: facilitator::Says) {
        let asked = format!("{say:?}");
        self.tablet.say(say).await.unwrap_or_else(|refusal| panic!("{asked}: {refusal:?}"));
    }

    /// A screen, paired.
    pub async fn screen(&self) -> (Device, Face<screen::Says>) {
        let device = self.server.device();
        door(&device, &self.code).await.unwrap();
        let knock = Knock { knock: KnockId(Uuid::new_v4()), name: String::new(), screen: true };
        let pair = facilitator::Says::PairScreen { knock: knock.knock, yes: true };
        let (paired, ()) = tokio::join!(knock_until_answered(&device, &self.room, &knock), async {
            self.sees_knock(knock.knock).await;
            self.conduct(pair).await;
        });
        assert_eq!(paired, Knocked::Admitted);
        let face = Face::enter(&device, &self.room, "screen").await.unwrap();
        (device, face)
    }
}

/// Opens a day of a cycle, today.
pub async fn open_day(device: &Device, cycle: CycleId, number: u8, seats: u8) -> (String, String) {
    open_day_dated(device, cycle, number, seats, midnight()).await
}

/// Opens a day of a cycle at a date of its own.
pub async fn open_day_dated(
    device: &Device,
    cycle: CycleId,
    number: u8,
    seats: u8,
    midnight: Timestamp,
) -> (String, String) {
    let block = |kind, start, end| BlockView { kind, start, end };
    let day = OpenDay {
        number,
        midnight,
        blocks: vec![
            block(BlockKind::Opening, 540, 570),
            block(BlockKind::Inventory, 570, 630),
            block(BlockKind::Treatment, 630, 1_020),
        ],
        reserve: 15,
        seats,
        language: Language::Fr,
    };
    let opened: DayOpened = device.post(&format!("/api/cycles/{cycle}/days"), &day).await.unwrap();
    (opened.room, opened.code)
}

pub async fn door(device: &Device, code: &str) -> anyhow::Result<DoorFound> {
    device.post("/api/door", &Door { code: code.to_owned(), key: None }).await
}

pub async fn knock(device: &Device, room: &str, knock: &Knock) -> anyhow::Result<Knocked> {
    device.post(&format!("/api/rooms/{room}/knock"), knock).await
}

pub async fn knock_until_answered(device: &Device, room: &str, asked: &Knock) -> Knocked {
    loop {
        match knock(device, room, asked).await.unwrap() {
            Knocked::Waiting { .. } => {}
            answered => return answered,
        }
    }
}

/// Files under a folder that hold any of these texts, with what was found.
pub fn found_in_files(folder: &Path, texts: &[String]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(found_in_files(&path, texts));
            continue;
        }
        // A journal that closes removes its log while we look.
        let Ok(bytes) = std::fs::read(&path) else { continue };
        for text in texts {
            if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
                found.push((path.clone(), text.clone()));
            }
        }
    }
    found
}
