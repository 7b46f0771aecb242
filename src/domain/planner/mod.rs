//! The exact search for a plan under the guarantee, and a reason for each case.

use crate::domain::day::Day;
use crate::domain::day::plan::Plan;
use crate::domain::id::{ParticipantId, SlotId};

/// Minutes required, available, missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feasibility {
    /// The cheapest cover of everyone, transitions included.
    pub required: u16,
    /// Treatment minutes less the reserve.
    pub available: u16,
    /// What is missing; 0 when it fits.
    pub missing: u16,
    /// People who bring no case: nothing can be guaranteed to them.
    pub without_priority: Vec<ParticipantId>,
    /// People all of whose priorities fit nowhere: no process, longer than any block, an owner
    /// away, too few people. Not counted in what is required.
    pub unplaceable: Vec<ParticipantId>,
    /// The block to extend, and by how many minutes, when minutes suffice but blocks do not.
    pub extend: Option<(u8, u16)>,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The best plan under the guarantee; it breaks no hard rule.
    Plan(Box<Plan>),
    /// No plan keeps the guarantee.
    Infeasible(Feasibility),
    /// The search was called off.
    Cancelled,
}

/// Whether everyone could be covered with the minutes there are.
pub fn feasibility(_day: &Day) -> Feasibility {
    unimplemented!("planner")
}

/// Searches the best plan for a day. `cancelled` is asked now and then; `slot_id` draws an id.
pub fn search(
    _day: &Day,
    _cancelled: &dyn Fn() -> bool,
    _slot_id: &mut dyn FnMut() -> SlotId,
) -> Found {
    unimplemented!("planner")
}
