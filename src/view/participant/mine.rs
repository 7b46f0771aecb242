//! Section `mine`: what is one person's own, and what they were given.

use super::given;
use crate::domain::day::Day;
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::treatment::{Contribution, Reader};
use crate::domain::day::way::{Proposal, WayStep};
use crate::domain::id::ParticipantId;
use crate::domain::ways;
use crate::view::shared::way_step;
use crate::wire::common::WayStepView;
use crate::wire::participant::{
    CarriedCase, CaseFields, MergeAsked, Mine, OwnCase, OwnText, TitleAsked, TraceLine, WayAsked,
};

pub(super) fn mine(day: &Day, who: ParticipantId) -> Mine {
    let inventory = &day.inventory;
    let owns = |id| inventory.case(id).is_some_and(|case| case.owners.contains(&who));
    let own = inventory.cases.iter().filter(|case| case.owners.contains(&who));
    let own = own.filter(|_| is_asked_to_keep(day, who));
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
                prepared: carried.prepared,
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
        given: given::seen(day, who),
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

/// What a way out asks of this person: only the steps that concern them, while it can be taken.
fn asked_way(day: &Day, known: &Proposal, who: ParticipantId) -> Option<WayAsked> {
    let concerns = |step: &&WayStep| ways::asked(day, step).contains(&who);
    let steps: Vec<WayStepView> = known.steps.iter().filter(concerns).map(way_step).collect();
    let asks = !steps.is_empty() && ways::holds(day, known);
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
        disposition: day.disposition_of(case),
    }
}

/// What is at hand: the texts of the slot one is in; out of a step, and to whoever has left the day, all
/// that may be kept.
pub(super) fn is_at_hand(day: &Day, text: &Contribution, who: ParticipantId) -> bool {
    is_within(day, text, who) || is_asked_to_keep(day, who) && text.may_outlive()
}

/// One is in the slot in which it was written, and has not left the day.
pub(super) fn is_within(day: &Day, text: &Contribution, who: ParticipantId) -> bool {
    day.position.0.is_in(text.slot) && !has_checked_out(day, who)
}

/// Nothing is treated, or it goes on without this person: there is time to say what is kept, and what
/// becomes of one's cases.
fn is_asked_to_keep(day: &Day, who: ParticipantId) -> bool {
    day.cursor().is_none() || has_checked_out(day, who)
}

fn has_checked_out(day: &Day, who: ParticipantId) -> bool {
    day.roster.member(who).is_some_and(|member| member.checked_out)
}

/// One's own text is looked at while it is at hand, and when it is asked for.
fn own_text(day: &Day, text: &Contribution, who: ParticipantId) -> Option<OwnText> {
    if !text.is_by(who) || !(is_at_hand(day, text, who) || text.asked_for_screen) {
        return None;
    }
    Some(OwnText {
        contribution: text.contribution,
        input: is_of_step(day, text).then(|| text.input.clone()),
        kind: (!day.position.0.is_in(text.slot)).then_some(text.kind),
        text: text.read_as(Reader::Participant(who))?.to_owned(),
        visibility: text.visibility,
        asked_for_screen: text.asked_for_screen && !text.dictated,
        dictated: text.dictated,
        kept: text.kept_by.contains(&who),
    })
}

fn is_of_step(day: &Day, text: &Contribution) -> bool {
    day.at_step().is_some_and(|(slot, _, step)| slot.slot == text.slot && step.id == text.step)
}
