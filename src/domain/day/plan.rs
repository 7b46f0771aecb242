//! The plan of the day: which case when, and why.

use serde::{Deserialize, Serialize};

use crate::domain::id::{CaseId, ParticipantId, SlotId};

/// A plan that keeps the guarantee, or one changed by hand with what it breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The facts it rests on.
    pub basis: u32,
    /// The slots, in the order of the day.
    pub slots: Vec<Slot>,
    /// Dots of the treated cases.
    pub dots: u16,
    /// Minutes used, transitions included.
    pub used: u16,
    /// Treatment minutes less the reserve.
    pub available: u16,
    /// Who is covered by what.
    pub covered: Vec<(ParticipantId, Vec<CaseId>)>,
    /// Why each case is in or out.
    pub reasons: Vec<(CaseId, Why)>,
    /// Rules it breaks; only ever by hand.
    pub breaches: Vec<Breach>,
    /// The facilitator changed it.
    pub by_hand: bool,
    /// Slots that the planner leaves where a hand has put them.
    #[serde(default)]
    pub pinned: Vec<SlotId>,
    /// What the plan was worth before the first change by hand.
    #[serde(default)]
    pub before: Option<Worth>,
    /// The search ended before it could prove that no plan is better: none brings more than so many
    /// dots more. None when it is proved, or changed by hand.
    #[serde(default)]
    pub gap: Option<u16>,
}

/// What a plan is worth, to tell what a change costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Worth {
    /// Dots of the treated cases.
    pub dots: u16,
    /// Minutes used, transitions included.
    pub used: u16,
    /// Cases treated.
    pub cases: u8,
}

impl Plan {
    /// What it is worth.
    pub fn worth(&self) -> Worth {
        let cases = u8::try_from(self.slots.len()).unwrap_or(u8::MAX);
        Worth { dots: self.dots, used: self.used, cases }
    }
}

/// A slot: one case in one place of the day, or the first of several that are treated side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Slot {
    /// Its id.
    pub slot: SlotId,
    /// The case.
    pub case: CaseId,
    /// Index of the block in the day's list.
    pub block: u8,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes of treatment, without the transition.
    pub minutes: u16,
}

/// Why a case is in or out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Why {
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
        /// Its minutes.
        minutes: u16,
    },
    /// Out: there is a stretch that is long enough, but not with the reserve kept.
    OverTime {
        /// Its minutes.
        minutes: u16,
        /// Minutes there are, the reserve kept.
        available: u16,
    },
    /// Out: its owners are away.
    OwnerAway,
    /// Out: too few people are there for its process.
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
    /// Out: with it the day would bring as many dots, but is no better by ranks, urgency, load, age
    /// and importance.
    EqualDots {
        /// Its dots.
        dots: u16,
    },
    /// Out: the search ended before it could say more.
    LeftOut {
        /// Its dots.
        dots: u16,
    },
    /// Out: no process chosen.
    NoProcess,
}

/// A hard rule that a plan changed by hand breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "breach", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Breach {
    /// Nothing covers this person.
    Uncovered {
        /// Who.
        participant: ParticipantId,
    },
    /// A slot runs over its block.
    OverBlock {
        /// Which.
        slot: SlotId,
        /// By how many minutes.
        minutes: u16,
    },
    /// Two slots overlap.
    Overlap {
        /// The later.
        slot: SlotId,
    },
    /// The reserve is eaten.
    Reserve {
        /// By how many minutes.
        minutes: u16,
    },
    /// An owner is away during the slot.
    OwnerAway {
        /// Which.
        slot: SlotId,
        /// Who.
        participant: ParticipantId,
    },
    /// Too few people for the process.
    GroupFloor {
        /// Which.
        slot: SlotId,
    },
    /// A case has fewer minutes than were chosen for it, without its owners' yes.
    Shortened {
        /// Which.
        slot: SlotId,
        /// By how many minutes.
        minutes: u16,
    },
}
