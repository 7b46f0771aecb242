//! Pieces that several readers see alike.

use super::Around;
use super::ballot::ballot;
use crate::domain::day::Day;
use crate::domain::day::ballot::{Vote, VoteOption};
use crate::domain::day::clocks::{Clock, Shown, Window};
use crate::domain::day::plan::Slot;
use crate::domain::day::treatment::Run;
use crate::domain::day::way::WayStep;
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::limits;
use crate::domain::process::{ProcessId, Text};
use crate::domain::vocabulary::{BallotStage, Role, VoteKind};
use crate::wire::common::{
    BlockView, CharterView, ClockView, Clocks, DayLabel, ExpectationView, OptionView, PauseView,
    TurnView, VoteView, WayStepView, WindowView,
};

pub(super) fn label(day: &Day) -> DayLabel {
    match &day.facts {
        Some(facts) => DayLabel {
            group: facts.group.clone(),
            organisation: facts.organisation.clone(),
            number: facts.number,
            midnight: facts.midnight,
        },
        None => DayLabel {
            group: String::new(),
            organisation: String::new(),
            number: 0,
            midnight: Default::default(),
        },
    }
}

pub(super) fn pause(day: &Day) -> Option<PauseView> {
    day.pause.map(|pause| PauseView { kind: pause.kind, until: pause.until })
}

/// The clocks that `shows` lets through.
pub(super) fn clocks(day: &Day, shows: impl Fn(Shown) -> bool) -> Clocks {
    let step = day.step_clock.filter(|_| shows(day.shown.step));
    Clocks {
        step: step.map(clock),
        case_item: case_clock(day).filter(|_| shows(day.shown.case)),
        drift_ms: day.drift.behind_ms.filter(|_| shows(day.shown.day)),
    }
}

pub(super) fn clock(clock: Clock) -> ClockView {
    ClockView { started_at: clock.started_at, ends_at: clock.ends_at, held_ms: clock.held_ms }
}

/// The case's clock is held while its step's is.
fn case_clock(day: &Day) -> Option<ClockView> {
    let run = day.runs.get(&day.cursor()?.slot)?;
    let held_ms = day.step_clock.and_then(|step| {
        let held = step.held_ms?;
        Some(run.ends_at.since(step.ends_at.plus_ms(-held)))
    });
    Some(ClockView { started_at: run.started_at, ends_at: run.ends_at, held_ms })
}

pub(super) fn window(window: Window) -> WindowView {
    if !window.open {
        return WindowView { open: false, ends_at: None, role: None };
    }
    WindowView { open: true, ends_at: window.ends_at, role: window.role }
}

/// What a role is called: by the process where it names it, by the house otherwise.
pub(super) fn role_name(run: &Run, role: Role) -> Text {
    match role {
        Role::Owner => run.process.owner_role.clone(),
        Role::Observer => Text::new("observateur", "observer"),
        Role::Timekeeper => Text::new("gardien du temps", "timekeeper"),
        Role::Scribe => Text::new("secrétaire", "scribe"),
        _ => run.process.group_role.clone(),
    }
}

/// What is asked of whoever holds a role beside the peers.
pub(super) fn role_task(role: Role) -> Option<Text> {
    match role {
        Role::Observer => Some(Text::new(
            "Regardez sans intervenir. On vous demandera ce que vous avez vu, non ce que vous en pensez.",
            "Watch without stepping in. You will be asked what you saw, not what you think of it.",
        )),
        Role::Timekeeper => Some(Text::new(
            "Dites à voix haute la moitié du temps, puis la dernière minute.",
            "Say aloud when half the time is over, then when the last minute begins.",
        )),
        Role::Scribe => Some(Text::new(
            "Notez les mots tels qu’ils sont dits, quand l’écriture est ouverte.",
            "Note the words as they are said, while writing is open.",
        )),
        _ => None,
    }
}

pub(super) fn turn(day: &Day) -> Option<TurnView> {
    day.turn.as_ref().map(|turn| TurnView {
        order: turn.order.clone(),
        speaking: turn.speaking,
        done: turn.had().collect(),
        next: turn.next(),
        left: count(turn.left()),
        number: turn.number,
    })
}

pub(super) fn charter(day: &Day) -> CharterView {
    CharterView { version: day.charter.version, text: day.charter.text.clone() }
}

pub(super) fn expectations(day: &Day) -> Vec<ExpectationView> {
    let lines = day.expectations.iter();
    lines
        .map(|(participant, text)| ExpectationView {
            participant: *participant,
            text: text.clone(),
        })
        .collect()
}

pub(super) fn blocks(day: &Day) -> Vec<BlockView> {
    let blocks = day.schedule.blocks.iter();
    blocks.map(|block| BlockView { kind: block.kind, start: block.start, end: block.end }).collect()
}

/// Cases handed in so far; a merger is not one more.
pub(super) fn submitted(day: &Day) -> u16 {
    let brought = day.inventory.cases.iter().filter(|case| case.merged_from.is_empty());
    u16::try_from(brought.count()).unwrap_or(u16::MAX)
}

/// A vote with the counts that may be seen: those released, or the final ones.
pub(super) fn vote(vote: &Vote) -> VoteView {
    let per_option = if vote.kind == VoteKind::Priority { limits::DOTS_PER_CASE } else { 1 };
    VoteView {
        vote: vote.vote,
        kind: vote.kind,
        mode: vote.mode,
        options: vote.options.iter().map(option).collect(),
        dots: vote.dots,
        per_option,
        voters: count(vote.deal.voters()),
        only_at_close: vote.only_at_close(),
        ends_at: vote.ends_at.filter(|_| !vote.is_closed()),
        closed: vote.is_closed(),
        counts: vote.counts.clone().or_else(|| vote.released.clone()),
        ballot: ballot(vote),
    }
}

fn option(option: &VoteOption) -> OptionView {
    match option {
        VoteOption::CaseItem { case } => OptionView::CaseItem { case_item: *case },
        VoteOption::Mark { value } => OptionView::Mark { value: *value },
        VoteOption::Word { text } => OptionView::Word { text: text.clone() },
    }
}

/// A step of a way out.
pub(super) fn way_step(step: &WayStep) -> WayStepView {
    match step {
        WayStep::Merge { merge } => WayStepView::Merge { merge: *merge },
        WayStep::Lighten { case, process, minutes } => {
            WayStepView::Lighten { case_item: *case, process: process.clone(), minutes: *minutes }
        }
        WayStep::Trim { case, minutes } => {
            WayStepView::Trim { case_item: *case, minutes: *minutes }
        }
        WayStep::Rounds { process, minutes } => {
            WayStepView::Rounds { process: process.clone(), minutes: *minutes }
        }
        WayStep::Shorten { block, minutes } => {
            WayStepView::Shorten { block: *block, minutes: *minutes }
        }
        WayStep::Extend { end } => WayStepView::Extend { end: *end },
        WayStep::Defer { participant } => WayStepView::Defer { participant: *participant },
    }
}

pub(super) fn count(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// How the case of a slot is treated: as its treatment was begun, or as it is chosen.
pub(super) fn process_of(day: &Day, slot: &Slot) -> Option<ProcessId> {
    let begun = day.runs.get(&slot.slot).map(|run| run.process.id.clone());
    let chosen = || Some(day.treatment_of(day.inventory.case(slot.case)?)?.0.clone());
    begun.or_else(chosen)
}

/// The cases that are treated along with the one a slot names.
pub(super) fn also(day: &Day, slot: &Slot) -> Vec<CaseId> {
    day.cases_in(slot).iter().copied().filter(|case| *case != slot.case).collect()
}

/// Those of the cases brought to a slot whose turn never came.
pub(super) fn missed(day: &Day, slot: &Slot) -> Vec<CaseId> {
    let treated: Vec<CaseId> = day.treated_in(slot).collect();
    day.cases_in(slot).iter().copied().filter(|case| !treated.contains(case)).collect()
}

/// The first name of somebody in the circle.
pub(super) fn name(day: &Day, who: ParticipantId) -> String {
    day.roster.member(who).map(|member| member.name.clone()).unwrap_or_default()
}

/// Whether nothing about an open vote may move on a shared surface before its close.
pub(super) fn hushed(day: &Day) -> bool {
    day.votes.iter().any(|vote| !vote.is_closed() && vote.deal.voters() < limits::VOTERS_FOR_LIVE)
}

/// The number of a reserved case among the reserved ones, from 1.
pub(super) fn reserved_number(day: &Day, id: CaseId) -> Option<u8> {
    let mut reserved = day.inventory.live().filter(|case| day.inventory.is_reserved(case));
    reserved.position(|case| case.case == id).map(|index| count(index + 1))
}

/// Blank dots in a box that is not sealed yet: none of them is a choice.
pub(super) fn blanks_in(day: &Day, around: &Around) -> Option<u16> {
    let issuing = |vote: &Vote| vote.stage() == BallotStage::Issuing;
    around.dots.filter(|_| day.votes.iter().any(issuing)).map(|dots| dots.filled)
}
