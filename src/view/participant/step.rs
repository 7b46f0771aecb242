//! The step at hand on a phone, for the role its person has.

use super::{asked, sub_group};
use crate::domain::day::Day;
use crate::domain::day::clocks::Window;
use crate::domain::day::plan::Slot;
use crate::domain::day::posture::InForce;
use crate::domain::day::treatment::Run;
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::process::{Input, Step, Text};
use crate::domain::vocabulary::{ContributionKind, PhoneState, Role};
use crate::view::shared::{count, role_name, role_task, window};
use crate::wire::participant::{FloorView, InputView, StepView};

pub(super) fn seen(day: &Day, who: ParticipantId, slot: &Slot, run: &Run, step: &Step) -> StepView {
    let role = day.role_in(slot, who);
    let owner = role == Role::Owner;
    let own_window = Window { open: day.window.is_open_for(role), ..day.window };
    let part = sub_group::part_of(day, who, step);
    let instruction = part.map_or(&step.instruction, |part| &part.instruction);
    StepView {
        slot: slot.slot,
        case_item: own_case(day, slot, who),
        together: day.cases_in(slot).len() > 1,
        fleeting: run.process.fleeting,
        process_name: run.process.name.clone(),
        step: step.id.clone(),
        name: step.name.clone(),
        index: day.cursor().map_or(0, |cursor| cursor.step),
        count: count(run.process.steps.len()),
        role,
        role_name: role_name(run, role),
        task: role_task(role),
        instruction: if owner { &instruction.owner } else { &instruction.group }.clone(),
        speaks: step.speaks.clone(),
        phone: phone(step, role, day.window),
        inputs: inputs(step, role, day.window),
        window: step.is_written_by(role).then(|| window(own_window)),
        vote: day.one_tap().map(asked),
        turn: floor(day, who),
        go_round: step.go_round,
        free_roles: if owner { Vec::new() } else { free_roles(day, who, run) },
        writer: other_writer(day, run, role),
        others_first: !owner && others_first(day, who, slot),
        criterion: criterion(day, who, slot, run),
        posture: day.posture().and_then(InForce::told),
        group: sub_group::seen(day, who, run, step),
    }
}

/// A phone is put down but while a window is open in which its role has something to write.
fn phone(step: &Step, role: Role, window: Window) -> PhoneState {
    match step.phone_of(role) {
        PhoneState::Write | PhoneState::Jot if !writes(step, role, window) => PhoneState::Closed,
        state => state,
    }
}

fn writes(step: &Step, role: Role, window: Window) -> bool {
    step.is_written_by(role) && window.is_open_for(role)
}

fn inputs(step: &Step, role: Role, window: Window) -> Vec<InputView> {
    let own = step.inputs.iter().filter(|input| input.is_filled_by(role));
    own.filter(|_| writes(step, role, window)).map(input).collect()
}

/// Whether the floor is one's own, while somebody has it.
fn floor(day: &Day, who: ParticipantId) -> Option<FloorView> {
    let turn = day.turn.as_ref()?;
    Some(FloorView { yours: turn.speaking? == who, number: turn.number })
}

/// The case one is here with: where each brings their own, one's own.
fn own_case(day: &Day, slot: &Slot, who: ParticipantId) -> CaseId {
    day.brought_to(day.cases_in(slot), who).unwrap_or(slot.case)
}

/// Roles nobody has; in sub-groups, nobody of one's own.
fn free_roles(day: &Day, who: ParticipantId, run: &Run) -> Vec<Role> {
    let apart = |other| day.split.as_ref().is_some_and(|split| !split.sit_together(who, other));
    let offered = run.process.offers.iter().copied();
    offered.filter(|role| run.roles.iter().all(|(of, taken)| taken != role || apart(*of))).collect()
}

/// The role that the open window is for, when it is not this one.
fn other_writer(day: &Day, run: &Run, role: Role) -> Option<Text> {
    let for_another = day.window.open && !day.window.is_open_for(role);
    day.window.role.filter(|_| for_another).map(|writer| role_name(run, writer))
}

/// Somebody who may still take a role has had fewer of them in the cycle.
fn others_first(day: &Day, who: ParticipantId, slot: &Slot) -> bool {
    let own = day.roles_of(who);
    let mut free =
        day.here().filter(|member| day.role_in(slot, member.participant) == Role::Consultant);
    free.any(|member| day.roles_of(member.participant) < own)
}

/// One criterion for each who observes, the same throughout a treatment: by their place in the roster,
/// which only grows. Where the process offers no observer, every peer may be one.
fn criterion(day: &Day, who: ParticipantId, slot: &Slot, run: &Run) -> Option<Text> {
    let offers = run.process.offers.contains(&Role::Observer);
    if offers && day.role_in(slot, who) != Role::Observer {
        return None;
    }
    let owners = &day.inventory.case(slot.case)?.owners;
    let mut others = day
        .roster
        .members
        .iter()
        .map(|member| member.participant)
        .filter(|one| !owners.contains(one));
    let place = others.position(|one| one == who)?;
    run.process.criteria.get(place.checked_rem(run.process.criteria.len())?).cloned()
}

fn input(input: &Input) -> InputView {
    use ContributionKind as K;
    // What is one's own conclusion is one text; what one offers may be several.
    let several = !matches!(
        input.kind,
        K::Manchette | K::Contrat | K::PlanAction | K::PremierPas | K::Besoin | K::Apprentissage
    );
    InputView {
        input: input.id.clone(),
        prompt: input.prompt.clone(),
        limit: input.limit,
        visibility: input.visibility,
        together: input.together,
        anonymous: input.anonymous,
        several,
    }
}
