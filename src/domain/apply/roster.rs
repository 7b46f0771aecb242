//! The door and the circle.

use crate::domain::day::Day;
use crate::domain::day::roster::Member;
use crate::domain::id::{KnockId, ParticipantId};

pub(super) fn admit(day: &mut Day, knock: KnockId, who: ParticipantId, name: &str) {
    if day.roster.member(who).is_none() {
        day.roster.members.push(Member::expected(who, name.to_owned()));
    }
    if let Some(member) = day.roster.member_mut(who) {
        name.clone_into(&mut member.name);
        (member.seated, member.present) = (true, true);
        member.checked_out = false;
        member.knock = Some(knock);
    }
}

pub(super) fn free_seat(day: &mut Day, who: ParticipantId) {
    if let Some(member) = day.roster.member_mut(who) {
        (member.seated, member.knock) = (false, None);
        member.generation += 1;
    }
    day.roles_before.remove(&who);
    for run in day.runs.values_mut() {
        run.roles.retain(|(of, _)| *of != who);
    }
}

pub(super) fn rename(day: &mut Day, who: ParticipantId, name: &str) {
    if let Some(member) = day.roster.member_mut(who) {
        name.clone_into(&mut member.name);
    }
}

pub(super) fn set_presence(
    day: &mut Day,
    who: ParticipantId,
    present: bool,
    from: Option<u16>,
    until: Option<u16>,
) {
    if let Some(member) = day.roster.member_mut(who) {
        (member.present, member.from, member.until) = (present, from, until);
        member.checked_out &= !present;
    }
}

pub(super) fn engage(day: &mut Day, who: ParticipantId, version: u16) {
    if let Some(member) = day.roster.member_mut(who) {
        member.engaged = Some(version);
    }
}

pub(super) fn check_out(day: &mut Day, who: ParticipantId) {
    if let Some(member) = day.roster.member_mut(who) {
        member.checked_out = true;
    }
}

pub(super) fn unpair_screens(day: &mut Day) {
    day.screens.clear();
    day.screen_generation += 1;
}
