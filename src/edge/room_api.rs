//! What a face fetches of its room beside the frames: tickets, sockets, QR, catalogue, keepsakes.

use std::sync::Arc;

use axum::Json;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts, Query, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Deserialize;

use crate::domain::process::ProcessId;
use crate::edge::Edge;
use crate::edge::caller::{Caller, Face, Room, RoomPath};
use crate::edge::connection::{MESSAGE_BYTES, run_socket};
use crate::edge::error::Denied;
use crate::edge::identity::{Cookie, DeviceToken};
use crate::edge::ticket::Tickets;
use crate::live::accounts::KeptForOne;
use crate::view::offered;
use crate::wire::common::OfferedProcess;
use crate::wire::door::Ticket;
use crate::wire::participant::{Kept, KeptText, TraceLine};

/// Read at once from a socket: the default would be 128 KiB for each of them.
const READ_BYTES: usize = 4 * 1024;
/// What may wait to be sent to a face that does not read.
const UNSENT_BYTES: usize = 256 * 1024;
/// Pixels of the QR's side at least; it is drawn, and scales.
const QR_PIXELS: u32 = 320;

/// A one-time ticket for a socket of this face.
pub(super) async fn ticket(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    face: Face,
    Room(room): Room,
) -> Result<Json<Ticket>, Denied> {
    let who = edge.who(&caller, &room, face).await?;
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(|_| Denied::Unavailable)?;
    let ticket = Tickets::issue(&edge.mint, room.room(), who, nonce, edge.clock.now());
    Ok(Json(Ticket { ticket }))
}

/// A socket. The ticket in its first message says whose it is; cookies are not looked at.
pub(super) async fn socket(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    _face: Face,
    RoomPath(room): RoomPath,
    request: Request,
) -> Response {
    let (mut parts, _) = request.into_parts();
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &edge).await {
        Ok(upgrade) => upgrade,
        Err(not_a_socket) => return not_a_socket.into_response(),
    };
    let tracked = edge.tasks.token();
    upgrade
        .read_buffer_size(READ_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(UNSENT_BYTES)
        .max_message_size(MESSAGE_BYTES)
        .max_frame_size(MESSAGE_BYTES)
        .on_upgrade(move |socket| async move {
            run_socket(socket, edge, room, caller.guest).await;
            drop(tracked);
        })
}

/// The QR by which one joins: code and door key, in a fragment that no server sees.
pub(super) async fn qr(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Room(room): Room,
) -> Result<Response, Denied> {
    if edge.who(&caller, &room, Face::Screen).await.is_err() {
        edge.who(&caller, &room, Face::Facilitator).await?;
    }
    let published = room.published();
    let facts = published.day.open().ok_or(Denied::DayOver)?;
    let link = format!("{}/#{}.{}", edge.reach.links, facts.code, facts.door_key);
    let code = QrCode::new(link.as_bytes()).map_err(|_| Denied::Unavailable)?;
    let drawing = code
        .render::<svg::Color<'_>>()
        .min_dimensions(QR_PIXELS, QR_PIXELS)
        .dark_color(svg::Color("#1F2A2C"))
        .light_color(svg::Color("#FFFFFF"))
        .build();
    Ok(([(CONTENT_TYPE, "image/svg+xml")], drawing).into_response())
}

/// Which processes are asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    /// This one alone.
    process: Option<ProcessId>,
}

/// The processes of this day, as they are offered. A phone's list leaves out the secondary ones; a
/// phone that meets one asks for it by its id.
pub(super) async fn catalogue(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    face: Face,
    Query(wanted): Query<Wanted>,
    Room(room): Room,
) -> Result<Json<Vec<OfferedProcess>>, Denied> {
    edge.who(&caller, &room, face).await?;
    let published = room.published();
    let facts = published.day.open().ok_or(Denied::DayOver)?;
    Ok(Json(offered(facts, |process| match &wanted.process {
        Some(id) => process.id == *id,
        None => face != Face::Participant || !process.secondary,
    })))
}

/// What the seat of this device kept of a day, also after its end.
pub(super) async fn kept(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    RoomPath(room): RoomPath,
) -> Result<Json<Kept>, Denied> {
    let cookie = Cookie::Device.read(edge.reach.https, &caller.headers);
    let device = cookie.and_then(DeviceToken::read).ok_or(Denied::NotAdmitted)?;
    Ok(Json(view(edge.accounts.kept(room, device.hash()).await?)))
}

fn view(kept: KeptForOne) -> Kept {
    let lines = kept.lines.into_iter().map(|line| TraceLine {
        line: line.line,
        kind: line.kind,
        text: line.text,
        due: line.due,
        keep: true,
    });
    let texts = kept.texts.into_iter().map(|text| KeptText {
        contribution: text.contribution,
        case_item: text.case,
        kind: text.kind,
        text: text.text,
    });
    Kept { lines: lines.collect(), texts: texts.collect() }
}
