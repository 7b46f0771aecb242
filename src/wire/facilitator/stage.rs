//! The phase at hand on the tablet.

#![allow(clippy::large_enum_variant, reason = "a stage lives as long as one encoding")]

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ParticipantId, SlotId};
use crate::domain::process::{Phones, Text};
use crate::domain::vocabulary::{PhoneState, Posture, Role};
use crate::wire::common::{CharterView, ExpectationView, TurnView, VoteView, WindowView};
use crate::wire::facilitator::{Feasibility, SplitView};

/// The phase at hand on the tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "phase", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Stage {
    /// People come in.
    Welcome,
    /// Charter, round, expectations.
    Opening {
        /// The charter.
        charter: CharterView,
        /// The round.
        turn: Option<TurnView>,
        /// A line of expectations is asked for.
        expectations_open: bool,
        /// The lines so far.
        expectations: Vec<ExpectationView>,
    },
    /// Needs and cases.
    Inventory {
        /// The write window.
        window: WindowView,
        /// How many cases have been handed in.
        submitted: u16,
        /// They have been revealed.
        revealed: bool,
        /// The spoken round.
        turn: Option<TurnView>,
    },
    /// A process for each case.
    Process,
    /// The vote and the plan.
    Prioritisation {
        /// Whether the guarantee can be kept with the minutes there are.
        feasibility: Option<Feasibility>,
        /// The vote.
        vote: Option<VoteView>,
    },
    /// Cases are treated.
    Treatment {
        /// The step at hand.
        step: Option<StepView>,
        /// The next slot, between two: the first that can still be held where it is planned, if any can.
        next: Option<SlotId>,
        /// The slots whose time has gone before they began, between two.
        left: Vec<SlotId>,
    },
    /// Own trace, dispositions, ROTI, last round.
    Closing {
        /// The ROTI.
        roti: Option<VoteView>,
        /// The last round.
        turn: Option<TurnView>,
        /// What each hoped for this morning.
        expectations: Vec<ExpectationView>,
        /// Owners who have not yet said what becomes of a case.
        unsettled: u8,
        /// Who was served by what, and who comes first next day.
        served: Vec<ServedView>,
    },
    /// Everything said has been destroyed.
    Ended,
}

/// What the day has given somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServedView {
    /// Who.
    pub participant: ParticipantId,
    /// Which of their priorities were treated, in the order of the day.
    pub cases: Vec<CaseId>,
    /// Which of their cases nobody could answer: to be prepared for the next day.
    pub to_prepare: Vec<CaseId>,
    /// Their guarantee has not been kept: they come first next day.
    pub first_next: bool,
}

/// The step at hand on the tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// The slot.
    pub slot: SlotId,
    /// Its case.
    pub case_item: CaseId,
    /// The process's name.
    pub process_name: Text,
    /// All steps, with their minutes.
    pub steps: Vec<StepLine>,
    /// The index of the one at hand.
    pub index: u8,
    /// The words the facilitator can say.
    pub says: Text,
    /// Who speaks.
    pub speaks: Vec<Role>,
    /// What the process calls owner and group.
    pub owner_role: Text,
    /// What the process calls the others.
    pub group_role: Text,
    /// What the owner's phone does.
    pub owner_phone: PhoneState,
    /// What the others' phones do.
    pub group_phone: PhoneState,
    /// The index of the step before this one in which the owner said what they ask for.
    pub contract: Option<u8>,
    /// The write window; none when nobody writes in this step.
    pub window: Option<WindowView>,
    /// What the end of the open window lets others read for the first time: a move is no longer
    /// undone then.
    pub reveals: Option<RevealView>,
    /// How far its slips are; null where none are asked for.
    pub slips: Option<SlipsStage>,
    /// How long it is meant to stay open, seconds; none: as long as it takes.
    pub window_seconds: Option<u16>,
    /// The roles that the window may be opened for.
    pub writers: Vec<Role>,
    /// The step has a question for all: a one-tap vote may be opened.
    pub asks: bool,
    /// The question of the step: a one-tap vote.
    pub vote: Option<VoteView>,
    /// Whether the step goes on: a one-tap vote, until its time is another.
    pub more_time: Option<VoteView>,
    /// The roles that may be given in this process.
    pub offers: Vec<Role>,
    /// Roles given in this slot.
    pub roles: Vec<RoleView>,
    /// The posture in force.
    pub posture: Posture,
    /// The posture that the step offers, until one is named in it.
    pub offers_posture: Option<Posture>,
    /// How it is worked in sub-groups, when it can be.
    pub split: Option<SplitView>,
    /// The round that is spoken in it, or may be; null where the circle sits apart.
    pub go_round: Option<GoRoundView>,
}

/// What others read for the first time once nobody writes any more; how many texts, never whose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevealView {
    /// Texts that the group reads.
    pub to_all: u8,
    /// Texts that the owner alone reads.
    pub to_owner: u8,
    /// Slips too, if there are any: nobody counts them before.
    pub slips: bool,
}

/// A round within a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GoRoundView {
    /// The process has one here.
    pub named: bool,
    /// The order it begins with, unless another is set.
    pub order: Vec<ParticipantId>,
    /// The round, once its order is set.
    pub turn: Option<TurnView>,
}

/// How far the slips of a step are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SlipsStage {
    /// They are given together when the window closes, if there are three at least.
    Asked,
    /// They have been given: the window is not opened again.
    Given,
}

/// A step in the list of steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepLine {
    /// Its id.
    pub step: String,
    /// Its name.
    pub name: Text,
    /// Its minutes for this case.
    pub minutes: u16,
    /// What the phones do in it.
    pub phones: Phones,
}

/// A role somebody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoleView {
    /// Who.
    pub participant: ParticipantId,
    /// Which.
    pub role: Role,
}
