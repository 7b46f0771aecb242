//! The live rooms of this machine, by name.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use dashmap::DashMap;
use futures_util::FutureExt;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::ballot::slips::SlipBox;
use crate::ballot::urn::Urn;
use crate::clock::SharedClock;
use crate::domain::command::{ByHouse, Command};
use crate::domain::day::Day;
use crate::domain::event::{Event, Opening};
use crate::domain::id::{RoomCode, RoomName, StreamName};
use crate::journal::AppendError;
use crate::journal::sealed::{Ledger, LedgerError};
use crate::live::chance;
use crate::live::day_end::DayEnd;
use crate::live::draft::Draft;
use crate::live::handle::Handle;
use crate::live::waking::{self, Waking, forgotten_after};

/// Codes drawn before a house gives up: with 2³⁰ of them and days by the thousand, two are plenty.
const DRAWS: usize = 16;

/// The live rooms.
pub struct Hub {
    parts: Parts,
    rooms: Arc<Rooms>,
    rest: CancellationToken,
    tracker: TaskTracker,
}

/// What a hub is made of.
#[derive(Clone)]
pub struct Parts {
    /// The streams.
    pub ledger: Arc<Ledger>,
    /// The boxes.
    pub urn: Urn,
    /// Words of nobody.
    pub slips: SlipBox,
    /// The time of the house.
    pub clock: SharedClock,
    /// What comes at the end of a day.
    pub day_end: Arc<dyn DayEnd>,
    /// The key under which codes become names; no other purpose has it.
    pub names_key: [u8; 32],
    /// Reachable without encryption.
    pub plain_http: bool,
}

/// The map holds where a room is, nothing of the room: clone out in one expression.
type Rooms = DashMap<RoomName, Arc<Place>>;

/// A room's place: woken once, however many visitors stand there.
#[derive(Default)]
struct Place(OnceCell<Handle>);

/// Why there is no such room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoRoom {
    /// No day was ever opened under that name.
    #[error("there is no such room")]
    Unknown,
    /// The day is over and its content destroyed.
    #[error("the day is over")]
    Over,
    /// The journal does not answer, or the stream is damaged.
    #[error("the room is unavailable")]
    Unavailable,
}

impl Hub {
    /// A hub without rooms: they wake when somebody comes.
    pub fn new(parts: Parts) -> Self {
        Self {
            parts,
            rooms: Arc::default(),
            rest: CancellationToken::new(),
            tracker: TaskTracker::new(),
        }
    }

    /// The room's name for a code: a keyed hash.
    pub fn name_of(&self, code: &RoomCode) -> RoomName {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.parts.names_key)
            .expect("HMAC takes keys of any length");
        mac.update(b"room\0");
        mac.update(code.as_str().as_bytes());
        let hash = mac.finalize().into_bytes();
        StreamName(std::array::from_fn(|i| hash[i]))
    }

    /// The live room, woken from the journal if it sleeps.
    pub async fn room(&self, room: RoomName) -> Result<Handle, NoRoom> {
        if self.rest.is_cancelled() {
            return Err(NoRoom::Unavailable);
        }
        let visit = Visit::to(&self.rooms, room);
        let handle = visit.place.0.get_or_try_init(|| self.wake(room)).await?;
        Ok(handle.clone())
    }

    /// Opens a day: draws a code until one is free. `opening.code` and `door_key` are filled in here.
    pub async fn open_day(&self, opening: Opening) -> Result<(RoomName, RoomCode), NoRoom> {
        for _ in 0..DRAWS {
            let code = chance::room_code().map_err(|_| NoRoom::Unavailable)?;
            let door_key = chance::door_key().map_err(|_| NoRoom::Unavailable)?;
            let opening = Opening { code: code.as_str().to_owned(), door_key, ..opening.clone() };
            let room = self.name_of(&code);
            if self.open(room, opening).await? {
                tracing::info!(%room, "a day is open");
                return Ok((room, code));
            }
        }
        tracing::error!("no code was free");
        Err(NoRoom::Unavailable)
    }

    /// Ends every room task once its commit in hand is done.
    pub async fn rest(&self) {
        self.rest.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }

    /// How many rooms are awake.
    pub fn awake(&self) -> usize {
        self.rooms.len()
    }

    /// Appends a day's first entry where none is expected; false when the name is taken.
    async fn open(&self, room: RoomName, opening: Opening) -> Result<bool, NoRoom> {
        let recorded = match self.parts.ledger.read::<Event>(room).await {
            Ok(recorded) if recorded.entries.is_empty() => recorded,
            Ok(_) | Err(LedgerError::Erased | LedgerError::Damaged { .. }) => return Ok(false),
            Err(LedgerError::Unavailable) => return Err(NoRoom::Unavailable),
        };
        let command = Command::House(ByHouse::Open(Box::new(opening)));
        let draft = Draft::of(&Day::default(), [&command].into_iter(), self.parts.clock.now());
        let day = draft.day.ok_or(NoRoom::Unavailable)?;
        let forgotten = forgotten_after(&day, draft.at);
        let free = self.parts.day_end.expect(room, forgotten).await;
        if !free.map_err(|_| NoRoom::Unavailable)? {
            return Ok(false);
        }
        match self.parts.ledger.append(&recorded.tail, draft.at, &draft.events).await {
            Ok(_) => Ok(true),
            Err(AppendError::Conflict | AppendError::Erased) => Ok(false),
            Err(error) => {
                tracing::warn!(%room, %error, "a day could not be opened");
                Err(NoRoom::Unavailable)
            }
        }
    }

    /// Wakes a room and puts its life under the hub's care.
    async fn wake(&self, room: RoomName) -> Result<Handle, NoRoom> {
        let parts = self.parts.clone();
        let Waking { handle, life } =
            waking::wake(room, parts, self.rest.clone(), self.tracker.clone()).await?;
        let (rooms, here) = (Arc::clone(&self.rooms), handle.clone());
        self.tracker.spawn(async move {
            let lived = AssertUnwindSafe(life).catch_unwind().await;
            if lived.is_err() {
                tracing::error!(%room, "a room's task panicked: it is read anew for whoever comes");
            }
            // A place where the next life is about to begin stays.
            rooms.remove_if(&room, |_, place| {
                place.0.get().is_some_and(|handle| handle.is_same(&here))
            });
        });
        Ok(handle)
    }
}

/// Somebody at a room's place. The last to leave a place where no room woke takes it away, so that
/// names that lead nowhere cost nothing.
struct Visit<'a> {
    rooms: &'a Rooms,
    room: RoomName,
    place: Arc<Place>,
}

impl<'a> Visit<'a> {
    fn to(rooms: &'a Rooms, room: RoomName) -> Self {
        let mut place = rooms.entry(room).or_default();
        if place.0.get().is_some_and(Handle::is_gone) {
            *place = Arc::default();
        }
        let place = Arc::clone(&place);
        Self { rooms, room, place }
    }
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        if self.place.0.get().is_some() {
            return;
        }
        // The map's own and ours: nobody else stands there, and nobody comes while the shard is held.
        self.rooms.remove_if(&self.room, |_, place| {
            Arc::ptr_eq(place, &self.place) && Arc::strong_count(place) == 2
        });
    }
}
