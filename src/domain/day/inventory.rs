//! Needs and cases: hidden until revealed together, merged by consent, withdrawn at any time.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::process::ProcessId;
use crate::domain::vocabulary::{CaseKind, Disposition};

/// The inventory of a day.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// The cases have been shown to all.
    pub revealed: bool,
    /// Live cases and those merged into another, in the order they were brought.
    pub cases: Vec<CaseItem>,
    /// Mergers that wait for consent.
    pub merges: Vec<Merge>,
    /// Titles that wait for the yes of every owner.
    pub titles: Vec<TitleProposal>,
    /// Cases of earlier days that wait for their owner.
    pub carried: Vec<Carried>,
    /// Those who have withdrawn a case today, of this day or an earlier one.
    pub withdrew: BTreeSet<ParticipantId>,
}

/// The fields an owner fills in (rule I2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseFields {
    /// Which of the three P.
    pub kind: CaseKind,
    /// A question.
    pub title: String,
    /// One line.
    pub headline: String,
    /// What the owner expects of the group.
    pub expects: String,
    /// Masked on the room screen.
    pub reserved: bool,
    /// 1 to 3.
    pub urgency: u8,
    /// 1 to 3.
    pub importance: u8,
    /// 1 to 3; seen by owner and facilitator.
    pub emotional_load: u8,
}

/// A case.
#[derive(Debug, Clone)]
pub struct CaseItem {
    /// Its id, drawn by whoever brought it.
    pub case: CaseId,
    /// Whose.
    pub owners: Vec<ParticipantId>,
    /// What it says.
    pub fields: CaseFields,
    /// For whom it is a priority, and which rank.
    pub priorities: Vec<(ParticipantId, u8)>,
    /// How it is treated, and in how many minutes.
    pub process: Option<(ProcessId, u16)>,
    /// The fewest minutes it can be trimmed to, where a day that is written down says so.
    pub least: Option<u16>,
    /// It has become part of this one.
    pub merged_into: Option<CaseId>,
    /// The cases it stands for.
    pub merged_from: Vec<CaseId>,
    /// Days it has waited in the backlog.
    pub age: u8,
    /// The facilitator was to prepare it for today.
    pub prepared: bool,
    /// What becomes of it.
    pub disposition: Option<Disposition>,
}

/// A title the facilitator proposes.
#[derive(Debug, Clone)]
pub struct TitleProposal {
    /// Of which case.
    pub case: CaseId,
    /// The title.
    pub title: String,
    /// The owners who have said yes so far.
    pub agreed: Vec<ParticipantId>,
}

/// A merger that waits for consent.
#[derive(Debug, Clone)]
pub struct Merge {
    /// The case that would be.
    pub merge: CaseId,
    /// Its title.
    pub title: String,
    /// The cases it would stand for.
    pub cases: Vec<CaseId>,
    /// Owners who have agreed.
    pub agreed: Vec<ParticipantId>,
}

/// A case of an earlier day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Carried {
    /// The case.
    pub case: CaseId,
    /// Whose.
    pub owner: ParticipantId,
    /// What it says.
    pub fields: CaseFields,
    /// Days it has waited.
    pub age: u8,
    /// The facilitator prepares it, as nobody could answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prepared: bool,
}

impl Inventory {
    /// Whether a case is masked: it, or a part of it, is reserved. So no co-owner of a merger
    /// unmasks what another has reserved.
    pub fn is_reserved(&self, case: &CaseItem) -> bool {
        let parts = case.merged_from.iter().filter_map(|part| self.case(*part));
        std::iter::once(case).chain(parts).any(|one| one.fields.reserved)
    }

    /// A case by its id, merged or not.
    pub fn case(&self, id: CaseId) -> Option<&CaseItem> {
        self.cases.iter().find(|case| case.case == id)
    }

    /// A case by its id, to change.
    pub fn case_mut(&mut self, id: CaseId) -> Option<&mut CaseItem> {
        self.cases.iter_mut().find(|case| case.case == id)
    }

    /// The case, or the merger it has become part of.
    pub fn standing(&self, id: CaseId) -> Option<&CaseItem> {
        let case = self.case(id)?;
        match case.merged_into {
            Some(merger) => self.case(merger),
            None => Some(case),
        }
    }

    /// The cases that stand for themselves.
    pub fn live(&self) -> impl Iterator<Item = &CaseItem> {
        self.cases.iter().filter(|case| case.merged_into.is_none())
    }

    /// The cases that are priorities of somebody: those they marked; while they have marked none,
    /// all they own. Whoever owns none has none.
    pub fn priorities_of(&self, person: ParticipantId) -> Vec<CaseId> {
        let marks = |case: &CaseItem| case.priorities.iter().any(|(who, _)| *who == person);
        let has_marked = self.live().any(marks);
        self.live()
            .filter(|case| if has_marked { marks(case) } else { case.owners.contains(&person) })
            .map(|case| case.case)
            .collect()
    }

    /// Those somebody brought: their own, a merger not counted.
    pub fn brought_by(&self, person: ParticipantId) -> impl Iterator<Item = &CaseItem> {
        self.cases
            .iter()
            .filter(move |case| case.owners.contains(&person) && case.merged_from.is_empty())
    }

    /// The owners of several cases, each once.
    pub fn owners_of(&self, cases: &[CaseId]) -> Vec<ParticipantId> {
        let mut owners = Vec::new();
        for owner in cases.iter().filter_map(|id| self.case(*id)).flat_map(|case| &case.owners) {
            if !owners.contains(owner) {
                owners.push(*owner);
            }
        }
        owners
    }
}
