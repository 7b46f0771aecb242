//! The posture in force: derived from the steps that led to the one at hand, and what was named in them.

use crate::domain::day::Day;
use crate::domain::day::treatment::Run;
use crate::domain::vocabulary::Posture;

/// The posture in force, and the one before it: the same, unless it changed in this step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InForce {
    /// Which.
    pub posture: Posture,
    /// The one before.
    pub from: Posture,
}

impl InForce {
    /// Nobody has said anything of it.
    const USUAL: Self = Self { posture: Posture::Facilitator, from: Posture::Facilitator };

    /// What screen and phones say: another trade than the usual one, or that it has just ended.
    pub fn told(self) -> Option<Posture> {
        (self != Self::USUAL).then_some(self.posture)
    }
}

impl Run {
    /// The posture in force in the step of this index: that of the last word about it, there or in a
    /// step before. In one step what was named by hand comes after what the step says itself.
    pub fn posture_at(&self, index: usize) -> InForce {
        let led_here = self.process.steps.iter().take(index.saturating_add(1));
        led_here.fold(InForce::USUAL, |before, step| {
            if let Some(named) = self.named.get(&step.id) {
                return *named;
            }
            let certain = step.posture.and_then(|posture| posture.certain());
            InForce { posture: certain.unwrap_or(before.posture), from: before.posture }
        })
    }
}

impl Day {
    /// The posture in force in the step at hand; the end of the case ends it.
    pub fn posture(&self) -> Option<InForce> {
        let (_, run, _) = self.at_step()?;
        let here = run.posture_at(usize::from(self.cursor()?.step));
        let over = InForce { posture: Posture::Facilitator, from: here.posture };
        Some(if run.outcome.is_some() { over } else { here })
    }

    /// The posture that the step at hand offers, until one is named in it.
    pub fn posture_offered(&self) -> Option<Posture> {
        let (_, run, step) = self.at_step()?;
        let asked = run.outcome.is_none() && !run.named.contains_key(&step.id);
        let offered = step.posture?.offered().filter(|_| asked);
        offered.filter(|offered| self.posture().is_none_or(|now| now.posture != *offered))
    }
}
