//! Treatment: outcomes, postures, texts, hands, roles.

use super::sub_groups;
use crate::domain::day::Day;
use crate::domain::day::clocks::Window;
use crate::domain::day::posture::InForce;
use crate::domain::day::slip::Slip;
use crate::domain::day::treatment::Contribution;
use crate::domain::event::Event;
use crate::domain::id::{CaseId, ContributionId, ParticipantId, SlotId, Timestamp};
use crate::domain::vocabulary::{Outcome, Posture, Role};

/// The treatment of a case has ended: nothing is written any more, its clock stands.
pub(super) fn set_outcome(day: &mut Day, slot: SlotId, outcome: Outcome, at: Timestamp) {
    if let Some(run) = day.runs.get_mut(&slot) {
        // A stop after it was taken up again is that of whoever says it now.
        if run.outcome != Some(Outcome::Stopped) {
            run.stopped_by.clear();
        }
        run.outcome = Some(outcome);
    }
    // Nothing leads back into a treatment that its owner stopped.
    let stopped = outcome == Outcome::Stopped;
    day.last_move.take_if(|last| stopped && last.from.is_in(slot));
    if day.position.0.is_in(slot) {
        day.window = Window::default();
        day.step_clock = day.step_clock.map(|clock| clock.held(at));
        sub_groups::follow_step_clock(day, at);
        if let Some(pause) = &mut day.pause {
            pause.clock_ran = false;
        }
    }
}

/// A posture, from a step on.
pub(super) fn name_posture(day: &mut Day, slot: SlotId, step: &str, posture: Posture) {
    let Some(run) = day.runs.get_mut(&slot) else { return };
    let Some(index) = run.process.steps.iter().position(|known| known.id == step) else { return };
    let from = run.posture_at(index).posture;
    run.named.insert(step.to_owned(), InForce { posture, from });
}

/// Whose stop it was; where no owner is named, that of them all.
pub(super) fn note_stop(day: &mut Day, slot: SlotId, by: Option<ParticipantId>) {
    let Some(run) = day.runs.get_mut(&slot) else { return };
    if run.outcome == Some(Outcome::Stopped) {
        let owners = || day.inventory.owners_of(&[run.case]);
        run.stopped_by.extend(by.map_or_else(owners, |who| vec![who]));
    }
}

pub(super) fn contribute(day: &mut Day, id: ContributionId, event: &Event) {
    let Event::Contributed { slot, step, input, author, kind, visibility, text, .. } = event else {
        return;
    };
    if let Some(known) = day.contributions.iter_mut().find(|known| known.contribution == id) {
        known.rewrite(text.clone(), *visibility);
        return;
    }
    let Some(about) = about(day, *slot, Some(*author)) else { return };
    let mut given = Contribution::given(
        id,
        *slot,
        about,
        (step.clone(), input.clone()),
        Some(*author),
        *kind,
        *visibility,
        text.clone(),
    );
    let asked = day.runs.get(slot).and_then(|run| run.process.step(step));
    let asked = asked.and_then(|step| step.inputs.iter().find(|one| one.id == *input));
    given.held = asked.is_some_and(|input| input.together);
    given.dictated = asked.is_some_and(|input| input.dictated);
    given.fleeting = is_fleeting(day, *slot);
    day.contributions.push(given);
}

/// The case a text is about, and its owners: in somebody's turn theirs, else the author's own where
/// each brings their own, and no owner's where nobody knows the author.
fn about(
    day: &Day,
    slot: SlotId,
    author: Option<ParticipantId>,
) -> Option<(CaseId, Vec<ParticipantId>)> {
    day.slot(slot)?;
    let run = day.runs.get(&slot)?;
    let client = author.and_then(|who| day.client_for(slot, who));
    let whose = client.or(author.filter(|_| run.turns.is_some()));
    let theirs = whose.and_then(|who| day.brought_to(run.cases(), who));
    let theirs = theirs.and_then(|id| day.inventory.case(id));
    Some(match theirs {
        Some(case) => (case.case, case.owners.clone()),
        None if client.is_some() || run.turns.is_some() => (run.case, client.into_iter().collect()),
        None => (run.case, day.inventory.owners_of(&[run.case])),
    })
}

pub(super) fn give_slips(day: &mut Day, slot: SlotId, slips: &[Slip]) {
    let Some(case) = about(day, slot, None) else { return };
    for slip in slips {
        day.slips_given.insert((slot, slip.step.clone()));
        let mut given = Contribution::given(
            slip.contribution,
            slot,
            case.clone(),
            (slip.step.clone(), slip.input.clone()),
            None,
            slip.kind,
            slip.visibility,
            slip.text.clone(),
        );
        given.fleeting = is_fleeting(day, slot);
        day.contributions.push(given);
    }
}

pub(super) fn withdraw(day: &mut Day, id: ContributionId) {
    day.contributions.retain(|text| text.contribution != id);
}

/// What was written for all at once is read once nobody writes any more.
pub(super) fn give_together(day: &mut Day) {
    if !day.window.open {
        day.contributions.iter_mut().for_each(|text| text.held = false);
    }
}

fn is_fleeting(day: &Day, slot: SlotId) -> bool {
    day.runs.get(&slot).is_some_and(|run| run.process.fleeting)
}

pub(super) fn change(day: &mut Day, id: ContributionId, change: impl FnOnce(&mut Contribution)) {
    if let Some(text) = day.contributions.iter_mut().find(|text| text.contribution == id) {
        change(text);
    }
}

pub(super) fn set_hand(day: &mut Day, who: ParticipantId, raised: bool, at: Timestamp) {
    day.floor.hands.retain(|(up, _)| *up != who);
    day.floor.hands.extend(raised.then_some((who, at)));
}

/// The role of somebody who has left the case at hand is another's to take.
pub(super) fn leave(day: &mut Day, who: ParticipantId) {
    if let Some(cursor) = day.cursor()
        && let Some(run) = day.runs.get_mut(&cursor.slot)
    {
        run.roles.retain(|(of, _)| *of != who);
    }
}

pub(super) fn set_role(day: &mut Day, slot: SlotId, who: ParticipantId, role: Role, taken: bool) {
    if let Some(run) = day.runs.get_mut(&slot) {
        run.roles.retain(|(of, _)| *of != who);
        run.roles.extend(taken.then_some((who, role)));
    }
}
