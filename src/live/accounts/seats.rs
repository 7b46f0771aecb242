//! Seats of a cycle: the devices they are recognised on, return codes, what each kept.

use subtle::ConstantTimeEq;

use super::{AccountFault, Accounts, DeviceHash, KeptForOne, random};
use crate::domain::cycle::{Command, Seat};
use crate::domain::id::{CycleId, ParticipantId, ROOM_CODE_ALPHABET, RoomName};
use crate::live::closing::cycle_of;

/// Letters of a return code: one that tells the seat, eleven drawn (55 bits).
const LETTERS: usize = 12;

impl Accounts {
    /// Keeps a device of a seat, for the cycle's days to come.
    pub async fn remember(
        &self,
        cycle: CycleId,
        seat: ParticipantId,
        name: String,
        device: DeviceHash,
    ) -> Result<(), AccountFault> {
        let command = Command::Remember { seat, name, device: device.0 };
        self.cycles.does(self.cycle_stream(cycle), &command).await?;
        Ok(())
    }

    /// The seat whose device this is.
    pub async fn seat_of(
        &self,
        cycle: CycleId,
        device: DeviceHash,
    ) -> Result<Option<ParticipantId>, AccountFault> {
        let cycle = self.cycles.look(self.cycle_stream(cycle)).await?;
        Ok(cycle.seat_of(&device.0).map(|seat| seat.participant))
    }

    /// Forgets every device of a seat, and its return code. A seat the cycle does not know has none.
    pub async fn forget_devices(
        &self,
        cycle: CycleId,
        seat: ParticipantId,
    ) -> Result<(), AccountFault> {
        let command = Command::ForgetDevices { seat };
        match self.cycles.does(self.cycle_stream(cycle), &command).await {
            Ok(_) => Ok(()),
            Err(not) => match AccountFault::from(not) {
                AccountFault::Unknown => Ok(()),
                fault => Err(fault),
            },
        }
    }

    /// A new return code for a seat, in place of the older one; only its hash is kept.
    pub async fn new_return_code(
        &self,
        cycle: CycleId,
        seat: ParticipantId,
    ) -> Result<String, AccountFault> {
        let stream = self.cycle_stream(cycle);
        let kept = self.cycles.look(stream).await?;
        let place = kept.seats.iter().position(|known| known.participant == seat);
        let place = place.filter(|place| *place < 32).ok_or(AccountFault::Unknown)?;
        let drawn: [u8; LETTERS - 1] = random()?;
        let letters = drawn.iter().map(|byte| usize::from(byte & 31));
        let code: String = std::iter::once(place)
            .chain(letters)
            .map(|index| char::from(ROOM_CODE_ALPHABET[index]))
            .collect();
        let hash = self.secrets.hash(&code).await?;
        self.cycles.does(stream, &Command::SetReturnCode { seat, hash }).await?;
        Ok(format!("{} {} {}", &code[..4], &code[4..8], &code[8..]))
    }

    /// The seat whose return code this is, as typed.
    pub async fn seat_of_return_code(
        &self,
        cycle: CycleId,
        code: &str,
    ) -> Result<Option<ParticipantId>, AccountFault> {
        let code: String = code
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        let first = code.bytes().next();
        let place = ROOM_CODE_ALPHABET.iter().position(|letter| Some(*letter) == first);
        let kept = self.cycles.look(self.cycle_stream(cycle)).await?;
        let seat: Option<&Seat> =
            place.filter(|_| code.len() == LETTERS).and_then(|place| kept.seats.get(place));
        let hash = seat.and_then(|seat| seat.return_code.clone());
        let right = self.secrets.check(&code, hash).await?;
        Ok(seat.filter(|_| right).map(|seat| seat.participant))
    }

    /// What the seat of this device kept of the day of a room that is over; while it is open, nothing
    /// has been kept yet.
    pub async fn kept(
        &self,
        room: RoomName,
        device: DeviceHash,
    ) -> Result<KeptForOne, AccountFault> {
        let Some(cycle) = cycle_of(self.vault.as_ref(), room).await? else {
            return Ok(KeptForOne::default());
        };
        let kept = self.cycles.look(self.cycle_stream(cycle)).await?;
        let is_theirs =
            |seat: &&Seat| seat.devices.iter().any(|known| bool::from(known.ct_eq(&device.0)));
        let seat = kept.seats.iter().find(is_theirs).ok_or(AccountFault::Unknown)?;
        let lines = seat.lines.iter().filter(|(of, _)| *of == room);
        let texts = seat.texts.iter().filter(|(of, _)| *of == room);
        Ok(KeptForOne {
            lines: lines.map(|(_, line)| line.clone()).collect(),
            texts: texts.map(|(_, text)| text.clone()).collect(),
        })
    }
}
