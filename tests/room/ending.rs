//! The end of a day: destroyed first, shown destroyed after, and nothing more is said.

use std::sync::atomic::Ordering;
use std::time::Duration;

use cercle::domain::command::{ByFacilitator, ByParticipant, Command};
use cercle::domain::event::Event;
use cercle::domain::position::Position;
use cercle::domain::refusal::Reason;
use cercle::live::hub::NoRoom;
use cercle::vault::Vault;
use cercle::view::Audience;
use tokio::time::{sleep, timeout};

use crate::support::{Day, seat, until};

async fn closing() -> Day {
    let day = Day::with_cases(3, 30).await;
    day.goes(Position::Closing).await;
    day
}

#[tokio::test(start_paused = true)]
async fn a_day_is_destroyed_before_it_is_shown_destroyed() {
    let day = closing().await;
    *day.house.undertaker.shown.lock().unwrap() = Some(day.handle.clone());
    day.does(ByFacilitator::CloseDay).await;
    let undertaker = &day.house.undertaker;
    assert_eq!(undertaker.finished.load(Ordering::SeqCst), 1);
    let then = *undertaker.position_when_finished.lock().unwrap();
    assert_eq!(then, Some(Position::Closing));
    let shown = day.handle.published();
    assert_eq!(shown.day.position.0, Position::Ended);
    assert!(shown.day.inventory.cases.is_empty());
    assert!(day.house.vault.names("key/").await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn after_the_ended_frame_nothing_more_is_said() {
    let day = closing().await;
    let mut phone = day.handle.attach(Audience::Participant(seat(1)));
    day.does(ByFacilitator::CloseDay).await;
    while phone.published().day.position.0 != Position::Ended {
        phone.changed().await.unwrap();
    }
    let _another = day.handle.attach(Audience::Facilitator);
    phone.set_finished(true);
    assert!(timeout(Duration::from_secs(30), phone.changed()).await.is_err());
    let engage = ByParticipant::Engage { version: 1 };
    let verdict = day.handle.ask(Command::Participant(seat(1), engage)).await;
    assert_eq!(verdict.unwrap_err().reason, Reason::NotOpen);
}

#[tokio::test(start_paused = true)]
async fn while_the_stores_are_away_the_day_is_not_shown_destroyed() {
    let day = closing().await;
    day.house.undertaker.failures.store(3, Ordering::SeqCst);
    let handle = day.handle.clone();
    let close = Command::Facilitator(ByFacilitator::CloseDay);
    let asked = tokio::spawn(async move { handle.ask(close).await });
    sleep(Duration::from_millis(2_500)).await;
    assert_eq!(day.handle.published().day.position.0, Position::Closing);
    assert_eq!(asked.await.unwrap(), Ok(()));
    assert_eq!(day.handle.published().day.position.0, Position::Ended);
}

#[tokio::test(start_paused = true)]
async fn a_crash_between_the_end_and_the_destruction_is_mended_by_whoever_comes() {
    let day = closing().await;
    day.house.undertaker.failures.store(1_000, Ordering::SeqCst);
    let handle = day.handle.clone();
    let close = Command::Facilitator(ByFacilitator::CloseDay);
    let asked = tokio::spawn(async move { handle.ask(close).await });
    sleep(Duration::from_secs(3)).await;
    day.hub.rest().await;
    assert_eq!(asked.await.unwrap().unwrap_err().reason, Reason::Busy);
    assert_eq!(day.house.events(day.room).await.last(), Some(&Event::Ended));
    let hub = day.house.hub();
    assert_eq!(hub.room(day.room).await.err(), Some(NoRoom::Unavailable));
    day.house.undertaker.failures.store(0, Ordering::SeqCst);
    assert_eq!(hub.room(day.room).await.err(), Some(NoRoom::Over));
    assert_eq!(hub.room(day.room).await.err(), Some(NoRoom::Over));
    assert_eq!(day.house.undertaker.finished.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_day_that_nobody_ends_is_destroyed_when_its_time_is_over() {
    let day = closing().await;
    let _tablet = day.handle.attach(Audience::Facilitator);
    sleep(Duration::from_secs(47 * 3600)).await;
    assert_eq!(day.handle.published().day.position.0, Position::Closing);
    until(&day.handle, |shown| shown.day.position.0 == Position::Ended).await;
    assert_eq!(day.house.undertaker.finished.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_stream_forgotten_from_elsewhere_takes_its_room_along() {
    let day = Day::with_people(1).await;
    day.house.ledger.forget(day.room).await.unwrap();
    let engage = ByParticipant::Engage { version: 1 };
    let verdict = day.handle.ask(Command::Participant(seat(1), engage)).await;
    assert_eq!(verdict.unwrap_err().reason, Reason::Busy);
    while !matches!(day.hub.room(day.room).await, Err(NoRoom::Over)) {
        tokio::task::yield_now().await;
    }
}
