//! Faces that come by plain requests: still present between two of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;
use tokio::time::{Duration, Instant, sleep_until};

use crate::domain::id::RoomName;
use crate::edge::connection::sign;
use crate::edge::token::Who;
use crate::live::handle::{Attached, Handle};
use crate::wire::common::Signal;

/// How long a face that asks no more is still there: about as long as a silent socket.
const LINGERS: Duration = Duration::from_secs(30);
/// Faces that linger at one time. Beyond it they are absent between two requests, no more.
const MOST: usize = 4_096;

type Key = (RoomName, Who);

/// Every face that comes by plain requests.
#[derive(Default)]
pub(super) struct Presence {
    lingering: Arc<Mutex<HashMap<Key, Lingering>>>,
    /// Told when the first face comes.
    first: Notify,
}

/// A face between two requests, or during one.
struct Lingering {
    /// Its connection, unless a request holds it.
    attached: Option<Attached>,
    /// Signs given while a request holds it.
    signs: Vec<Signal>,
    /// Wakes that request.
    wake: Arc<Notify>,
    since: Instant,
}

/// A connection held by one request, given back at its end.
pub(super) struct Held {
    lingering: Arc<Mutex<HashMap<Key, Lingering>>>,
    key: Key,
    attached: Option<Attached>,
    /// Told when the face gives a sign meanwhile.
    pub wake: Arc<Notify>,
}

impl Presence {
    /// Takes up a face's connection, or makes one.
    pub fn take_up(&self, room: &Handle, who: Who) -> Held {
        let key = (room.room(), who);
        let mut lingering = self.lingering.lock().expect("no thread panics holding it");
        let known = lingering.get_mut(&key);
        let wake = known.as_ref().map(|face| face.wake.clone()).unwrap_or_default();
        let attached = match known {
            Some(face) => {
                face.since = Instant::now();
                face.attached.take()
            }
            None => {
                if lingering.len() < MOST {
                    lingering.insert(key, Lingering::new(wake.clone()));
                    self.first.notify_one();
                }
                None
            }
        };
        drop(lingering);
        let attached = attached.unwrap_or_else(|| room.attach(who.audience()));
        Held { lingering: self.lingering.clone(), key, attached: Some(attached), wake }
    }

    /// A face gives a sign.
    pub fn sign(&self, room: &Handle, who: Who, given: Signal) {
        let mut held = self.lingering.lock().expect("no thread panics holding it");
        match held.get_mut(&(room.room(), who)) {
            Some(Lingering { attached: Some(attached), .. }) => sign(attached, given),
            Some(face) => {
                // Of each kind the last sign is the true one.
                face.signs.retain(|sign| !same_kind(sign, &given));
                face.signs.push(given);
                face.wake.notify_one();
            }
            None => {
                drop(held);
                let first = self.take_up(room, who);
                if let Some(attached) = &first.attached {
                    sign(attached, given);
                }
            }
        }
    }

    /// Lets each face go that has asked nothing for a while; runs for ever.
    pub async fn let_go_of_the_silent(&self) {
        loop {
            match self.next_to_go() {
                Some(at) => sleep_until(at).await,
                None => self.first.notified().await,
            }
            let mut lingering = self.lingering.lock().expect("no thread panics holding it");
            lingering.retain(|_, face| face.is_held() || face.since.elapsed() < LINGERS);
        }
    }

    /// When the first of the faces between two requests will have been silent for too long.
    fn next_to_go(&self) -> Option<Instant> {
        let lingering = self.lingering.lock().expect("no thread panics holding it");
        let now = Instant::now();
        let silent_since =
            lingering.values().map(|face| if face.is_held() { now } else { face.since });
        silent_since.min().map(|since| since + LINGERS)
    }

    /// Everybody leaves.
    pub fn leave(&self) {
        self.lingering.lock().expect("no thread panics holding it").clear();
    }
}

impl Lingering {
    fn new(wake: Arc<Notify>) -> Self {
        Self { attached: None, signs: Vec::new(), wake, since: Instant::now() }
    }

    /// A request holds the connection.
    fn is_held(&self) -> bool {
        self.attached.is_none()
    }
}

fn same_kind(one: &Signal, other: &Signal) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

impl Held {
    /// The connection.
    pub fn attached(&mut self) -> &mut Attached {
        self.attached.as_mut().expect("held until dropped")
    }

    /// Gives the signs that came meanwhile.
    pub fn give_signs(&mut self) {
        let mut lingering = self.lingering.lock().expect("no thread panics holding it");
        let signs = lingering.get_mut(&self.key).map(|face| std::mem::take(&mut face.signs));
        drop(lingering);
        for given in signs.into_iter().flatten() {
            sign(self.attached(), given);
        }
    }

    /// The room is gone: this connection is not worth keeping.
    pub fn let_go(mut self) {
        self.attached = None;
        self.lingering.lock().expect("no thread panics holding it").remove(&self.key);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.attached.is_none() {
            return;
        }
        self.give_signs();
        let mut lingering = self.lingering.lock().expect("no thread panics holding it");
        if let Some(face) = lingering.get_mut(&self.key) {
            face.since = Instant::now();
            face.attached = self.attached.take();
        }
    }
}
