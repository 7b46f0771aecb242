//! The door: admission, presence, names, screens.

use super::{Decision, when};
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::id::{KnockId, ParticipantId};
use crate::domain::limits::DAY_MINUTES;
use crate::domain::refusal::Reason;
use crate::domain::text;

pub(super) fn admit(day: &Day, knock: KnockId, who: ParticipantId, name: &str) -> Decision {
    let answered = day.roster.members.iter().find(|member| member.knock == Some(knock));
    if let Some(member) = answered.filter(|member| member.seated) {
        return if member.participant == who { Ok(Vec::new()) } else { Err(Reason::Moved.into()) };
    }
    let name = text::name(name)?;
    let seat = day.roster.member(who);
    if seat.is_some_and(|member| member.seated) {
        return Err(Reason::SeatTaken.into());
    }
    if day.roster.name_taken(&name, who) {
        return Err(Reason::NameTaken.into());
    }
    let taken = day.roster.seated().count();
    if taken >= usize::from(day.roster.seats) {
        return Err(Reason::CircleFull.into());
    }
    Ok(vec![Event::Admitted { knock, participant: who, name }])
}

pub(super) fn lock(day: &Day, locked: bool) -> Decision {
    when(day.roster.locked != locked, Event::DoorSet { locked })
}

pub(super) fn free(day: &Day, who: ParticipantId) -> Decision {
    let member = day.roster.member(who).ok_or(Reason::UnknownPerson)?;
    when(member.seated, Event::SeatFreed { participant: who })
}

pub(super) fn rename(day: &Day, who: ParticipantId, name: &str) -> Decision {
    let member = day.roster.member(who).ok_or(Reason::UnknownPerson)?;
    let name = text::name(name)?;
    if day.roster.name_taken(&name, who) {
        return Err(Reason::NameTaken.into());
    }
    when(member.name != name, Event::Renamed { participant: who, name })
}

pub(super) fn set_presence(
    day: &Day,
    who: ParticipantId,
    present: bool,
    from: Option<u16>,
    until: Option<u16>,
) -> Decision {
    let member = day.roster.member(who).ok_or(Reason::UnknownPerson)?;
    let within_a_day = |minutes: Option<u16>| minutes.is_none_or(|minutes| minutes <= DAY_MINUTES);
    let in_order = from.zip(until).is_none_or(|(from, until)| from < until);
    if !within_a_day(from) || !within_a_day(until) || !in_order {
        return Err(Reason::OutOfRange.into());
    }
    let same = (member.present, member.from, member.until) == (present, from, until);
    let comes_back = present && member.checked_out;
    when(!same || comes_back, Event::PresenceSet { participant: who, present, from, until })
}

pub(super) fn pair_screen(day: &Day, knock: KnockId) -> Decision {
    when(!day.screens.contains(&knock), Event::ScreenPaired { knock })
}

pub(super) fn unpair_screens(day: &Day) -> Decision {
    when(!day.screens.is_empty(), Event::ScreensUnpaired)
}
