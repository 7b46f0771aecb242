//! A way out of a day that does not fit (rules W1 to W8): its steps, and what people answer.

use serde::{Deserialize, Serialize};

use crate::domain::id::{CaseId, ParticipantId, ProposalId};
use crate::domain::process::ProcessId;

/// One change that makes room. Values are absolute: taken twice, the second time changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum WayStep {
    /// Twins that wait for their owners' consent become one; by these owners.
    Merge {
        /// The proposed merger.
        merge: CaseId,
    },
    /// A case is treated by a lighter process; by its owners.
    Lighten {
        /// Which.
        case: CaseId,
        /// A rung of the ladder.
        process: ProcessId,
        /// Its minutes there.
        minutes: u16,
    },
    /// A case takes fewer minutes of the same process; by its owners.
    Trim {
        /// Which.
        case: CaseId,
        /// What is left, the process's minimum at least.
        minutes: u16,
    },
    /// Everyone brings a priority of their own to one slot in parallel; by the facilitator.
    Rounds {
        /// A process that gives everyone a turn.
        process: ProcessId,
        /// Its minutes.
        minutes: u16,
    },
    /// A fixed block is shorter; by the facilitator.
    Shorten {
        /// Its index in the day's list.
        block: u8,
        /// What is left, its floor at least.
        minutes: u16,
    },
    /// The day lasts longer; by everyone in the room.
    Extend {
        /// When it ends then, minutes after midnight.
        end: u16,
    },
    /// Somebody waits for the next day, and comes first then; by that person alone.
    Defer {
        /// Who.
        participant: ParticipantId,
    },
}

/// A way out that was put to those who must agree. Nothing changes before the last yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id, drawn by the tablet.
    pub proposal: ProposalId,
    /// All of them, or none.
    pub steps: Vec<WayStep>,
    /// Who has agreed.
    pub agreed: Vec<ParticipantId>,
    /// How it stands.
    pub answer: Answer,
}

/// How a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Somebody has yet to say.
    Waiting,
    /// Somebody said no. Who, is written nowhere.
    Declined,
    /// All agreed; it has been done.
    Taken,
}

impl WayStep {
    /// Whether another step is about the same thing: they cannot both be taken.
    pub fn meets(&self, other: &WayStep) -> bool {
        use WayStep::{Defer, Extend, Lighten, Merge, Rounds, Shorten, Trim};
        match (self, other) {
            (
                Lighten { case, .. } | Trim { case, .. },
                Lighten { case: of, .. } | Trim { case: of, .. },
            ) => case == of,
            // Which cases come together follows from all of them.
            (Rounds { .. }, Rounds { .. } | Merge { .. } | Lighten { .. } | Trim { .. })
            | (Merge { .. } | Lighten { .. } | Trim { .. }, Rounds { .. }) => true,
            (Merge { merge }, Merge { merge: of }) => merge == of,
            (Shorten { block, .. }, Shorten { block: of, .. }) => block == of,
            (Extend { .. }, Extend { .. }) => true,
            (Defer { participant }, Defer { participant: of }) => participant == of,
            _ => false,
        }
    }

    /// The case it changes, if it is one.
    pub fn case(&self) -> Option<CaseId> {
        match self {
            WayStep::Lighten { case, .. } | WayStep::Trim { case, .. } => Some(*case),
            WayStep::Merge { merge } => Some(*merge),
            WayStep::Rounds { .. }
            | WayStep::Shorten { .. }
            | WayStep::Extend { .. }
            | WayStep::Defer { .. } => None,
        }
    }
}
