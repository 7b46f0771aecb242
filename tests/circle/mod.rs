//! The circle most tests speak of: eight people of a roster, their cases, the day they come to.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::sync::LazyLock;

use cercle::catalogue::Catalogue;
use cercle::domain::day::inventory::CaseFields;
use cercle::domain::day::schedule::Block;
use cercle::domain::event::Opening;
use cercle::domain::id::{CaseId, CycleId, KnockId, ParticipantId, ProposalId, Timestamp, VoteId};
use cercle::domain::process::{Process, ProcessId};
use cercle::domain::vocabulary::{BlockKind, CaseKind};
use uuid::Uuid;

/// The processes of the house, read once.
static SHIPPED: LazyLock<Vec<Process>> =
    LazyLock::new(|| Catalogue::shipped().unwrap().iter().map(|one| Process::clone(one)).collect());

/// The id of the nth of a kind.
pub fn id(kind: u128, n: u128) -> Uuid {
    Uuid::from_u128(kind << 64 | n)
}

pub fn seat(n: u128) -> ParticipantId {
    ParticipantId(id(1, n))
}

pub fn case(n: u128) -> CaseId {
    CaseId(id(2, n))
}

pub fn vote(n: u128) -> VoteId {
    VoteId(id(4, n))
}

pub fn knock(n: u128) -> KnockId {
    KnockId(id(6, n))
}

pub fn proposal(n: u128) -> ProposalId {
    ProposalId(id(7, n))
}

pub fn process(name: &str) -> ProcessId {
    ProcessId::new(name).unwrap()
}

pub fn fields(title: &str) -> CaseFields {
    CaseFields {
        kind: CaseKind::Probleme,
        title: title.into(),
        headline: String::new(),
        expects: String::new(),
        reserved: false,
        urgency: 2,
        importance: 2,
        emotional_load: 1,
    }
}

/// The name of the nth: letters alone, since names bear no digits.
pub fn name(n: u128) -> String {
    let letters = ["a", "be", "ci", "du", "el", "fa", "go", "hu", "ik", "jo", "ka", "lo", "mu"];
    format!("Nom{}", letters[n as usize])
}

/// What a day of eight begins with: treatment before and after lunch, `[start, noon, afternoon,
/// end]` in minutes after midnight; the closing takes an hour.
pub fn opening([start, noon, afternoon, end]: [u16; 4]) -> Opening {
    let block = |kind, start, end| Block { kind, start, end };
    Opening {
        cycle: CycleId(id(9, 1)),
        facilitators: Vec::new(),
        code: "KDP472".into(),
        door_key: "key".into(),
        number: 1,
        group: "Groupe".into(),
        organisation: "Maison".into(),
        midnight: Timestamp(0),
        people: (1..=8).map(|n| (seat(n), name(n))).collect(),
        seats: 8,
        charter_version: 1,
        charter: "Ce qui se dit ici reste ici.".into(),
        carried: Vec::new(),
        first_places: Vec::new(),
        roles: Vec::new(),
        blocks: vec![
            block(BlockKind::Opening, 540, start),
            block(BlockKind::Treatment, start, noon),
            block(BlockKind::Lunch, noon, afternoon),
            block(BlockKind::Treatment, afternoon, end),
            block(BlockKind::Closing, end, end + 60),
        ],
        reserve: 10,
        processes: SHIPPED.clone(),
        own: Vec::new(),
    }
}
