//! The load on Cercle itself: rooms of ten, hands that go up and down.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use cercle::domain::id::{CycleId, KnockId, ParticipantId, Timestamp};
use cercle::domain::vocabulary::Language;
use cercle::rehearsal::device::Device;
use cercle::rehearsal::face::Face;
use cercle::wire::account::{DayOpened, Enrol, Me, NewCycle, NewMember, OpenDay};
use cercle::wire::common::{FromFace, PROTOCOL};
use cercle::wire::door::{Door, DoorFound, Knock, Knocked, Ticket};
use cercle::wire::{facilitator, participant};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use uuid::Uuid;

use crate::Load;
use crate::measure::Figures;
use crate::server::Server;

/// Phones of a room.
const PHONES: usize = 8;
/// Faces that show hands: the phones and the tablet. The tenth, the screen, does not.
const SHOWN_ON: usize = PHONES + 1;
/// How long one command may take to reach everybody.
const PATIENCE: Duration = Duration::from_secs(20);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The server, its tablet signed in, and the directory it writes to.
struct House {
    server: Server,
    tablet: Device,
    origin: String,
    _data: tempfile::TempDir,
}

impl House {
    async fn start() -> anyhow::Result<Self> {
        let data = tempfile::tempdir()?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let listen = format!("127.0.0.1:{port}");
        let folder = data.path().to_str().context("a plain path")?;
        let arguments = ["serve", "--data", folder, "--listen", &listen];
        let program = Path::new(env!("CARGO_BIN_EXE_cercle"));
        let server = Server::start(program, &arguments, |line| line.contains("#enrol=")).await?;
        let token = server.said.split("#enrol=").nth(1).context("a token")?.trim().to_owned();
        let origin = format!("http://{listen}");
        let tablet = Device::new(&origin);
        let name = "Claire".to_owned();
        let enrol = Enrol { token, name, passphrase: "une longue phrase de mesure".into() };
        let _: Me = tablet.post("/api/enrol", &enrol).await.context("enrolling")?;
        Ok(Self { server, tablet, origin, _data: data })
    }

    /// Opens a room with eight phones admitted.
    async fn room(&self) -> anyhow::Result<(String, Vec<(ParticipantId, Device)>)> {
        let cycle = CycleId(Uuid::new_v4());
        let people: Vec<NewMember> =
            ["Karim", "Nadia", "Sophie", "Claude", "Helga", "Julien", "Mehdi", "Bruno"]
                .iter()
                .map(|name| NewMember {
                    participant: ParticipantId(Uuid::new_v4()),
                    name: (*name).to_owned(),
                })
                .collect();
        let new = NewCycle {
            cycle,
            group: "Mesure".into(),
            organisation: String::new(),
            people: people.clone(),
            dates: vec![Timestamp(0)],
        };
        let _: serde_json::Value = self.tablet.post("/api/cycles", &new).await?;
        let day = OpenDay {
            number: 1,
            midnight: Timestamp(0),
            blocks: vec![],
            reserve: 0,
            seats: 8,
            language: Language::Fr,
        };
        let opened: DayOpened =
            self.tablet.post(&format!("/api/cycles/{cycle}/days"), &day).await?;
        let face: Face<facilitator::Says> =
            Face::enter(&self.tablet, &opened.room, "facilitator").await?;
        let mut phones = Vec::new();
        for member in people {
            let device = self.let_in(&face, &opened.code, &member).await?;
            phones.push((member.participant, device));
        }
        Ok((opened.room, phones))
    }

    async fn let_in(
        &self,
        tablet: &Face<facilitator::Says>,
        code: &str,
        member: &NewMember,
    ) -> anyhow::Result<Device> {
        let device = Device::new(&self.origin);
        let door = Door { code: code.to_owned(), key: None };
        let found: DoorFound = device.post("/api/door", &door).await?;
        let knock = KnockId(Uuid::new_v4());
        let knocks = Knock { knock, name: member.name.clone(), screen: false };
        let path = format!("/api/rooms/{}/knock", found.room);
        let knocking = async {
            while let Knocked::Waiting { .. } = device.post::<Knocked>(&path, &knocks).await? {}
            anyhow::Ok(())
        };
        let admitting = async {
            let here = |passing: &facilitator::Passing| {
                passing.knocks.iter().any(|waiting| waiting.knock == knock)
            };
            tablet.until::<facilitator::Passing>("passing", here).await?;
            let (participant, name) = (member.participant, member.name.clone());
            let admit = facilitator::Says::Admit { knock, participant, name };
            tablet.say(admit).await.map_err(|refusal| anyhow::anyhow!(refusal.code))
        };
        tokio::try_join!(knocking, admitting)?;
        Ok(device)
    }
}

/// A face's socket, greeted.
async fn greet(device: &Device, room: &str, face: &str) -> anyhow::Result<Socket> {
    let path = format!("/api/rooms/{room}/ticket?face={face}");
    let ticket: Ticket = device.post(&path, &serde_json::json!({})).await?;
    let address = device.origin().replacen("http", "ws", 1);
    let mut request =
        format!("{address}/api/rooms/{room}/socket?face={face}").into_client_request()?;
    request.headers_mut().insert("origin", device.origin().parse()?);
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await?;
    let hello = FromFace::<participant::Says>::Hello {
        protocol: PROTOCOL,
        ticket: ticket.ticket,
        epoch: None,
        revisions: Default::default(),
    };
    socket.send(Message::text(serde_json::to_string(&hello)?)).await?;
    Ok(socket)
}

/// A room under load: who speaks, and what arrives where.
struct Room {
    speaks: mpsc::Sender<String>,
    _silent: Vec<mpsc::Sender<String>>,
    /// Of each frame that shows hands: whether the speaker's is up, and its size.
    arrivals: mpsc::Receiver<(bool, usize)>,
}

async fn enter(house: &House) -> anyhow::Result<Room> {
    let (room, phones) = house.room().await?;
    let (arrived, arrivals) = mpsc::channel(256);
    let speaker = phones[0].0;
    let mut speaks = None;
    let mut silent = Vec::new();
    let mut sockets = vec![greet(&house.tablet, &room, "facilitator").await?];
    for (_, device) in &phones {
        sockets.push(greet(device, &room, "participant").await?);
    }
    for (index, socket) in sockets.into_iter().enumerate() {
        let (out, heard) = socket.split();
        tokio::spawn(listen(heard, speaker, arrived.clone()));
        let (says, said) = mpsc::channel(4);
        tokio::spawn(stay(out, said));
        if index == 1 {
            speaks = Some(says);
        } else {
            // The channel of a face that never speaks stays open as long as its room.
            silent.push(says);
        }
    }
    Ok(Room { speaks: speaks.context("a phone speaks")?, _silent: silent, arrivals })
}

/// Sends what is said, and keeps the socket alive as a page does, as long as the room lasts.
async fn stay(mut out: SplitSink<Socket, Message>, mut said: mpsc::Receiver<String>) {
    let mut beat = tokio::time::interval(Duration::from_secs(10));
    loop {
        let text = tokio::select! {
            said = said.recv() => match said {
                Some(text) => text,
                None => return,
            },
            _ = beat.tick() => r#"{"type":"ping","at":0}"#.to_owned(),
        };
        if out.send(Message::text(text)).await.is_err() {
            return;
        }
    }
}

/// Tells of every frame that shows hands.
async fn listen(
    mut heard: SplitStream<Socket>,
    speaker: ParticipantId,
    arrived: mpsc::Sender<(bool, usize)>,
) {
    let up = speaker.to_string();
    while let Some(Ok(Message::Text(text))) = heard.next().await {
        let Some(at) = text.find("\"hands\":[") else { continue };
        let hands = text[at..].split(']').next().unwrap_or_default();
        if arrived.send((hands.contains(&up), text.len())).await.is_err() {
            return;
        }
    }
}

/// The load on rooms of a server of its own.
pub async fn run(load: Load) -> anyhow::Result<Figures> {
    let house = House::start().await?;
    let mut rooms = Vec::new();
    for _ in 0..load.rooms {
        let mut room = enter(&house).await?;
        settle(&mut room).await;
        rooms.push(room);
    }
    let cpu = house.server.cpu()?;
    let started = Instant::now();
    let runs: Vec<_> =
        rooms.into_iter().map(|room| tokio::spawn(speak(room, load, started))).collect();
    let mut figures = Figures::default();
    for run in runs {
        let of_room = run.await??;
        figures.everybody.extend(of_room.everybody);
        figures.deliveries += of_room.deliveries;
        figures.bytes += of_room.bytes;
    }
    figures.lasted = started.elapsed();
    figures.cpu = house.server.cpu()? - cpu;
    Ok(figures)
}

/// Lets the frames of arriving pass by.
async fn settle(room: &mut Room) {
    let quiet = Duration::from_millis(700);
    while let Ok(Some(_)) = tokio::time::timeout(quiet, room.arrivals.recv()).await {}
}

/// One hand goes up and down at an even pace, whether the last move has arrived or not; each move is
/// followed until everybody's face shows it, and timed from the instant it was due.
async fn speak(mut room: Room, load: Load, started: Instant) -> anyhow::Result<Figures> {
    let mut figures = Figures::default();
    let every = Duration::from_secs_f64(1.0 / load.per_second);
    let mut due = started;
    let mut raised = false;
    while started.elapsed() < load.lasts {
        due += every;
        tokio::time::sleep_until(due.into()).await;
        raised = !raised;
        let id = Uuid::new_v4().simple().to_string();
        let say = participant::Says::Hand { raised };
        let message = FromFace::Say { id, say };
        room.speaks.send(serde_json::to_string(&message)?).await?;
        let mut shown = 0;
        while shown < SHOWN_ON {
            let arrival = tokio::time::timeout(PATIENCE, room.arrivals.recv()).await;
            let (up, bytes) = arrival.context("in time")?.context("the server is there")?;
            figures.deliveries += 1;
            figures.bytes += bytes as u64;
            shown += usize::from(up == raised);
        }
        figures.everybody.push(due.elapsed());
    }
    Ok(figures)
}

/// Resident memory of a socket that is greeted and then silent.
pub async fn bytes_per_idle_connection(connections: usize) -> anyhow::Result<f64> {
    let house = House::start().await?;
    let (room, phones) = house.room().await?;
    let before = house.server.resident()?;
    let mut sockets = Vec::with_capacity(connections);
    for index in 0..connections {
        let (_, device) = &phones[index % phones.len()];
        let mut socket = greet(device, &room, "participant").await?;
        // Welcome and the first frame: from then on it is idle.
        for _ in 0..2 {
            socket.next().await.context("a greeting")??;
        }
        sockets.push(socket);
    }
    let after = house.server.resident()?;
    drop(sockets);
    Ok((after - before) / connections as f64)
}
