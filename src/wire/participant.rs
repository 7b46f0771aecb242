//! What a phone says and hears.

mod cases;
mod kept;
mod mine;
mod now;
mod says;
mod stage;
mod sub_group;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use cases::{CaseView, Cases, Plan};
pub use kept::{Kept, KeptText};
pub use mine::{
    Answers, CarriedCase, Given, GivenText, MergeAsked, Mine, OwnCase, OwnText, TitleAsked,
    TraceLine, WayAsked,
};
pub use now::{Now, You};
pub use says::{CaseFields, Says};
pub use stage::{FloorView, InputView, Served, Stage, StepView};
pub use sub_group::SubGroupView;

/// Section `passing`: presence and progress; never journaled, with a counter of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Passing {
    /// Dots placed so far, moved at most every three seconds.
    pub dots_placed: Option<u16>,
    /// How many people said they have finished.
    pub finished: u8,
    /// This person said so.
    pub you_finished: bool,
}

/// Every section of a phone.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Hears {
    /// Where the day stands.
    pub now: Now,
    /// The cases.
    pub cases: Cases,
    /// The plan.
    pub plan: Plan,
    /// What is one's own.
    pub mine: Mine,
    /// Presence and progress.
    pub passing: Passing,
}
