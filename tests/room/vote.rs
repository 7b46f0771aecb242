//! A vote: registered, placed, released, closed, whatever crashes in between.

use std::time::Duration;

use cercle::ballot::urn::{Tag, UrnFault};
use cercle::domain::command::{ByFacilitator, ByHouse, ByParticipant, Command};
use cercle::domain::day::plan::Slot;
use cercle::domain::event::Event;
use cercle::domain::id::SlotId;
use cercle::domain::position::{Cursor, Position};
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::VoteMode;
use cercle::vault::Vault;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use crate::support::{Day, case, process, seat, until, vote};

/// The tags of somebody's dots.
fn tags(who: u128) -> Vec<Tag> {
    (1..=3).map(|dot| Tag([(who * 16 + dot) as u8; 32])).collect()
}

async fn registers(day: &Day, who: u128) {
    assert_eq!(day.handle.register(seat(who), vote(1), tags(who)).await, Ok(()));
}

/// Somebody's dots lie on this option now.
async fn places(day: &Day, who: u128, seq: u64, choice: u16) {
    for tag in tags(who) {
        day.house.urn.place(day.room, vote(1), tag, seq, choice).await.unwrap();
    }
}

async fn has_box(day: &Day) -> bool {
    !day.house.vault.names("box/").await.unwrap().is_empty()
}

fn is_closed(day: &Day) -> bool {
    day.handle.published().day.vote(vote(1)).unwrap().is_closed()
}

#[tokio::test(start_paused = true)]
async fn dots_are_registered_in_the_box_first_and_once() {
    let day = Day::in_vote(6, VoteMode::Live).await;
    registers(&day, 1).await;
    registers(&day, 1).await;
    let issued = |event: &&Event| matches!(event, Event::Issued { .. });
    assert_eq!(day.house.events(day.room).await.iter().filter(issued).count(), 1);
    assert_eq!(day.house.urn.holds(day.room, vote(1), &tags(1)).await, Ok(true));
    let refusal =
        |verdict: Result<(), cercle::domain::refusal::Refusal>| verdict.unwrap_err().reason;
    let asked = day.handle.register(seat(1), vote(1), tags(2)).await;
    assert_eq!(refusal(asked), Reason::AlreadyIssued);
    let asked = day.handle.register(seat(2), vote(1), tags(2)[..2].to_vec()).await;
    assert_eq!(refusal(asked), Reason::BadTags);
    let asked = day.handle.register(seat(2), vote(1), vec![tags(2)[0]; 3]).await;
    assert_eq!(refusal(asked), Reason::BadTags);
    let asked = day.handle.register(seat(9), vote(1), tags(9)).await;
    assert_eq!(refusal(asked), Reason::NotAnElector);
    let asked = day.handle.register(seat(1), vote(2), tags(1)).await;
    assert_eq!(refusal(asked), Reason::UnknownVote);
    assert_eq!(day.house.urn.holds(day.room, vote(1), &tags(2)).await, Ok(false));
}

#[tokio::test(start_paused = true)]
async fn the_journal_never_holds_a_person_whose_dots_do_not_lie_in_the_box() {
    let day = Day::in_vote(6, VoteMode::Live).await;
    registers(&day, 1).await;
    day.house.vault.set_away(true);
    let verdict = day.handle.register(seat(2), vote(1), tags(2)).await;
    assert_eq!(verdict.unwrap_err().reason, Reason::Unavailable);
    day.house.vault.set_away(false);
    assert_eq!(day.handle.published().day.vote(vote(1)).unwrap().issued, [seat(1)]);
    // In the box, and the journal away: asked again, it is so.
    day.house.journal.set_away(true);
    let verdict = day.handle.register(seat(2), vote(1), tags(2)).await;
    assert_eq!(verdict.unwrap_err().reason, Reason::Unavailable);
    day.house.journal.set_away(false);
    let day = day.crashes().await;
    registers(&day, 2).await;
    assert_eq!(day.handle.published().day.vote(vote(1)).unwrap().issued, [seat(1), seat(2)]);
}

#[tokio::test(start_paused = true)]
async fn counts_are_released_when_people_mix_and_not_before_ten_seconds() {
    let day = Day::in_vote(8, VoteMode::Live).await;
    for n in 1..=8 {
        registers(&day, n).await;
    }
    let opened = Instant::now();
    places(&day, 1, 1, 1).await;
    places(&day, 2, 1, 1).await;
    until(&day.handle, |shown| shown.around.dots_placed == Some(6)).await;
    sleep(Duration::from_secs(60)).await;
    assert_eq!(day.handle.published().day.vote(vote(1)).unwrap().release, 0, "two people only");
    places(&day, 3, 1, 2).await;
    let released = |n| {
        move |shown: &cercle::live::handle::Published| shown.day.vote(vote(1)).unwrap().release == n
    };
    until(&day.handle, released(1)).await;
    assert!(opened.elapsed() >= Duration::from_secs(10));
    for n in 4..=8 {
        places(&day, n, 1, 3).await;
        sleep(Duration::from_secs(30)).await;
    }
    day.handle.close_vote(vote(1)).await.unwrap();
    let counts = day.handle.published().day.vote(vote(1)).unwrap().counts.clone().unwrap();
    assert_eq!(counts[..4], [6, 3, 15, 0]);
    // Every step that anyone saw mixes three people at least, the last one too.
    let steps: Vec<u16> = day.house.events(day.room).await.iter().filter_map(total).collect();
    let seen = std::iter::once(&0).chain(&steps).zip(&steps);
    assert!(seen.clone().count() >= 2);
    assert!(seen.into_iter().all(|(before, after)| after - before > 6), "{steps:?}");
}

/// Dots in the counts that an event lets out.
fn total(event: &Event) -> Option<u16> {
    match event {
        Event::Released { counts, .. } | Event::VoteClosed { counts, .. } => {
            Some(counts.iter().sum())
        }
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn how_many_dots_are_placed_moves_every_three_seconds_at_most() {
    let day = Day::in_vote(6, VoteMode::Live).await;
    for n in 1..=6 {
        registers(&day, n).await;
    }
    let mut watcher = day.handle.attach(cercle::view::Audience::Screen);
    let mut placed = watcher.published().around.dots_placed;
    let mut moves = Vec::new();
    let (urn, room) = (day.house.urn.clone(), day.room);
    let tapping = tokio::spawn(async move {
        for n in 1..=6 {
            for tag in tags(n) {
                urn.place(room, vote(1), tag, 1, 1).await.unwrap();
                sleep(Duration::from_millis(700)).await;
            }
        }
    });
    while placed != Some(18) {
        let shown = watcher.changed().await.unwrap();
        if shown.around.dots_placed != placed {
            placed = shown.around.dots_placed;
            moves.push(Instant::now());
        }
    }
    tapping.await.unwrap();
    assert!(moves.windows(2).all(|pair| pair[1] - pair[0] >= Duration::from_secs(3)), "{moves:?}");
}

#[tokio::test(start_paused = true)]
async fn fewer_than_six_or_sealed_see_nothing_before_the_close() {
    for (people, mode) in [(5, VoteMode::Live), (8, VoteMode::Sealed)] {
        let day = Day::in_vote(people, mode).await;
        let _tablet = day.handle.attach(cercle::view::Audience::Facilitator);
        for n in 1..=people {
            registers(&day, n).await;
        }
        for n in 1..people {
            places(&day, n, 1, 1).await;
        }
        sleep(Duration::from_secs(600)).await;
        let released = |event: &Event| matches!(event, Event::Released { .. });
        assert!(!day.house.events(day.room).await.iter().any(released));
        assert_eq!(day.house.urn.standing(day.room, vote(1)).await.unwrap().release, 0);
        day.handle.close_vote(vote(1)).await.unwrap();
        let shown = day.handle.published();
        let counts = shown.day.vote(vote(1)).unwrap().counts.clone().unwrap();
        assert_eq!(counts[0], 3 * (people as u16 - 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_vote_closes_once_and_its_box_is_destroyed() {
    let day = Day::in_vote(6, VoteMode::Live).await;
    registers(&day, 1).await;
    places(&day, 1, 1, 2).await;
    let (one, two) = tokio::join!(day.handle.close_vote(vote(1)), day.handle.close_vote(vote(1)));
    assert_eq!((one, two), (Ok(()), Ok(())));
    sleep(Duration::from_secs(1)).await;
    assert!(!has_box(&day).await);
    let closed = |event: &&Event| matches!(event, Event::VoteClosed { .. });
    assert_eq!(day.house.events(day.room).await.iter().filter(closed).count(), 1);
    let placed = day.house.urn.place(day.room, vote(1), tags(1)[0], 2, 1).await;
    assert_eq!(placed, Err(UrnFault::NoBox));
    let verdict = day.handle.register(seat(2), vote(1), tags(2)).await;
    assert_eq!(verdict.unwrap_err().reason, Reason::VoteClosed);
}

#[tokio::test(start_paused = true)]
async fn a_vote_with_an_end_closes_at_it() {
    let day = Day::with_cases(6, 30).await;
    day.goes(Position::Prioritisation).await;
    let end = day.house.clock.now().plus_ms(180_000);
    let (vote, mode) = (vote(1), VoteMode::Sealed);
    day.does(ByFacilitator::OpenVote { vote, dots: 3, mode, ends_at: Some(end) }).await;
    registers(&day, 1).await;
    places(&day, 1, 1, 1).await;
    until(&day.handle, |shown| shown.day.vote(vote).unwrap().is_closed()).await;
    assert_eq!(day.house.clock.now(), end);
}

#[tokio::test(start_paused = true)]
async fn a_vote_of_interest_closes_when_its_step_is_left() {
    let day = Day::with_cases(3, 30).await;
    let process = process("offre_apports");
    day.says(1, ByParticipant::ChooseProcess { case: case(1), process, minutes: 20 }).await;
    let slot = SlotId(Uuid::from_u128(90));
    let planned = Slot { slot, case: case(1), block: 1, start: 10 * 60, minutes: 20 };
    let basis = day.handle.published().day.basis;
    day.does(ByFacilitator::EditPlan { basis, slots: vec![planned] }).await;
    let step = |step| Position::Treatment { at: Some(Cursor { slot, step }) };
    day.goes(step(1)).await;
    day.does(ByFacilitator::OpenInterest { vote: vote(1) }).await;
    day.goes(step(2)).await;
    until(&day.handle, |shown| shown.day.vote(vote(1)).unwrap().is_closed()).await;
    day.goes(Position::Closing).await;
    day.does(ByFacilitator::OpenRoti { vote: vote(2) }).await;
}

/// The house falls down between any two steps of a vote, and everything goes on.
mod crashes {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn between_the_opening_and_the_box() {
        let day = Day::in_vote(6, VoteMode::Live).await;
        sleep(Duration::from_secs(1)).await;
        day.house.urn.destroy(day.room, vote(1)).await.unwrap();
        let day = day.crashes().await;
        registers(&day, 1).await;
        places(&day, 1, 1, 1).await;
        day.handle.close_vote(vote(1)).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn between_a_release_and_its_word() {
        let day = Day::in_vote(6, VoteMode::Live).await;
        for n in 1..=6 {
            registers(&day, n).await;
        }
        let Day { house, hub, room, code, handle } = day;
        drop((handle, hub.rest().await));
        for n in 1..=3 {
            for tag in tags(n) {
                house.urn.place(room, vote(1), tag, 1, 1).await.unwrap();
            }
        }
        let released = house.urn.release(room, vote(1), 3, 3).await.unwrap();
        let (n, counts) = released.expect("three people have placed");
        let hub = house.hub();
        let handle = hub.room(room).await.unwrap();
        let day = Day { house, hub, room, code, handle };
        let shown = until(&day.handle, |shown| shown.day.vote(vote(1)).unwrap().release == n).await;
        assert_eq!(shown.day.vote(vote(1)).unwrap().released, Some(counts.clone()));
        // Said again, it changes nothing.
        let revision = day.house.revision(day.room).await;
        let again = Command::House(ByHouse::Release { vote: vote(1), n, counts });
        assert_eq!(day.handle.ask(again).await, Ok(()));
        let day = day.crashes().await;
        sleep(Duration::from_secs(60)).await;
        assert_eq!(day.house.revision(day.room).await, revision);
    }

    #[tokio::test(start_paused = true)]
    async fn between_the_freezing_and_the_counts() {
        let day = Day::in_vote(6, VoteMode::Live).await;
        registers(&day, 1).await;
        places(&day, 1, 1, 2).await;
        let Day { house, hub, room, code, handle } = day;
        drop((handle, hub.rest().await));
        let counts = house.urn.freeze(room, vote(1)).await.unwrap();
        let hub = house.hub();
        let handle = hub.room(room).await.unwrap();
        let day = Day { house, hub, room, code, handle };
        let shown = until(&day.handle, |shown| shown.day.vote(vote(1)).unwrap().is_closed()).await;
        assert_eq!(shown.day.vote(vote(1)).unwrap().counts, Some(counts));
        sleep(Duration::from_secs(1)).await;
        assert!(!has_box(&day).await);
    }

    #[tokio::test(start_paused = true)]
    async fn between_the_freezing_and_the_counts_while_the_journal_is_away() {
        let day = Day::in_vote(6, VoteMode::Live).await;
        registers(&day, 1).await;
        places(&day, 1, 1, 2).await;
        sleep(Duration::from_secs(30)).await;
        day.house.journal.set_away(true);
        let verdict = day.handle.close_vote(vote(1)).await;
        assert_eq!(verdict.unwrap_err().reason, Reason::Unavailable);
        assert!(!is_closed(&day));
        sleep(Duration::from_secs(5)).await;
        day.house.journal.set_away(false);
        until(&day.handle, |shown| shown.day.vote(vote(1)).unwrap().is_closed()).await;
    }

    #[tokio::test(start_paused = true)]
    async fn between_the_counts_and_the_destruction() {
        let day = Day::in_vote(6, VoteMode::Live).await;
        registers(&day, 1).await;
        let Day { house, hub, room, code, handle } = day;
        hub.rest().await;
        drop(handle);
        let counts = house.urn.freeze(room, vote(1)).await.unwrap();
        // The counts are journaled by a house whose vault is away, so that the box stays.
        let hub = house.hub();
        let handle = hub.room(room).await.unwrap();
        house.vault.set_away(true);
        let close = Command::House(ByHouse::CloseVote { vote: vote(1), counts });
        assert_eq!(handle.ask(close).await, Ok(()));
        hub.rest().await;
        house.vault.set_away(false);
        let hub = house.hub();
        let handle = hub.room(room).await.unwrap();
        let day = Day { house, hub, room, code, handle };
        assert!(has_box(&day).await);
        sleep(Duration::from_secs(1)).await;
        assert!(!has_box(&day).await);
        assert!(is_closed(&day));
    }
}
