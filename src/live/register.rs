//! Who the facilitators are: one list, so that a name or a device leads to its account.

use serde::{Deserialize, Serialize};

use crate::domain::id::{FacilitatorId, Timestamp};
use crate::live::keeper::Aggregate;

/// Every facilitator of the house, in the order of enrolment.
#[derive(Debug, Clone, Default)]
pub(super) struct Register {
    /// Who.
    pub(super) facilitators: Vec<FacilitatorId>,
}

/// Somebody is to be on the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Enlist(pub(super) FacilitatorId);

/// Somebody is on the list.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase")]
pub(super) enum Enlisted {
    /// A facilitator.
    Facilitator { facilitator: FacilitatorId },
}

impl Aggregate for Register {
    type Command = Enlist;
    type Event = Enlisted;
    type Refusal = std::convert::Infallible;

    fn decide(&self, Enlist(facilitator): &Enlist) -> Result<Vec<Enlisted>, Self::Refusal> {
        let known = self.facilitators.contains(facilitator);
        let event = Enlisted::Facilitator { facilitator: *facilitator };
        Ok(if known { Vec::new() } else { vec![event] })
    }

    fn apply(&mut self, event: &Enlisted, _at: Timestamp) {
        let Enlisted::Facilitator { facilitator } = event;
        self.facilitators.push(*facilitator);
    }
}
