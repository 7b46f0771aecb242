//! What an entry holds, as bytes: JSON of its time and its events.
//!
//! Events are storage format. One that is renamed keeps its old name here, read as the new one;
//! golden files of each release are to be read for ever.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::domain::id::Timestamp;

#[derive(Serialize)]
struct Out<'a, E> {
    at: Timestamp,
    events: &'a [E],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct In<E> {
    at: Timestamp,
    events: Vec<E>,
}

/// The bytes to seal; wiped when dropped.
pub(super) fn encode<E: Serialize>(at: Timestamp, events: &[E]) -> Option<Zeroizing<Vec<u8>>> {
    serde_json::to_vec(&Out { at, events }).ok().map(Zeroizing::new)
}

/// What sealed bytes held.
pub(super) fn decode<E: DeserializeOwned>(bytes: &[u8]) -> Option<(Timestamp, Vec<E>)> {
    serde_json::from_slice::<In<E>>(bytes).ok().map(|entry| (entry.at, entry.events))
}
