//! Raised hands, and who has had the floor.

use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::position::Position;
use cercle::domain::vocabulary::HandsOrder;
use cercle::view::{Around, Audience, frame};
use cercle::wire::facilitator as tablet;

use crate::support::{Story, seat};

/// Four people; the third has spoken in a round, the second by a raised hand, twice.
fn spoken() -> Story {
    let mut story = Story::with_people(4);
    story.goes(Position::Opening);
    story.does(F::SetTurnOrder { order: vec![seat(3), seat(1)] });
    story.does(F::TurnTo { from: None, to: Some(seat(3)), passes: false });
    for _ in 0..2 {
        story.says(2, P::Hand { raised: true });
        story.does(F::GiveFloor { participant: seat(2) });
    }
    for who in [2, 3, 4, 1] {
        story.later(1);
        story.says(who, P::Hand { raised: true });
    }
    story
}

/// What somebody is told of where the day stands.
fn now(story: &Story, audience: Audience) -> String {
    let frame = frame(audience, &story.day, &Around::default(), 1, None);
    frame.sections.iter().find(|section| section.name == "now").unwrap().text.to_string()
}

fn queue(story: &Story) -> Vec<(u128, u16)> {
    let now: tablet::Now = serde_json::from_str(&now(story, Audience::Facilitator)).unwrap();
    let number = |who| (1..=9).find(|n| seat(*n) == who).unwrap();
    now.hands.iter().map(|hand| (number(hand.participant), hand.heard)).collect()
}

#[test]
fn t9_hands_come_as_they_were_raised_until_another_order_is_chosen() {
    let mut story = spoken();
    assert_eq!(queue(&story), [(2, 2), (3, 1), (4, 0), (1, 0)]);
    let order = F::OrderHands { order: HandsOrder::LeastHeard };
    assert_eq!(story.does(order.clone()).len(), 1);
    assert_eq!(story.does(order).len(), 0);
    assert_eq!(queue(&story), [(4, 0), (1, 0), (3, 1), (2, 2)]);
}

#[test]
fn t9_the_floor_is_given_once_to_a_hand_that_is_up() {
    let mut story = spoken();
    let give = F::GiveFloor { participant: seat(4) };
    assert_eq!(story.does(give.clone()).len(), 1);
    assert_eq!(story.does(give).len(), 0);
    assert_eq!(story.day.floor.heard(seat(4)), 1);
    story.says(1, P::Hand { raised: false });
    assert_eq!(story.day.floor.heard(seat(1)), 0, "a hand taken down has not spoken");
    story.does(F::LowerHand { participant: seat(3) });
    assert_eq!(story.day.floor.heard(seat(3)), 1, "nor has one that was only lowered");
}

#[test]
fn t9_phones_show_hands_as_they_were_raised_and_never_how_often() {
    let mut story = spoken();
    let phone = |story: &Story| now(story, Audience::Participant(seat(1)));
    let before = phone(&story);
    story.does(F::OrderHands { order: HandsOrder::LeastHeard });
    assert_eq!(phone(&story), before);
    assert!(!before.contains("heard"));
}
