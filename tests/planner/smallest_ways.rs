//! W8, the ways out of the fewest steps come first: against every set of every step there is.

use cercle::domain::apply::apply;
use cercle::domain::day::Day;
use cercle::domain::day::inventory::Merge;
use cercle::domain::day::way::WayStep;
use cercle::domain::id::{CaseId, Timestamp};
use cercle::domain::planner::is_feasible;
use cercle::domain::process::ProcessId;
use cercle::domain::ways;

use crate::days::{Chance, Size, case, random_day};
use crate::{replayed, shrink};

/// A day of long cases in short blocks: most of them take several steps to fit.
fn overfull(chance: &mut Chance) -> Day {
    let size = Size {
        people: 3 + chance.below(3),
        cases: 4 + chance.below(3),
        blocks: 2 + chance.below(2),
        troubled: chance.once_in(3),
    };
    let mut day = random_day(chance, &size);
    shrink(&mut day, chance);
    let reserved = chance.once_in(2);
    for one in &mut day.inventory.cases {
        one.fields.reserved = reserved;
        if !chance.once_in(3) {
            let name = ["codeveloppement", "intervision", "coaching_individuel"];
            let minutes = 45 + 5 * chance.below(10) as u16;
            one.process = Some((ProcessId::new(name[chance.below(3) as usize]).unwrap(), minutes));
        }
    }
    if chance.once_in(3) {
        day.inventory.revealed = true;
        let pairs = [(0, 1), if chance.once_in(2) { (2, 3) } else { (1, 2) }];
        for (n, (one, other)) in (90..).zip(&pairs[..1 + chance.below(2) as usize]) {
            let cases = vec![case(*one), case(*other)];
            let twins = Merge { merge: case(n), title: "T".into(), cases, agreed: Vec::new() };
            day.inventory.merges.push(twins);
        }
    }
    day
}

/// Every step that may be taken, as far as it goes; to wait for the next day apart from the others.
fn steps(day: &Day) -> (Vec<WayStep>, Vec<WayStep>) {
    let mut steps = Vec::new();
    let merge = |merge: &Merge| WayStep::Merge { merge: merge.merge };
    steps.extend(day.inventory.merges.iter().map(merge));
    let names: Vec<ProcessId> = day.facts.as_ref().unwrap().processes.keys().cloned().collect();
    for one in day.inventory.live() {
        let all = names.iter().flat_map(|name| (5..=75).map(move |minutes| (name, minutes)));
        let lighter = all.map(|(process, minutes)| WayStep::Lighten {
            case: one.case,
            process: process.clone(),
            minutes,
        });
        steps.extend(lighter.filter(|step| changes(day, step)).min_by_key(minutes_of));
        let trim = ways::minimum(day, one);
        steps.extend(trim.map(|minutes| WayStep::Trim { case: one.case, minutes }));
    }
    for process in &names {
        let all = (30..=90).map(|minutes| WayStep::Rounds { process: process.clone(), minutes });
        steps.extend(all.filter(|step| changes(day, step)));
    }
    for (block, one) in (0..).zip(&day.schedule.blocks) {
        steps.extend(one.floor().map(|minutes| WayStep::Shorten { block, minutes }));
    }
    steps.push(WayStep::Extend { end: day.schedule.end() + 120 });
    steps.retain(|step| changes(day, step));
    for merge in &day.inventory.merges {
        steps.extend(once_merged(day, merge.merge, &names));
    }
    let waits = |participant| WayStep::Defer { participant };
    let waiting = day.guaranteed().map(|member| waits(member.participant));
    let of_use = |step: &WayStep| changes(day, step);
    (steps, waiting.filter(of_use).collect())
}

/// The lightest and the shortest that a merger can be made of, once it is one.
fn once_merged(day: &Day, merge: CaseId, names: &[ProcessId]) -> Vec<WayStep> {
    let mut after = day.clone();
    let Ok(Some(event)) = ways::effect(day, &WayStep::Merge { merge }) else { return Vec::new() };
    apply(&mut after, &event, Timestamp(0));
    let whole = after.inventory.case(merge).unwrap();
    let all = names.iter().flat_map(|name| (5..=75).map(move |minutes| (name, minutes)));
    let lighter = all.map(|(process, minutes)| WayStep::Lighten {
        case: merge,
        process: process.clone(),
        minutes,
    });
    let lightest = lighter.filter(|step| changes(&after, step)).min_by_key(minutes_of);
    let trim = ways::minimum(&after, whole).map(|minutes| WayStep::Trim { case: merge, minutes });
    lightest.into_iter().chain(trim).collect()
}

fn minutes_of(step: &WayStep) -> u16 {
    if let WayStep::Lighten { minutes, .. } = step { *minutes } else { 0 }
}

fn changes(day: &Day, step: &WayStep) -> bool {
    ways::effect(day, step).is_ok_and(|event| event.is_some())
}

/// Whether everyone can be covered after these steps, if they can be taken one after the other.
fn fit(day: &Day, taken: &[&WayStep]) -> bool {
    let mut after = day.clone();
    for step in taken {
        let Ok(event) = ways::effect(&after, step) else { return false };
        event.into_iter().for_each(|event| apply(&mut after, &event, Timestamp(0)));
    }
    is_feasible(&after, &|| false).unwrap()
}

/// The fewest of these steps that do, none about the same thing; tried by their number.
fn fewest(day: &Day, steps: &[WayStep]) -> Option<usize> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    while !sets.is_empty() {
        let mut larger = Vec::new();
        for set in sets {
            let taken: Vec<&WayStep> = set.iter().map(|at| &steps[*at]).collect();
            if fit(day, &taken) {
                return Some(set.len());
            }
            let next = set.last().map_or(0, |last| last + 1);
            let apart = |at: &usize| !taken.iter().any(|step| step.meets(&steps[*at]));
            larger.extend((next..steps.len()).filter(apart).map(|at| [&set[..], &[at]].concat()));
        }
        sets = larger;
    }
    None
}

#[test]
fn w8_no_way_out_has_fewer_steps_than_the_first_that_is_told() {
    let mut many = 0;
    for seed in replayed().map_or(0..120, |seed| seed..seed + 1) {
        let day = overfull(&mut Chance(seed));
        let told = ways::search(&day, &|| false).expect("nobody calls it off");
        let first = told.iter().find(|way| way.fits);
        let waits = |step: &WayStep| matches!(step, WayStep::Defer { .. });
        let (steps, waiting) = steps(&day);
        let alone = fewest(&day, &steps);
        let truth = alone.or_else(|| fewest(&day, &[steps, waiting].concat()));
        let replay = format!("replay with CERCLE_SEED={seed}");
        if truth == Some(0) {
            assert_eq!(told, vec![], "{replay}");
            continue;
        }
        assert_eq!(first.map(|way| way.steps.len()), truth, "{first:?}; {replay}");
        let some_wait = first.is_some_and(|way| way.steps.iter().any(waits));
        assert_eq!(some_wait, truth.is_some() && alone.is_none(), "{first:?}; {replay}");
        many += usize::from(truth > Some(2));
    }
    println!("{many} days that take three steps or more");
    assert!(replayed().is_some() || many > 8, "only {many} days took three steps or more");
}
