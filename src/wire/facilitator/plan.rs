//! Section `plan`: the plan, its reasons, what breaks in it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{CaseId, ParticipantId, SlotId};
use crate::domain::process::ProcessId;
use crate::domain::vocabulary::Outcome;
use crate::wire::facilitator::{Feasibility, ProposalView, WayView};

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
    /// The minute of the day from which there is time for what has not begun, as of the last entry.
    pub free_from: u16,
    /// Who is covered by what: by slots that can be held as the day stands.
    pub covered: Vec<CoverView>,
    /// Present people whom nothing covers.
    pub uncovered: Vec<ParticipantId>,
    /// Present people who bring no case: nothing can be guaranteed to them.
    pub without_case: Vec<ParticipantId>,
    /// Present people who have stopped the treatment of all they were owed: nothing is any more.
    pub stopped: Vec<ParticipantId>,
    /// Present people with no priority left but what is to be prepared for the next day: they wait for it.
    pub left_waiting: Vec<ParticipantId>,
    /// Present people to whom nothing is left but what is to be taken up again: no plan finds anything
    /// else of theirs.
    pub again: Vec<ParticipantId>,
    /// Present people to whom nothing is left but what goes on or was treated without them, or was
    /// stopped by another whose it is.
    pub missed: Vec<ParticipantId>,
    /// Those who come first today: their guarantee was not kept the day before.
    pub first: Vec<ParticipantId>,
    /// Why each case is in or out.
    pub reasons: Vec<CaseReason>,
    /// Rules the plan breaks as the day stands: by a hand, or because facts have changed since.
    pub breaches: Vec<BreachView>,
    /// Why there is no plan.
    pub infeasible: Option<Feasibility>,
    /// Then, once treatment has begun: the plan of the rest that covers as many as can be.
    pub rest: Option<RestView>,
    /// The facilitator changed it by hand.
    pub by_hand: bool,
    /// Ways out while the day does not fit: those that do first, the smallest of them first.
    pub ways: Option<Vec<WayView>>,
    /// Ways out put to people: those that wait, and those declined.
    pub proposals: Vec<ProposalView>,
    /// Those who count for today and cannot be asked: they have no seat.
    pub unasked: Vec<ParticipantId>,
    /// A format in parallel for all, if one was taken.
    pub rounds: Option<RoundsView>,
    /// Those who agreed to wait for the next day and come first there.
    pub deferred: Vec<ParticipantId>,
    /// What the plan was worth before the first change by hand.
    pub before: Option<WorthView>,
    /// The search ended before it could prove that no plan is better: none brings more than so many
    /// dots more. Null when it is proved.
    pub gap: Option<u16>,
    /// The search for a plan broke off: nothing is known.
    pub broken: bool,
}

/// A format in parallel for all: each brings one of their own priorities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoundsView {
    /// By which process.
    pub process: ProcessId,
    /// In how many minutes.
    pub minutes: u16,
    /// Its cases.
    pub cases: Vec<CaseId>,
    /// Those who bring none of theirs: they have left, or wait, or no place is left with the facilitator
    /// for what they reserve.
    pub without: Vec<ParticipantId>,
}

/// A plan of the rest that covers all but a few: offered, never taken by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestView {
    /// The slots, what has begun in front.
    pub slots: Vec<PlannedSlot>,
    /// Whom it does not cover.
    pub left_out: Vec<ParticipantId>,
}

/// What a plan is worth, to tell what a change costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorthView {
    /// Dots of the treated cases.
    pub dots: u16,
    /// Minutes used, transitions included.
    pub used: u16,
    /// Cases treated.
    pub cases: u8,
}

/// A slot of the plan on the tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlannedSlot {
    /// The slot.
    pub slot: SlotId,
    /// The case.
    pub case_item: CaseId,
    /// Cases treated along with it, where each brings their own.
    pub also: Vec<CaseId>,
    /// Those of all these whose turn never came.
    pub missed: Vec<CaseId>,
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
    /// Its treatment has begun, and maybe was left: no change of the plan moves it.
    pub begun: bool,
    /// The fewest minutes its process takes.
    pub least: u16,
    /// It stays where it is when the plan is made anew.
    pub pinned: bool,
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
    /// Out: longer than any stretch of treatment that is free.
    TooLong {
        /// Minutes.
        minutes: u16,
    },
    /// Out: some stretch is long enough, but not with the reserve kept.
    OverTime {
        /// Minutes.
        minutes: u16,
        /// Minutes there are, the reserve kept.
        available: u16,
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
    /// Out: with it the day would bring fewer dots.
    FewerDots {
        /// Its dots.
        dots: u16,
    },
    /// Out: with it the day would bring as many dots, but is no better by ranks, urgency, load, age and
    /// importance.
    EqualDots {
        /// Its dots.
        dots: u16,
    },
    /// Out: the search ended before it could say more.
    LeftOut {
        /// Its dots.
        dots: u16,
    },
    /// Out: no process has been chosen.
    NoProcess,
    /// Out: there is no plan, as a priority case for everyone does not fit.
    NoPlan,
    /// Out: no plan has been made that knows of it.
    NotPlanned,
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
    /// Fewer minutes than were chosen for its case, without its owners' yes.
    Shortened {
        /// Which slot.
        slot: SlotId,
        /// By how many minutes.
        minutes: u16,
        /// Whose yes it wants.
        asked: Vec<ParticipantId>,
    },
}
