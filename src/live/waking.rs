//! Waking a room: its stream read and replayed, its tasks made ready.

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::id::{RoomName, Timestamp};
use crate::domain::position::Position;
use crate::journal::sealed::{LedgerError, Recorded};
use crate::live::collector::{Collector, SLIPS};
use crate::live::draft::replay;
use crate::live::handle::Handle;
use crate::live::hub::{NoRoom, Parts};
use crate::live::mail::MAILBOX;
use crate::live::planning::{Bell, Planning, compute};
use crate::live::published::Stage;
use crate::live::room::Room;
use crate::live::surroundings::{Still, Surroundings};
use crate::live::teller::{ERRANDS, Teller};

/// A day is forgotten at the latest so long after its midnight: the day itself, and a night in
/// which somebody may still end it.
const FORGOTTEN_AFTER_MS: i64 = 48 * 60 * 60 * 1000;

/// How far behind the last entry the clock may be before one is warned: machines differ a little.
const SKEW_MS: i64 = 1_000;

/// A room ready to live.
pub(super) struct Waking<F> {
    /// The way to it.
    pub(super) handle: Handle,
    /// Its whole life: room, teller, collector and planner, as one task, so that a panic of one is
    /// the end of all and the room is read anew.
    pub(super) life: F,
}

/// Reads a room's stream and makes it ready. A day that has ended without being destroyed is
/// destroyed first.
pub(super) async fn wake(
    name: RoomName,
    parts: Parts,
    rest: CancellationToken,
    tracker: TaskTracker,
) -> Result<Waking<impl Future<Output = ()> + Send + 'static>, NoRoom> {
    // First the hints, then the reading: nothing appended in between is missed.
    let hints = parts.ledger.follow(name).await;
    let Recorded { tail, entries } =
        parts.ledger.read::<Event>(name).await.map_err(|error| no_room(name, error))?;
    if entries.is_empty() {
        return Err(NoRoom::Unknown);
    }
    let mut day = Day::default();
    replay(&mut day, &entries);
    if day.position.0 == Position::Ended {
        parts.day_end.finish(name).await.map_err(|_| NoRoom::Unavailable)?;
        return Err(NoRoom::Over);
    }
    let opened = entries.first().map_or(day.last_at, |first| first.at);
    let forget_after = forgotten_after(&day, opened);
    let clock_went_back = parts.clock.now().since(day.last_at) < -SKEW_MS;
    tracing::info!(room = %name, revision = tail.revision().0, clock_went_back, "a room wakes");

    let still = Still { clock_went_back, plain_http: parts.plain_http };
    let surroundings = Arc::new(Surroundings::new(still));
    let day = Arc::new(day);
    let stage = Stage::open(&day, tail.revision(), surroundings.around(&day));
    let (mailbox, mail) = mpsc::channel(MAILBOX);
    let (errands_in, errands) = mpsc::channel(ERRANDS);
    let bell = Bell::new();

    let teller = Teller {
        room: name,
        urn: parts.urn,
        clock: Arc::clone(&parts.clock),
        mailbox: mailbox.clone(),
        published: stage.follow(),
        surroundings: Arc::clone(&surroundings),
        errands,
    };
    let (slips_in, slipped) = mpsc::channel(SLIPS);
    let collector = Collector {
        room: name,
        slips: parts.slips,
        mailbox: mailbox.clone(),
        published: stage.follow(),
        slipped,
    };
    let planning = Planning {
        room: name,
        mailbox: mailbox.clone(),
        published: stage.follow(),
        surroundings: Arc::clone(&surroundings),
        clock: Arc::clone(&parts.clock),
        bell: bell.listen(),
        tracker,
        compute,
    };
    let handle = Handle {
        room: name,
        mailbox,
        errands: errands_in,
        slips: slips_in,
        planning: bell,
        published: stage.follow(),
        surroundings: Arc::clone(&surroundings),
    };
    let room = Room {
        name,
        ledger: parts.ledger,
        clock: parts.clock,
        day_end: parts.day_end,
        surroundings,
        rest,
        mail,
        hints,
        stage,
        day,
        tail,
        forget_after,
    };
    let life = async move {
        tokio::select! {
            () = room.live() => {}
            () = teller.serve() => {}
            () = collector.serve() => {}
            () = planning.plan() => {}
        }
    };
    Ok(Waking { handle, life })
}

fn no_room(name: RoomName, error: LedgerError) -> NoRoom {
    match error {
        LedgerError::Erased => NoRoom::Over,
        LedgerError::Unavailable => NoRoom::Unavailable,
        LedgerError::Damaged { .. } => {
            tracing::error!(room = %name, %error, "a room's stream is damaged");
            NoRoom::Unavailable
        }
    }
}

/// When a day opened at an instant is forgotten though nobody ended it.
pub(super) fn forgotten_after(day: &Day, opened: Timestamp) -> Timestamp {
    let midnight = day.facts.as_ref().map_or(opened, |facts| facts.midnight);
    midnight.max(opened).plus_ms(FORGOTTEN_AFTER_MS)
}
