//! Whether cases fit in the day together: the day is one line of time with rooms on it.

use std::cell::RefCell;

use foldhash::{HashMap, HashMapExt};

use super::item::{Item, NEVER};
use super::problem::{Problem, Set, all, bits};
use super::stop::{Halt, Stop};

/// The items of each room, in their order.
pub(super) type Arrangement = Vec<Vec<usize>>;

/// The line of a day, with what is already known of it.
pub(super) struct Line<'a> {
    problem: &'a Problem,
    /// For each item, those that cannot be treated on the same day.
    clashes: Vec<Set>,
    /// The minutes of rooms from each minute of the day on.
    ahead: Vec<u16>,
    known: RefCell<HashMap<Set, bool>>,
}

impl<'a> Line<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let (clashes, ahead) = (clashes(problem), problem.ahead());
        Self { problem, clashes, ahead, known: RefCell::default() }
    }

    /// The problem it belongs to.
    pub(super) fn problem(&self) -> &Problem {
        self.problem
    }

    /// The items that cannot be treated on the same day as any of these.
    pub(super) fn clashing_with(&self, items: Set) -> Set {
        bits(items).fold(0, |clashing, item| clashing | self.clashes[item])
    }

    /// Whether these items fit in the day together.
    pub(super) fn fits(&self, items: Set, stop: &Stop<'_>) -> Result<bool, Halt> {
        if let Some(known) = self.known.borrow().get(&items) {
            return Ok(*known);
        }
        let fits = self.drops_in(items) || Dive::new(self, stop).gets_through(items, 0)?;
        self.known.borrow_mut().insert(items, fits);
        Ok(fits)
    }

    /// The minutes of rooms from each minute of the day on.
    pub(super) fn ahead(&self) -> &[u16] {
        &self.ahead
    }

    /// Each item, the longest first, goes where it is free and the least is left over: fast, and
    /// mostly enough.
    fn drops_in(&self, items: Set) -> bool {
        let mut left = [0u16; Set::BITS as usize];
        for (left, room) in left.iter_mut().zip(&self.problem.rooms) {
            *left = room.minutes();
        }
        let rooms = &mut left[..self.problem.rooms.len()];
        bits(items).all(|item| {
            let item = &self.problem.items[item];
            let open = rooms.iter_mut().enumerate();
            let open = open.filter(|(room, left)| **left >= item.length && item.is_free_in(*room));
            let tightest = open.map(|(_, left)| left).min();
            tightest.map(|left| *left -= item.length).is_some()
        })
    }
}

/// For each item, those that fit neither before nor after it.
fn clashes(problem: &Problem) -> Vec<Set> {
    let items = &problem.items;
    let in_turn = |one: &Item, other: &Item| other.end_from(one.end_from(0)) != NEVER;
    items
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let with_one = problem.set_of(|other| {
                other.case != one.case && (in_turn(one, other) || in_turn(other, one))
            });
            !with_one & all(items.len()) & !(1 << index)
        })
        .collect()
}

/// The starts of a sequence in a room, each as early as it may; none if one does not fit.
pub(super) fn times(problem: &Problem, room: usize, sequence: &[usize]) -> Option<Vec<u16>> {
    let room = &problem.rooms[room];
    let mut now = room.start;
    sequence
        .iter()
        .map(|item| {
            let item = &problem.items[*item];
            let start = item.start_from(now);
            let fits = start != NEVER && start + item.length <= room.end;
            now = start.saturating_add(item.length);
            fits.then_some(start)
        })
        .collect()
}

/// The search for some order that fits: one item after the other, each as soon as it may begin.
/// What is done by an earlier minute leaves more to what follows, so each rest is tried once a
/// minute.
pub(super) struct Dive<'a, 'b> {
    line: &'a Line<'b>,
    stop: &'a Stop<'a>,
    /// The earliest minute at which a rest was found to be too late.
    late: HashMap<Set, u16>,
    /// The latest minute at which a rest was found to get through.
    soon: HashMap<Set, u16>,
}

impl<'a, 'b> Dive<'a, 'b> {
    pub(super) fn new(line: &'a Line<'b>, stop: &'a Stop<'a>) -> Self {
        Self { line, stop, late: HashMap::new(), soon: HashMap::new() }
    }

    /// Whether a rest fits in the day from a minute on.
    pub(super) fn gets_through(&mut self, rest: Set, now: u16) -> Result<bool, Halt> {
        self.through(rest, self.line.problem.length_of(rest), now)
    }

    /// Takes the rest, of so many minutes, from now on.
    fn through(&mut self, rest: Set, minutes: u16, now: u16) -> Result<bool, Halt> {
        if rest == 0 || self.soon.get(&rest).is_some_and(|soon| now <= *soon) {
            return Ok(true);
        }
        self.stop.step()?;
        let too_late = self.late.get(&rest).is_some_and(|late| *late <= now);
        if too_late || minutes > self.line.ahead[usize::from(now)] {
            return Ok(false);
        }
        let items = &self.line.problem.items;
        if bits(rest).any(|index| items[index].start_from(now) == NEVER) {
            return Ok(false);
        }
        let mut tried: Vec<usize> = Vec::new();
        for index in bits(rest) {
            let item = &items[index];
            if tried.iter().any(|other| items[*other].fits_as(item)) {
                continue;
            }
            tried.push(index);
            if self.through(rest & !(1 << index), minutes - item.length, item.end_from(now))? {
                self.soon.insert(rest, now);
                return Ok(true);
            }
        }
        self.late.insert(rest, now);
        Ok(false)
    }
}
