//! Sub-groups side by side: drawn, changed by hand, begun, moved on.

use std::collections::BTreeSet;

use super::{Decision, conduct, when};
use crate::domain::apply::apply;
use crate::domain::day::Day;
use crate::domain::day::split::{Split, TurnPart};
use crate::domain::draw::{self, Drawn};
use crate::domain::event::Event;
use crate::domain::id::{ParticipantId, SlotId, Timestamp};
use crate::domain::process::SubGroups;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::vocabulary::Role;

/// The weight from which a case is heavy.
const HEAVY: u8 = 3;

pub(super) fn draw(day: &Day, slot: SlotId, number: u32, now: Timestamp) -> Decision {
    let rule = at_hand(day, slot)?;
    if day.split.as_ref().is_some_and(|split| split.started) {
        return Err(Reason::GroupsAtWork.into());
    }
    if !day.may_split() {
        return Err(Reason::ReservedApart.into());
    }
    let here = day.roster.members.iter().filter(|member| day.is_here(member, now));
    let people: Vec<Drawn> = here
        .filter(|member| member.seated)
        .map(|member| Drawn {
            participant: member.participant,
            reserved: day.needs_facilitator(member.participant),
            heavy: day.weight_of(member.participant) >= HEAVY,
        })
        .collect();
    let groups = draw::draw(&people, rule, number)?;
    when(day.split != Some(Split::drawn(groups.clone())), Event::GroupsDrawn { slot, groups })
}

/// Before the start anybody is moved; after it only somebody who sits nowhere yet, or who has reserved
/// a case meanwhile, to where the facilitator sits.
pub(super) fn seat(day: &Day, slot: SlotId, who: ParticipantId, group: u8) -> Decision {
    at_hand(day, slot)?;
    let split = day.split.as_ref().ok_or(Reason::WrongPhase)?;
    let index = usize::from(group);
    if index >= split.groups.len() {
        return Err(Reason::OutOfRange.into());
    }
    match split.group_of(who) {
        Some(known) if known == index => return Ok(Vec::new()),
        Some(_) if split.started && !(index == 0 && day.needs_facilitator(who)) => {
            return Err(Reason::GroupsAtWork.into());
        }
        _ => {}
    }
    if !day.roster.is_seated(who) {
        return Err(Reason::NotSeated.into());
    }
    if index > 0 && day.needs_facilitator(who) {
        return Err(Reason::ReservedApart.into());
    }
    Ok(vec![Event::GroupJoined { slot, participant: who, group }])
}

/// Before the start, the turns come in the order one likes.
pub(super) fn order(day: &Day, slot: SlotId, group: u8, order: &[ParticipantId]) -> Decision {
    at_hand(day, slot)?;
    let split = day.split.as_ref().ok_or(Reason::WrongPhase)?;
    if split.started {
        return Err(Reason::GroupsAtWork.into());
    }
    let index = usize::from(group);
    let known = split.groups.get(index).ok_or(Reason::OutOfRange)?;
    let all = |members: &[ParticipantId]| members.iter().copied().collect::<BTreeSet<_>>();
    if order.len() != known.members.len() || all(order) != all(&known.members) {
        return Err(Reason::UnknownPerson.into());
    }
    let mut groups: Vec<_> = split.groups.iter().map(|group| group.members.clone()).collect();
    groups[index] = order.to_vec();
    when(known.members != order, Event::GroupsDrawn { slot, groups })
}

/// Gives the part at hand in a sub-group another end; the parts after it have their minutes.
pub(super) fn set_clock(
    day: &Day,
    slot: SlotId,
    group: u8,
    from: Timestamp,
    to: Timestamp,
) -> Decision {
    at_hand(day, slot)?;
    let split = day.split.as_ref().ok_or(Reason::WrongPhase)?;
    let known = split.groups.get(usize::from(group)).ok_or(Reason::OutOfRange)?;
    let clock = known.clock.ok_or(Reason::NoClock)?;
    let changed = conduct::reset(clock, from, to)?;
    let event = |clock| Event::GroupTurned { slot, group, to: known.turn, clock: Some(clock) };
    Ok(changed.map(event).into_iter().collect())
}

pub(super) fn start(day: &Day, slot: SlotId) -> Decision {
    let rule = at_hand(day, slot)?;
    let split = day.split.as_ref().ok_or(Reason::WrongPhase)?;
    if split.started {
        return Ok(Vec::new());
    }
    // A case may have been reserved, and somebody may have left, since the draw.
    if day.treats_reserved_apart() {
        return Err(Reason::ReservedApart.into());
    }
    let sizes = usize::from(rule.fewest)..=usize::from(rule.most);
    if split.groups.iter().any(|group| !sizes.contains(&group.members.len())) {
        return Err(Reason::GroupSize.into());
    }
    Ok(vec![Event::GroupsStarted { slot }])
}

/// Moves a sub-group from the part it was shown in to another, or to its end.
pub(super) fn turn(
    day: &Day,
    slot: SlotId,
    group: u8,
    from: Option<TurnPart>,
    to: Option<TurnPart>,
    now: Timestamp,
) -> Decision {
    at_hand(day, slot)?;
    let split = day.split.as_ref().ok_or(Reason::WrongPhase)?;
    let known = split.groups.get(usize::from(group)).ok_or(Reason::OutOfRange)?;
    if !known.has_turns() {
        return Err(Reason::WrongPhase.into());
    }
    if known.turn == to {
        return Ok(Vec::new());
    }
    if known.turn != from {
        return Err(Reason::Moved.into());
    }
    if to.is_some_and(|to| !known.members.contains(&to.client)) {
        return Err(Reason::UnknownPerson.into());
    }
    if to.is_some_and(|to| usize::from(to.part) >= known.minutes.len()) {
        return Err(Reason::UnknownStep.into());
    }
    let clock = to.and_then(|to| known.clock_of(to, now, day.clocks_held()));
    Ok(vec![Event::GroupTurned { slot, group, to, clock }])
}

/// The timekeeper moves their own sub-group on.
pub(super) fn turn_own(
    day: &Day,
    who: ParticipantId,
    slot: SlotId,
    from: Option<TurnPart>,
    to: Option<TurnPart>,
    now: Timestamp,
) -> Decision {
    at_hand(day, slot)?;
    let group = day.split.as_ref().and_then(|split| split.group_of(who));
    let group = group.and_then(|index| u8::try_from(index).ok()).ok_or(Reason::WrongPhase)?;
    let keeps = (who, Role::Timekeeper);
    if !day.runs.get(&slot).is_some_and(|run| run.roles.contains(&keeps)) {
        return Err(Reason::NotTimekeeper.into());
    }
    turn(day, slot, group, from, to, now)
}

/// The sub-groups whose parts have come to their end.
pub(super) fn due(day: &Day, now: Timestamp) -> Vec<Event> {
    let (Some(split), Some(cursor)) = (&day.split, day.cursor()) else { return Vec::new() };
    let late = (0u8..).zip(&split.groups).filter_map(|(group, known)| {
        let mut known = known.clone();
        known.catch_up(now).then_some(Event::GroupTurned {
            slot: cursor.slot,
            group,
            to: known.turn,
            clock: known.clock,
        })
    });
    late.collect()
}

/// Whoever has come while the circle is split joins the smallest sub-group; with a reserved case,
/// that of the facilitator.
pub(super) fn joined_since(day: &Day, coming: &[Event], now: Timestamp) -> Vec<Event> {
    let (Some(split), Some(cursor)) = (&day.split, day.cursor()) else { return Vec::new() };
    let come = |event: &Event| match event {
        Event::Admitted { participant, .. } => Some(*participant),
        Event::PresenceSet { participant, present: true, .. } => Some(*participant),
        _ => None,
    };
    let mut come = coming.iter().filter_map(come).peekable();
    if come.peek().is_none() {
        return Vec::new();
    }
    let mut after = day.clone();
    coming.iter().for_each(|event| apply(&mut after, event, now));
    let is_in = |who: &ParticipantId| {
        let member = after.roster.member(*who);
        member.is_some_and(|member| member.seated && after.is_here(member, now))
    };
    let smallest = (0u8..).zip(&split.groups).min_by_key(|(_, group)| group.members.len());
    let smallest = smallest.map_or(0, |(index, _)| index);
    come.filter(|who| split.group_of(*who).is_none() && is_in(who))
        .map(|who| Event::GroupJoined {
            slot: cursor.slot,
            participant: who,
            group: if after.needs_facilitator(who) { 0 } else { smallest },
        })
        .collect()
}

/// How the step at hand is split, if it is of this slot.
fn at_hand(day: &Day, slot: SlotId) -> Result<&SubGroups, Refusal> {
    day.slot(slot).ok_or(Reason::UnknownSlot)?;
    if !day.position.0.is_in(slot) || day.outcome_of(slot).is_some() {
        return Err(Reason::WrongPhase.into());
    }
    day.split_rule().ok_or_else(|| Reason::WrongPhase.into())
}
