//! What has happened to a day. These names are storage format: add, rename through the codec,
//! never reuse a name.
#![allow(missing_docs, reason = "each variant is documented, its fields bear the glossary's names")]

use serde::{Deserialize, Serialize};

use crate::domain::day::ballot::{Counts, VoteOption};
use crate::domain::day::clocks::{Clock, Pause, Window};
use crate::domain::day::credential::{Blinded, Entry, PublicKey, Tag};
use crate::domain::day::inventory::{Carried, CaseFields};
use crate::domain::day::plan::{Breach, Plan, Slot};
use crate::domain::day::rounds::Rounds;
use crate::domain::day::schedule::Block;
use crate::domain::day::slip::Slip;
use crate::domain::day::split::TurnPart;
use crate::domain::day::way::WayStep;
use crate::domain::id::{
    CaseId, ContributionId, CycleId, FacilitatorId, KnockId, ParticipantId, ProposalId, SlotId,
    Timestamp, VoteId,
};
use crate::domain::position::Position;
use crate::domain::process::{Process, ProcessId, Step};
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{
    BallotStage, ClockKind, ContributionKind, Disposition, HandsOrder, Outcome, Posture, Role,
    ScreenShows, TraceKind, VoteKind, VoteMode,
};

/// What a day begins with: copies, so that it needs nothing else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Opening {
    pub cycle: CycleId,
    pub facilitators: Vec<FacilitatorId>,
    pub code: String,
    pub door_key: String,
    pub number: u8,
    pub group: String,
    pub organisation: String,
    pub midnight: Timestamp,
    pub people: Vec<(ParticipantId, String)>,
    pub seats: u8,
    pub charter_version: u16,
    pub charter: String,
    pub carried: Vec<Carried>,
    #[serde(default)]
    pub first_places: Vec<ParticipantId>,
    #[serde(default)]
    pub roles: Vec<(ParticipantId, u16)>,
    pub blocks: Vec<Block>,
    pub reserve: u16,
    pub processes: Vec<Process>,
    #[serde(default)]
    pub own: Vec<ProcessId>,
}

/// Something that has happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
    /// The day was opened.
    Opened(Box<Opening>),
    /// Somebody took a seat.
    Admitted { knock: KnockId, participant: ParticipantId, name: String },
    /// The door was locked or opened.
    DoorSet { locked: bool },
    /// A seat's devices were taken away.
    SeatFreed { participant: ParticipantId },
    /// Somebody is called by another name.
    Renamed { participant: ParticipantId, name: String },
    /// When somebody is in the room.
    PresenceSet { participant: ParticipantId, present: bool, from: Option<u16>, until: Option<u16> },
    /// Somebody left the day.
    CheckedOut { participant: ParticipantId },
    /// A screen was let in.
    ScreenPaired { knock: KnockId },
    /// All screens were sent away.
    ScreensUnpaired,
    /// The screen shows something else.
    ScreenSet { shows: ScreenShows },
    /// Everyone was moved; with the step's clock there, if it has one.
    Moved { from: Position, to: Position, clock: Option<Clock>, behind_ms: Option<i64> },
    /// The last move was undone.
    MoveUndone { to: Position },
    /// The day rests.
    Paused { pause: Pause },
    /// It goes on.
    Resumed,
    /// The step's clock is this now.
    ClockSet { clock: Clock },
    /// A clock is shown here and there.
    ClockShown { clock: ClockKind, phones: bool, screen: bool },
    /// The charter was amended.
    CharterAmended { version: u16, text: String },
    /// Somebody committed to the charter.
    Engaged { participant: ParticipantId, version: u16 },
    /// A round has this order; an empty one ends it.
    TurnOrderSet { order: Vec<ParticipantId> },
    /// Somebody has spoken, or passes; somebody speaks.
    TurnMoved {
        from: Option<ParticipantId>,
        to: Option<ParticipantId>,
        #[serde(default)]
        passes: bool,
    },
    /// Expectations are asked for, or no longer.
    ExpectationsAsked { open: bool },
    /// Somebody's expectation.
    Expected { participant: ParticipantId, text: Option<String> },
    /// The write window is this now.
    WindowSet { window: Window },
    /// A case was brought, or written anew.
    CasePut { case: CaseId, owner: ParticipantId, fields: CaseFields },
    /// A case was withdrawn.
    CaseWithdrawn { case: CaseId },
    /// All cases were shown to all.
    Revealed,
    /// A case's rank among somebody's priorities.
    Prioritised { case: CaseId, participant: ParticipantId, rank: Option<u8> },
    /// A merger was proposed.
    MergeProposed { merge: CaseId, cases: Vec<CaseId>, title: String },
    /// An owner answered yes.
    MergeAgreed { merge: CaseId, participant: ParticipantId },
    /// The proposal is gone.
    MergeDropped { merge: CaseId },
    /// All owners agreed.
    Merged { merge: CaseId },
    /// A merger came apart.
    Unmerged { merge: CaseId },
    /// A title was proposed.
    TitleProposed { case: CaseId, title: String },
    /// An owner answered.
    TitleAnswered { case: CaseId, title: String, participant: ParticipantId, agrees: bool },
    /// A case of an earlier day was brought today, or withdrawn.
    CarriedAnswered { case: CaseId, keep: bool },
    /// How a case is treated.
    ProcessChosen { case: CaseId, process: ProcessId, minutes: u16 },
    /// The day's blocks.
    BlocksSet { blocks: Vec<Block>, reserve: u16 },
    /// A vote was opened.
    VoteOpened {
        vote: VoteId,
        kind: VoteKind,
        mode: VoteMode,
        options: Vec<VoteOption>,
        dots: u8,
        electors: Vec<ParticipantId>,
        ends_at: Option<Timestamp>,
    },
    /// A deal has its key.
    Dealt { vote: VoteId, epoch: u16, pk: PublicKey },
    /// Somebody was given credentials for tags that nobody has seen.
    Issued { vote: VoteId, epoch: u16, participant: ParticipantId, blinded: Vec<Blinded> },
    /// The box lets no other dot in.
    Sealed { vote: VoteId, epoch: u16, tags: Vec<Tag> },
    /// Somebody's phone has checked the seal, or the close.
    Checked { vote: VoteId, epoch: u16, participant: ParticipantId, stage: BallotStage, ok: bool },
    /// The vote is dealt again.
    Redealt { vote: VoteId, epoch: u16, electors: Vec<ParticipantId>, placed: u16 },
    /// Counts were released.
    Released { vote: VoteId, n: u16, counts: Counts },
    /// A vote was closed.
    VoteClosed { vote: VoteId, counts: Counts, entries: Vec<Entry> },
    /// A way out was put to those who must agree.
    WayProposed { proposal: ProposalId, steps: Vec<WayStep> },
    /// One of them answered yes.
    WayAgreed { proposal: ProposalId, participant: ParticipantId },
    /// One of them answered no: it is over, and nobody is named.
    WayDeclined { proposal: ProposalId },
    /// It is taken back, or its end has been read.
    WayDropped { proposal: ProposalId },
    /// All agreed: what it changes follows.
    WayTaken { proposal: ProposalId },
    /// A format in parallel for all was taken, or given up.
    RoundsSet { rounds: Option<Rounds> },
    /// Somebody agreed to wait for the next day, and comes first then.
    GuaranteeDeferred { participant: ParticipantId },
    /// They changed their mind: it holds today again.
    GuaranteeResumed { participant: ParticipantId },
    /// The planner's plan.
    Planned { plan: Box<Plan> },
    /// The facilitator's plan.
    PlanEdited {
        slots: Vec<Slot>,
        covered: Vec<(ParticipantId, Vec<CaseId>)>,
        used: u16,
        dots: u16,
        breaches: Vec<Breach>,
    },
    /// A slot stays where it is, or no longer.
    SlotPinned { slot: SlotId, pinned: bool },
    /// The case at hand goes on by another process, from its first step.
    ProcessChanged { slot: SlotId, process: ProcessId, minutes: u16, clock: Clock },
    /// A step was added to a treatment: it lies at this index now.
    StepInserted { slot: SlotId, index: u8, step: Box<Step>, minutes: u16 },
    /// Whoever facilitates took a posture, in this step.
    PostureNamed { slot: SlotId, step: String, posture: Posture },
    /// A slot's case ended; stopped, by this owner of it.
    OutcomeSet {
        slot: SlotId,
        outcome: Outcome,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<ParticipantId>,
    },
    /// A text was given, or written anew.
    Contributed {
        contribution: ContributionId,
        slot: SlotId,
        step: String,
        input: String,
        author: ParticipantId,
        kind: ContributionKind,
        visibility: Visibility,
        text: String,
    },
    /// The texts of nobody of a step were given, in the order of their ids.
    SlipsGiven { slot: SlotId, slips: Vec<Slip> },
    /// A text was withdrawn.
    ContributionWithdrawn { contribution: ContributionId },
    /// Its author widened it.
    Widened { contribution: ContributionId, visibility: Visibility },
    /// Its author is asked to show it, or said no.
    ScreenAsked { contribution: ContributionId, asked: bool },
    /// It is shown on the screen, or taken down.
    Pinned { contribution: ContributionId, pinned: bool },
    /// A hand went up or down.
    HandSet { participant: ParticipantId, raised: bool },
    /// A raised hand was given the floor.
    FloorGiven { participant: ParticipantId },
    /// The tablet shows hands in this order.
    HandsOrdered { order: HandsOrder },
    /// A role was taken or left.
    RoleSet { slot: SlotId, participant: ParticipantId, role: Role, taken: bool },
    /// The circle was drawn into sub-groups, that of the facilitator first.
    GroupsDrawn { slot: SlotId, groups: Vec<Vec<ParticipantId>> },
    /// Somebody sits in a sub-group, no longer in another.
    GroupJoined { slot: SlotId, participant: ParticipantId, group: u8 },
    /// The sub-groups are at work.
    GroupsStarted { slot: SlotId },
    /// A sub-group is in this part of a turn now, or through with all.
    GroupTurned { slot: SlotId, group: u8, to: Option<TurnPart>, clock: Option<Clock> },
    /// The tablet says whether the turn of a case came.
    TurnCounted { slot: SlotId, case: CaseId, had: bool },
    /// What becomes of a case.
    Settled { case: CaseId, disposition: Disposition },
    /// A line of somebody's trace; an empty text erases it.
    TracePut {
        line: ContributionId,
        author: ParticipantId,
        kind: TraceKind,
        text: String,
        due: Option<Timestamp>,
        keep: bool,
    },
    /// A text is kept for somebody, or not.
    TextKept { contribution: ContributionId, participant: ParticipantId, keep: bool },
    /// The day is over: its content goes.
    Ended,
}
