//! What a day that ends leaves in its cycle.

use super::keepsake::Keepsake;
use super::{Cycle, Seat};
use crate::domain::day::inventory::Carried;
use crate::domain::id::{ParticipantId, StreamName};

impl Cycle {
    fn standing(&self, room: StreamName) -> Standing {
        let number_of = |room| self.days.iter().find(|day| day.room == room).map(|day| day.number);
        let last_ended = self.kept.iter().filter_map(|room| number_of(*room)).max();
        match number_of(room) {
            None => Standing::Unknown,
            number if last_ended > number => Standing::Overtaken,
            Some(_) => Standing::Newest,
        }
    }

    fn name_people(&mut self, keepsake: &Keepsake) {
        for (who, name) in &keepsake.people {
            match self.seat_mut(*who) {
                Some(seat) => seat.name.clone_from(name),
                None => self.seats.push(Seat::new(*who, name)),
            }
        }
    }

    fn add_to_backlog(&mut self, carried: &[Carried]) {
        for one in carried {
            if !self.backlog.iter().any(|known| known.case == one.case) {
                self.backlog.push(one.clone());
            }
        }
    }

    fn add_first_places(&mut self, owed: &[ParticipantId]) {
        for who in owed {
            if !self.first_places.contains(who) {
                self.first_places.push(*who);
            }
        }
    }

    pub(super) fn keep(&mut self, room: StreamName, keepsake: &Keepsake) {
        match self.standing(room) {
            Standing::Newest => {
                self.charter = Some((keepsake.charter_version, keepsake.charter.clone()));
                self.backlog.clone_from(&keepsake.backlog);
                self.first_places.clone_from(&keepsake.first_places);
                self.name_people(keepsake);
            }
            Standing::Overtaken => {
                self.add_to_backlog(&keepsake.backlog);
                self.add_first_places(&keepsake.first_places);
            }
            Standing::Unknown => {}
        }
        self.kept.push(room);
        for (who, held) in &keepsake.roles {
            if let Some(seat) = self.seat_mut(*who) {
                seat.roles = seat.roles.saturating_add(*held);
            }
        }
        for (who, line) in &keepsake.lines {
            if let Some(seat) = self.seat_mut(*who) {
                seat.lines.push((room, line.clone()));
            }
        }
        for (who, text) in &keepsake.texts {
            if let Some(seat) = self.seat_mut(*who) {
                seat.texts.push((room, text.clone()));
            }
        }
    }
}

/// What a room that ends is to its cycle.
enum Standing {
    /// No later day has ended.
    Newest,
    /// A later day has ended before it: what that one left stays.
    Overtaken,
    /// A room that never became a day of the cycle.
    Unknown,
}
