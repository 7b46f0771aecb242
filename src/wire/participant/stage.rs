//! The phase at hand on a phone.

#![allow(clippy::large_enum_variant, reason = "a stage lives as long as one encoding")]

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, SlotId};
use crate::domain::process::Text;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{PhoneState, Posture, Role};
use crate::wire::common::{ExpectationView, TurnView, VoteView, WindowView};
use crate::wire::participant::SubGroupView;

/// The phase at hand on a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "phase", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Stage {
    /// In, before the start.
    Welcome,
    /// Charter, round, expectations.
    Opening {
        /// The round, once there is one.
        turn: Option<TurnView>,
        /// Whether an expectation line is asked for.
        expectations_open: bool,
        /// One's own line.
        expectation: Option<String>,
    },
    /// Needs and cases.
    Inventory {
        /// The write window.
        window: WindowView,
        /// How many cases have been handed in by all.
        submitted: u16,
        /// The cases have been revealed together.
        revealed: bool,
        /// The spoken round.
        turn: Option<TurnView>,
    },
    /// A process for each case.
    Process,
    /// The vote and the plan.
    Prioritisation {
        /// The vote on priorities, once opened.
        vote: Option<VoteView>,
        /// A plan is shown.
        planned: bool,
    },
    /// Cases are treated.
    Treatment {
        /// The step at hand; none between two slots.
        step: Option<StepView>,
        /// The next slot, between two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional = nullable)]
        next: Option<SlotId>,
    },
    /// Own trace, dispositions, ROTI, last round.
    Closing {
        /// The ROTI, once opened.
        roti: Option<VoteView>,
        /// The last round.
        turn: Option<TurnView>,
        /// What each hoped for this morning.
        expectations: Vec<ExpectationView>,
        /// What the day has given this person; null when they brought nothing.
        served: Option<Served>,
    },
    /// Everything said has been destroyed.
    Ended,
}

/// What the day has given this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Served {
    /// Which of their priorities were treated, in the order of the day.
    pub cases: Vec<CaseId>,
    /// Which of their cases nobody could answer: the facilitator prepares them for the next day.
    pub to_prepare: Vec<CaseId>,
    /// Their guarantee has not been kept: they come first next day.
    pub first_next: bool,
}

/// The step at hand, for the role one has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// The slot.
    pub slot: SlotId,
    /// Its case.
    pub case_item: CaseId,
    /// Each brings a case of their own to this slot.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub together: bool,
    /// Nobody keeps what is given in it, but what each writes for themselves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub fleeting: bool,
    /// The process's name.
    pub process_name: Text,
    /// The step's id.
    pub step: String,
    /// The step's name.
    pub name: Text,
    /// Its index, from zero.
    pub index: u8,
    /// How many steps there are.
    pub count: u8,
    /// One's own role.
    pub role: Role,
    /// What the process calls that role.
    pub role_name: Text,
    /// What is asked of whoever holds that role, beside the instruction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub task: Option<Text>,
    /// What one is asked to do.
    pub instruction: Text,
    /// Who speaks.
    pub speaks: Vec<Role>,
    /// What this phone does now.
    pub phone: PhoneState,
    /// What one may write now.
    pub inputs: Vec<InputView>,
    /// The write window, when one writes in this step.
    pub window: Option<WindowView>,
    /// The newest one-tap vote of the step, once one is opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub vote: Option<VoteView>,
    /// A round is spoken in it, and somebody has the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub turn: Option<FloorView>,
    /// Those it lets speak do so in turn.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub go_round: bool,
    /// Roles still free in this slot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Role>>", optional)]
    pub free_roles: Vec<Role>,
    /// The facilitator's posture in force when it is another than the usual one, or has just ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub posture: Option<Posture>,
    /// The role that writes meanwhile, when the open window is not for this phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub writer: Option<Text>,
    /// Others who may take a role have had fewer of them in the cycle.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub others_first: bool,
    /// What one watches, if one observes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub criterion: Option<Text>,
    /// One's own sub-group, once drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub group: Option<SubGroupView>,
}

/// The floor in a round of a step: one's own, or somebody else's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FloorView {
    /// It is this person's turn.
    pub yours: bool,
    /// The turn's number among those of the day: whoever hands it on names it.
    pub number: u16,
}

/// Something one may write in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InputView {
    /// The input's id.
    pub input: String,
    /// The question asked.
    pub prompt: Text,
    /// Characters at most.
    pub limit: u16,
    /// Who will read it.
    pub visibility: Visibility,
    /// Others read it when the window closes, all texts at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub together: bool,
    /// Nobody is to know who wrote it: it is given as a slip.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub anonymous: bool,
    /// Several texts may be given.
    pub several: bool,
}
