//! One's own sub-group on a phone, and what the part at hand asks of it.

use crate::domain::day::Day;
use crate::domain::day::split::{Split, SubGroup, TurnPart};
use crate::domain::day::treatment::Run;
use crate::domain::id::ParticipantId;
use crate::domain::process::{Part, Step};
use crate::domain::vocabulary::Role;
use crate::view::shared::{clock, count};
use crate::wire::participant::SubGroupView;

pub(super) fn seen(day: &Day, who: ParticipantId, run: &Run, step: &Step) -> Option<SubGroupView> {
    let (split, index, group) = own(day, who)?;
    let keeps_time = run.roles.contains(&(who, Role::Timekeeper));
    Some(SubGroupView {
        number: count(index + 1),
        members: group.members.clone(),
        with_facilitator: index == 0,
        started: split.started,
        turn: group.turn,
        part: part(group, step).map(|part| part.name.clone()),
        parts: count(group.minutes.len()),
        over: group.is_over(),
        clock: group.clock.filter(|_| keeps_time || day.shown.step.phones).map(clock),
        next: group.next(),
        next_part: next_part(group, step).map(|part| part.name.clone()),
        keeps_time,
    })
}

/// The part at hand of one's own sub-group.
pub(super) fn part_of<'a>(day: &Day, who: ParticipantId, step: &'a Step) -> Option<&'a Part> {
    part(own(day, who)?.2, step)
}

fn own(day: &Day, who: ParticipantId) -> Option<(&Split, usize, &SubGroup)> {
    let split = day.split.as_ref()?;
    let index = split.group_of(who)?;
    Some((split, index, split.groups.get(index)?))
}

fn part<'a>(group: &SubGroup, step: &'a Step) -> Option<&'a Part> {
    named(group.turn?, step)
}

fn next_part<'a>(group: &SubGroup, step: &'a Step) -> Option<&'a Part> {
    let (turn, next) = group.turn.zip(group.next())?;
    if turn.client == next.client { named(next, step) } else { None }
}

fn named(turn: TurnPart, step: &Step) -> Option<&Part> {
    step.sub_groups.as_ref()?.parts.get(usize::from(turn.part))
}
