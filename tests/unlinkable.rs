//! Many votes, and an adversary with what is stored afterwards: the order in which people asked for
//! credentials, which the journal has, and the frozen box, which the vault has. People put their dots
//! in and move them in that same order, each vote: a box that kept any trace of it would tell whose is
//! whose. The adversary is told in half of the votes who chose what, and asked in the others.
//!
//! Three readers: does the place of a dot in the box follow the order of people, does any place go
//! with any person, and does any byte of the box say what the first person chose. An alarm is a
//! chance of less than one in a thousand, twice in a row: honest boxes then alarm once in a million.
//!
//! Of 1 500 votes unless `CERCLE_VOTES` says otherwise.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod support;

use std::sync::{Arc, LazyLock};

use cercle::ballot::issuer::Issuer;
use cercle::ballot::urn::{Place, Shape, Urn};
use cercle::domain::bytes::Bytes;
use cercle::domain::day::credential::{Entry, Tag, Token};
use cercle::domain::id::{StreamName, VoteId};
use cercle::rehearsal::dots::Dots;
use cercle::vault::Vault;
use cercle::vault::memory::MemoryVault;
use support::Chance;
use uuid::Uuid;

const PEOPLE: usize = 6;
const OPTIONS: u16 = 2;
const VOTES: usize = 1_500;
const ALARM: f64 = 0.001;
const SEED: [u8; 32] = [5; 32];
const NO_TOKEN: Token = Bytes([0; 64]);

/// Keys, drawn and certified once: in each vote other people hold them.
static DEALT: LazyLock<(Dots, Vec<Token>)> = LazyLock::new(|| {
    let (place, count) = (place(), u8::try_from(PEOPLE).unwrap());
    let dots = Dots::draw(place.vote, place.epoch, count).unwrap();
    let issuer = Issuer::of(&SEED, place.vote, place.epoch).unwrap();
    let issued = issuer.issue(dots.blinded()).unwrap();
    let tokens = dots.accept(&issued.evaluated, &issued.proof, &issuer.public_key()).unwrap();
    (dots, tokens)
});

fn place() -> Place {
    Place { room: StreamName([7; 16]), vote: VoteId(Uuid::from_u128(1)), epoch: 0 }
}

/// A vote as it is found afterwards, and the truth of it. People are numbered in the order in which
/// they asked for credentials.
struct Found {
    /// The frozen box.
    stored: Vec<u8>,
    /// The dots, in the order in which they are stored.
    entries: Vec<Entry>,
    /// Whose dot bears which tag.
    tags: [Tag; PEOPLE],
    /// What each chose.
    choices: [u16; PEOPLE],
}

fn shuffled(chance: &mut Chance) -> [usize; PEOPLE] {
    let mut order = std::array::from_fn(|n| n);
    for n in (1..PEOPLE).rev() {
        order.swap(n, chance.below(n + 1));
    }
    order
}

/// One vote of people who hold keys at random; some change their mind. Half choose each option: the
/// result is the same in every vote and says nothing by itself.
async fn a_vote(chance: &mut Chance) -> Found {
    let vault = Arc::new(MemoryVault::default());
    vault.store(&format!("seed/{}", place()), None, &SEED).await.unwrap();
    let urn = Urn::new(vault.clone());
    let dots = u16::try_from(PEOPLE).unwrap();
    urn.open(place(), Shape { dots, options: OPTIONS }).await.unwrap();
    let (keys, tokens) = &*DEALT;
    let held = shuffled(chance);
    for who in 0..PEOPLE {
        let blank = keys.sign(held[who], 1, 0).unwrap();
        urn.place(place(), blank, &tokens[held[who]]).await.unwrap();
    }
    urn.seal(place(), dots).await.unwrap().unwrap();
    let halves = shuffled(chance);
    let choices = halves.map(|n| 1 + (n % 2) as u16);
    for who in 0..PEOPLE {
        // As phones do: a number begins at random.
        let first = 2 + chance.below(1 << 40) as u64;
        let other = 3 - choices[who];
        let moves =
            if chance.below(3) == 0 { vec![other, choices[who]] } else { vec![choices[who]] };
        for (more, choice) in moves.into_iter().enumerate() {
            let entry = keys.sign(held[who], first + more as u64 * 1_000, choice).unwrap();
            urn.place(place(), entry, &NO_TOKEN).await.unwrap();
        }
    }
    let entries = urn.freeze(place()).await.unwrap().entries;
    let kept = vault.load(&format!("box/{}", place())).await.unwrap().unwrap();
    let tags = held.map(|key| keys.tags()[key]);
    Found { stored: kept.value, entries, tags, choices }
}

async fn votes(count: usize, chance: &mut Chance) -> Vec<Found> {
    let mut found = Vec::new();
    for _ in 0..count {
        found.push(a_vote(chance).await);
    }
    found
}

impl Found {
    /// Where a person's dot lies in what is stored.
    fn rank(&self, who: usize) -> usize {
        self.entries.iter().position(|entry| entry.tag == self.tags[who]).unwrap()
    }

    /// The same vote, had the box kept its dots in the order in which people moved them.
    fn in_order_of_arrival(mut self) -> Self {
        let (at, each) = slots_of(&self.stored, &self.entries);
        let slots: Vec<Vec<u8>> =
            self.stored[at..at + each * PEOPLE].chunks(each).map(<[u8]>::to_vec).collect();
        let from: Vec<usize> = (0..PEOPLE).map(|who| self.rank(who)).collect();
        let moved: Vec<u8> = from.iter().flat_map(|n| slots[*n].clone()).collect();
        self.stored[at..at + each * PEOPLE].copy_from_slice(&moved);
        self.entries = from.iter().map(|n| self.entries[*n]).collect();
        self
    }
}

/// Where the slots of a box begin, and how long each is: tags are found where they lie.
fn slots_of(stored: &[u8], entries: &[Entry]) -> (usize, usize) {
    let at = |n: usize| memchr::memmem::find(stored, &entries[n].tag.0).unwrap();
    (at(0), at(1) - at(0))
}

/// The chance of so extreme a value of a normal variable, on either side.
fn two_sided(z: f64) -> f64 {
    // Abramowitz and Stegun 7.1.26: an error of at most 1.5e-7.
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let poly = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429];
    let sum: f64 = poly.iter().rev().fold(0.0, |sum, c| sum * t + c) * t;
    (sum * (-x * x).exp()).clamp(0.0, 1.0)
}

/// Spearman's rank correlation of people and places, over all votes: each has mean 0 and variance
/// 1 / (n − 1).
fn order_shows(votes: &[Found]) -> f64 {
    let n = PEOPLE as f64;
    let rho = |vote: &Found| {
        let apart = (0..PEOPLE).map(|who| (who as f64 - vote.rank(who) as f64).powi(2));
        1.0 - 6.0 * apart.sum::<f64>() / (n * (n * n - 1.0))
    };
    let mean = votes.iter().map(rho).sum::<f64>() / votes.len() as f64;
    two_sided(mean * ((n - 1.0) * votes.len() as f64).sqrt())
}

/// The χ² of people against places; each vote is a permutation, so the statistic shrunk by
/// (n − 1) / n has (n − 1)² degrees of freedom. Wilson and Hilferty's approach to the normal.
fn a_place_shows(votes: &[Found]) -> f64 {
    let mut seen = [[0.0; PEOPLE]; PEOPLE];
    for vote in votes {
        for (who, places) in seen.iter_mut().enumerate() {
            places[vote.rank(who)] += 1.0;
        }
    }
    let (n, expected) = (PEOPLE as f64, votes.len() as f64 / PEOPLE as f64);
    let chi: f64 = seen.iter().flatten().map(|cell| (cell - expected).powi(2) / expected).sum();
    let (chi, degrees) = (chi * (n - 1.0) / n, (n - 1.0).powi(2));
    let spread = 2.0 / (9.0 * degrees);
    let z = ((chi / degrees).cbrt() - (1.0 - spread)) / spread.sqrt();
    if z < 0.0 { 1.0 } else { two_sided(z) }
}

/// A logistic model of the bits of the box, taught on half of the votes what the first person
/// chose, and asked in the other half.
fn a_byte_shows(votes: &[Found]) -> f64 {
    let bits = |vote: &Found| -> Vec<f64> {
        let bit = |byte: u8, n: u32| if byte >> n & 1 == 1 { 1.0 } else { -1.0 };
        vote.stored.iter().flat_map(|byte| (0..8).map(move |n| bit(*byte, n))).collect()
    };
    let says = |weights: &[f64], bits: &[f64]| -> f64 {
        weights.iter().zip(bits).map(|(weight, bit)| weight * bit).sum()
    };
    let (taught, asked) = votes.split_at(votes.len() / 2);
    let mut weights = vec![0.0; taught[0].stored.len() * 8];
    for _ in 0..4 {
        for vote in taught {
            let bits = bits(vote);
            let truth = if vote.choices[0] == 1 { 1.0 } else { 0.0 };
            let guess = 1.0 / (1.0 + (-says(&weights, &bits)).exp());
            for (weight, bit) in weights.iter_mut().zip(&bits) {
                *weight += 0.002 * (truth - guess) * bit;
            }
        }
    }
    let right = asked
        .iter()
        .filter(|vote| (says(&weights, &bits(vote)) > 0.0) == (vote.choices[0] == 1))
        .count() as f64;
    let asked = asked.len() as f64;
    let z = (right - asked / 2.0) / (asked / 4.0).sqrt();
    if z < 0.0 { 1.0 } else { two_sided(z) }
}

type Reader = fn(&[Found]) -> f64;
const READERS: [(&str, Reader); 3] = [
    ("the order of people shows in the box", order_shows),
    ("a place in the box goes with a person", a_place_shows),
    ("a byte of the box says what somebody chose", a_byte_shows),
];

fn how_many() -> usize {
    std::env::var("CERCLE_VOTES").ok().and_then(|n| n.parse().ok()).unwrap_or(VOTES)
}

#[tokio::test]
async fn nothing_stored_of_a_vote_says_who_chose_what() {
    let mut chance = Chance::seeded();
    let found = votes(how_many(), &mut chance).await;
    let again = votes(how_many(), &mut chance).await;
    for (what, reader) in READERS {
        let (first, second) = (reader(&found), reader(&again));
        println!("{what}: p = {first:.4}, then {second:.4}");
        assert!(first >= ALARM || second >= ALARM, "{what}");
    }
}

/// The readers would see it: the same votes in a box that did not sort its dots.
#[tokio::test]
async fn a_box_that_kept_the_order_of_arrival_would_be_found_out() {
    let mut chance = Chance::seeded();
    let found = votes(how_many(), &mut chance).await;
    let leaky: Vec<Found> = found.into_iter().map(Found::in_order_of_arrival).collect();
    for (what, reader) in READERS {
        let p = reader(&leaky);
        assert!(p < ALARM, "not found out, though {what}: p = {p}");
    }
}
