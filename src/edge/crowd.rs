//! Who is connected from where. Those who have shown an identity stay; of strangers, the newest.
//!
//! A stranger is a connection that has shown no identity yet. When there are too many of one
//! neighbourhood, its oldest stranger is sent away: whoever hoards connections loses them, and a known
//! phone behind the same address comes in.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tokio_util::sync::CancellationToken;

use crate::edge::address::Neighbourhood;

/// Everybody connected.
pub(super) struct Crowd {
    inside: Mutex<Inside>,
    /// Connections at one time.
    most: usize,
    /// Strangers of one neighbourhood.
    most_strangers: usize,
}

#[derive(Default)]
struct Inside {
    next: u64,
    count: usize,
    leaving: HashMap<u64, CancellationToken>,
    strangers: HashMap<Neighbourhood, BTreeSet<u64>>,
}

/// A connection's place in the crowd, given back on drop.
pub(super) struct Guest {
    crowd: Arc<Crowd>,
    number: u64,
    from: Neighbourhood,
    known: AtomicBool,
    /// Cancelled when the connection has to make room.
    pub sent_away: CancellationToken,
}

impl Crowd {
    /// Nobody yet.
    pub fn new(most: usize, most_strangers: usize) -> Arc<Self> {
        Arc::new(Self { inside: Mutex::default(), most, most_strangers })
    }

    /// Lets a connection in, at the cost of an older stranger if need be. None when the house is full
    /// of people it knows.
    pub fn enter(self: &Arc<Self>, from: Neighbourhood) -> Option<Arc<Guest>> {
        let mut inside = self.inside.lock().expect("no thread panics holding it");
        if inside.strangers.get(&from).is_some_and(|here| here.len() >= self.most_strangers) {
            inside.send_oldest_away(from);
        }
        if inside.count >= self.most {
            let crowded = inside.most_crowded()?;
            inside.send_oldest_away(crowded);
        }
        inside.next += 1;
        inside.count += 1;
        let number = inside.next;
        let sent_away = CancellationToken::new();
        inside.leaving.insert(number, sent_away.clone());
        inside.strangers.entry(from).or_default().insert(number);
        let known = AtomicBool::new(false);
        Some(Arc::new(Guest { crowd: self.clone(), number, from, known, sent_away }))
    }

    /// How many are in.
    #[cfg(test)]
    fn count(&self) -> usize {
        self.inside.lock().expect("no thread panics holding it").count
    }
}

impl Inside {
    fn most_crowded(&self) -> Option<Neighbourhood> {
        let most = self.strangers.iter().max_by_key(|(_, here)| here.len())?;
        Some(*most.0)
    }

    fn send_oldest_away(&mut self, from: Neighbourhood) {
        let oldest = self.strangers.get(&from).and_then(|here| here.first().copied());
        if let Some(number) = oldest {
            if let Some(sent_away) = self.leaving.get(&number) {
                sent_away.cancel();
            }
            self.leave(number, from);
        }
    }

    fn leave(&mut self, number: u64, from: Neighbourhood) {
        if self.leaving.remove(&number).is_some() {
            self.count -= 1;
        }
        self.forget_stranger(number, from);
    }

    fn forget_stranger(&mut self, number: u64, from: Neighbourhood) {
        if let Some(here) = self.strangers.get_mut(&from) {
            here.remove(&number);
            if here.is_empty() {
                self.strangers.remove(&from);
            }
        }
    }
}

impl Guest {
    /// The connection has shown an identity: it will not be sent away for a newer one.
    pub fn is_known(&self) {
        if !self.known.swap(true, Ordering::Relaxed) {
            let mut inside = self.crowd.inside.lock().expect("no thread panics holding it");
            inside.forget_stranger(self.number, self.from);
        }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut inside = self.crowd.inside.lock().expect("no thread panics holding it");
        inside.leave(self.number, self.from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{IpAddr, Ipv4Addr};

    fn house(n: u32) -> Neighbourhood {
        IpAddr::V4(Ipv4Addr::from_bits(n)).into()
    }

    #[test]
    fn hoarding_costs_only_the_hoarder() {
        let crowd = Crowd::new(100, 3);
        let known = crowd.enter(house(1)).unwrap();
        known.is_known();
        let elsewhere = crowd.enter(house(2)).unwrap();
        let hoard: Vec<_> = (0..10).map(|_| crowd.enter(house(1)).unwrap()).collect();
        let away = hoard.iter().map(|guest| guest.sent_away.is_cancelled());
        assert_eq!(away.clone().filter(|away| *away).count(), 7);
        assert!(away.take(7).all(|away| away), "the oldest leave first");
        assert!(!known.sent_away.is_cancelled() && !elsewhere.sent_away.is_cancelled());
        assert_eq!(crowd.count(), 5);
        drop(hoard);
        assert_eq!(crowd.count(), 2);
    }

    #[test]
    fn a_full_house_sends_a_stranger_of_the_most_crowded_place_away() {
        let crowd = Crowd::new(5, 100);
        let alone = crowd.enter(house(2)).unwrap();
        let many: Vec<_> = (0..4).map(|_| crowd.enter(house(1)).unwrap()).collect();
        let late = crowd.enter(house(3)).unwrap();
        assert!(many[0].sent_away.is_cancelled() && !alone.sent_away.is_cancelled());
        for guest in many.iter().skip(1).chain([&alone, &late]) {
            guest.is_known();
        }
        assert!(crowd.enter(house(4)).is_none(), "everyone here is known");
        drop(alone);
        assert!(crowd.enter(house(4)).is_some());
    }
}
