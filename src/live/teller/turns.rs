//! Errands done: credentials given, a vote sealed, dealt again or closed.

use super::{Blinds, Errand, Leftover, Teller, Turn, in_words};
use crate::ballot::issuer::Issuance;
use crate::ballot::urn::UrnFault;
use crate::domain::command::ByHouse;
use crate::domain::day::Day;
use crate::domain::day::ballot::Vote;
use crate::domain::id::{ParticipantId, VoteId};
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::vocabulary::BallotStage;
use crate::live::mail::Verdict;
use crate::live::pace::Pace;

impl Teller {
    pub(super) async fn run(
        &self,
        errand: Errand,
        pace: &mut Option<Pace>,
        leftover: &mut Leftover,
    ) {
        // An asker that has gone away asks again when it is back.
        match errand {
            Errand::Issue { who, to, answer } => {
                let _ = answer.send(self.issue(who, to).await);
            }
            Errand::Turn { turn, answer } => {
                let verdict = self.turn(turn, leftover).await;
                if verdict.is_err() {
                    // The box may be sealed or frozen: it is looked at again soon.
                    pace.iter_mut().for_each(Pace::stir);
                }
                let _ = answer.send(verdict);
            }
        }
    }

    async fn turn(&self, turn: Turn, leftover: &mut Leftover) -> Verdict {
        let day = self.day();
        match turn {
            Turn::Close { vote } => self.close(vote, leftover).await,
            Turn::Seal { vote, epoch } => {
                let vote = open_vote(&day, vote, epoch)?;
                match vote.stage() {
                    BallotStage::Dealing => Err(Reason::NotDealt.into()),
                    BallotStage::Issuing => self.seal(vote, vote.least_sealed(), leftover).await,
                    BallotStage::Sealed | BallotStage::Closed => Ok(()),
                }
            }
            Turn::Redeal { vote, from, without } => {
                let again = day.vote(vote).filter(|vote| !vote.is_closed());
                if again.is_some_and(|vote| Some(vote.deal.epoch) == from.checked_add(1)) {
                    return Ok(());
                }
                self.redeal(open_vote(&day, vote, from)?, from, without, leftover).await
            }
        }
    }

    /// Once for each elector: journaled first, so that nobody has credentials for two sets of tags.
    async fn issue(&self, who: ParticipantId, to: Blinds) -> Result<Issuance, Refusal> {
        let day = self.day();
        let Blinds { vote: id, epoch, blinded } = to;
        let vote = open_vote(&day, id, epoch)?;
        vote.can_issue(who, &blinded)?;
        let issuance = self.urn.issue(self.place(vote), &blinded).await.map_err(in_words)?;
        self.ask(ByHouse::Issue { vote: id, epoch, participant: who, blinded }).await?;
        Ok(issuance)
    }

    /// What was released and not said yet is said first; then the box there was goes, so that
    /// nobody can take one from the other.
    async fn redeal(
        &self,
        vote: &Vote,
        from: u16,
        without: Vec<ParticipantId>,
        leftover: &mut Leftover,
    ) -> Verdict {
        let standing = match self.urn.standing(self.place(vote)).await {
            Ok(standing) => standing,
            Err(UrnFault::NoBox) => return self.deal_again(vote, from, without, 0, leftover).await,
            Err(fault) => return Err(in_words(fault)),
        };
        if standing.frozen {
            self.close(vote.vote, leftover).await?;
            return Err(Reason::VoteClosed.into());
        }
        if let Some(counts) = standing.released.filter(|_| standing.release > vote.release) {
            self.say_released(vote.vote, standing.release, counts).await?;
        }
        self.deal_again(vote, from, without, standing.placed, leftover).await
    }

    pub(super) async fn deal_again(
        &self,
        vote: &Vote,
        from: u16,
        without: Vec<ParticipantId>,
        placed: u16,
        leftover: &mut Leftover,
    ) -> Verdict {
        self.ask(ByHouse::Redeal { vote: vote.vote, from, without, placed }).await?;
        leftover.insert(vote.vote);
        Ok(())
    }
}

fn open_vote(day: &Day, id: VoteId, epoch: u16) -> Result<&Vote, Refusal> {
    day.open().ok_or(Reason::NotOpen)?;
    match day.vote(id).ok_or(Reason::UnknownVote)? {
        vote if vote.is_closed() => Err(Reason::VoteClosed.into()),
        vote if vote.deal.epoch != epoch => Err(Reason::OtherEpoch.into()),
        vote => Ok(vote),
    }
}
