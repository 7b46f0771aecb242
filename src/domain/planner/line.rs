//! Whether cases fit in the day together: the day is one line of time with rooms on it.

use std::cell::RefCell;
use std::collections::HashMap;

use super::item::{Item, NEVER};
use super::problem::{Problem, Set, all, bits};
use super::stop::{Cancelled, Stop};

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
    pub(super) fn fits(&self, items: Set, stop: &Stop<'_>) -> Result<bool, Cancelled> {
        if let Some(known) = self.known.borrow().get(&items) {
            return Ok(*known);
        }
        let fits = self.drops_in(items) || self.in_time_order(items, stop)?.is_some();
        self.known.borrow_mut().insert(items, fits);
        Ok(fits)
    }

    /// Some arrangement of items that fit.
    pub(super) fn arrange(
        &self,
        items: Set,
        stop: &Stop<'_>,
    ) -> Result<Option<Arrangement>, Cancelled> {
        Ok(self.in_time_order(items, stop)?.map(|sequence| self.by_room(&sequence)))
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

    /// The items in an order that gets through the day, if there is one.
    fn in_time_order(&self, items: Set, stop: &Stop<'_>) -> Result<Option<Vec<usize>>, Cancelled> {
        let mut dive = Dive { line: self, stop, late: HashMap::new(), taken: Vec::new() };
        let found = dive.through(items, self.problem.length_of(items), 0)?;
        Ok(found.then_some(dive.taken))
    }

    fn by_room(&self, sequence: &[usize]) -> Arrangement {
        let mut rooms: Arrangement = vec![Vec::new(); self.problem.rooms.len()];
        let mut now = 0;
        for index in sequence {
            let item = &self.problem.items[*index];
            let start = item.start_from(now);
            let room = self.problem.rooms.iter().position(|room| start < room.end);
            if let Some(room) = room {
                rooms[room].push(*index);
            }
            now = item.end_from(now);
        }
        rooms
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
            let with_one = problem.set_of(|other| in_turn(one, other) || in_turn(other, one));
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

/// The search for an order: one item after the other, each as soon as it may begin. What is done
/// by an earlier minute leaves more to what follows, so each rest is tried once a minute.
struct Dive<'a, 'b> {
    line: &'a Line<'b>,
    stop: &'a Stop<'a>,
    /// The earliest minute at which a rest was found to be too late.
    late: HashMap<Set, u16>,
    taken: Vec<usize>,
}

impl Dive<'_, '_> {
    /// Takes the rest, of so many minutes, from now on.
    fn through(&mut self, rest: Set, minutes: u16, now: u16) -> Result<bool, Cancelled> {
        if rest == 0 {
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
            let end = item.end_from(now);
            if tried.iter().any(|other| items[*other].fits_as(item)) {
                continue;
            }
            tried.push(index);
            self.taken.push(index);
            if self.through(rest & !(1 << index), minutes - item.length, end)? {
                return Ok(true);
            }
            self.taken.pop();
        }
        self.late.insert(rest, now);
        Ok(false)
    }
}
