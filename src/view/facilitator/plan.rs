//! The plan on the tablet: its slots, why, whom it covers, what it breaks.

use crate::domain::day::Day;
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::plan::{Breach, Slot, Why};
use crate::domain::day::rounds::Rounds;
use crate::domain::day::way::{Answer, Proposal, WayStep};
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::judge::{Covered, judge};
use crate::domain::planner::Rest;
use crate::domain::remainder::Remainder;
use crate::domain::ways::{self, Way};
use crate::view::Around;
use crate::view::shared::{also, count, missed, process_of, way_step};
use crate::wire::facilitator::{
    BreachView, CaseReason, CoverView, Plan, PlannedSlot, ProposalView, ReasonView, RestView,
    RoundsView, WayView, WorthView,
};

pub(super) fn seen(day: &Day, around: &Around) -> Plan {
    let infeasible = around.infeasible.as_ref().map(super::feasibility);
    let first = first_today(day);
    let ways = around.ways.as_ref().map(|ways| ways.iter().map(|one| way(day, one)).collect());
    let proposals = day.proposals.iter().filter_map(|one| proposal(day, one)).collect();
    let free_from = Remainder::of(day).from;
    let (deferred, unasked) = (day.deferred.clone(), ways::unasked(day));
    let without_case = day.without_case().collect();
    let stopped = day.have_stopped().collect();
    let left_waiting = day.left_waiting().collect();
    let again = day.left_to_take_up().collect();
    let missed = day.left_without_theirs().collect();
    let Some(plan) = &day.plan else {
        return Plan {
            basis: day.basis,
            computing: around.computing,
            stale: false,
            slots: Vec::new(),
            dots: 0,
            used: 0,
            available: day.schedule.available(),
            free_from,
            covered: Vec::new(),
            uncovered: Vec::new(),
            without_case,
            stopped,
            left_waiting,
            again,
            missed,
            first,
            reasons: reasons(day, around, &Vec::new()),
            breaches: Vec::new(),
            infeasible,
            rest: None,
            by_hand: false,
            ways,
            proposals,
            unasked,
            rounds: rounds(day),
            deferred,
            before: None,
            gap: None,
            broken: around.broken,
        };
    };
    // As things stand now: late arrivals, early leaves and new priorities included.
    let verdict = judge(day, &plan.slots);
    let reasons = reasons(day, around, &verdict.covered);
    let (covered, uncovered): (Vec<_>, Vec<_>) =
        verdict.covered.into_iter().partition(|(_, cases)| !cases.is_empty());
    Plan {
        basis: plan.basis,
        computing: around.computing,
        stale: plan.basis != day.basis,
        slots: plan.slots.iter().filter_map(|slot| planned(day, slot)).collect(),
        dots: plan.dots,
        used: plan.used,
        available: plan.available,
        free_from,
        covered: covered
            .into_iter()
            .map(|(participant, cases)| CoverView { participant, cases })
            .collect(),
        uncovered: uncovered.into_iter().map(|(participant, _)| participant).collect(),
        without_case,
        stopped,
        left_waiting,
        again,
        missed,
        first,
        reasons,
        breaches: verdict.breaches.iter().map(|one| breach(day, one)).collect(),
        infeasible,
        rest: around.rest.as_ref().map(|found| rest(day, found)),
        by_hand: plan.by_hand,
        ways,
        proposals,
        unasked,
        rounds: rounds(day),
        deferred,
        before: plan.before.map(|worth| WorthView {
            dots: worth.dots,
            used: worth.used,
            cases: worth.cases,
        }),
        gap: plan.gap,
        broken: around.broken,
    }
}

fn rounds(day: &Day) -> Option<RoundsView> {
    day.rounds.as_ref().map(|rounds| RoundsView {
        process: rounds.process.clone(),
        minutes: rounds.minutes,
        cases: rounds.cases.clone(),
        without: without(day, rounds),
    })
}

/// Those whom the day knows with a case that has not begun, and who bring none of theirs: they have
/// left, or wait, or no place is left with the facilitator for what they reserve.
fn without(day: &Day, rounds: &Rounds) -> Vec<ParticipantId> {
    let brings = |who: ParticipantId| {
        let mut own = day.inventory.priorities_of(who);
        own.retain(|case| !day.is_begun(*case));
        own.is_empty() || own.iter().any(|case| rounds.cases.contains(case))
    };
    let members = day.roster.members.iter().map(|member| member.participant);
    members.filter(|who| !brings(*who)).collect()
}

/// Those of them who are here.
fn first_today(day: &Day) -> Vec<ParticipantId> {
    let here = day.guaranteed().map(|member| member.participant);
    here.filter(|who| day.first_places.contains(who)).collect()
}

fn planned(day: &Day, slot: &Slot) -> Option<PlannedSlot> {
    Some(PlannedSlot {
        slot: slot.slot,
        case_item: slot.case,
        also: also(day, slot),
        missed: missed(day, slot),
        block: slot.block,
        start: slot.start,
        end: slot.start + slot.minutes,
        process: process_of(day, slot)?,
        outcome: day.outcome_of(slot.slot),
        begun: day.runs.contains_key(&slot.slot),
        least: day.inventory.case(slot.case).and_then(|case| day.least_minutes(case)).unwrap_or(0),
        pinned: day.plan.as_ref().is_some_and(|plan| plan.pinned.contains(&slot.slot)),
    })
}

fn rest(day: &Day, found: &Rest) -> RestView {
    RestView {
        slots: found.slots.iter().filter_map(|slot| planned(day, slot)).collect(),
        left_out: found.left_out.clone(),
    }
}

fn way(day: &Day, way: &Way) -> WayView {
    let steps = way.steps.iter().map(way_step).collect();
    let asked = way.steps.iter().map(|step| ways::asked(day, step)).collect();
    WayView { steps, asked, saves: way.saves, fits: way.fits }
}

/// What was put to people and has not been done. Who has yet to say is named, unless it is put to
/// all: then they are counted, so that nobody is pressed.
fn proposal(day: &Day, known: &Proposal) -> Option<ProposalView> {
    let asked = ways::asked_by(day, &known.steps);
    let of_all = known.steps.iter().any(|step| matches!(step, WayStep::Extend { .. }));
    let waits = |who: &ParticipantId| !known.agreed.contains(who);
    let waiting: Vec<ParticipantId> = asked.iter().copied().filter(waits).collect();
    let declined = known.answer == Answer::Declined;
    (known.answer != Answer::Taken).then(|| ProposalView {
        proposal: known.proposal,
        steps: known.steps.iter().map(way_step).collect(),
        agreed: count(asked.len() - waiting.len()),
        asked: count(asked.len()),
        waiting: if of_all || declined { Vec::new() } else { waiting },
        declined,
        lapsed: !declined && !ways::holds(day, known),
    })
}

/// A reason for each case: that found with the plan, but that a case covers only whom it covers as things
/// stand; else what is known without one.
fn reasons(day: &Day, around: &Around, covered: &Covered) -> Vec<CaseReason> {
    let covers = |who: &ParticipantId, case: CaseId| {
        covered.iter().any(|(of, by)| of == who && by.contains(&case))
    };
    let of_plan = day.plan.iter().flat_map(|plan| &plan.reasons);
    let mut reasons: Vec<(CaseId, ReasonView)> =
        of_plan.map(|(case, why)| (*case, reason(why, |who| covers(who, *case)))).collect();
    let known: Vec<CaseId> = reasons.iter().map(|(case, _)| *case).collect();
    let others = day.inventory.live().filter(|case| !known.contains(&case.case));
    reasons.extend(others.map(|case| (case.case, without_plan(day, around, case))));
    let slots = day.plan.as_ref().map_or(&[][..], |plan| &plan.slots);
    let treated = |case| day.cases_of(slots).any(|treated| treated == case);
    let seen = reasons.into_iter().map(|(case_item, reason)| CaseReason {
        case_item,
        treated: treated(case_item),
        reason,
    });
    seen.collect()
}

/// Why a case is out of which no plan says anything.
fn without_plan(day: &Day, around: &Around, case: &CaseItem) -> ReasonView {
    if day.treatment_of(case).is_none() {
        return ReasonView::NoProcess;
    }
    let told = around.infeasible.as_ref().or(around.feasibility.as_ref());
    let alone = told.iter().flat_map(|told| &told.untreatable);
    let mut alone = alone.filter(|(id, why)| *id == case.case && *why != Why::NoProcess);
    if let Some((_, why)) = alone.next() {
        return reason(why, |_| false);
    }
    match (&day.plan, &around.infeasible) {
        (Some(plan), _) if plan.by_hand => ReasonView::ByHand,
        (None, Some(told)) if told.is_known => ReasonView::NoPlan,
        _ => ReasonView::NotPlanned,
    }
}

fn reason(why: &Why, is_covered: impl Fn(&ParticipantId) -> bool) -> ReasonView {
    match why {
        Why::Covers { people, dots } => {
            let people: Vec<_> = people.iter().copied().filter(is_covered).collect();
            match people.is_empty() {
                true => ReasonView::Dots { dots: *dots },
                false => ReasonView::Covers { people, dots: *dots },
            }
        }
        Why::Dots { dots } => ReasonView::Dots { dots: *dots },
        Why::ByHand => ReasonView::ByHand,
        Why::TooLong { minutes } => ReasonView::TooLong { minutes: *minutes },
        Why::OwnerAway => ReasonView::OwnerAway,
        Why::GroupFloor => ReasonView::GroupFloor,
        Why::WouldUncover { people, dots } => {
            ReasonView::WouldUncover { people: people.clone(), dots: *dots }
        }
        Why::FewerDots { dots } => ReasonView::FewerDots { dots: *dots },
        Why::EqualDots { dots } => ReasonView::EqualDots { dots: *dots },
        Why::LeftOut { dots } => ReasonView::LeftOut { dots: *dots },
        Why::OverTime { minutes, available } => {
            ReasonView::OverTime { minutes: *minutes, available: *available }
        }
        Why::NoProcess => ReasonView::NoProcess,
    }
}

fn breach(day: &Day, breach: &Breach) -> BreachView {
    match breach {
        Breach::Uncovered { participant } => BreachView::Uncovered { participant: *participant },
        Breach::OverBlock { slot, minutes } => {
            BreachView::OverBlock { slot: *slot, minutes: *minutes }
        }
        Breach::Overlap { slot } => BreachView::Overlap { slot: *slot },
        Breach::Reserve { minutes } => BreachView::Reserve { minutes: *minutes },
        Breach::OwnerAway { slot, participant } => {
            BreachView::OwnerAway { slot: *slot, participant: *participant }
        }
        Breach::GroupFloor { slot } => BreachView::GroupFloor { slot: *slot },
        Breach::Shortened { slot, minutes } => {
            let trim = |slot: &Slot| WayStep::Trim { case: slot.case, minutes: slot.minutes };
            let asked = day.slot(*slot).map(|slot| ways::asked(day, &trim(slot)));
            BreachView::Shortened {
                slot: *slot,
                minutes: *minutes,
                asked: asked.unwrap_or_default(),
            }
        }
    }
}
