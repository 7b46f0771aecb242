//! The day that the examples are about: eight people in a circle, on 25 November 2026.

use cercle::domain::bytes::Bytes;
use cercle::domain::day::split::TurnPart;
use cercle::domain::id::{
    CaseId, ContributionId, CycleId, KnockId, ParticipantId, ProposalId, SlotId, Timestamp, VoteId,
};
use cercle::domain::process::{ProcessId, Text};
use cercle::domain::vocabulary::{BallotStage, BlockKind, VoteKind, VoteMode};
use cercle::wire::common::{
    BallotView, BlockView, CharterView, ClockView, Clocks, DayLabel, ExpectationView, OptionView,
    SlotView, TurnView, VoteView, WayStepView, WindowView,
};
use uuid::Uuid;

use crate::example::one_of_each;

const MIDNIGHT: Timestamp = Timestamp(1_795_561_200_000);

/// The opaque name of the room.
pub(crate) const ROOM: &str = "7d0f3c1e9a5b48e2b6c4d8f01a2b3c4d";
/// Its code.
pub(crate) const CODE: &str = "K7M2XQ";
/// Drawn when the room came to life.
pub(crate) const EPOCH: &str = "9f2c61d0-3b7e-4d58-8a14-c0ffee5a1b2e";

/// Opaque; good once.
pub(crate) const TICKET: &str =
    "3qDx1qNCRl-C0oEKuALR3wepf_Pfb7K_ghpwXTp3Ckx3deBq2Q8ZXAtndmPScA5iVkhPvHQDyQ8ugy8m";

/// A name as a client draws it.
fn drawn(kind: u32, number: u32) -> Uuid {
    Uuid::from_u128(u128::from(kind) << 96 | 0x5c1e_4c3a_9d2b_0a1b_2c3d_0000 | u128::from(number))
}

pub(crate) fn claire() -> ParticipantId {
    ParticipantId(drawn(0xc1a1_4e00, 1))
}

pub(crate) fn mehdi() -> ParticipantId {
    ParticipantId(drawn(0x3e4d_1000, 2))
}

pub(crate) fn nadia() -> ParticipantId {
    ParticipantId(drawn(0x0ad1_a000, 3))
}

pub(crate) fn case(number: u32) -> CaseId {
    CaseId(drawn(0xca5e_0000, number))
}

pub(crate) fn slot(number: u32) -> SlotId {
    SlotId(drawn(0x5107_0000, number))
}

pub(crate) fn text(number: u32) -> ContributionId {
    ContributionId(drawn(0x7e87_0000, number))
}

pub(crate) fn vote(number: u32) -> VoteId {
    VoteId(drawn(0xb0a7_0000, number))
}

pub(crate) fn knock(number: u32) -> KnockId {
    KnockId(drawn(0x40c4_0000, number))
}

pub(crate) fn proposal(number: u32) -> ProposalId {
    ProposalId(drawn(0x7a75_0000, number))
}

/// A step of each sort, together.
pub(crate) fn way_steps() -> Vec<WayStepView> {
    one_of_each!(WayStepView {
        Merge { merge: case(9) },
        Lighten {
            case_item: case(1),
            process: ProcessId::new("intervision").unwrap(),
            minutes: 45,
        },
        Trim { case_item: case(2), minutes: 20 },
        Rounds { process: ProcessId::new("wise_crowds").unwrap(), minutes: 70 },
        Shorten { block: 4, minutes: 45 },
        Extend { end: 1040 },
        Defer { participant: mehdi() },
    })
}

pub(crate) fn cycle() -> CycleId {
    CycleId(drawn(0xc1c1_e000, 1))
}

pub(crate) fn midnight() -> Timestamp {
    MIDNIGHT
}

/// A time of the day.
pub(crate) fn at(hour: i64, minute: i64) -> Timestamp {
    MIDNIGHT.plus_ms((hour * 60 + minute) * 60_000)
}

pub(crate) fn process() -> ProcessId {
    ProcessId::new("codeveloppement").unwrap()
}

pub(crate) fn both(fr: &str, en: &str) -> Text {
    Text { fr: fr.to_owned(), en: en.to_owned() }
}

pub(crate) fn day() -> DayLabel {
    DayLabel {
        group: "Responsables d’agence".into(),
        organisation: "Coopérative du Rhône".into(),
        number: 2,
        midnight: MIDNIGHT,
    }
}

pub(crate) fn clocks() -> Clocks {
    let clock = |ends_at| ClockView { started_at: at(10, 35), ends_at, held_ms: None };
    Clocks {
        step: Some(clock(at(10, 50))),
        case_item: Some(ClockView { started_at: at(10, 30), ..clock(at(11, 45)) }),
        drift_ms: Some(300_000),
    }
}

pub(crate) fn blocks() -> Vec<BlockView> {
    let block = |kind, start, end| BlockView { kind, start, end };
    vec![
        block(BlockKind::Opening, 540, 570),
        block(BlockKind::Inventory, 570, 615),
        block(BlockKind::Prioritisation, 615, 630),
        block(BlockKind::Treatment, 630, 750),
        block(BlockKind::Lunch, 750, 840),
        block(BlockKind::Treatment, 840, 990),
        block(BlockKind::Closing, 990, 1020),
    ]
}

pub(crate) fn charter() -> CharterView {
    let text = "Ce qui se dit ici reste ici.\nOn parle de soi, à la première personne.";
    CharterView { version: 1, text: text.into() }
}

/// A part of Mehdi's turn in his sub-group.
pub(crate) fn turn_part(part: u8) -> TurnPart {
    TurnPart { client: mehdi(), part }
}

/// The clock of that part.
pub(crate) fn part_clock() -> ClockView {
    ClockView { started_at: at(10, 41), ends_at: at(10, 49), held_ms: None }
}

pub(crate) fn turn() -> TurnView {
    TurnView {
        order: vec![claire(), mehdi(), nadia()],
        speaking: Some(mehdi()),
        done: vec![claire()],
        next: Some(nadia()),
        left: 1,
        number: 12,
    }
}

pub(crate) fn expectations() -> Vec<ExpectationView> {
    vec![ExpectationView {
        participant: claire(),
        text: "Repartir avec une idée à essayer.".into(),
    }]
}

pub(crate) fn open_until(ends_at: Timestamp) -> WindowView {
    WindowView { open: true, ends_at: Some(ends_at), role: None }
}

pub(crate) fn priority_vote() -> VoteView {
    VoteView {
        vote: vote(1),
        kind: VoteKind::Priority,
        mode: VoteMode::Live,
        options: vec![
            OptionView::CaseItem { case_item: case(1) },
            OptionView::CaseItem { case_item: case(2) },
        ],
        dots: 3,
        per_option: 2,
        voters: 8,
        only_at_close: false,
        ends_at: Some(at(10, 28)),
        closed: false,
        counts: Some(vec![5, 4]),
        ballot: ballot(BallotStage::Sealed),
    }
}

/// Ballots of eight people with three dots.
pub(crate) fn ballot(stage: BallotStage) -> BallotView {
    BallotView {
        epoch: 0,
        stage,
        pk: Some(bytes(40)),
        electors: vec![claire(), mehdi()],
        issued: vec![claire(), mehdi()],
        tags: 24,
        seal_digest: Some(bytes(41)),
        close_digest: (stage == BallotStage::Closed).then(|| bytes(42)),
        agree: 8,
        disagree: 0,
        redealt: None,
    }
}

/// As many bytes, none of which means anything.
pub(crate) fn bytes<const N: usize>(seed: u8) -> Bytes<N> {
    Bytes(std::array::from_fn(|n| seed.wrapping_mul(37).wrapping_add((n * n) as u8)))
}

pub(crate) fn roti() -> VoteView {
    VoteView {
        vote: vote(2),
        kind: VoteKind::Roti,
        mode: VoteMode::Sealed,
        options: (1..=5).map(|value| OptionView::Mark { value }).collect(),
        dots: 1,
        per_option: 1,
        only_at_close: true,
        ends_at: None,
        closed: true,
        counts: Some(vec![0, 0, 1, 4, 3]),
        ballot: BallotView { tags: 8, ..ballot(BallotStage::Closed) },
        ..priority_vote()
    }
}

pub(crate) fn interest_vote() -> VoteView {
    VoteView {
        vote: vote(3),
        kind: VoteKind::Interest,
        options: vec![
            OptionView::Word { text: both("oui", "yes") },
            OptionView::Word { text: both("non", "no") },
        ],
        closed: false,
        counts: None,
        ballot: BallotView { tags: 0, seal_digest: None, agree: 0, ..ballot(BallotStage::Issuing) },
        ..roti()
    }
}

pub(crate) fn more_time_vote() -> VoteView {
    VoteView {
        vote: vote(4),
        kind: VoteKind::MoreTime,
        options: vec![
            OptionView::Word { text: both("Oui", "Yes") },
            OptionView::Word { text: both("On avance", "Move on") },
        ],
        counts: Some(vec![5, 3]),
        ..roti()
    }
}

/// A case that has been treated, and the one at hand.
pub(crate) fn slots() -> Vec<SlotView> {
    let first = SlotView {
        slot: slot(1),
        case_item: case(1),
        also: Vec::new(),
        missed: Vec::new(),
        block: 3,
        start: 630,
        end: 705,
        process: process(),
        over: true,
    };
    let second = SlotView {
        slot: slot(2),
        case_item: case(2),
        block: 5,
        start: 840,
        end: 915,
        over: false,
        ..first.clone()
    };
    vec![first, second]
}
