//! The closing: dispositions, own trace, the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::day::trace::TraceLine;
use crate::domain::day::{Day, Facts, Place};
use crate::domain::event::Event;
use crate::domain::id::CaseId;
use crate::domain::position::Position;
use crate::domain::vocabulary::Disposition;

pub(super) fn settle(day: &mut Day, id: CaseId, disposition: Disposition) {
    if let Some(case) = day.inventory.case_mut(id) {
        case.disposition = Some(disposition);
    }
}

/// A line written, written anew, or emptied.
pub(super) fn put_trace(day: &mut Day, event: &Event) {
    let Event::TracePut { line, author, kind, text, due, keep } = event else { return };
    let written = TraceLine {
        line: *line,
        author: *author,
        kind: *kind,
        text: text.clone(),
        due: *due,
        keep: *keep,
    };
    let known = day.trace.iter().position(|known| known.line == *line);
    match (known, text.is_empty()) {
        (Some(index), true) => {
            day.trace.remove(index);
        }
        (Some(index), false) => day.trace[index] = written,
        (None, true) => {}
        (None, false) => day.trace.push(written),
    }
}

/// Nothing that was said stays in memory either: only who was there, and who may look.
pub(super) fn end(day: &mut Day) {
    let facts = day.facts.take().map(|facts| Facts {
        processes: BTreeMap::new(),
        own: BTreeSet::new(),
        ..facts
    });
    *day = Day {
        facts,
        position: Place(Position::Ended),
        roster: std::mem::take(&mut day.roster),
        last_at: day.last_at,
        screens: std::mem::take(&mut day.screens),
        screen_generation: day.screen_generation,
        ..Day::default()
    };
}
