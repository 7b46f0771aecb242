//! A day in plain values: given what was done, when this is asked, then that is so.

#[path = "../circle/mod.rs"]
mod circle;

use cercle::domain::apply::apply;
use cercle::domain::bytes::Bytes;
use cercle::domain::command::{ByFacilitator, ByHouse, ByParticipant, Command};
use cercle::domain::day::Day;
use cercle::domain::day::plan::Slot;
use cercle::domain::decide::decide;
use cercle::domain::event::{Event, Opening};
use cercle::domain::id::{ContributionId, ParticipantId, SlotId, Timestamp};
use cercle::domain::outlook::Outlook;
use cercle::domain::position::{Cursor, Position};
use cercle::domain::refusal::Reason;

#[allow(unused_imports, reason = "each test takes what it needs")]
pub use circle::{case, fields, id, knock, name, process, proposal, seat, vote};

/// An instant so many seconds after nine o'clock.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp(9 * 3_600_000 + seconds * 1_000)
}

pub fn slot(n: u128) -> SlotId {
    SlotId(id(3, n))
}

pub fn text(n: u128) -> ContributionId {
    ContributionId(id(5, n))
}

pub fn step(slot: SlotId, step: u8) -> Position {
    Position::Treatment { at: Some(Cursor { slot, step }) }
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
        circle::opening([600, 700, 760, 860])
    }

    /// The same, with so many people in their seats.
    pub fn with_people(count: u128) -> Self {
        let mut story = Self::opened();
        for n in 1..=count {
            story.does(ByFacilitator::Admit {
                knock: knock(n),
                participant: seat(n),
                name: name(n),
            });
        }
        story
    }

    /// The same, with one case each, revealed.
    pub fn with_cases(count: u128) -> Self {
        let mut story = Self::with_people(count);
        story.goes(Position::Inventory);
        story.does(ByFacilitator::OpenWindow { ends_at: None, role: None });
        for n in 1..=count {
            story.says(n, ByParticipant::PutCase { case: case(n), fields: fields("Comment ?") });
        }
        story.does(ByFacilitator::Reveal);
        story
    }

    /// The same, with a plan of one slot a case, the first at ten o'clock, which it is now.
    pub fn planned(count: u128, name: &str, minutes: u16) -> Self {
        let mut story = Self::with_plan(count, name, minutes);
        story.now = at(3_600);
        story
    }

    /// The same, the first treatment begun an hour early.
    pub fn in_treatment(count: u128, name: &str, minutes: u16) -> Self {
        let mut story = Self::with_plan(count, name, minutes);
        story.goes(step(slot(1), 0));
        story
    }

    /// So many people in the first step of the first of two slots, in which there is time for this.
    pub fn in_a_long_slot(count: u128, name: &str, minutes: u16) -> Self {
        let mut story = Self::with_cases(count);
        let slot = |n: u128, start| Slot { slot: slot(n), case: case(n), block: 1, start, minutes };
        for n in [1, 2] {
            let process = process(name);
            story.says(n, ByParticipant::ChooseProcess { case: case(n), process, minutes });
        }
        let slots = vec![slot(1, 600), slot(2, 680)];
        let basis = story.day.basis;
        story.does(ByFacilitator::EditPlan { basis, slots });
        story.goes(step(crate::support::slot(1), 0));
        story
    }

    fn with_plan(count: u128, name: &str, minutes: u16) -> Self {
        let mut story = Self::with_cases(count);
        for n in 1..=count {
            story.says(n, ByParticipant::Prioritise { case: case(n), rank: Some(1) });
            let choose =
                ByParticipant::ChooseProcess { case: case(n), process: process(name), minutes };
            story.says(n, choose);
        }
        let slots = (1..=count)
            .map(|n| Slot {
                slot: slot(n),
                case: case(n),
                block: 1,
                start: 600 + (n as u16 - 1) * (minutes + 3),
                minutes,
            })
            .collect();
        let basis = story.day.basis;
        story.does(ByFacilitator::EditPlan { basis, slots });
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

    /// The key of a vote's deal is there.
    pub fn deals(&mut self, n: u128) -> Vec<Event> {
        let epoch = self.day.vote(vote(n)).unwrap().deal.epoch;
        self.house(ByHouse::Deal { vote: vote(n), epoch, pk: Bytes([9; 32]) })
    }

    /// Somebody asks for credentials in a vote that has been dealt.
    pub fn issue(&self, n: u128, who: u128) -> Command {
        let asked = self.day.vote(vote(n)).unwrap();
        let blinded = (0..asked.dots).map(|dot| Bytes([dot + 16 * who as u8; 32])).collect();
        let (vote, epoch) = (asked.vote, asked.deal.epoch);
        Command::House(ByHouse::Issue { vote, epoch, participant: seat(who), blinded })
    }

    /// Somebody is given credentials.
    pub fn issues(&mut self, n: u128, who: u128) -> Vec<Event> {
        self.take(&self.issue(n, who))
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

/// Somebody whose guarantee is threatened, and by how many minutes; none when nothing covers them.
#[derive(Debug, PartialEq, Eq)]
pub struct Threat {
    pub participant: ParticipantId,
    pub minutes: Option<u16>,
}

/// Whose guarantee is threatened now: what a tablet draws of the deadlines it is told.
pub fn threatened(story: &Story) -> Vec<Threat> {
    let outlook = Outlook::of(&story.day).unwrap();
    let free = outlook.free.at(story.now);
    let lacks = outlook.stakes.iter().map(|stake| Threat {
        participant: stake.participant,
        minutes: stake.by.map(|by| {
            let late = (free.since(by).max(0) + 59_999) / 60_000;
            stake.short.max(u16::try_from(late).unwrap())
        }),
    });
    lacks.filter(|threat| threat.minutes != Some(0)).collect()
}
