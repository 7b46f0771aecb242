//! What a facilitator may ask.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::day::split::TurnPart;
use crate::domain::id::{
    CaseId, ContributionId, KnockId, ParticipantId, ProposalId, SlotId, StepId, Timestamp, VoteId,
};
use crate::domain::position::Position;
use crate::domain::process::{ExtraStep, ProcessId};
use crate::domain::vocabulary::{
    ClockKind, HandsOrder, Outcome, PauseKind, PhoneState, Posture, Role, ScreenShows, VoteMode,
};
use crate::wire::common::{BlockView, WayStepView};
use crate::wire::facilitator::SlotDraft;

/// What a facilitator may ask. `from` is what the tablet showed, so that a double tap moves once.
/// Those without fields bear braces: only then are unknown fields refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "act",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Says {
    /// Let somebody in.
    Admit {
        /// Their knock.
        knock: KnockId,
        /// The seat they take: one of the roster, or a new one drawn by the tablet.
        participant: ParticipantId,
        /// The name in the circle.
        name: String,
    },
    /// Do not let them in.
    Refuse {
        /// Their knock.
        knock: KnockId,
    },
    /// Lock or open the door.
    Lock {
        /// Locked or open.
        locked: bool,
    },
    /// Take the devices of a seat away: somebody else will sit there, or on another phone.
    FreeSeat {
        /// The seat.
        participant: ParticipantId,
    },
    /// Call somebody by another name.
    Rename {
        /// The seat.
        participant: ParticipantId,
        /// The name.
        name: String,
    },
    /// When somebody is in the room today.
    SetPresence {
        /// The seat.
        participant: ParticipantId,
        /// Here today at all.
        present: bool,
        /// Minutes after midnight from which; none is from the start.
        from: Option<u16>,
        /// Minutes after midnight until which; none is to the end.
        until: Option<u16>,
    },
    /// Let a screen show the room, or not.
    PairScreen {
        /// The screen's knock.
        knock: KnockId,
        /// Yes or no.
        yes: bool,
    },
    /// Send every paired screen away.
    UnpairScreens {},
    /// Move everyone.
    Go {
        /// Where the tablet showed the day to be.
        from: Position,
        /// Where to.
        to: Position,
    },
    /// Undo the last move; for ten seconds.
    UndoGo {
        /// Where that move led.
        to: Position,
    },
    /// Let the day rest.
    Pause {
        /// Why.
        kind: PauseKind,
        /// When everyone meets again.
        until: Option<Timestamp>,
    },
    /// Take the day up again.
    Resume {},
    /// The step's clock ends at another time.
    SetClock {
        /// The end the tablet showed.
        from: Timestamp,
        /// The new end.
        to: Timestamp,
    },
    /// Hold the step's clock.
    HoldClock {},
    /// Let it run again.
    RunClock {},
    /// Who sees a clock.
    ShowClock {
        /// Which.
        clock: ClockKind,
        /// On phones.
        phones: bool,
        /// On the room screen.
        screen: bool,
    },
    /// Amend the charter.
    AmendCharter {
        /// The version amended.
        from: u16,
        /// The new text, at most 4 000 characters.
        text: String,
    },
    /// Who speaks in which order; an empty order ends the round.
    SetTurnOrder {
        /// The seats.
        order: Vec<ParticipantId>,
    },
    /// Give the turn to somebody, or end the round.
    TurnTo {
        /// Who the tablet showed to be speaking.
        from: Option<ParticipantId>,
        /// Who speaks next.
        to: Option<ParticipantId>,
        /// Whoever spoke passes: their turn comes back once, after all others.
        #[serde(default)]
        passes: bool,
    },
    /// Ask for a line of expectations, or no longer.
    AskExpectations {
        /// Ask or not.
        open: bool,
    },
    /// Open the write window of the phase or step, or change its end.
    OpenWindow {
        /// When it closes by itself.
        ends_at: Option<Timestamp>,
        /// Whom it is for; for all who write in the step, without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        role: Option<Role>,
    },
    /// Close it.
    CloseWindow {},
    /// Show all cases to all, at once.
    Reveal {},
    /// Propose to owners that their cases become one.
    ProposeMerge {
        /// The case that would be, drawn by the tablet.
        merge: CaseId,
        /// Two cases or more.
        cases: Vec<CaseId>,
        /// Its title.
        title: String,
    },
    /// Take the proposal back.
    DropMerge {
        /// Which.
        merge: CaseId,
    },
    /// Propose a title to its owner.
    ProposeTitle {
        /// Which case.
        case_item: CaseId,
        /// The title.
        title: String,
    },
    /// Choose a process with its owner.
    ChooseProcess {
        /// Which case.
        case_item: CaseId,
        /// Which process.
        process: ProcessId,
        /// Minutes in all.
        minutes: u16,
    },
    /// The blocks of the day, and the reserve.
    SetBlocks {
        /// The whole list, in order.
        blocks: Vec<BlockView>,
        /// Minutes kept aside.
        reserve: u16,
    },
    /// Put a way out of a day that does not fit to those who must agree: nothing changes before the
    /// last yes. What needs nobody's yes is done at once.
    ProposeWay {
        /// Drawn by the tablet.
        proposal: ProposalId,
        /// Taken together, each about another thing.
        steps: Vec<WayStepView>,
    },
    /// Give up the format in parallel for all: every case stands for itself again.
    DropRounds {},
    /// Take a proposed way out back, or put away one that was declined.
    DropWay {
        /// Which.
        proposal: ProposalId,
    },
    /// Open the vote on priorities.
    OpenVote {
        /// Drawn by the tablet.
        vote: VoteId,
        /// 3 to 6 dots each.
        dots: u8,
        /// Live or sealed.
        mode: VoteMode,
        /// When it closes by itself.
        ends_at: Option<Timestamp>,
    },
    /// Open the ROTI.
    OpenRoti {
        /// Drawn by the tablet.
        vote: VoteId,
    },
    /// Open the one-tap vote of the step at hand.
    OpenInterest {
        /// Drawn by the tablet.
        vote: VoteId,
    },
    /// Ask the circle whether the step at hand goes on for two minutes: one tap each.
    AskMoreTime {
        /// Drawn by the tablet.
        vote: VoteId,
    },
    /// Deal a vote anew to everyone who is here, but some: a phone is lost, or somebody came late.
    Redeal {
        /// Which.
        vote: VoteId,
        /// The deal there was.
        from: u16,
        /// Whose phone is away.
        without: Vec<ParticipantId>,
    },
    /// Let no other dot in, though some are missing: accepted aloud.
    Seal {
        /// Which.
        vote: VoteId,
        /// Which deal of it.
        epoch: u16,
    },
    /// Close a vote.
    CloseVote {
        /// Which.
        vote: VoteId,
    },
    /// Compute a plan anew.
    MakePlan {},
    /// Change the plan by hand; it is re-checked in the open.
    EditPlan {
        /// The basis of the plan the tablet showed.
        basis: u32,
        /// All its slots.
        slots: Vec<SlotDraft>,
    },
    /// A slot stays where it is when the plan is made anew, or no longer.
    PinSlot {
        /// Which.
        slot: SlotId,
        /// It stays.
        pinned: bool,
    },
    /// Add a step after the one at hand, to this treatment alone; the case ends so much later.
    InsertStep {
        /// Which slot.
        slot: SlotId,
        /// The index of the step at hand.
        after: u8,
        /// Drawn by the tablet.
        step: StepId,
        /// What it is.
        what: ExtraStep,
        /// 1 to 30.
        minutes: u16,
        /// Closed, or write: one field that its author alone reads.
        phones: PhoneState,
    },
    /// The case at hand goes on by another process, from its first step; what was written stays.
    ChangeProcess {
        /// Which slot.
        slot: SlotId,
        /// Which process.
        process: ProcessId,
        /// Minutes from here, 5 to 180.
        minutes: u16,
    },
    /// Name the posture that the facilitator takes, from the step at hand on.
    NamePosture {
        /// Which slot.
        slot: SlotId,
        /// The index of the step that was shown.
        step: u8,
        /// Which.
        posture: Posture,
    },
    /// How the treatment of a slot's case ended.
    SetOutcome {
        /// Which slot.
        slot: SlotId,
        /// How.
        outcome: Outcome,
    },
    /// Ask an author to show a text on the room screen.
    AskForScreen {
        /// Which.
        contribution: ContributionId,
    },
    /// Show a text on the room screen, or take it down; only texts the author gave to the room.
    Pin {
        /// Which.
        contribution: ContributionId,
        /// Show or take down.
        pinned: bool,
    },
    /// Give the floor to a raised hand.
    GiveFloor {
        /// Whose.
        participant: ParticipantId,
    },
    /// In which order the tablet shows raised hands; phones show them as they were raised.
    OrderHands {
        /// First raised, or least heard.
        order: HandsOrder,
    },
    /// Lower a hand.
    LowerHand {
        /// Whose.
        participant: ParticipantId,
    },
    /// Say whether the turn of a case came, where each brings their own: in plenary the tool sees none.
    CountTurn {
        /// Which slot.
        slot: SlotId,
        /// Which of its cases.
        case_item: CaseId,
        /// It came, or it did not.
        had: bool,
    },
    /// Give a role, or take it back.
    AssignRole {
        /// Which slot.
        slot: SlotId,
        /// To whom.
        participant: ParticipantId,
        /// Which.
        role: Role,
        /// Give or take back.
        given: bool,
    },
    /// Draw the circle into sub-groups for the step at hand; the same number gives the same ones.
    DrawGroups {
        /// Which slot.
        slot: SlotId,
        /// Drawn by the tablet.
        number: u32,
    },
    /// Somebody sits in another sub-group, or in one at last.
    JoinGroup {
        /// Which slot.
        slot: SlotId,
        /// Who.
        participant: ParticipantId,
        /// Index of the sub-group; the facilitator sits with the first.
        group: u8,
    },
    /// The sub-groups go to work.
    StartGroups {
        /// Which slot.
        slot: SlotId,
    },
    /// A sub-group goes on from a part of a turn to another, or to its end.
    TurnGroup {
        /// Which slot.
        slot: SlotId,
        /// Index of the sub-group.
        group: u8,
        /// The part that was shown.
        from: Option<TurnPart>,
        /// The part that begins; none after the last.
        to: Option<TurnPart>,
    },
    /// The turns of a sub-group that is not at work yet come in this order.
    OrderGroup {
        /// Which slot.
        slot: SlotId,
        /// Index of the sub-group.
        group: u8,
        /// Its members, all of them.
        order: Vec<ParticipantId>,
    },
    /// Another end for the clock of a sub-group: of the part at hand alone.
    SetGroupClock {
        /// Which slot.
        slot: SlotId,
        /// Index of the sub-group.
        group: u8,
        /// The end the tablet showed.
        from: Timestamp,
        /// The new end.
        to: Timestamp,
    },
    /// What the room screen shows.
    SetScreen {
        /// Step, ideas, code, black.
        shows: ScreenShows,
    },
    /// Close the day: what was said is destroyed now. Cannot be undone.
    CloseDay {},
}
