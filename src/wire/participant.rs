//! What a phone says and hears.

#![allow(clippy::large_enum_variant, reason = "a stage lives as long as one encoding")]

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ContributionId, ParticipantId, SlotId, Timestamp, VoteId};
use crate::domain::process::{ProcessId, Text};
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{
    CaseKind, ContributionKind, Disposition, Outcome, PhoneState, Role, TraceKind,
};
use crate::wire::common::{
    CharterView, Clocks, DayLabel, ExpectationView, PauseView, PersonView, SlotView, TurnView,
    VoteView, WindowView,
};

/// What a participant may ask. Ids of new things are drawn by the phone; values are absolute.
/// Those without fields bear braces: only then are unknown fields refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "act",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Says {
    /// "I commit" to this version of the charter.
    Engage {
        /// The version read.
        version: u16,
    },
    /// One optional line of expectations; none takes it back.
    Expect {
        /// At most 140 characters.
        text: Option<String>,
    },
    /// My turn is over, or I pass.
    TurnDone {},
    /// My case is this: new, or written anew.
    PutCase {
        /// Drawn by the phone for a new case.
        case_item: CaseId,
        /// All its fields.
        fields: CaseFields,
    },
    /// My case is withdrawn, everywhere.
    WithdrawCase {
        /// Which.
        case_item: CaseId,
    },
    /// My priorities: first, second, or none for this case.
    Prioritise {
        /// Which.
        case_item: CaseId,
        /// 1, 2 or none.
        rank: Option<u8>,
    },
    /// I agree, or not, to merge my case into another.
    AgreeMerge {
        /// The proposed case.
        merge: CaseId,
        /// Yes or no.
        agrees: bool,
    },
    /// I take, or not, the title the facilitator proposes.
    AgreeTitle {
        /// Which case.
        case_item: CaseId,
        /// The title as it was proposed.
        title: String,
        /// Yes or no.
        agrees: bool,
    },
    /// My case of an earlier day: bring it today, or withdraw it.
    ConfirmCarried {
        /// Which.
        case_item: CaseId,
        /// Yes or no.
        keep: bool,
    },
    /// My case is treated by this process, in so many minutes.
    ChooseProcess {
        /// Which case.
        case_item: CaseId,
        /// Which process.
        process: ProcessId,
        /// Minutes in all, steps included.
        minutes: u16,
    },
    /// The random tags of my dots, before any choice (`decisions.md` 14).
    RegisterDots {
        /// Which vote.
        vote: VoteId,
        /// As many as I have dots; 32 bytes each, base64url without padding.
        tags: Vec<String>,
    },
    /// What I write in a step.
    Contribute {
        /// Drawn by the phone; the same id writes anew.
        contribution: ContributionId,
        /// The slot.
        slot: SlotId,
        /// The step's id.
        step: String,
        /// The input's id.
        input: String,
        /// At most the input's limit.
        text: String,
    },
    /// What I wrote is withdrawn, everywhere.
    WithdrawContribution {
        /// Which.
        contribution: ContributionId,
    },
    /// A wider circle may read what I wrote.
    Widen {
        /// Which.
        contribution: ContributionId,
        /// Never narrower than now.
        visibility: Visibility,
    },
    /// I no longer want the facilitator to ask me to show this.
    DeclineScreen {
        /// Which.
        contribution: ContributionId,
    },
    /// My hand is up, or down.
    Hand {
        /// Up or down.
        raised: bool,
    },
    /// I take a role of this slot, or leave it.
    TakeRole {
        /// Which slot.
        slot: SlotId,
        /// Observer, timekeeper or scribe.
        role: Role,
        /// Take or leave.
        taken: bool,
    },
    /// The treatment of my case stops here.
    StopCase {
        /// Which slot.
        slot: SlotId,
    },
    /// What becomes of my case after today.
    Settle {
        /// Which.
        case_item: CaseId,
        /// By my choice.
        disposition: Disposition,
    },
    /// A line of my own trace.
    PutTrace {
        /// Drawn by the phone; the same id writes anew.
        line: ContributionId,
        /// What sort of line.
        kind: TraceKind,
        /// At most 500 characters; empty erases it.
        text: String,
        /// A date I set myself, if any.
        due: Option<Timestamp>,
        /// Kept after today, or erased.
        keep: bool,
    },
    /// Something I wrote or was given today: kept for me after today, or erased.
    KeepText {
        /// Which.
        contribution: ContributionId,
        /// Kept or erased.
        keep: bool,
    },
    /// I leave the day now.
    CheckOut {},
}

/// The fields of a case (`product.md` §2.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseFields {
    /// Which of the three P.
    pub kind: CaseKind,
    /// A question, at most 120 characters.
    pub title: String,
    /// One line, at most 140 characters.
    pub headline: String,
    /// What I expect of the group, at most 280 characters.
    pub expects: String,
    /// Title masked on the room screen, never in a sub-group without the facilitator.
    pub reserved: bool,
    /// 1 to 3: before the next day?
    pub urgency: u8,
    /// 1 to 3: what is at stake.
    pub importance: u8,
    /// 1 to 3: how it weighs; seen by me and the facilitator.
    pub emotional_load: u8,
}

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
    pub pause: Option<PauseView>,
    /// The clocks phones may show.
    pub clocks: Clocks,
    /// The phase at hand, with what it asks.
    pub stage: Stage,
    /// Hands up, first raised first.
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
    pub checked_out: bool,
}

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
        /// One's dots have been registered.
        registered: bool,
        /// A plan is shown.
        planned: bool,
    },
    /// Cases are treated.
    Treatment {
        /// The step at hand; none between two slots.
        step: Option<StepView>,
        /// The next slot, between two.
        next: Option<SlotId>,
    },
    /// Own trace, dispositions, ROTI, last round.
    Closing {
        /// The ROTI, once opened.
        roti: Option<VoteView>,
        /// One's dot for it has been registered.
        registered: bool,
        /// The last round.
        turn: Option<TurnView>,
        /// What each hoped for this morning.
        expectations: Vec<ExpectationView>,
    },
    /// Everything said has been destroyed.
    Ended,
}

/// The step at hand, for the role one has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// The slot.
    pub slot: SlotId,
    /// Its case.
    pub case_item: CaseId,
    /// The process's id.
    pub process: ProcessId,
    /// Its name.
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
    /// What one is asked to do.
    pub instruction: Text,
    /// Who speaks.
    pub speaks: Vec<Role>,
    /// What this phone does now.
    pub phone: PhoneState,
    /// What one may write now.
    pub inputs: Vec<InputView>,
    /// The write window, when the step has one.
    pub window: Option<WindowView>,
    /// A one-tap vote of the step, once opened.
    pub vote: Option<VoteView>,
    /// One's dot for it has been registered.
    pub registered: bool,
    /// Roles still free in this slot.
    pub free_roles: Vec<Role>,
    /// The facilitator has changed posture: the name of it.
    pub posture: Option<Text>,
}

/// Something one may write in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InputView {
    /// The input's id.
    pub input: String,
    /// What sort of text.
    pub kind: ContributionKind,
    /// The question asked.
    pub prompt: Text,
    /// Characters at most.
    pub limit: u16,
    /// Who will read it.
    pub visibility: Visibility,
    /// Several texts may be given.
    pub several: bool,
}

/// Section `cases`: the cases once revealed, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cases {
    /// Live cases, in the order they were brought: all of them while the circle takes stock, chooses
    /// and votes; else those of the plan.
    pub cases: Vec<CaseView>,
}

/// A revealed case, as every phone sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// The case.
    pub case_item: CaseId,
    /// Whose.
    pub owners: Vec<ParticipantId>,
    /// Which of the three P.
    pub kind: CaseKind,
    /// The question.
    pub title: String,
    /// Masked on the room screen.
    pub reserved: bool,
    /// How it was treated today, if it was.
    pub outcome: Option<Outcome>,
}

/// Section `plan`: the day's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The slots, in order; empty before there is a plan.
    pub slots: Vec<SlotView>,
    /// One of this person's own priorities is in.
    pub yours_is_in: Option<bool>,
    /// Which of them.
    pub yours: Vec<CaseId>,
}

/// Section `mine`: what this person wrote, was given, and is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Mine {
    /// Own cases, whole.
    pub cases: Vec<OwnCase>,
    /// Cases of earlier days to be confirmed.
    pub carried: Vec<CarriedCase>,
    /// Mergers that wait for one's answer, or for another's.
    pub merges: Vec<MergeAsked>,
    /// Titles proposed by the facilitator.
    pub titles: Vec<TitleAsked>,
    /// Own texts of the step at hand, and those one is asked for; in the closing, all of them.
    pub texts: Vec<OwnText>,
    /// Texts of the slot at hand that were given to one as an owner or to the group; in the closing,
    /// all that one was given as an owner.
    pub given: Vec<GivenText>,
    /// Own trace.
    pub trace: Vec<TraceLine>,
}

/// An own case, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnCase {
    /// The case.
    pub case_item: CaseId,
    /// Its fields.
    pub fields: CaseFields,
    /// 1, 2 or none.
    pub rank: Option<u8>,
    /// How it would be treated.
    pub process: Option<ProcessId>,
    /// In how many minutes.
    pub minutes: Option<u16>,
    /// It has been merged into this one.
    pub merged_into: Option<CaseId>,
    /// It comes from a merger; the cases it stands for.
    pub merged_from: Vec<CaseId>,
    /// How it was treated today, if it was.
    pub outcome: Option<Outcome>,
    /// What becomes of it.
    pub disposition: Option<Disposition>,
}

/// A case of an earlier day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarriedCase {
    /// The case.
    pub case_item: CaseId,
    /// Its title.
    pub title: String,
    /// Days it has waited.
    pub age: u8,
}

/// A merger proposed to owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergeAsked {
    /// The case that would be.
    pub merge: CaseId,
    /// Its title.
    pub title: String,
    /// The cases it would stand for.
    pub cases: Vec<CaseId>,
    /// One's own answer so far.
    pub agreed: bool,
}

/// A title proposed to its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TitleAsked {
    /// The case.
    pub case_item: CaseId,
    /// The title.
    pub title: String,
}

/// A text of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnText {
    /// The text's id.
    pub contribution: ContributionId,
    /// Its slot.
    pub slot: SlotId,
    /// Its step's id.
    pub step: String,
    /// Its input's id.
    pub input: String,
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
    /// Who reads it.
    pub visibility: Visibility,
    /// The facilitator asks to show it on the room screen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub asked_for_screen: bool,
    /// Kept after today.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub kept: bool,
}

/// A text given by somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GivenText {
    /// The text's id.
    pub contribution: ContributionId,
    /// Who gave it.
    pub author: ParticipantId,
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
    /// Kept after today, for me.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub kept: bool,
}

/// A line of one's own trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TraceLine {
    /// The line's id.
    pub line: ContributionId,
    /// What sort.
    pub kind: TraceKind,
    /// The words.
    pub text: String,
    /// A date one set oneself.
    pub due: Option<Timestamp>,
    /// Kept after today.
    pub keep: bool,
}

/// `GET /api/rooms/{room}/kept`: what this person chose to keep of a day, also after its end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Lines of one's own trace.
    pub lines: Vec<TraceLine>,
    /// Texts one wrote or was given.
    pub texts: Vec<KeptText>,
}

/// A text kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptText {
    /// The text's id.
    pub contribution: ContributionId,
    /// The case it was about.
    pub case_item: CaseId,
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
}

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
