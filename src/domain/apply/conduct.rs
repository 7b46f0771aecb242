//! Moves, undo, pauses, clocks.
//!
//! What a move replaces lies in [`LastMove`] until the next one. A rest goes over both, so that a
//! move undone is as if it had never been, whatever the day rested meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{rounds, sub_groups, vote, ways};
use crate::domain::day::clocks::{Clock, Drift, LastMove, Pause, Window};
use crate::domain::day::treatment::Run;
use crate::domain::day::{Day, Place};
use crate::domain::id::{CaseId, ParticipantId, SlotId, Timestamp};
use crate::domain::position::{Cursor, Position};
use crate::domain::process::{ProcessId, Step};
use crate::domain::vocabulary::Outcome;

pub(super) fn go(
    day: &mut Day,
    from: Position,
    to: Position,
    clock: Option<Clock>,
    behind_ms: Option<i64>,
    at: Timestamp,
) {
    let for_good = day.reveals().is_some() || leaves_stopped(day, from, to);
    let case_ends = day.runs.iter().map(|(slot, run)| (*slot, run.ends_at)).collect();
    let outcomes = outcomes_of(day, [from, to]);
    let waited = day.rounds.clone();
    let began = begin_run(day, to, at);
    if began.is_none() {
        take_up_again(day, from, to, at);
    }
    let last = LastMove {
        from,
        to,
        at,
        clock: day.step_clock,
        clock_ran: day.pause.is_some_and(|pause| pause.clock_ran),
        case_ends,
        outcomes,
        window: day.window,
        drift: day.drift,
        turn: day.turn.take(),
        split: day.split.take(),
        began,
        rounds: waited,
    };
    // What others read from here on cannot be unread, nor is a stop anybody's but its owner's.
    day.last_move = (!for_good).then_some(last);
    day.position = Place(to);
    set_step_clock(day, clock, at);
    day.window = Window::default();
    if behind_ms.is_some() {
        day.drift = Drift { behind_ms };
    }
}

/// How the cases of these positions have ended.
fn outcomes_of(day: &Day, positions: [Position; 2]) -> Vec<(SlotId, Option<Outcome>)> {
    let is_in = |slot: &SlotId| positions.iter().any(|position| position.is_in(*slot));
    let runs = day.runs.iter().filter(|(slot, _)| is_in(slot));
    runs.map(|(slot, run)| (*slot, run.outcome)).collect()
}

/// What an owner has stopped is not taken up again by undoing.
fn leaves_stopped(day: &Day, from: Position, to: Position) -> bool {
    let Position::Treatment { at: Some(left) } = from else { return false };
    let out = to == Position::Treatment { at: None };
    out && day.outcome_of(left.slot) == Some(Outcome::Stopped)
}

/// Begins the treatment of a slot the first time one moves into it.
fn begin_run(day: &mut Day, to: Position, at: Timestamp) -> Option<SlotId> {
    let Position::Treatment { at: Some(Cursor { slot, .. }) } = to else { return None };
    if day.runs.contains_key(&slot) {
        return None;
    }
    let planned = *day.slot(slot)?;
    let (id, _) = day.treatment_of(day.inventory.case(planned.case)?)?;
    let process = Arc::clone(day.process(id)?);
    let run = Run {
        case: planned.case,
        without: absent_owners(day, planned.case, at),
        turns: rounds::begin(day, planned.case),
        minutes: process.minutes_of_steps(planned.minutes),
        process,
        processes_before: 0,
        started_at: at,
        ends_at: at.plus_ms(i64::from(planned.minutes) * 60_000),
        roles: Vec::new(),
        named: BTreeMap::new(),
        outcome: None,
        stopped_by: BTreeSet::new(),
    };
    for case in run.cases() {
        ways::no_longer_ask(day, *case);
    }
    day.runs.insert(slot, run);
    Some(slot)
}

/// The owners of a case treated alone who are not here as it begins, though another is.
fn absent_owners(day: &Day, case: CaseId, at: Timestamp) -> BTreeSet<ParticipantId> {
    let is_here =
        |who: &ParticipantId| day.roster.member(*who).is_some_and(|member| day.is_here(member, at));
    let owners = day.inventory.owners_of(&[case]).into_iter();
    let (here, away): (BTreeSet<_>, BTreeSet<_>) = owners.partition(is_here);
    if here.is_empty() || day.leads(case) { BTreeSet::new() } else { away }
}

/// The case at hand begins anew by another process. The move that led here is not undone any more:
/// its steps are those of another process.
pub(super) fn change_process(
    day: &mut Day,
    slot: SlotId,
    process: &ProcessId,
    minutes: u16,
    clock: Clock,
    at: Timestamp,
) {
    let Some(process) = day.process(process).map(Arc::clone) else { return };
    let Some(run) = day.runs.get_mut(&slot) else { return };
    let (case, reserved) = (run.case, process.reserved_by_default);
    run.minutes = process.minutes_of_steps(minutes);
    run.processes_before = run.processes_before.saturating_add(1);
    run.process = Arc::new(process.after(run.processes_before));
    run.named.clear();
    run.ends_at = at.plus_ms(i64::from(minutes) * 60_000);
    if let Some(case) = day.inventory.case_mut(case) {
        case.fields.reserved |= reserved;
    }
    day.last_move = None;
    (day.split, day.turn) = (None, None);
    vote::leave_slot(day, slot);
    day.position = Place(Position::Treatment { at: Some(Cursor { slot, step: 0 }) });
    day.window = Window::default();
    set_step_clock(day, Some(clock), at);
}

/// One more step in the treatment of a slot, which ends so much later. The move that led here is
/// not undone any more: its steps have other places.
pub(super) fn insert_step(day: &mut Day, slot: SlotId, index: u8, step: &Step, minutes: u16) {
    let Some(run) = day.runs.get_mut(&slot) else { return };
    let at = usize::from(index).min(run.process.steps.len()).min(run.minutes.len());
    Arc::make_mut(&mut run.process).steps.insert(at, step.clone());
    run.minutes.insert(at, minutes);
    run.ends_at = run.ends_at.plus_ms(i64::from(minutes) * 60_000);
    day.last_move = None;
    for cursor in day.votes.iter_mut().filter_map(|vote| vote.at.as_mut()) {
        if cursor.slot == slot && cursor.step >= index {
            cursor.step = cursor.step.saturating_add(1);
        }
    }
}

/// In a step of a case that has begun: it goes on, so what was noted of its end is noted anew, and an
/// owner who has come meanwhile is with it. One that had been left ends when the steps that remain have
/// had their minutes.
fn take_up_again(day: &mut Day, from: Position, to: Position, at: Timestamp) {
    let Position::Treatment { at: Some(Cursor { slot, step }) } = to else { return };
    let here = day.here().map(|member| member.participant).collect::<Vec<_>>();
    let Some(run) = day.runs.get_mut(&slot) else { return };
    run.outcome = None;
    run.without.retain(|who| !here.contains(who));
    if !from.is_in(slot) {
        let remain: u16 = run.minutes.iter().skip(usize::from(step)).sum();
        run.ends_at = at.plus_ms(i64::from(remain) * 60_000);
    }
}

/// Another step's clock; a rest holds it, and gives it back if it ran.
fn set_step_clock(day: &mut Day, clock: Option<Clock>, at: Timestamp) {
    day.step_clock = match &mut day.pause {
        Some(pause) => {
            pause.clock_ran = clock.is_some_and(|clock| clock.held_ms.is_none());
            clock.map(|clock| clock.held(at))
        }
        None => clock,
    };
}

pub(super) fn undo(day: &mut Day) {
    let Some(last) = day.last_move.take() else { return };
    day.position = Place(last.from);
    (day.window, day.drift) = (last.window, last.drift);
    (day.step_clock, day.split, day.turn) = (last.clock, last.split, last.turn);
    // A case may have been reserved since: those at work are not brought back apart from it.
    if day.split.as_ref().is_some_and(|split| split.started) && day.treats_reserved_apart() {
        day.split = None;
    }
    if let Some(pause) = &mut day.pause {
        pause.clock_ran = last.clock_ran;
    }
    for (slot, ends_at) in last.case_ends {
        if let Some(run) = day.runs.get_mut(&slot) {
            run.ends_at = ends_at;
        }
    }
    for (slot, outcome) in last.outcomes {
        if let Some(run) = day.runs.get_mut(&slot) {
            run.outcome = run.outcome.filter(|now| *now == Outcome::Stopped).or(outcome);
        }
    }
    if let Some(run) = last.began.and_then(|slot| day.runs.remove(&slot)) {
        rounds::wait_again(day, last.rounds, run);
    }
}

/// A rest begins, or says another reason or end.
pub(super) fn pause(day: &mut Day, pause: Pause, at: Timestamp) {
    let goes_on = day.pause.replace(pause).is_some();
    day.step_clock = day.step_clock.map(|clock| clock.held(at));
    sub_groups::follow_step_clock(day, at);
    if let Some(last) = day.last_move.as_mut().filter(|_| !goes_on) {
        last.clock_ran = last.clock.is_some_and(|clock| clock.held_ms.is_none());
        last.clock = last.clock.map(|clock| clock.held(at));
        if let Some(split) = &mut last.split {
            split.set_held(true, at);
        }
    }
}

pub(super) fn resume(day: &mut Day, at: Timestamp) {
    let Some(pause) = day.pause.take() else { return };
    if let Some(clock) = day.step_clock.filter(|_| pause.clock_ran) {
        set_clock(day, clock.running(at), at);
    }
    if let Some(last) = &mut day.last_move {
        resume_before(last, at);
    }
}

/// The clock that an undo would bring back runs again too.
fn resume_before(last: &mut LastMove, at: Timestamp) {
    if let Some(held) = last.clock.filter(|_| last.clock_ran) {
        let running = held.running(at);
        let waited = running.ends_at.since(held.ends_at);
        for (slot, ends_at) in &mut last.case_ends {
            if last.from.is_in(*slot) {
                *ends_at = ends_at.plus_ms(waited);
            }
        }
        last.clock = Some(running);
        if let Some(split) = &mut last.split {
            split.set_held(false, at);
        }
    }
    last.clock_ran = false;
}

/// The step's clock is another: the case's end moves with it. Holding moves nothing; running again
/// moves both by the time that was held.
pub(super) fn set_clock(day: &mut Day, clock: Clock, at: Timestamp) {
    if let (Some(old), Some(cursor)) = (day.step_clock, day.cursor())
        && let Some(run) = day.runs.get_mut(&cursor.slot)
    {
        run.ends_at = run.ends_at.plus_ms(clock.ends_at.since(old.ends_at));
    }
    let is_held = |clock: &Clock| clock.held_ms.is_some();
    if day.step_clock.is_some_and(|old| is_held(&old) == is_held(&clock)) {
        vote::answer_more_time(day);
    }
    day.step_clock = Some(clock);
    sub_groups::follow_step_clock(day, at);
}
