//! A room's task: a function around a plain value.
//!
//! Decide, append, apply, publish, answer, in that order: nobody sees or is told what is not durable.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::clock::SharedClock;
use crate::domain::apply::apply;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::id::{Revision, RoomName, Timestamp};
use crate::domain::position::Position;
use crate::domain::refusal::Reason;

use crate::journal::AppendError;
use crate::journal::sealed::{Ledger, LedgerError, Tail};
use crate::live::alarms::{Alarms, RETRY, at, until};
use crate::live::chance;
use crate::live::day_end::DayEnd;
use crate::live::draft::{Draft, replay};
use crate::live::mail::{MAILBOX, Mail, Verdict};
use crate::live::presence::Task;
use crate::live::published::Stage;
use crate::live::surroundings::Surroundings;

/// Lost races after which a room waits a little before it decides again: another machine is hot.
const PATIENCE: u32 = 3;

/// A live room.
pub(super) struct Room {
    pub(super) name: RoomName,
    pub(super) ledger: Arc<Ledger>,
    pub(super) clock: SharedClock,
    pub(super) day_end: Arc<dyn DayEnd>,
    pub(super) surroundings: Arc<Surroundings>,
    pub(super) rest: CancellationToken,
    pub(super) mail: mpsc::Receiver<Mail>,
    pub(super) hints: watch::Receiver<Revision>,
    pub(super) stage: Stage,
    pub(super) day: Arc<Day>,
    pub(super) tail: Tail,
    /// When the day is destroyed though nobody has ended it.
    pub(super) forget_after: Timestamp,
}

/// Why a room's task ends before its time.
enum Gone {
    /// The stream has been forgotten, or is damaged.
    Stream,
    /// Nobody can say whether an entry was stored: the stream is to be read anew.
    InDoubt,
    /// The house goes to rest.
    Resting,
}

/// What a room wakes for.
enum Woken {
    Mail(Vec<Mail>),
    Deadline,
    Journal,
    Stirred,
    Passing,
    Forgotten,
    Deserted,
    Resting,
}

/// What became of a batch.
enum Committed {
    /// Durable and published: what each asker is told.
    Done(Vec<Verdict>),
    /// Nothing has changed.
    Unavailable,
    /// No entry may be as large.
    TooLarge,
}

impl Room {
    /// Lives until the house rests, the room is deserted, or its stream is gone.
    pub(super) async fn live(mut self) {
        let mut around = self.surroundings.follow();
        // Somebody may have come between the waking and this first step.
        around.mark_changed();
        let mut alarms = Alarms::default();
        loop {
            let done = match self.wake(&mut around, &alarms).await {
                Woken::Mail(batch) => self.commit(batch, &mut alarms).await,
                Woken::Deadline => self.commit(Vec::new(), &mut alarms).await,
                Woken::Journal => self.follow(&mut alarms).await,
                Woken::Stirred => {
                    alarms.stirred = true;
                    Ok(())
                }
                Woken::Passing => {
                    self.pass(&mut alarms);
                    Ok(())
                }
                Woken::Forgotten => self.forget().await,
                Woken::Deserted => return self.fall_asleep(alarms).await,
                Woken::Resting => return,
            };
            alarms.note_deserted(self.surroundings.is_deserted());
            if let Err(gone) = done {
                return self.go(gone);
            }
        }
    }

    /// Everyone comes back to a room read anew, if there is one.
    fn go(&self, gone: Gone) {
        match gone {
            Gone::Resting => {}
            Gone::Stream => tracing::warn!(room = %self.name, "a room's stream is gone or damaged"),
            Gone::InDoubt => tracing::warn!(room = %self.name, "a room is to be read anew"),
        }
    }

    async fn wake(&mut self, around: &mut watch::Receiver<u64>, alarms: &Alarms) -> Woken {
        let mut batch = Vec::new();
        let open = !self.has_ended();
        let deadline = self.deadline(alarms).filter(|_| open);
        let passing = alarms.passing(self.surroundings.next_to_go()).filter(|_| open);
        let forgotten = open.then(|| until(self.forget_after, &*self.clock));
        // What comes seldom goes first: a full mailbox must not keep it waiting.
        tokio::select! {
            biased;
            () = self.rest.cancelled() => Woken::Resting,
            () = at(forgotten) => Woken::Forgotten,
            () = at(deadline) => Woken::Deadline,
            () = at(passing) => Woken::Passing,
            Ok(()) = around.changed() => Woken::Stirred,
            () = at(alarms.behind().filter(|_| open)) => Woken::Journal,
            Ok(()) = self.hints.changed(), if open => Woken::Journal,
            count = self.mail.recv_many(&mut batch, MAILBOX) => {
                if count == 0 { Woken::Resting } else { Woken::Mail(batch) }
            }
            () = at(alarms.asleep()) => Woken::Deserted,
        }
    }

    /// When something that was opened with an end closes by itself.
    fn deadline(&self, alarms: &Alarms) -> Option<Instant> {
        Some(alarms.not_before(until(self.day.deadline()?, &*self.clock)))
    }

    /// Commits all that waits as one entry; in halves where one would be too large.
    async fn commit(&mut self, batch: Vec<Mail>, alarms: &mut Alarms) -> Result<(), Gone> {
        let mut heaps = vec![batch];
        while let Some(mut heap) = heaps.pop() {
            match self.commit_one(&heap, alarms).await? {
                Committed::Done(verdicts) => {
                    answer(heap, verdicts.into_iter());
                }
                Committed::TooLarge if heap.len() > 1 => {
                    let later = heap.split_off(heap.len() / 2);
                    heaps.extend([later, heap]);
                }
                Committed::TooLarge => answer(heap, std::iter::repeat(Err(Reason::TooLong.into()))),
                Committed::Unavailable => {
                    alarms.retry = Some(Instant::now() + RETRY);
                    answer(heap, std::iter::repeat(Err(Reason::Unavailable.into())));
                }
            }
        }
        Ok(())
    }

    /// Decides, appends, applies and publishes one entry; decides again where another was first.
    async fn commit_one(&mut self, heap: &[Mail], alarms: &mut Alarms) -> Result<Committed, Gone> {
        let mut races = 0;
        loop {
            let commands = heap.iter().map(|mail| &mail.command);
            let draft = Draft::of(&self.day, commands, self.clock.now());
            let Some(day) = draft.day else {
                return Ok(Committed::Done(draft.verdicts));
            };
            match self.ledger.append(&self.tail, draft.at, &draft.events).await {
                Ok(tail) => {
                    self.tail = tail;
                    self.show(day).await?;
                    return Ok(Committed::Done(draft.verdicts));
                }
                Err(AppendError::Conflict) => {
                    races += 1;
                    if races > PATIENCE {
                        tokio::time::sleep(chance::up_to(Duration::from_millis(50))).await;
                    }
                    self.read_on(alarms).await?;
                    if alarms.behind().is_some() {
                        return Ok(Committed::Unavailable);
                    }
                }
                Err(AppendError::TooLarge) => return Ok(Committed::TooLarge),
                Err(AppendError::Erased) => return Err(Gone::Stream),
                Err(AppendError::Unavailable) => {
                    tracing::warn!(room = %self.name, "an entry could not be made durable");
                    return Ok(Committed::Unavailable);
                }
                Err(AppendError::Unknown) => return Err(Gone::InDoubt),
            }
        }
    }

    /// A hint that the stream has grown: our own append, mostly.
    async fn follow(&mut self, alarms: &mut Alarms) -> Result<(), Gone> {
        let hinted = *self.hints.borrow_and_update();
        if hinted <= self.tail.revision() && alarms.behind().is_none() {
            return Ok(());
        }
        self.read_on(alarms).await
    }

    /// Reads on what another machine has appended.
    async fn read_on(&mut self, alarms: &mut Alarms) -> Result<(), Gone> {
        let recorded = match self.ledger.read_after::<Event>(&self.tail).await {
            Ok(recorded) => recorded,
            Err(LedgerError::Unavailable) => {
                alarms.fall_behind();
                return Ok(());
            }
            Err(LedgerError::Erased) => return Err(Gone::Stream),
            Err(error) => {
                tracing::error!(room = %self.name, %error, "a room's stream cannot be read on");
                return Err(Gone::Stream);
            }
        };
        alarms.caught_up();
        self.tail = recorded.tail;
        if recorded.entries.is_empty() {
            return Ok(());
        }
        let mut day = Day::clone(&self.day);
        replay(&mut day, &recorded.entries);
        self.show(day).await
    }

    /// The day is this now: everyone sees it. A day that has ended is destroyed before it is shown
    /// destroyed.
    async fn show(&mut self, day: Day) -> Result<(), Gone> {
        let begins_anew = Task::of(&self.day) != Task::of(&day);
        self.day = Arc::new(day);
        if self.has_ended() {
            self.destroy().await?;
            let around = self.surroundings.after_the_end();
            self.stage.show_ended(&self.day, self.tail.revision(), around);
            return Ok(());
        }
        if begins_anew {
            self.surroundings.begin_anew();
        }
        let around = self.surroundings.after(&self.day, &self.stage.around(), begins_anew);
        self.stage.show(&self.day, self.tail.revision(), around);
        Ok(())
    }

    /// Keeps what is to be kept, forgets the rest; tried until it is done.
    async fn destroy(&mut self) -> Result<(), Gone> {
        while let Err(error) = self.day_end.finish(self.name).await {
            tracing::warn!(room = %self.name, %error, "an ended day is not destroyed yet");
            tokio::select! {
                () = self.rest.cancelled() => return Err(Gone::Resting),
                () = tokio::time::sleep(RETRY) => {}
            }
        }
        tracing::info!(room = %self.name, "a day has ended and its content is destroyed");
        Ok(())
    }

    /// Nobody ended the day, and its time is over: it ends here as it stands.
    async fn forget(&mut self) -> Result<(), Gone> {
        let mut day = Day::clone(&self.day);
        apply(&mut day, &Event::Ended, self.day.last_at);
        self.show(day).await
    }

    /// Publishes what passes, if it has changed.
    fn pass(&mut self, alarms: &mut Alarms) {
        alarms.have_passed();
        let around = self.surroundings.around(&self.day);
        if around != *self.stage.around() {
            self.stage.show(&self.day, self.tail.revision(), around);
        }
    }

    /// Takes no more mail; what has arrived is still answered.
    async fn fall_asleep(mut self, mut alarms: Alarms) {
        self.mail.close();
        let mut batch = Vec::new();
        while self.mail.recv_many(&mut batch, MAILBOX).await > 0 {
            if self.commit(std::mem::take(&mut batch), &mut alarms).await.is_err() {
                return;
            }
        }
        tracing::info!(room = %self.name, revision = self.tail.revision().0, "a room falls asleep");
    }

    fn has_ended(&self) -> bool {
        self.day.position.0 == Position::Ended
    }
}

fn answer(heap: Vec<Mail>, verdicts: impl Iterator<Item = Verdict>) {
    for (mail, verdict) in heap.into_iter().zip(verdicts) {
        // An asker that has gone away asks again when it is back.
        let _ = mail.answer.send(verdict);
    }
}
