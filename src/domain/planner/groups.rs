//! What the search for the best set decides together, and in which order.

use super::bound::{Amounts, Choice, Group};
use super::problem::{Problem, Set, all, bits};
use super::search::Ask;

/// The groups, and how many of them, the first, cover several people.
pub(super) fn groups(problem: &Problem, ask: &Ask<'_>) -> (Vec<Group>, usize) {
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
    let may_double = !problem.is_each_once(items);
    let subsets = 0..=all(members.len());
    let of = |subset: Set| bits(subset).fold(0, |set: Set, index| set | 1 << members[index]);
    subsets
        .map(of)
        .filter(|chosen| ask.forced & items & !chosen == 0)
        .filter(|chosen| !may_double || problem.is_each_once(*chosen))
        .map(|chosen| Choice {
            items: chosen,
            covers: problem.covered_by(chosen) & ask.people,
            value: bits(chosen).map(|item| ask.values[item]).sum(),
            takes: Amounts::default(),
        })
        .collect()
}
