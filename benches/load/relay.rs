//! The yardstick: a lean relay on the same stack. It joins a room, and whatever is said there goes
//! to everybody in it: no rules, no views, nothing durable.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::any;
use dashmap::DashMap;
use futures_util::{SinkExt, StreamExt};
use tokio::sync::{broadcast, mpsc};
use tokio_tungstenite::tungstenite;

use crate::Load;
use crate::measure::Figures;
use crate::server::Server;

/// The argument by which this bench becomes the relay.
pub const ARGUMENT: &str = "--relay";
/// Faces of a room.
const FACES: usize = 10;
/// Messages a slow member may lag behind.
const LAG: usize = 256;

type Rooms = Arc<DashMap<usize, broadcast::Sender<axum::extract::ws::Utf8Bytes>>>;

/// Serves until it is killed.
pub fn serve() -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let rooms: Rooms = Arc::default();
        let app = Router::new().route("/{room}", any(join)).with_state(rooms);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("relay on {}", listener.local_addr()?);
        use axum::serve::ListenerExt;
        let listener = listener.tap_io(|tcp| {
            let _ = tcp.set_nodelay(true);
        });
        axum::serve(listener, app).await?;
        Ok(())
    })
}

async fn join(
    Path(room): Path<usize>,
    State(rooms): State<Rooms>,
    up: WebSocketUpgrade,
) -> Response {
    let room = rooms.entry(room).or_insert_with(|| broadcast::channel(LAG).0).clone();
    up.read_buffer_size(4096).on_upgrade(move |socket| relay(socket, room))
}

async fn relay(mut socket: WebSocket, room: broadcast::Sender<axum::extract::ws::Utf8Bytes>) {
    let mut heard = room.subscribe();
    loop {
        tokio::select! {
            said = socket.recv() => match said {
                Some(Ok(Message::Text(text))) => { let _ = room.send(text); }
                Some(Ok(_)) => {}
                _ => return,
            },
            text = heard.recv() => match text {
                Ok(text) => if socket.send(Message::Text(text)).await.is_err() { return },
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return,
            },
        }
    }
}

/// The same load as on the rooms, with messages of so many bytes.
pub async fn run(load: Load, bytes: usize) -> anyhow::Result<Figures> {
    let program = std::env::current_exe()?;
    let server = Server::start(&program, &[ARGUMENT], |line| line.starts_with("relay on ")).await?;
    let address = server.said.trim_start_matches("relay on ").to_owned();
    let mut rooms = Vec::new();
    for room in 0..load.rooms {
        rooms.push(enter(&address, room).await?);
    }
    let cpu = server.cpu()?;
    let started = Instant::now();
    let runs = rooms.into_iter().map(|room| tokio::spawn(say(room, load, bytes, started)));
    let mut figures = Figures::default();
    for run in runs.collect::<Vec<_>>() {
        let of_room = run.await??;
        figures.everybody.extend(of_room.everybody);
        figures.deliveries += of_room.deliveries;
        figures.bytes += of_room.bytes;
    }
    figures.lasted = started.elapsed();
    figures.cpu = server.cpu()? - cpu;
    Ok(figures)
}

/// A room of the relay: one member that says, and arrivals at all ten.
struct Room {
    says: mpsc::Sender<String>,
    arrivals: mpsc::Receiver<usize>,
}

async fn enter(address: &str, room: usize) -> anyhow::Result<Room> {
    let (says, mut said) = mpsc::channel::<String>(4);
    let (arrived, arrivals) = mpsc::channel(FACES * 4);
    for face in 0..FACES {
        let (socket, _) =
            tokio_tungstenite::connect_async(format!("ws://{address}/{room}")).await?;
        let (mut out, mut heard) = socket.split();
        let arrived = arrived.clone();
        tokio::spawn(async move {
            while let Some(Ok(message)) = heard.next().await {
                if arrived.send(message.len()).await.is_err() {
                    return;
                }
            }
        });
        if face == 0 {
            let (_, gone) = mpsc::channel(1);
            let mut said = std::mem::replace(&mut said, gone);
            tokio::spawn(async move {
                while let Some(text) = said.recv().await {
                    if out.send(tungstenite::Message::text(text)).await.is_err() {
                        return;
                    }
                }
            });
        } else {
            // Kept open for the length of the run.
            tokio::spawn(async move {
                std::future::pending::<()>().await;
                drop(out);
            });
        }
    }
    Ok(Room { says, arrivals })
}

async fn say(
    mut room: Room,
    load: Load,
    bytes: usize,
    started: Instant,
) -> anyhow::Result<Figures> {
    let mut figures = Figures::default();
    let every = Duration::from_secs_f64(1.0 / load.per_second);
    let text = "x".repeat(bytes);
    let mut due = started;
    while started.elapsed() < load.lasts {
        due += every;
        tokio::time::sleep_until(due.into()).await;
        room.says.send(text.clone()).await?;
        for _ in 0..FACES {
            figures.bytes += room.arrivals.recv().await.context("the relay is there")? as u64;
            figures.deliveries += 1;
        }
        figures.everybody.push(due.elapsed());
    }
    Ok(figures)
}
