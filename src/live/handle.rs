//! A handle to a live room: what everyone outside its task holds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{mpsc, oneshot, watch};

use crate::ballot::issuer::Issuance;
use crate::domain::command::Command;
use crate::domain::day::slip::SlipSecret;
use crate::domain::decide::slip::{self, Offered};
use crate::domain::id::{KnockId, ParticipantId, RoomName};
use crate::domain::process::Text;
use crate::domain::refusal::{Reason, Refusal};
use crate::live::collector::Slipped;
use crate::live::mail::{self, Mailbox};
use crate::live::planning;
use crate::live::surroundings::Surroundings;
use crate::live::teller::Errand;
use crate::view::{Audience, Knocking};

pub use crate::live::knocks::KnockState;
pub use crate::live::published::Published;
pub use crate::live::teller::{Blinds, Turn};

/// One connection, known by its own fresh id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub uuid::Uuid);

/// A live room, from outside.
#[derive(Clone)]
pub struct Handle {
    pub(super) room: RoomName,
    pub(super) mailbox: Mailbox,
    pub(super) errands: mpsc::Sender<Errand>,
    pub(super) slips: mpsc::Sender<Slipped>,
    pub(super) planning: planning::Bell,
    pub(super) published: watch::Receiver<Arc<Published>>,
    pub(super) surroundings: Arc<Surroundings>,
}

/// The room's task has ended: come back to a room reloaded from the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the room is gone")]
pub struct RoomGone;

impl Handle {
    /// The room's name.
    pub fn room(&self) -> RoomName {
        self.room
    }

    /// Asks for a decision; `Ok` is durable. A full mailbox answers `busy`.
    pub async fn ask(&self, command: Command) -> Result<(), Refusal> {
        mail::ask(&self.mailbox, command).await
    }

    /// The newest snapshot.
    pub fn published(&self) -> Arc<Published> {
        Arc::clone(&self.published.borrow())
    }

    /// Enters a connection.
    pub fn attach(&self, audience: Audience) -> Attached {
        Attached {
            connection: self.surroundings.enter(audience),
            published: self.published.clone(),
            given: AtomicU64::new(0),
            surroundings: Arc::clone(&self.surroundings),
        }
    }

    /// Knocks, or knocks again with the same id.
    pub fn knock(&self, knock: KnockId, name: String, screen: bool, words: Text) -> Knocker {
        self.surroundings.knock(Knocking { knock, screen, name, words });
        Knocker {
            knock,
            screen,
            published: self.published.clone(),
            surroundings: Arc::clone(&self.surroundings),
        }
    }

    /// The facilitator does not let a knock in.
    pub fn refuse(&self, knock: KnockId) {
        self.surroundings.refuse(knock);
    }

    /// Gives somebody credentials for tags that nobody sees.
    pub async fn issue(&self, who: ParticipantId, to: Blinds) -> Result<Issuance, Refusal> {
        self.send(|answer| Errand::Issue { who, to, answer }).await
    }

    /// Seals a vote as it is, deals it again, or closes it.
    pub async fn turn(&self, turn: Turn) -> Result<(), Refusal> {
        self.send(|answer| Errand::Turn { turn, answer }).await
    }

    /// Keeps words of nobody until they are given together; who gives them ends here.
    pub async fn give_slip(&self, who: ParticipantId, offered: Offered) -> Result<(), Refusal> {
        let slip = slip::accepted(&self.published().day, who, &offered);
        self.slip(|answer| Slipped::In { offered, slip, answer }).await
    }

    /// Takes words of nobody back, whoever knows their secret.
    pub async fn withdraw_slip(&self, secret: SlipSecret) -> Result<(), Refusal> {
        self.slip(|answer| Slipped::Back { secret, answer }).await
    }

    /// Computes a plan anew: `Ok` says that it is being computed.
    pub async fn make_plan(&self) -> Result<(), Refusal> {
        planning::can_plan(&self.published().day)?;
        self.planning.ring();
        Ok(())
    }

    /// The room's task has ended.
    pub(super) fn is_gone(&self) -> bool {
        self.mailbox.is_closed()
    }

    /// Both lead to one life of one room.
    pub(super) fn is_same(&self, other: &Handle) -> bool {
        self.mailbox.same_channel(&other.mailbox)
    }

    async fn slip(
        &self,
        slipped: impl FnOnce(oneshot::Sender<Result<(), Refusal>>) -> Slipped,
    ) -> Result<(), Refusal> {
        let (answer, answered) = oneshot::channel();
        self.slips.try_send(slipped(answer)).map_err(|_| Reason::Busy)?;
        mail::verdict(answered).await
    }

    async fn send<T>(
        &self,
        errand: impl FnOnce(oneshot::Sender<Result<T, Refusal>>) -> Errand,
    ) -> Result<T, Refusal> {
        let (answer, answered) = oneshot::channel();
        self.errands.try_send(errand(answer)).map_err(|_| Reason::Busy)?;
        mail::verdict(answered).await
    }
}

/// Somebody at the door. Dropped, the knock stays for a little while, then leaves the list.
pub struct Knocker {
    knock: KnockId,
    screen: bool,
    published: watch::Receiver<Arc<Published>>,
    surroundings: Arc<Surroundings>,
}

impl Knocker {
    /// How the knock stands now.
    pub fn state(&self) -> KnockState {
        let day = Arc::clone(&self.published.borrow().day);
        self.surroundings.knock_state(self.knock, self.screen, &day)
    }

    /// Waits until the knock no longer waits. A room that goes away leaves it waiting: the device
    /// knocks again.
    pub async fn answered(&mut self) -> KnockState {
        let mut around = self.surroundings.follow();
        loop {
            around.borrow_and_update();
            self.published.borrow_and_update();
            let state = self.state();
            if matches!(state, KnockState::Locked | KnockState::Full) {
                self.surroundings.turn_away(self.knock);
            }
            if state != KnockState::Waiting {
                return state;
            }
            tokio::select! {
                newer = self.published.changed() => if newer.is_err() { return state },
                _ = around.changed() => {}
            }
        }
    }
}

impl Drop for Knocker {
    fn drop(&mut self) {
        self.surroundings.let_go(self.knock);
    }
}

/// A connection in a room. Dropped, it takes its presence with it.
pub struct Attached {
    /// Its own id.
    pub connection: ConnectionId,
    published: watch::Receiver<Arc<Published>>,
    given: AtomicU64,
    surroundings: Arc<Surroundings>,
}

impl Attached {
    /// The newest snapshot.
    pub fn published(&self) -> Arc<Published> {
        let newest = Arc::clone(&self.published.borrow());
        self.given.store(newest.version, Ordering::Relaxed);
        newest
    }

    /// Waits for a newer snapshot than the last one given.
    pub async fn changed(&mut self) -> Result<Arc<Published>, RoomGone> {
        let given = self.given.load(Ordering::Relaxed);
        let newer = self.published.wait_for(|published| published.version > given).await;
        let newer = newer.map(|published| Arc::clone(&published)).map_err(|_| RoomGone)?;
        self.given.store(newer.version, Ordering::Relaxed);
        Ok(newer)
    }

    /// The page came to the front or went to the back.
    pub fn set_awake(&self, visible: bool) {
        self.surroundings.set_awake(self.connection, visible);
    }

    /// Its person has finished with the vote or window at hand, or not.
    pub fn set_finished(&self, finished: bool) {
        self.surroundings.set_finished(self.connection, finished);
    }
}

impl Drop for Attached {
    fn drop(&mut self) {
        self.surroundings.leave(self.connection);
    }
}
