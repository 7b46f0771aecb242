//! How a dot comes in: 512 bytes without an identity, on a connection of its own, never logged.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::ballot::door::{DOT_BYTES, NotPlaced};
use crate::edge::Edge;
use crate::edge::body;
use crate::edge::error::Denied;

/// Bytes of every answer, whatever it says.
const ANSWER_BYTES: usize = 128;

/// Takes the body and nothing else of a request: no cookie, no address.
pub(super) async fn place(State(edge): State<Arc<Edge>>, request: Request) -> Response {
    let placed = place_dot(&edge, request).await;
    match placed {
        Ok(()) => answer(StatusCode::OK, "placed"),
        Err(denied) => answer(denied.0, denied.1),
    }
}

async fn place_dot(edge: &Edge, request: Request) -> Result<(), (StatusCode, &'static str)> {
    if !edge.throttle.dot() {
        return Err((Denied::Busy.status(), Denied::Busy.code()));
    }
    let bytes =
        body::read(request, edge).await.map_err(|denied| (denied.status(), denied.code()))?;
    let sized = bytes.len() == DOT_BYTES;
    let placed = if sized { edge.ballots.place(&bytes).await } else { Err(NotPlaced::Malformed) };
    placed.map_err(|not| (status(not), not.code()))
}

fn status(not: NotPlaced) -> StatusCode {
    match not {
        NotPlaced::Malformed => StatusCode::BAD_REQUEST,
        NotPlaced::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::CONFLICT,
    }
}

/// The same length whatever it says; the connection is closed, so that no two dots share one.
fn answer(status: StatusCode, code: &str) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    let body = format!("{{\"code\":\"{code}\"}}");
    (status, headers, format!("{body:<ANSWER_BYTES$}")).into_response()
}
