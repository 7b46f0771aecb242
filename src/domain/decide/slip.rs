//! Slips: who may give one, what becomes of those given, and their withdrawal.

use super::treatment::{Place, open_input};
use super::{Decision, when};
use crate::domain::day::Day;
use crate::domain::day::slip::{Slip, SlipSecret, slip_id};
use crate::domain::event::Event;
use crate::domain::id::{ContributionId, ParticipantId, SlotId};
use crate::domain::limits;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::text;

/// What somebody would put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The hash of its secret.
    pub contribution: ContributionId,
    /// In which slot.
    pub slot: SlotId,
    /// In which of its steps.
    pub step: String,
    /// In which input.
    pub input: String,
    /// The words.
    pub text: String,
}

/// The slip that somebody may put in now. Who it was ends here.
pub fn accepted(day: &Day, who: ParticipantId, offered: &Offered) -> Result<Slip, Refusal> {
    day.open().ok_or(Reason::NotOpen)?;
    let place = Place { slot: offered.slot, step: &offered.step, input: &offered.input };
    let input = open_input(day, who, &place)?;
    if !input.anonymous {
        return Err(Reason::UnknownInput.into());
    }
    let text = text::required(&offered.text, usize::from(input.limit))?;
    Ok(Slip {
        contribution: offered.contribution,
        step: offered.step.clone(),
        input: input.id.clone(),
        kind: input.kind,
        visibility: input.visibility,
        text,
    })
}

/// As many slips as may lie in one step: nobody counts whose they are.
pub fn most_slips(day: &Day) -> usize {
    day.roster.seated().count() * limits::CONTRIBUTIONS_EACH
}

/// What was withdrawn is not given once more, nor the same words; other words for a slip given before
/// take their place.
pub(super) fn give(day: &Day, slot: SlotId, slips: &[Slip]) -> Decision {
    day.slot(slot).ok_or(Reason::UnknownSlot)?;
    let is_told = |slip: &Slip| {
        let mut known = day.contributions.iter();
        let known = known.find(|text| text.contribution == slip.contribution);
        day.slips_withdrawn.contains(&slip.contribution)
            || known.is_some_and(|text| text.author.is_some() || text.is_worded(&slip.text))
    };
    let fresh: Vec<Slip> = slips.iter().filter(|slip| !is_told(slip)).cloned().collect();
    when(!fresh.is_empty(), Event::SlipsGiven { slot, slips: fresh })
}

/// Nobody is asked who they are: whoever knows the secret has written it.
pub(super) fn withdraw(day: &Day, secret: &SlipSecret) -> Decision {
    let contribution = slip_id(secret);
    let mut slips = day.contributions.iter().filter(|text| text.author.is_none());
    let given = slips.any(|text| text.contribution == contribution);
    when(given, Event::ContributionWithdrawn { contribution })
}
