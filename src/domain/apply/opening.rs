//! The opening of a day: what it begins with, charter, expectations.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::day::opening::Charter;
use crate::domain::day::roster::{Member, Roster};
use crate::domain::day::schedule::Schedule;
use crate::domain::day::{Day, Facts};
use crate::domain::event::Opening;
use crate::domain::id::ParticipantId;

pub(super) fn open(day: &mut Day, opening: &Opening) {
    day.facts = Some(Facts {
        cycle: opening.cycle,
        facilitators: opening.facilitators.clone(),
        code: opening.code.clone(),
        door_key: opening.door_key.clone(),
        number: opening.number,
        group: opening.group.clone(),
        organisation: opening.organisation.clone(),
        midnight: opening.midnight,
        processes: opening
            .processes
            .iter()
            .map(|process| (process.id.clone(), Arc::new(process.clone())))
            .collect::<BTreeMap<_, _>>(),
        own: opening.own.iter().cloned().collect(),
    });
    day.roster = Roster {
        members: opening
            .people
            .iter()
            .map(|(participant, name)| Member::expected(*participant, name.clone()))
            .collect(),
        seats: opening.seats,
        locked: false,
    };
    day.charter = Charter { version: opening.charter_version, text: opening.charter.clone() };
    day.inventory.carried.clone_from(&opening.carried);
    day.first_places.clone_from(&opening.first_places);
    day.roles_before = opening.roles.iter().copied().collect();
    day.schedule = Schedule { blocks: opening.blocks.clone(), reserve: opening.reserve };
}

pub(super) fn amend(day: &mut Day, version: u16, text: &str) {
    day.charter = Charter { version, text: text.to_owned() };
}

pub(super) fn expect(day: &mut Day, who: ParticipantId, text: Option<&str>) {
    match text {
        Some(text) => day.expectations.insert(who, text.to_owned()),
        None => day.expectations.remove(&who),
    };
}
