//! Days for the planner: random ones, and that of a scenario.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use cercle::catalogue::Catalogue;
use cercle::domain::day::ballot::{Vote, VoteOption};
use cercle::domain::day::deal::Deal;
use cercle::domain::day::inventory::{CaseFields, CaseItem};
use cercle::domain::day::roster::Member;
use cercle::domain::day::schedule::{Block, Schedule};
use cercle::domain::day::{Day, Facts};
use cercle::domain::id::{CaseId, CycleId, ParticipantId, SlotId, Timestamp, VoteId};
use cercle::domain::process::{Process, ProcessId};
use cercle::domain::vocabulary::{BlockKind, CaseKind, VoteKind, VoteMode};
use uuid::Uuid;

/// The processes of the house, read once.
static SHIPPED: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::shipped().expect("the shipped catalogue is sound"));

/// Chance that can be replayed: SplitMix64.
pub struct Chance(pub u64);

impl Chance {
    /// The next number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn of(&mut self, from: u16, to: u16) -> u16 {
        from + self.below(u64::from(to - from) + 1) as u16
    }
}

/// How large random days are.
pub struct Size {
    pub people: u64,
    pub cases: u64,
    pub blocks: u64,
    /// People come late, leave early, are away; cases are merged, lack a process.
    pub troubled: bool,
}

pub fn person(n: u64) -> ParticipantId {
    ParticipantId(Uuid::from_u128(1 << 64 | u128::from(n)))
}

pub fn case(n: u64) -> CaseId {
    CaseId(Uuid::from_u128(2 << 64 | u128::from(n)))
}

/// Draws ids in order.
pub fn slot_ids() -> impl FnMut() -> SlotId {
    let mut last = 0;
    move || {
        last += 1;
        SlotId(Uuid::from_u128(3 << 64 | last))
    }
}

fn processes() -> BTreeMap<ProcessId, Arc<Process>> {
    let catalogue = &*SHIPPED;
    catalogue.iter().map(|process| (process.id.clone(), process.clone())).collect()
}

/// A day with nobody in it yet.
pub fn empty_day(blocks: Vec<Block>, reserve: u16) -> Day {
    Day {
        facts: Some(Facts {
            cycle: CycleId(Uuid::nil()),
            facilitators: Vec::new(),
            code: String::new(),
            door_key: String::new(),
            number: 1,
            group: String::new(),
            organisation: String::new(),
            midnight: Timestamp(0),
            processes: processes(),
            own: BTreeSet::new(),
        }),
        schedule: Schedule { blocks, reserve },
        ..Day::default()
    }
}

/// Somebody who is here all day.
pub fn member(n: u64) -> Member {
    let expected = Member::expected(person(n), format!("P{n}"));
    Member { seated: true, present: true, ..expected }
}

/// A case of somebody's, without a process.
pub fn a_case(n: u64, owners: Vec<ParticipantId>) -> CaseItem {
    CaseItem {
        case: case(n),
        owners,
        fields: CaseFields {
            kind: CaseKind::Probleme,
            title: format!("C{n}"),
            headline: String::new(),
            expects: String::new(),
            reserved: false,
            urgency: 2,
            importance: 2,
            emotional_load: 1,
        },
        priorities: Vec::new(),
        process: None,
        least: None,
        merged_into: None,
        merged_from: Vec::new(),
        age: 0,
        prepared: false,
        disposition: None,
    }
}

/// Closes a vote with these dots, in the order of the live cases.
pub fn voted(day: &mut Day, dots: Vec<u16>) {
    let options: Vec<VoteOption> =
        day.inventory.live().map(|case| VoteOption::CaseItem { case: case.case }).collect();
    assert_eq!(options.len(), dots.len());
    day.votes.push(Vote {
        vote: VoteId(Uuid::nil()),
        kind: VoteKind::Priority,
        mode: VoteMode::Sealed,
        options,
        dots: 5,
        deal: Deal::to(day.roster.members.iter().map(|member| member.participant).collect()),
        ends_at: None,
        at: None,
        release: 0,
        released: None,
        counts: Some(dots),
        entries: Vec::new(),
    });
}

/// A process, its shortest and its longest time.
const PROCESSES: [(&str, u16, u16); 6] = [
    ("codeveloppement", 60, 90),
    ("coaching_individuel", 20, 45),
    ("etude_de_cas", 30, 60),
    ("partage_experiences", 20, 45),
    ("demande_apports", 10, 35),
    ("faire_savoir", 5, 20),
];

/// A random day of that size.
pub fn random_day(chance: &mut Chance, size: &Size) -> Day {
    let blocks = random_blocks(chance, size);
    let reserve = 5 * chance.of(0, 4);
    let mut day = empty_day(blocks, reserve);
    day.roster.members = (0..size.people).map(|n| random_member(chance, n, size)).collect();
    for n in 0..size.cases {
        let case = random_case(chance, n, size);
        day.inventory.cases.push(case);
    }
    let mut dots = vec![0; size.cases as usize];
    for _ in 0..size.people * 5 {
        // The lower of two: few cases get most of the dots.
        let chosen = chance.below(size.cases).min(chance.below(size.cases));
        dots[(chosen * 7 % size.cases) as usize] += 1;
    }
    voted(&mut day, dots);
    day
}

fn random_blocks(chance: &mut Chance, size: &Size) -> Vec<Block> {
    let mut now = 9 * 60 + 30;
    let mut blocks = Vec::new();
    let total = chance.of(230, 330);
    for n in 0..size.blocks {
        let kind = if n == size.blocks / 2 { BlockKind::Lunch } else { BlockKind::Break };
        if n > 0 {
            let end = now + chance.of(10, 60);
            blocks.push(Block { kind, start: now, end });
            now = end;
        }
        let mean = total / size.blocks as u16;
        let end = now + chance.of(mean * 3 / 4, mean * 5 / 4);
        blocks.push(Block { kind: BlockKind::Treatment, start: now, end });
        now = end;
    }
    if size.troubled {
        blocks.insert(0, Block { kind: BlockKind::Opening, start: 540, end: 570 });
        blocks.push(Block { kind: BlockKind::Closing, start: now, end: now + 30 });
    }
    blocks
}

fn random_member(chance: &mut Chance, n: u64, size: &Size) -> Member {
    let mut member = member(n);
    if size.troubled && chance.once_in(6) {
        member.from = Some(chance.of(570, 700));
    }
    if size.troubled && chance.once_in(6) {
        member.until = Some(chance.of(700, 960));
    }
    member.present = !(size.troubled && chance.once_in(16));
    member
}

fn random_case(chance: &mut Chance, n: u64, size: &Size) -> CaseItem {
    let owner = n % size.people;
    let mut case = a_case(n, vec![person(owner)]);
    case.fields.urgency = chance.of(1, 3) as u8;
    case.fields.importance = chance.of(1, 3) as u8;
    case.fields.emotional_load = chance.of(1, 3) as u8;
    case.age = chance.below(3) as u8;
    let rank = n / size.people + 1;
    if rank <= 2 && !chance.once_in(5) {
        case.priorities.push((person(owner), rank as u8));
    }
    if size.troubled && size.people > 1 && chance.once_in(6) {
        let other = (owner + 1 + chance.below(size.people - 1)) % size.people;
        case.owners.push(person(other));
        if chance.once_in(2) {
            case.priorities.push((person(other), 1));
        }
    }
    // Long processes are rarer, as in a day that must hold a case each.
    let (name, shortest, longest) = PROCESSES[chance.below(6).max(chance.below(6)) as usize];
    let minutes = match chance.below(4) {
        0 => chance.of(shortest, longest),
        1 => shortest,
        _ => (shortest + 5 * chance.of(0, (longest - shortest) / 5)).min(longest),
    };
    if !(size.troubled && chance.once_in(12)) {
        case.process = Some((ProcessId::new(name).expect("a name of the catalogue"), minutes));
    }
    case
}
