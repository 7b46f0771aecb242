//! The collector of a room: keeps slips while people write, and gives them together afterwards.
//!
//! Whose a slip is ends before it gets here. Given first and destroyed afterwards: a crash between the
//! two gives them once more, and the day knows that it has them. Fewer than three wait for others.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

use crate::ballot::slips::{SlipBox, SlipFault};
use crate::domain::command::{ByHouse, Command};
use crate::domain::day::Day;
use crate::domain::day::slip::{Slip, SlipSecret, slip_id};
use crate::domain::decide::slip::{Offered, is_given, most_slips};
use crate::domain::id::{RoomName, SlotId};
use crate::domain::limits;
use crate::domain::refusal::{Reason, Refusal};
use crate::live::alarms::{RETRY, at};
use crate::live::mail::{self, Mailbox, Verdict};
use crate::live::published::Published;

/// Slips that may wait for a collector; one more is told `busy`.
pub(super) const SLIPS: usize = 64;

/// What somebody does with a slip.
pub(super) enum Slipped {
    /// Puts it in, if it is accepted.
    In { offered: Offered, slip: Result<Slip, Refusal>, answer: oneshot::Sender<Verdict> },
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
            Slipped::In { offered, slip, answer } => {
                let put = self.put(&offered, slip).await;
                // One that could not be kept may lie there all the same.
                if let Some(slots) = waiting {
                    slots.insert(offered.slot);
                }
                let _ = answer.send(put);
            }
            Slipped::Back { secret, answer } => {
                let _ = answer.send(self.take_back(secret).await);
            }
        }
    }

    async fn put(&self, offered: &Offered, slip: Result<Slip, Refusal>) -> Verdict {
        let (day, slot) = (self.day(), offered.slot);
        let written = day.is_written(slot, &offered.step);
        let slip = match slip {
            Ok(slip) if written => slip,
            // The answer to the first time may have been lost.
            _ if is_given(&day, offered) || self.lies_there(offered).await? => return Ok(()),
            refused => return refused.and(Err(Reason::WindowClosed.into())),
        };
        let most = most_slips(&day);
        self.slips.put(self.room, slot, &slip, most).await.map_err(|fault| match fault {
            SlipFault::Full => Refusal::with(Reason::TooMany, most as i64),
            SlipFault::Unavailable => Reason::Unavailable.into(),
        })
    }

    async fn lies_there(&self, offered: &Offered) -> Result<bool, Refusal> {
        let slips = self.slips.read(self.room, offered.slot).await.map_err(in_words)?;
        let words = offered.words();
        Ok(slips.iter().any(|slip| slip.contribution == offered.contribution && slip.text == words))
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
            let steps: BTreeSet<&str> = slips.iter().map(|slip| slip.step.as_str()).collect();
            for step in steps {
                let of_step = slips.iter().filter(|slip| slip.step == step);
                self.give_step(slot, step, of_step.cloned().collect()).await?;
            }
            if self.slips.read(self.room, slot).await?.is_empty() {
                self.slips.destroy(self.room, slot).await?;
                slots.remove(&slot);
            }
        }
        Ok(())
    }

    async fn give_step(&self, slot: SlotId, step: &str, slips: Vec<Slip>) -> Result<(), SlipFault> {
        let day = self.day();
        let too_few = slips.len() < usize::from(limits::VOTERS);
        if day.slot(slot).is_some() && (too_few || day.is_written(slot, step)) {
            return Ok(());
        }
        match self.ask(ByHouse::GiveSlips { slot, step: step.to_owned(), slips }).await {
            // Withdrawn with their case: nobody is to read them.
            Ok(()) | Err(Refusal { reason: Reason::UnknownSlot, .. }) => {
                self.slips.forget_step(self.room, slot, step).await
            }
            // People write again, or these are too few after all.
            Err(Refusal { reason: Reason::WrongPhase | Reason::TooFewVoters, .. }) => Ok(()),
            Err(_) => Err(SlipFault::Unavailable),
        }
    }

    async fn ask(&self, command: ByHouse) -> Verdict {
        mail::ask_patiently(&self.mailbox, Command::House(command)).await
    }

    fn day(&self) -> Arc<Day> {
        Arc::clone(&self.published.borrow().day)
    }
}

fn in_words(_: SlipFault) -> Refusal {
    Reason::Unavailable.into()
}
