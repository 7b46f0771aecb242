//! What may be asked of a day, grouped by who may ask it.
//!
//! The fields say what they are; their ranges and limits stand in `limits.rs` and in `docs/RULES.md`.
#![allow(missing_docs, reason = "each variant is documented, its fields bear the glossary's names")]

use crate::domain::day::ballot::Counts;
use crate::domain::day::credential::{Blinded, Entry, PublicKey, Tag};
use crate::domain::day::inventory::CaseFields;
use crate::domain::day::plan::{Plan, Slot};
use crate::domain::day::schedule::Block;
use crate::domain::day::slip::{Slip, SlipSecret};
use crate::domain::day::split::TurnPart;
use crate::domain::day::way::WayStep;
use crate::domain::id::{
    CaseId, ContributionId, KnockId, ParticipantId, ProposalId, SlotId, StepId, Timestamp, VoteId,
};
use crate::domain::position::{Cursor, Position};
use crate::domain::process::{ExtraStep, ProcessId};
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{
    BallotStage, ClockKind, Disposition, HandsOrder, Outcome, PauseKind, PhoneState, Posture, Role,
    ScreenShows, TraceKind, VoteMode,
};

/// Something asked of a day.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// By somebody in the circle.
    Participant(ParticipantId, ByParticipant),
    /// By a facilitator.
    Facilitator(ByFacilitator),
    /// By the house itself.
    House(ByHouse),
}

/// What a participant may ask.
#[derive(Debug, Clone, PartialEq)]
pub enum ByParticipant {
    /// "I commit" to this version of the charter.
    Engage { version: u16 },
    /// One line of expectations, or none.
    Expect { text: Option<String> },
    /// My turn of this number is over; or I pass, and it comes back once.
    TurnDone { number: u16, passes: bool },
    /// My case, new or written anew.
    PutCase { case: CaseId, fields: CaseFields },
    /// My case is withdrawn.
    WithdrawCase { case: CaseId },
    /// The rank of my case among my priorities.
    Prioritise { case: CaseId, rank: Option<u8> },
    /// My answer to a merger.
    AgreeMerge { merge: CaseId, agrees: bool },
    /// My answer to a way out that needs my consent.
    AnswerWay { proposal: ProposalId, agrees: bool },
    /// I no longer agree to wait for the next day.
    ResumeGuarantee,
    /// My answer to a proposed title.
    AgreeTitle { case: CaseId, title: String, agrees: bool },
    /// My case of an earlier day: today, or withdrawn.
    ConfirmCarried { case: CaseId, keep: bool },
    /// How my case is treated.
    ChooseProcess { case: CaseId, process: ProcessId, minutes: u16 },
    /// What I write in a step.
    Contribute {
        contribution: ContributionId,
        slot: SlotId,
        step: String,
        input: String,
        text: String,
    },
    /// What I wrote is withdrawn.
    WithdrawContribution { contribution: ContributionId },
    /// A wider circle may read it.
    Widen { contribution: ContributionId, visibility: Visibility },
    /// It is not to be on the screen: asked, or said yes to before.
    DeclineScreen { contribution: ContributionId },
    /// My hand.
    Hand { raised: bool },
    /// A role of the slot.
    TakeRole { slot: SlotId, role: Role, taken: bool },
    /// My sub-group goes on from a part of a turn to another: I keep its time.
    TurnGroup { slot: SlotId, from: Option<TurnPart>, to: Option<TurnPart> },
    /// The treatment of my case stops.
    StopCase { slot: SlotId },
    /// What becomes of my case.
    Settle { case: CaseId, disposition: Disposition },
    /// A line of my trace; an empty text erases it.
    PutTrace {
        line: ContributionId,
        kind: TraceKind,
        text: String,
        due: Option<Timestamp>,
        keep: bool,
    },
    /// A text I wrote or was given: kept for me, or not.
    KeepText { contribution: ContributionId, keep: bool },
    /// My phone has checked the seal of a vote, or its close.
    Checked { vote: VoteId, epoch: u16, stage: BallotStage, ok: bool },
    /// I leave the day.
    CheckOut,
}

/// What a facilitator may ask.
#[derive(Debug, Clone, PartialEq)]
pub enum ByFacilitator {
    /// Let somebody in, to this seat, by this name.
    Admit { knock: KnockId, participant: ParticipantId, name: String },
    /// Lock or open the door.
    Lock { locked: bool },
    /// Take the devices of a seat away.
    FreeSeat { participant: ParticipantId },
    /// Call somebody by another name.
    Rename { participant: ParticipantId, name: String },
    /// When somebody is in the room today; minutes after midnight.
    SetPresence { participant: ParticipantId, present: bool, from: Option<u16>, until: Option<u16> },
    /// A screen has been let in.
    PairScreen { knock: KnockId },
    /// Every screen is sent away.
    UnpairScreens,
    /// Move everyone.
    Go { from: Position, to: Position },
    /// Undo the move that led there.
    UndoGo { to: Position },
    /// Let the day rest.
    Pause { kind: PauseKind, until: Option<Timestamp> },
    /// Take it up again.
    Resume,
    /// Another end for the step's clock.
    SetClock { from: Timestamp, to: Timestamp },
    /// Hold the step's clock.
    HoldClock,
    /// Let it run.
    RunClock,
    /// Who sees a clock.
    ShowClock { clock: ClockKind, phones: bool, screen: bool },
    /// Amend the charter.
    AmendCharter { from: u16, text: String },
    /// The order of a round.
    SetTurnOrder { order: Vec<ParticipantId> },
    /// Who speaks next, and whether whoever spoke passes.
    TurnTo { from: Option<ParticipantId>, to: Option<ParticipantId>, passes: bool },
    /// Ask for expectations, or no longer.
    AskExpectations { open: bool },
    /// Open the write window, for all or for one role, or change its end.
    OpenWindow { ends_at: Option<Timestamp>, role: Option<Role> },
    /// Close it.
    CloseWindow,
    /// Show all cases to all.
    Reveal,
    /// Propose a merger.
    ProposeMerge { merge: CaseId, cases: Vec<CaseId>, title: String },
    /// Take it back.
    DropMerge { merge: CaseId },
    /// Propose a title.
    ProposeTitle { case: CaseId, title: String },
    /// Choose a process with the owner.
    ChooseProcess { case: CaseId, process: ProcessId, minutes: u16 },
    /// The blocks of the day.
    SetBlocks { blocks: Vec<Block>, reserve: u16 },
    /// Put a way out to those who must agree; taken at once when nobody must.
    ProposeWay { proposal: ProposalId, steps: Vec<WayStep> },
    /// Give up the format in parallel for all.
    DropRounds,
    /// Take it back, or put away how it ended.
    DropWay { proposal: ProposalId },
    /// Open the vote on priorities.
    OpenVote { vote: VoteId, dots: u8, mode: VoteMode, ends_at: Option<Timestamp> },
    /// Open the ROTI.
    OpenRoti { vote: VoteId },
    /// Open the one-tap vote of the step at hand.
    OpenInterest { vote: VoteId },
    /// Ask the circle whether the step at hand goes on for a while.
    AskMoreTime { vote: VoteId },
    /// Change the plan by hand.
    EditPlan { basis: u32, slots: Vec<Slot> },
    /// A slot stays where it is when the plan is made anew, or no longer.
    PinSlot { slot: SlotId, pinned: bool },
    /// Add a step after the one at hand, to this treatment alone.
    InsertStep {
        slot: SlotId,
        after: u8,
        step: StepId,
        what: ExtraStep,
        minutes: u16,
        phones: PhoneState,
    },
    /// The case at hand goes on by another process, from its first step.
    ChangeProcess { slot: SlotId, process: ProcessId, minutes: u16 },
    /// Name the posture from the step at hand on.
    NamePosture { at: Cursor, posture: Posture },
    /// How a slot's case ended.
    SetOutcome { slot: SlotId, outcome: Outcome },
    /// Ask an author for a text.
    AskForScreen { contribution: ContributionId },
    /// Show a text on the screen, or take it down.
    Pin { contribution: ContributionId, pinned: bool },
    /// Give the floor to a raised hand.
    GiveFloor { participant: ParticipantId },
    /// In which order the tablet shows raised hands.
    OrderHands { order: HandsOrder },
    /// Lower a hand.
    LowerHand { participant: ParticipantId },
    /// Give a role, or take it back.
    AssignRole { slot: SlotId, participant: ParticipantId, role: Role, given: bool },
    /// Say whether the turn of a case came, where each brings their own: the tool saw none, or one too many.
    CountTurn { slot: SlotId, case: CaseId, had: bool },
    /// Draw the circle into sub-groups for the step at hand; the same number gives the same ones.
    DrawGroups { slot: SlotId, number: u32 },
    /// Somebody sits in another sub-group.
    JoinGroup { slot: SlotId, participant: ParticipantId, group: u8 },
    /// The sub-groups go to work.
    StartGroups { slot: SlotId },
    /// A sub-group goes on from a part of a turn to another, or to its end.
    TurnGroup { slot: SlotId, group: u8, from: Option<TurnPart>, to: Option<TurnPart> },
    /// The order of the turns in a sub-group that is not at work yet.
    OrderGroup { slot: SlotId, group: u8, order: Vec<ParticipantId> },
    /// Another end for the clock of a sub-group.
    SetGroupClock { slot: SlotId, group: u8, from: Timestamp, to: Timestamp },
    /// What the screen shows.
    SetScreen { shows: ScreenShows },
    /// Close the day.
    CloseDay,
}

/// What the house asks of itself.
#[derive(Debug, Clone, PartialEq)]
pub enum ByHouse {
    /// Open a day.
    Open(Box<crate::domain::event::Opening>),
    /// A deadline may have passed.
    Clock,
    /// A deal has its key.
    Deal { vote: VoteId, epoch: u16, pk: PublicKey },
    /// Somebody is given credentials.
    Issue { vote: VoteId, epoch: u16, participant: ParticipantId, blinded: Vec<Blinded> },
    /// The box lets no other dot in.
    Seal { vote: VoteId, epoch: u16, tags: Vec<Tag> },
    /// Deal anew to everyone who is here, but to these.
    Redeal { vote: VoteId, from: u16, without: Vec<ParticipantId>, placed: u16 },
    /// The counts that may be seen now.
    Release { vote: VoteId, n: u16, counts: Counts },
    /// The box is frozen: the final counts, and the dots they were counted from.
    CloseVote { vote: VoteId, counts: Counts, entries: Vec<Entry> },
    /// The box of this deal is lost, and too few are left to deal again: nothing is counted.
    CloseLost { vote: VoteId, epoch: u16 },
    /// The texts of nobody of a step whose window has closed, in the order of their ids.
    GiveSlips { slot: SlotId, step: String, slips: Vec<Slip> },
    /// A text of nobody is withdrawn by whoever knows its secret.
    WithdrawSlip { secret: SlipSecret },
    /// What the planner found.
    ProposePlan { plan: Box<Plan> },
}
