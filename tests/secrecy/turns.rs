//! A canary in what is given to whoever has the turn, where each brings a case of their own.

use std::sync::Arc;

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::day::plan::Slot;
use cercle::domain::day::way::WayStep;
use cercle::domain::id::ParticipantId;
use cercle::domain::process::Input;
use cercle::domain::visibility::Visibility;
use cercle::domain::vocabulary::Outcome;
use cercle::view::{Around, Audience, frame};

use crate::audiences;
use crate::histories::{Chance, canary};
use crate::readers::canaries;
use crate::support::{Story, case, process, proposal, seat, slot, step, text};

/// Eight people at work in two sub-groups, in a step where one writes for the owner alone.
fn at_work() -> Story {
    let mut story = Story::with_cases(8);
    let steps = vec![WayStep::Rounds { process: process("wise_crowds"), minutes: 70 }];
    story.does(F::ProposeWay { proposal: proposal(1), steps });
    let slots = vec![Slot { slot: slot(1), case: case(1), block: 1, start: 600, minutes: 70 }];
    story.does(F::EditPlan { basis: story.day.basis, slots });
    story.goes(step(slot(1), 0));
    let run = story.day.runs.get_mut(&slot(1)).unwrap();
    let steps = &mut Arc::make_mut(&mut run.process).steps;
    let known = steps[0].inputs[0].clone();
    steps[1].inputs = vec![Input { visibility: Visibility::Owner, ..known }];
    story.goes(step(slot(1), 1));
    story.does(F::DrawGroups { slot: slot(1), number: 7 });
    story.does(F::StartGroups { slot: slot(1) });
    story.does(F::OpenWindow { ends_at: None, role: None });
    story
}

fn members(story: &Story, index: usize) -> Vec<ParticipantId> {
    story.day.split.as_ref().unwrap().groups[index].members.clone()
}

/// Whoever sees a canary, in any section of their frame.
fn hearers(story: &Story, canary: &String) -> Vec<Audience> {
    let sees = |audience: &Audience| {
        let frame = frame(*audience, &story.day, &Around::default(), 1, None);
        frame.sections.iter().any(|section| canaries(&section.text).contains(canary))
    };
    audiences().into_iter().filter(sees).collect()
}

#[test]
fn what_is_given_in_somebodys_turn_reaches_them_alone_whoever_the_slot_is_named_after() {
    for index in [0, 1] {
        let mut story = at_work();
        let (client, author) = (members(&story, index)[0], members(&story, index)[3]);
        let words = canary(&mut Chance::of(3));
        let number = (1..=8).find(|n| seat(*n) == author).unwrap();
        let given = P::Contribute {
            contribution: text(1),
            slot: slot(1),
            step: "tours".into(),
            input: "defi".into(),
            text: words.clone(),
        };
        story.says(number, given);
        let mut both = vec![Audience::Participant(client), Audience::Participant(author)];
        both.sort();
        assert_eq!(hearers(&story, &words), both);
        // The turn, the step and the slot go on: it stays theirs.
        story.does(F::SetOutcome { slot: slot(1), outcome: Outcome::Treated });
        story.goes(cercle::domain::position::Position::Closing);
        assert_eq!(hearers(&story, &words), both);
    }
}
