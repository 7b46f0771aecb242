//! Deadlines, not ticks: clocks, windows, pauses, and the move that can be undone.

use serde::{Deserialize, Serialize};

use crate::domain::day::rounds::Rounds;
use crate::domain::day::split::Split;
use crate::domain::day::turn::Turn;
use crate::domain::id::{SlotId, Timestamp};
use crate::domain::limits;
use crate::domain::position::Position;
use crate::domain::process::Step;
use crate::domain::vocabulary::{ClockKind, Outcome, PauseKind, Role};

/// A countdown that runs or is held. Beyond zero it counts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    /// When it began.
    pub started_at: Timestamp,
    /// When it reaches zero, while it runs.
    pub ends_at: Timestamp,
    /// Milliseconds that remain, while it is held.
    pub held_ms: Option<i64>,
}

impl Clock {
    /// A clock of so many minutes from an instant.
    pub fn of_minutes(minutes: u16, from: Timestamp) -> Self {
        Self { started_at: from, ends_at: from.plus_ms(i64::from(minutes) * 60_000), held_ms: None }
    }

    /// The same clock, held.
    pub fn held(self, at: Timestamp) -> Self {
        Self { held_ms: self.held_ms.or(Some(self.ends_at.since(at))), ..self }
    }

    /// The same clock, running again.
    pub fn running(self, at: Timestamp) -> Self {
        match self.held_ms {
            Some(left) => Self { ends_at: at.plus_ms(left), held_ms: None, ..self },
            None => self,
        }
    }
}

/// A window in which people write.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Window {
    /// Open or closed.
    pub open: bool,
    /// When it closes by itself.
    pub ends_at: Option<Timestamp>,
    /// Whom it is for, when not for all who write in the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

impl Window {
    /// Whether somebody with this role writes in it now.
    pub fn is_open_for(self, role: Role) -> bool {
        self.open && self.role.is_none_or(|part| part.takes_in(role))
    }

    /// The one part that writes in it now; none where it is closed, or the owner and others write.
    pub fn writer(self, step: &Step) -> Option<Role> {
        self.role.or_else(|| step.writer()).filter(|_| self.open)
    }
}

/// A rest over the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pause {
    /// Why.
    pub kind: PauseKind,
    /// When everyone meets again.
    pub until: Option<Timestamp>,
    /// The clock ran when the rest began, and runs again after it.
    pub clock_ran: bool,
}

/// The last move and all it changed, so that it can be as if it had never been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastMove {
    /// Where it came from.
    pub from: Position,
    /// Where it led.
    pub to: Position,
    /// When.
    pub at: Timestamp,
    /// The step's clock before.
    pub clock: Option<Clock>,
    /// The window before.
    pub window: Window,
    /// The drift before.
    pub drift: Drift,
    /// In a rest: that clock runs again after it.
    pub clock_ran: bool,
    /// When each case begun should have ended.
    pub case_ends: Vec<(SlotId, Timestamp)>,
    /// How the cases it left and led into had ended.
    pub outcomes: Vec<(SlotId, Option<Outcome>)>,
    /// The round before; a move ends it.
    pub turn: Option<Turn>,
    /// The sub-groups before; a move ends them.
    pub split: Option<Split>,
    /// The move began a treatment.
    pub began: Option<SlotId>,
    /// The format in parallel that waited before.
    pub rounds: Option<Rounds>,
}

impl LastMove {
    /// Until when it can be undone.
    pub fn until(&self) -> Timestamp {
        self.at.plus_ms(limits::UNDO_MS)
    }
}

/// How far the day is behind its plan, known from the last step begun.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drift {
    /// Milliseconds behind; negative is ahead. None before the first slot.
    pub behind_ms: Option<i64>,
}

/// Who sees which clock. The tablet sees all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClocksShown {
    /// Phones and screen, for the step.
    pub step: Shown,
    /// Phones and screen, for the case.
    pub case: Shown,
    /// Phones and screen, for the day.
    pub day: Shown,
}

/// Where a clock is shown besides the tablet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// On phones.
    pub phones: bool,
    /// On the room screen.
    pub screen: bool,
}

impl Default for ClocksShown {
    /// The step's clock on the screen alone: phones are down.
    fn default() -> Self {
        let nowhere = Shown { phones: false, screen: false };
        Self { step: Shown { phones: false, screen: true }, case: nowhere, day: nowhere }
    }
}

impl ClocksShown {
    /// Where a clock is shown.
    pub fn of(&self, clock: ClockKind) -> Shown {
        match clock {
            ClockKind::Step => self.step,
            ClockKind::Case => self.case,
            ClockKind::Day => self.day,
        }
    }

    /// Where a clock is shown, to change.
    pub fn of_mut(&mut self, clock: ClockKind) -> &mut Shown {
        match clock {
            ClockKind::Step => &mut self.step,
            ClockKind::Case => &mut self.case,
            ClockKind::Day => &mut self.day,
        }
    }
}
