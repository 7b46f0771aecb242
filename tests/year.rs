//! What a day leaves to the next one of its cycle, through real sockets.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod house;

use cercle::domain::id::{CaseId, SlotId};
use cercle::domain::position::{Cursor, Position};
use cercle::domain::process::ProcessId;
use cercle::domain::vocabulary::{CaseKind, Role};
use cercle::rehearsal::face::Face;
use cercle::wire::facilitator::{self, Says, SlotDraft};
use cercle::wire::participant;
use house::{Opened, open_day};
use uuid::Uuid;

fn a_case() -> participant::CaseFields {
    participant::CaseFields {
        kind: CaseKind::Projet,
        title: "Comment faire ?".into(),
        headline: String::new(),
        expects: String::new(),
        reserved: false,
        urgency: 1,
        importance: 1,
        emotional_load: 1,
    }
}

/// How many roles the tablet says that each has had, by name.
fn roles(now: &facilitator::Now) -> Vec<(String, u16)> {
    let mut told: Vec<_> = now.people.iter().map(|one| (one.name.clone(), one.roles)).collect();
    told.sort();
    told
}

#[tokio::test]
async fn roles_held_on_the_first_day_count_on_the_second() {
    let day = Opened::start().await;
    let (owner, peer) = (day.join("Amina").await, day.join("Bruno").await);
    day.conduct(Says::Go { from: Position::Welcome, to: Position::Inventory }).await;
    day.conduct(Says::OpenWindow { ends_at: None, role: None }).await;
    let (case_item, slot) = (CaseId(Uuid::new_v4()), SlotId(Uuid::new_v4()));
    let put = participant::Says::PutCase { case_item, fields: a_case() };
    owner.face.say(put).await.unwrap();
    day.conduct(Says::Reveal {}).await;
    let before: facilitator::Plan = day.tablet.until("plan", |_| true).await.unwrap();
    let process = ProcessId::new("codeveloppement").unwrap();
    let choose = participant::Says::ChooseProcess { case_item, process, minutes: 75 };
    owner.face.say(choose).await.unwrap();
    let chosen = |plan: &facilitator::Plan| plan.basis > before.basis;
    let plan = day.tablet.until("plan", chosen).await.unwrap();
    let slots = vec![SlotDraft { slot, case_item, block: 2, start: 630, minutes: 75 }];
    day.conduct(Says::EditPlan { basis: plan.basis, slots }).await;
    let treatment = Position::Treatment { at: Some(Cursor { slot, step: 0 }) };
    day.conduct(Says::Go { from: Position::Inventory, to: treatment }).await;
    let role = Role::Scribe;
    day.conduct(Says::AssignRole { slot, participant: peer.seat, role, given: true }).await;
    day.conduct(Says::Go { from: treatment, to: Position::Closing }).await;
    day.conduct(Says::CloseDay {}).await;

    let (room, _) = open_day(&day.device, day.cycle, 2, 8).await;
    let tablet: Face<Says> = Face::enter(&day.device, &room, "facilitator").await.unwrap();
    let now: facilitator::Now = tablet.until("now", |_| true).await.unwrap();
    assert_eq!(roles(&now), [("Amina".to_owned(), 0), ("Bruno".to_owned(), 1)]);
}
