//! A secret choice: what is asked, who may answer, what was counted. Never who chose what.

use serde::{Deserialize, Serialize};

use super::Day;
use super::credential::Entry;
use super::deal::Deal;
use crate::domain::id::{CaseId, Timestamp, VoteId};
use crate::domain::limits;
use crate::domain::position::{Cursor, Position};
use crate::domain::process::Text;
use crate::domain::vocabulary::{VoteKind, VoteMode};

/// Dots counted for each option, in the order of the options.
pub type Counts = Vec<u16>;

/// A secret choice put to the circle.
#[derive(Debug, Clone)]
pub struct Vote {
    /// Its id.
    pub vote: VoteId,
    /// What it is about.
    pub kind: VoteKind,
    /// When counts may be seen.
    pub mode: VoteMode,
    /// What one may choose.
    pub options: Vec<VoteOption>,
    /// Dots each elector has.
    pub dots: u8,
    /// Who may vote, by which credentials.
    pub deal: Deal,
    /// When it closes by itself.
    pub ends_at: Option<Timestamp>,
    /// The step it was opened in; none once its process, or the time that was asked about, is another.
    pub at: Option<Cursor>,
    /// The number of the last release.
    pub release: u16,
    /// The counts released last.
    pub released: Option<Counts>,
    /// The final counts.
    pub counts: Option<Counts>,
    /// The dots they were counted from, sorted by tag.
    pub entries: Vec<Entry>,
}

/// Something one may choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VoteOption {
    /// A case.
    CaseItem {
        /// Which.
        case: CaseId,
    },
    /// A mark.
    Mark {
        /// 1 to 5.
        value: u8,
    },
    /// A word.
    Word {
        /// Which.
        text: Text,
    },
}

impl Day {
    /// Until when undoing the last move would bring a vote back to every face.
    pub fn may_come_back(&self, vote: &Vote) -> Option<Timestamp> {
        let last = self.last_move.as_ref()?;
        let Position::Treatment { at } = last.from else { return None };
        (!vote.is_about(self.cursor()) && vote.is_about(at)).then(|| last.until())
    }
}

impl Vote {
    /// The box is frozen and counted.
    pub fn is_closed(&self) -> bool {
        self.counts.is_some()
    }

    /// It can still be answered here: a vote of a step belongs to that step.
    pub fn is_about(&self, cursor: Option<Cursor>) -> bool {
        !self.kind.is_of_step() || (cursor.is_some() && self.at == cursor)
    }

    /// Too few voters for anything to be shown before the close, or so chosen, or dealt again after
    /// a release.
    pub fn only_at_close(&self) -> bool {
        self.mode == VoteMode::Sealed
            || self.deal.after_release
            || self.deal.voters() < limits::VOTERS_FOR_LIVE
    }

    /// The final dots of a case.
    pub fn dots_of(&self, case: CaseId) -> Option<u16> {
        let index =
            self.options.iter().position(|option| *option == VoteOption::CaseItem { case })?;
        self.counts.as_ref()?.get(index).copied()
    }
}
