//! From what a face says to what the room is asked: parsed, stamped with who says it, nothing else.

mod act;
mod perform;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::edge::token::Who;
use crate::wire::common::{FromFace, PROTOCOL, PolledSay, Signal};

pub(super) use act::{Act, Refused, block};
use act::{by_facilitator, by_participant, by_screen};
pub(super) use perform::decide;

/// Characters a face may take for the name of something said.
const ID_CHARACTERS: usize = 64;

/// Something heard, of whatever face.
#[derive(Debug)]
pub(super) enum Said {
    /// The greeting.
    Hello(Hello),
    /// Something to decide, and the name of what was said.
    Say(String, Result<Act, Refused>),
    /// A passing sign.
    Signal(Signal),
    /// Is anybody there?
    Ping(i64),
}

/// The greeting.
#[derive(Debug)]
pub(super) struct Hello {
    /// A one-time ticket.
    pub ticket: String,
    /// The epoch of what the face has.
    pub epoch: Option<String>,
    /// The revision of each section it has.
    pub revisions: std::collections::BTreeMap<String, u64>,
}

/// Why what was heard is not acted upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misheard {
    /// The page speaks another version.
    StalePage,
    /// No page of ours sends this.
    Garbage,
}

/// Reads a socket's message, as whoever sent it may speak.
pub(super) fn hear(who: Who, text: &str) -> Result<Said, Misheard> {
    match who {
        Who::Participant(seat, _) => hear_as(text, |say| by_participant(seat, say)),
        Who::Facilitator(..) => hear_as(text, by_facilitator),
        Who::Screen(_) => hear_as(text, by_screen),
    }
}

/// Reads what the long poll posts.
pub(super) fn read_posted(
    who: Who,
    text: &str,
) -> Result<(String, Result<Act, Refused>), Misheard> {
    match who {
        Who::Participant(seat, _) => posted_as(text, |say| by_participant(seat, say)),
        Who::Facilitator(..) => posted_as(text, by_facilitator),
        Who::Screen(_) => posted_as(text, by_screen),
    }
}

/// Reads a socket's first message.
pub(super) fn greeting(text: &str) -> Result<Hello, Misheard> {
    // The version first: a page of another version may say anything else in another way.
    let value: Value = serde_json::from_str(text).map_err(|_| Misheard::Garbage)?;
    if value["type"] == "hello" && value["protocol"].is_u64() && value["protocol"] != PROTOCOL {
        return Err(Misheard::StalePage);
    }
    match hear_as(text, by_screen)? {
        Said::Hello(hello) => Ok(hello),
        _ => Err(Misheard::Garbage),
    }
}

fn hear_as<S: DeserializeOwned>(
    text: &str,
    act: impl Fn(S) -> Result<Act, Refused>,
) -> Result<Said, Misheard> {
    match serde_json::from_str::<FromFace<S>>(text) {
        Ok(FromFace::Hello { protocol: PROTOCOL, ticket, epoch, revisions }) => {
            Ok(Said::Hello(Hello { ticket, epoch, revisions }))
        }
        Ok(FromFace::Hello { .. }) => Err(Misheard::StalePage),
        Ok(FromFace::Say { id, say }) => Ok(Said::Say(name_of(id)?, act(say))),
        Ok(FromFace::Signal { signal }) => Ok(Said::Signal(signal)),
        Ok(FromFace::Ping { at }) => Ok(Said::Ping(at)),
        Err(_) => {
            let value: Value = serde_json::from_str(text).map_err(|_| Misheard::Garbage)?;
            if value["type"] == "say" { malformed(&value) } else { Err(Misheard::Garbage) }
                .map(|(id, refused)| Said::Say(id, refused))
        }
    }
}

fn posted_as<S: DeserializeOwned>(
    text: &str,
    act: impl Fn(S) -> Result<Act, Refused>,
) -> Result<(String, Result<Act, Refused>), Misheard> {
    match serde_json::from_str::<PolledSay<S>>(text) {
        Ok(PolledSay { id, say }) => Ok((name_of(id)?, act(say))),
        Err(_) => malformed(&serde_json::from_str(text).map_err(|_| Misheard::Garbage)?),
    }
}

/// Something said that bears a name can be answered, whatever its shape.
fn malformed(value: &Value) -> Result<(String, Result<Act, Refused>), Misheard> {
    let id = value["id"].as_str().ok_or(Misheard::Garbage)?;
    Ok((name_of(id.to_owned())?, Err(Refused::Malformed)))
}

fn name_of(id: String) -> Result<String, Misheard> {
    let fits = !id.is_empty() && id.len() <= ID_CHARACTERS;
    if fits { Ok(id) } else { Err(Misheard::Garbage) }
}

#[cfg(test)]
mod tests;
