//! How a case ended is its owner's and the tablet's: nobody else's frame differs by it.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::position::Position;
use cercle::domain::vocabulary::Outcome;
use cercle::view::{Around, Audience, frame};

use crate::support::{Story, seat, slot, step};

const OUTCOMES: [Outcome; 4] =
    [Outcome::Treated, Outcome::Unfinished, Outcome::ToPrepare, Outcome::Stopped];

/// Everyone has a case in the plan; the first of these has ended so.
fn ended(outcome: Outcome) -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    story.goes(step(slot(1), 0));
    if outcome == Outcome::Stopped {
        story.says(1, P::StopCase { slot: slot(1) });
    } else {
        story.does(F::SetOutcome { slot: slot(1), outcome });
    }
    story.goes(Position::Treatment { at: None });
    assert_eq!(story.day.outcome_of(slot(1)), Some(outcome));
    story
}

fn told(story: &Story, audience: Audience) -> Vec<String> {
    let frame = frame(audience, &story.day, &Around::default(), 1, None);
    frame.sections.iter().map(|section| section.text.to_string()).collect()
}

#[test]
fn nobody_but_its_owner_and_the_tablet_sees_how_a_case_ended() {
    let treated = ended(OUTCOMES[0]);
    let others = [2, 3, 4].map(|n| Audience::Participant(seat(n)));
    for outcome in &OUTCOMES[1..] {
        let ended = ended(*outcome);
        for audience in others.into_iter().chain([Audience::Screen]) {
            let seen = told(&ended, audience);
            assert_eq!(seen, told(&treated, audience), "{outcome:?}, {audience:?}");
            assert!(seen.iter().any(|text| text.contains("\"over\":true")), "it is over");
        }
        for audience in [Audience::Participant(seat(1)), Audience::Facilitator] {
            assert_ne!(told(&ended, audience), told(&treated, audience), "{outcome:?}");
        }
    }
}
