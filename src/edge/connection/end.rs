//! How a conversation over a socket ends, and what is said then.

use crate::edge::intake::Misheard;
use crate::edge::ticket::NoEntry;
use crate::wire::common::{ToFace, close};
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Error as SocketError;

/// For the other side to say goodbye as well.
const GOODBYE: Duration = Duration::from_secs(2);

/// RFC 6455: the protocol was broken.
const PROTOCOL_ERROR: u16 = 1002;
/// RFC 6455: a text that is not UTF-8.
const NOT_UTF8: u16 = 1007;
/// RFC 6455: larger than we read.
pub(super) const TOO_LARGE: u16 = 1009;

/// How a conversation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The face left.
    Left,
    /// Nothing more can be sent.
    Lost,
    /// Our reason, told in a last message and the close code.
    Told(u16),
    /// The socket's own fault, told in the close code alone.
    Broken(u16),
}

/// Says why, closes, and waits a little for the other side to close as well.
pub(super) async fn part(socket: &mut WebSocket, end: End) {
    let goodbye = async {
        match end {
            End::Lost => return,
            // The library answers a close once it is read on.
            End::Left => {}
            End::Told(code) => {
                let bye = serde_json::to_string(&ToFace::Bye { code }).unwrap_or_default();
                if socket.send(Message::text(bye)).await.is_err() {
                    return;
                }
                say_close(socket, code).await;
            }
            End::Broken(code) => say_close(socket, code).await,
        }
        while let Some(Ok(_)) = socket.next().await {}
    };
    // Whoever does not close in time finds the connection closed.
    let _ = timeout(GOODBYE, goodbye).await;
}

async fn say_close(socket: &mut WebSocket, code: u16) {
    let frame = CloseFrame { code, reason: "".into() };
    // A socket that cannot be told has ended already.
    let _ = socket.send(Message::Close(Some(frame))).await;
}

pub(super) fn misheard(misheard: Misheard) -> End {
    End::Told(match misheard {
        Misheard::StalePage => close::STALE_PAGE,
        Misheard::Garbage => close::MALFORMED,
    })
}

/// A spent ticket is no reason to leave for good: a fresh one is a request away.
pub(super) fn no_entry(no_entry: NoEntry) -> End {
    End::Told(match no_entry {
        NoEntry::Forged => close::NOT_ADMITTED,
        NoEntry::Spent => close::OVERLOAD,
    })
}

pub(super) fn broken(error: axum::Error) -> End {
    match error.into_inner().downcast_ref::<SocketError>() {
        Some(SocketError::Utf8(_)) => End::Broken(NOT_UTF8),
        Some(SocketError::Capacity(_)) => End::Broken(TOO_LARGE),
        Some(SocketError::Protocol(_)) => End::Broken(PROTOCOL_ERROR),
        _ => End::Lost,
    }
}
