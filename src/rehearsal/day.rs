//! The story: eight simulated people and a simulated facilitator live a scenario's day.

mod person;
mod playing;

use std::time::Duration;

use anyhow::Context;
use uuid::Uuid;

use crate::domain::id::{CycleId, Timestamp};
use crate::domain::process::Process;
use crate::domain::vocabulary::Language;
use crate::rehearsal::device::Device;
use crate::rehearsal::face::Face;
use crate::rehearsal::scenario::{Person, Scenario, seat_id};
use crate::wire::account::{DayOpened, Enrol, Me, NewCycle, NewMember, OpenDay};
use crate::wire::facilitator;

use playing::Playing;

/// The passphrase of the facilitator of a rehearsal: it guards nothing.
const PASSPHRASE: &str = "une longue phrase de répétition";

/// How fast the story is told.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// The pause between two things the facilitator does.
    pub beat: Duration,
}

/// A day being played.
pub struct Rehearsal {
    scenario: Scenario,
    own: Vec<Process>,
    pace: Pace,
    origin: String,
    tablet: Device,
}

/// A day opened and ready to be played.
pub struct Opened {
    rehearsal: Rehearsal,
    /// The opaque name of the room.
    pub room: String,
    /// The room code.
    pub code: String,
}

impl Rehearsal {
    /// A rehearsal of a scenario on the server at `origin`.
    pub fn new(origin: &str, scenario: Scenario, pace: Pace) -> Self {
        let tablet = Device::new(origin);
        Self { scenario, own: Vec::new(), pace, origin: origin.to_owned(), tablet }
    }

    /// With processes that the group has of its own.
    pub fn with_processes(mut self, own: Vec<Process>) -> Self {
        self.own = own;
        self
    }

    /// Enrols the simulated facilitator with a one-time token and opens the day.
    pub async fn open(self, token: &str, midnight: Timestamp) -> anyhow::Result<Opened> {
        let enrol = Enrol {
            token: token.to_owned(),
            name: self.scenario.group.facilitator.first_name.clone(),
            passphrase: PASSPHRASE.to_owned(),
        };
        let _: Me = self.tablet.post("/api/enrol", &enrol).await.context("enrolling")?;
        let cycle = CycleId(Uuid::new_v4());
        let new = NewCycle {
            cycle,
            group: self.scenario.group.name.clone(),
            organisation: self.scenario.group.organisation.clone(),
            people: self.present().map(member).collect(),
            dates: vec![midnight],
        };
        let _: serde_json::Value =
            self.tablet.post("/api/cycles", &new).await.context("creating the cycle")?;
        for process in &self.own {
            let put = format!("/api/cycles/{cycle}/processes?from=0");
            let named = || format!("giving the group its process {}", process.id);
            let _: Process = self.tablet.post(&put, process).await.with_context(named)?;
        }
        let day = OpenDay {
            number: self.scenario.session_number,
            midnight,
            blocks: self.scenario.blocks()?,
            reserve: self.scenario.day.reserve_minutes,
            seats: u8::try_from(self.present().count().max(8))?,
            language: Language::Fr,
        };
        let opened: DayOpened = self
            .tablet
            .post(&format!("/api/cycles/{cycle}/days"), &day)
            .await
            .context("opening the day")?;
        Ok(Opened { room: opened.room, code: opened.code, rehearsal: self })
    }

    fn present(&self) -> impl Iterator<Item = &Person> {
        self.scenario.participants.iter().filter(|person| person.present)
    }
}

fn member(person: &Person) -> NewMember {
    NewMember { participant: seat_id(&person.id), name: person.first_name.clone() }
}

impl Opened {
    /// Lives the whole day, from the door to the destruction.
    pub async fn play(self) -> anyhow::Result<()> {
        let tablet: Face<facilitator::Says> =
            Face::enter(&self.rehearsal.tablet, &self.room, "facilitator").await?;
        let day = Playing { opened: &self, tablet };
        let people = day.door().await.context("at the door")?;
        day.opening(&people).await.context("in the opening")?;
        day.inventory(&people).await.context("in the inventory")?;
        day.processes(&people).await.context("choosing processes")?;
        day.vote(&people).await.context("in the vote")?;
        day.treat(&people).await.context("in the treatment")?;
        day.close(&people).await.context("in the closing")
    }

    /// The tablet's device, for whoever wants to look along.
    pub fn tablet(&self) -> &Device {
        &self.rehearsal.tablet
    }
}
