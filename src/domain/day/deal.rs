//! A deal: credentials given to each elector once, then a box in which no other dot comes.
//!
//! A vote is dealt again, under another key, when a phone is lost or somebody comes late.

use std::collections::{BTreeMap, BTreeSet};

use super::ballot::Vote;
use super::credential::{Blinded, Digest, PublicKey, Tag};
use super::seal::Sealing;
use crate::domain::id::ParticipantId;
use crate::domain::limits;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::vocabulary::BallotStage;

/// How the ballots of a vote stand.
#[derive(Debug, Clone, Default)]
pub struct Deal {
    /// Grows by one at each deal.
    pub epoch: u16,
    /// Who may vote.
    pub electors: Vec<ParticipantId>,
    /// What phones check credentials against; none while the key is being made.
    pub pk: Option<PublicKey>,
    /// Who holds credentials, and for which blinded tags: any tags, to whoever reads them.
    pub issued: BTreeMap<ParticipantId, Vec<Blinded>>,
    /// Since the box lets no other dot in.
    pub seal: Option<Seal>,
    /// Of a sealed box that was closed: what phones compare.
    pub close: Option<Digest>,
    /// Whose phone has checked the seal, or the close once there is one; and whether all was well.
    pub checked: BTreeMap<ParticipantId, bool>,
    /// Dots that were placed in the deal before.
    pub redealt: Option<u16>,
    /// Counts were released in a deal before: beside them another release could tell one dot.
    pub after_release: bool,
}

/// A sealed box.
#[derive(Debug, Clone)]
pub struct Seal {
    /// The dots in it, sorted.
    pub tags: Vec<Tag>,
    /// What phones compare.
    pub digest: Digest,
}

impl Deal {
    /// A deal to these people.
    pub fn to(electors: Vec<ParticipantId>) -> Self {
        Self { electors, ..Self::default() }
    }

    /// How many voters the counts mix.
    pub fn voters(&self) -> usize {
        if self.seal.is_some() { self.issued.len() } else { self.electors.len() }
    }

    /// All have their credentials.
    pub fn is_issued(&self) -> bool {
        self.electors.iter().all(|elector| self.issued.contains_key(elector))
    }
}

impl Vote {
    /// How far its ballots are.
    pub fn stage(&self) -> BallotStage {
        match &self.deal {
            _ if self.is_closed() => BallotStage::Closed,
            Deal { seal: Some(_), .. } => BallotStage::Sealed,
            Deal { pk: Some(_), .. } => BallotStage::Issuing,
            _ => BallotStage::Dealing,
        }
    }

    /// Dots that must lie in the box at the seal: more than two people have.
    pub fn least_sealed(&self) -> u16 {
        (limits::VOTERS - 1) * u16::from(self.dots) + 1
    }

    /// Whether a seal on so many dots would count at least three people together (rule V11).
    pub fn mixes(&self, dots: usize) -> bool {
        self.deal.issued.len() >= usize::from(limits::VOTERS)
            && dots >= usize::from(self.least_sealed())
    }

    /// Whether somebody may have credentials for these blinded tags.
    pub fn can_issue(&self, who: ParticipantId, blinded: &[Blinded]) -> Result<(), Refusal> {
        let distinct: BTreeSet<&Blinded> = blinded.iter().collect();
        let before = self.deal.issued.get(&who);
        let reason = match self.stage() {
            _ if !self.deal.electors.contains(&who) => Reason::NotAnElector,
            BallotStage::Dealing => Reason::NotDealt,
            _ if blinded.len() != usize::from(self.dots) => Reason::BadBlinds,
            _ if distinct.len() != blinded.len() => Reason::BadBlinds,
            _ if before.is_some_and(|before| before != blinded) => Reason::AlreadyIssued,
            BallotStage::Sealed => Reason::VoteSealed,
            BallotStage::Closed => Reason::VoteClosed,
            BallotStage::Issuing => return Ok(()),
        };
        Err(reason.into())
    }

    /// The digest of a seal on these tags; none while there is no key.
    pub fn seal_digest(&self, tags: &[Tag]) -> Option<Digest> {
        let issued: Vec<ParticipantId> = self.deal.issued.keys().copied().collect();
        let sealing = Sealing {
            vote: self.vote,
            epoch: self.deal.epoch,
            pk: self.deal.pk?,
            mode: self.mode,
            dots: self.dots,
            options: &self.options,
            issued: &issued,
            tags,
        };
        Some(sealing.digest())
    }
}
