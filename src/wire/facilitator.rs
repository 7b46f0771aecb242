//! What a tablet says and hears.

mod cases;
mod now;
mod passing;
mod plan;
mod says;
mod slot_draft;
mod stage;
mod sub_groups;
mod texts;
mod ways;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use cases::{CaseView, Cases, MergeView, PriorityView, TitleView};
pub use now::{
    ClockShown, GuaranteeView, HandView, Now, ScreenTimeView, SeatView, StakeView, UndoView,
};
pub use passing::{KnockView, Passing};
pub use plan::{
    BreachView, CaseReason, CoverView, Plan, PlannedSlot, ReasonView, RestView, RoundsView,
    WorthView,
};
pub use says::Says;
pub use slot_draft::SlotDraft;
pub use stage::{
    GoRoundView, RevealView, RoleView, ServedView, SlipsStage, Stage, StepLine, StepView,
};
pub use sub_groups::{GroupMemberView, SplitView, SubGroupView};
pub use texts::{TextView, Texts};
pub use ways::{Feasibility, ProposalView, WayView};

/// Every section of a tablet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Hears {
    /// Where the day stands.
    pub now: Now,
    /// The cases.
    pub cases: Cases,
    /// The plan.
    pub plan: Plan,
    /// Texts of the slot at hand.
    pub texts: Texts,
    /// The door, presence, progress.
    pub passing: Passing,
}
