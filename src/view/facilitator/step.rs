//! The step at hand on the tablet.

use super::sub_groups;
use crate::domain::day::Day;
use crate::domain::day::plan::Slot;
use crate::domain::day::treatment::Run;
use crate::domain::process::Step;
use crate::domain::vocabulary::{ContributionKind, Posture, Role, VoteKind};
use crate::view::shared::{count, turn, vote, window};
use crate::wire::facilitator::{GoRoundView, RevealView, RoleView, SlipsStage, StepLine, StepView};

pub(super) fn seen(day: &Day, slot: &Slot, run: &Run, step: &Step) -> StepView {
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
                phones: step.phones,
            })
            .collect(),
        index: day.cursor().map_or(0, |cursor| cursor.step),
        says: step.facilitator_says.clone(),
        speaks: step.speaks.clone(),
        owner_role: run.process.owner_role.clone(),
        group_role: run.process.group_role.clone(),
        owner_phone: step.phones.owner,
        group_phone: step.phones.group,
        contract: contract(day, run),
        window: (!step.inputs.is_empty()).then(|| window(day.window)),
        reveals: day.reveals().map(|reveal| RevealView {
            to_all: count(reveal.to_all),
            to_owner: count(reveal.to_owner),
            slips: reveal.slips,
        }),
        slips: slips(day, slot, step),
        window_seconds: step.inputs.iter().filter_map(|input| input.seconds).max(),
        writers: writers(run, step),
        asks: !step.choices.is_empty(),
        vote: day.vote_about(VoteKind::Interest).map(vote),
        more_time: day.vote_about(VoteKind::MoreTime).map(vote),
        offers: run.process.offers.clone(),
        roles: run
            .roles
            .iter()
            .map(|(participant, role)| RoleView { participant: *participant, role: *role })
            .collect(),
        posture: day.posture().map_or(Posture::Facilitator, |now| now.posture),
        offers_posture: day.posture_offered(),
        go_round: day.may_go_round().then(|| GoRoundView {
            named: step.go_round,
            order: day.round_of_step(),
            turn: turn(day),
        }),
        split: step.sub_groups.as_ref().map(|rule| sub_groups::seen(day, rule)),
    }
}

fn slips(day: &Day, slot: &Slot, step: &Step) -> Option<SlipsStage> {
    let given = day.has_given_slips(slot.slot, &step.id);
    let asked = step.inputs.iter().any(|input| input.anonymous);
    asked.then_some(if given { SlipsStage::Given } else { SlipsStage::Asked })
}

/// The roles that a window may be opened for: those of the step that somebody has.
fn writers(run: &Run, step: &Step) -> Vec<Role> {
    let is_held = |role: &Role| {
        matches!(role, Role::Owner | Role::Consultant)
            || run.roles.iter().any(|(_, held)| held == role)
    };
    let held = Role::OF_PEOPLE.into_iter().filter(is_held);
    held.filter(|role| step.is_written_by(*role)).collect()
}

/// The request may change on the way: one goes back to where it was made, in plenary.
fn contract(day: &Day, run: &Run) -> Option<u8> {
    let before = run.process.steps.iter().take(day.cursor()?.step.into());
    let asks = |step: &Step| {
        let mut kinds = step.inputs.iter().map(|input| input.kind);
        step.sub_groups.is_none() && kinds.any(|kind| kind == ContributionKind::Contrat)
    };
    before.into_iter().position(asks).map(count)
}
