//! Section `now`: where the day stands for one person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::ParticipantId;
use crate::wire::common::{CharterView, Clocks, DayLabel, PauseView, PersonView};
use crate::wire::participant::Stage;

/// Section `now`: where the day stands, and what this phone is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Now {
    /// Which day.
    pub day: DayLabel,
    /// Whose phone this is.
    pub you: You,
    /// Everybody in the circle.
    pub people: Vec<PersonView>,
    /// A rest over the phase at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub pause: Option<PauseView>,
    /// The clocks phones may show.
    pub clocks: Clocks,
    /// The phase at hand, with what it asks.
    pub stage: Stage,
    /// Hands up, first raised first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<ParticipantId>>", optional)]
    pub hands: Vec<ParticipantId>,
    /// The charter: throughout the opening, and later for somebody who has not committed to it as
    /// it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub charter: Option<CharterView>,
}

/// Whose phone this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct You {
    /// The seat.
    pub participant: ParticipantId,
    /// The first name.
    pub name: String,
    /// The version of the charter one has committed to.
    pub engaged: Option<u16>,
    /// One has left the day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub checked_out: bool,
}
