//! Bodies of requests: small, in time, and of the shape this request takes.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::edge::Edge;
use crate::edge::error::Denied;

/// Bytes of a body.
const BODY_BYTES: usize = 16 * 1024;

/// A body read as JSON, every field known.
pub(super) struct Told<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<Edge>> for Told<T> {
    type Rejection = Denied;

    async fn from_request(request: Request, edge: &Arc<Edge>) -> Result<Self, Denied> {
        let bytes = read(request, edge).await?;
        serde_json::from_slice(&bytes).map(Told).map_err(|_| Denied::Malformed)
    }
}

/// A body as text.
pub(super) struct Text(pub String);

impl FromRequest<Arc<Edge>> for Text {
    type Rejection = Denied;

    async fn from_request(request: Request, edge: &Arc<Edge>) -> Result<Self, Denied> {
        let bytes = read(request, edge).await?;
        String::from_utf8(bytes.into()).map(Text).map_err(|_| Denied::Malformed)
    }
}

/// The bytes of a body.
pub(super) async fn read(request: Request, edge: &Edge) -> Result<Bytes, Denied> {
    read_up_to(BODY_BYTES, request, edge).await
}

/// The bytes of a body of a size of its own.
pub(super) async fn read_up_to(
    most: usize,
    request: Request,
    edge: &Edge,
) -> Result<Bytes, Denied> {
    let body = Limited::new(request.into_body(), most).collect();
    match timeout(edge.limits.body, body).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Denied::TooLarge),
        Ok(Err(_)) => Err(Denied::Malformed),
        Err(_) => Err(Denied::TooSlow),
    }
}
