//! Who stands at the door: a bounded list that forgets those who went away.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::day::Day;
use crate::domain::id::{KnockId, ParticipantId};
use crate::view::Knocking;

/// Knocks listed at once; one more waits unlisted until there is room.
pub(super) const KNOCKS: usize = 50;

/// A held request ends after 25 s and comes back: whoever has not come back by then has gone.
const LINGERS: Duration = Duration::from_secs(40);

/// How a knock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnockState {
    /// Not yet answered.
    Waiting,
    /// In: this seat, at this generation of its devices.
    Admitted(ParticipantId, u32),
    /// A screen was let in, at this generation of screens.
    ScreenPaired(u32),
    /// Refused by the facilitator.
    Refused,
    /// The door is locked.
    Locked,
    /// Every seat is taken.
    Full,
}

/// The knocks of a room, first come first.
#[derive(Debug, Default)]
pub(super) struct Knocks {
    listed: VecDeque<Listed>,
    refused: VecDeque<KnockId>,
}

#[derive(Debug)]
struct Listed {
    knocking: Knocking,
    held: u32,
    last: Instant,
}

impl Knocks {
    /// Lists a knock, or notes that it is repeated; each call is undone by `let_go`.
    pub(super) fn knock(&mut self, knocking: Knocking, now: Instant) {
        self.forget_gone(now);
        if let Some(listed) = self.find(knocking.knock) {
            listed.held += 1;
            (listed.last, listed.knocking) = (now, knocking);
        } else if self.listed.len() < KNOCKS {
            self.listed.push_back(Listed { knocking, held: 1, last: now });
        }
    }

    /// One request less waits for the answer of that knock.
    pub(super) fn let_go(&mut self, knock: KnockId, now: Instant) {
        if let Some(listed) = self.find(knock) {
            listed.held = listed.held.saturating_sub(1);
            listed.last = now;
        }
    }

    pub(super) fn refuse(&mut self, knock: KnockId) {
        self.listed.retain(|listed| listed.knocking.knock != knock);
        if self.refused.len() == KNOCKS {
            self.refused.pop_front();
        }
        self.refused.push_back(knock);
    }

    /// Told that the door is locked or the circle full, its device goes away: it does not stand there
    /// again by itself once the door opens.
    pub(super) fn turn_away(&mut self, knock: KnockId) {
        self.listed.retain(|listed| listed.knocking.knock != knock);
    }

    /// Drops those whose device has not come back.
    pub(super) fn forget_gone(&mut self, now: Instant) {
        self.listed.retain(|listed| listed.held > 0 || now < listed.last + LINGERS);
    }

    /// When the next of them is to be dropped.
    pub(super) fn next_to_go(&self) -> Option<Instant> {
        self.listed.iter().filter(|listed| listed.held == 0).map(|l| l.last + LINGERS).min()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// How a knock of a person or of a screen stands on a day.
    pub(super) fn state(&self, knock: KnockId, screen: bool, day: &Day) -> KnockState {
        let answered = day.roster.seated().find(|member| member.knock == Some(knock));
        if let Some(member) = answered {
            return KnockState::Admitted(member.participant, member.generation);
        }
        if day.screens.contains(&knock) {
            return KnockState::ScreenPaired(day.screen_generation);
        }
        if self.refused.contains(&knock) {
            return KnockState::Refused;
        }
        if day.roster.locked || day.open().is_none() {
            return KnockState::Locked;
        }
        if !screen && day.roster.seated().count() >= usize::from(day.roster.seats) {
            return KnockState::Full;
        }
        KnockState::Waiting
    }

    /// Those who wait for the facilitator's answer.
    pub(super) fn waiting(&self, day: &Day) -> Vec<Knocking> {
        self.listed
            .iter()
            .map(|listed| &listed.knocking)
            .filter(|one| self.state(one.knock, one.screen, day) == KnockState::Waiting)
            .cloned()
            .collect()
    }

    fn find(&mut self, knock: KnockId) -> Option<&mut Listed> {
        self.listed.iter_mut().find(|listed| listed.knocking.knock == knock)
    }
}
