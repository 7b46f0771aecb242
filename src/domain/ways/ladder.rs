//! The ladder on which a case is lightened (rule W4).
//!
//! Its last two rungs, the rounds of Wise Crowds and of the troika, are formats for everybody at
//! once: no single case is lightened into them, but all can be together. No rung is a mere statement: whoever asks for help
//! is never given that instead.

use std::sync::Arc;

use crate::domain::day::Day;
use crate::domain::day::inventory::CaseItem;
use crate::domain::process::{Process, ProcessId};

/// Process and minutes, the heaviest first.
const RUNGS: [(&str, u16); 6] = [
    ("codeveloppement", 75),
    ("codeveloppement", 60),
    ("intervision", 45),
    ("action_learning", 40),
    ("etude_de_cas", 30),
    ("partage_experiences", 20),
];

/// Formats in parallel for all, the longest first.
const TOGETHER: [(&str, u16); 4] =
    [("wise_crowds", 70), ("wise_crowds", 60), ("troika", 50), ("troika", 45)];

/// A process that a way may lead to: a secondary one is for whoever knows it.
fn open<'a>(day: &'a Day, id: &ProcessId) -> Option<&'a Process> {
    day.process(id).map(Arc::as_ref).filter(|process| !process.secondary)
}

/// Those that the day's catalogue knows, in so many minutes.
pub(super) fn together(day: &Day) -> Vec<(ProcessId, u16)> {
    let formats = TOGETHER.iter();
    let known = formats.filter_map(|(id, minutes)| Some((ProcessId::new(*id).ok()?, *minutes)));
    known
        .filter(|(id, minutes)| {
            open(day, id).is_some_and(|process| {
                (process.minutes.min..=process.minutes.max).contains(minutes)
            })
        })
        .collect()
}

/// The rungs below a case, the next one first; none for a case whose process is not on the ladder.
/// A reserved case never goes into sub-groups.
pub(super) fn lighter(day: &Day, case: &CaseItem) -> Vec<(ProcessId, u16)> {
    let Some((process, minutes)) = &case.process else { return Vec::new() };
    let stands = RUNGS.iter().position(|(rung, _)| *rung == process.as_str());
    let below = RUNGS.iter().skip(stands.unwrap_or(RUNGS.len()));
    let reserved = day.inventory.is_reserved(case);
    below
        .filter(|(_, lighter)| lighter < minutes)
        .filter_map(|(rung, lighter)| Some((ProcessId::new(*rung).ok()?, *lighter)))
        .filter(|(rung, lighter)| {
            open(day, rung).is_some_and(|known| {
                let in_range = (known.minutes.min..=known.minutes.max).contains(lighter);
                // The same process at its minimum is a trim.
                let is_trim = rung == process && *lighter == known.minutes.min;
                in_range && !is_trim && !(reserved && known.splits())
            })
        })
        .collect()
}

/// The minutes to which a case can be trimmed, if it takes more: to its own minimum if it was given
/// one, else to that of its process.
pub fn minimum(day: &Day, case: &CaseItem) -> Option<u16> {
    let (process, minutes) = case.process.as_ref()?;
    let least = case.least.unwrap_or(day.process(process)?.minutes.min);
    (least < *minutes).then_some(least)
}
