//! Slips: who may give one, when they are given together, and their withdrawal.

use super::treatment::{Place, open_input};
use super::{Decision, when};
use crate::domain::day::Day;
use crate::domain::day::slip::{Slip, SlipSecret, slip_id};
use crate::domain::event::Event;
use crate::domain::id::{ContributionId, ParticipantId, SlotId};
use crate::domain::limits;
use crate::domain::process::Input;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::text;
use crate::domain::vocabulary::Role;

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

impl Offered {
    /// The words as they are kept.
    pub fn words(&self) -> String {
        text::optional(&self.text, limits::CONTRIBUTION).unwrap_or_default()
    }
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

/// Whether the day has this slip, in these words: said again, it changes nothing.
pub fn is_given(day: &Day, offered: &Offered) -> bool {
    let mut slips = day.contributions.iter().filter(|text| text.author.is_none());
    slips.any(|text| text.contribution == offered.contribution && text.is_worded(&offered.words()))
}

/// Words of nobody are asked of three people at least, and once in a step.
pub(super) fn can_be_asked(day: &Day, of: Option<Role>) -> Result<(), Refusal> {
    let Some((slot, _, step)) = day.at_step() else { return Ok(()) };
    let asks = |input: &&Input| input.anonymous && of.is_none_or(|role| input.is_filled_by(role));
    let Some(input) = step.inputs.iter().find(asks) else { return Ok(()) };
    if day.has_given_slips(slot.slot, &step.id) {
        return Err(Reason::WindowClosed.into());
    }
    let writers =
        day.here().filter(|member| input.is_filled_by(day.role_in(slot, member.participant)));
    let enough = writers.count() >= usize::from(limits::VOTERS);
    if enough { Ok(()) } else { Err(Reason::TooFewVoters.into()) }
}

/// The slips of a step, once nobody writes there any more: all at once, and only once, for a slip that
/// came alone would bear the name of whoever was seen to write last.
pub(super) fn give(day: &Day, slot: SlotId, step: &str, slips: &[Slip]) -> Decision {
    day.slot(slot).ok_or(Reason::UnknownSlot)?;
    if day.is_written(slot, step) {
        return Err(Reason::WrongPhase.into());
    }
    if day.has_given_slips(slot, step) {
        return Ok(Vec::new());
    }
    let is_new = |slip: &&Slip| {
        let mut known = day.contributions.iter();
        slip.step == step && known.all(|text| text.contribution != slip.contribution)
    };
    let slips: Vec<Slip> = slips.iter().filter(is_new).cloned().collect();
    if slips.len() < usize::from(limits::VOTERS) {
        return Err(Reason::TooFewVoters.into());
    }
    Ok(vec![Event::SlipsGiven { slot, slips }])
}

/// Nobody is asked who they are: whoever knows the secret has written it.
pub(super) fn withdraw(day: &Day, secret: &SlipSecret) -> Decision {
    let contribution = slip_id(secret);
    let mut slips = day.contributions.iter().filter(|text| text.author.is_none());
    let given = slips.any(|text| text.contribution == contribution);
    when(given, Event::ContributionWithdrawn { contribution })
}
