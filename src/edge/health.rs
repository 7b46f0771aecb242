//! Whether the house lives, and whether it takes people in.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::edge::Edge;

/// A known body, so that the page of a captive portal is not taken for ours.
const ALIVE: &str = r#"{"cercle":1}"#;

pub(super) async fn health() -> Response {
    ([(CONTENT_TYPE, "application/json")], ALIVE).into_response()
}

pub(super) async fn ready(State(edge): State<Arc<Edge>>) -> Response {
    let status =
        if edge.stopping.is_cancelled() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (status, [(CONTENT_TYPE, "application/json")], ALIVE).into_response()
}
