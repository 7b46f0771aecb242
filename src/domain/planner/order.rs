//! The order of what has been chosen (rule P12): the best there is, once the set is settled.
//!
//! Branch and bound: one item after the other is put into the room at hand, as early as it may, or
//! the room is left for the next. A branch ends where the easiest order of the rest would not do
//! better than the best order known, or where the same was reached for less.

use foldhash::{HashMap, HashMapExt};

use super::cost::{Cost, HEAVY_MARGIN, Weights, is_heavy};
use super::line::{Arrangement, Dive, Line};
use super::problem::{Problem, Set, bits};
use super::stop::{Cancelled, Halt, Stop};

/// An order of items that fit, room by room.
pub(super) struct Ordered {
    pub(super) rooms: Arrangement,
    /// No order is better; else it is the best of those seen.
    pub(super) is_proved: bool,
}

impl Ordered {
    /// All of them.
    pub(super) fn items(&self) -> Set {
        self.rooms.iter().flatten().fold(0, |items, item| items | 1 << item)
    }
}

/// The best order of the cases of some items that covers these people, each case held with as many of
/// its owners as can be; none if they do not fit, or if none was found in the steps there are.
pub(super) fn ordered(
    line: &Line<'_>,
    items: Set,
    people: Set,
    stop: &Stop<'_>,
) -> Result<Option<Ordered>, Cancelled> {
    let (problem, stop) = (line.problem(), &stop.anew());
    let mut best: Option<(usize, Cost, Arrangement)> = None;
    for (without, items) in by_absence(problem, items, people) {
        if best.as_ref().is_some_and(|(least, ..)| *least < without) {
            break;
        }
        let mut search = Search::new(line, items, best.map(|(_, cost, rooms)| (cost, rooms)), stop);
        let ended = search.go_on(search.start());
        best = search.best.map(|(cost, rooms)| (without, cost, rooms));
        match ended {
            Ok(()) => {}
            Err(Halt::Spent) => {
                return Ok(best.map(|(.., rooms)| Ordered { rooms, is_proved: false }));
            }
            Err(Halt::CalledOff) => return Err(Cancelled),
        }
    }
    Ok(best.map(|(.., rooms)| Ordered { rooms, is_proved: true }))
}

/// The ways to hold the cases of some items that cover these people, and how many owners each is held
/// without: the fewest first.
fn by_absence(problem: &Problem, items: Set, people: Set) -> Vec<(usize, Set)> {
    let mut sets: Vec<Set> = vec![0];
    for item in bits(items) {
        let held = problem.of_its_case(item) & problem.placeable();
        sets = sets.iter().flat_map(|set| bits(held).map(move |one| set | 1 << one)).collect();
    }
    let without = |set: Set| bits(set).map(|item| problem.items[item].without).sum();
    let covers = |set: &Set| people & !problem.covered_by(*set) == 0;
    let covering = sets.into_iter().filter(covers);
    let mut all: Vec<(usize, Set)> = covering.map(|set| (without(set), set)).collect();
    all.sort_unstable();
    all
}

/// What has been put in order on the way to a branch.
#[derive(Clone, Copy)]
struct Node {
    /// What is still to be put.
    rest: Set,
    /// The room at hand, and the minute from which it is free.
    room: usize,
    now: u16,
    /// Heavy items in it, and whether its last one is.
    heavy: u32,
    ends_heavy: bool,
    /// Nothing has been put since lunch.
    from_lunch: bool,
    /// Without what leaving the room at hand will cost.
    cost: Cost,
}

/// All that what follows depends on.
type Place = (Set, usize, u16, u32, bool, bool);

struct Search<'a, 'b> {
    problem: &'a Problem,
    stop: &'a Stop<'a>,
    items: Set,
    dive: Dive<'a, 'b>,
    weights: Weights<'a>,
    /// For how little each place was reached.
    reached: HashMap<Place, Cost>,
    /// The items put so far, room by room.
    taken: Arrangement,
    best: Option<(Cost, Arrangement)>,
}

impl<'a, 'b> Search<'a, 'b> {
    /// Of the order of some items, when one is known that is to be beaten.
    fn new(
        line: &'a Line<'b>,
        items: Set,
        best: Option<(Cost, Arrangement)>,
        stop: &'a Stop<'a>,
    ) -> Self {
        let problem = line.problem();
        Self {
            problem,
            stop,
            items,
            dive: Dive::new(line, stop),
            weights: Weights::new(line, items),
            reached: HashMap::new(),
            taken: vec![Vec::new(); problem.rooms.len()],
            best,
        }
    }

    fn start(&self) -> Node {
        let first = self.problem.rooms.first();
        Node {
            rest: self.items,
            room: 0,
            now: first.map_or(0, |room| room.start),
            heavy: 0,
            ends_heavy: false,
            from_lunch: first.is_some_and(|room| room.after_lunch),
            cost: Cost::default(),
        }
    }

    fn go_on(&mut self, node: Node) -> Result<(), Halt> {
        self.stop.step()?;
        if node.rest == 0 {
            let cost = self.left(&node, true);
            if self.beats(cost) {
                self.best = Some((cost, self.taken.clone()));
            }
            return Ok(());
        }
        if node.room == self.problem.rooms.len() || !self.may_do_better(&node) {
            return Ok(());
        }
        if !self.dive.gets_through(node.rest, node.now)? {
            return Ok(());
        }
        for index in self.weights.to_try(node.rest) {
            if let Some(next) = self.with(&node, index) {
                self.taken[node.room].push(index);
                self.go_on(next)?;
                self.taken[node.room].pop();
            }
        }
        self.go_on(self.next_room(&node))
    }

    fn beats(&self, cost: Cost) -> bool {
        self.best.as_ref().is_none_or(|(best, _)| cost < *best)
    }

    /// Whether the best order of the rest might beat what is known; noted as reached if so.
    fn may_do_better(&mut self, node: &Node) -> bool {
        if !self.beats(node.cost + self.weights.least(node.rest, node.room, node.now, node.heavy)) {
            return false;
        }
        let ends = (node.ends_heavy, node.from_lunch);
        let place = (node.rest, node.room, node.now, node.heavy, ends.0, ends.1);
        let known = self.reached.entry(place).or_insert(Cost::MAX);
        let cheaper = node.cost < *known;
        *known = node.cost.min(*known);
        cheaper
    }

    /// An item next in the room at hand, if it fits there.
    fn with(&self, node: &Node, index: usize) -> Option<Node> {
        let (room, item) = (&self.problem.rooms[node.room], &self.problem.items[index]);
        let start = item.start_from(node.now);
        let end = item.end_from(node.now);
        if end > room.end {
            return None;
        }
        let is_heavy = is_heavy(item);
        Some(Node {
            rest: node.rest & !(1 << index),
            now: end,
            heavy: node.heavy + u32::from(is_heavy),
            ends_heavy: is_heavy,
            from_lunch: false,
            cost: node.cost
                + self.weights.of(index, start, node.rest)
                + Cost::of_gap(start - node.now)
                + Cost::of_opening(if node.from_lunch { item.load } else { 0 }),
            ..*node
        })
    }

    fn next_room(&self, node: &Node) -> Node {
        let room = node.room + 1;
        let next = self.problem.rooms.get(room);
        Node {
            room,
            now: next.map_or(node.now, |room| room.start),
            heavy: 0,
            ends_heavy: false,
            from_lunch: node.from_lunch || next.is_some_and(|room| room.after_lunch),
            cost: self.left(node, false),
            ..*node
        }
    }

    /// The cost once the room at hand is left, for good or for the next.
    fn left(&self, node: &Node, for_good: bool) -> Cost {
        let Some(room) = self.problem.rooms.get(node.room) else { return node.cost };
        let ends_day = for_good && self.problem.pins.iter().all(|pin| pin.start < room.start);
        let hard = node.ends_heavy && (room.before_lunch || ends_day);
        let lacks = HEAVY_MARGIN.saturating_sub(room.end - node.now);
        node.cost + Cost::of_ending(hard) + Cost::of_margin(node.heavy, lacks)
    }
}
