//! The teller of a room: opens the box of a vote, registers dots, releases counts, closes.
//!
//! It knows who has registered and how many dots lie where, never both of one person. Each step is
//! durable before the next and can be done again, so that a crash between any two loses nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

use crate::ballot::release::PEOPLE_MIXED;
use crate::ballot::urn::{Shape, Tag, Urn, UrnFault};
use crate::clock::SharedClock;
use crate::domain::command::{ByHouse, Command};
use crate::domain::day::Day;
use crate::domain::day::ballot::{Counts, Vote};
use crate::domain::id::{ParticipantId, RoomName, VoteId};
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::vocabulary::VoteKind;
use crate::live::alarms::{RETRY, at};
use crate::live::mail::{self, Mailbox, Verdict};
use crate::live::pace::Pace;
use crate::live::published::Published;
use crate::live::surroundings::Surroundings;

/// Errands that may wait for a teller; one more is told `busy`.
pub(super) const ERRANDS: usize = 64;

/// What somebody asks of the teller. Errands are done one by one.
pub(super) enum Errand {
    /// Somebody's blank dots are to lie in the box.
    Register { who: ParticipantId, vote: VoteId, tags: Vec<Tag>, answer: oneshot::Sender<Verdict> },
    /// A vote is to be closed.
    Close { vote: VoteId, answer: oneshot::Sender<Verdict> },
}

/// The teller of one room.
pub(super) struct Teller {
    pub(super) room: RoomName,
    pub(super) urn: Urn,
    pub(super) clock: SharedClock,
    pub(super) mailbox: Mailbox,
    pub(super) published: watch::Receiver<Arc<Published>>,
    pub(super) surroundings: Arc<Surroundings>,
    pub(super) errands: mpsc::Receiver<Errand>,
}

impl Teller {
    /// Serves until the room is gone.
    pub(super) async fn serve(mut self) {
        let mut moved = self.urn.moved();
        let mut leftover: BTreeSet<VoteId> =
            self.day().votes.iter().filter(|vote| vote.is_closed()).map(|vote| vote.vote).collect();
        let mut pace: Option<Pace> = None;
        loop {
            self.published.borrow_and_update();
            self.attend(&mut pace, &mut leftover).await;
            let put_away = self.put_away(&mut leftover).await;
            let due = pace.as_ref().and_then(|pace| pace.due(&self.day(), &*self.clock));
            tokio::select! {
                Some(errand) = self.errands.recv() => {
                    self.run(errand, &mut pace, &mut leftover).await;
                }
                newer = self.published.changed() => {
                    if newer.is_err() { std::future::pending().await }
                }
                Ok(()) = moved.changed(), if pace.is_some() => {
                    pace.iter_mut().for_each(Pace::stir);
                }
                () = at(due) => {}
                () = at(put_away) => {}
            }
        }
    }

    /// Does what is due for the vote that is open, if one is.
    async fn attend(&self, pace: &mut Option<Pace>, leftover: &mut BTreeSet<VoteId>) {
        let day = self.day();
        let Some(vote) = day.open().and(day.votes.iter().find(|vote| !vote.is_closed())) else {
            if pace.take().is_some() {
                self.surroundings.tell(|told| told.dots_placed = None);
            }
            return;
        };
        let pace = match pace {
            Some(pace) if pace.vote == vote.vote => pace,
            _ => pace.insert(Pace::of(vote.vote)),
        };
        if pace.is_held() {
            return;
        }
        let done = self.attend_to(vote, pace, leftover).await;
        if let Err(error) = done {
            tracing::warn!(room = %self.room, reason = error.reason.code(), "a box waits");
            pace.hold(RETRY);
        }
    }

    async fn attend_to(
        &self,
        vote: &Vote,
        pace: &mut Pace,
        leftover: &mut BTreeSet<VoteId>,
    ) -> Verdict {
        if !pace.opened {
            self.open(vote).await?;
            pace.opened = true;
        }
        let over = vote.ends_at.is_some_and(|end| end <= self.clock.now());
        if over || is_left_behind(vote, &self.day()) {
            return self.close(vote.vote, leftover).await;
        }
        if pace.may_look() {
            pace.looked();
            self.look(vote, leftover).await?;
        }
        if !vote.only_at_close() && pace.may_release() {
            pace.asked();
            self.release(vote, pace).await?;
        }
        Ok(())
    }

    /// Looks how the box stands, and takes up what a crash has left half done.
    async fn look(&self, vote: &Vote, leftover: &mut BTreeSet<VoteId>) -> Verdict {
        let standing = self.urn.standing(self.room, vote.vote).await.map_err(in_words)?;
        if standing.frozen {
            return self.close(vote.vote, leftover).await;
        }
        self.surroundings.tell(|told| told.dots_placed = Some(standing.placed));
        let Some(counts) = standing.released else { return Ok(()) };
        if !vote.only_at_close() && standing.release > vote.release {
            self.say_released(vote.vote, standing.release, counts).await?;
        }
        Ok(())
    }

    /// Releases what the rule of release lets out now.
    async fn release(&self, vote: &Vote, pace: &mut Pace) -> Verdict {
        let released = self.urn.release(self.room, vote.vote, PEOPLE_MIXED, vote.dots).await;
        match released.map_err(in_words)? {
            Some((n, counts)) => {
                pace.released();
                self.say_released(vote.vote, n, counts).await
            }
            None => Ok(()),
        }
    }

    async fn say_released(&self, vote: VoteId, n: u16, counts: Counts) -> Verdict {
        self.ask(ByHouse::Release { vote, n, counts }).await
    }

    async fn run(&self, errand: Errand, pace: &mut Option<Pace>, leftover: &mut BTreeSet<VoteId>) {
        let (answer, verdict) = match errand {
            Errand::Register { who, vote, tags, answer } => {
                (answer, self.register(who, vote, &tags).await)
            }
            Errand::Close { vote, answer } => {
                let verdict = self.close(vote, leftover).await;
                if verdict.is_err() {
                    // The box may be frozen: it is looked at again soon.
                    pace.iter_mut().for_each(Pace::stir);
                }
                (answer, verdict)
            }
        };
        // An asker that has gone away asks again when it is back.
        let _ = answer.send(verdict);
    }

    /// Blank dots into the box first, the journal after: who is journaled has dots.
    async fn register(&self, who: ParticipantId, id: VoteId, tags: &[Tag]) -> Verdict {
        let day = self.day();
        let vote = open_vote(&day, id)?;
        if !vote.electors.contains(&who) {
            return Err(Reason::NotAnElector.into());
        }
        let distinct: BTreeSet<&Tag> = tags.iter().collect();
        if tags.len() != usize::from(vote.dots) || distinct.len() != tags.len() {
            return Err(Reason::BadTags.into());
        }
        if vote.issued.contains(&who) {
            let held = self.urn.holds(self.room, id, tags).await.map_err(in_words)?;
            return if held { Ok(()) } else { Err(Reason::AlreadyIssued.into()) };
        }
        self.open(vote).await?;
        self.urn.deposit(self.room, id, tags).await.map_err(in_words)?;
        self.ask(ByHouse::Issue { vote: id, participant: who }).await
    }

    /// Freezes the box, journals the counts, destroys the box.
    async fn close(&self, id: VoteId, leftover: &mut BTreeSet<VoteId>) -> Verdict {
        let day = self.day();
        let vote = day.vote(id).ok_or(Reason::UnknownVote)?;
        if !vote.is_closed() {
            let counts = match self.urn.freeze(self.room, id).await {
                Err(UrnFault::NoBox) => {
                    // A crash between the vote and its box: nobody has placed anything.
                    self.open(vote).await?;
                    self.urn.freeze(self.room, id).await
                }
                frozen => frozen,
            };
            let counts = counts.map_err(in_words)?;
            self.ask(ByHouse::CloseVote { vote: id, counts }).await?;
        }
        leftover.insert(id);
        Ok(())
    }

    /// Makes the box, if it is not there. One that held dots already should be.
    async fn open(&self, vote: &Vote) -> Verdict {
        if !vote.issued.is_empty()
            && self.urn.standing(self.room, vote.vote).await == Err(UrnFault::NoBox)
        {
            tracing::error!(room = %self.room, "the box of an open vote is lost: its dots are not counted");
        }
        let dots = vote.electors.len() * usize::from(vote.dots);
        let shape = Shape { dots: small(dots), options: small(vote.options.len()) };
        self.urn.open(self.room, vote.vote, shape).await.map_err(in_words)
    }

    /// Destroys the boxes of closed votes; gives when to try again what the vault did not do.
    async fn put_away(&self, leftover: &mut BTreeSet<VoteId>) -> Option<Instant> {
        while let Some(vote) = leftover.first().copied() {
            if self.urn.destroy(self.room, vote).await.is_err() {
                tracing::warn!(room = %self.room, "the box of a closed vote is not destroyed yet");
                return Some(Instant::now() + RETRY);
            }
            leftover.remove(&vote);
        }
        None
    }

    async fn ask(&self, command: ByHouse) -> Verdict {
        mail::ask_patiently(&self.mailbox, Command::House(command)).await
    }

    fn day(&self) -> Arc<Day> {
        Arc::clone(&self.published.borrow().day)
    }
}

/// A vote of interest belongs to its step: once that is left, no face shows it any more.
fn is_left_behind(vote: &Vote, day: &Day) -> bool {
    vote.kind == VoteKind::Interest && vote.at != day.cursor()
}

fn open_vote(day: &Day, id: VoteId) -> Result<&Vote, Refusal> {
    day.open().ok_or(Reason::NotOpen)?;
    let vote = day.vote(id).ok_or(Reason::UnknownVote)?;
    if vote.is_closed() { Err(Reason::VoteClosed.into()) } else { Ok(vote) }
}

fn small(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// A fault of the box, as a refusal. A full box holds other tags of whoever asks.
fn in_words(fault: UrnFault) -> Refusal {
    match fault {
        UrnFault::Frozen => Reason::VoteClosed.into(),
        UrnFault::Full => Reason::AlreadyIssued.into(),
        UrnFault::Unknown | UrnFault::Superseded => Reason::UnknownDot.into(),
        UrnFault::NoBox | UrnFault::Unavailable => Reason::Unavailable.into(),
    }
}
