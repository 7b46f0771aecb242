//! The best set of cases that covers everyone and fits in the day: branch and bound, exact.
//!
//! Groups of items are decided one after the other. A branch ends where its bound says that it
//! cannot beat what is already found, or where what is chosen no longer fits in the day. What
//! remains when every branch has ended is the optimum. A search that has taken as many steps as it
//! may says how much the branches it left open could bring at most.

use std::rc::Rc;

use foldhash::HashMap;

use super::bound::{Amounts, Bounds, Choice, Group, NOTHING, Sums};
use super::groups::groups;
use super::line::Line;
use super::problem::Set;
use super::stop::{Cancelled, Halt, Stop};

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
    /// At anything that covers and fits and is worth as much.
    Worth(i64),
}

impl Enough {
    /// At anything that covers and fits.
    pub(super) const ANY: Self = Self::Worth(i64::MIN);
}

/// A set of items and what it is worth.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    pub(super) items: Set,
    pub(super) value: i64,
}

/// What a search has found.
pub(super) struct Searched {
    /// The best set it has seen.
    pub(super) found: Option<Chosen>,
    /// What the branches it left open could bring at most; none when it has looked at all.
    pub(super) open: Option<i64>,
}

impl Searched {
    /// How much more there may be than was found; none when it is proved that there is no more.
    pub(super) fn gap(&self) -> Option<i64> {
        let found = self.found.map_or(NOTHING, |found| found.value);
        self.open.filter(|open| *open > found)
    }

    /// Whether there is anything; not known when the search ended too early to say.
    pub(super) fn is_any(&self) -> Result<bool, Halt> {
        match (self.found, self.open) {
            (Some(_), _) => Ok(true),
            (None, None) => Ok(false),
            (None, Some(_)) => Err(Halt::Spent),
        }
    }
}

/// Searches; nothing is found if nothing covers and fits.
pub(super) fn best(line: &Line<'_>, ask: &Ask<'_>, stop: &Stop<'_>) -> Result<Searched, Cancelled> {
    let stop = &stop.anew();
    let problem = line.problem();
    let clashing = match ask.places {
        Places::Kept => line.clashing_with(ask.forced),
        Places::Ignored => 0,
    };
    let ask = &Ask { among: ask.among & !clashing, ..*ask };
    if ask.forced & !ask.among != 0 {
        return Ok(Searched { found: None, open: None });
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
    let later = HashMap::from_iter([(alone, first.clone())]);
    let (found, open) = (None, None);
    let mut search = Search { line, ask, stop, groups, shared, sums, later, ranked, found, open };
    let start = Node { items: 0, barred: 0, covered: 0, value: 0, left: search.sums.most };
    let most = first.at(0, &start.left);
    match most.map_or(Ok(()), |most| search.decide(0, start, most, &first)) {
        Ok(()) | Err(Halt::Spent) => Ok(Searched { found: search.found, open: search.open }),
        Err(Halt::CalledOff) => Err(Cancelled),
    }
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
    /// What the branches left open could bring at most.
    open: Option<i64>,
}

impl Search<'_, '_> {
    /// Decides this group and those after it, which bring so much at most.
    fn decide(
        &mut self,
        group: usize,
        node: Node,
        most: i64,
        bounds: &Rc<Bounds>,
    ) -> Result<(), Halt> {
        if let Err(halt) = self.stop.step() {
            self.open = self.open.max(Some(most));
            return Err(halt);
        }
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

    fn decide_own(&mut self, group: usize, node: Node, bounds: &Rc<Bounds>) -> Result<(), Halt> {
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
        let mut ended = Ok(());
        for (bound, index) in &ranked {
            if !self.beats(*bound) {
                break;
            }
            if ended.is_err() {
                self.open = self.open.max(Some(*bound));
                break;
            }
            ended = self.choose(group, *index, *bound, &node, bounds);
        }
        self.ranked[group] = ranked;
        ended
    }

    /// Takes a choice of a group and goes on.
    fn choose(
        &mut self,
        group: usize,
        index: usize,
        most: i64,
        node: &Node,
        bounds: &Rc<Bounds>,
    ) -> Result<(), Halt> {
        let choice = self.groups[group].choices[index];
        let person = self.groups[group].person;
        let left_out = person.is_some_and(|person| {
            choice.items == 0 && self.ask.people & !node.covered & (1 << person) != 0
        });
        let Some(after) = node.with(&choice).filter(|_| !left_out) else { return Ok(()) };
        if choice.items == 0 {
            return self.decide(group + 1, after, most, bounds);
        }
        match self.fits(after.items) {
            Ok(true) => {
                let barred = node.barred | self.barred_by(choice.items);
                self.decide(group + 1, Node { barred, ..after }, most, bounds)
            }
            Ok(false) => Ok(()),
            Err(halt) => {
                self.open = self.open.max(Some(most));
                Err(halt)
            }
        }
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
        match (self.ask.enough, self.found) {
            (Enough::Best, found) => found.is_none_or(|found| bound > found.value),
            (Enough::Worth(least), found) => found.is_none() && bound >= least,
        }
    }

    fn barred_by(&self, items: Set) -> Set {
        match self.ask.places {
            Places::Kept => self.line.clashing_with(items),
            Places::Ignored => 0,
        }
    }

    fn fits(&self, items: Set) -> Result<bool, Halt> {
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
