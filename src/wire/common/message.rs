//! The envelope of every message: greeting, frames, answers, close codes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::Timestamp;
use crate::wire::common::IssuedView;

/// The version both sides must speak; a page of another version is told to reload.
pub const PROTOCOL: u16 = 1;

/// What a face sends over its socket. `S` is what that face may say.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum FromFace<S> {
    /// The first message.
    Hello {
        /// The version the page speaks.
        protocol: u16,
        /// A one-time ticket fetched by a same-origin request.
        ticket: String,
        /// The epoch of what the face has, if it has anything.
        epoch: Option<String>,
        /// The revision of each section it has.
        #[ts(type = "Record<string, number>")]
        revisions: BTreeMap<String, u64>,
    },
    /// Something to decide; answered once.
    Say {
        /// Drawn by the face; the answer carries it.
        id: String,
        /// What is asked.
        say: S,
    },
    /// A passing sign: never journaled, never answered.
    Signal {
        /// The sign.
        signal: Signal,
    },
    /// Is anybody there?
    Ping {
        /// The face's own time, given back.
        #[ts(type = "number")]
        at: i64,
    },
}

/// Passing signs of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Signal {
    /// The page came to the front or went to the back.
    Awake {
        /// Whether the page is seen.
        visible: bool,
    },
    /// "I have finished", for the vote or the write window at hand.
    Finished {
        /// Whether one has.
        finished: bool,
    },
}

/// What a face hears over its socket.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ToFace {
    /// The greeting was accepted.
    Welcome {
        /// The version the server speaks.
        protocol: u16,
        /// This connection's own name.
        connection: String,
        /// The server's time.
        server_time: Timestamp,
        /// Changes when revisions start anew.
        epoch: String,
    },
    /// The sections that changed.
    Frame {
        /// Changes when revisions start anew.
        epoch: String,
        /// The newest revision among the sections.
        #[ts(type = "number")]
        revision: u64,
        /// The server's time.
        server_time: Timestamp,
        /// Each section whole, with its own revision.
        #[ts(type = "Record<string, { revision: number, value: unknown }>")]
        sections: serde_json::Value,
    },
    /// The one answer to a `Say`.
    Answer(Answer),
    /// Somebody is there.
    Pong {
        /// The face's own time, as it sent it.
        #[ts(type = "number")]
        at: i64,
        /// The server's time.
        server_time: Timestamp,
    },
    /// The last message before a close.
    Bye {
        /// The close code that follows.
        code: u16,
    },
}

/// The answer to something said: done, or why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The id of what was said.
    pub id: String,
    /// True when it was done, or had been done before.
    pub ok: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub refusal: Option<RefusalWords>,
    /// Credentials, for whoever asked for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub issued: Option<IssuedView>,
}

/// A refusal on the wire: a stable code, and the figure its sentence needs, if any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefusalWords {
    /// One of the closed list in `PROTOCOL.md`.
    pub code: String,
    /// A limit or a count that the sentence names.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub figure: Option<i64>,
}

/// What the long poll posts.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PolledSay<S> {
    /// Drawn by the face.
    pub id: String,
    /// What is asked.
    pub say: S,
}

/// The close codes a face may meet. Others are those of RFC 6455.
pub mod close {
    /// The server restarts: come back.
    pub const RESTART: u16 = 1012;
    /// Too busy: come back later.
    pub const OVERLOAD: u16 = 1013;
    /// The page speaks another version: reload it.
    pub const STALE_PAGE: u16 = 4001;
    /// A message that no page of ours sends: do not come back like this.
    pub const MALFORMED: u16 = 4002;
    /// No seat here, or no longer.
    pub const NOT_ADMITTED: u16 = 4003;
    /// The face did not read fast enough: come back.
    pub const TOO_SLOW: u16 = 4008;
    /// Too many messages.
    pub const TOO_MANY: u16 = 4029;
}
