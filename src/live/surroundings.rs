//! All that is around a day and never journaled, behind one lock that is never held across an await.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use tokio::time::Instant;
use uuid::Uuid;

use crate::domain::day::Day;
use crate::domain::id::KnockId;
use crate::domain::planner::{Feasibility, Rest};
use crate::domain::ways::Way;
use crate::live::handle::ConnectionId;
use crate::live::knocks::{KnockState, Knocks};
use crate::live::presence::Presence;
use crate::view::{Around, Audience, Dots, Knocking};

/// What surrounds a room's day.
pub(super) struct Surroundings {
    inside: Mutex<Inside>,
    changed: watch::Sender<u64>,
    still: Still,
}

#[derive(Default)]
struct Inside {
    presence: Presence,
    knocks: Knocks,
    told: Told,
}

/// What does not change while a room lives.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Still {
    pub(super) clock_went_back: bool,
    pub(super) plain_http: bool,
}

/// What teller and planner let be known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) dots: Option<Dots>,
    pub(super) feasibility: Option<Feasibility>,
    pub(super) infeasible: Option<Feasibility>,
    pub(super) rest: Option<Rest>,
    pub(super) ways: Option<Vec<Way>>,
    pub(super) computing: bool,
    pub(super) broken: bool,
}

impl Surroundings {
    pub(super) fn new(still: Still) -> Self {
        Self { inside: Mutex::default(), changed: watch::Sender::new(0), still }
    }

    /// Hears of every change.
    pub(super) fn follow(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    pub(super) fn enter(&self, audience: Audience) -> ConnectionId {
        let connection = ConnectionId(Uuid::new_v4());
        self.change(|inside| inside.presence.enter(connection, audience));
        connection
    }

    pub(super) fn leave(&self, connection: ConnectionId) {
        self.change(|inside| inside.presence.leave(connection));
    }

    pub(super) fn set_awake(&self, connection: ConnectionId, awake: bool) {
        self.change(|inside| inside.presence.set_awake(connection, awake));
    }

    pub(super) fn set_finished(&self, connection: ConnectionId, finished: bool) {
        self.change(|inside| inside.presence.set_finished(connection, finished));
    }

    pub(super) fn begin_anew(&self) {
        self.change(|inside| inside.presence.begin_anew());
    }

    pub(super) fn knock(&self, knocking: Knocking) {
        self.change(|inside| inside.knocks.knock(knocking, Instant::now()));
    }

    pub(super) fn let_go(&self, knock: KnockId) {
        self.change(|inside| inside.knocks.let_go(knock, Instant::now()));
    }

    pub(super) fn refuse(&self, knock: KnockId) {
        self.change(|inside| inside.knocks.refuse(knock));
    }

    pub(super) fn turn_away(&self, knock: KnockId) {
        self.change(|inside| inside.knocks.turn_away(knock));
    }

    pub(super) fn knock_state(&self, knock: KnockId, screen: bool, day: &Day) -> KnockState {
        self.lock().knocks.state(knock, screen, day)
    }

    /// Teller or planner has something new to be known.
    pub(super) fn tell(&self, say: impl FnOnce(&mut Told)) {
        self.change(|inside| say(&mut inside.told));
    }

    /// Nobody is connected and nobody knocks.
    pub(super) fn is_deserted(&self) -> bool {
        let inside = self.lock();
        inside.presence.is_empty() && inside.knocks.is_empty()
    }

    /// When a knock is to leave the list by itself.
    pub(super) fn next_to_go(&self) -> Option<Instant> {
        self.lock().knocks.next_to_go()
    }

    /// What is around that day now.
    pub(super) fn around(&self, day: &Day) -> Around {
        let mut inside = self.lock();
        inside.knocks.forget_gone(Instant::now());
        let told = inside.told.clone();
        let mut around = Around {
            knocks: inside.knocks.waiting(day),
            dots: told.dots,
            feasibility: told.feasibility,
            infeasible: told.infeasible,
            rest: told.rest,
            ways: told.ways,
            computing: told.computing,
            broken: told.broken,
            clock_went_back: self.still.clock_went_back,
            plain_http: self.still.plain_http,
            ..Around::default()
        };
        inside.presence.describe(&mut around);
        around
    }

    /// What is around a day right after it changed: as it was shown last, less what the change has
    /// answered or ended. Nothing new comes in by this way: what passes keeps its own pace.
    pub(super) fn after(&self, day: &Day, last: &Around, begins_anew: bool) -> Around {
        let mut around = last.clone();
        {
            let inside = self.lock();
            around.knocks.retain(|one| {
                inside.knocks.state(one.knock, one.screen, day) == KnockState::Waiting
            });
        }
        if begins_anew {
            around.finished.clear();
            around.dots = None;
        }
        around
    }

    /// What is left to say around a day that is over.
    pub(super) fn after_the_end(&self) -> Around {
        Around { plain_http: self.still.plain_http, ..Around::default() }
    }

    fn change(&self, change: impl FnOnce(&mut Inside)) {
        change(&mut self.lock());
        self.changed.send_modify(|changes| *changes += 1);
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
