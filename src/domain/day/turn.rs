//! A spoken round: everyone in turn, in the opening, at the closing, in a step of a case.

use crate::domain::day::Day;
use crate::domain::id::ParticipantId;
use crate::domain::position::Position;

/// The round at hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    /// The order of speaking.
    pub order: Vec<ParticipantId>,
    /// Who speaks now.
    pub speaking: Option<ParticipantId>,
    /// Whose turn does not come any more.
    pub done: Vec<ParticipantId>,
    /// Who has passed, in that order: their turn comes once more, after all others.
    pub passed: Vec<ParticipantId>,
    /// The number of the turn at hand, of those given today: whoever hands it on names it.
    pub number: u16,
}

impl Turn {
    /// A round in this order, not begun.
    pub fn of(order: Vec<ParticipantId>) -> Self {
        Self { order, ..Self::default() }
    }

    /// Nobody has had a turn yet.
    pub fn waits(&self) -> bool {
        self.speaking.is_none() && self.done.is_empty() && self.passed.is_empty()
    }

    /// Whose turn comes, the next first: those who have had none, then those who passed.
    pub fn to_come(&self) -> Vec<ParticipantId> {
        let waits = |who: &&ParticipantId| Some(**who) != self.speaking && !self.done.contains(who);
        let fresh = self.order.iter().filter(|who| !self.passed.contains(who));
        fresh.chain(&self.passed).filter(waits).copied().collect()
    }

    /// Who comes after the one who speaks.
    pub fn next(&self) -> Option<ParticipantId> {
        self.to_come().first().copied()
    }

    /// How many come after the one who speaks; those who passed are counted once all others have
    /// spoken, so that no figure tells of a pass.
    pub fn left(&self) -> usize {
        let to_come = self.to_come();
        match to_come.iter().filter(|who| !self.passed.contains(who)).count() {
            0 if self.comes_again() || self.speaking.is_none() => to_come.len(),
            fresh => fresh,
        }
    }

    /// Whoever speaks has passed before.
    fn comes_again(&self) -> bool {
        self.speaking.is_some_and(|who| self.passed.contains(&who))
    }

    /// Whose turn has been, whether they spoke or passed.
    pub fn had(&self) -> impl Iterator<Item = ParticipantId> {
        let had = |who: &&ParticipantId| self.done.contains(who) || self.passed.contains(who);
        self.order.iter().filter(move |who| had(who) && Some(**who) != self.speaking).copied()
    }

    /// Somebody hands on. A turn that is passed comes back once, unless nobody else waits.
    pub fn hand_on(&mut self, passes: bool, to: Option<ParticipantId>) {
        if let Some(from) = self.speaking {
            if passes && to.is_some() && !self.passed.contains(&from) {
                self.passed.push(from);
            } else {
                self.done.push(from);
            }
        }
        self.done.retain(|who| Some(*who) != to);
        self.speaking = to;
    }

    /// Somebody has left: their turn does not come any more. Tells whether they had it.
    pub fn leave(&mut self, who: ParticipantId) -> bool {
        let spoke = self.speaking == Some(who);
        for people in [&mut self.order, &mut self.done, &mut self.passed] {
            people.retain(|other| *other != who);
        }
        self.speaking = self.speaking.filter(|other| *other != who);
        spoke
    }
}

impl Day {
    /// Whether a round may be spoken here: all sit in one circle, and not between two cases.
    pub fn may_go_round(&self) -> bool {
        self.split.is_none() && self.position.0 != Position::Treatment { at: None }
    }

    /// The order that a round of the step at hand begins with: those it lets speak, the first
    /// speaker first; everybody, when that is nobody or one alone.
    pub fn round_of_step(&self) -> Vec<ParticipantId> {
        let everybody = || self.here().map(|member| member.participant).collect::<Vec<_>>();
        let Some((slot, _, step)) = self.at_step() else { return everybody() };
        let mut order = Vec::new();
        for part in &step.speaks {
            let speaks = |who: &ParticipantId| part.takes_in(self.role_in(slot, *who));
            let more: Vec<_> =
                everybody().into_iter().filter(|who| speaks(who) && !order.contains(who)).collect();
            order.extend(more);
        }
        if order.len() > 1 { order } else { everybody() }
    }
}
