//! A search that breaks off is told, and holds up nothing.

use std::collections::{BTreeMap, BTreeSet};

use tokio::sync::mpsc;

use super::*;
use crate::clock::HouseClock;
use crate::domain::day::Facts;
use crate::domain::day::roster::Member;
use crate::domain::day::schedule::{Block, Schedule};
use crate::domain::id::{CycleId, ParticipantId, Revision, StreamName, Timestamp};
use crate::domain::vocabulary::BlockKind;
use crate::live::published::Stage;
use crate::live::surroundings::Still;
use crate::view::Around;

/// Breaks off on the first facts; computes of those that follow.
fn breaks_off_at_first(work: Work, facts: &Day, cancelled: &dyn Fn() -> bool) -> Answer {
    assert!(facts.basis > 0, "a search that fails, as a test asks for");
    compute(work, facts, cancelled)
}

/// A day with somebody in it and an hour for treatment.
fn day(basis: u32) -> Arc<Day> {
    let here = Member::expected(ParticipantId(Uuid::nil()), "Amina".into());
    let hour = Block { kind: BlockKind::Treatment, start: 600, end: 660 };
    let mut day = Day {
        facts: Some(Facts {
            cycle: CycleId(Uuid::nil()),
            facilitators: Vec::new(),
            code: String::new(),
            door_key: String::new(),
            number: 1,
            group: String::new(),
            organisation: String::new(),
            midnight: Timestamp(0),
            processes: BTreeMap::new(),
            own: BTreeSet::new(),
        }),
        schedule: Schedule { blocks: vec![hour], reserve: 0 },
        basis,
        ..Day::default()
    };
    day.roster.members = vec![Member { seated: true, present: true, ..here }];
    Arc::new(day)
}

async fn until(surroundings: &Surroundings, day: &Day, holds: impl Fn(&Around) -> bool) {
    let mut changes = surroundings.follow();
    while !holds(&surroundings.around(day)) {
        changes.changed().await.expect("the surroundings are still there");
    }
}

#[tokio::test]
async fn a_search_that_breaks_off_is_told_and_the_next_facts_are_planned() {
    let (first, second) = (day(0), day(1));
    let surroundings = Arc::new(Surroundings::new(Still::default()));
    let stage = Stage::open(&first, Revision(1), surroundings.around(&first));
    let (mailbox, mut mails) = mpsc::channel(8);
    let (bell, tracker) = (Bell::new(), TaskTracker::new());
    let planning = Planning {
        room: StreamName([0; 16]),
        mailbox,
        published: stage.follow(),
        surroundings: Arc::clone(&surroundings),
        clock: Arc::new(HouseClock::starting_at(Timestamp(0))),
        bell: bell.listen(),
        tracker: tracker.clone(),
        compute: breaks_off_at_first,
    };
    tracker.spawn(planning.plan());

    bell.ring();
    until(&surroundings, &first, |around| around.broken && !around.computing).await;
    assert!(mails.try_recv().is_err(), "nothing is proposed");

    stage.show(&second, Revision(2), surroundings.around(&second));
    until(&surroundings, &second, |around| !around.broken).await;
    bell.ring();
    let mail = mails.recv().await.expect("the plan of the newer facts");
    let Command::House(ByHouse::ProposePlan { plan }) = &mail.command else {
        panic!("{:?} is no plan", mail.command)
    };
    assert_eq!(plan.basis, 1);
    mail.answer.send(Ok(())).expect("somebody waits for the answer");
    until(&surroundings, &second, |around| !around.computing && !around.broken).await;
}
