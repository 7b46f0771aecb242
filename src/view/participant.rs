//! What a phone sees: the step at hand, what is its person's own, what is addressed to them.

use super::shared::{
    also, charter, clock, clocks, count, expectations, label, missed, pause, process_of, submitted,
    turn, vote, window,
};
use super::{Around, Sections, View};
use crate::domain::day::Day;
use crate::domain::day::ballot::Vote;
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::plan::Slot;
use crate::domain::day::roster::Member;
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::judge::{self, Covered};
use crate::domain::position::Position;
use crate::domain::served;
use crate::domain::vocabulary::{Role, VoteKind};
use crate::wire::common::{Clocks, PersonView, SlotView, VoteView};
use crate::wire::participant::{CaseView, Cases, Now, Passing, Plan, Served, Stage, You};

mod given;
mod mine;
mod step;
mod sub_group;

use mine::mine;

/// The phone of somebody in the circle.
pub(super) struct Phone(pub(super) ParticipantId);

impl View for Phone {
    fn sections(&self, day: &Day, around: &Around) -> Sections {
        let who = self.0;
        let mut sections = Sections::default();
        sections.add("now", &now(day, who));
        sections.add("cases", &cases(day));
        sections.add("plan", &plan(day, who));
        sections.add("mine", &mine(day, who));
        sections.add("passing", &passing(day, around, who));
        sections
    }
}

fn now(day: &Day, who: ParticipantId) -> Now {
    let member = day.roster.member(who);
    let people = day.roster.members.iter().filter(|other| is_known(day, other));
    Now {
        day: label(day),
        you: You {
            participant: who,
            name: member.map(|member| member.name.clone()).unwrap_or_default(),
            engaged: member.and_then(|member| member.engaged),
            checked_out: member.is_some_and(|member| member.checked_out),
        },
        people: people
            .map(|other| PersonView {
                participant: other.participant,
                name: other.name.clone(),
                away: !day.is_here(other, day.last_at),
            })
            .collect(),
        pause: pause(day),
        clocks: own_clocks(day, who),
        stage: stage(day, who),
        hands: day.floor.hands.iter().map(|(up, _)| *up).collect(),
        charter: needs_charter(day, member).then(|| charter(day)),
    }
}

/// What the phones show; whoever keeps the time sees the step's clock all the same. Where there are turns,
/// it is that of the sub-group, which comes with it.
fn own_clocks(day: &Day, who: ParticipantId) -> Clocks {
    let shown = clocks(day, |shown| shown.phones);
    let keeps = day.at_step().is_some_and(|(slot, run, _)| {
        run.roles.contains(&(who, Role::Timekeeper)) && day.turns_in(slot.slot).is_none()
    });
    Clocks { step: shown.step.or(day.step_clock.filter(|_| keeps).map(clock)), ..shown }
}

/// The opening reads it together; who comes later reads it alone.
fn needs_charter(day: &Day, member: Option<&Member>) -> bool {
    let committed = || member.is_some_and(|member| member.engaged == Some(day.charter.version));
    match day.position.0 {
        Position::Welcome | Position::Closing | Position::Ended => false,
        Position::Opening => true,
        _ => !day.charter.text.is_empty() && !committed(),
    }
}

/// In the circle today, or with a case in it, or with dots in the box.
fn is_known(day: &Day, member: &Member) -> bool {
    let who = member.participant;
    let owns = || day.inventory.live().any(|case| case.owners.contains(&who));
    let votes = || day.votes.iter().any(|vote| vote.deal.issued.contains_key(&who));
    member.seated || member.present || (day.inventory.revealed && owns()) || votes()
}

fn stage(day: &Day, who: ParticipantId) -> Stage {
    match day.position.0 {
        Position::Welcome => Stage::Welcome,
        Position::Opening => Stage::Opening {
            turn: turn(day),
            expectations_open: day.expectations_open,
            expectation: day.expectations.get(&who).cloned(),
        },
        Position::Inventory => Stage::Inventory {
            window: window(day.window),
            submitted: submitted(day),
            revealed: day.inventory.revealed,
            turn: turn(day),
        },
        Position::Process => Stage::Process,
        Position::Prioritisation => {
            let asked = day.vote_about(VoteKind::Priority).map(asked);
            Stage::Prioritisation { vote: asked, planned: day.plan.is_some() }
        }
        Position::Treatment { .. } => Stage::Treatment {
            step: day.at_step().map(|(slot, run, at)| step::seen(day, who, slot, run, at)),
            next: day.next_slot().map(|slot| slot.slot).filter(|_| day.cursor().is_none()),
        },
        Position::Closing => {
            let roti = day.vote_about(VoteKind::Roti).map(asked);
            let expectations = expectations(day);
            Stage::Closing { roti, turn: turn(day), expectations, served: served(day, who) }
        }
        Position::Ended => Stage::Ended,
    }
}

fn served(day: &Day, who: ParticipantId) -> Option<Served> {
    let (_, cases) = served::served(day).into_iter().find(|(of, _)| *of == who)?;
    let first_next = served::first_places(day).contains(&who);
    Some(Served { cases, to_prepare: day.to_prepare_for(who), first_next })
}

/// A vote. A closed one is checked by its lists, which say who had credentials and
/// under which key: a frame need not.
fn asked(asked: &Vote) -> VoteView {
    let mut asked = vote(asked);
    if asked.closed {
        asked.ballot.electors.clear();
        asked.ballot.issued.clear();
        asked.ballot.pk = None;
    }
    asked
}

/// Which cases a phone names: all while the circle takes stock, chooses and votes; those of the slot
/// at hand; else those of the plan.
fn needs_case(day: &Day, case: &CaseItem) -> bool {
    use Position::{Inventory, Prioritisation, Process};
    let all = matches!(day.position.0, Inventory | Process | Prioritisation);
    let slots = day.plan.iter().flat_map(|plan| &plan.slots);
    let slots = slots.filter(|slot| day.cursor().is_none_or(|cursor| cursor.slot == slot.slot));
    let mut planned = slots.flat_map(|slot| day.cases_in(slot));
    all || planned.any(|planned| *planned == case.case)
}

/// Before the reveal there is nothing to see but one's own.
fn cases(day: &Day) -> Cases {
    if !day.inventory.revealed {
        return Cases { cases: Vec::new() };
    }
    let case = |case: &CaseItem| CaseView {
        case_item: case.case,
        owners: case.owners.clone(),
        kind: case.fields.kind,
        title: case.fields.title.clone(),
        reserved: day.inventory.is_reserved(case),
        over: day.outcome_of_case(case.case).is_some(),
    };
    let needed = day.inventory.live().filter(|case| needs_case(day, case));
    Cases { cases: needed.map(case).collect() }
}

fn plan(day: &Day, who: ParticipantId) -> Plan {
    let first_today = day.first_places.contains(&who);
    let Some(plan) = &day.plan else {
        return Plan { slots: Vec::new(), yours_is_in: None, yours: Vec::new(), first_today };
    };
    let own = day.inventory.priorities_of(who);
    let yours: Vec<_> = day.cases_of(&plan.slots).filter(|case| own.contains(case)).collect();
    // In a step no phone shows them.
    let shown = plan.slots.iter().filter(|_| day.cursor().is_none());
    Plan {
        slots: shown.filter_map(|planned| slot(day, planned, &own)).collect(),
        yours_is_in: is_in(day, &plan.slots, who),
        yours,
        first_today,
    }
}

/// Whether a priority of theirs is in the plan where it can be held. Nothing is said to whom nothing
/// is owed, nor while only a delay is in the way: the tablet tells that.
fn is_in(day: &Day, slots: &[Slot], who: ParticipantId) -> Option<bool> {
    let is_in = |covered: Covered| {
        let theirs = covered.into_iter().find(|(of, _)| *of == who)?;
        Some(!theirs.1.is_empty())
    };
    match is_in(judge::covered(day, slots))? {
        true => Some(true),
        false => is_in(judge::covered_as_planned(day, slots)).filter(|in_time| !in_time),
    }
}

fn slot(day: &Day, slot: &Slot, own: &[CaseId]) -> Option<SlotView> {
    Some(SlotView {
        slot: slot.slot,
        case_item: slot.case,
        also: also(day, slot),
        missed: missed(day, slot).into_iter().filter(|case| own.contains(case)).collect(),
        block: slot.block,
        start: slot.start,
        end: slot.start + slot.minutes,
        process: process_of(day, slot)?,
        over: day.outcome_of(slot.slot).is_some(),
    })
}

fn passing(day: &Day, around: &Around, who: ParticipantId) -> Passing {
    let hushed = super::shared::hushed(day);
    Passing {
        dots_placed: around.dots.filter(|_| !hushed).map(|dots| dots.placed),
        finished: if hushed { 0 } else { count(around.finished.len()) },
        you_finished: around.finished.contains(&who),
    }
}
