//! Sub-groups side by side on the tablet: all of them, and who must stay with the facilitator.

use crate::domain::day::Day;
use crate::domain::day::split::SubGroup;
use crate::domain::process::SubGroups;
use crate::view::shared::clock;
use crate::wire::facilitator::{GroupMemberView, SplitView, SubGroupView};

pub(super) fn seen(day: &Day, rule: &SubGroups) -> SplitView {
    let groups = day.split.iter().flat_map(|split| &split.groups);
    SplitView {
        fewest: rule.fewest,
        most: rule.most,
        parts: rule.parts.iter().map(|part| part.name.clone()).collect(),
        started: day.split.as_ref().is_some_and(|split| split.started),
        groups: groups.map(|known| group(day, known)).collect(),
    }
}

fn group(day: &Day, group: &SubGroup) -> SubGroupView {
    let members = group.members.iter();
    SubGroupView {
        members: members
            .map(|who| GroupMemberView { participant: *who, reserved: day.needs_facilitator(*who) })
            .collect(),
        turn: group.turn,
        next: group.next(),
        previous: group.previous(),
        over: group.is_over(),
        clock: group.clock.map(clock),
    }
}
