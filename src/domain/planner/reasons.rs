//! Why each case is in or out: computed, not guessed.

use super::ask_for;
use super::cover::left_out_by;
use super::line::Line;
use super::problem::{Problem, Set, bits};
use super::search::{Ask, Enough, best};
use super::stop::{Cancelled, Halt, Stop};
use crate::domain::day::Day;
use crate::domain::day::plan::{Slot, Why};
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::remainder::begun;

/// A reason for each live case, in the order they were brought.
pub(super) fn reasons(
    day: &Day,
    line: &Line<'_>,
    chosen: Set,
    is_proved: bool,
    stop: &Stop<'_>,
) -> Result<Vec<(CaseId, Why)>, Cancelled> {
    let problem = line.problem();
    let dots = bits(chosen).map(|item| i64::from(problem.items[item].dots)).sum();
    let mut reasons = problem.excluded.clone();
    let begun = begun(day).flat_map(|slot| day.treated_in(slot).map(move |case| (slot, case)));
    reasons.extend(begun.map(|(slot, case)| (case, why_begun(day, slot, case))));
    reasons.extend(problem.pins.iter().map(|slot| (slot.case, Why::ByHand)));
    let mut open = problem.placeable();
    while let Some(index) = bits(open).next() {
        let case = problem.of_its_case(index);
        let why = if let Some(taken) = bits(case & chosen).next() {
            why_in(problem, taken)
        } else {
            let left_out = Why::LeftOut { dots: problem.items[index].dots };
            match is_proved.then(|| why_out(line, case & open, dots, stop)) {
                Some(Ok(why)) => why,
                Some(Err(Halt::CalledOff)) => return Err(Cancelled),
                Some(Err(Halt::Spent)) | None => left_out,
            }
        };
        reasons.push((problem.items[index].case, why));
        open &= !case;
    }
    for (case, why) in reasons.clone() {
        let along = day.cases_with(&case).iter().copied().filter(|other| *other != case);
        reasons.extend(along.map(|other| (other, why.clone())));
    }
    let place = |case: CaseId| day.inventory.live().position(|live| live.case == case);
    reasons.sort_by_key(|(case, _)| place(*case));
    Ok(reasons)
}

/// In, as it has begun: for those whom it covers, else for its dots.
fn why_begun(day: &Day, slot: &Slot, case: CaseId) -> Why {
    let dots = day.dots_of(case).unwrap_or(0);
    let people = day.guaranteed().map(|member| member.participant);
    let covers =
        |who: &ParticipantId| day.can_cover(slot, *who) && day.owed_to(*who).contains(&case);
    let people: Vec<_> = people.filter(covers).collect();
    if people.is_empty() { Why::Dots { dots } } else { Why::Covers { people, dots } }
}

fn why_in(problem: &Problem, index: usize) -> Why {
    let item = &problem.items[index];
    match item.covers {
        0 => Why::Dots { dots: item.dots },
        covers => Why::Covers { people: problem.names(covers), dots: item.dots },
    }
}

/// Out for the guarantee, if treating a case by any of its items would leave somebody uncovered; else
/// for its dots, when the plan brings so many.
fn why_out(line: &Line<'_>, case: Set, planned: i64, stop: &Stop<'_>) -> Result<Why, Halt> {
    let problem = line.problem();
    let values: Vec<i64> = problem.items.iter().map(|item| i64::from(item.dots)).collect();
    let mut least: Option<Set> = None;
    let mut as_many = false;
    for index in bits(case) {
        let people = left_out_by(line, index, stop)?;
        if least.is_none_or(|least| people.count_ones() < least.count_ones()) {
            least = Some(people);
        }
        if people == 0 && !as_many {
            let with_it = Ask {
                forced: 1 << index,
                enough: Enough::Worth(planned),
                ..ask_for(problem, problem.everyone(), &values)
            };
            as_many = best(line, &with_it, stop)?.is_any()?;
        }
    }
    let dots = bits(case).map(|item| problem.items[item].dots).max().unwrap_or_default();
    Ok(match least.filter(|people| *people != 0) {
        Some(people) => Why::WouldUncover { people: problem.names(people), dots },
        None if as_many => Why::EqualDots { dots },
        None => Why::FewerDots { dots },
    })
}
