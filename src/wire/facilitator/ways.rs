//! What a day that does not fit lacks, and the ways out of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{ParticipantId, ProposalId, SlotId};
use crate::wire::common::WayStepView;

/// Minutes required, available, missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Feasibility {
    /// The cheapest cover of everyone, transitions included, wherever its cases would go.
    pub required: u16,
    /// Treatment minutes less the reserve.
    pub available: u16,
    /// What is missing; 0 when it fits.
    pub missing: u16,
    /// People who bring no case: nothing can be guaranteed to them.
    pub without_priority: Vec<ParticipantId>,
    /// People all of whose priorities fit nowhere: no process, longer than any block, an owner
    /// away, too few people. What is required counts them where the minutes are known.
    pub unplaceable: Vec<ParticipantId>,
    /// Minutes suffice but blocks do not: the block to extend, and by how many minutes; for all but the
    /// unplaceable where it does nothing for those.
    pub extend: Option<(u8, u16)>,
    /// What is pinned and in the way: releasing the slots of any of these lists lets everyone be
    /// covered. Empty when it would not help.
    pub release: Vec<Vec<SlotId>>,
    /// Everyone can be covered. If not though nothing is missing: blocks are too short, somebody's
    /// cases fit nowhere, the hours people are there clash, or they are too few.
    pub fits: bool,
    /// All but those whose cases fit nowhere can be covered; null when that was not found in the steps
    /// that a search may take.
    pub others_fit: Option<bool>,
    /// Whether they can be is proved; else no plan was found in the steps that a search may take.
    pub is_known: bool,
}

/// A way out of a day that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WayView {
    /// Taken together: mergers, lighter cases, trimmed ones, shorter blocks, a longer day, deferrals.
    pub steps: Vec<WayStepView>,
    /// Who must agree to each of them, in their order; nobody where it is the facilitator's alone.
    pub asked: Vec<Vec<ParticipantId>>,
    /// Minutes they save or make.
    pub saves: u16,
    /// Everyone can be covered then.
    pub fits: bool,
}

/// A way out put to those who must agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProposalView {
    /// Which.
    pub proposal: ProposalId,
    /// Its steps.
    pub steps: Vec<WayStepView>,
    /// How many have agreed.
    pub agreed: u8,
    /// Of how many.
    pub asked: u8,
    /// Who has yet to say; nobody is named where everyone in the room is asked.
    pub waiting: Vec<ParticipantId>,
    /// Somebody said no; who, is not known. Nothing has changed.
    pub declined: bool,
    /// As the day stands it can be taken no longer: phones do not ask it. Nothing has changed.
    pub lapsed: bool,
}
