//! The end of a day: keepsakes to the cycle, then the day is forgotten, whatever crashes between.

use std::sync::Arc;

use uuid::Uuid;

use crate::ballot::urn::Urn;
use crate::clock::SharedClock;
use crate::domain::apply::apply;
use crate::domain::cycle::keepsake::Keepsake;
use crate::domain::cycle::{Command, Cycle, NotDone};
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::id::{CycleId, RoomName, Timestamp};
use crate::journal::sealed::{Ledger, LedgerError, Recorded};
use crate::live::accounts::{cycle_stream, streams_key};
use crate::live::keeper::{Keeper, NotKept};
use crate::vault::master::MasterKey;
use crate::vault::{Vault, VaultError};

/// Begins the names of the dates by which days are forgotten.
const DUE: &str = "forget/";
/// Begins the names of what remains of a day that is over: the cycle it belonged to, no more.
const OVER: &str = "over/";

/// Ends days.
pub struct Closing {
    ledger: Ledger,
    vault: Arc<dyn Vault>,
    urn: Urn,
    clock: SharedClock,
    cycles: Arc<Keeper<Cycle>>,
    streams_key: [u8; 32],
}

/// The stores do not answer, or the day's stream is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the day could not be ended")]
pub struct NotEnded;

impl Closing {
    /// Ends days of these stores.
    pub fn new(
        ledger: Ledger,
        vault: Arc<dyn Vault>,
        urn: Urn,
        clock: SharedClock,
        cycles: Arc<Keeper<Cycle>>,
        master: &MasterKey,
    ) -> Self {
        Self { ledger, vault, urn, clock, cycles, streams_key: streams_key(master) }
    }

    /// Notes, before a day's first entry, when it is forgotten at the latest. False: another day bears
    /// that name.
    pub async fn expect(&self, room: RoomName, at: Timestamp) -> Result<bool, NotEnded> {
        match self.vault.store(&format!("{DUE}{room}"), None, &at.0.to_be_bytes()).await {
            Ok(_) => Ok(true),
            Err(VaultError::Conflict) => Ok(false),
            Err(VaultError::Unavailable) => Err(NotEnded),
        }
    }

    /// Keeps of a day what its cycle keeps, and leaves nothing of the rest. Each step done again does no
    /// harm, so that a crash anywhere is mended by asking once more. A damaged day is left to an
    /// operator, until its time is over.
    pub async fn finish(&self, room: RoomName) -> Result<(), NotEnded> {
        match self.ledger.read::<Event>(room).await {
            Ok(recorded) => self.keep(room, &recorded).await?,
            // Kept before, and forgotten at least in part.
            Err(LedgerError::Erased) => {}
            Err(LedgerError::Damaged(_) | LedgerError::Unavailable) => return Err(NotEnded),
        }
        self.forget(room).await
    }

    /// The same for a day whose time is over: of a damaged one, what is sound is kept.
    async fn finish_what_is_sound(&self, room: RoomName) -> Result<(), NotEnded> {
        match self.ledger.read_sound::<Event>(room).await {
            Ok((recorded, _)) => self.keep(room, &recorded).await?,
            // Forgotten already; or its key is gone or damaged, and nobody reads it ever again.
            Err(LedgerError::Erased | LedgerError::Damaged(_)) => {}
            Err(LedgerError::Unavailable) => return Err(NotEnded),
        }
        self.forget(room).await
    }

    async fn forget(&self, room: RoomName) -> Result<(), NotEnded> {
        self.urn.destroy_all(room).await.map_err(|_| NotEnded)?;
        // Again, though the rows may be gone: the key may have outlived them.
        self.ledger.forget(room).await.map_err(|_| NotEnded)?;
        self.vault.destroy(&format!("{DUE}{room}")).await.map_err(|_| NotEnded)
    }

    async fn keep(&self, room: RoomName, recorded: &Recorded<Event>) -> Result<(), NotEnded> {
        let day = day_before_its_end(recorded);
        let Some(facts) = &day.facts else { return Ok(()) };
        let keepsake = Box::new(Keepsake::of(&day));
        let command = Command::EndDay { room, keepsake };
        match self.cycles.does(cycle_stream(&self.streams_key, facts.cycle), &command).await {
            // A cycle that is not there has nothing to keep it in.
            Ok(_) | Err(NotKept::Refused(NotDone::Unknown)) => {}
            Err(_) => return Err(NotEnded),
        }
        let cycle = facts.cycle.0.as_bytes().as_slice();
        match self.vault.store(&format!("{OVER}{room}"), None, cycle).await {
            Ok(_) | Err(VaultError::Conflict) => Ok(()),
            Err(VaultError::Unavailable) => Err(NotEnded),
        }
    }

    /// Finishes what a crash left, and ends days whose time is over. Gives how many were ended; a day
    /// that could not be is left for the next sweep, and keeps no other from its end.
    pub async fn sweep(&self) -> Result<usize, NotEnded> {
        let mut ended = 0;
        for name in self.vault.names(DUE).await.map_err(|_| NotEnded)? {
            let Ok(room) = name.trim_start_matches(DUE).parse::<RoomName>() else { continue };
            match self.sweep_one(&name, room).await {
                Ok(true) => ended += 1,
                Ok(false) => {}
                Err(NotEnded) => {
                    tracing::warn!(%room, "a day could not be ended; tried again later")
                }
            }
        }
        Ok(ended)
    }

    async fn sweep_one(&self, name: &str, room: RoomName) -> Result<bool, NotEnded> {
        if self.is_due(name).await? {
            self.finish_what_is_sound(room).await?;
            return Ok(true);
        }
        let ended = self.has_ended(room).await?;
        if ended {
            self.finish(room).await?;
        }
        Ok(ended)
    }

    async fn is_due(&self, name: &str) -> Result<bool, NotEnded> {
        let kept = self.vault.load(name).await.map_err(|_| NotEnded)?;
        let at = kept.and_then(|kept| kept.value.try_into().ok()).map(i64::from_be_bytes);
        Ok(at.is_none_or(|at| Timestamp(at) <= self.clock.now()))
    }

    /// The journal alone knows: the day says so, or has been forgotten already.
    async fn has_ended(&self, room: RoomName) -> Result<bool, NotEnded> {
        match self.ledger.read::<Event>(room).await {
            Ok(recorded) => Ok(recorded.entries.iter().flat_map(|entry| &entry.events).any(is_end)),
            Err(LedgerError::Erased) => Ok(true),
            // Whether it had ended can no longer be read: an operator's, until its time is over.
            Err(LedgerError::Damaged(_)) => Ok(false),
            Err(LedgerError::Unavailable) => Err(NotEnded),
        }
    }
}

/// The cycle of a day that is over.
pub(super) async fn cycle_of(
    vault: &dyn Vault,
    room: RoomName,
) -> Result<Option<CycleId>, VaultError> {
    let kept = vault.load(&format!("{OVER}{room}")).await?;
    Ok(kept.and_then(|kept| Uuid::from_slice(&kept.value).ok()).map(CycleId))
}

fn is_end(event: &Event) -> bool {
    matches!(event, Event::Ended)
}

/// The day as it stood when it was ended; as it stands, when it was left open.
fn day_before_its_end(recorded: &Recorded<Event>) -> Day {
    let mut day = Day::default();
    for entry in &recorded.entries {
        for event in &entry.events {
            if is_end(event) {
                return day;
            }
            apply(&mut day, event, entry.at);
        }
    }
    day
}
