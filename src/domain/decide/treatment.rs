//! Treatment: texts and who may read them, hands, roles, outcomes.

use super::{Decision, when};
use crate::domain::day::Day;
use crate::domain::day::treatment::{Contribution, Reader};
use crate::domain::event::Event;
use crate::domain::id::{CaseId, ContributionId, ParticipantId, SlotId};
use crate::domain::limits;
use crate::domain::position::Position;
use crate::domain::process::Input;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::text;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{HandsOrder, Outcome, Role};

/// Where a text is written.
pub(super) struct Place<'a> {
    pub(super) slot: SlotId,
    pub(super) step: &'a str,
    pub(super) input: &'a str,
}

pub(super) fn contribute(
    day: &Day,
    who: ParticipantId,
    id: ContributionId,
    place: Place<'_>,
    words: &str,
) -> Decision {
    if let Some(known) = day.contributions.iter().find(|known| known.contribution == id) {
        return rewrite(day, who, known, words);
    }
    let input = open_input(day, who, &place)?;
    if input.anonymous {
        return Err(Reason::UnknownInput.into());
    }
    let own = day
        .contributions
        .iter()
        .filter(|text| text.is_by(who) && text.slot == place.slot && text.step == place.step);
    if own.count() >= limits::CONTRIBUTIONS_EACH {
        return Err(Refusal::with(Reason::TooMany, limits::CONTRIBUTIONS_EACH as i64));
    }
    Ok(vec![Event::Contributed {
        contribution: id,
        slot: place.slot,
        step: place.step.to_owned(),
        input: place.input.to_owned(),
        author: who,
        kind: input.kind,
        visibility: input.visibility,
        text: text::required(words, usize::from(input.limit))?,
    }])
}

/// The input in which somebody may write now.
pub(super) fn open_input<'a>(
    day: &'a Day,
    who: ParticipantId,
    place: &Place<'_>,
) -> Result<&'a Input, Refusal> {
    let (slot, _, step) = day.at_step().ok_or(Reason::WindowClosed)?;
    let role = day.role_in(slot, who);
    if slot.slot != place.slot || step.id != place.step || !day.window.is_open_for(role) {
        return Err(Reason::WindowClosed.into());
    }
    if !day.roster.is_seated(who) {
        return Err(Reason::CheckedOut.into());
    }
    let mut inputs = step.inputs.iter().filter(|input| input.is_filled_by(role));
    inputs.find(|input| input.id == place.input).ok_or_else(|| Reason::UnknownInput.into())
}

/// An author writes their text anew while the day lasts.
fn rewrite(day: &Day, who: ParticipantId, known: &Contribution, words: &str) -> Decision {
    if !known.is_by(who) {
        return Err(Reason::IdTaken.into());
    }
    let limit = input_of(day, known).map_or(limits::CONTRIBUTION, |input| usize::from(input.limit));
    let text = text::required(words, limit)?;
    when(!known.is_worded(&text), written_again(day, known, who, text))
}

/// A text in other words, or in the same ones once it is taken back from the screen.
fn written_again(day: &Day, known: &Contribution, author: ParticipantId, text: String) -> Event {
    Event::Contributed {
        contribution: known.contribution,
        slot: known.slot,
        step: known.step.clone(),
        input: known.input.clone(),
        author,
        kind: known.kind,
        visibility: agreed_again(day, known),
        text,
    }
}

fn input_of<'a>(day: &'a Day, text: &Contribution) -> Option<&'a Input> {
    let step = day.runs.get(&text.slot)?.process.step(&text.step)?;
    step.inputs.iter().find(|input| input.id == text.input)
}

/// Who reads what is written anew: those who read the words before, but the room, whose author
/// agreed to those words.
fn agreed_again(day: &Day, text: &Contribution) -> Visibility {
    let by_itself = input_of(day, text).map_or(Visibility::Author, |input| input.visibility);
    text.visibility.min(by_itself.max(Visibility::Group))
}

fn own_text(day: &Day, who: ParticipantId, id: ContributionId) -> Result<&Contribution, Refusal> {
    let text =
        day.contributions.iter().find(|text| text.contribution == id).ok_or(Reason::UnknownText)?;
    if text.is_by(who) { Ok(text) } else { Err(Reason::NotYours.into()) }
}

pub(super) fn withdraw(day: &Day, who: ParticipantId, id: ContributionId) -> Decision {
    if day.contributions.iter().all(|text| text.contribution != id) {
        return Ok(Vec::new());
    }
    own_text(day, who, id)?;
    Ok(vec![Event::ContributionWithdrawn { contribution: id }])
}

pub(super) fn widen(
    day: &Day,
    who: ParticipantId,
    id: ContributionId,
    visibility: Visibility,
) -> Decision {
    let text = match visibility {
        Visibility::Room => shown_by(day, who, id)?,
        _ => own_text(day, who, id)?,
    };
    if visibility < text.visibility {
        return Err(Reason::CannotNarrow.into());
    }
    let mut events = Vec::new();
    if visibility > text.visibility {
        events.push(Event::Widened { contribution: id, visibility });
    }
    // The author's yes to a request shows it at once.
    if text.asked_for_screen && visibility == Visibility::Room {
        events.push(Event::Pinned { contribution: id, pinned: true });
    }
    Ok(events)
}

/// The text, if it is by this person's yes that it reaches the screen: its author's, asked or not, or
/// that of the owner whose words it notes, once they are asked.
fn shown_by(day: &Day, who: ParticipantId, id: ContributionId) -> Result<&Contribution, Refusal> {
    let known = day.contributions.iter().find(|text| text.contribution == id);
    match known.filter(|text| text.dictated) {
        Some(text) if text.owners.contains(&who) && is_for_screen(text) => Ok(text),
        Some(_) => Err(Reason::NotYours.into()),
        None => own_text(day, who, id),
    }
}

/// It is asked for the screen, or has been given to it.
fn is_for_screen(text: &Contribution) -> bool {
    text.asked_for_screen || text.visibility == Visibility::Room
}

/// What is taken back from the screen is taken down, as if it were written anew in the same words.
pub(super) fn decline(day: &Day, who: ParticipantId, id: ContributionId) -> Decision {
    let text = shown_by(day, who, id)?;
    let Some(author) = text.author.filter(|_| text.visibility == Visibility::Room) else {
        return when(text.asked_for_screen, Event::ScreenAsked { contribution: id, asked: false });
    };
    let words = text.read_as(Reader::Participant(author)).ok_or(Reason::UnknownText)?;
    Ok(vec![written_again(day, text, author, words.to_owned())])
}

/// The facilitator asks for a text they can read; its author's phone says yes or no.
pub(super) fn ask_for_screen(day: &Day, id: ContributionId) -> Decision {
    let text = readable(day, id)?;
    let asks =
        !text.asked_for_screen && text.visibility < Visibility::Room && text.author.is_some();
    when(asks, Event::ScreenAsked { contribution: id, asked: true })
}

pub(super) fn pin(day: &Day, id: ContributionId, pinned: bool) -> Decision {
    let text = readable(day, id)?;
    if pinned && text.visibility < Visibility::Room {
        return Err(Reason::NotForRoom.into());
    }
    when(text.pinned != pinned, Event::Pinned { contribution: id, pinned })
}

fn readable(day: &Day, id: ContributionId) -> Result<&Contribution, Refusal> {
    day.contributions
        .iter()
        .find(|text| text.contribution == id && text.read_as(Reader::Facilitator).is_some())
        .ok_or_else(|| Reason::UnknownText.into())
}

pub(super) fn hand(day: &Day, who: ParticipantId, raised: bool) -> Decision {
    let up = day.floor.hands.iter().any(|(known, _)| *known == who);
    if raised && !day.roster.is_seated(who) {
        return Err(Reason::CheckedOut.into());
    }
    when(up != raised, Event::HandSet { participant: who, raised })
}

/// A hand that is down has the floor already, or asks for it no longer.
pub(super) fn give_floor(day: &Day, who: ParticipantId) -> Decision {
    let up = day.floor.hands.iter().any(|(known, _)| *known == who);
    when(up, Event::FloorGiven { participant: who })
}

pub(super) fn order_hands(day: &Day, order: HandsOrder) -> Decision {
    when(day.floor.order() != order, Event::HandsOrdered { order })
}

pub(super) fn role(
    day: &Day,
    slot: SlotId,
    who: ParticipantId,
    role: Role,
    taken: bool,
) -> Decision {
    let planned = day.slot(slot).ok_or(Reason::UnknownSlot)?;
    let run = day.runs.get(&slot).ok_or(Reason::UnknownSlot)?;
    let holds = run.roles.contains(&(who, role));
    if !taken || holds {
        return when(holds != taken, Event::RoleSet { slot, participant: who, role, taken });
    }
    let offered = Role::OFFERED.contains(&role) && run.process.offers.contains(&role);
    let owner = day.role_in(planned, who) == Role::Owner;
    // In sub-groups each has its own.
    let apart = |other| day.split.as_ref().is_some_and(|split| !split.sit_together(who, other));
    let held = run.roles.iter().any(|(of, given)| *given == role && !apart(*of));
    if !offered || owner || held || !day.roster.is_seated(who) {
        return Err(Reason::RoleTaken.into());
    }
    Ok(vec![Event::RoleSet { slot, participant: who, role, taken }])
}

pub(super) fn stop(day: &Day, who: ParticipantId, slot: SlotId) -> Decision {
    let planned = day.slot(slot).ok_or(Reason::UnknownSlot)?;
    super::inventory::owned(day, who, planned.case)?;
    // Nobody stops what is everybody's.
    if day.cases_in(planned).len() > 1 {
        return Err(Reason::NotYours.into());
    }
    if !day.position.0.is_in(slot) {
        return stopped_behind(day, who, slot);
    }
    let from = day.position.0;
    Ok(vec![
        stopped_by(who, slot),
        Event::Moved { from, to: Position::Treatment { at: None }, clock: None, behind_ms: None },
    ])
}

fn stopped_by(who: ParticipantId, slot: SlotId) -> Event {
    Event::OutcomeSet { slot, outcome: Outcome::Stopped, by: Some(who) }
}

/// A stop that comes while the room has just gone on stands all the same, and one that follows another
/// owner's is this owner's too.
fn stopped_behind(day: &Day, who: ParticipantId, slot: SlotId) -> Decision {
    let just_left = day.last_move.as_ref().is_some_and(|last| last.from.is_in(slot));
    let run = day.runs.get(&slot);
    match run.and_then(|run| run.outcome) {
        Some(Outcome::Stopped) => {
            let said = run.is_some_and(|run| run.stopped_by.contains(&who));
            when(!said, stopped_by(who, slot))
        }
        _ if just_left => Ok(vec![stopped_by(who, slot)]),
        Some(_) => Ok(Vec::new()),
        None => Err(Reason::WrongPhase.into()),
    }
}

/// A stop is its owner's: the tablet neither says it nor takes it back.
pub(super) fn set_outcome(day: &Day, slot: SlotId, outcome: Outcome) -> Decision {
    day.slot(slot).ok_or(Reason::UnknownSlot)?;
    let run = day.runs.get(&slot).ok_or(Reason::WrongPhase)?;
    if run.outcome != Some(outcome)
        && (outcome == Outcome::Stopped || run.outcome == Some(Outcome::Stopped))
    {
        return Err(Reason::NotYours.into());
    }
    if outcome == Outcome::ToPrepare && !run.process.preparable {
        return Err(Reason::OutOfRange.into());
    }
    when(run.outcome != Some(outcome), Event::OutcomeSet { slot, outcome, by: None })
}

/// In plenary the tool sees no turn, and somebody may have given theirs away: the tablet says so.
pub(super) fn count_turn(day: &Day, slot: SlotId, case: CaseId, had: bool) -> Decision {
    let run = day.runs.get(&slot).ok_or(Reason::UnknownSlot)?;
    let turns = run.turns.as_ref().ok_or(Reason::WrongPhase)?;
    if !turns.cases.contains(&case) {
        return Err(Reason::UnknownCase.into());
    }
    when(day.had_turn(run, case) != had, Event::TurnCounted { slot, case, had })
}
