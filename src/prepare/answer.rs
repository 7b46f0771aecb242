//! The JSON that `cercle plan` prints, with the ids of the file.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Weighed, words};
use crate::domain::day::plan::{Plan, Why};
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::process::ProcessId;
use crate::domain::ways::Way;
use crate::rehearsal::scenario::{case_id, seat_id};

/// The answer; minutes unless said otherwise.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    feasible: bool,
    available_minutes: u16,
    required_minutes: u16,
    required_at_minimum: u16,
    missing_minutes: u16,
    /// The plan is proved best, or that there is none; else the search ended before.
    proved: bool,
    /// Then: no plan brings more than so many dots more.
    gap_dots: Option<u16>,
    dots: u16,
    slots: Vec<SlotAnswer>,
    covered_by: BTreeMap<String, Vec<String>>,
    reasons: BTreeMap<String, String>,
    ways_out: Vec<WayAnswer>,
}

/// A slot, with clock times "HH:MM".
#[derive(Serialize)]
struct SlotAnswer {
    block: String,
    start: String,
    end: String,
    process: Option<ProcessId>,
    cases: Vec<String>,
    minutes: u16,
}

/// A way out of an infeasible day.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WayAnswer {
    steps: Vec<String>,
    needs_minutes: u16,
    fits: bool,
}

pub(super) fn answer(weighed: &Weighed<'_>) -> Answer {
    let (told, plan) = (&weighed.told, weighed.plan.as_ref());
    Answer {
        feasible: plan.is_some(),
        available_minutes: told.available,
        required_minutes: told.required,
        required_at_minimum: weighed.at_minimum,
        missing_minutes: told.missing,
        proved: plan.map_or(told.is_known, |plan| plan.gap.is_none()),
        gap_dots: plan.and_then(|plan| plan.gap),
        dots: plan.map_or(0, |plan| plan.dots),
        slots: plan.map_or_else(Vec::new, |plan| slots(weighed, plan)),
        covered_by: covered_by(weighed),
        reasons: reasons(weighed),
        ways_out: ways_out(weighed),
    }
}

/// Those that do; where none does, those that help.
fn ways_out(weighed: &Weighed<'_>) -> Vec<WayAnswer> {
    let answer = |way: &Way| WayAnswer {
        steps: way.steps.iter().map(|step| words::step(weighed, step)).collect(),
        needs_minutes: way.needs,
        fits: way.fits,
    };
    let any_fits = weighed.ways.iter().any(|way| way.fits);
    weighed.ways.iter().filter(|way| way.fits == any_fits).map(answer).collect()
}

fn slots(weighed: &Weighed<'_>, plan: &Plan) -> Vec<SlotAnswer> {
    let (day, blocks) = (weighed.day, &weighed.scenario.day.blocks);
    let block = |index: u8| blocks.get(usize::from(index)).map(|block| block.id.clone());
    plan.slots
        .iter()
        .map(|slot| SlotAnswer {
            block: block(slot.block).unwrap_or_default(),
            start: clock(slot.start),
            end: clock(slot.start + slot.minutes),
            process: day
                .inventory
                .case(slot.case)
                .and_then(|case| day.treatment_of(case))
                .map(|(process, _)| process.clone()),
            cases: day.cases_with(&slot.case).iter().map(|c| case_name(weighed, *c)).collect(),
            minutes: slot.minutes,
        })
        .collect()
}

/// Everyone here today, with the treated cases that are priorities of theirs.
fn covered_by(weighed: &Weighed<'_>) -> BTreeMap<String, Vec<String>> {
    let covered = weighed.plan.as_ref().map_or(&[][..], |plan| &plan.covered);
    let by = |person: ParticipantId| {
        let own = covered.iter().find(|(who, _)| *who == person);
        own.map_or_else(Vec::new, |(_, cases)| {
            cases.iter().map(|case| case_name(weighed, *case)).collect()
        })
    };
    let people = weighed.scenario.participants.iter().filter(|person| person.present);
    people.map(|person| (person.id.clone(), by(seat_id(&person.id)))).collect()
}

/// One sentence for each case that stands for itself.
fn reasons(weighed: &Weighed<'_>) -> BTreeMap<String, String> {
    let known = match &weighed.plan {
        Some(plan) => plan.reasons.clone(),
        None => weighed.told.untreatable.clone(),
    };
    let why = |case: CaseId| known.iter().find(|(other, _)| *other == case).map(|(_, why)| why);
    let sentence = |why: Option<&Why>| match why {
        Some(why) => words::reason(weighed, why),
        None => words::no_plan(weighed),
    };
    let live = weighed.day.inventory.live().map(|case| case.case);
    live.map(|case| (case_name(weighed, case), sentence(why(case)))).collect()
}

/// The file's id of a case.
pub(super) fn case_name(weighed: &Weighed<'_>, case: CaseId) -> String {
    let named = weighed.scenario.cases.iter().find(|one| case_id(&one.id) == case);
    named.map(|case| case.id.clone()).unwrap_or_default()
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
