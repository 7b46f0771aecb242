//! What breaking a soft rule of the order costs (rule P12), and how little it can cost at least.

use std::cmp::Reverse;
use std::ops::Add;

use super::item::Item;
use super::line::Line;
use super::problem::{Problem, Set, bits};

/// The load of a heavy case.
const HEAVY: u8 = 3;

/// The minutes that a heavy case should be able to run over within its block.
pub(super) const HEAVY_MARGIN: u16 = 10;

/// Each minute that any case waits is one; then, for each minute besides:
mod ease {
    /// Between two slots of a room, or before the first.
    pub(super) const GAP: u32 = 80;
    /// That a heavy case cannot run over within its block.
    pub(super) const NO_MARGIN: u32 = 160;
    /// That a heavy case waits.
    pub(super) const HEAVY_WAITS: u32 = 16;
    /// That a case waits, for each step of urgency.
    pub(super) const URGENT_WAITS: u32 = 2;
}

/// What an order costs: the first part that differs decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// Minutes that people wait who come first today.
    first_waits: u32,
    /// Heavy cases that end the day or come right before lunch.
    heavy_last: u32,
    /// Steps of load above the lightest, first after lunch.
    load_after_lunch: u32,
    /// Minutes of waiting, weighted.
    ease: u32,
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            first_waits: self.first_waits + other.first_waits,
            heavy_last: self.heavy_last + other.heavy_last,
            load_after_lunch: self.load_after_lunch + other.load_after_lunch,
            ease: self.ease + other.ease,
        }
    }
}

impl Cost {
    /// More than any order costs.
    pub(super) const MAX: Self = Self {
        first_waits: u32::MAX,
        heavy_last: u32::MAX,
        load_after_lunch: u32::MAX,
        ease: u32::MAX,
    };

    /// Minutes of a room that lie empty before an item.
    pub(super) fn of_gap(minutes: u16) -> Self {
        Self { ease: u32::from(minutes) * ease::GAP, ..Self::default() }
    }

    /// The load of what comes first after lunch; 0 elsewhere.
    pub(super) fn of_opening(load: u8) -> Self {
        Self { load_after_lunch: u32::from(load.saturating_sub(1)), ..Self::default() }
    }

    /// A room left on a heavy case, where none should be last.
    pub(super) fn of_ending(on_heavy: bool) -> Self {
        Self { heavy_last: u32::from(on_heavy), ..Self::default() }
    }

    /// So many heavy cases, each of which lacks so many minutes to run over.
    pub(super) fn of_margin(heavy: u32, lacks: u16) -> Self {
        Self { ease: heavy * u32::from(lacks) * ease::NO_MARGIN, ..Self::default() }
    }
}

/// What the items of an order weigh.
pub(super) struct Weights<'a> {
    problem: &'a Problem,
    ahead: &'a [u16],
    /// What each minute costs that an item waits.
    each: Vec<u32>,
    /// The items, the heaviest a minute of their own first: the easiest order, were there no rooms.
    sorted: Vec<usize>,
    /// For each item, those before it that any order may take for it.
    twins: Vec<Set>,
    heavy: Set,
}

impl<'a> Weights<'a> {
    pub(super) fn new(line: &'a Line<'_>, items: Set) -> Self {
        let problem = line.problem();
        let each: Vec<u32> = problem.items.iter().map(weight).collect();
        let mut sorted: Vec<usize> = bits(items).collect();
        let length = |item: usize| u32::from(problem.items[item].length);
        sorted.sort_by(|one, other| {
            (each[*other] * length(*one)).cmp(&(each[*one] * length(*other)))
        });
        let mut twins = vec![0; problem.items.len()];
        for (place, item) in sorted.iter().enumerate() {
            let before = sorted[..place].iter().filter(|other| are_twins(problem, *item, **other));
            twins[*item] = before.fold(0, |set, other| set | 1 << other);
        }
        let heavy = problem.set_of(is_heavy);
        Self { problem, ahead: line.ahead(), each, sorted, twins, heavy }
    }

    /// What to put next out of a rest: of items that are alike, one.
    pub(super) fn to_try(&self, rest: Set) -> Vec<usize> {
        let is_left = |item: &usize| rest & (1 << item) != 0 && rest & self.twins[*item] == 0;
        self.sorted.iter().copied().filter(is_left).collect()
    }

    /// What an item costs that begins at a minute, the rest, itself in it, not having begun before.
    pub(super) fn of(&self, item: usize, start: u16, rest: Set) -> Cost {
        let waits = u32::from(start - self.morning());
        let first = self.problem.items[item].covers & self.first_in_need(rest);
        let first_waits = first.count_ones() * waits;
        Cost { first_waits, ease: waits * self.each[item], ..Cost::default() }
    }

    /// No order of a rest costs less, from a minute of a room that holds so many heavy items.
    pub(super) fn least(&self, rest: Set, room: usize, now: u16, heavy: u32) -> Cost {
        let items = || bits(rest).map(|item| &self.problem.items[item]);
        let earliest = |person: usize| {
            let own = items().filter(|item| item.covers & (1 << person) != 0);
            let start = own.map(|item| item.start_from(now)).min()?;
            Some(u32::from(start - self.morning()))
        };
        // Whom no item is for waits for none.
        let first_waits = bits(self.first_in_need(rest)).filter_map(earliest).sum();
        let only_heavy = self.problem.pins.is_empty() && rest & !self.heavy == 0;
        let minutes: u16 = items().map(|item| item.length).sum();
        let free = self.ahead[usize::from(now)].saturating_sub(minutes);
        let waits = Cost {
            first_waits,
            ease: self.least_waits(rest, now) + self.least_of_breaks(rest, room, now, minutes),
            ..Cost::default()
        };
        let margins = self.least_of_margins(rest, room, now, free, heavy);
        waits + Cost::of_ending(only_heavy) + margins
    }

    /// What heavy items lack: at least as much as if each room held as many of the shortest as it can, and
    /// all the free minutes lay where the most of them are.
    fn least_of_margins(&self, rest: Set, room: usize, now: u16, free: u16, heavy: u32) -> Cost {
        let lengths = bits(rest & self.heavy).map(|item| self.problem.items[item].length);
        // Items come the longest first.
        let mut shortest: Vec<u16> = lengths.collect();
        shortest.reverse();
        let hold = |minutes: u16| {
            let fitting = shortest.iter().scan(minutes, |left, length| {
                *left = left.checked_sub(*length)?;
                Some(1)
            });
            fitting.sum::<u32>()
        };
        let mut left = heavy + (rest & self.heavy).count_ones();
        let mut held: Vec<u32> = self.problem.rooms[room..]
            .iter()
            .map(|room| hold(room.end - room.start.max(now)))
            .collect();
        held[0] += heavy;
        held.sort_unstable_by_key(|held| Reverse(*held));
        let (mut free, mut least) = (free, Cost::default());
        for held in held {
            let (held, margin) = (held.min(left), free.min(HEAVY_MARGIN));
            least = least + Cost::of_margin(held, HEAVY_MARGIN - margin);
            (left, free) = (left - held, free - margin);
        }
        least + Cost::of_margin(left, HEAVY_MARGIN)
    }

    /// The waits of a rest one after the other without a break, the heaviest a minute first.
    fn least_waits(&self, rest: Set, now: u16) -> u32 {
        let mut waited = u32::from(now - self.morning());
        let mut total = 0;
        for item in self.sorted.iter().filter(|item| rest & (1 << **item) != 0) {
            total += waited * self.each[*item];
            waited += u32::from(self.problem.items[*item].length);
        }
        total
    }

    /// What breaks add: over each, as much must wait as does not fit before it, the lightest a
    /// minute.
    fn least_of_breaks(&self, rest: Set, room: usize, now: u16, minutes: u16) -> u32 {
        let mut before = 0;
        let mut total = 0;
        let mut from = now;
        for pair in self.problem.rooms[room..].windows(2) {
            before += pair[0].end - from;
            let over = minutes.saturating_sub(before);
            total += self.lightest(rest, over) * u32::from(pair[1].start - pair[0].end);
            from = pair[1].start;
        }
        total
    }

    /// The least that so many minutes of a rest weigh.
    fn lightest(&self, rest: Set, minutes: u16) -> u32 {
        let (mut left, mut weight) = (u32::from(minutes), 0);
        for item in self.sorted.iter().rev().filter(|item| rest & (1 << **item) != 0) {
            let length = u32::from(self.problem.items[*item].length);
            weight += self.each[*item] * left.min(length) / length;
            left = left.saturating_sub(length);
        }
        weight
    }

    /// Those who come first today and of whose cases none has begun before a rest.
    fn first_in_need(&self, rest: Set) -> Set {
        let first = self.problem.first;
        if first == 0 {
            return 0;
        }
        let before = self.sorted.iter().filter(|item| rest & (1 << **item) == 0);
        first & !before.fold(0, |people, item| people | self.problem.items[*item].covers)
    }

    /// Waits are counted from here.
    fn morning(&self) -> u16 {
        self.problem.rooms.first().map_or(0, |room| room.start)
    }
}

pub(super) fn is_heavy(item: &Item) -> bool {
    item.load >= HEAVY
}

/// What each minute costs that an item waits.
fn weight(item: &Item) -> u32 {
    let heavy = if is_heavy(item) { ease::HEAVY_WAITS } else { 0 };
    1 + heavy + ease::URGENT_WAITS * u32::from(item.urgency.saturating_sub(1))
}

/// Whether one may stand for the other in any order.
fn are_twins(problem: &Problem, one: usize, other: usize) -> bool {
    let first = |item: &Item| item.covers & problem.first;
    let (one, other) = (&problem.items[one], &problem.items[other]);
    first(one) == 0
        && first(other) == 0
        && (one.load, one.urgency) == (other.load, other.urgency)
        && one.fits_as(other)
}
