//! Chance: codes, keys, and small waits that keep two machines from marching in step.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::domain::id::RoomCode;

/// A random wait of at most so long. Not a secret.
pub(super) fn up_to(longest: Duration) -> Duration {
    let part = (Uuid::new_v4().as_u128() >> 64) as u16;
    longest.mul_f64(f64::from(part) / f64::from(u16::MAX))
}

/// The system gives no random bytes: nothing secret can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no random bytes")]
pub(super) struct NoChance;

/// A room code of 30 random bits.
pub(super) fn room_code() -> Result<RoomCode, NoChance> {
    getrandom::u32().map(RoomCode::from_bits).map_err(|_| NoChance)
}

/// The key that a day's QR carries: 128 random bits as base64url.
pub(super) fn door_key() -> Result<String, NoChance> {
    let mut key = [0; 16];
    getrandom::fill(&mut key).map_err(|_| NoChance)?;
    Ok(URL_SAFE_NO_PAD.encode(key))
}
