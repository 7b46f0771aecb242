//! Words of nobody: kept while people write, given together, and never with whoever wrote them.

use std::time::Duration;

use cercle::domain::bytes::Bytes;
use cercle::domain::command::{ByFacilitator, ByParticipant, Command};
use cercle::domain::day::slip::{SlipSecret, slip_id};
use cercle::domain::decide::slip::Offered;
use cercle::domain::event::Event;
use cercle::domain::refusal::Reason;
use cercle::vault::Vault;
use cercle::view::Audience;
use tokio::time::sleep;

use crate::support::{Day, case, seat, until};

const CANARIES: [&str; 3] = ["zqcanari un", "zqcanari deux", "zqcanari trois"];

fn secret(n: u128) -> SlipSecret {
    Bytes([n as u8; 32])
}

/// A case study of the first person's case, at the silent analysis, its window open.
async fn writing() -> Day {
    let day = Day::in_step(4, "etude_de_cas", 45, 2).await;
    day.does(ByFacilitator::OpenWindow { ends_at: None, role: None }).await;
    day
}

/// Person `who` gives the words of person `who`, under the secret of `keeper`.
async fn gives(day: &Day, who: u128, keeper: u128, words: &str) {
    assert_eq!(day.handle.give_slip(seat(who), offered(keeper, words)).await, Ok(()));
}

fn offered(keeper: u128, words: &str) -> Offered {
    let (step, input) = ("analyseSeul".to_owned(), "option".to_owned());
    let contribution = slip_id(&secret(keeper));
    Offered { contribution, slot: Day::SLOT, step, input, text: words.to_owned() }
}

async fn boxes(day: &Day) -> Vec<String> {
    sleep(Duration::from_secs(2)).await;
    day.house.vault.names("box/").await.unwrap()
}

async fn given(day: &Day, count: usize) {
    until(&day.handle, |shown| shown.day.contributions.len() == count).await;
}

fn frame(day: &Day, audience: Audience) -> String {
    let frame = day.handle.published().frame(audience);
    frame.sections.iter().map(|section| section.text.to_string()).collect()
}

#[tokio::test(start_paused = true)]
async fn nothing_is_journaled_while_people_write_and_one_entry_afterwards() {
    let day = writing().await;
    let before = day.house.revision(day.room).await;
    for (who, words) in (2..=4).zip(CANARIES) {
        gives(&day, who, who, words).await;
    }
    assert_eq!(day.house.revision(day.room).await, before, "not who, not when, not how many");
    let name = &boxes(&day).await[0];
    let kept = day.house.vault.load(name).await.unwrap().unwrap();
    assert!(!CANARIES.iter().any(|words| String::from_utf8_lossy(&kept.value).contains(words)));
    let audiences = (1..=4).map(|n| Audience::Participant(seat(n)));
    for audience in audiences.chain([Audience::Facilitator, Audience::Screen]) {
        assert!(!frame(&day, audience).contains("zqcanari"), "{audience:?} reads before the end");
    }
    day.does(ByFacilitator::CloseWindow).await;
    given(&day, 3).await;
    let events = day.house.events(day.room).await;
    let entries: Vec<_> =
        events.iter().filter(|event| matches!(event, Event::SlipsGiven { .. })).collect();
    let [Event::SlipsGiven { slips, .. }] = entries[..] else { panic!("one entry: {entries:?}") };
    assert!(slips.is_sorted_by_key(|slip| slip.contribution));
    assert!(boxes(&day).await.is_empty());
    for audience in (1..=4).map(|n| Audience::Participant(seat(n))).chain([Audience::Facilitator]) {
        assert!(frame(&day, audience).contains(CANARIES[0]), "{audience:?} reads afterwards");
    }
    assert!(!frame(&day, Audience::Screen).contains("zqcanari"), "until the facilitator shows one");
}

/// The same words by others: the journal is the same to the letter.
#[tokio::test(start_paused = true)]
async fn two_people_could_have_written_each_others_words() {
    let mut told = Vec::new();
    for [second, third] in [[2, 3], [3, 2]] {
        let day = writing().await;
        gives(&day, 2, second, CANARIES[second as usize - 2]).await;
        gives(&day, 3, third, CANARIES[third as usize - 2]).await;
        gives(&day, 4, 4, CANARIES[2]).await;
        day.does(ByFacilitator::CloseWindow).await;
        given(&day, 3).await;
        let mut journal = format!("{:?}", day.house.events(day.room).await);
        let facts = day.handle.published().day.facts.clone().unwrap();
        for drawn in [&facts.code, &facts.door_key] {
            journal = journal.replace(drawn, "DRAWN");
        }
        let names =
            (1..=4).map(|n| frame(&day, Audience::Participant(seat(n)))).collect::<Vec<_>>();
        told.push((journal, names.iter().map(|text| text.len()).collect::<Vec<_>>()));
    }
    assert_eq!(told[0], told[1]);
}

#[tokio::test(start_paused = true)]
async fn a_slip_is_written_anew_and_taken_back_while_people_write() {
    let day = writing().await;
    gives(&day, 2, 2, CANARIES[0]).await;
    gives(&day, 2, 2, CANARIES[1]).await;
    gives(&day, 3, 3, CANARIES[2]).await;
    gives(&day, 4, 4, "en voici trois").await;
    gives(&day, 4, 5, "et quatre").await;
    day.handle.withdraw_slip(secret(3)).await.unwrap();
    day.does(ByFacilitator::CloseWindow).await;
    given(&day, 3).await;
    let read = frame(&day, Audience::Facilitator);
    assert!(read.contains(CANARIES[1]) && !read.contains(CANARIES[0]));
    day.handle.withdraw_slip(secret(2)).await.unwrap();
    given(&day, 2).await;
}

#[tokio::test(start_paused = true)]
async fn what_was_acknowledged_is_given_after_a_crash_and_once() {
    let day = writing().await;
    gives(&day, 2, 2, CANARIES[0]).await;
    let day = day.crashes().await;
    gives(&day, 3, 3, CANARIES[1]).await;
    gives(&day, 4, 4, CANARIES[2]).await;
    day.does(ByFacilitator::CloseWindow).await;
    given(&day, 3).await;
    let day = day.crashes().await;
    assert!(boxes(&day).await.is_empty());
    assert_eq!(day.handle.published().day.contributions.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_vault_that_is_away_keeps_nothing_and_says_so() {
    let day = writing().await;
    day.house.vault.set_away(true);
    let offered = offered(2, CANARIES[0]);
    let refused = day.handle.give_slip(seat(2), offered.clone()).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Unavailable);
    day.house.vault.set_away(false);
    assert_eq!(day.handle.give_slip(seat(2), offered).await, Ok(()));
    gives(&day, 3, 3, CANARIES[1]).await;
    gives(&day, 4, 4, CANARIES[2]).await;
    day.house.vault.set_away(true);
    day.does(ByFacilitator::CloseWindow).await;
    sleep(Duration::from_secs(5)).await;
    day.house.vault.set_away(false);
    given(&day, 3).await;
}

/// The answer to the first time was lost: the phone is not to forget the secret of what is kept.
#[tokio::test(start_paused = true)]
async fn what_is_kept_is_acknowledged_again_after_the_end_of_the_writing() {
    let day = writing().await;
    gives(&day, 2, 2, CANARIES[0]).await;
    day.does(ByFacilitator::CloseWindow).await;
    gives(&day, 2, 2, CANARIES[0]).await;
    let other = offered(2, CANARIES[1]);
    let refused = day.handle.give_slip(seat(2), other).await.unwrap_err();
    assert_eq!(refused.reason, Reason::WindowClosed, "other words come too late");
    day.does(ByFacilitator::OpenWindow { ends_at: None, role: None }).await;
    gives(&day, 3, 3, CANARIES[1]).await;
    gives(&day, 4, 4, CANARIES[2]).await;
    day.does(ByFacilitator::CloseWindow).await;
    given(&day, 3).await;
    gives(&day, 2, 2, CANARIES[0]).await;
}

/// One who was seen to write last, or alone, would be named by a slip that comes alone.
#[tokio::test(start_paused = true)]
async fn fewer_than_three_wait_for_others_whatever_the_room_does() {
    let day = writing().await;
    gives(&day, 2, 2, CANARIES[0]).await;
    gives(&day, 3, 3, CANARIES[1]).await;
    day.goes(Day::at_step(3)).await;
    sleep(Duration::from_secs(60)).await;
    let day = day.crashes().await;
    assert_eq!(boxes(&day).await.len(), 1);
    assert!(day.handle.published().day.contributions.is_empty());
    day.goes(Day::at_step(2)).await;
    day.does(ByFacilitator::OpenWindow { ends_at: None, role: None }).await;
    gives(&day, 4, 4, CANARIES[2]).await;
    day.does(ByFacilitator::CloseWindow).await;
    given(&day, 3).await;
    assert!(boxes(&day).await.is_empty());
}

/// A "next" that was a mistake brings back no step in which one slip more could come alone.
#[tokio::test(start_paused = true)]
async fn a_move_that_gave_the_slips_opens_their_step_no_more() {
    let day = writing().await;
    for (who, words) in (2..=4).zip(CANARIES) {
        gives(&day, who, who, words).await;
    }
    day.goes(Day::at_step(3)).await;
    given(&day, 3).await;
    let undo = ByFacilitator::UndoGo { to: Day::at_step(3) };
    let undone = day.handle.ask(Command::Facilitator(undo)).await.unwrap_err();
    assert_eq!(undone.reason, Reason::NothingToUndo);
    day.goes(Day::at_step(2)).await;
    let open = ByFacilitator::OpenWindow { ends_at: None, role: None };
    let refused = day.handle.ask(Command::Facilitator(open)).await.unwrap_err();
    assert_eq!(refused.reason, Reason::WindowClosed);
}

/// A case withdrawn takes the words of nobody along.
#[tokio::test(start_paused = true)]
async fn slips_of_a_withdrawn_case_are_given_to_nobody() {
    let day = writing().await;
    gives(&day, 2, 2, CANARIES[0]).await;
    day.says(1, ByParticipant::WithdrawCase { case: case(1) }).await;
    assert!(boxes(&day).await.is_empty());
    let given = |event: &Event| matches!(event, Event::SlipsGiven { .. });
    assert!(!day.house.events(day.room).await.iter().any(given));
}
