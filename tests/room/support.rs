//! A house in memory: a hub over a journal and a vault that fail on command, time that is paused.

#[path = "../circle/mod.rs"]
mod circle;

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use cercle::ballot::slips::SlipBox;
use cercle::ballot::urn::Urn;
use cercle::clock::{HouseClock, SharedClock};
use cercle::domain::command::{ByFacilitator, ByParticipant, Command};
use cercle::domain::day::plan::Slot;
use cercle::domain::event::{Event, Opening};
use cercle::domain::id::{Revision, RoomCode, RoomName, SlotId, Timestamp};
use cercle::domain::position::{Cursor, Position};
use cercle::domain::vocabulary::VoteMode;
use cercle::journal::Journal;
use cercle::journal::memory::MemoryJournal;
use cercle::journal::sealed::{Ledger, Written};
use cercle::live::day_end::{DayEnd, NotYet};
use cercle::live::handle::{Handle, Published};
use cercle::live::hub::{Hub, Parts};
use cercle::vault::Vault;
use cercle::vault::master::MasterKey;
use cercle::vault::memory::MemoryVault;
use uuid::Uuid;

pub use circle::{case, fields, knock, name, process, proposal, seat, vote};

/// Nine in the morning of the day.
pub const NINE: Timestamp = Timestamp(9 * 3_600_000);

/// A day with treatment from ten to one and from two to five.
pub fn opening() -> Opening {
    circle::opening([600, 780, 840, 1020])
}

/// Destroys nothing but the stream and the boxes; notes what was asked, and fails on command.
pub struct Undertaker {
    pub ledger: Arc<Ledger>,
    pub urn: Urn,
    pub expected: Mutex<Vec<RoomName>>,
    pub finished: AtomicUsize,
    pub failures: AtomicU64,
    /// What the room showed at the moment it was finished.
    pub shown: Mutex<Option<Handle>>,
    pub position_when_finished: Mutex<Option<Position>>,
}

#[async_trait]
impl DayEnd for Undertaker {
    async fn expect(&self, room: RoomName, _forget_after: Timestamp) -> Result<bool, NotYet> {
        self.expected.lock().unwrap().push(room);
        Ok(true)
    }

    async fn finish(&self, room: RoomName) -> Result<(), NotYet> {
        let failing = |left: u64| left.checked_sub(1);
        if self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, failing).is_ok() {
            return Err(NotYet);
        }
        if let Some(handle) = &*self.shown.lock().unwrap() {
            let position = handle.published().day.position.0;
            *self.position_when_finished.lock().unwrap() = Some(position);
        }
        self.ledger.forget(room).await.map_err(|_| NotYet)?;
        self.urn.destroy_all(room).await.map_err(|_| NotYet)?;
        self.finished.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// A journal, a vault, and the hubs one makes of them: a new hub is the house after a crash.
pub struct House {
    pub journal: Arc<MemoryJournal>,
    pub vault: Arc<MemoryVault>,
    pub ledger: Arc<Ledger>,
    pub urn: Urn,
    pub clock: SharedClock,
    pub undertaker: Arc<Undertaker>,
}

impl House {
    pub fn new() -> Self {
        let journal = MemoryJournal::shared();
        Self::over(journal.clone(), journal)
    }

    /// A house whose journal is reached through a wrapper.
    pub fn over(journal: Arc<MemoryJournal>, reached: Arc<dyn Journal>) -> Self {
        let vault = Arc::new(MemoryVault::default());
        let seen: Arc<dyn Vault> = vault.clone();
        let master = MasterKey::from_bytes([5; 32]);
        let ledger = Arc::new(Ledger::new(reached, seen.clone(), &master));
        let urn = Urn::new(seen);
        let undertaker = Arc::new(Undertaker {
            ledger: ledger.clone(),
            urn: urn.clone(),
            expected: Mutex::default(),
            finished: AtomicUsize::new(0),
            failures: AtomicU64::new(0),
            shown: Mutex::default(),
            position_when_finished: Mutex::default(),
        });
        let clock = Arc::new(HouseClock::starting_at(NINE));
        Self { journal, vault, ledger, urn, clock, undertaker }
    }

    pub fn hub(&self) -> Hub {
        Hub::new(Parts {
            ledger: self.ledger.clone(),
            urn: self.urn.clone(),
            clock: self.clock.clone(),
            day_end: self.undertaker.clone(),
            slips: SlipBox::new(self.vault.clone(), &MasterKey::from_bytes([5; 32])),
            names_key: [7; 32],
            plain_http: false,
        })
    }

    /// The entries of a room's stream.
    pub async fn entries(&self, room: RoomName) -> Vec<Written<Event>> {
        self.ledger.read::<Event>(room).await.unwrap().entries
    }

    /// All events of a room's stream.
    pub async fn events(&self, room: RoomName) -> Vec<Event> {
        self.entries(room).await.into_iter().flat_map(|entry| entry.events).collect()
    }

    /// Turns one bit of a stored entry.
    pub fn damage(&self, room: RoomName, revision: usize) {
        let mut entries = self.journal.stored(room);
        entries[revision - 1].sealed[40] ^= 1;
        self.journal.replace(room, entries);
    }

    pub async fn revision(&self, room: RoomName) -> Revision {
        self.ledger.read::<Event>(room).await.unwrap().tail.revision()
    }
}

/// A house with one day open in it.
pub struct Day {
    pub house: House,
    pub hub: Hub,
    pub room: RoomName,
    pub code: RoomCode,
    pub handle: Handle,
}

impl Day {
    pub async fn opened() -> Self {
        Self::in_house(House::new()).await
    }

    pub async fn in_house(house: House) -> Self {
        let hub = house.hub();
        let (room, code) = hub.open_day(opening()).await.unwrap();
        let handle = hub.room(room).await.unwrap();
        Self { house, hub, room, code, handle }
    }

    pub async fn with_people(count: u128) -> Self {
        let day = Self::opened().await;
        day.admits(count).await;
        day
    }

    pub async fn admits(&self, count: u128) {
        for n in 1..=count {
            self.does(ByFacilitator::Admit {
                knock: knock(n),
                participant: seat(n),
                name: name(n),
            })
            .await;
        }
    }

    /// One case each, revealed, ranked first by its owner, treated in so many minutes.
    pub async fn with_cases(count: u128, minutes: u16) -> Self {
        let day = Self::with_people(count).await;
        day.goes(Position::Inventory).await;
        day.does(ByFacilitator::OpenWindow { ends_at: None, role: None }).await;
        for n in 1..=count {
            day.says(n, ByParticipant::PutCase { case: case(n), fields: fields("Comment ?") })
                .await;
        }
        day.does(ByFacilitator::Reveal).await;
        for n in 1..=count {
            day.says(n, ByParticipant::Prioritise { case: case(n), rank: Some(1) }).await;
            let process = process("coaching_individuel");
            day.says(n, ByParticipant::ChooseProcess { case: case(n), process, minutes }).await;
        }
        day
    }

    /// The same, about to vote on priorities.
    pub async fn with_voters(count: u128) -> Self {
        let day = Self::with_cases(count, 30).await;
        day.goes(Position::Prioritisation).await;
        day
    }

    /// The same, with the vote on priorities open.
    pub async fn in_vote(count: u128, mode: VoteMode) -> Self {
        let day = Self::with_voters(count).await;
        day.does(ByFacilitator::OpenVote { vote: vote(1), dots: 3, mode, ends_at: None }).await;
        day
    }

    /// So many people, the first case alone in the plan, by this process, at one of its steps.
    pub async fn in_step(count: u128, by: &str, minutes: u16, step: u8) -> Self {
        let day = Self::with_cases(count, 30).await;
        let process = process(by);
        day.says(1, ByParticipant::ChooseProcess { case: case(1), process, minutes }).await;
        let planned = Slot { slot: Self::SLOT, case: case(1), block: 1, start: 10 * 60, minutes };
        let basis = day.handle.published().day.basis;
        day.does(ByFacilitator::EditPlan { basis, slots: vec![planned] }).await;
        day.goes(Self::at_step(step)).await;
        day
    }

    /// The slot of [`Day::in_step`].
    pub const SLOT: SlotId = SlotId(Uuid::from_u128(90));

    /// One of its steps.
    pub fn at_step(step: u8) -> Position {
        Position::Treatment { at: Some(Cursor { slot: Self::SLOT, step }) }
    }

    pub async fn does(&self, command: ByFacilitator) {
        let asked = format!("{command:?}");
        let verdict = self.handle.ask(Command::Facilitator(command)).await;
        assert_eq!(verdict, Ok(()), "{asked}");
    }

    pub async fn says(&self, who: u128, command: ByParticipant) {
        let asked = format!("{command:?}");
        let verdict = self.handle.ask(Command::Participant(seat(who), command)).await;
        assert_eq!(verdict, Ok(()), "{asked}");
    }

    pub async fn goes(&self, to: Position) {
        let from = self.handle.published().day.position.0;
        self.does(ByFacilitator::Go { from, to }).await;
    }

    /// The house after a crash: everything in memory is gone, journal and vault are not.
    pub async fn crashes(self) -> Self {
        let Self { house, hub, room, code, handle } = self;
        drop((handle, hub.rest().await));
        let hub = house.hub();
        let handle = hub.room(room).await.unwrap();
        Self { house, hub, room, code, handle }
    }
}

/// Waits until the snapshot is as wanted. Paused time leaps over what is not awaited.
pub async fn until(handle: &Handle, wanted: impl Fn(&Published) -> bool) -> Arc<Published> {
    let mut watcher = handle.attach(cercle::view::Audience::Screen);
    let mut published = watcher.published();
    while !wanted(&published) {
        published = watcher.changed().await.expect("the room lives on");
    }
    published
}
