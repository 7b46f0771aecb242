//! How long the planner takes, over random days of three sizes, and against a plain search of
//! every set of cases in the same run.
//!
//! `CERCLE_DAYS` sets how many days, `CERCLE_SEED` the first of them.
#![allow(clippy::unwrap_used, reason = "a bench may fail by panicking")]

#[path = "../tests/planner/brute.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod brute;
#[path = "../tests/planner/days.rs"]
mod days;

use std::time::{Duration, Instant};

use cercle::domain::planner::{Found, search};
use days::{Chance, Size, random_day, slot_ids};

fn main() {
    let days = number("CERCLE_DAYS").unwrap_or(300);
    let first = number("CERCLE_SEED").unwrap_or(1);
    for troubled in [false, true] {
        for (people, cases, blocks) in [(8, 22, 3), (12, 36, 4), (12, 36, 6)] {
            let size = Size { people, cases, blocks, troubled };
            let name = format!("{people} people, {cases} cases, {blocks} blocks");
            report(&name, &size, first, days);
        }
    }
    against_every_set(first, days.min(40));
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn report(name: &str, size: &Size, first: u64, days: u64) {
    let mut times = Vec::new();
    let mut plans = 0;
    for seed in first..first + days {
        let day = random_day(&mut Chance(seed), size);
        let begun = Instant::now();
        let found = search(&day, &|| false, &mut slot_ids());
        times.push((begun.elapsed(), seed));
        plans += u64::from(matches!(found, Found::Plan(_)));
    }
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].0;
    let (worst, seed) = times[times.len() - 1];
    let troubled = if size.troubled { ", people come and go" } else { "" };
    println!(
        "{name}{troubled}: p50 {:.2?}  p99 {:.2?}  worst {worst:.2?} (seed {seed}); {plans} plans of {days}",
        at(50),
        at(99),
    );
}

fn against_every_set(first: u64, days: u64) {
    let size = Size { people: 4, cases: 8, blocks: 3, troubled: false };
    let (mut planner, mut plain) = (Duration::ZERO, Duration::ZERO);
    for seed in first..first + days {
        let day = random_day(&mut Chance(seed), &size);
        let begun = Instant::now();
        let found = search(&day, &|| false, &mut slot_ids());
        planner += begun.elapsed();
        let begun = Instant::now();
        let truth = brute::truth(&day);
        plain += begun.elapsed();
        assert_eq!(truth.best.is_some(), matches!(found, Found::Plan(_)), "seed {seed}");
    }
    println!(
        "4 people, 8 cases: {:.0} times as fast as every order of every set ({planner:.2?} against {plain:.2?})",
        plain.as_secs_f64() / planner.as_secs_f64(),
    );
}
