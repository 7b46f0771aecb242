//! The second transport: a request held open for what is new, and one for each thing said.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};

use crate::edge::Edge;
use crate::edge::body::{Text, Told};
use crate::edge::caller::{Caller, Face, Room};
use crate::edge::error::Denied;
use crate::edge::frames::Heard;
use crate::edge::intake;
use crate::edge::presence::Held;
use crate::edge::token::Who;
use crate::wire::common::{Answer, Signal};

/// What the face has heard already.
#[derive(Debug, Deserialize)]
pub(super) struct Have {
    epoch: Option<String>,
    #[serde(default)]
    have: String,
}

/// What is new for a face: at once, or as soon as there is anything, or nothing after a while.
pub(super) async fn frame(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    face: Face,
    Query(have): Query<Have>,
    Room(room): Room,
) -> Result<Response, Denied> {
    let who = edge.who(&caller, &room, face).await?;
    let heard = Heard::listed(have.epoch, &have.have).ok_or(Denied::Malformed)?;
    let held = edge.presence.take_up(&room, who);
    match news(&edge, held, who, heard).await? {
        Some(text) => {
            let unbuffered = HeaderName::from_static("x-accel-buffering");
            Ok(([(CONTENT_TYPE, "application/json"), (unbuffered, "no")], text).into_response())
        }
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// Waits for a snapshot in which the face lacks something.
async fn news(
    edge: &Edge,
    mut held: Held,
    who: Who,
    mut heard: Heard,
) -> Result<Option<String>, Denied> {
    let until = Instant::now() + edge.limits.poll;
    let mut revoked = edge.revoked.subscribe();
    let mut published = held.attached().published();
    loop {
        held.give_signs();
        if !who.is_admitted(&published.day) || !edge.still_drives(who).await {
            return Err(Denied::NotAdmitted);
        }
        let frame = published.frame(who.audience());
        if heard.lacks(&published.epoch, &frame) {
            return Ok(Some(heard.tell(&published.epoch, &frame, edge.clock.now())));
        }
        let wake = held.wake.clone();
        tokio::select! {
            newer = held.attached().changed() => match newer {
                Ok(newer) => published = newer,
                Err(_) => {
                    held.let_go();
                    return Err(Denied::Restarting);
                }
            },
            () = wake.notified() => {}
            _ = revoked.changed() => {}
            () = edge.stopping.cancelled() => return Err(Denied::Restarting),
            () = sleep_until(until) => return Ok(None),
        }
    }
}

/// Something said, and the answer to it.
pub(super) async fn say(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    face: Face,
    Room(room): Room,
    Text(text): Text,
) -> Result<Json<Answer>, Denied> {
    let who = edge.who(&caller, &room, face).await?;
    if !edge.throttle.word(room.room(), who) {
        return Err(Denied::Busy);
    }
    let (id, act) = intake::read_posted(who, &text).map_err(|_| Denied::Malformed)?;
    Ok(Json(edge.decide(&room, id, act).await))
}

/// A passing sign.
pub(super) async fn signal(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    face: Face,
    Room(room): Room,
    Told(signal): Told<Signal>,
) -> Result<StatusCode, Denied> {
    let who = edge.who(&caller, &room, face).await?;
    if !edge.throttle.word(room.room(), who) {
        return Err(Denied::Busy);
    }
    edge.presence.sign(&room, who, signal);
    Ok(StatusCode::NO_CONTENT)
}
