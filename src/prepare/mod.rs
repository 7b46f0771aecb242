//! A day prepared on the command line: a scenario file in, the plan or why there is none out.

mod answer;
mod day;
mod words;

use std::path::{Path, PathBuf};

use anyhow::Context;
use uuid::Uuid;

use crate::catalogue::Catalogue;
use crate::domain::day::Day;
use crate::domain::day::plan::Plan;
use crate::domain::id::SlotId;
use crate::domain::planner::{self, Feasibility, Found};
use crate::domain::process::Process;
use crate::domain::ways::{self, Way};
use crate::rehearsal::scenario::Scenario;

pub use day::day;

/// What was found for a file.
pub struct Prepared {
    /// The guarantee can be kept.
    pub feasible: bool,
    /// One JSON object.
    pub json: String,
    /// Sentences about what is odd in the day, or why nothing fits.
    pub remarks: Vec<String>,
}

/// The day a scenario tells, with what was found for it.
struct Weighed<'a> {
    scenario: &'a Scenario,
    day: &'a Day,
    plan: Option<Plan>,
    told: Feasibility,
    /// What would be required were each case at its own minimum.
    at_minimum: u16,
    /// The ways out of a day that does not fit.
    ways: Vec<Way>,
}

/// The processes of the house, and those of these files. Fails with the file that is none, and what is
/// wrong with it.
pub fn catalogue(own: &[PathBuf]) -> anyhow::Result<Catalogue> {
    let mut files = Vec::new();
    for path in own {
        let file = path.display().to_string();
        let text =
            std::fs::read_to_string(path).with_context(|| format!("{file}: cannot be read"))?;
        files.push((file, text));
    }
    Ok(Catalogue::shipped()?.with(files)?)
}

/// The processes of these files alone, as [`catalogue`] takes them.
pub fn own_processes(files: &[PathBuf]) -> anyhow::Result<Vec<Process>> {
    let (house, all) = (Catalogue::shipped()?, catalogue(files)?);
    let own = all.iter().filter(|process| house.get(&process.id).is_none());
    Ok(own.map(|process| process.as_ref().clone()).collect())
}

/// Reads a scenario file and plans its day. Fails when the file is not a day: with what is wrong.
pub fn plan_file(path: &Path, catalogue: &Catalogue) -> anyhow::Result<Prepared> {
    let text = std::fs::read_to_string(path).context("cannot be read")?;
    let scenario = Scenario::read(&text)?;
    let day = day(&scenario, catalogue)?;
    // What is told of a search that ended without a plan is what that search knows.
    let (plan, told) = match planner::search(&day, &|| false, &mut slot_ids()) {
        Found::Plan(plan) => (Some(*plan), planner::feasibility(&day)),
        Found::Infeasible(told) => (None, told),
        Found::Cancelled => anyhow::bail!("the search was called off"),
    };
    let weighed = Weighed {
        scenario: &scenario,
        day: &day,
        plan,
        told,
        at_minimum: planner::feasibility(&at_minimum(&day)).required,
        ways: ways::search(&day, &|| false).unwrap_or_default(),
    };
    Ok(Prepared {
        feasible: weighed.plan.is_some(),
        json: serde_json::to_string_pretty(&answer::answer(&weighed))?,
        remarks: words::remarks(&weighed),
    })
}

/// Ids in order: the same file gives the same answer.
fn slot_ids() -> impl FnMut() -> SlotId {
    let mut ids = 1..;
    move || SlotId(Uuid::from_u128(ids.next().unwrap_or_default()))
}

/// The same day with each case at the minimum its owner or its process allows, or at its estimate
/// where that is less.
fn at_minimum(day: &Day) -> Day {
    let least: Vec<Option<u16>> =
        day.inventory.cases.iter().map(|case| ways::minimum(day, case)).collect();
    let mut day = day.clone();
    for (case, least) in day.inventory.cases.iter_mut().zip(least) {
        if let (Some((_, minutes)), Some(least)) = (case.process.as_mut(), least) {
            *minutes = least;
        }
    }
    day
}
