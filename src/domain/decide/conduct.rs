//! Conducting the day: moves, undo, pauses, clocks, windows, the screen.

use super::{Decision, slip, sub_groups, when};
use crate::domain::day::Day;
use crate::domain::day::clocks::{Clock, Pause, Window};
use crate::domain::event::Event;
use crate::domain::id::Timestamp;
use crate::domain::position::{Cursor, Position};
use crate::domain::process::{Input, Step};
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::vocabulary::{ClockKind, PauseKind, Role, ScreenShows};

/// The longest a clock or a window may be set ahead, in milliseconds.
const FURTHEST_MS: i64 = 24 * 60 * 60 * 1000;

/// Closes what was opened with an end that has passed; sub-groups leave the parts that are over.
pub(super) fn clock(day: &Day, now: Timestamp) -> Decision {
    let window = day.window;
    let over = window.open && window.ends_at.is_some_and(|ends_at| ends_at <= now);
    let mut events = when(over, Event::WindowSet { window: Window { open: false, ..window } })?;
    events.extend(sub_groups::due(day, now));
    Ok(events)
}

pub(super) fn go(day: &Day, from: Position, to: Position, now: Timestamp) -> Decision {
    let here = day.position.0;
    if here == to {
        return Ok(Vec::new());
    }
    if here != from {
        return Err(Reason::Moved.into());
    }
    match to {
        Position::Ended => Err(Reason::WrongPhase.into()),
        Position::Treatment { at: Some(cursor) } => go_to_step(day, from, cursor, now),
        _ => Ok(vec![Event::Moved { from, to, clock: None, behind_ms: None }]),
    }
}

fn go_to_step(day: &Day, from: Position, cursor: Cursor, now: Timestamp) -> Decision {
    let slot = *day.slot(cursor.slot).ok_or(Reason::UnknownSlot)?;
    let minutes = match day.runs.get(&cursor.slot) {
        Some(run) => run.minutes.clone(),
        None => {
            let case = day.inventory.case(slot.case).ok_or(Reason::UnknownCase)?;
            let (id, _) = day.treatment_of(case).ok_or(Reason::NoProcess)?;
            let process = day.process(id).ok_or(Reason::UnknownProcess)?;
            process.minutes_of_steps(slot.minutes)
        }
    };
    let index = usize::from(cursor.step);
    let own = *minutes.get(index).ok_or(Reason::UnknownStep)?;
    let to_come: u16 = minutes[index..].iter().sum();
    let facts = day.facts.as_ref().ok_or(Reason::NotOpen)?;
    let planned = i64::from(slot.start + slot.minutes) - i64::from(to_come);
    let planned = facts.midnight.plus_ms(planned * 60_000);
    Ok(vec![Event::Moved {
        from,
        to: Position::Treatment { at: Some(cursor) },
        clock: Some(Clock::of_minutes(own, now)),
        behind_ms: Some(now.since(planned)),
    }])
}

pub(super) fn undo(day: &Day, to: Position, now: Timestamp) -> Decision {
    let last = day.last_move.as_ref().ok_or(Reason::NothingToUndo)?;
    if last.to != to || day.position.0 != to {
        return Err(Reason::NothingToUndo.into());
    }
    if now > last.until() {
        return Err(Reason::NothingToUndo.into());
    }
    Ok(vec![Event::MoveUndone { to }])
}

pub(super) fn pause(day: &Day, kind: PauseKind, until: Option<Timestamp>) -> Decision {
    let clock_ran = match day.pause {
        Some(pause) => pause.clock_ran,
        None => day.step_clock.is_some_and(|clock| clock.held_ms.is_none()),
    };
    let pause = Pause { kind, until, clock_ran };
    when(day.pause != Some(pause), Event::Paused { pause })
}

pub(super) fn resume(day: &Day) -> Decision {
    when(day.pause.is_some(), Event::Resumed)
}

pub(super) fn set_clock(day: &Day, from: Timestamp, to: Timestamp) -> Decision {
    let clock = day.step_clock.ok_or(Reason::NoClock)?;
    let changed = reset(clock, from, to)?;
    Ok(changed.map(|clock| Event::ClockSet { clock }).into_iter().collect())
}

/// A clock with another end than the one shown; none if that is its end already.
pub(super) fn reset(
    clock: Clock,
    from: Timestamp,
    to: Timestamp,
) -> Result<Option<Clock>, Refusal> {
    if clock.ends_at == to {
        return Ok(None);
    }
    if clock.ends_at != from {
        return Err(Reason::Moved.into());
    }
    if to <= clock.started_at || to.since(clock.started_at) > FURTHEST_MS {
        return Err(Reason::OutOfRange.into());
    }
    let held_ms = clock.held_ms.map(|left| left + to.since(from));
    Ok(Some(Clock { ends_at: to, held_ms, ..clock }))
}

pub(super) fn hold_clock(day: &Day, now: Timestamp) -> Decision {
    let clock = day.step_clock.ok_or(Reason::NoClock)?;
    match day.pause {
        Some(pause) => after_rest(pause, false),
        None => when(clock.held_ms.is_none(), Event::ClockSet { clock: clock.held(now) }),
    }
}

pub(super) fn run_clock(day: &Day, now: Timestamp) -> Decision {
    let clock = day.step_clock.ok_or(Reason::NoClock)?;
    match day.pause {
        Some(pause) => after_rest(pause, true),
        None => when(clock.held_ms.is_some(), Event::ClockSet { clock: clock.running(now) }),
    }
}

/// A rest holds the clock anyhow: what is asked in it is said of the time after.
fn after_rest(pause: Pause, clock_ran: bool) -> Decision {
    when(pause.clock_ran != clock_ran, Event::Paused { pause: Pause { clock_ran, ..pause } })
}

pub(super) fn show_clock(day: &Day, clock: ClockKind, phones: bool, screen: bool) -> Decision {
    let shown = day.shown.of(clock);
    let same = (shown.phones, shown.screen) == (phones, screen);
    when(!same, Event::ClockShown { clock, phones, screen })
}

pub(super) fn set_screen(day: &Day, shows: ScreenShows) -> Decision {
    when(day.screen != Some(shows), Event::ScreenSet { shows })
}

pub(super) fn open_window(
    day: &Day,
    ends_at: Option<Timestamp>,
    role: Option<Role>,
    now: Timestamp,
) -> Decision {
    match (day.position.0, role) {
        (Position::Inventory, None) | (Position::Treatment { at: Some(_) }, _) => {}
        _ => return Err(Reason::WrongPhase.into()),
    }
    if role.is_some_and(|role| !may_write(day, role)) {
        return Err(Reason::UnknownInput.into());
    }
    in_reach(ends_at, now)?;
    slip::can_be_asked(day, role)?;
    let window = Window { open: true, ends_at, role };
    when(day.window != window, Event::WindowSet { window })
}

/// A window for one role lies within what the step at hand lets it write. Words of nobody are not
/// asked of a role that one person holds: everybody would know whose they are.
fn may_write(day: &Day, role: Role) -> bool {
    let would_name = |input: &Input| input.anonymous && input.is_filled_by(role);
    let written = |step: &Step| {
        step.is_written_by(role)
            && (role == Role::Consultant || !step.inputs.iter().any(would_name))
    };
    Role::OF_PEOPLE.contains(&role) && day.at_step().is_some_and(|(_, _, step)| written(step))
}

pub(super) fn close_window(day: &Day) -> Decision {
    when(day.window.open, Event::WindowSet { window: Window::default() })
}

/// An end lies ahead, and not further than a day.
pub(super) fn in_reach(ends_at: Option<Timestamp>, now: Timestamp) -> Result<(), Refusal> {
    let fits = ends_at.is_none_or(|at| at > now && at.since(now) <= FURTHEST_MS);
    if fits { Ok(()) } else { Err(Reason::OutOfRange.into()) }
}
