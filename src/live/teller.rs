//! The teller of a room: deals a vote, gives credentials, seals, releases counts, closes.
//!
//! It knows who has credentials and how many dots lie where, and nothing that links the two. Each
//! step is durable before the next and can be done again, so that a crash between any two loses
//! nothing.

mod errand;
mod turns;

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use crate::ballot::release::PEOPLE_MIXED;
use crate::ballot::urn::{Place, Shape, Tally, Urn, UrnFault};
use crate::clock::SharedClock;
use crate::domain::command::{ByHouse, Command};
use crate::domain::day::Day;
use crate::domain::day::ballot::{Counts, Vote};
use crate::domain::day::deal::Deal;
use crate::domain::id::{RoomName, Timestamp, VoteId};
use crate::domain::limits;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::vocabulary::BallotStage;
use crate::live::alarms::{RETRY, at};
use crate::live::mail::{self, Mailbox, Verdict};
use crate::live::pace::Pace;
use crate::live::published::Published;
use crate::live::surroundings::Surroundings;
use crate::view::Dots;

pub use errand::{Blinds, Turn};
pub(super) use errand::{ERRANDS, Errand};

/// Votes of which a box or a seed may lie where it should not.
type Leftover = BTreeSet<VoteId>;

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
        let mut pace: Option<Pace> = None;
        // A crash may have left boxes or seeds of any of them.
        let mut leftover: Leftover = self.day().votes.iter().map(|vote| vote.vote).collect();
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
    async fn attend(&self, pace: &mut Option<Pace>, leftover: &mut Leftover) {
        let day = self.day();
        let Some(vote) = day.open().and(day.votes.iter().find(|vote| !vote.is_closed())) else {
            if pace.take().is_some() {
                self.surroundings.tell(|told| told.dots = None);
            }
            return;
        };
        let deal = (vote.vote, vote.deal.epoch);
        let pace = match pace {
            Some(pace) if pace.deal == deal => pace,
            _ => pace.insert(Pace::of(deal)),
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

    async fn attend_to(&self, vote: &Vote, pace: &mut Pace, leftover: &mut Leftover) -> Verdict {
        let now = self.clock.now();
        let over = vote.ends_at.is_some_and(|end| end <= now);
        if over || is_left_behind(vote, &self.day(), now) {
            return self.close(vote.vote, leftover).await;
        }
        if vote.stage() == BallotStage::Dealing {
            return self.deal(vote).await;
        }
        if pace.may_look() {
            pace.looked(vote.stage());
            self.look(vote, leftover).await?;
        }
        if vote.stage() == BallotStage::Sealed && !vote.only_at_close() && pace.may_release() {
            pace.asked();
            self.release(vote, pace).await?;
        }
        Ok(())
    }

    /// Makes key and box, if they are not there.
    async fn deal(&self, vote: &Vote) -> Verdict {
        let dots = vote.deal.electors.len() * usize::from(vote.dots);
        let shape = Shape { dots: small(dots), options: small(vote.options.len()) };
        let pk = self.urn.open(self.place(vote), shape).await.map_err(in_words)?;
        self.ask(ByHouse::Deal { vote: vote.vote, epoch: vote.deal.epoch, pk }).await
    }

    /// Looks how the box stands, and takes up what a crash has left half done.
    async fn look(&self, vote: &Vote, leftover: &mut Leftover) -> Verdict {
        let standing = match self.urn.standing(self.place(vote)).await {
            Err(UrnFault::NoBox) => return self.replace_lost(vote, leftover).await,
            standing => standing.map_err(in_words)?,
        };
        if standing.frozen {
            return self.close(vote.vote, leftover).await;
        }
        let dots = Dots { filled: standing.filled, placed: standing.placed };
        self.surroundings.tell(|told| told.dots = Some(dots));
        if vote.stage() == BallotStage::Issuing {
            let all = small(vote.deal.electors.len() * usize::from(vote.dots));
            let complete = vote.deal.is_issued() && standing.filled == all;
            return if complete || standing.sealed {
                self.seal(vote, standing.filled, leftover).await
            } else {
                Ok(())
            };
        }
        let Some(counts) = standing.released else { return Ok(()) };
        if !vote.only_at_close() && standing.release > vote.release {
            self.say_released(vote.vote, standing.release, counts).await?;
        }
        Ok(())
    }

    /// A box that is no more is dealt again: phones know their own choices. With too few left for
    /// that the vote is closed, and nothing counted.
    async fn replace_lost(&self, vote: &Vote, leftover: &mut Leftover) -> Verdict {
        tracing::error!(room = %self.room, "the box of an open vote is lost");
        let Deal { epoch, electors, .. } = &vote.deal;
        let day = self.day();
        let seated = day.roster.seated().map(|member| member.participant);
        let without = seated.filter(|who| !electors.contains(who)).collect();
        match self.deal_again(vote, *epoch, without, 0, leftover).await {
            Err(Refusal { reason: Reason::TooFewVoters, .. }) => {
                self.ask(ByHouse::CloseLost { vote: vote.vote, epoch: *epoch }).await?;
                leftover.insert(vote.vote);
                Ok(())
            }
            dealt => dealt,
        }
    }

    /// Seals box, journal, and then leaves no seed: whoever finds the key later can certify nothing.
    async fn seal(&self, vote: &Vote, least: u16, leftover: &mut Leftover) -> Verdict {
        if vote.deal.issued.len() < usize::from(limits::VOTERS) {
            return Err(Reason::TooFewVoters.into());
        }
        let tags = self.urn.seal(self.place(vote), least).await.map_err(in_words)?;
        let tags = tags.ok_or(Reason::TooFewVoters)?;
        self.ask(ByHouse::Seal { vote: vote.vote, epoch: vote.deal.epoch, tags }).await?;
        leftover.insert(vote.vote);
        Ok(())
    }

    /// Releases what the rule of release lets out now.
    async fn release(&self, vote: &Vote, pace: &mut Pace) -> Verdict {
        let released = self.urn.release(self.place(vote), PEOPLE_MIXED, vote.dots).await;
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

    /// A box sealed of which the journal does not know: phones are to compare what they compared.
    async fn finish_seal(&self, id: VoteId, leftover: &mut Leftover) -> Verdict {
        let day = self.day();
        let issuing = day.vote(id).filter(|vote| vote.stage() == BallotStage::Issuing);
        let Some(vote) = issuing else { return Ok(()) };
        match self.urn.standing(self.place(vote)).await {
            Ok(standing) if standing.sealed => self.seal(vote, standing.filled, leftover).await,
            Ok(_) | Err(UrnFault::NoBox) => Ok(()),
            Err(fault) => Err(in_words(fault)),
        }
    }

    /// Freezes the box, journals the tally, destroys the box.
    async fn close(&self, id: VoteId, leftover: &mut Leftover) -> Verdict {
        self.finish_seal(id, leftover).await?;
        let day = self.day();
        let vote = day.vote(id).ok_or(Reason::UnknownVote)?;
        if !vote.is_closed() {
            let Tally { counts, entries } = match self.urn.freeze(self.place(vote)).await {
                // Lost: what phones know is placed again before anything is counted.
                Err(UrnFault::NoBox) if vote.stage() != BallotStage::Dealing => {
                    self.replace_lost(vote, leftover).await?;
                    let is_closed = self.day().vote(id).is_some_and(Vote::is_closed);
                    return if is_closed { Ok(()) } else { Err(Reason::Unavailable.into()) };
                }
                Err(UrnFault::NoBox) => {
                    Tally { counts: vec![0; vote.options.len()], entries: Vec::new() }
                }
                frozen => frozen.map_err(in_words)?,
            };
            self.ask(ByHouse::CloseVote { vote: id, counts, entries }).await?;
        }
        leftover.insert(id);
        Ok(())
    }

    /// Destroys boxes of closed votes and of deals before, and seeds of sealed ones; gives when to
    /// try again what the vault did not do.
    async fn put_away(&self, leftover: &mut Leftover) -> Option<Instant> {
        while let Some(id) = leftover.first().copied() {
            let day = self.day();
            let open = day.vote(id).filter(|vote| !vote.is_closed());
            let but_box = open.map(|vote| vote.deal.epoch);
            let but_seed = open.filter(|vote| vote.deal.seal.is_none()).and(but_box);
            if self.urn.put_away(self.room, id, but_box, but_seed).await.is_err() {
                tracing::warn!(room = %self.room, "what is left of a vote is not destroyed yet");
                return Some(Instant::now() + RETRY);
            }
            leftover.remove(&id);
        }
        None
    }

    fn place(&self, vote: &Vote) -> Place {
        Place { room: self.room, vote: vote.vote, epoch: vote.deal.epoch }
    }

    async fn ask(&self, command: ByHouse) -> Verdict {
        mail::ask_patiently(&self.mailbox, Command::House(command)).await
    }

    fn day(&self) -> Arc<Day> {
        Arc::clone(&self.published.borrow().day)
    }
}

/// A vote of a step: once that is left for good, or its time is another, no face shows it any more.
fn is_left_behind(vote: &Vote, day: &Day, now: Timestamp) -> bool {
    !vote.is_about(day.cursor()) && day.may_come_back(vote).is_none_or(|until| until < now)
}

fn small(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// A fault of the box, as a refusal.
fn in_words(fault: UrnFault) -> Refusal {
    match fault {
        UrnFault::Frozen => Reason::VoteClosed.into(),
        UrnFault::Sealed => Reason::VoteSealed.into(),
        UrnFault::NotBlinded => Reason::BadBlinds.into(),
        UrnFault::NoBox
        | UrnFault::NotSealed
        | UrnFault::NotCertified
        | UrnFault::Unknown
        | UrnFault::Superseded
        | UrnFault::Unavailable => Reason::Unavailable.into(),
    }
}
