//! Facilitators, cycles and the devices of seats.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::sync::Arc;

use cercle::catalogue::Catalogue;
use cercle::clock::HouseClock;
use cercle::domain::cycle::Cycle;
use cercle::domain::id::{CycleId, FacilitatorId, ParticipantId, Timestamp};
use cercle::journal::memory::MemoryJournal;
use cercle::journal::sealed::Ledger;
use cercle::live::accounts::{AccountFault, Accounts, CycleToBe, DeviceHash, Parts};
use cercle::live::keeper::Keeper;
use cercle::vault::master::MasterKey;
use cercle::vault::memory::MemoryVault;
use uuid::Uuid;

const PHRASE: &str = "une longue phrase à retenir";

/// Stores that outlive the process that uses them.
struct House {
    journal: Arc<MemoryJournal>,
    vault: Arc<MemoryVault>,
    master: MasterKey,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let master = MasterKey::load_or_create(&folder.path().join("key")).unwrap();
        Self { journal: Arc::default(), vault: Arc::default(), master }
    }

    /// A process that has just started on these stores.
    fn accounts(&self) -> Accounts {
        let ledger = Ledger::new(self.journal.clone(), self.vault.clone(), &self.master);
        let clock = Arc::new(HouseClock::starting_at(Timestamp(1_800_000_000_000)));
        let parts = Parts {
            ledger: ledger.clone(),
            vault: self.vault.clone(),
            clock: clock.clone(),
            catalogue: Catalogue::shipped().unwrap(),
            cycles: Arc::new(Keeper::<Cycle>::new(ledger, clock)),
        };
        Accounts::new(parts, &self.master)
    }
}

fn device(n: u8) -> DeviceHash {
    DeviceHash([n; 32])
}

fn seat(n: u128) -> ParticipantId {
    ParticipantId(Uuid::from_u128(n))
}

async fn enrolled(house: &House) -> (Accounts, FacilitatorId) {
    let accounts = house.accounts();
    let token = accounts.first_invitation().await.unwrap().unwrap();
    let who = accounts.enrol(&token, "Claire", PHRASE, device(1)).await.unwrap();
    (accounts, who)
}

async fn with_cycle(accounts: &Accounts, by: FacilitatorId) -> CycleId {
    let cycle = CycleId(Uuid::from_u128(77));
    let new = CycleToBe {
        cycle,
        group: "Les encadrants".into(),
        organisation: "Mairie".into(),
        people: vec![(seat(1), "Karim".into()), (seat(2), "Hélène".into())],
        dates: vec![Timestamp(0)],
    };
    accounts.new_cycle(by, new).await.unwrap();
    cycle
}

#[tokio::test]
async fn the_first_link_is_the_same_until_it_is_used_once() {
    let house = House::new();
    let first = house.accounts().first_invitation().await.unwrap();
    assert_eq!(first, house.accounts().first_invitation().await.unwrap());
    let (accounts, _) = enrolled(&house).await;
    assert_eq!(accounts.first_invitation().await.unwrap(), None);
    let again = accounts.enrol(&first.unwrap(), "Paul", PHRASE, device(2)).await;
    assert_eq!(again, Err(AccountFault::BadInvitation));
}

#[tokio::test]
async fn a_short_passphrase_or_a_bad_name_makes_no_account() {
    let house = House::new();
    let accounts = house.accounts();
    let token = accounts.first_invitation().await.unwrap().unwrap();
    for (name, phrase) in [("Claire", "trop court"), ("", PHRASE), ("Animateur", PHRASE)] {
        let refused = accounts.enrol(&token, name, phrase, device(1)).await;
        assert_eq!(refused, Err(AccountFault::BadField), "{name} {phrase}");
    }
    assert!(accounts.first_invitation().await.unwrap().is_some());
}

#[tokio::test]
async fn one_signs_in_by_name_and_passphrase_and_is_known_after_a_restart() {
    let house = House::new();
    let (accounts, who) = enrolled(&house).await;
    for (name, phrase) in [("Claire", "une autre longue phrase"), ("Nobody", PHRASE)] {
        let refused = accounts.sign_in(name, phrase, device(2)).await;
        assert_eq!(refused, Err(AccountFault::BadCredentials));
    }
    assert_eq!(accounts.sign_in("CLAIRE", PHRASE, device(2)).await, Ok(who));
    let restarted = house.accounts();
    assert_eq!(restarted.signed_in(device(2)).await, Ok(Some(who)));
    assert_eq!(restarted.signed_in(device(9)).await, Ok(None));
}

#[tokio::test]
async fn a_device_is_revoked_from_another() {
    let house = House::new();
    let (accounts, who) = enrolled(&house).await;
    accounts.sign_in("Claire", PHRASE, device(2)).await.unwrap();
    let known = accounts.account(who).await.unwrap().devices;
    let lost = known.iter().find(|known| known.hash == device(1)).unwrap();
    accounts.revoke(who, &lost.device).await.unwrap();
    assert_eq!(accounts.signed_in(device(1)).await, Ok(None));
    assert_eq!(accounts.signed_in(device(2)).await, Ok(Some(who)));
    assert_eq!(house.accounts().signed_in(device(1)).await, Ok(None));
}

#[tokio::test]
async fn an_invitation_joins_a_cycle_once() {
    let house = House::new();
    let (accounts, who) = enrolled(&house).await;
    let cycle = with_cycle(&accounts, who).await;
    let token = accounts.invite(who, cycle).await.unwrap();
    let second = accounts.enrol(&token, "Paul", PHRASE, device(3)).await.unwrap();
    assert!(accounts.is_of(second, cycle).await.unwrap());
    assert_eq!(accounts.account(second).await.unwrap().cycles.len(), 1);
    let again = accounts.enrol(&token, "Jean", PHRASE, device(4)).await;
    assert_eq!(again, Err(AccountFault::BadInvitation));
    assert_eq!(accounts.invite(second, CycleId(Uuid::nil())).await, Err(AccountFault::Unknown));
}

#[tokio::test]
async fn a_cycle_is_founded_once_and_its_names_differ() {
    let house = House::new();
    let (accounts, who) = enrolled(&house).await;
    let cycle = with_cycle(&accounts, who).await;
    assert_eq!(with_cycle(&accounts, who).await, cycle);
    assert_eq!(accounts.account(who).await.unwrap().cycles.len(), 1);
    let twins = CycleToBe {
        cycle: CycleId(Uuid::from_u128(78)),
        group: "Autre".into(),
        organisation: String::new(),
        people: vec![(seat(1), "Hélène".into()), (seat(2), "helene".into())],
        dates: Vec::new(),
    };
    assert_eq!(accounts.new_cycle(who, twins).await, Err(AccountFault::BadField));
}

#[tokio::test]
async fn a_seat_is_known_on_its_devices_until_they_are_forgotten() {
    let house = House::new();
    let (accounts, who) = enrolled(&house).await;
    let cycle = with_cycle(&accounts, who).await;
    accounts.remember(cycle, seat(1), "Karim".into(), device(40)).await.unwrap();
    accounts.remember(cycle, seat(9), "Nadia".into(), device(41)).await.unwrap();
    assert_eq!(accounts.seat_of(cycle, device(40)).await, Ok(Some(seat(1))));
    assert_eq!(house.accounts().seat_of(cycle, device(41)).await, Ok(Some(seat(9))));
    accounts.forget_devices(cycle, seat(1)).await.unwrap();
    assert_eq!(accounts.seat_of(cycle, device(40)).await, Ok(None));
    // A device that changes hands sits where it was used last.
    accounts.remember(cycle, seat(1), "Karim".into(), device(41)).await.unwrap();
    assert_eq!(accounts.seat_of(cycle, device(41)).await, Ok(Some(seat(1))));
}

#[tokio::test]
async fn a_return_code_finds_its_seat_as_people_type_it() {
    let house = House::new();
    let (accounts, who) = enrolled(&house).await;
    let cycle = with_cycle(&accounts, who).await;
    let old = accounts.new_return_code(cycle, seat(2)).await.unwrap();
    let code = accounts.new_return_code(cycle, seat(2)).await.unwrap();
    let typed = code.to_lowercase().replace(' ', "-");
    assert_eq!(accounts.seat_of_return_code(cycle, &typed).await, Ok(Some(seat(2))));
    assert_eq!(accounts.seat_of_return_code(cycle, &old).await, Ok(None));
    for wrong in ["", "ABCD", "ABCDEFGHJKLM", "ééé"] {
        assert_eq!(accounts.seat_of_return_code(cycle, wrong).await, Ok(None), "{wrong}");
    }
    accounts.forget_devices(cycle, seat(2)).await.unwrap();
    assert_eq!(accounts.seat_of_return_code(cycle, &code).await, Ok(None));
}
