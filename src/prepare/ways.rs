//! Ways out of a day that does not fit (`method.md` §3.3): owners trim their cases to the minimum,
//! or all agree to a longer day. Each is weighed like the day itself; the smallest that fit come
//! first.

use super::{at_minimum, slot_ids, with_minimum};
use crate::domain::day::Day;
use crate::domain::id::CaseId;
use crate::domain::limits::DAY_MINUTES;
use crate::domain::planner::{self, Found};
use crate::domain::vocabulary::BlockKind;

/// One change that somebody has to agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The owner trims a case to so many minutes.
    Trim(CaseId, u16),
    /// All agree to a day that is so many minutes longer.
    Extend(u16),
}

/// Steps taken together.
pub(super) struct Way {
    pub(super) steps: Vec<Step>,
    /// Minutes required after them, transitions included.
    pub(super) needs: u16,
    pub(super) fits: bool,
}

/// The ways out of a day that does not fit; none when neither would change anything.
pub(super) fn ways_out(day: &Day) -> Vec<Way> {
    if fits(day) {
        return Vec::new();
    }
    let (trims, trimmed) = fewest_trims(day);
    let mut ways = Vec::new();
    if !trims.is_empty() {
        ways.push(way(trims.clone(), &trimmed));
    }
    ways.extend(extended(day).map(|(step, longer)| way(vec![step], &longer)));
    if !trims.is_empty() && ways.iter().all(|way| !way.fits) {
        let both = extended(&trimmed)
            .map(|(step, longer)| way(trims.into_iter().chain([step]).collect(), &longer));
        ways.extend(both);
    }
    ways.retain(|way| way.fits);
    ways.sort_by_key(|way| way.steps.len());
    ways
}

fn way(steps: Vec<Step>, after: &Day) -> Way {
    Way { steps, needs: planner::feasibility(after).required, fits: fits(after) }
}

fn fits(day: &Day) -> bool {
    matches!(planner::search(day, &|| false, &mut slot_ids()), Found::Plan(_))
}

/// All trims, less those without which it still fits: those that save least go first.
fn fewest_trims(day: &Day) -> (Vec<Step>, Day) {
    let least = at_minimum(day);
    let minutes = |day: &Day, case| {
        let case = day.inventory.case(case)?;
        case.process.as_ref().map(|(_, minutes)| *minutes)
    };
    let mut trims: Vec<(u16, CaseId, u16)> = day
        .inventory
        .live()
        .filter_map(|case| {
            let to = minutes(&least, case.case)?;
            let saved = minutes(day, case.case)?.saturating_sub(to);
            (saved > 0).then_some((saved, case.case, to))
        })
        .collect();
    trims.sort_unstable();
    let with = |trims: &[(u16, CaseId, u16)]| {
        with_minimum(day, |case| trims.iter().any(|(_, trimmed, _)| *trimmed == case))
    };
    if fits(&with(&trims)) {
        for trim in trims.clone() {
            let fewer: Vec<_> = trims.iter().copied().filter(|other| *other != trim).collect();
            if fits(&with(&fewer)) {
                trims = fewer;
            }
        }
    }
    let after = with(&trims);
    (trims.into_iter().map(|(_, case, to)| Step::Trim(case, to)).collect(), after)
}

/// The day with its last treatment block longer by what is missing, and what follows later.
fn extended(day: &Day) -> Option<(Step, Day)> {
    let blocks = &day.schedule.blocks;
    let last = blocks.iter().rposition(|block| block.kind == BlockKind::Treatment)?;
    let room = DAY_MINUTES - blocks.last()?.end;
    let longer = |minutes: u16| {
        let mut day = day.clone();
        day.schedule.blocks[last].end += minutes;
        for block in &mut day.schedule.blocks[last + 1..] {
            block.start += minutes;
            block.end += minutes;
        }
        day
    };
    if !fits(&longer(room)) {
        return None;
    }
    let (mut fails, mut does) = (0, room);
    while does - fails > 1 {
        let middle = fails + (does - fails) / 2;
        if fits(&longer(middle)) { does = middle } else { fails = middle }
    }
    Some((Step::Extend(does), longer(does)))
}
