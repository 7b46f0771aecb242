//! How much the rest of the search could still bring: the optimum of an easier problem.
//!
//! The easier problem forgets where rooms end and keeps a few sums instead. Together, rooms of
//! so many minutes hold no more minutes; and each holds only so many whole units of any length:
//! a room of 60 minutes holds one unit of 33, and an item of 40 takes it. Each sum alone gives a
//! bound; the least counts.

use super::problem::{Problem, Room, Set, bits};

/// All sums: minutes, then units.
const SUMS: usize = 5;

/// Not possible: far below any value, far from the end of the numbers.
pub(super) const NOTHING: i64 = i64::MIN / 4;

/// So much of each sum.
pub(super) type Amounts = [u16; SUMS];

/// Items decided together: those of one person, or one alone.
pub(super) struct Group {
    /// The person who is covered when anything of it is taken, if it is one person's.
    pub(super) person: Option<usize>,
    /// What may be taken of it.
    pub(super) choices: Vec<Choice>,
}

/// What may be taken of a group.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    pub(super) items: Set,
    pub(super) covers: Set,
    pub(super) value: i64,
    pub(super) takes: Amounts,
}

/// The unit of each sum, minutes first, and how much of it the day holds.
pub(super) struct Sums {
    units: Amounts,
    pub(super) most: Amounts,
}

impl Sums {
    /// Minutes only: the places of the day do not matter.
    pub(super) fn minutes(capacity: u16) -> Self {
        let (mut units, mut most) = ([u16::MAX; SUMS], [0; SUMS]);
        (units[0], most[0]) = (1, capacity);
        Self { units, most }
    }

    /// Minutes, and the units that say the most before anything is chosen.
    pub(super) fn telling(
        problem: &Problem,
        groups: &[Group],
        required: Set,
        capacity: u16,
    ) -> Self {
        let items = groups.iter().flat_map(|group| &group.choices);
        let items = items.fold(0, |items, choice| items | choice.items);
        let filled: u16 = problem.rooms.iter().map(|room| best_fill(problem, items, room)).sum();
        let mut sums = Self::minutes(capacity.min(filled));
        let mut lengths: Vec<u16> = bits(items).map(|item| problem.items[item].length).collect();
        lengths.dedup();
        let mut told: Vec<(i64, u16, u16)> = lengths
            .into_iter()
            .map(|unit| {
                let most = problem.rooms.iter().map(|room| room.minutes() / unit).sum();
                let takes = |choice: &Choice| amount(problem, choice.items, unit);
                (Table::new(groups, required, most, &takes).at(0, most), unit, most)
            })
            .collect();
        told.sort_unstable();
        for (index, (_, unit, most)) in told.into_iter().take(SUMS - 1).enumerate() {
            (sums.units[index + 1], sums.most[index + 1]) = (unit, most);
        }
        sums
    }

    /// What a set of items takes.
    pub(super) fn takes(&self, problem: &Problem, items: Set) -> Amounts {
        self.units.map(|unit| amount(problem, items, unit))
    }
}

/// The whole units in each of these items, together.
fn amount(problem: &Problem, items: Set, unit: u16) -> u16 {
    bits(items).map(|item| problem.items[item].length / unit).sum()
}

/// The most minutes of a room that sets of these items can fill.
fn best_fill(problem: &Problem, items: Set, room: &Room) -> u16 {
    let most = usize::from(room.minutes());
    let mut reached = vec![false; most + 1];
    reached[0] = true;
    for item in bits(items) {
        let length = usize::from(problem.items[item].length);
        for minutes in (length..=most).rev() {
            reached[minutes] |= reached[minutes - length];
        }
    }
    let filled = reached.iter().rposition(|reached| *reached).unwrap_or(0);
    u16::try_from(filled).unwrap_or(u16::MAX)
}

/// For each group, the most that it and those after it can bring with what remains.
pub(super) struct Bounds {
    tables: Vec<Table>,
}

impl Bounds {
    /// The bounds when each of `required` must be covered by a group of their own.
    pub(super) fn new(groups: &[Group], required: Set, sums: &Sums) -> Self {
        let table = |sum: usize| {
            Table::new(groups, required, sums.most[sum], &|choice: &Choice| choice.takes[sum])
        };
        Self { tables: (0..SUMS).map(table).collect() }
    }

    /// The most that groups from this one on can bring; none if they cannot cover who is required.
    pub(super) fn at(&self, group: usize, left: &Amounts) -> Option<i64> {
        let tables = self.tables.iter().zip(left);
        let most = tables.map(|(table, left)| table.at(group, *left)).min()?;
        (most > NOTHING / 2).then_some(most)
    }
}

struct Table {
    width: usize,
    best: Vec<i64>,
}

impl Table {
    fn new(groups: &[Group], required: Set, most: u16, takes: &dyn Fn(&Choice) -> u16) -> Self {
        let width = usize::from(most) + 1;
        let mut best = vec![NOTHING; width * (groups.len() + 1)];
        best[width * groups.len()..].fill(0);
        for (index, group) in groups.iter().enumerate().rev() {
            let (here, after) = best[width * index..].split_at_mut(width);
            let must = group.person.is_some_and(|person| required & (1 << person) != 0);
            for choice in group.choices.iter().filter(|choice| !must || choice.items != 0) {
                let takes = usize::from(takes(choice));
                for left in takes..width {
                    here[left] = here[left].max(choice.value + after[left - takes]);
                }
            }
        }
        Self { width, best }
    }

    fn at(&self, group: usize, left: u16) -> i64 {
        self.best[self.width * group + usize::from(left)]
    }
}
