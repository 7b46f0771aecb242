//! A cycle: what a group keeps across its days. A day forgets, a cycle remembers little.

pub mod command;
mod ending;
pub mod event;
pub mod keepsake;
mod own;

use serde::{Deserialize, Serialize};

use crate::domain::day::inventory::Carried;
use crate::domain::id::{CycleId, FacilitatorId, ParticipantId, RoomCode, StreamName, Timestamp};
pub use command::Command;
pub use event::Event;
use keepsake::{KeptLine, KeptText};
pub use own::{NotPut, Own};

/// SHA-256 of a device's token.
pub type TokenHash = [u8; 32];
/// Devices one seat may be recognised on; the oldest goes first.
const DEVICES_OF_A_SEAT: usize = 6;
/// Seats a roster may have over the year.
const PEOPLE: usize = 32;
/// Days a cycle may have.
const DAYS: usize = 24;

/// A cycle. The empty value is a cycle that has not been founded.
#[derive(Debug, Clone, Default)]
pub struct Cycle {
    /// What was said when it was founded.
    pub facts: Option<Facts>,
    /// Who may drive its days.
    pub facilitators: Vec<FacilitatorId>,
    /// The roster, in its order.
    pub seats: Vec<Seat>,
    /// The newest charter: its version and text. None before the first day.
    pub charter: Option<(u16, String)>,
    /// Cases their owners agreed to carry.
    pub backlog: Vec<Carried>,
    /// Those who come first on the next day.
    pub first_places: Vec<ParticipantId>,
    /// Days held or open.
    pub days: Vec<HeldDay>,
    /// Rooms whose keepsake has been taken, also of days whose opening was never noted.
    pub kept: Vec<StreamName>,
    /// The group's own processes, the oldest first; see [`Cycle::own_processes`].
    pub own: Vec<Own>,
}

/// What was said when a cycle was founded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// Which.
    pub cycle: CycleId,
    /// The group's name.
    pub group: String,
    /// Its organisation.
    pub organisation: String,
    /// Midnights of the days foreseen.
    pub dates: Vec<Timestamp>,
}

/// A seat of the cycle: one person over the days.
#[derive(Debug, Clone)]
pub struct Seat {
    /// The seat.
    pub participant: ParticipantId,
    /// The first name.
    pub name: String,
    /// Devices it is recognised on.
    pub devices: Vec<TokenHash>,
    /// Hash of its return code.
    pub return_code: Option<String>,
    /// How many roles it has held, over all days that have ended.
    pub roles: u16,
    /// Own lines kept, by the room of their day.
    pub lines: Vec<(StreamName, KeptLine)>,
    /// Texts kept, by the room of their day.
    pub texts: Vec<(StreamName, KeptText)>,
}

/// A day that was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldDay {
    /// From 1.
    pub number: u8,
    /// Midnight where it is held.
    pub midnight: Timestamp,
    /// Its room.
    pub room: StreamName,
    /// Its code.
    pub code: RoomCode,
}

/// Why a cycle does not do as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    /// It has not been founded, or has no such seat.
    #[error("there is no such cycle or seat")]
    Unknown,
    /// A name or number is not as it must be.
    #[error("a field is not as it must be")]
    BadField,
    /// The id stands for another cycle already.
    #[error("the id is taken")]
    Taken,
    /// The process is not put.
    #[error(transparent)]
    NotPut(NotPut),
}

impl Cycle {
    /// A seat by its id.
    pub fn seat(&self, id: ParticipantId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.participant == id)
    }

    /// The seat recognised on a device.
    pub fn seat_of(&self, device: &TokenHash) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.devices.contains(device))
    }

    /// The day of this number that is open.
    pub fn open_day(&self, number: u8) -> Option<&HeldDay> {
        self.days.iter().find(|day| day.number == number && !self.is_over(day.room))
    }

    /// Whether the day of a room is over and its content destroyed.
    pub fn is_over(&self, room: StreamName) -> bool {
        self.kept.contains(&room)
    }

    /// The events a command gives, or why not.
    pub fn decide(&self, command: &Command) -> Result<Vec<Event>, NotDone> {
        if let Command::Found { facts, people, by } = command {
            return self.found(facts, people, *by);
        }
        self.facts.as_ref().ok_or(NotDone::Unknown)?;
        match command {
            Command::Found { .. } => Ok(Vec::new()),
            Command::Join { facilitator } => {
                let known = self.facilitators.contains(facilitator);
                Ok(when(!known, Event::Joined { facilitator: *facilitator }))
            }
            Command::Remember { seat, name, device } => self.remember(*seat, name, device),
            Command::ForgetDevices { seat } => {
                let known = self.seat(*seat).ok_or(NotDone::Unknown)?;
                let any =
                    !known.devices.is_empty() || known.return_code.is_some() || known.roles > 0;
                Ok(when(any, Event::DevicesForgotten { seat: *seat }))
            }
            Command::SetReturnCode { seat, hash } => {
                self.seat(*seat).ok_or(NotDone::Unknown)?;
                Ok(vec![Event::ReturnCodeSet { seat: *seat, hash: hash.clone() }])
            }
            Command::OpenDay { number, midnight, room, code } => {
                let (room, code) = (room.to_string(), code.to_string());
                let opened = Event::DayOpened { number: *number, midnight: *midnight, room, code };
                let fits = *number > 0 && self.days.len() < DAYS;
                let open = self.open_day(*number).is_some();
                if open || fits { Ok(when(!open, opened)) } else { Err(NotDone::BadField) }
            }
            Command::EndDay { room, keepsake } => {
                let ended = self.is_over(*room);
                let event = Event::DayEnded { room: room.to_string(), keepsake: keepsake.clone() };
                Ok(when(!ended, event))
            }
            Command::PutProcess { from, process } => self.put(*from, process),
            Command::DropProcess { id } => Ok(self.drop_process(id)),
        }
    }

    fn found(
        &self,
        facts: &Facts,
        people: &[(ParticipantId, String)],
        by: FacilitatorId,
    ) -> Result<Vec<Event>, NotDone> {
        if let Some(known) = &self.facts {
            let same = known == facts && self.facilitators.contains(&by);
            return if same { Ok(Vec::new()) } else { Err(NotDone::Taken) };
        }
        if people.len() > PEOPLE || facts.dates.len() > DAYS {
            return Err(NotDone::BadField);
        }
        let facts = facts.clone();
        Ok(vec![Event::Founded { facts, people: people.to_vec(), by }])
    }

    fn remember(
        &self,
        id: ParticipantId,
        name: &str,
        device: &TokenHash,
    ) -> Result<Vec<Event>, NotDone> {
        let seat = self.seat(id);
        if seat.is_none() && self.seats.len() >= PEOPLE {
            return Err(NotDone::BadField);
        }
        let mut events = Vec::new();
        if seat.is_none() {
            events.push(Event::Seated { seat: id, name: name.to_owned() });
        }
        if !seat.is_some_and(|seat| seat.devices.contains(device)) {
            events.push(Event::Remembered { seat: id, device: *device });
        }
        Ok(events)
    }

    /// What an event means; total.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Founded { facts, people, by } => {
                self.facts = Some(facts.clone());
                self.facilitators.push(*by);
                self.seats = people.iter().map(|(id, name)| Seat::new(*id, name)).collect();
            }
            Event::Joined { facilitator } => self.facilitators.push(*facilitator),
            Event::Seated { seat, name } => self.seats.push(Seat::new(*seat, name)),
            Event::Remembered { seat, device } => {
                // A device sits on one seat: whoever takes it over is the one who uses it now.
                for other in &mut self.seats {
                    other.devices.retain(|known| known != device);
                }
                if let Some(seat) = self.seat_mut(*seat) {
                    if seat.devices.len() >= DEVICES_OF_A_SEAT {
                        seat.devices.remove(0);
                    }
                    seat.devices.push(*device);
                }
            }
            Event::DevicesForgotten { seat } => {
                if let Some(seat) = self.seat_mut(*seat) {
                    seat.devices.clear();
                    seat.return_code = None;
                    seat.roles = 0;
                }
            }
            Event::ReturnCodeSet { seat, hash } => {
                if let Some(seat) = self.seat_mut(*seat) {
                    seat.return_code = Some(hash.clone());
                }
            }
            Event::DayOpened { number, midnight, room, code } => {
                if let (Ok(room), Ok(code)) = (room.parse(), code.parse()) {
                    let (number, midnight) = (*number, *midnight);
                    self.days.push(HeldDay { number, midnight, room, code });
                }
            }
            Event::DayEnded { room, keepsake } => {
                if let Ok(room) = room.parse() {
                    self.keep(room, keepsake);
                }
            }
            Event::ProcessPut { process } => self.has_put(process),
            Event::ProcessDropped { id } => self.has_dropped(id),
        }
    }

    fn seat_mut(&mut self, id: ParticipantId) -> Option<&mut Seat> {
        self.seats.iter_mut().find(|seat| seat.participant == id)
    }
}

impl Seat {
    fn new(participant: ParticipantId, name: &str) -> Self {
        Self {
            participant,
            name: name.to_owned(),
            devices: Vec::new(),
            return_code: None,
            roles: 0,
            lines: Vec::new(),
            texts: Vec::new(),
        }
    }
}

fn when(changes: bool, event: Event) -> Vec<Event> {
    if changes { vec![event] } else { Vec::new() }
}
