//! The baseline: the same choice of cases as a plain mixed-integer programme, solved by a solver
//! that knows nothing of workshops. It knows blocks, minutes, reserve and the guarantee, not who
//! comes late: so it is asked about days on which nobody does.

use std::time::Duration;

use cercle::domain::day::Day;
use cercle::domain::limits::TRANSITION_MINUTES;
use cercle::domain::remainder::Remainder;
use cercle::domain::vocabulary::VoteKind;
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

/// A solve that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the solver says of a day.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    /// The greatest total of dots under the guarantee.
    Dots(u16),
    /// No choice of cases keeps the guarantee.
    Infeasible,
    /// No proof within ten seconds, or a failure of its own.
    Nothing,
}

/// One variable per case and block: one when the case is treated there.
pub fn solve(day: &Day) -> Said {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    problem.set_time_limit(PATIENCE);
    let vote = day.vote_about(VoteKind::Priority);
    let blocks: Vec<f64> =
        day.schedule.treatment().map(|(_, block)| f64::from(block.end - block.start)).collect();
    let mut placed = Vec::new();
    for case in day.inventory.live() {
        let Some((_, minutes)) = &case.process else { continue };
        let dots = f64::from(vote.and_then(|vote| vote.dots_of(case.case)).unwrap_or(0));
        let length = f64::from(minutes + TRANSITION_MINUTES);
        let row: Vec<Variable> = blocks.iter().map(|_| problem.add_binary_var(dots)).collect();
        problem.add_constraint(sum(&row, 1.0), ComparisonOp::Le, 1.0);
        placed.push((case.case, length, row));
    }
    for (block, minutes) in blocks.iter().enumerate() {
        let inside: Vec<_> = placed.iter().map(|(_, length, row)| (row[block], *length)).collect();
        problem.add_constraint(inside, ComparisonOp::Le, *minutes);
    }
    let all: Vec<_> = placed.iter().flat_map(|(_, length, row)| sum(row, *length)).collect();
    problem.add_constraint(all, ComparisonOp::Le, f64::from(Remainder::of(day).available));
    for member in day.guaranteed() {
        let owed = day.owed_to(member.participant);
        if owed.is_empty() {
            continue;
        }
        let theirs = placed.iter().filter(|(case, ..)| owed.contains(case));
        let any: Vec<_> = theirs.flat_map(|(.., row)| sum(row, 1.0)).collect();
        problem.add_constraint(any, ComparisonOp::Ge, 1.0);
    }
    match problem.solve().map(microlp::SolveOutcome::into_solution) {
        Ok(Ok(solution)) if solution.status() == microlp::SolutionStatus::Optimal => {
            Said::Dots(solution.objective().round() as u16)
        }
        Err(microlp::Error::Infeasible) => Said::Infeasible,
        _ => Said::Nothing,
    }
}

fn sum(row: &[Variable], coefficient: f64) -> Vec<(Variable, f64)> {
    row.iter().map(|variable| (*variable, coefficient)).collect()
}
