//! Whose guarantee is threatened is the tablet's and, where their own hours are the reason, their
//! own: nobody else's frame differs by it.

use cercle::domain::command::ByFacilitator as F;
use cercle::view::{Around, Audience, frame};

use crate::support::{Story, seat, slot, step, threatened};

/// Four cases under treatment; one of the last two leaves before theirs would end.
fn threatening(n: u128) -> Story {
    let mut story = Story::planned(4, "demande_apports", 20);
    story.goes(step(slot(1), 0));
    let until = Some(11 * 60);
    story.does(F::SetPresence { participant: seat(n), present: true, from: None, until });
    let threats = threatened(&story);
    assert_eq!(threats.iter().map(|threat| threat.participant).collect::<Vec<_>>(), [seat(n)]);
    story
}

fn told(story: &Story, audience: Audience) -> Vec<String> {
    let frame = frame(audience, &story.day, &Around::default(), 1, None);
    frame.sections.iter().map(|section| section.text.to_string()).collect()
}

#[test]
fn nobody_but_the_tablet_and_oneself_sees_whose_guarantee_is_threatened() {
    let (one, other) = (threatening(3), threatening(4));
    let phones = [1, 2].map(|n| Audience::Participant(seat(n)));
    for audience in phones.into_iter().chain([Audience::Screen]) {
        assert_eq!(told(&one, audience), told(&other, audience), "{audience:?}");
    }
    assert_ne!(told(&one, Audience::Facilitator), told(&other, Audience::Facilitator));
}
