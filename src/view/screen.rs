//! What the room screen sees: public labels, released counts, texts given to the room.

use super::ballot;
use super::shared::{
    blanks_in, blocks, clock, clocks, count, hushed, label, name, pause, process_of,
    reserved_number, role_name, submitted, window,
};
use super::{Around, Sections, View};
use crate::domain::day::Day;
use crate::domain::day::ballot::{Vote, VoteOption};
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::plan::{self, Slot, Why};
use crate::domain::day::posture::InForce;
use crate::domain::day::split::SubGroup;
use crate::domain::day::treatment::Reader;
use crate::domain::id::CaseId;
use crate::domain::judge;
use crate::domain::limits::VOTERS_FOR_LIVE;
use crate::domain::position::Position;
use crate::domain::process::Step;
use crate::domain::vocabulary::{PhoneState, ScreenShows, VoteKind};
use crate::wire::screen::{
    AskedView, Cases, ListedCase, Now, Passing, Pinned, PinnedText, Plan, RotiView, ScreenCase,
    ScreenSlot, SpeakerView, Stage, StepView, SubGroupView, Tally, TallyHead, TallyRow,
};

/// The screen everyone in the room can read.
pub(super) struct RoomScreen;

impl View for RoomScreen {
    fn sections(&self, day: &Day, around: &Around) -> Sections {
        let mut sections = Sections::default();
        sections.add("now", &now(day));
        sections.add("cases", &cases(day));
        sections.add("tally", &tally(day));
        sections.add("plan", &plan(day));
        sections.add("pinned", &pinned(day));
        sections.add("passing", &passing(day, around));
        sections
    }
}

fn now(day: &Day) -> Now {
    let open = day.open().filter(|_| !day.roster.locked);
    Now {
        day: label(day),
        code: open.map(|facts| facts.code.clone()),
        shows: day.screen.unwrap_or(ScreenShows::Step),
        pause: pause(day),
        clocks: clocks(day, |shown| shown.screen),
        seats: day.roster.seats,
        people: day.roster.seated().map(|member| member.name.clone()).collect(),
        stage: stage(day),
    }
}

fn stage(day: &Day) -> Stage {
    let turn = day.turn.as_ref();
    let speaking = turn.and_then(|turn| turn.speaking).map(|who| name(day, who));
    match day.position.0 {
        Position::Welcome => Stage::Welcome,
        Position::Opening => Stage::Opening {
            charter: day.charter.text.clone(),
            engaged: engaged(day),
            speaking,
            next: turn.and_then(|turn| turn.next()).map(|who| name(day, who)),
        },
        Position::Inventory => Stage::Inventory {
            window: window(day.window),
            submitted: submitted(day),
            revealed: day.inventory.revealed,
            speaking,
        },
        Position::Process => Stage::Process,
        Position::Prioritisation => {
            let vote = day.vote_about(VoteKind::Priority);
            Stage::Prioritisation { vote: vote.map(|vote| head(day, vote)) }
        }
        Position::Treatment { at } => Stage::Treatment {
            step: step(day),
            next: day.next_slot().filter(|_| at.is_none()).and_then(|slot| slot_label(day, slot)),
        },
        Position::Closing => Stage::Closing {
            roti: day.vote_about(VoteKind::Roti).map(|vote| RotiView {
                counts: vote.counts.clone(),
                ballot: ballot::head(day, vote),
            }),
            speaking,
        },
        Position::Ended => Stage::Ended,
    }
}

fn engaged(day: &Day) -> u8 {
    let version = Some(day.charter.version);
    count(day.roster.seated().filter(|member| member.engaged == version).count())
}

fn head(day: &Day, vote: &Vote) -> TallyHead {
    TallyHead {
        mode: vote.mode,
        dots: u16::from(vote.dots) * u16::from(count(vote.deal.electors.len())),
        voters: count(vote.deal.voters()),
        only_at_close: vote.only_at_close(),
        closed: vote.is_closed(),
        ends_at: vote.ends_at.filter(|_| !vote.is_closed()).map(|at| at.0),
        ballot: ballot::head(day, vote),
    }
}

fn step(day: &Day) -> Option<StepView> {
    let (slot, run, step) = day.at_step()?;
    let number = day.plan.as_ref()?.slots.iter().position(|other| other.slot == slot.slot)?;
    let closed = |phone| phone == PhoneState::Closed;
    let votes = day.one_tap().is_some_and(|vote| !vote.is_closed());
    let writes = day.window.open && !(closed(step.phones.owner) && closed(step.phones.group));
    Some(StepView {
        asked: day.one_tap().map(|vote| asked(day, vote)),
        number: count(number + 1),
        case_item: slot_label(day, slot)?,
        process_name: run.process.name.clone(),
        name: step.name.clone(),
        index: day.cursor()?.step,
        count: count(run.process.steps.len()),
        window: day.window.open.then(|| window(day.window)),
        writer: day.window.writer(step).map(|role| role_name(run, role)),
        phones_closed: !votes && !writes,
        posture: day.posture().and_then(InForce::told),
        groups: groups(day, step),
        turn: spoken(day),
    })
}

/// Who has the floor in a round, and how many come after: never who passed.
fn spoken(day: &Day) -> Option<SpeakerView> {
    let turn = day.turn.as_ref()?;
    Some(SpeakerView { speaking: name(day, turn.speaking?), left: count(turn.left()) })
}

fn asked(day: &Day, vote: &Vote) -> AskedView {
    let answer = |option: &VoteOption| match option {
        VoteOption::Word { text } => Some(text.clone()),
        VoteOption::CaseItem { .. } | VoteOption::Mark { .. } => None,
    };
    AskedView {
        kind: vote.kind,
        answers: vote.options.iter().filter_map(answer).collect(),
        counts: vote.counts.clone(),
        ballot: ballot::head(day, vote),
    }
}

/// Who sits together, whose turn it is: names, never what they speak about.
fn groups(day: &Day, step: &Step) -> Vec<SubGroupView> {
    let parts = step.sub_groups.iter().flat_map(|rule| &rule.parts);
    let started = day.split.as_ref().is_some_and(|split| split.started);
    let groups = day.split.iter().flat_map(|split| &split.groups).enumerate();
    let seen = |(index, group): (usize, &SubGroup)| SubGroupView {
        members: group.members.iter().map(|who| name(day, *who)).collect(),
        with_facilitator: index == 0,
        started,
        client: group
            .turn
            .and_then(|turn| group.members.iter().position(|who| *who == turn.client).map(count)),
        part: group
            .turn
            .and_then(|turn| parts.clone().nth(usize::from(turn.part)))
            .map(|part| part.name.clone()),
        over: group.is_over(),
        clock: group.clock.filter(|_| day.shown.step.screen).map(clock),
    };
    groups.map(seen).collect()
}

/// What a slot is about, as the room may read it: where each brings their own, how many.
fn slot_label(day: &Day, slot: &Slot) -> Option<ScreenCase> {
    if day.cases_in(slot).len() == 1 {
        return case_label(day, slot.case);
    }
    let (title, reserved, owners) = (None, None, Vec::new());
    let cases = count(day.treated_in(slot).count());
    Some(ScreenCase { case_item: slot.case, title, reserved, owners, cases })
}

/// A case as the room may read it; none once it is gone.
fn case_label(day: &Day, id: CaseId) -> Option<ScreenCase> {
    let case = day.inventory.standing(id)?;
    if day.inventory.is_reserved(case) {
        return Some(ScreenCase {
            case_item: case.case,
            title: None,
            reserved: reserved_number(day, case.case),
            owners: Vec::new(),
            cases: 1,
        });
    }
    Some(ScreenCase {
        case_item: case.case,
        title: Some(case.fields.title.clone()),
        reserved: None,
        owners: case.owners.iter().map(|owner| name(day, *owner)).collect(),
        cases: 1,
    })
}

fn cases(day: &Day) -> Cases {
    if !day.inventory.revealed {
        return Cases { cases: Vec::new() };
    }
    let listed = |case: &CaseItem| {
        Some(ListedCase {
            label: case_label(day, case.case)?,
            process: case.process.as_ref().map(|(id, _)| id.clone()),
        })
    };
    Cases { cases: day.inventory.live().filter_map(listed).collect() }
}

/// Counts released so far, the most dots first, those of parts on their merger; nothing of a vote
/// that shows only its close.
fn tally(day: &Day) -> Tally {
    let Some(vote) = day.vote_about(VoteKind::Priority) else { return Tally::default() };
    let Some(counts) = vote.counts.as_ref().or(vote.released.as_ref()) else {
        return Tally::default();
    };
    let mut rows: Vec<TallyRow> = Vec::new();
    for (option, dots) in vote.options.iter().zip(counts) {
        let VoteOption::CaseItem { case } = option else { continue };
        let Some(case) = day.inventory.standing(*case).map(|case| case.case) else { continue };
        match rows.iter_mut().find(|row| row.case_item == case) {
            Some(row) => row.dots = row.dots.saturating_add(*dots),
            None => rows.push(TallyRow { case_item: case, dots: *dots }),
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.dots));
    Tally { rows }
}

fn plan(day: &Day) -> Plan {
    let Some(plan) = &day.plan else {
        let (slots, blocks) = (Vec::new(), blocks(day));
        return Plan { slots, blocks, everyone: false, no_time: 0, not_ready: 0 };
    };
    let slot = |slot: &Slot| {
        Some(ScreenSlot {
            slot: slot.slot,
            case_item: slot_label(day, slot)?,
            start: slot.start,
            end: slot.start + slot.minutes,
            process: process_of(day, slot)?,
            over: day.outcome_of(slot.slot).is_some(),
            current: day.position.0.is_in(slot.slot),
        })
    };
    Plan {
        slots: plan.slots.iter().filter_map(slot).collect(),
        blocks: blocks(day),
        everyone: everyone(day, plan),
        no_time: outside(day, plan, |why| {
            matches!(
                why,
                Why::TooLong { .. }
                    | Why::OverTime { .. }
                    | Why::WouldUncover { .. }
                    | Why::FewerDots { .. }
                    | Why::EqualDots { .. }
                    | Why::LeftOut { .. }
            )
        }),
        not_ready: outside(day, plan, |why| {
            matches!(why, Why::OwnerAway | Why::GroupFloor | Why::NoProcess)
        }),
    }
}

/// Nobody waits for another day, has brought no case, or is left without one that can be treated. Not
/// said once a case has begun: that it is said no more would tell how one has ended (rule X10).
fn everyone(day: &Day, plan: &plan::Plan) -> bool {
    let covered = judge::covered(day, &plan.slots);
    day.runs.is_empty()
        && day.deferred.is_empty()
        && day.left_waiting().next().is_none()
        && day.without_case().next().is_none()
        && covered.iter().all(|(_, cases)| !cases.is_empty())
}

/// How many cases are out of a plan for such a reason: never which.
fn outside(day: &Day, plan: &plan::Plan, is_it: impl Fn(&Why) -> bool) -> u8 {
    let is_live = |id: CaseId| day.inventory.live().any(|case| case.case == id);
    count(plan.reasons.iter().filter(|(case, why)| is_it(why) && is_live(*case)).count())
}

/// Texts of the case at hand that their authors gave to the room.
fn pinned(day: &Day) -> Pinned {
    let at_hand = day.contributions.iter().filter(|text| day.position.0.is_in(text.slot));
    let texts = at_hand.filter(|text| text.pinned).filter_map(|text| {
        Some(PinnedText { kind: text.kind, text: text.read_as(Reader::Room)?.to_owned() })
    });
    Pinned { texts: texts.collect() }
}

/// Nothing moves here that would point at somebody.
fn passing(day: &Day, around: &Around) -> Passing {
    let hushed = hushed(day);
    let few = day.roster.seated().count() < VOTERS_FOR_LIVE;
    Passing {
        dots_placed: around.dots.filter(|_| !hushed).map(|dots| dots.placed),
        dots_in: blanks_in(day, around),
        finished: (!few && !hushed).then(|| count(around.finished.len())),
        phones: count(around.connected.len()),
        plain_http: around.plain_http,
    }
}
