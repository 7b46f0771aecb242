//! What passes: presence, knocks, "I have finished". Undone by guards, never journaled.

use std::time::Duration;

use cercle::domain::command::{ByFacilitator, ByParticipant, Command};
use cercle::domain::id::KnockId;
use cercle::domain::position::Position;
use cercle::domain::process::Text;
use cercle::domain::refusal::Reason;
use cercle::live::handle::{Handle, KnockState, Knocker};
use cercle::view::Audience;
use tokio::time::{Instant, sleep};

use crate::support::{Day, case, fields, knock, name, seat, until};

fn words() -> Text {
    Text { fr: "cerise – pont".into(), en: "cherry – bridge".into() }
}

fn knocks(handle: &Handle, n: u128) -> Knocker {
    handle.knock(knock(n), format!("Visiteur {n}"), false, words())
}

fn ids(knocks: &[cercle::view::Knocking]) -> Vec<KnockId> {
    knocks.iter().map(|one| one.knock).collect()
}

#[tokio::test(start_paused = true)]
async fn presence_goes_with_its_guard_and_never_into_the_journal() {
    let day = Day::with_people(2).await;
    let revision = day.house.revision(day.room).await;
    let phone = day.handle.attach(Audience::Participant(seat(1)));
    let tablet = day.handle.attach(Audience::Facilitator);
    let shown = until(&day.handle, |shown| shown.around.tablets == 1).await;
    assert!(shown.around.connected.contains(&seat(1)));
    assert!(shown.around.asleep.is_empty());
    phone.set_awake(false);
    until(&day.handle, |shown| shown.around.asleep.contains(&seat(1))).await;
    phone.set_awake(true);
    until(&day.handle, |shown| shown.around.asleep.is_empty()).await;
    drop((phone, tablet));
    let shown = until(&day.handle, |shown| shown.around.connected.is_empty()).await;
    assert_eq!(shown.around.tablets, 0);
    assert_eq!(day.house.revision(day.room).await, revision);
}

#[tokio::test(start_paused = true)]
async fn a_late_close_takes_only_its_own_connection() {
    let day = Day::with_people(1).await;
    let old = day.handle.attach(Audience::Participant(seat(1)));
    old.set_awake(false);
    let new = day.handle.attach(Audience::Participant(seat(1)));
    assert_ne!(old.connection, new.connection);
    drop(old);
    let shown = until(&day.handle, |shown| shown.around.screens == 1).await;
    assert!(shown.around.connected.contains(&seat(1)));
    assert!(shown.around.asleep.is_empty());
}

#[tokio::test(start_paused = true)]
async fn finished_is_said_of_the_task_at_hand_and_outlives_a_reload() {
    let day = Day::with_people(2).await;
    day.goes(Position::Inventory).await;
    day.does(ByFacilitator::OpenWindow { ends_at: None, role: None }).await;
    let phone = day.handle.attach(Audience::Participant(seat(1)));
    phone.set_finished(true);
    until(&day.handle, |shown| shown.around.finished.contains(&seat(1))).await;
    drop(phone);
    let _phone = day.handle.attach(Audience::Participant(seat(1)));
    day.says(2, ByParticipant::PutCase { case: case(2), fields: fields("Comment ?") }).await;
    assert!(day.handle.published().around.finished.contains(&seat(1)));
    day.does(ByFacilitator::CloseWindow).await;
    assert!(day.handle.published().around.finished.is_empty());
    sleep(Duration::from_secs(2)).await;
    assert!(day.handle.published().around.finished.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_knock_is_answered_by_the_facilitators_yes_or_no() {
    let day = Day::opened().await;
    let (mut one, mut two) = (knocks(&day.handle, 1), knocks(&day.handle, 2));
    let shown = until(&day.handle, |shown| shown.around.knocks.len() == 2).await;
    assert_eq!(ids(&shown.around.knocks), [knock(1), knock(2)]);
    assert_eq!(one.state(), KnockState::Waiting);
    day.does(ByFacilitator::Admit { knock: knock(1), participant: seat(1), name: name(1) }).await;
    assert_eq!(one.answered().await, KnockState::Admitted(seat(1), 0));
    assert_eq!(ids(&day.handle.published().around.knocks), [knock(2)]);
    let refusing = day.handle.clone();
    let (answer, ()) = tokio::join!(two.answered(), async move {
        sleep(Duration::from_secs(5)).await;
        refusing.refuse(knock(2));
    });
    assert_eq!(answer, KnockState::Refused);
    assert_eq!(knocks(&day.handle, 2).state(), KnockState::Refused);
    until(&day.handle, |shown| shown.around.knocks.is_empty()).await;
}

#[tokio::test(start_paused = true)]
async fn a_screen_is_paired_even_where_every_seat_is_taken() {
    let day = Day::with_people(8).await;
    let mut screen = day.handle.knock(knock(20), String::new(), true, words());
    assert_eq!(screen.state(), KnockState::Waiting);
    assert_eq!(knocks(&day.handle, 21).state(), KnockState::Full);
    day.does(ByFacilitator::PairScreen { knock: knock(20) }).await;
    assert_eq!(screen.answered().await, KnockState::ScreenPaired(0));
    day.does(ByFacilitator::Lock { locked: true }).await;
    assert_eq!(knocks(&day.handle, 22).answered().await, KnockState::Locked);
}

#[tokio::test(start_paused = true)]
async fn the_list_of_knocks_is_bounded_and_its_pace_too() {
    let day = Day::opened().await;
    let mut tablet = day.handle.attach(Audience::Facilitator);
    sleep(Duration::from_secs(2)).await;
    tablet.published();
    let storm = {
        let handle = day.handle.clone();
        tokio::spawn(async move {
            let mut held = Vec::new();
            for n in 0..400 {
                held.push(knocks(&handle, 100 + n));
                sleep(Duration::from_millis(10)).await;
            }
            held
        })
    };
    let (began, mut updates) = (Instant::now(), 0);
    while !storm.is_finished() {
        let seen = tablet.changed().await.unwrap();
        assert!(seen.around.knocks.len() <= 50);
        updates += 1;
        if seen.around.knocks.len() == 50 {
            break;
        }
    }
    let took = began.elapsed();
    assert!(updates <= 1 + took.as_millis() / 500, "{updates} updates in {took:?}");
    drop(storm.await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_knock_stays_forty_seconds_after_its_last_repeat() {
    let day = Day::opened().await;
    let _tablet = day.handle.attach(Audience::Facilitator);
    drop(knocks(&day.handle, 1));
    sleep(Duration::from_secs(30)).await;
    assert_eq!(day.handle.published().around.knocks.len(), 1);
    drop(knocks(&day.handle, 1));
    sleep(Duration::from_secs(35)).await;
    assert_eq!(day.handle.published().around.knocks.len(), 1, "it was repeated");
    sleep(Duration::from_secs(10)).await;
    assert!(day.handle.published().around.knocks.is_empty());
    let _held = knocks(&day.handle, 2);
    sleep(Duration::from_secs(300)).await;
    assert_eq!(day.handle.published().around.knocks.len(), 1, "a held request keeps it");
}

#[tokio::test(start_paused = true)]
async fn an_ask_after_the_room_has_gone_promises_nothing() {
    let day = Day::with_people(1).await;
    day.hub.rest().await;
    let engage = ByParticipant::Engage { version: 1 };
    let verdict = day.handle.ask(Command::Participant(seat(1), engage)).await;
    assert_eq!(verdict.unwrap_err().reason, Reason::Busy);
}
