//! Everyone's own trace: what each learnt, will do, keeps.

use crate::domain::id::{ContributionId, ParticipantId, Timestamp};
use crate::domain::vocabulary::TraceKind;

/// A line of somebody's trace. Nobody else ever reads it.
#[derive(Debug, Clone)]
pub struct TraceLine {
    /// Its id.
    pub line: ContributionId,
    /// Whose.
    pub author: ParticipantId,
    /// What sort.
    pub kind: TraceKind,
    /// The words.
    pub text: String,
    /// A date its author set.
    pub due: Option<Timestamp>,
    /// Kept after today.
    pub keep: bool,
}
