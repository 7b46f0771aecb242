//! What a phone sees: the step at hand, what is its person's own, what is addressed to them.

use super::shared::{
    charter, clocks, count, expectations, label, pause, process_of, submitted, turn, vote,
    way_step, window,
};
use super::{Around, Sections, View};
use crate::domain::day::Day;
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::plan::Slot;
use crate::domain::day::roster::Member;
use crate::domain::day::treatment::{Contribution, Reader};
use crate::domain::day::way::{Answer, Proposal, WayStep};
use crate::domain::id::ParticipantId;
use crate::domain::position::Position;
use crate::domain::served;
use crate::domain::vocabulary::VoteKind;
use crate::domain::ways;
use crate::wire::common::{PersonView, SlotView, VoteView, WayStepView};
use crate::wire::participant::{
    CarriedCase, CaseFields, CaseView, Cases, GivenText, MergeAsked, Mine, Now, OwnCase, OwnText,
    Passing, Plan, Served, Stage, TitleAsked, TraceLine, WayAsked, You,
};

mod step;

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
                present: is_here(day, other),
            })
            .collect(),
        pause: pause(day),
        clocks: clocks(day, |shown| shown.phones),
        stage: stage(day, who),
        hands: day.hands.iter().map(|(up, _)| *up).collect(),
        charter: needs_charter(day, member).then(|| charter(day)),
    }
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

/// In the circle today, or with a case in it.
fn is_known(day: &Day, member: &Member) -> bool {
    let owns = || day.inventory.live().any(|case| case.owners.contains(&member.participant));
    member.seated || member.present || (day.inventory.revealed && owns())
}

/// Here today, not gone, and within the hours that were said.
fn is_here(day: &Day, member: &Member) -> bool {
    let midnight = day.facts.as_ref().map_or(day.last_at, |facts| facts.midnight);
    let minute = day.last_at.since(midnight) / 60_000;
    let from = member.from.map_or(i64::MIN, i64::from);
    let until = member.until.map_or(i64::MAX, i64::from);
    member.present && !member.checked_out && (from..until).contains(&minute)
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
            let asked = asked(day, VoteKind::Priority);
            Stage::Prioritisation { vote: asked, planned: day.plan.is_some() }
        }
        Position::Treatment { .. } => Stage::Treatment {
            step: day.at_step().map(|(slot, run, at)| step::seen(day, who, slot, run, at)),
            next: day.next_slot().map(|slot| slot.slot).filter(|_| day.cursor().is_none()),
        },
        Position::Closing => {
            let roti = asked(day, VoteKind::Roti);
            let expectations = expectations(day);
            Stage::Closing { roti, turn: turn(day), expectations, served: served(day, who) }
        }
        Position::Ended => Stage::Ended,
    }
}

fn served(day: &Day, who: ParticipantId) -> Option<Served> {
    let (_, cases) = served::served(day).into_iter().find(|(of, _)| *of == who)?;
    Some(Served { cases, first_next: served::first_places(day).contains(&who) })
}

/// The newest vote of a kind. A closed one is checked by its lists, which say who had credentials and
/// under which key: a frame need not.
fn asked(day: &Day, kind: VoteKind) -> Option<VoteView> {
    let mut asked = vote(day.vote_about(kind)?);
    if asked.closed {
        asked.ballot.electors.clear();
        asked.ballot.issued.clear();
        asked.ballot.pk = None;
    }
    Some(asked)
}

/// Which cases a phone names: all while the circle takes stock, chooses and votes; else those of
/// the plan.
fn needs_case(day: &Day, case: &CaseItem) -> bool {
    use Position::{Inventory, Prioritisation, Process};
    let is_planned = || {
        let slots = day.plan.iter().flat_map(|plan| &plan.slots);
        slots.map(|slot| slot.case).any(|planned| planned == case.case)
    };
    matches!(day.position.0, Inventory | Process | Prioritisation) || is_planned()
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
        outcome: day.outcome_of_case(case.case),
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
    let yours: Vec<_> =
        plan.slots.iter().map(|slot| slot.case).filter(|case| own.contains(case)).collect();
    Plan {
        slots: plan.slots.iter().filter_map(|planned| slot(day, planned)).collect(),
        yours_is_in: (!own.is_empty()).then_some(!yours.is_empty()),
        yours,
        first_today,
    }
}

fn slot(day: &Day, slot: &Slot) -> Option<SlotView> {
    Some(SlotView {
        slot: slot.slot,
        case_item: slot.case,
        block: slot.block,
        start: slot.start,
        end: slot.start + slot.minutes,
        process: process_of(day, slot)?,
        outcome: day.outcome_of(slot.slot),
    })
}

fn mine(day: &Day, who: ParticipantId) -> Mine {
    let inventory = &day.inventory;
    let owns = |id| inventory.case(id).is_some_and(|case| case.owners.contains(&who));
    let own = inventory.cases.iter().filter(|case| case.owners.contains(&who));
    let asks =
        inventory.merges.iter().filter(|merge| inventory.owners_of(&merge.cases).contains(&who));
    let ways: Vec<WayAsked> =
        day.proposals.iter().filter_map(|one| asked_way(day, one, who)).collect();
    let titles =
        inventory.titles.iter().filter(|title| owns(title.case) && !title.agreed.contains(&who));
    let carried = inventory.carried.iter().filter(|carried| carried.owner == who);
    let trace = day.trace.iter().filter(|line| line.author == who);
    Mine {
        cases: own.map(|case| own_case(day, case, who)).collect(),
        carried: carried
            .map(|carried| CarriedCase {
                case_item: carried.case,
                title: carried.fields.title.clone(),
                age: carried.age,
            })
            .collect(),
        merges: asks
            .map(|merge| MergeAsked {
                merge: merge.merge,
                title: merge.title.clone(),
                cases: merge.cases.clone(),
                agreed: merge.agreed.contains(&who),
            })
            .collect(),
        ways,
        deferred: day.deferred.contains(&who),
        titles: titles
            .map(|asked| TitleAsked { case_item: asked.case, title: asked.title.clone() })
            .collect(),
        texts: day.contributions.iter().filter_map(|text| own_text(day, text, who)).collect(),
        given: day.contributions.iter().filter_map(|text| given(day, text, who)).collect(),
        trace: trace
            .map(|line| TraceLine {
                line: line.line,
                kind: line.kind,
                text: line.text.clone(),
                due: line.due,
                keep: line.keep,
            })
            .collect(),
    }
}

/// What a way out asks of this person: only the steps that concern them.
fn asked_way(day: &Day, known: &Proposal, who: ParticipantId) -> Option<WayAsked> {
    let concerns = |step: &&WayStep| ways::asked(day, step).contains(&who);
    let steps: Vec<WayStepView> = known.steps.iter().filter(concerns).map(way_step).collect();
    let asks = known.answer == Answer::Waiting && !steps.is_empty();
    let (proposal, agreed) = (known.proposal, known.agreed.contains(&who));
    asks.then_some(WayAsked { proposal, steps, agreed })
}

fn own_case(day: &Day, case: &CaseItem, who: ParticipantId) -> OwnCase {
    let rank = case.priorities.iter().find(|(of, _)| *of == who).map(|(_, rank)| *rank);
    OwnCase {
        case_item: case.case,
        fields: CaseFields {
            kind: case.fields.kind,
            title: case.fields.title.clone(),
            headline: case.fields.headline.clone(),
            expects: case.fields.expects.clone(),
            reserved: day.inventory.is_reserved(case),
            urgency: case.fields.urgency,
            importance: case.fields.importance,
            emotional_load: case.fields.emotional_load,
        },
        rank,
        process: case.process.as_ref().map(|(id, _)| id.clone()),
        minutes: case.process.as_ref().map(|(_, minutes)| *minutes),
        merged_into: case.merged_into,
        merged_from: case.merged_from.clone(),
        outcome: day.outcome_of_case(case.case),
        disposition: case.disposition,
    }
}

/// One's own text is looked at in its step, when it is asked for, and once more when the day closes.
fn is_looked_at(day: &Day, text: &Contribution) -> bool {
    let at_hand =
        day.at_step().is_some_and(|(slot, _, step)| slot.slot == text.slot && step.id == text.step);
    at_hand || text.asked_for_screen || day.position.0 == Position::Closing
}

fn own_text(day: &Day, text: &Contribution, who: ParticipantId) -> Option<OwnText> {
    if text.author != who || !is_looked_at(day, text) {
        return None;
    }
    Some(OwnText {
        contribution: text.contribution,
        slot: text.slot,
        step: text.step.clone(),
        input: text.input.clone(),
        kind: text.kind,
        text: text.read_as(Reader::Participant(who))?.to_owned(),
        visibility: text.visibility,
        asked_for_screen: text.asked_for_screen,
        kept: text.kept_by.contains(&who),
    })
}

/// What was given is read in its slot; by an owner once more when the day closes.
fn given(day: &Day, text: &Contribution, who: ParticipantId) -> Option<GivenText> {
    let at_hand = day.position.0.is_in(text.slot);
    let once_more = day.position.0 == Position::Closing && text.owners.contains(&who);
    if text.author == who || !(at_hand || once_more) {
        return None;
    }
    Some(GivenText {
        contribution: text.contribution,
        author: text.author,
        kind: text.kind,
        text: text.read_as(Reader::Participant(who))?.to_owned(),
        kept: text.kept_by.contains(&who),
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
