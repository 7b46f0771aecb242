//! The collector of a room: keeps slips while people write, and gives them together afterwards.
//!
//! Whose a slip is ends before it gets here. Given first and destroyed afterwards: a crash between the
//! two gives them once more, and the day knows them by their ids.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

use crate::ballot::slips::{SlipBox, SlipFault};
use crate::domain::command::{ByHouse, Command};
use crate::domain::day::Day;
use crate::domain::day::slip::{Slip, SlipSecret, slip_id};
use crate::domain::decide::slip::most_slips;
use crate::domain::id::{RoomName, SlotId};
use crate::domain::refusal::{Reason, Refusal};
use crate::live::alarms::{RETRY, at};
use crate::live::mail::{self, Mailbox, Verdict};
use crate::live::published::Published;

/// Slips that may wait for a collector; one more is told `busy`.
pub(super) const SLIPS: usize = 64;

/// What somebody does with a slip.
pub(super) enum Slipped {
    /// Puts it in.
    In { slot: SlotId, slip: Slip, answer: oneshot::Sender<Verdict> },
    /// Takes it back.
    Back { secret: SlipSecret, answer: oneshot::Sender<Verdict> },
}

/// The collector of one room.
pub(super) struct Collector {
    pub(super) room: RoomName,
    pub(super) slips: SlipBox,
    pub(super) mailbox: Mailbox,
    pub(super) published: watch::Receiver<Arc<Published>>,
    pub(super) slipped: mpsc::Receiver<Slipped>,
}

impl Collector {
    /// Serves until the room is gone.
    pub(super) async fn serve(mut self) {
        // A crash may have left slips of any slot.
        let mut waiting = None;
        loop {
            self.published.borrow_and_update();
            let again = self.give(&mut waiting).await.err().map(|_| Instant::now() + RETRY);
            tokio::select! {
                Some(slipped) = self.slipped.recv() => self.run(slipped, &mut waiting).await,
                newer = self.published.changed() => {
                    if newer.is_err() { std::future::pending().await }
                }
                () = at(again) => {}
            }
        }
    }

    async fn run(&self, slipped: Slipped, waiting: &mut Option<BTreeSet<SlotId>>) {
        // An asker that has gone away asks again when it is back.
        match slipped {
            Slipped::In { slot, slip, answer } => {
                let put = self.put(slot, &slip).await;
                // One that could not be kept may lie there all the same.
                if let Some(slots) = waiting {
                    slots.insert(slot);
                }
                let _ = answer.send(put);
            }
            Slipped::Back { secret, answer } => {
                let _ = answer.send(self.take_back(secret).await);
            }
        }
    }

    async fn put(&self, slot: SlotId, slip: &Slip) -> Verdict {
        let day = self.day();
        if !is_written(&day, slot, &slip.step) {
            return Err(Reason::WindowClosed.into());
        }
        let most = most_slips(&day);
        self.slips.put(self.room, slot, slip, most).await.map_err(|fault| match fault {
            SlipFault::Full => Refusal::with(Reason::TooMany, most as i64),
            SlipFault::Unavailable => Reason::Unavailable.into(),
        })
    }

    /// Where it waits, and where it was given.
    async fn take_back(&self, secret: SlipSecret) -> Verdict {
        for slot in self.slips.slots(self.room).await.map_err(in_words)? {
            self.slips.take_back(self.room, slot, slip_id(&secret)).await.map_err(in_words)?;
        }
        self.ask(ByHouse::WithdrawSlip { secret }).await
    }

    /// Gives all that nobody writes any more.
    async fn give(&self, waiting: &mut Option<BTreeSet<SlotId>>) -> Result<(), SlipFault> {
        let slots = match waiting {
            Some(slots) => slots,
            None => waiting.insert(self.slips.slots(self.room).await?.into_iter().collect()),
        };
        for slot in slots.clone() {
            let slips = self.slips.read(self.room, slot).await?;
            let day = self.day();
            if slips.iter().any(|slip| is_written(&day, slot, &slip.step)) {
                continue;
            }
            match self.ask(ByHouse::GiveSlips { slot, slips }).await {
                // Withdrawn with their case: nobody is to read them.
                Ok(()) | Err(Refusal { reason: Reason::UnknownSlot, .. }) => {}
                Err(_) => return Err(SlipFault::Unavailable),
            }
            self.slips.destroy(self.room, slot).await?;
            slots.remove(&slot);
        }
        Ok(())
    }

    async fn ask(&self, command: ByHouse) -> Verdict {
        mail::ask_patiently(&self.mailbox, Command::House(command)).await
    }

    fn day(&self) -> Arc<Day> {
        Arc::clone(&self.published.borrow().day)
    }
}

/// People are writing in this step.
fn is_written(day: &Day, slot: SlotId, step: &str) -> bool {
    let at_hand = day.at_step().is_some_and(|(at, _, now)| at.slot == slot && now.id == step);
    at_hand && day.window.open
}

fn in_words(_: SlipFault) -> Refusal {
    Reason::Unavailable.into()
}
