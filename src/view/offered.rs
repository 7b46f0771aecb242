//! The processes of a day, as the faces offer them.

use crate::domain::day::Facts;
use crate::domain::process::{Process, Step};
use crate::wire::common::{OfferedProcess, OfferedStep};

/// Those processes of a day that are wanted, the lightest first, secondary ones last.
pub fn offered(facts: &Facts, wanted: impl Fn(&Process) -> bool) -> Vec<OfferedProcess> {
    let mut offered: Vec<_> = facts
        .processes
        .values()
        .filter(|process| wanted(process))
        .map(|process| one(process, facts.own.contains(&process.id)))
        .collect();
    offered.sort_by_key(|process| (process.secondary, process.minutes.typ));
    offered
}

fn one(process: &Process, own: bool) -> OfferedProcess {
    OfferedProcess {
        id: process.id.clone(),
        version: process.version,
        own,
        secondary: process.secondary,
        preparable: process.preparable,
        name: process.name.clone(),
        purpose: process.purpose.clone(),
        choose_when: process.choose_when.clone(),
        sensitivity: process.sensitivity.clone(),
        owner_role: process.owner_role.clone(),
        group_role: process.group_role.clone(),
        minutes: process.minutes,
        group_floor: process.group_floor,
        reserved_by_default: process.reserved_by_default,
        presets: process.presets.clone(),
        steps: process.steps.iter().map(step).collect(),
    }
}

fn step(step: &Step) -> OfferedStep {
    OfferedStep {
        name: step.name.clone(),
        minutes: step.minutes,
        speaks: step.speaks.clone(),
        phones: step.phones,
        owner_reads: step.instruction.owner.clone(),
    }
}
