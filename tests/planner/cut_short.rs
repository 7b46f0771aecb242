//! A search that ends before its proof says how far from the best it may be.

use cercle::domain::day::plan::Why;
use cercle::domain::id::CaseId;
use cercle::domain::planner::{Found, search_within};

use crate::days::{Chance, Size, random_day, slot_ids};
use crate::found;

/// Cut short anywhere, the search says how far from the best its plan is at most.
#[test]
fn a_search_cut_short_says_within_which_gap_of_the_best_it_is() {
    let size = Size { people: 8, cases: 22, blocks: 3, troubled: true };
    let (mut short, mut silent) = (0, 0);
    for seed in 0..40 {
        let day = random_day(&mut Chance(seed), &size);
        let Found::Plan(best) = found(&day) else { continue };
        for steps in [3, 10, 30, 100, 300, 1_000, 3_000] {
            let place = format!("{steps} steps of seed {seed}");
            match search_within(&day, steps, &|| false, &mut slot_ids()) {
                Found::Plan(plan) => {
                    assert_eq!(plan.breaches, vec![], "{place}");
                    let gap = plan.gap.unwrap_or(0);
                    assert!(plan.dots <= best.dots && best.dots <= plan.dots + gap, "{place}");
                    assert!(plan.gap.is_some() || plan.slots == best.slots, "{place}");
                    let fewer = |(_, why): &(CaseId, Why)| matches!(why, Why::FewerDots { .. });
                    assert!(gap == 0 || !plan.reasons.iter().any(fewer), "{place}");
                    short += u32::from(plan.gap.is_some());
                }
                Found::Infeasible(told) => {
                    assert!(!told.fits && !told.is_known, "{told:?}; {place}");
                    silent += 1;
                }
                Found::Cancelled => panic!("nobody called it off; {place}"),
            }
        }
    }
    assert!(short > 20 && silent > 5, "{short} cut short, {silent} without an answer");
}
