//! A snapshot at one revision, and the frames woven from it: each once per audience.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use uuid::Uuid;

use crate::domain::day::Day;
use crate::domain::id::Revision;
use crate::view::{self, Around, Audience, Frame};

/// A snapshot at one revision, shared by everyone who reads it.
pub struct Published {
    /// Drawn when the room came to life on this machine.
    pub epoch: Arc<str>,
    /// Grows with every publication, durable or passing.
    pub version: u64,
    /// The day's revision.
    pub revision: Revision,
    /// The day.
    pub day: Arc<Day>,
    /// What is around it.
    pub around: Arc<Around>,
    pub(super) looms: Arc<Looms>,
}

impl Published {
    /// The frame of an audience, encoded once by the first to ask.
    ///
    /// Whoever still reads an older snapshot is given the newest frame there is: what an audience
    /// is shown never goes back.
    pub fn frame(&self, audience: Audience) -> Arc<Frame> {
        let loom = self.looms.of(audience);
        let mut loom = loom.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(woven) = loom.as_ref().filter(|woven| woven.version >= self.version) {
            return Arc::clone(&woven.frame);
        }
        let previous = loom.as_ref().map(|woven| &*woven.frame);
        let frame = view::frame(audience, &self.day, &self.around, self.version, previous);
        let frame = Arc::new(frame);
        *loom = Some(Woven { version: self.version, frame: Arc::clone(&frame) });
        frame
    }
}

/// The newest frame of each audience, so that a section that did not change keeps its revision
/// and its text. One lock each: two audiences are encoded at the same time.
#[derive(Default)]
pub(super) struct Looms(Mutex<BTreeMap<Audience, Arc<Loom>>>);

type Loom = Mutex<Option<Woven>>;

struct Woven {
    version: u64,
    frame: Arc<Frame>,
}

impl Looms {
    fn of(&self, audience: Audience) -> Arc<Loom> {
        let mut looms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(looms.entry(audience).or_default())
    }
}

/// Where snapshots are shown: the newest wins, a slow reader skips to it.
pub(super) struct Stage {
    shown: watch::Sender<Arc<Published>>,
}

impl Stage {
    /// The first snapshot of a room's life here.
    pub(super) fn open(day: &Arc<Day>, revision: Revision, around: Around) -> Self {
        let first = Published {
            epoch: Uuid::new_v4().simple().to_string().into(),
            version: 1,
            revision,
            day: Arc::clone(day),
            around: Arc::new(around),
            looms: Arc::default(),
        };
        Self { shown: watch::Sender::new(Arc::new(first)) }
    }

    /// Reads what is shown.
    pub(super) fn follow(&self) -> watch::Receiver<Arc<Published>> {
        self.shown.subscribe()
    }

    /// What is around the day, as it was shown last.
    pub(super) fn around(&self) -> Arc<Around> {
        Arc::clone(&self.shown.borrow().around)
    }

    /// Shows the next snapshot.
    pub(super) fn show(&self, day: &Arc<Day>, revision: Revision, around: Around) {
        let looms = Arc::clone(&self.shown.borrow().looms);
        self.replace(day, revision, around, looms);
    }

    /// Shows that the day is over. No frame woven from its content is kept.
    pub(super) fn show_ended(&self, day: &Arc<Day>, revision: Revision, around: Around) {
        self.replace(day, revision, around, Arc::default());
    }

    fn replace(&self, day: &Arc<Day>, revision: Revision, around: Around, looms: Arc<Looms>) {
        let (epoch, version) = {
            let last = self.shown.borrow();
            (Arc::clone(&last.epoch), last.version + 1)
        };
        let (day, around) = (Arc::clone(day), Arc::new(around));
        let next = Published { epoch, version, revision, day, around, looms };
        self.shown.send_replace(Arc::new(next));
    }
}
