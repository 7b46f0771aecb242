//! A search that breaks off is told, one that newer facts overtake is called off; neither holds up anything.

use std::collections::{BTreeMap, BTreeSet};

use tokio::sync::mpsc;

use super::*;
use crate::clock::HouseClock;
use crate::domain::day::Facts;
use crate::domain::day::roster::Member;
use crate::domain::day::schedule::{Block, Schedule};
use crate::domain::id::{CycleId, ParticipantId, Revision, StreamName, Timestamp};
use crate::domain::vocabulary::BlockKind;
use crate::live::mail::Mail;
use crate::live::published::Stage;
use crate::live::surroundings::Still;
use crate::view::Around;

/// Breaks off on the first facts; computes of those that follow.
fn breaks_off_at_first(work: Work, facts: &Day, cancelled: &dyn Fn() -> bool) -> Answer {
    assert!(facts.basis > 0, "a search that fails, as a test asks for");
    compute(work, facts, cancelled)
}

/// The search of the first facts was called off.
static CALLED_OFF: AtomicBool = AtomicBool::new(false);

/// Searches the first facts until it is called off; computes of those that follow.
fn searches_on_at_first(work: Work, facts: &Day, cancelled: &dyn Fn() -> bool) -> Answer {
    if facts.basis == 0 {
        while !cancelled() {
            std::thread::yield_now();
        }
        CALLED_OFF.store(true, Ordering::SeqCst);
    }
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

/// The planning of a room, and what it says and hears.
struct Planned {
    surroundings: Arc<Surroundings>,
    stage: Stage,
    mails: mpsc::Receiver<Mail>,
    bell: Bell,
}

impl Planned {
    fn starts(day: &Arc<Day>, compute: Compute) -> Self {
        let surroundings = Arc::new(Surroundings::new(Still::default()));
        let stage = Stage::open(day, Revision(1), surroundings.around(day));
        let (mailbox, mails) = mpsc::channel(8);
        let (bell, tracker) = (Bell::new(), TaskTracker::new());
        let planning = Planning {
            room: StreamName([0; 16]),
            mailbox,
            published: stage.follow(),
            surroundings: Arc::clone(&surroundings),
            clock: Arc::new(HouseClock::starting_at(Timestamp(0))),
            bell: bell.listen(),
            tracker: tracker.clone(),
            compute,
        };
        tracker.spawn(planning.plan());
        Self { surroundings, stage, mails, bell }
    }

    fn hears(&self, day: &Arc<Day>) {
        self.stage.show(day, Revision(2), self.surroundings.around(day));
    }

    /// The facts of the plan that is proposed next; it is taken.
    async fn proposes(&mut self) -> u32 {
        let mail = self.mails.recv().await.expect("a plan");
        let Command::House(ByHouse::ProposePlan { plan }) = &mail.command else {
            panic!("{:?} is no plan", mail.command)
        };
        let basis = plan.basis;
        mail.answer.send(Ok(())).expect("somebody waits for the answer");
        basis
    }
}

#[tokio::test]
async fn a_search_that_breaks_off_is_told_and_the_next_facts_are_planned() {
    let (first, second) = (day(0), day(1));
    let mut planned = Planned::starts(&first, breaks_off_at_first);
    planned.bell.ring();
    let told = Arc::clone(&planned.surroundings);
    until(&told, &first, |around| around.broken && !around.computing).await;
    assert!(planned.mails.try_recv().is_err(), "nothing is proposed");

    planned.hears(&second);
    until(&told, &second, |around| !around.broken).await;
    planned.bell.ring();
    assert_eq!(planned.proposes().await, 1);
    until(&told, &second, |around| !around.computing && !around.broken).await;
}

#[tokio::test]
async fn a_search_that_newer_facts_overtake_is_called_off_and_these_are_planned() {
    let (first, second) = (day(0), day(1));
    let mut planned = Planned::starts(&first, searches_on_at_first);
    planned.bell.ring();
    let told = Arc::clone(&planned.surroundings);
    until(&told, &first, |around| around.computing).await;
    planned.hears(&second);
    assert_eq!(planned.proposes().await, 1, "of the newer facts, though the older were searched");
    while !CALLED_OFF.load(Ordering::SeqCst) {
        tokio::task::yield_now().await;
    }
}
