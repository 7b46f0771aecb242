//! What a tablet says and hears.

#![allow(clippy::large_enum_variant, reason = "a stage lives as long as one encoding")]

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{
    CaseId, ContributionId, KnockId, ParticipantId, SlotId, Timestamp, VoteId,
};
use crate::domain::position::Position;
use crate::domain::process::{ProcessId, Text};
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{
    CaseKind, ClockKind, ContributionKind, Disposition, Outcome, PauseKind, PhoneState, Role,
    ScreenShows, VoteMode,
};
use crate::wire::common::{
    BlockView, CharterView, Clocks, DayLabel, ExpectationView, PauseView, TurnView, VoteView,
    WindowView,
};

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
    /// Give the floor to a raised hand, or lower it.
    LowerHand {
        /// Whose.
        participant: ParticipantId,
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
    /// What the room screen shows.
    SetScreen {
        /// Step, ideas, code, black.
        shows: ScreenShows,
    },
    /// Close the day: what was said is destroyed now. Cannot be undone.
    CloseDay {},
}

/// A slot as the facilitator wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SlotDraft {
    /// The slot; a new one is drawn by the tablet.
    pub slot: SlotId,
    /// The case.
    pub case_item: CaseId,
    /// Index of the block in the day's list.
    pub block: u8,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes of treatment.
    pub minutes: u16,
}

/// Section `now`: where the day stands, and what may be done next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Now {
    /// Which day.
    pub day: DayLabel,
    /// The room code, shown 3+3.
    pub code: String,
    /// The door is locked.
    pub locked: bool,
    /// Seats there are.
    pub seats: u8,
    /// The roster, seated or not.
    pub people: Vec<SeatView>,
    /// Where everyone is.
    pub position: Position,
    /// The move that can still be undone.
    pub undo: Option<UndoView>,
    /// A rest over it.
    pub pause: Option<PauseView>,
    /// All three clocks.
    pub clocks: Clocks,
    /// Who sees which clock.
    pub shown: Vec<ClockShown>,
    /// The day's blocks.
    pub blocks: Vec<BlockView>,
    /// Minutes kept aside.
    pub reserve: u16,
    /// The phase at hand.
    pub stage: Stage,
    /// Hands up, first raised first.
    pub hands: Vec<HandView>,
    /// What the room screen shows.
    pub screen: ScreenShows,
    /// Screens have been let in at some time today.
    pub screen_paired: bool,
}

/// A seat of the circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatView {
    /// The seat.
    pub participant: ParticipantId,
    /// The first name.
    pub name: String,
    /// Somebody has been admitted to it today.
    pub seated: bool,
    /// Here today at all.
    pub present: bool,
    /// From when, minutes after midnight.
    pub from: Option<u16>,
    /// Until when, minutes after midnight.
    pub until: Option<u16>,
    /// Has committed to the present charter.
    pub engaged: bool,
    /// Has left the day.
    pub checked_out: bool,
    /// How many cases they brought.
    pub cases: u8,
    /// How many times they have held a role today.
    pub roles: u8,
}

/// A move that can still be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoView {
    /// Where it came from.
    pub from: Position,
    /// Where it led.
    pub to: Position,
    /// Until when.
    pub until: Timestamp,
}

/// Who sees a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClockShown {
    /// Which.
    pub clock: ClockKind,
    /// On phones.
    pub phones: bool,
    /// On the room screen.
    pub screen: bool,
}

/// A raised hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandView {
    /// Whose.
    pub participant: ParticipantId,
    /// Since when.
    pub since: Timestamp,
}

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
        /// How many people's dots are registered.
        registered: u8,
    },
    /// Cases are treated.
    Treatment {
        /// The step at hand.
        step: Option<StepView>,
        /// The next slot, between two.
        next: Option<SlotId>,
    },
    /// Own trace, dispositions, ROTI, last round.
    Closing {
        /// The ROTI.
        roti: Option<VoteView>,
        /// How many have answered.
        registered: u8,
        /// The last round.
        turn: Option<TurnView>,
        /// What each hoped for this morning.
        expectations: Vec<ExpectationView>,
        /// Owners who have not yet said what becomes of a case.
        unsettled: u8,
    },
    /// Everything said has been destroyed.
    Ended,
}

/// Minutes required, available, missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Feasibility {
    /// The cheapest cover of everyone, transitions included.
    pub required: u16,
    /// Treatment minutes less the reserve.
    pub available: u16,
    /// What is missing; 0 when it fits.
    pub missing: u16,
    /// People who bring no case: nothing can be guaranteed to them.
    pub without_priority: Vec<ParticipantId>,
    /// People all of whose priorities fit nowhere: no process, longer than any block, an owner
    /// away, too few people. Not counted in what is required.
    pub unplaceable: Vec<ParticipantId>,
    /// Minutes suffice but blocks do not: the block to extend, and by how many minutes.
    pub extend: Option<(u8, u16)>,
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
    /// The write window.
    pub window: Option<WindowView>,
    /// The one-tap vote.
    pub vote: Option<VoteView>,
    /// Roles given in this slot.
    pub roles: Vec<RoleView>,
    /// The change of posture to name, if any.
    pub posture: Option<Text>,
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

/// Section `cases`: every live case once revealed; before, only counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cases {
    /// Live cases, in the order they were brought.
    pub cases: Vec<CaseView>,
    /// Mergers that wait.
    pub merges: Vec<MergeView>,
    /// Titles that wait for their owner.
    pub titles: Vec<TitleView>,
}

/// A revealed case on the tablet.
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
    /// One line.
    pub headline: String,
    /// What the owner expects.
    pub expects: String,
    /// Masked on the room screen.
    pub reserved: bool,
    /// 1 to 3.
    pub urgency: u8,
    /// 1 to 3.
    pub importance: u8,
    /// 1 to 3.
    pub emotional_load: u8,
    /// For whom it is a priority, and which rank.
    pub priorities: Vec<PriorityView>,
    /// How it would be treated.
    pub process: Option<ProcessId>,
    /// In how many minutes.
    pub minutes: Option<u16>,
    /// The cases it stands for.
    pub merged_from: Vec<CaseId>,
    /// Days it has waited.
    pub age: u8,
    /// Dots at the close of the vote.
    pub dots: Option<u16>,
    /// How it was treated today.
    pub outcome: Option<Outcome>,
    /// What becomes of it.
    pub disposition: Option<Disposition>,
}

/// For whom a case is a priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriorityView {
    /// Who.
    pub participant: ParticipantId,
    /// 1 or 2.
    pub rank: u8,
}

/// A merger that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergeView {
    /// The case that would be.
    pub merge: CaseId,
    /// Its title.
    pub title: String,
    /// The cases it would stand for.
    pub cases: Vec<CaseId>,
    /// Owners who have agreed.
    pub agreed: Vec<ParticipantId>,
    /// Owners who have yet to say.
    pub waiting: Vec<ParticipantId>,
}

/// A title that waits for its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TitleView {
    /// The case.
    pub case_item: CaseId,
    /// The title.
    pub title: String,
}

/// Section `plan`: the plan with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// What an edit must name as its basis.
    pub basis: u32,
    /// A computation is under way.
    pub computing: bool,
    /// The plan rests on facts that have changed since.
    pub stale: bool,
    /// The slots, in order.
    pub slots: Vec<PlannedSlot>,
    /// Dots of the treated cases.
    pub dots: u16,
    /// Minutes used, transitions included.
    pub used: u16,
    /// Treatment minutes less the reserve.
    pub available: u16,
    /// Who is covered by what.
    pub covered: Vec<CoverView>,
    /// Present people whom nothing covers.
    pub uncovered: Vec<ParticipantId>,
    /// Why each case is in or out.
    pub reasons: Vec<CaseReason>,
    /// Rules a plan changed by hand breaks.
    pub breaches: Vec<BreachView>,
    /// Why there is no plan.
    pub infeasible: Option<Feasibility>,
    /// The facilitator changed it by hand.
    pub by_hand: bool,
}

/// A slot of the plan on the tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlannedSlot {
    /// The slot.
    pub slot: SlotId,
    /// The case.
    pub case_item: CaseId,
    /// Index of the block in the day's list.
    pub block: u8,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// How it is treated.
    pub process: ProcessId,
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// Who is covered by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CoverView {
    /// Who.
    pub participant: ParticipantId,
    /// By which treated priorities of theirs.
    pub cases: Vec<CaseId>,
}

/// Why a case is in or out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseReason {
    /// Which.
    pub case_item: CaseId,
    /// Treated today.
    pub treated: bool,
    /// Why, as a code the face puts in words.
    pub reason: ReasonView,
}

/// The reasons a face knows how to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "code", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ReasonView {
    /// In: it covers these people.
    Covers {
        /// Whom.
        people: Vec<ParticipantId>,
        /// Its dots.
        dots: u16,
    },
    /// In: for its dots.
    Dots {
        /// How many.
        dots: u16,
    },
    /// Put in or taken out by the facilitator.
    ByHand,
    /// Out: longer than any block.
    TooLong {
        /// Minutes.
        minutes: u16,
    },
    /// Out: its owners are away.
    OwnerAway,
    /// Out: too few people for its process.
    GroupFloor,
    /// Out: it would take the time that covers somebody else.
    WouldUncover {
        /// Whom.
        people: Vec<ParticipantId>,
        /// Its dots.
        dots: u16,
    },
    /// Out: other cases bring more dots in that time.
    FewerDots {
        /// Its dots.
        dots: u16,
    },
    /// Out: no process has been chosen.
    NoProcess,
}

/// A rule broken by a plan changed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "code", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BreachView {
    /// Nothing covers this person.
    Uncovered {
        /// Who.
        participant: ParticipantId,
    },
    /// The slot runs over its block.
    OverBlock {
        /// Which slot.
        slot: SlotId,
        /// By how many minutes.
        minutes: u16,
    },
    /// Two slots overlap.
    Overlap {
        /// The later one.
        slot: SlotId,
    },
    /// The reserve is eaten.
    Reserve {
        /// By how many minutes.
        minutes: u16,
    },
    /// An owner is away during the slot.
    OwnerAway {
        /// Which slot.
        slot: SlotId,
        /// Who.
        participant: ParticipantId,
    },
    /// Too few people for the process.
    GroupFloor {
        /// Which slot.
        slot: SlotId,
    },
}

/// Section `texts`: what the group and the room may read, in the slot at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Texts {
    /// The texts, as they came.
    pub texts: Vec<TextView>,
    /// How many others are for the owner alone.
    pub for_owner: u16,
}

/// A text the group may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextView {
    /// The text's id.
    pub contribution: ContributionId,
    /// Who wrote it.
    pub author: ParticipantId,
    /// Its step's id.
    pub step: String,
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
    /// Who reads it.
    pub visibility: Visibility,
    /// Its author has been asked to show it.
    pub asked: bool,
    /// It is on the room screen.
    pub pinned: bool,
}

/// Section `passing`: the door, presence, progress; never journaled.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Passing {
    /// Who knocks, first come first.
    pub knocks: Vec<KnockView>,
    /// Whose phone is connected now.
    pub connected: Vec<ParticipantId>,
    /// Connected, but asleep or in the background.
    pub asleep: Vec<ParticipantId>,
    /// Screens connected now.
    pub screens: u8,
    /// Other tablets connected now.
    pub tablets: u8,
    /// Dots placed so far, moved at most every three seconds.
    pub dots_placed: Option<u16>,
    /// How many people said they have finished.
    pub finished: u8,
    /// The machine's clock went back at the last start.
    pub clock_went_back: bool,
    /// Reachable without encryption.
    pub plain_http: bool,
}

/// Somebody, or a screen, at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KnockView {
    /// The knock.
    pub knock: KnockId,
    /// A screen asks to be paired.
    pub screen: bool,
    /// The name given; empty for a screen.
    pub name: String,
    /// Two words, shown on the device too.
    pub words: Text,
    /// The seat of the roster with that name, still empty.
    pub seat: Option<ParticipantId>,
    /// Somebody in the circle has a name like it.
    pub same_name: bool,
}

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
