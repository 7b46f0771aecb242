use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::position::Position;
use cercle::domain::refusal::Reason;

use crate::support::{Story, knock, seat};

fn admit(n: u128, who: u128, name: &str) -> F {
    F::Admit { knock: knock(n), participant: seat(who), name: name.into() }
}

#[test]
fn d1_the_same_knock_twice_is_one_admission() {
    let mut story = Story::opened();
    assert_eq!(story.does(admit(1, 1, "Amina")).len(), 1);
    assert_eq!(story.does(admit(1, 1, "Amina")).len(), 0);
    assert_eq!(story.refuses_tablet(admit(2, 1, "Bruno")), Reason::SeatTaken);
}

#[test]
fn d2_names_that_read_the_same_do_not_sit_together() {
    let mut story = Story::opened();
    story.does(admit(1, 1, "Élodie"));
    for same in ["elodie", "ELODIE", "Elodie ", "Еlodie"] {
        assert_eq!(story.refuses_tablet(admit(2, 2, same)), Reason::NameTaken, "{same}");
    }
}

#[test]
fn d3_a_full_circle_admits_nobody() {
    let story = Story::with_people(8);
    assert_eq!(story.refuses_tablet(admit(20, 20, "Zoé")), Reason::CircleFull);
}

#[test]
fn d4_a_freed_seat_asks_nothing_any_more() {
    let mut story = Story::with_people(2);
    story.does(F::FreeSeat { participant: seat(1) });
    assert_eq!(story.refuses_to(1, P::Hand { raised: true }), Reason::NotSeated);
    story.does(admit(30, 1, "Amina"));
    assert_eq!(story.says(1, P::Hand { raised: true }).len(), 1);
}

#[test]
fn d5_a_name_is_a_name() {
    let story = Story::opened();
    let long = "a".repeat(41);
    for bad in ["", "   ", "42", "Facilitatrice", "é\u{202e}lodie", "a\u{7}b", long.as_str()] {
        assert_eq!(story.refuses_tablet(admit(1, 1, bad)), Reason::BadName, "{bad:?}");
    }
}

#[test]
fn o1_one_commits_to_the_version_one_has_read() {
    let mut story = Story::with_people(1);
    story.goes(Position::Opening);
    story.says(1, P::Engage { version: 1 });
    story.does(F::AmendCharter { from: 1, text: "Téléphones posés.".into() });
    assert_eq!(story.refuses_to(1, P::Engage { version: 1 }), Reason::CharterChanged);
    story.says(1, P::Engage { version: 2 });
    assert_eq!(story.day.roster.member(seat(1)).unwrap().engaged, Some(2));
}

#[test]
fn o3_an_expectation_is_given_while_asked_for() {
    let mut story = Story::with_people(1);
    let line = P::Expect { text: Some("Repartir avec une idée.".into()) };
    assert_eq!(story.refuses_to(1, line.clone()), Reason::WindowClosed);
    story.does(F::AskExpectations { open: true });
    assert_eq!(story.says(1, line.clone()).len(), 1);
    assert_eq!(story.says(1, line).len(), 0);
    story.says(1, P::Expect { text: None });
    assert!(story.day.expectations.is_empty());
}

#[test]
fn o3_an_expectation_is_taken_back_at_will() {
    let mut story = Story::with_people(1);
    story.does(F::AskExpectations { open: true });
    story.says(1, P::Expect { text: Some("Repartir avec une idée.".into()) });
    story.does(F::AskExpectations { open: false });
    story.says(1, P::Expect { text: None });
    assert!(story.day.expectations.is_empty());
}
