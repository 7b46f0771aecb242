//! The group's own processes: put, counted, dropped.

use super::{Cycle, Event, NotDone, when};
use crate::domain::limits::OWN_PROCESSES;
use crate::domain::process::{Fault, Process, ProcessId};

/// A process of the group's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// Its name: never given to another, so that its versions count on after a drop.
    pub id: ProcessId,
    /// How often its text has changed.
    pub version: u16,
    /// Its text; none once it is dropped.
    pub process: Option<Process>,
}

/// Why a process is not put.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPut {
    /// It contradicts itself, or lacks something.
    #[error("the process is not as it must be")]
    Faulty(Vec<Fault>),
    /// The id is that of a process of the house.
    #[error("the house has a process of that id")]
    OfTheHouse,
    /// The cycle keeps as many as it may.
    #[error("the cycle has {OWN_PROCESSES} processes already")]
    TooMany,
    /// It stands at another version than the one that was edited.
    #[error("the process has been changed meanwhile")]
    Changed,
}

impl Cycle {
    /// The group's own processes, the oldest first.
    pub fn own_processes(&self) -> impl Iterator<Item = &Process> {
        self.own.iter().filter_map(|own| own.process.as_ref())
    }

    /// A process of the group's own.
    pub fn own_process(&self, id: &ProcessId) -> Option<&Process> {
        self.own_processes().find(|process| process.id == *id)
    }

    /// Another text is the next version; the same text changes nothing, from whichever version.
    pub(super) fn put(&self, from: u16, process: &Process) -> Result<Vec<Event>, NotDone> {
        let known = self.own_process(&process.id);
        let named = |version| Process { version, ..process.clone() };
        if known.is_some_and(|known| *known == named(known.version)) {
            return Ok(Vec::new());
        }
        if from != known.map_or(0, |known| known.version) {
            return Err(NotPut::Changed.into());
        }
        if known.is_none() && self.own_processes().count() >= OWN_PROCESSES {
            return Err(NotPut::TooMany.into());
        }
        let counted = self.own.iter().find(|own| own.id == process.id);
        let process = named(counted.map_or(0, |own| own.version).saturating_add(1));
        let faults = process.faults();
        if faults.is_empty() {
            Ok(vec![Event::ProcessPut { process: Box::new(process) }])
        } else {
            Err(NotPut::Faulty(faults).into())
        }
    }

    pub(super) fn drop_process(&self, id: &ProcessId) -> Vec<Event> {
        let known = self.own_process(id).is_some();
        when(known, Event::ProcessDropped { id: id.clone() })
    }

    pub(super) fn has_put(&mut self, process: &Process) {
        let put = Own {
            id: process.id.clone(),
            version: process.version,
            process: Some(process.clone()),
        };
        match self.own.iter_mut().find(|own| own.id == process.id) {
            Some(own) => *own = put,
            None => self.own.push(put),
        }
    }

    pub(super) fn has_dropped(&mut self, id: &ProcessId) {
        if let Some(own) = self.own.iter_mut().find(|own| own.id == *id) {
            own.process = None;
        }
    }
}

impl From<NotPut> for NotDone {
    fn from(not: NotPut) -> Self {
        Self::NotPut(not)
    }
}
