//! A bucket of credit that fills with time: one kind for messages, failures and requests.

use std::collections::HashMap;
use std::hash::Hash;

use tokio::time::Instant;

/// How fast a bucket fills, and how much it holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rate {
    /// Credits that come back each second.
    pub per_second: f64,
    /// Credits of a full bucket.
    pub burst: f64,
}

/// A bucket of credit, full at first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bucket {
    rate: Rate,
    credit: f64,
    at: Instant,
}

impl Bucket {
    /// A full bucket.
    pub fn new(rate: Rate) -> Self {
        Self { rate, credit: rate.burst, at: Instant::now() }
    }

    /// Whether there is credit for one.
    pub fn has_credit(&mut self) -> bool {
        self.fill();
        self.credit >= 1.0
    }

    /// Takes one, if there is credit for it.
    pub fn take(&mut self) -> bool {
        let credit = self.has_credit();
        if credit {
            self.credit -= 1.0;
        }
        credit
    }

    fn fill(&mut self) {
        let now = Instant::now();
        let since = now.duration_since(self.at).as_secs_f64();
        self.credit = self.rate.burst.min(self.credit + since * self.rate.per_second);
        self.at = now;
    }

    fn is_full(&mut self) -> bool {
        self.fill();
        self.credit >= self.rate.burst
    }
}

/// A bucket for each key. When there are too many keys, those to come share one.
#[derive(Debug)]
pub(super) struct Buckets<K> {
    rate: Rate,
    by_key: HashMap<K, Bucket>,
    shared: Bucket,
}

/// Keys remembered at one time: some hundred KiB.
const KEYS: usize = 4_096;

impl<K: Eq + Hash> Buckets<K> {
    /// No key yet.
    pub fn new(rate: Rate) -> Self {
        Self { rate, by_key: HashMap::new(), shared: Bucket::new(rate) }
    }

    /// The bucket of a key.
    pub fn of(&mut self, key: K) -> &mut Bucket {
        if self.by_key.len() >= KEYS && !self.by_key.contains_key(&key) {
            self.by_key.retain(|_, bucket| !bucket.is_full());
            if self.by_key.len() >= KEYS {
                return &mut self.shared;
            }
        }
        self.by_key.entry(key).or_insert_with(|| Bucket::new(self.rate))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const RATE: Rate = Rate { per_second: 0.5, burst: 3.0 };

    #[tokio::test(start_paused = true)]
    async fn credit_comes_back_with_time_and_no_further_than_full() {
        let mut bucket = Bucket::new(RATE);
        assert_eq!((0..5).filter(|_| bucket.take()).count(), 3);
        tokio::time::advance(Duration::from_secs(2)).await;
        assert!(bucket.take() && !bucket.take());
        tokio::time::advance(Duration::from_secs(3_600)).await;
        assert_eq!((0..5).filter(|_| bucket.take()).count(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn keys_are_bounded() {
        let mut buckets = Buckets::new(RATE);
        for key in 0..KEYS {
            assert!(buckets.of(key).take());
        }
        let shared = (0..10).filter(|key| buckets.of(KEYS + key).take()).count();
        assert_eq!(shared, 3, "new keys share one bucket");
        tokio::time::advance(Duration::from_secs(10)).await;
        assert!(buckets.of(KEYS + 11).take());
        assert_eq!(buckets.by_key.len(), 1, "full buckets have been let go");
    }
}
