//! A day in plain values: given what was done, when this is asked, then that is so.

use cercle::catalogue::Catalogue;
use cercle::domain::apply::apply;
use cercle::domain::command::{ByFacilitator, ByHouse, ByParticipant, Command};
use cercle::domain::day::Day;
use cercle::domain::day::inventory::CaseFields;
use cercle::domain::day::schedule::Block;
use cercle::domain::decide::decide;
use cercle::domain::event::{Event, Opening};
use cercle::domain::id::{
    CaseId, ContributionId, CycleId, KnockId, ParticipantId, SlotId, Timestamp, VoteId,
};
use cercle::domain::position::{Cursor, Position};
use cercle::domain::process::ProcessId;
use cercle::domain::refusal::Reason;
use cercle::domain::vocabulary::{BlockKind, CaseKind};
use uuid::Uuid;

/// An instant so many seconds after nine o'clock.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp(9 * 3_600_000 + seconds * 1_000)
}

fn id(kind: u128, n: u128) -> Uuid {
    Uuid::from_u128(kind << 64 | n)
}

pub fn seat(n: u128) -> ParticipantId {
    ParticipantId(id(1, n))
}

pub fn case(n: u128) -> CaseId {
    CaseId(id(2, n))
}

pub fn slot(n: u128) -> SlotId {
    SlotId(id(3, n))
}

pub fn vote(n: u128) -> VoteId {
    VoteId(id(4, n))
}

pub fn text(n: u128) -> ContributionId {
    ContributionId(id(5, n))
}

pub fn knock(n: u128) -> KnockId {
    KnockId(id(6, n))
}

pub fn step(slot: SlotId, step: u8) -> Position {
    Position::Treatment { at: Some(Cursor { slot, step }) }
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

/// A day and the instant it stands at.
pub struct Story {
    pub day: Day,
    pub now: Timestamp,
}

impl Story {
    /// A day just opened, for eight people of a roster, two treatment blocks of 100 minutes.
    pub fn opened() -> Self {
        let mut story = Self { day: Day::default(), now: at(0) };
        story.take(&Command::House(ByHouse::Open(Box::new(Self::opening()))));
        story
    }

    /// What such a day begins with.
    pub fn opening() -> Opening {
        let catalogue = Catalogue::shipped().unwrap();
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
            people: (1..=8).map(|n| (seat(n), format!("Nom{}", letters(n)))).collect(),
            seats: 8,
            charter_version: 1,
            charter: "Ce qui se dit ici reste ici.".into(),
            carried: Vec::new(),
            blocks: vec![
                block(BlockKind::Opening, 540, 600),
                block(BlockKind::Treatment, 600, 700),
                block(BlockKind::Lunch, 700, 760),
                block(BlockKind::Treatment, 760, 860),
                block(BlockKind::Closing, 860, 900),
            ],
            reserve: 10,
            processes: catalogue.iter().map(|process| (**process).clone()).collect(),
        }
    }

    /// The same, with so many people in their seats.
    pub fn with_people(count: u128) -> Self {
        let mut story = Self::opened();
        for n in 1..=count {
            story.does(ByFacilitator::Admit {
                knock: knock(n),
                participant: seat(n),
                name: format!("Nom{}", letters(n)),
            });
        }
        story
    }

    /// The same, with one case each, revealed.
    pub fn with_cases(count: u128) -> Self {
        let mut story = Self::with_people(count);
        story.goes(Position::Inventory);
        story.does(ByFacilitator::OpenWindow { ends_at: None });
        for n in 1..=count {
            story.says(n, ByParticipant::PutCase { case: case(n), fields: fields("Comment ?") });
        }
        story.does(ByFacilitator::Reveal);
        story
    }

    /// The same, with a plan of one slot a case, and the first treatment begun.
    pub fn in_treatment(count: u128, name: &str, minutes: u16) -> Self {
        let mut story = Self::with_cases(count);
        for n in 1..=count {
            story.says(n, ByParticipant::Prioritise { case: case(n), rank: Some(1) });
            let choose =
                ByParticipant::ChooseProcess { case: case(n), process: process(name), minutes };
            story.says(n, choose);
        }
        let slots = (1..=count)
            .map(|n| cercle::domain::day::plan::Slot {
                slot: slot(n),
                case: case(n),
                block: 1,
                start: 600 + (n as u16 - 1) * (minutes + 3),
                minutes,
            })
            .collect();
        let basis = story.day.basis;
        story.does(ByFacilitator::EditPlan { basis, slots });
        story.goes(step(slot(1), 0));
        story
    }

    /// Takes a command that must be accepted; gives its events.
    pub fn take(&mut self, command: &Command) -> Vec<Event> {
        let events = match decide(&self.day, command, self.now) {
            Ok(events) => events,
            Err(refusal) => panic!("{command:?} was refused: {refusal:?}"),
        };
        for event in &events {
            apply(&mut self.day, event, self.now);
        }
        events
    }

    /// Takes a command if it is accepted; gives its events, none when it is refused.
    pub fn tries(&mut self, command: &Command) -> Option<Vec<Event>> {
        let events = decide(&self.day, command, self.now).ok()?;
        for event in &events {
            apply(&mut self.day, event, self.now);
        }
        Some(events)
    }

    pub fn does(&mut self, command: ByFacilitator) -> Vec<Event> {
        self.take(&Command::Facilitator(command))
    }

    pub fn says(&mut self, who: u128, command: ByParticipant) -> Vec<Event> {
        self.take(&Command::Participant(seat(who), command))
    }

    pub fn house(&mut self, command: ByHouse) -> Vec<Event> {
        self.take(&Command::House(command))
    }

    pub fn goes(&mut self, to: Position) {
        let from = self.day.position.0;
        self.does(ByFacilitator::Go { from, to });
    }

    pub fn later(&mut self, seconds: i64) {
        self.now = self.now.plus_ms(seconds * 1_000);
    }

    /// Why a command is refused.
    pub fn refuses(&self, command: Command) -> Reason {
        match decide(&self.day, &command, self.now) {
            Ok(events) => panic!("{command:?} was accepted: {events:?}"),
            Err(refusal) => refusal.reason,
        }
    }

    pub fn refuses_to(&self, who: u128, command: ByParticipant) -> Reason {
        self.refuses(Command::Participant(seat(who), command))
    }

    pub fn refuses_tablet(&self, command: ByFacilitator) -> Reason {
        self.refuses(Command::Facilitator(command))
    }
}

/// Distinct letters for a number, so that names differ.
fn letters(n: u128) -> String {
    ["a", "be", "ci", "du", "el", "fa", "go", "hu", "ik", "jo", "ka", "lo", "mu"][n as usize].into()
}
