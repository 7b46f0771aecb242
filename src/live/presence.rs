//! Who is connected, awake, finished: known from guards, never journaled.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::day::Day;
use crate::domain::id::{ParticipantId, VoteId};
use crate::domain::position::Position;
use crate::live::handle::ConnectionId;
use crate::view::{Around, Audience};

/// The connections of a room, and what their people signalled.
#[derive(Debug, Default)]
pub(super) struct Presence {
    connections: BTreeMap<ConnectionId, Connected>,
    finished: BTreeSet<ParticipantId>,
}

#[derive(Debug)]
struct Connected {
    audience: Audience,
    awake: bool,
}

impl Presence {
    pub(super) fn enter(&mut self, connection: ConnectionId, audience: Audience) {
        self.connections.insert(connection, Connected { audience, awake: true });
    }

    /// Removes that connection alone: its person may be there by another.
    pub(super) fn leave(&mut self, connection: ConnectionId) {
        self.connections.remove(&connection);
    }

    pub(super) fn set_awake(&mut self, connection: ConnectionId, awake: bool) {
        if let Some(connected) = self.connections.get_mut(&connection) {
            connected.awake = awake;
        }
    }

    /// Said of the person, not of the connection: it outlives a reload.
    pub(super) fn set_finished(&mut self, connection: ConnectionId, finished: bool) {
        let audience = self.connections.get(&connection).map(|connected| connected.audience);
        let Some(Audience::Participant(who)) = audience else { return };
        if finished {
            self.finished.insert(who);
        } else {
            self.finished.remove(&who);
        }
    }

    /// Another vote or window is at hand: nobody has finished with it.
    pub(super) fn begin_anew(&mut self) {
        self.finished.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.connections.is_empty()
    }

    pub(super) fn describe(&self, around: &mut Around) {
        let mut awake = BTreeSet::new();
        for connected in self.connections.values() {
            match connected.audience {
                Audience::Participant(who) => {
                    around.connected.insert(who);
                    if connected.awake {
                        awake.insert(who);
                    }
                }
                Audience::Facilitator => around.tablets = around.tablets.saturating_add(1),
                Audience::Screen => around.screens = around.screens.saturating_add(1),
            }
        }
        around.asleep = around.connected.difference(&awake).copied().collect();
        around.finished.clone_from(&self.finished);
    }
}

/// What people say that they have finished with.
#[derive(PartialEq, Eq)]
pub(super) struct Task {
    position: Position,
    writes: bool,
    vote: Option<VoteId>,
}

impl Task {
    pub(super) fn of(day: &Day) -> Self {
        let open = day.votes.iter().find(|vote| !vote.is_closed());
        Self { position: day.position.0, writes: day.window.open, vote: open.map(|vote| vote.vote) }
    }
}
