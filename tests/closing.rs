//! A day ends whole, wherever a crash falls: one keepsake in the cycle, nothing left of the day.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use cercle::ballot::urn::{Place, Shape, Urn};
use cercle::catalogue::Catalogue;
use cercle::clock::HouseClock;
use cercle::domain::apply::apply;
use cercle::domain::command::{ByFacilitator, ByHouse, ByParticipant, Command};
use cercle::domain::cycle::{Cycle, Event as CycleEvent};
use cercle::domain::day::Day;
use cercle::domain::day::inventory::CaseFields;
use cercle::domain::day::plan::Slot;
use cercle::domain::day::schedule::Block;
use cercle::domain::decide::decide;
use cercle::domain::event::{Event, Opening};
use cercle::domain::id::{
    CaseId, ContributionId, CycleId, FacilitatorId, KnockId, ParticipantId, Revision, RoomName,
    SlotId, StreamName, Timestamp, VoteId,
};
use cercle::domain::position::{Cursor, Position};
use cercle::domain::process::ProcessId;
use cercle::domain::vocabulary::{BlockKind, CaseKind, Disposition, Role, TraceKind};
use cercle::journal::memory::MemoryJournal;
use cercle::journal::sealed::{Ledger, LedgerError};
use cercle::journal::{AppendError, Head, Journal, ReadError, Stored};
use cercle::live::accounts::{Accounts, CycleToBe, DeviceHash, Parts};
use cercle::live::closing::Closing;
use cercle::live::keeper::Keeper;
use cercle::vault::master::MasterKey;
use cercle::vault::memory::MemoryVault;
use cercle::vault::{Kept, Vault, VaultError, Version};
use tokio::sync::watch;
use uuid::Uuid;

const ROOM: RoomName = StreamName([9; 16]);
const NOON: Timestamp = Timestamp(1_800_000_000_000);

/// The machine dies after so many calls to its stores: none of the later ones is done.
#[derive(Default)]
struct Life(AtomicI64);

impl Life {
    fn of(calls: i64) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(calls)))
    }

    fn lives(&self) -> bool {
        self.0.fetch_sub(1, Ordering::SeqCst) > 0
    }
}

struct Mortal<T> {
    inner: Arc<T>,
    life: Arc<Life>,
}

#[async_trait]
impl Journal for Mortal<MemoryJournal> {
    async fn append(&self, s: StreamName, at: Head, sealed: &[u8]) -> Result<Head, AppendError> {
        if !self.life.lives() {
            return Err(AppendError::Unavailable);
        }
        self.inner.append(s, at, sealed).await
    }

    async fn read(&self, s: StreamName, at: Head, max: usize) -> Result<Vec<Stored>, ReadError> {
        if !self.life.lives() {
            return Err(ReadError::Unavailable);
        }
        self.inner.read(s, at, max).await
    }

    async fn follow(&self, s: StreamName) -> watch::Receiver<Revision> {
        self.inner.follow(s).await
    }

    async fn forget(&self, s: StreamName) -> Result<(), ReadError> {
        if !self.life.lives() {
            return Err(ReadError::Unavailable);
        }
        self.inner.forget(s).await
    }
}

#[async_trait]
impl Vault for Mortal<MemoryVault> {
    async fn load(&self, name: &str) -> Result<Option<Kept>, VaultError> {
        if !self.life.lives() {
            return Err(VaultError::Unavailable);
        }
        self.inner.load(name).await
    }

    async fn store(
        &self,
        name: &str,
        expected: Option<Version>,
        value: &[u8],
    ) -> Result<Version, VaultError> {
        if !self.life.lives() {
            return Err(VaultError::Unavailable);
        }
        self.inner.store(name, expected, value).await
    }

    async fn destroy(&self, name: &str) -> Result<(), VaultError> {
        if !self.life.lives() {
            return Err(VaultError::Unavailable);
        }
        self.inner.destroy(name).await
    }

    async fn names(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        if !self.life.lives() {
            return Err(VaultError::Unavailable);
        }
        self.inner.names(prefix).await
    }
}

/// Stores that outlive the machines that use them.
struct House {
    journal: Arc<MemoryJournal>,
    vault: Arc<MemoryVault>,
    master: MasterKey,
    cycle: CycleId,
    seat: ParticipantId,
    peer: ParticipantId,
}

/// What runs on one machine, until it dies.
struct Machine {
    ledger: Ledger,
    vault: Arc<dyn Vault>,
    accounts: Accounts,
    closing: Closing,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            journal: Arc::default(),
            vault: Arc::default(),
            master: MasterKey::load_or_create(&folder.path().join("key")).unwrap(),
            cycle: CycleId(Uuid::from_u128(1)),
            seat: ParticipantId(Uuid::from_u128(2)),
            peer: ParticipantId(Uuid::from_u128(7)),
        }
    }

    fn machine(&self, calls: i64) -> Machine {
        let life = Life::of(calls);
        let journal = Mortal { inner: self.journal.clone(), life: life.clone() };
        let vault: Arc<dyn Vault> = Arc::new(Mortal { inner: self.vault.clone(), life });
        let ledger = Ledger::new(Arc::new(journal), vault.clone(), &self.master);
        let clock = Arc::new(HouseClock::starting_at(NOON));
        let cycles = Arc::new(Keeper::<Cycle>::new(ledger.clone(), clock.clone()));
        let parts = Parts {
            ledger: ledger.clone(),
            vault: vault.clone(),
            clock: clock.clone(),
            catalogue: Catalogue::shipped().unwrap(),
            cycles: cycles.clone(),
        };
        let accounts = Accounts::new(parts, &self.master);
        let urn = Urn::new(vault.clone());
        let closing = Closing::new(ledger.clone(), vault.clone(), urn, clock, cycles, &self.master);
        Machine { ledger, vault, accounts, closing }
    }

    /// A cycle with one seat, known on one device, and a day of it that has just ended.
    async fn with_an_ended_day(&self, device: DeviceHash) {
        let machine = self.machine(i64::MAX);
        let by = FacilitatorId(Uuid::from_u128(3));
        let new = CycleToBe {
            cycle: self.cycle,
            group: "Les encadrants".into(),
            organisation: String::new(),
            people: vec![(self.seat, "Karim".into()), (self.peer, "Nadia".into())],
            dates: vec![NOON],
        };
        machine.accounts.new_cycle(by, new).await.unwrap();
        machine.accounts.remember(self.cycle, self.seat, "Karim".into(), device).await.unwrap();
        assert!(machine.closing.expect(ROOM, NOON.plus_ms(1_000_000)).await.unwrap());
        let tail = machine.ledger.read::<Event>(ROOM).await.unwrap().tail;
        machine.ledger.append(&tail, NOON, &self.story()).await.unwrap();
        let urn = Urn::new(machine.vault.clone());
        let shape = Shape { dots: 3, options: 2 };
        let place = Place { room: ROOM, vote: VoteId(Uuid::from_u128(4)), epoch: 0 };
        urn.open(place, shape).await.unwrap();
    }

    /// The cycle as its stream tells it: the only stream that reads as one.
    async fn kept_cycle(&self, ledger: &Ledger) -> Cycle {
        for name in self.vault.names("key/").await.unwrap() {
            let stream: StreamName = name.trim_start_matches("key/").parse().unwrap();
            let Ok(recorded) = ledger.read::<CycleEvent>(stream).await else { continue };
            let mut cycle = Cycle::default();
            recorded.entries.iter().flat_map(|entry| &entry.events).for_each(|e| cycle.apply(e));
            return cycle;
        }
        panic!("there is no cycle");
    }

    /// The events of a small day: two cases, one carried, one let go; a role held by a peer; two lines, one
    /// kept.
    fn story(&self) -> Vec<Event> {
        let mut day = Day::default();
        let mut events = Vec::new();
        let mut does = |command| {
            let happened = decide(&day, &command, NOON).unwrap();
            for event in &happened {
                apply(&mut day, event, NOON);
            }
            events.extend(happened);
            day.basis
        };
        does(Command::House(ByHouse::Open(Box::new(self.opening()))));
        for (n, participant, name) in [(5, self.seat, "Karim"), (6, self.peer, "Nadia")] {
            let knock = KnockId(Uuid::from_u128(n));
            let admit = ByFacilitator::Admit { knock, participant, name: name.into() };
            does(Command::Facilitator(admit));
        }
        let inventory = ByFacilitator::Go { from: Position::Welcome, to: Position::Inventory };
        does(Command::Facilitator(inventory));
        does(Command::Facilitator(ByFacilitator::OpenWindow { ends_at: None, role: None }));
        let case = |n| CaseId(Uuid::from_u128(n));
        for n in [10, 11] {
            let put = ByParticipant::PutCase { case: case(n), fields: fields(n) };
            does(Command::Participant(self.seat, put));
        }
        does(Command::Facilitator(ByFacilitator::Reveal));
        let process = ProcessId::new("codeveloppement").unwrap();
        let choose = ByParticipant::ChooseProcess { case: case(10), process, minutes: 75 };
        let basis = does(Command::Participant(self.seat, choose));
        let slot = SlotId(Uuid::from_u128(30));
        let slots = vec![Slot { slot, case: case(10), block: 0, start: 600, minutes: 75 }];
        does(Command::Facilitator(ByFacilitator::EditPlan { basis, slots }));
        let treatment = Position::Treatment { at: Some(Cursor { slot, step: 0 }) };
        does(Command::Facilitator(ByFacilitator::Go { from: Position::Inventory, to: treatment }));
        let keeps = ByParticipant::TakeRole { slot, role: Role::Timekeeper, taken: true };
        does(Command::Participant(self.peer, keeps));
        for (n, disposition) in [(10, Disposition::CarryOver), (11, Disposition::Withdrawn)] {
            let settle = ByParticipant::Settle { case: case(n), disposition };
            does(Command::Participant(self.seat, settle));
        }
        for (n, keep) in [(20, true), (21, false)] {
            let put = ByParticipant::PutTrace {
                line: ContributionId(Uuid::from_u128(n)),
                kind: TraceKind::Learning,
                text: format!("line {n}"),
                due: None,
                keep,
            };
            does(Command::Participant(self.seat, put));
        }
        let closing = ByFacilitator::Go { from: treatment, to: Position::Closing };
        does(Command::Facilitator(closing));
        does(Command::Facilitator(ByFacilitator::CloseDay));
        events
    }

    fn opening(&self) -> Opening {
        Opening {
            cycle: self.cycle,
            facilitators: Vec::new(),
            code: "ABCDEF".into(),
            door_key: "key".into(),
            number: 1,
            group: "Les encadrants".into(),
            organisation: String::new(),
            midnight: NOON,
            people: vec![(self.seat, "Karim".into()), (self.peer, "Nadia".into())],
            seats: 8,
            charter_version: 1,
            charter: "Ce qui se dit ici reste ici.".into(),
            carried: Vec::new(),
            first_places: Vec::new(),
            roles: Vec::new(),
            blocks: vec![Block { kind: BlockKind::Treatment, start: 600, end: 720 }],
            reserve: 10,
            processes: Catalogue::shipped().unwrap().iter().map(|one| (**one).clone()).collect(),
            own: Vec::new(),
        }
    }
}

fn fields(n: u128) -> CaseFields {
    CaseFields {
        kind: CaseKind::Projet,
        title: format!("Case {n} ?"),
        headline: String::new(),
        expects: String::new(),
        reserved: false,
        urgency: 1,
        importance: 1,
        emotional_load: 1,
    }
}

/// What must be true once the day is over, whatever happened on the way.
async fn is_over_once(house: &House, device: DeviceHash, calls: i64) {
    let machine = house.machine(i64::MAX);
    let read = machine.ledger.read::<Event>(ROOM).await;
    assert!(matches!(read, Err(LedgerError::Erased)), "the day's stream, dead after {calls}");
    let day_key = format!("key/{ROOM}");
    for left in ["forget/", "box/", &day_key] {
        let names = house.vault.names(left).await.unwrap();
        assert_eq!(names, Vec::<String>::new(), "dead after {calls}");
    }
    let kept = machine.accounts.kept(ROOM, device).await.unwrap();
    let texts: Vec<&str> = kept.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["line 20"], "dead after {calls}");
    let cycle = house.kept_cycle(&machine.ledger).await;
    let held = [house.seat, house.peer].map(|seat| cycle.seat(seat).unwrap().roles);
    assert_eq!(held, [0, 1], "dead after {calls}");
}

#[tokio::test]
async fn a_crash_anywhere_is_mended_by_the_sweep_and_keeps_once() {
    let device = DeviceHash([5; 32]);
    let mut crashes = 0;
    for calls in 0.. {
        let house = House::new();
        house.with_an_ended_day(device).await;
        let done = house.machine(calls).closing.finish(ROOM).await.is_ok();
        if done {
            is_over_once(&house, device, calls).await;
            break;
        }
        crashes += 1;
        let ended = house.machine(i64::MAX).closing.sweep().await.unwrap();
        assert_eq!(ended, 1, "dead after {calls} calls");
        is_over_once(&house, device, calls).await;
    }
    assert!(crashes > 8, "the crash points were visited: {crashes}");
}

#[tokio::test]
async fn a_day_nobody_ended_is_ended_when_its_time_is_over() {
    let device = DeviceHash([5; 32]);
    let house = House::new();
    house.with_an_ended_day(device).await;
    let other = StreamName([10; 16]);
    let machine = house.machine(i64::MAX);
    machine.closing.expect(other, NOON.plus_ms(-1)).await.unwrap();
    let tail = machine.ledger.read::<Event>(other).await.unwrap().tail;
    let mut story = house.story();
    story.pop();
    machine.ledger.append(&tail, NOON, &story).await.unwrap();
    assert_eq!(machine.closing.sweep().await.unwrap(), 2);
    assert!(matches!(machine.ledger.read::<Event>(other).await, Err(LedgerError::Erased)));
    assert_eq!(machine.accounts.kept(other, device).await.unwrap().lines.len(), 1);
}

#[tokio::test]
async fn another_day_of_the_same_name_is_told() {
    let house = House::new();
    let closing = house.machine(i64::MAX).closing;
    assert!(closing.expect(ROOM, NOON).await.unwrap());
    assert!(!closing.expect(ROOM, NOON).await.unwrap());
}

#[tokio::test]
async fn only_its_own_seat_reads_what_was_kept() {
    let device = DeviceHash([5; 32]);
    let house = House::new();
    house.with_an_ended_day(device).await;
    let machine = house.machine(i64::MAX);
    machine.closing.finish(ROOM).await.unwrap();
    assert!(machine.accounts.kept(ROOM, DeviceHash([6; 32])).await.is_err());
}

/// A damaged day is an operator's while it may be mended; when its time is over it goes like any other.
#[tokio::test]
async fn a_damaged_day_hinders_no_other_and_goes_when_its_time_is_over() {
    let device = DeviceHash([5; 32]);
    let house = House::new();
    house.with_an_ended_day(device).await;
    let machine = house.machine(i64::MAX);
    let damage = |room: RoomName| {
        let mut entries = house.journal.stored(room);
        let last = entries.last_mut().unwrap();
        last.sealed[40] ^= 1;
        house.journal.replace(room, entries);
    };
    let (not_due, due) = (StreamName([10; 16]), StreamName([11; 16]));
    for (room, at) in [(not_due, NOON.plus_ms(1_000_000)), (due, NOON.plus_ms(-1))] {
        machine.closing.expect(room, at).await.unwrap();
        let mut tail = machine.ledger.read::<Event>(room).await.unwrap().tail;
        let story = house.story();
        let (early, late) = story.split_at(story.len() - 2);
        for events in [early, late] {
            tail = machine.ledger.append(&tail, NOON, events).await.unwrap();
        }
        damage(room);
    }
    assert!(machine.closing.finish(not_due).await.is_err());
    assert_eq!(machine.closing.sweep().await.unwrap(), 2);
    is_over_once_but_for(&house, not_due).await;
    assert!(matches!(machine.ledger.read::<Event>(due).await, Err(LedgerError::Erased)));
    let sound = machine.accounts.kept(due, device).await.unwrap();
    assert_eq!(sound.lines.len(), 1, "what was sound is kept");
}

async fn is_over_once_but_for(house: &House, left: RoomName) {
    let names = house.vault.names("forget/").await.unwrap();
    assert_eq!(names, [format!("forget/{left}")]);
    assert!(!house.journal.stored(left).is_empty());
}
