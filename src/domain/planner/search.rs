//! The best set of cases that covers everyone and fits in the day: branch and bound, exact.
//!
//! Groups of items are decided one after the other. A branch ends where its bound says that it
//! cannot beat what is already found, or where what is chosen no longer fits in the day. What
//! remains when every branch has ended is the optimum.

use std::collections::HashMap;
use std::rc::Rc;

use super::bound::{Amounts, Bounds, Choice, Group, Sums};
use super::line::Line;
use super::problem::{Problem, Set, all, bits};
use super::stop::{Cancelled, Stop};

/// What is searched.
pub(super) struct Ask<'a> {
    /// What each item is worth.
    pub(super) values: &'a [i64],
    /// The items one may choose.
    pub(super) among: Set,
    /// The items that must be chosen.
    pub(super) forced: Set,
    /// The people to be covered.
    pub(super) people: Set,
    /// Minutes, transitions included.
    pub(super) capacity: u16,
    /// Whether the rooms of the day matter.
    pub(super) places: Places,
    /// How much is asked.
    pub(super) enough: Enough,
}

/// Whether the rooms of the day matter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Places {
    /// All chosen items fit in the rooms together.
    Kept,
    /// Only minutes count.
    Ignored,
}

/// When the search may end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Enough {
    /// At the optimum.
    Best,
    /// At anything that covers and fits.
    Any,
}

/// A set of items and what it is worth.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    pub(super) items: Set,
    pub(super) value: i64,
}

/// Searches; none if nothing covers and fits.
pub(super) fn best(
    line: &Line<'_>,
    ask: &Ask<'_>,
    stop: &Stop<'_>,
) -> Result<Option<Chosen>, Cancelled> {
    let problem = line.problem();
    let clashing = match ask.places {
        Places::Kept => line.clashing_with(ask.forced),
        Places::Ignored => 0,
    };
    let ask = &Ask { among: ask.among & !clashing, ..*ask };
    if ask.forced & !ask.among != 0 {
        return Ok(None);
    }
    let (mut groups, shared) = groups(problem, ask);
    let touched = groups[..shared].iter().flat_map(|group| &group.choices);
    let touched = touched.fold(0, |people, choice| people | choice.covers);
    let alone = ask.people & !touched;
    let sums = match ask.places {
        Places::Kept => Sums::telling(problem, &groups, alone, ask.capacity),
        Places::Ignored => Sums::minutes(ask.capacity),
    };
    for choice in groups.iter_mut().flat_map(|group| &mut group.choices) {
        choice.takes = sums.takes(problem, choice.items);
    }
    let first = Rc::new(Bounds::new(&groups, alone, &sums));
    let ranked = vec![Vec::new(); groups.len()];
    let later = HashMap::from([(alone, first.clone())]);
    let mut search = Search { line, ask, stop, groups, shared, sums, later, ranked, found: None };
    let start = Node { items: 0, barred: 0, covered: 0, value: 0, left: search.sums.most };
    search.decide(0, start, &first)?;
    Ok(search.found)
}

/// The groups, and how many of them, the first, cover several people.
fn groups(problem: &Problem, ask: &Ask<'_>) -> (Vec<Group>, usize) {
    let covers = |item: usize| problem.items[item].covers & ask.people;
    let alone = |item: usize| Group { person: None, choices: choices(problem, ask, 1 << item) };
    let shared: Vec<usize> = bits(ask.among).filter(|i| covers(*i).count_ones() > 1).collect();
    let mut own: Vec<Group> = bits(ask.people)
        .filter_map(|person| {
            let items = bits(ask.among).filter(|item| covers(*item) == 1 << person);
            let items = items.fold(0, |set, item| set | 1 << item);
            (items != 0)
                .then(|| Group { person: Some(person), choices: choices(problem, ask, items) })
        })
        .collect();
    // Whoever has the least choice first: what does not fit shows early.
    let starts = |group: &Group| {
        let items = group.choices.iter().fold(0, |items, choice| items | choice.items);
        bits(items).map(|item| problem.items[item].starts()).sum::<usize>()
    };
    own.sort_by_cached_key(starts);
    let is_free = |item: &usize| {
        let of_use = ask.values[*item] > 0 || ask.forced & (1 << item) != 0;
        covers(*item) == 0 && of_use
    };
    let mut free: Vec<usize> = bits(ask.among).filter(is_free).collect();
    // The most worth a minute first.
    let worth = |item: &usize| {
        i128::from(ask.values[*item]) * 10_000 / i128::from(problem.items[*item].length)
    };
    free.sort_by_key(|item| std::cmp::Reverse(worth(item)));
    let count = shared.len();
    let mut groups: Vec<Group> = shared.into_iter().map(alone).collect();
    groups.append(&mut own);
    groups.extend(free.into_iter().map(alone));
    (groups, count)
}

/// All that may be taken of some items.
fn choices(problem: &Problem, ask: &Ask<'_>, items: Set) -> Vec<Choice> {
    let members: Vec<usize> = bits(items).collect();
    let subsets = 0..=all(members.len());
    let of = |subset: Set| bits(subset).fold(0, |set: Set, index| set | 1 << members[index]);
    subsets
        .map(of)
        .filter(|chosen| ask.forced & items & !chosen == 0)
        .map(|chosen| Choice {
            items: chosen,
            covers: problem.covered_by(chosen) & ask.people,
            value: bits(chosen).map(|item| ask.values[item]).sum(),
            takes: Amounts::default(),
        })
        .collect()
}

/// What has been chosen on the way to a branch.
#[derive(Clone, Copy)]
struct Node {
    items: Set,
    /// What cannot be chosen any more beside them.
    barred: Set,
    covered: Set,
    value: i64,
    left: Amounts,
}

struct Search<'a, 'b> {
    line: &'a Line<'b>,
    ask: &'a Ask<'a>,
    stop: &'a Stop<'a>,
    groups: Vec<Group>,
    /// So many groups, the first, cover several people each.
    shared: usize,
    sums: Sums,
    /// The bounds after the shared groups, by who must still be covered.
    later: HashMap<Set, Rc<Bounds>>,
    /// Room for the choices of each group in the order of their bounds.
    ranked: Vec<Vec<(i64, usize)>>,
    found: Option<Chosen>,
}

impl Search<'_, '_> {
    fn decide(&mut self, group: usize, node: Node, bounds: &Rc<Bounds>) -> Result<(), Cancelled> {
        self.stop.step()?;
        if node.barred != 0 && self.strands(group, &node) {
            return Ok(());
        }
        if group == self.shared {
            let uncovered = self.ask.people & !node.covered;
            if !self.have_own(uncovered) {
                return Ok(());
            }
            let bounds = self.bounds_for(uncovered);
            return self.decide_own(group, node, &bounds);
        }
        self.decide_own(group, node, bounds)
    }

    fn decide_own(
        &mut self,
        group: usize,
        node: Node,
        bounds: &Rc<Bounds>,
    ) -> Result<(), Cancelled> {
        if group == self.groups.len() {
            self.found = Some(Chosen { items: node.items, value: node.value });
            return Ok(());
        }
        let mut ranked = std::mem::take(&mut self.ranked[group]);
        ranked.clear();
        for (index, choice) in self.groups[group].choices.iter().enumerate() {
            let after = node.with(choice);
            let bound =
                after.and_then(|after| Some(after.value + bounds.at(group + 1, &after.left)?));
            ranked.extend(bound.map(|bound| (bound, index)));
        }
        ranked.sort_unstable_by_key(|(bound, index)| (std::cmp::Reverse(*bound), *index));
        for (bound, index) in &ranked {
            if !self.beats(*bound) {
                break;
            }
            let choice = self.groups[group].choices[*index];
            let person = self.groups[group].person;
            let left_out = person.is_some_and(|person| {
                choice.items == 0 && self.ask.people & !node.covered & (1 << person) != 0
            });
            let Some(after) = node.with(&choice).filter(|_| !left_out) else { continue };
            if choice.items == 0 {
                self.decide(group + 1, after, bounds)?;
            } else if self.fits(after.items)? {
                let barred = node.barred | self.barred_by(choice.items);
                self.decide(group + 1, Node { barred, ..after }, bounds)?;
            }
        }
        self.ranked[group] = ranked;
        Ok(())
    }

    /// Whether all that could still cover somebody is barred.
    fn strands(&self, group: usize, node: &Node) -> bool {
        let left = self.groups[group..].iter().flat_map(|group| &group.choices);
        let left = left.filter(|choice| choice.items & node.barred == 0);
        let can_be = left.fold(node.covered, |people, choice| people | choice.covers);
        self.ask.people & !can_be != 0
    }

    /// Whether a branch of this bound can still bring something.
    fn beats(&self, bound: i64) -> bool {
        match self.found {
            None => true,
            Some(found) => self.ask.enough == Enough::Best && bound > found.value,
        }
    }

    fn barred_by(&self, items: Set) -> Set {
        match self.ask.places {
            Places::Kept => self.line.clashing_with(items),
            Places::Ignored => 0,
        }
    }

    fn fits(&self, items: Set) -> Result<bool, Cancelled> {
        match self.ask.places {
            Places::Kept => self.line.fits(items, self.stop),
            Places::Ignored => Ok(true),
        }
    }

    /// Whether each of these people has items of their own alone.
    fn have_own(&self, people: Set) -> bool {
        let own = self.groups[self.shared..].iter().filter_map(|group| group.person);
        people & !own.fold(0, |set, person| set | 1 << person) == 0
    }

    fn bounds_for(&mut self, uncovered: Set) -> Rc<Bounds> {
        let (groups, sums) = (&self.groups, &self.sums);
        let bounds = self.later.entry(uncovered);
        bounds.or_insert_with(|| Rc::new(Bounds::new(groups, uncovered, sums))).clone()
    }
}

impl Node {
    /// After a choice, if nothing bars it and enough is left for it.
    fn with(&self, choice: &Choice) -> Option<Node> {
        if choice.items & self.barred != 0 {
            return None;
        }
        let mut left = self.left;
        for (left, takes) in left.iter_mut().zip(choice.takes) {
            *left = left.checked_sub(takes)?;
        }
        Some(Node {
            items: self.items | choice.items,
            barred: self.barred,
            covered: self.covered | choice.covers,
            value: self.value + choice.value,
            left,
        })
    }
}
