//! What a tablet sees: the whole conduct of the day, never a ballot, never a text that leaves it out.

use super::shared::{
    blocks, charter, clocks, count, expectations, label, pause, submitted, turn, vote, window,
};
use super::{Around, Knocking, Sections, View};
use crate::domain::day::Day;
use crate::domain::day::inventory::{CaseItem, Merge};
use crate::domain::day::plan::{self, Breach, Slot, Why};
use crate::domain::day::roster::Member;
use crate::domain::day::treatment::{Contribution, Reader, Run};
use crate::domain::planner;
use crate::domain::position::Position;
use crate::domain::process::Step;
use crate::domain::text::folded;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{ClockKind, ScreenShows, VoteKind};
use crate::wire::facilitator::{
    BreachView, CaseReason, CaseView, Cases, ClockShown, CoverView, Feasibility, HandView,
    KnockView, MergeView, Now, Passing, Plan, PlannedSlot, PriorityView, ReasonView, RoleView,
    SeatView, Stage, StepLine, StepView, TextView, Texts, TitleView, UndoView,
};

/// A facilitator's tablet.
pub(super) struct Tablet;

impl View for Tablet {
    fn sections(&self, day: &Day, around: &Around) -> Sections {
        let mut sections = Sections::default();
        sections.add("now", &now(day, around));
        sections.add("cases", &cases(day));
        sections.add("plan", &plan(day, around));
        sections.add("texts", &texts(day));
        sections.add("passing", &passing(day, around));
        sections
    }
}

fn now(day: &Day, around: &Around) -> Now {
    let shown = [ClockKind::Step, ClockKind::Case, ClockKind::Day].map(|clock| {
        let where_shown = day.shown.of(clock);
        ClockShown { clock, phones: where_shown.phones, screen: where_shown.screen }
    });
    Now {
        day: label(day),
        code: day.open().map(|facts| facts.code.clone()).unwrap_or_default(),
        locked: day.roster.locked,
        seats: day.roster.seats,
        people: day.roster.members.iter().map(|member| seat(day, member)).collect(),
        position: day.position.0,
        undo: day.last_move.as_ref().map(|last| UndoView {
            from: last.from,
            to: last.to,
            until: last.until(),
        }),
        pause: pause(day),
        clocks: clocks(day, |_| true),
        shown: shown.to_vec(),
        blocks: blocks(day),
        reserve: day.schedule.reserve,
        stage: stage(day, around),
        hands: day
            .hands
            .iter()
            .map(|(participant, since)| HandView { participant: *participant, since: *since })
            .collect(),
        screen: day.screen.unwrap_or(ScreenShows::Step),
        screen_paired: !day.screens.is_empty(),
    }
}

fn seat(day: &Day, member: &Member) -> SeatView {
    let who = member.participant;
    let roles = day.runs.values().flat_map(|run| &run.roles).filter(|(of, _)| *of == who);
    SeatView {
        participant: who,
        name: member.name.clone(),
        seated: member.seated,
        present: member.present,
        from: member.from,
        until: member.until,
        engaged: member.engaged == Some(day.charter.version),
        checked_out: member.checked_out,
        cases: count(day.inventory.brought_by(who).count()),
        roles: count(roles.count()),
    }
}

fn stage(day: &Day, around: &Around) -> Stage {
    match day.position.0 {
        Position::Welcome => Stage::Welcome,
        Position::Opening => Stage::Opening {
            charter: charter(day),
            turn: turn(day),
            expectations_open: day.expectations_open,
            expectations: expectations(day),
        },
        Position::Inventory => Stage::Inventory {
            window: window(day.window),
            submitted: submitted(day),
            revealed: day.inventory.revealed,
            turn: turn(day),
        },
        Position::Process => Stage::Process,
        Position::Prioritisation => {
            let asked = day.vote_about(VoteKind::Priority);
            Stage::Prioritisation {
                feasibility: around.feasibility.as_ref().map(feasibility),
                vote: asked.map(vote),
                registered: asked.map_or(0, |vote| count(vote.issued.len())),
            }
        }
        Position::Treatment { at } => Stage::Treatment {
            step: day.at_step().map(|(slot, run, at)| step(day, slot, run, at)),
            next: day.next_slot().map(|slot| slot.slot).filter(|_| at.is_none()),
        },
        Position::Closing => {
            let asked = day.vote_about(VoteKind::Roti);
            Stage::Closing {
                roti: asked.map(vote),
                registered: asked.map_or(0, |vote| count(vote.issued.len())),
                turn: turn(day),
                expectations: expectations(day),
                unsettled: unsettled(day),
            }
        }
        Position::Ended => Stage::Ended,
    }
}

/// People with a case of which they have not said what becomes.
fn unsettled(day: &Day) -> u8 {
    let open: Vec<_> = day
        .inventory
        .live()
        .filter(|case| case.disposition.is_none())
        .map(|case| case.case)
        .collect();
    count(day.inventory.owners_of(&open).len())
}

fn feasibility(found: &planner::Feasibility) -> Feasibility {
    Feasibility {
        required: found.required,
        available: found.available,
        missing: found.missing,
        without_priority: found.without_priority.clone(),
        unplaceable: found.unplaceable.clone(),
        extend: found.extend,
    }
}

fn step(day: &Day, slot: &Slot, run: &Run, step: &Step) -> StepView {
    let steps = run.process.steps.iter().zip(&run.minutes);
    StepView {
        slot: slot.slot,
        case_item: slot.case,
        process_name: run.process.name.clone(),
        steps: steps
            .map(|(step, minutes)| StepLine {
                step: step.id.clone(),
                name: step.name.clone(),
                minutes: *minutes,
            })
            .collect(),
        index: day.cursor().map_or(0, |cursor| cursor.step),
        says: step.facilitator_says.clone(),
        speaks: step.speaks.clone(),
        owner_role: run.process.owner_role.clone(),
        group_role: run.process.group_role.clone(),
        owner_phone: step.phones.owner,
        group_phone: step.phones.group,
        window: (!step.inputs.is_empty()).then(|| window(day.window)),
        vote: day.vote_about(VoteKind::Interest).map(vote),
        roles: run
            .roles
            .iter()
            .map(|(participant, role)| RoleView { participant: *participant, role: *role })
            .collect(),
        posture: step.posture.clone(),
    }
}

/// Before the reveal the tablet has counts, like everybody.
fn cases(day: &Day) -> Cases {
    if !day.inventory.revealed {
        return Cases { cases: Vec::new(), merges: Vec::new(), titles: Vec::new() };
    }
    let titles = day.inventory.titles.iter();
    Cases {
        cases: day.inventory.live().map(|case| case_view(day, case)).collect(),
        merges: day.inventory.merges.iter().map(|merge| merge_view(day, merge)).collect(),
        titles: titles
            .map(|(case, title)| TitleView { case_item: *case, title: title.clone() })
            .collect(),
    }
}

fn case_view(day: &Day, case: &CaseItem) -> CaseView {
    let priorities = case.priorities.iter();
    CaseView {
        case_item: case.case,
        owners: case.owners.clone(),
        kind: case.fields.kind,
        title: case.fields.title.clone(),
        headline: case.fields.headline.clone(),
        expects: case.fields.expects.clone(),
        reserved: case.fields.reserved,
        urgency: case.fields.urgency,
        importance: case.fields.importance,
        emotional_load: case.fields.emotional_load,
        priorities: priorities
            .map(|(participant, rank)| PriorityView { participant: *participant, rank: *rank })
            .collect(),
        process: case.process.as_ref().map(|(id, _)| id.clone()),
        minutes: case.process.as_ref().map(|(_, minutes)| *minutes),
        merged_from: case.merged_from.clone(),
        age: case.age,
        dots: day.vote_about(VoteKind::Priority).and_then(|vote| vote.dots_of(case.case)),
        outcome: day.outcome_of_case(case.case),
        disposition: case.disposition,
    }
}

fn merge_view(day: &Day, merge: &Merge) -> MergeView {
    let mut waiting = day.inventory.owners_of(&merge.cases);
    waiting.retain(|owner| !merge.agreed.contains(owner));
    MergeView {
        merge: merge.merge,
        title: merge.title.clone(),
        cases: merge.cases.clone(),
        agreed: merge.agreed.clone(),
        waiting,
    }
}

fn plan(day: &Day, around: &Around) -> Plan {
    let infeasible = around.infeasible.as_ref().map(feasibility);
    let Some(plan) = &day.plan else {
        return Plan {
            basis: day.basis,
            computing: around.computing,
            stale: false,
            slots: Vec::new(),
            dots: 0,
            used: 0,
            available: day.schedule.available(),
            covered: Vec::new(),
            uncovered: Vec::new(),
            reasons: Vec::new(),
            breaches: Vec::new(),
            infeasible,
            by_hand: false,
        };
    };
    let (covered, uncovered): (Vec<_>, Vec<_>) =
        plan.covered.iter().partition(|(_, cases)| !cases.is_empty());
    Plan {
        basis: plan.basis,
        computing: around.computing,
        stale: plan.basis != day.basis,
        slots: plan.slots.iter().filter_map(|slot| planned(day, slot)).collect(),
        dots: plan.dots,
        used: plan.used,
        available: plan.available,
        covered: covered
            .into_iter()
            .map(|(participant, cases)| CoverView {
                participant: *participant,
                cases: cases.clone(),
            })
            .collect(),
        uncovered: uncovered.into_iter().map(|(participant, _)| *participant).collect(),
        reasons: reasons(plan),
        breaches: plan.breaches.iter().map(breach).collect(),
        infeasible,
        by_hand: plan.by_hand,
    }
}

fn planned(day: &Day, slot: &Slot) -> Option<PlannedSlot> {
    let (process, _) = day.inventory.case(slot.case)?.process.clone()?;
    Some(PlannedSlot {
        slot: slot.slot,
        case_item: slot.case,
        block: slot.block,
        start: slot.start,
        end: slot.start + slot.minutes,
        process,
        outcome: day.outcome_of(slot.slot),
    })
}

fn reasons(plan: &plan::Plan) -> Vec<CaseReason> {
    let treated = |case| plan.slots.iter().any(|slot| slot.case == case);
    let reasons = plan.reasons.iter();
    reasons
        .map(|(case, why)| CaseReason {
            case_item: *case,
            treated: treated(*case),
            reason: reason(why),
        })
        .collect()
}

fn reason(why: &Why) -> ReasonView {
    match why {
        Why::Covers { people, dots } => ReasonView::Covers { people: people.clone(), dots: *dots },
        Why::Dots { dots } => ReasonView::Dots { dots: *dots },
        Why::ByHand => ReasonView::ByHand,
        Why::TooLong { minutes } => ReasonView::TooLong { minutes: *minutes },
        Why::OwnerAway => ReasonView::OwnerAway,
        Why::GroupFloor => ReasonView::GroupFloor,
        Why::WouldUncover { people, dots } => {
            ReasonView::WouldUncover { people: people.clone(), dots: *dots }
        }
        Why::FewerDots { dots } => ReasonView::FewerDots { dots: *dots },
        Why::NoProcess => ReasonView::NoProcess,
    }
}

fn breach(breach: &Breach) -> BreachView {
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
    }
}

/// Texts of the slot at hand that the group may read; of those for the owner alone, how many.
fn texts(day: &Day) -> Texts {
    let at_hand = || day.contributions.iter().filter(|text| day.position.0.is_in(text.slot));
    let for_owner = at_hand().filter(|text| text.visibility == Visibility::Owner).count();
    Texts { texts: at_hand().filter_map(text).collect(), for_owner: u16::from(count(for_owner)) }
}

fn text(text: &Contribution) -> Option<TextView> {
    Some(TextView {
        contribution: text.contribution,
        author: text.author,
        step: text.step.clone(),
        kind: text.kind,
        text: text.read_as(Reader::Facilitator)?.to_owned(),
        visibility: text.visibility,
        asked: text.asked_for_screen,
        pinned: text.pinned,
    })
}

fn passing(day: &Day, around: &Around) -> Passing {
    let hushed = super::shared::hushed(day);
    Passing {
        knocks: around.knocks.iter().map(|knocking| knock(day, knocking)).collect(),
        connected: around.connected.iter().copied().collect(),
        asleep: around.asleep.iter().copied().collect(),
        screens: around.screens,
        tablets: around.tablets.saturating_sub(1),
        dots_placed: around.dots_placed.filter(|_| !hushed),
        finished: if hushed { 0 } else { count(around.finished.len()) },
        clock_went_back: around.clock_went_back,
        plain_http: around.plain_http,
    }
}

fn knock(day: &Day, knocking: &Knocking) -> KnockView {
    let name = folded(&knocking.name);
    let alike = |member: &&Member| !knocking.screen && folded(&member.name) == name;
    let known = day.roster.members.iter().find(alike);
    KnockView {
        knock: knocking.knock,
        screen: knocking.screen,
        name: knocking.name.clone(),
        words: knocking.words.clone(),
        seat: known.filter(|member| !member.seated).map(|member| member.participant),
        same_name: known.is_some_and(|member| member.seated),
    }
}
