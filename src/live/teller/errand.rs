//! What is asked of a teller.

use crate::ballot::issuer::Issuance;
use crate::domain::day::credential::Blinded;
use crate::domain::id::{ParticipantId, VoteId};
use crate::domain::refusal::Refusal;
use crate::live::mail::Verdict;
use tokio::sync::oneshot;

/// Errands that may wait for a teller; one more is told `busy`.
pub(in crate::live) const ERRANDS: usize = 64;

/// What somebody asks of the teller. Errands are done one by one.
pub(in crate::live) enum Errand {
    /// Somebody asks for credentials.
    Issue { who: ParticipantId, to: Blinds, answer: oneshot::Sender<Result<Issuance, Refusal>> },
    /// A vote goes on: closed, sealed as it is, or dealt again.
    Turn { turn: Turn, answer: oneshot::Sender<Verdict> },
}

/// Tags that somebody has blinded, for one deal of a vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blinds {
    /// Which vote.
    pub vote: VoteId,
    /// Which deal of it.
    pub epoch: u16,
    /// As many as one has dots.
    pub blinded: Vec<Blinded>,
}

/// What the facilitator makes of an open vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// The box lets no other dot in, though some are missing.
    Seal {
        /// Which vote.
        vote: VoteId,
        /// Which deal of it.
        epoch: u16,
    },
    /// Everyone who is here is dealt anew, but these.
    Redeal {
        /// Which vote.
        vote: VoteId,
        /// The deal there was.
        from: u16,
        /// Whose phone is away.
        without: Vec<ParticipantId>,
    },
    /// The box is frozen and counted.
    Close {
        /// Which vote.
        vote: VoteId,
    },
}
