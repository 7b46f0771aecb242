//! Sealed tokens: what a device was told it is, with a mark that only this house can make.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::domain::id::{FacilitatorId, ParticipantId, RoomName, StreamName, Timestamp};

/// Bytes of a mark.
const MARK_BYTES: usize = 32;

/// Who a face belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// Somebody in the circle, on a device of this generation of their seat.
    Participant(ParticipantId, u32),
    /// A facilitator, on the device whose token has this hash.
    Facilitator(FacilitatorId, [u8; 32]),
    /// A screen let in at this generation of screens.
    Screen(u32),
}

/// What a token says: in which room, who, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim {
    /// The room.
    pub room: RoomName,
    /// Who.
    pub who: Who,
    /// Until when.
    pub expires: Timestamp,
    /// Tells one token from another.
    pub nonce: [u8; 16],
}

/// What a token is for: one of another kind is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The cookie of a seat or screen for one day.
    Day,
    /// The first message of one socket.
    Ticket,
}

/// Makes and reads tokens, with a key derived from the master key.
pub(super) struct Mint {
    key: [u8; 32],
}

impl Mint {
    /// A mint with this key.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// A token that says this.
    pub fn seal(&self, purpose: Purpose, claim: &Claim) -> String {
        let mut bytes = spell(claim);
        let mark = self.mark(purpose, &bytes).finalize().into_bytes();
        bytes.extend_from_slice(&mark);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What a token says, if this house made it for this purpose.
    pub fn open(&self, purpose: Purpose, token: &str) -> Option<Claim> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (claim, mark) = bytes.split_at_checked(bytes.len().checked_sub(MARK_BYTES)?)?;
        self.mark(purpose, claim).verify_slice(mark).ok()?;
        read(claim)
    }

    fn mark(&self, purpose: Purpose, bytes: &[u8]) -> Hmac<Sha256> {
        let mut mark = Hmac::<Sha256>::new_from_slice(&self.key).expect("any length is a key");
        mark.update(match purpose {
            Purpose::Day => b"day\0",
            Purpose::Ticket => b"ticket\0",
        });
        mark.update(bytes);
        mark
    }
}

fn spell(claim: &Claim) -> Vec<u8> {
    let mut bytes = claim.room.0.to_vec();
    bytes.extend_from_slice(&claim.expires.0.to_be_bytes());
    bytes.extend_from_slice(&claim.nonce);
    match claim.who {
        Who::Participant(seat, generation) => {
            bytes.push(1);
            bytes.extend_from_slice(seat.0.as_bytes());
            bytes.extend_from_slice(&generation.to_be_bytes());
        }
        Who::Facilitator(facilitator, device) => {
            bytes.push(2);
            bytes.extend_from_slice(facilitator.0.as_bytes());
            bytes.extend_from_slice(&device);
        }
        Who::Screen(generation) => {
            bytes.push(3);
            bytes.extend_from_slice(&generation.to_be_bytes());
        }
    }
    bytes
}

fn read(bytes: &[u8]) -> Option<Claim> {
    let (room, bytes) = bytes.split_first_chunk::<16>()?;
    let (expires, bytes) = bytes.split_first_chunk::<8>()?;
    let (nonce, bytes) = bytes.split_first_chunk::<16>()?;
    let (kind, bytes) = bytes.split_first()?;
    let who = match kind {
        1 => {
            let (seat, generation) = bytes.split_first_chunk::<16>()?;
            let generation = u32::from_be_bytes(generation.try_into().ok()?);
            Who::Participant(ParticipantId(Uuid::from_bytes(*seat)), generation)
        }
        2 => {
            let (facilitator, device) = bytes.split_first_chunk::<16>()?;
            let device = device.try_into().ok()?;
            Who::Facilitator(FacilitatorId(Uuid::from_bytes(*facilitator)), device)
        }
        3 => Who::Screen(u32::from_be_bytes(bytes.try_into().ok()?)),
        _ => return None,
    };
    let expires = Timestamp(i64::from_be_bytes(*expires));
    Some(Claim { room: StreamName(*room), who, expires, nonce: *nonce })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Vec<Claim> {
        let seat = ParticipantId(Uuid::from_u128(9));
        let facilitator = FacilitatorId(Uuid::from_u128(8));
        [Who::Participant(seat, 3), Who::Facilitator(facilitator, [5; 32]), Who::Screen(2)]
            .map(|who| Claim {
                room: StreamName([7; 16]),
                who,
                expires: Timestamp(12),
                nonce: [1; 16],
            })
            .to_vec()
    }

    #[test]
    fn what_was_sealed_is_read() {
        let mint = Mint::new([1; 32]);
        for claim in claims() {
            let token = mint.seal(Purpose::Day, &claim);
            assert_eq!(mint.open(Purpose::Day, &token), Some(claim));
            assert_eq!(mint.open(Purpose::Ticket, &token), None, "for another purpose");
            assert_eq!(Mint::new([2; 32]).open(Purpose::Day, &token), None, "of another house");
        }
    }

    #[test]
    fn no_byte_can_be_changed_or_left_out() {
        let mint = Mint::new([1; 32]);
        let token = mint.seal(Purpose::Ticket, &claims()[0]);
        let bytes = URL_SAFE_NO_PAD.decode(&token).unwrap();
        for place in 0..bytes.len() {
            let mut forged = bytes.clone();
            forged[place] ^= 1;
            assert_eq!(mint.open(Purpose::Ticket, &URL_SAFE_NO_PAD.encode(&forged)), None);
            let short = URL_SAFE_NO_PAD.encode(&bytes[..place]);
            assert_eq!(mint.open(Purpose::Ticket, &short), None);
        }
    }
}
