//! Keeps aggregates that have neither presence nor deadlines: decide, append, apply.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::clock::SharedClock;
use crate::domain::id::{StreamName, Timestamp};
use crate::journal::AppendError;
use crate::journal::sealed::{Ledger, LedgerError, Recorded, Tail};

/// What a keeper keeps: a value that events make.
pub trait Aggregate: Default + Clone + Send + Sync + 'static {
    /// What may be asked.
    type Command: Send + Sync;
    /// What happens.
    type Event: Serialize + DeserializeOwned + Send + Sync;
    /// Why not.
    type Refusal;

    /// The events a command gives, or why not.
    fn decide(&self, command: &Self::Command) -> Result<Vec<Self::Event>, Self::Refusal>;

    /// What an event means; total.
    fn apply(&mut self, event: &Self::Event, at: Timestamp);
}

/// Why something was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotKept<R> {
    /// The aggregate says no.
    #[error("it says no")]
    Refused(R),
    /// The stores do not answer.
    #[error("the stores do not answer")]
    Unavailable,
}

/// The aggregates of one kind, by stream, read once and kept in memory.
pub struct Keeper<A> {
    ledger: Ledger,
    clock: SharedClock,
    shelf: Mutex<HashMap<StreamName, Arc<Place<A>>>>,
}

/// An aggregate's place; one command at a time.
type Place<A> = tokio::sync::Mutex<Option<Shelved<A>>>;

struct Shelved<A> {
    value: A,
    tail: Tail,
    last_at: Timestamp,
}

impl<A: Aggregate> Keeper<A> {
    /// A keeper of what a ledger holds.
    pub fn new(ledger: Ledger, clock: SharedClock) -> Self {
        Self { ledger, clock, shelf: Mutex::default() }
    }

    /// The aggregate as it stands; the empty value when its stream never was.
    pub async fn look(&self, stream: StreamName) -> Result<A, LedgerError> {
        let place = self.place(stream);
        let mut place = place.lock().await;
        Ok(self.shelved(stream, &mut place).await?.value.clone())
    }

    /// Has a command decided and its events made durable; gives the aggregate after it.
    pub async fn does(
        &self,
        stream: StreamName,
        command: &A::Command,
    ) -> Result<A, NotKept<A::Refusal>> {
        let place = self.place(stream);
        let mut place = place.lock().await;
        loop {
            let shelved =
                self.shelved(stream, &mut place).await.map_err(|_| NotKept::Unavailable)?;
            let events = shelved.value.decide(command).map_err(NotKept::Refused)?;
            if events.is_empty() {
                return Ok(shelved.value.clone());
            }
            let at = self.clock.now().max(shelved.last_at);
            match self.ledger.append(&shelved.tail, at, &events).await {
                Ok(tail) => {
                    shelved.tail = tail;
                    shelved.take(&events, at);
                    return Ok(shelved.value.clone());
                }
                // Another machine was first: read it anew, decide again.
                Err(AppendError::Conflict) => *place = None,
                Err(AppendError::Unavailable | AppendError::TooLarge) => {
                    return Err(NotKept::Unavailable);
                }
                // What stands there now is for the next one to read.
                Err(AppendError::Unknown | AppendError::Erased) => {
                    *place = None;
                    return Err(NotKept::Unavailable);
                }
            }
        }
    }

    fn place(&self, stream: StreamName) -> Arc<Place<A>> {
        let mut shelf = self.shelf.lock().expect("no thread panics holding it");
        shelf.entry(stream).or_default().clone()
    }

    async fn shelved<'a>(
        &self,
        stream: StreamName,
        place: &'a mut Option<Shelved<A>>,
    ) -> Result<&'a mut Shelved<A>, LedgerError> {
        if place.is_none() {
            let Recorded { tail, entries } = self.ledger.read::<A::Event>(stream).await?;
            let mut shelved = Shelved { value: A::default(), tail, last_at: Timestamp(0) };
            for entry in &entries {
                shelved.take(&entry.events, entry.at);
            }
            *place = Some(shelved);
        }
        place.as_mut().ok_or(LedgerError::Unavailable)
    }
}

impl<A: Aggregate> Shelved<A> {
    fn take(&mut self, events: &[A::Event], at: Timestamp) {
        for event in events {
            self.value.apply(event, at);
        }
        self.last_at = at;
    }
}

impl Aggregate for crate::domain::cycle::Cycle {
    type Command = crate::domain::cycle::Command;
    type Event = crate::domain::cycle::Event;
    type Refusal = crate::domain::cycle::NotDone;

    fn decide(&self, command: &Self::Command) -> Result<Vec<Self::Event>, Self::Refusal> {
        self.decide(command)
    }

    fn apply(&mut self, event: &Self::Event, _at: Timestamp) {
        self.apply(event);
    }
}

impl Aggregate for crate::domain::facilitator::Facilitator {
    type Command = crate::domain::facilitator::Command;
    type Event = crate::domain::facilitator::Event;
    type Refusal = std::convert::Infallible;

    fn decide(&self, command: &Self::Command) -> Result<Vec<Self::Event>, Self::Refusal> {
        Ok(self.decide(command))
    }

    fn apply(&mut self, event: &Self::Event, at: Timestamp) {
        self.apply(event, at);
    }
}
