//! What could be changed in a day at all, each thing once, and how far.

use std::cmp::Reverse;

use super::effect::{asked, effect};
use super::ladder;
use crate::domain::apply::apply;
use crate::domain::day::Day;
use crate::domain::day::inventory::{CaseItem, Merge};
use crate::domain::day::way::WayStep;
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::limits::{DAY_MINUTES, EXTENSION_MINUTES, TRANSITION_MINUTES};
use crate::domain::process::ProcessId;

/// Fixed blocks lose so many minutes at a time: nobody meets again at 13:07.
const BLOCK_STEP: usize = 5;

/// The kinds of ways out, in the order they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Merge,
    Lighten,
    Trim,
    Rounds,
    Shorten,
    Extend,
    Defer,
}

impl Kind {
    pub(super) const ALL: [Self; 7] = [
        Self::Merge,
        Self::Lighten,
        Self::Trim,
        Self::Rounds,
        Self::Shorten,
        Self::Extend,
        Self::Defer,
    ];
}

/// One thing that could be changed.
pub(super) struct Lever {
    pub(super) kind: Kind,
    /// How far: the mildest first. Never empty.
    pub(super) steps: Vec<WayStep>,
    /// Minutes that the strongest can save or make at most.
    pub(super) gain: u16,
}

impl Lever {
    pub(super) fn strongest(&self) -> &WayStep {
        &self.steps[self.steps.len() - 1]
    }
}

/// All of them, in the order of their kinds; within a kind, those that save the most first.
pub(super) fn levers(day: &Day) -> Vec<Lever> {
    let owed: Vec<(ParticipantId, Vec<CaseId>)> = day
        .guaranteed()
        .map(|member| (member.participant, day.owed_to(member.participant)))
        .collect();
    let counts = |case: &CaseItem| owed.iter().any(|(_, cases)| cases.contains(&case.case));
    let mut levers = mergers(day);
    levers.extend(together(day));
    for case in day.inventory.live().filter(|case| counts(case)) {
        levers.extend(lighten(day, case));
        levers.extend(trim(day, case));
    }
    levers.extend((0..day.schedule.blocks.len()).filter_map(|index| shorten(day, index)));
    levers.extend(extend(day));
    levers.extend(owed.iter().filter_map(|(who, cases)| defer(day, *who, cases)));
    levers.retain(|lever| {
        let step = lever.strongest();
        can_be_asked(day, step) && effect(day, step).is_ok_and(|event| event.is_some())
    });
    let merged: Vec<Lever> = levers.iter().flat_map(|lever| once_merged(day, lever)).collect();
    levers.extend(merged);
    levers.sort_by_key(|lever| (lever.kind, Reverse(lever.gain)));
    levers
}

/// Whoever has no seat cannot be asked; a longer day is everyone's, so of an empty room nobody's.
fn can_be_asked(day: &Day, step: &WayStep) -> bool {
    let people = asked(day, step);
    let of_all = matches!(step, WayStep::Extend { .. });
    people.iter().all(|who| day.roster.is_seated(*who)) && !(of_all && people.is_empty())
}

/// Minutes of a case and its transition, where they are known.
fn length(case: &CaseItem) -> Option<u16> {
    case.process.as_ref().map(|(_, minutes)| minutes + TRANSITION_MINUTES)
}

/// Twins are those that somebody has already proposed to merge: nobody else judges what is alike. What
/// is gained at most: all that would cover their owners one by one, but for the one case they become.
fn mergers(day: &Day) -> Vec<Lever> {
    let minutes = |id: &CaseId| length(day.inventory.case(*id)?);
    let lever = |merge: &Merge| {
        let whole = merge.cases.iter().find_map(minutes)?;
        let owners = day.inventory.owners_of(&merge.cases);
        let apart =
            owners.iter().filter_map(|who| day.owed_to(*who).iter().filter_map(minutes).min());
        let gain = apart.sum::<u16>().saturating_sub(whole);
        Some(Lever { kind: Kind::Merge, steps: vec![WayStep::Merge { merge: merge.merge }], gain })
    };
    day.inventory.merges.iter().filter_map(lever).collect()
}

/// What a merger makes of twins may be lighter or shorter in the same breath.
fn once_merged(day: &Day, merger: &Lever) -> Vec<Lever> {
    let mut after = day.clone();
    let event = match merger.strongest() {
        step @ WayStep::Merge { .. } => effect(day, step).ok().flatten(),
        _ => None,
    };
    let Some(event) = event else { return Vec::new() };
    apply(&mut after, &event, day.last_at);
    let whole = merger.strongest().case().and_then(|id| after.inventory.case(id));
    let lighter = whole.into_iter().flat_map(|whole| [lighten(&after, whole), trim(&after, whole)]);
    lighter.flatten().collect()
}

/// Only what those who are here are enough for.
fn lighten(day: &Day, case: &CaseItem) -> Option<Lever> {
    let others = day.guaranteed().filter(|member| !case.owners.contains(&member.participant));
    let others = others.count();
    let is_enough =
        |id: &ProcessId| day.process(id).is_some_and(|one| usize::from(one.group_floor) <= others);
    let mut rungs = ladder::lighter(day, case);
    rungs.retain(|(process, _)| is_enough(process));
    let gain = case.process.as_ref()?.1 - rungs.last()?.1;
    let step = |(process, minutes)| WayStep::Lighten { case: case.case, process, minutes };
    Some(Lever { kind: Kind::Lighten, steps: rungs.into_iter().map(step).collect(), gain })
}

fn trim(day: &Day, case: &CaseItem) -> Option<Lever> {
    let minutes = ladder::minimum(day, case)?;
    let gain = case.process.as_ref()?.1 - minutes;
    let step = WayStep::Trim { case: case.case, minutes };
    Some(Lever { kind: Kind::Trim, steps: vec![step], gain })
}

/// Everyone's own in one slot. What is gained at most: the minutes of all of them but for that slot's.
fn together(day: &Day) -> Option<Lever> {
    let formats = ladder::together(day);
    let brings = |(id, minutes): &(ProcessId, u16)| {
        let cases = day.rounds_by(day.process(id)?)?;
        let own = cases.iter().filter_map(|case| length(day.inventory.case(*case)?));
        Some(own.sum::<u16>().saturating_sub(minutes + TRANSITION_MINUTES))
    };
    let known: Vec<((ProcessId, u16), u16)> =
        formats.into_iter().filter_map(|format| Some((format.clone(), brings(&format)?))).collect();
    let gain = known.iter().map(|(_, gain)| *gain).max()?;
    let step = |((process, minutes), _)| WayStep::Rounds { process, minutes };
    Some(Lever { kind: Kind::Rounds, steps: known.into_iter().map(step).collect(), gain })
}

fn shorten(day: &Day, index: usize) -> Option<Lever> {
    let block = day.schedule.blocks.get(index)?;
    let floor = block.floor()?;
    let gain = block.minutes().checked_sub(floor).filter(|gain| *gain > 0)?;
    let at = u8::try_from(index).ok()?;
    let step = |minutes| WayStep::Shorten { block: at, minutes };
    let mut steps: Vec<WayStep> = (floor..block.minutes()).step_by(BLOCK_STEP).map(step).collect();
    steps.reverse();
    Some(Lever { kind: Kind::Shorten, steps, gain })
}

fn extend(day: &Day) -> Option<Lever> {
    let now = day.schedule.end();
    let latest = DAY_MINUTES.min(now.saturating_add(EXTENSION_MINUTES));
    let steps: Vec<WayStep> = (now + 1..=latest).map(|end| WayStep::Extend { end }).collect();
    (!steps.is_empty()).then_some(Lever { kind: Kind::Extend, steps, gain: latest - now })
}

fn defer(day: &Day, who: ParticipantId, cases: &[CaseId]) -> Option<Lever> {
    let own = cases.iter().filter_map(|id| day.inventory.case(*id));
    let gain = own.filter_map(length).min().unwrap_or(0);
    let step = WayStep::Defer { participant: who };
    (!cases.is_empty()).then_some(Lever { kind: Kind::Defer, steps: vec![step], gain })
}
