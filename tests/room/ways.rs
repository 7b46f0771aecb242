//! A day that does not fit: told with its ways out, got out of by consent, and told to nobody else.

use std::sync::Arc;

use cercle::domain::command::{ByFacilitator, ByParticipant};
use cercle::domain::day::way::WayStep;
use cercle::domain::id::ParticipantId;
use cercle::domain::position::Position;
use cercle::domain::vocabulary::VoteMode;
use cercle::domain::ways::{Way, asked_by};
use cercle::live::handle::Published;
use cercle::live::handle::Turn;
use cercle::view::Audience;

use crate::support::{Day, case, proposal, seat, until, vote};

/// Six people with an hour and a half each: 558 minutes where there are 350.
async fn too_full() -> (Day, Vec<Way>) {
    let day = Day::with_cases(6, 90).await;
    day.goes(Position::Prioritisation).await;
    let shown =
        until(&day.handle, |shown| shown.around.ways.as_ref().is_some_and(|ways| !ways.is_empty()))
            .await;
    assert!(shown.around.feasibility.as_ref().is_some_and(|told| !told.fits));
    (day, shown.around.ways.clone().unwrap())
}

async fn proposes(day: &Day, n: u128, steps: &[WayStep]) {
    let steps = steps.to_vec();
    day.does(ByFacilitator::ProposeWay { proposal: proposal(n), steps }).await;
}

async fn answers(day: &Day, who: ParticipantId, n: u128, agrees: bool) {
    let answer = ByParticipant::AnswerWay { proposal: proposal(n), agrees };
    day.says(who.0.as_u128() & 0xff, answer).await;
}

fn minutes(day: &Day, n: u128) -> u16 {
    let shown = day.handle.published();
    shown.day.inventory.case(case(n)).and_then(|case| case.process.clone()).map_or(0, |one| one.1)
}

#[tokio::test(start_paused = true)]
async fn a_way_out_is_taken_with_the_last_yes_and_the_day_fits() {
    let (day, ways) = too_full().await;
    let asks = |way: &&Way| !asked_by(&day.handle.published().day, &way.steps).is_empty();
    let way = ways.iter().filter(|way| way.fits).find(asks).unwrap();
    proposes(&day, 1, &way.steps).await;
    let asked = asked_by(&day.handle.published().day, &way.steps);
    let (last, others) = asked.split_last().unwrap();
    for who in others {
        answers(&day, *who, 1, true).await;
    }
    assert_eq!((1..=6).map(|n| minutes(&day, n)).collect::<Vec<_>>(), vec![90; 6]);
    answers(&day, *last, 1, true).await;
    let fits = |shown: &Published| {
        shown.around.feasibility.as_ref().is_some_and(|told| told.fits)
            && shown.around.ways.as_ref().is_none_or(Vec::is_empty)
    };
    let shown = until(&day.handle, fits).await;
    assert_eq!(shown.around.feasibility.as_ref().unwrap().required, way.needs);
    let (vote, mode) = (vote(1), VoteMode::Sealed);
    day.does(ByFacilitator::OpenVote { vote, dots: 3, mode, ends_at: None }).await;
    day.handle.turn(Turn::Close { vote }).await.unwrap();
    let shown = until(&day.handle, |shown| shown.day.plan.is_some()).await;
    assert!(shown.day.plan.as_ref().unwrap().breaches.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_format_in_parallel_for_all_is_taken_at_once_and_planned_as_one_slot() {
    let (day, ways) = too_full().await;
    let together = |way: &&Way| matches!(way.steps[..], [WayStep::Rounds { .. }]);
    let way = ways.iter().find(together).unwrap();
    proposes(&day, 1, &way.steps).await;
    let (vote, mode) = (vote(1), VoteMode::Sealed);
    day.does(ByFacilitator::OpenVote { vote, dots: 3, mode, ends_at: None }).await;
    day.handle.turn(Turn::Close { vote }).await.unwrap();
    let shown = until(&day.handle, |shown| shown.day.plan.is_some()).await;
    let plan = shown.day.plan.as_ref().unwrap();
    assert!(plan.breaches.is_empty());
    let all: Vec<_> = shown.day.cases_of(&plan.slots).collect();
    assert_eq!((plan.slots.len(), all.len()), (1, 6));
    assert_eq!(plan.reasons.len(), 6, "each case is told why it is in");
}

#[tokio::test(start_paused = true)]
async fn a_longer_day_counts_everyone_in_the_room() {
    let (day, _) = too_full().await;
    let end = day.handle.published().day.schedule.end() + 60;
    proposes(&day, 1, &[WayStep::Extend { end }]).await;
    for n in 1..=6 {
        assert_ne!(day.handle.published().day.schedule.end(), end);
        answers(&day, seat(n), 1, true).await;
    }
    assert_eq!(day.handle.published().day.schedule.end(), end);
}

#[tokio::test(start_paused = true)]
async fn a_block_is_shortened_at_once_and_what_is_missing_told_anew() {
    let (day, _) = too_full().await;
    let before = day.handle.published().around.feasibility.clone().unwrap();
    proposes(&day, 1, &[WayStep::Shorten { block: 2, minutes: 45 }]).await;
    let less = |shown: &Published| {
        let told = shown.around.feasibility.as_ref();
        told.is_some_and(|told| told.missing + 15 == before.missing)
    };
    until(&day.handle, less).await;
    until(&day.handle, |shown| shown.around.ways.as_ref().is_some_and(|ways| !ways.is_empty()))
        .await;
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_is_remembered_after_a_crash() {
    let (day, _) = too_full().await;
    proposes(&day, 1, &[WayStep::Defer { participant: seat(3) }]).await;
    let day = day.crashes().await;
    answers(&day, seat(3), 1, true).await;
    let day = day.crashes().await;
    assert_eq!(day.handle.published().day.deferred, vec![seat(3)]);
}

#[tokio::test(start_paused = true)]
async fn twins_proposed_meanwhile_are_a_way_out() {
    let (day, ways) = too_full().await;
    let merges = |way: &Way| way.steps.iter().any(|step| matches!(step, WayStep::Merge { .. }));
    assert!(!ways.iter().any(merges));
    day.does(ByFacilitator::ProposeMerge {
        merge: case(9),
        cases: vec![case(1), case(2)],
        title: "Ensemble ?".into(),
    })
    .await;
    until(&day.handle, |shown| shown.around.ways.iter().flatten().any(merges)).await;
    proposes(&day, 1, &[WayStep::Merge { merge: case(9) }]).await;
    answers(&day, seat(1), 1, true).await;
    answers(&day, seat(2), 1, true).await;
    let shown = day.handle.published();
    assert_eq!(shown.day.inventory.case(case(9)).unwrap().owners, vec![seat(1), seat(2)]);
}

/// The texts of all sections of somebody's frame.
fn sees(day: &Day, audience: Audience) -> Vec<Arc<str>> {
    let frame = day.handle.published().frame(audience);
    frame.sections.iter().map(|section| section.text.clone()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_question_and_its_no_reach_the_tablet_and_whom_they_concern_alone() {
    let (day, _) = too_full().await;
    let others = || {
        let phones = [1, 2, 4, 5, 6].map(|n| Audience::Participant(seat(n)));
        phones.into_iter().chain([Audience::Screen]).map(|who| sees(&day, who)).collect::<Vec<_>>()
    };
    let before = others();
    let (mine, tablet) = (Audience::Participant(seat(3)), Audience::Facilitator);
    let unasked = sees(&day, mine);
    proposes(&day, 1, &[WayStep::Trim { case: case(3), minutes: 20 }]).await;
    assert_ne!(sees(&day, mine), unasked);
    let asked = sees(&day, tablet);
    answers(&day, seat(3), 1, false).await;
    assert_eq!(sees(&day, mine), unasked, "it is put away as it is answered");
    assert_ne!(sees(&day, tablet), asked);
    assert!(sees(&day, tablet).iter().any(|text| text.contains("\"declined\":true")));
    proposes(&day, 2, &[WayStep::Defer { participant: seat(3) }]).await;
    assert_eq!(others(), before);
    answers(&day, seat(3), 2, true).await;
    assert_eq!(others(), before, "who waits is told to nobody");
}

#[tokio::test(start_paused = true)]
async fn a_no_to_a_longer_day_has_no_name_anywhere() {
    let (day, _) = too_full().await;
    let end = day.handle.published().day.schedule.end() + 60;
    let screen = sees(&day, Audience::Screen);
    proposes(&day, 1, &[WayStep::Extend { end }]).await;
    answers(&day, seat(1), 1, true).await;
    let told = |who: ParticipantId| {
        let texts = sees(&day, Audience::Participant(who));
        texts.iter().any(|text| text.contains(&proposal(1).to_string()))
    };
    assert!((1..=6).all(|n| told(seat(n))));
    answers(&day, seat(4), 1, false).await;
    assert!(!(1..=6).any(|n| told(seat(n))));
    assert_eq!(sees(&day, Audience::Screen), screen);
    let shown = day.handle.published();
    assert!(shown.day.proposals[0].agreed.is_empty(), "who had said yes is forgotten too");
    let events = day.house.events(day.room).await;
    let stored = format!("{:?}", events.last().unwrap());
    assert_eq!(stored, format!("WayDeclined {{ proposal: {:?} }}", proposal(1)));
}
