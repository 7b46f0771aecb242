//! The same vote twice, two voters' choices swapped: nothing stored, shown, logged or handed on
//! tells the two apart.
//!
//! Whoever swaps choices with somebody also swaps the keys that bear them. Keys are drawn at random,
//! and a blinded key is uniform whatever the key: so the second vote is as likely as the first, to
//! all who do not see inside a phone. Blinded keys are told apart by the seat they came from alone.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io::Write;
use std::time::Duration;

use cercle::domain::command::{ByFacilitator, ByParticipant};
use cercle::domain::cycle::keepsake::Keepsake;
use cercle::domain::day as domain;
use cercle::domain::vocabulary::{BallotStage, VoteMode};
use cercle::vault::Vault;
use cercle::view::{Audience, entry_list, tag_list};
use rand_core::{CryptoRng, RngCore};
use tokio::time::sleep;

use crate::support::{Day, seat, until, vote};
use crate::vote::{Phone, closes, stage, the_vote};

const PEOPLE: u128 = 8;
/// The first so many make a batch of their own on a live screen.
const FIRST: u128 = 3;

/// Which set of keys each person draws, and so which choices are theirs: set `n` bears the choices
/// of person `n` in the vote as it is told first.
#[derive(Clone, Copy)]
struct Hands([u128; PEOPLE as usize]);

impl Hands {
    fn own() -> Self {
        Self(std::array::from_fn(|n| n as u128 + 1))
    }

    fn swapped(one: u128, other: u128) -> Self {
        let mut hands = Self::own();
        hands.0.swap(one as usize - 1, other as usize - 1);
        hands
    }

    fn of(self, who: u128) -> u128 {
        self.0[who as usize - 1]
    }
}

/// The option on which all dots of a set of keys end up.
fn choice(keys: u128) -> u16 {
    [1, 2, 3, 1, 4, 5, 2, 7][keys as usize - 1]
}

/// Randomness that its number repeats (splitmix64).
struct Repeated(u64);

impl RngCore for Repeated {
    fn next_u32(&mut self) -> u32 {
        self.next_u64() as u32
    }

    fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn fill_bytes(&mut self, place: &mut [u8]) {
        for part in place.chunks_mut(8) {
            part.copy_from_slice(&self.next_u64().to_le_bytes()[..part.len()]);
        }
    }

    fn try_fill_bytes(&mut self, place: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(place);
        Ok(())
    }
}

impl CryptoRng for Repeated {}

/// All that a vote leaves behind, by where it was found.
#[derive(Default)]
struct Told {
    said: BTreeMap<String, Vec<String>>,
    /// What is drawn anew for each room, and the blinded keys, with what they are called here.
    names: Vec<(String, String)>,
}

impl Told {
    fn of(day: &Day) -> Self {
        let names = vec![
            (day.room.to_string(), "ROOM".to_owned()),
            (day.code.to_string(), "CODE".to_owned()),
            (
                day.handle.published().day.facts.as_ref().unwrap().door_key.clone(),
                "DOOR".to_owned(),
            ),
        ];
        Self { said: BTreeMap::new(), names }
    }

    fn call_blinded(&mut self, seat: u128, phone: &Phone) {
        for (n, blinded) in phone.blinded().iter().enumerate() {
            self.names.push((format!("{blinded:?}"), format!("BLINDED {seat}.{n}")));
        }
    }

    fn call_slots(&mut self, day: &domain::Day) {
        for (n, slot) in day.plan.iter().flat_map(|plan| &plan.slots).enumerate() {
            self.names.push((slot.slot.to_string(), format!("SLOT {n}")));
        }
    }

    fn hear(&mut self, place: impl Into<String>, text: impl Into<String>) {
        let mut text = text.into();
        for (drawn, called) in &self.names {
            text = text.replace(drawn.as_str(), called);
        }
        self.said.entry(place.into()).or_default().push(text);
    }

    fn hear_debug(&mut self, place: impl Into<String>, what: &impl Debug) {
        self.hear(place, format!("{what:?}"));
    }

    /// Everything that can be looked at now.
    async fn look(&mut self, day: &Day) {
        let published = day.handle.published();
        self.call_slots(&published.day);
        let phones = (1..=PEOPLE).map(|n| Audience::Participant(seat(n)));
        for audience in phones.chain([Audience::Facilitator, Audience::Screen]) {
            let frame = published.frame(audience);
            for section in &frame.sections {
                self.hear(format!("frame of {audience:?}, {}", section.name), &*section.text);
            }
        }
        let vote = published.day.vote(vote(1)).unwrap();
        self.hear("list of tags", serde_json::to_string(&tag_list(vote)).unwrap());
        self.hear("list of dots", serde_json::to_string(&entry_list(vote)).unwrap());
        self.hear_debug("what is handed on", &Keepsake::of(&published.day));
        for name in day.house.vault.names("").await.unwrap() {
            let kept = day.house.vault.load(&name).await.unwrap().unwrap();
            let secret = name.starts_with("box/") || name.starts_with("seed/");
            // Wrapped keys are drawn anew for each room.
            let value = if secret { kept.value } else { vec![0; kept.value.len()] };
            self.hear("vault", format!("{name} {} {value:?}", kept.version));
        }
        for entry in day.house.entries(day.room).await {
            self.hear_debug("journal", &entry);
        }
        for stored in day.house.journal.stored(day.room) {
            self.hear("journal, sealed", stored.sealed.len().to_string());
        }
    }

    /// Where the two differ.
    fn differences(&self, other: &Self) -> Vec<String> {
        let places = self.said.keys().chain(other.said.keys());
        let mut apart: Vec<String> = places
            .filter(|place| self.said.get(*place) != other.said.get(*place))
            .cloned()
            .collect();
        apart.sort();
        apart.dedup();
        apart
    }
}

thread_local! {
    /// What was logged on this thread, at every level.
    static LOGGED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Writes what is logged where its own thread finds it.
struct Logs;

impl Write for Logs {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOGGED.with_borrow_mut(|logged| logged.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// One collector for all threads: what each logs stays with it, whatever the others begin and end.
fn collect_logs() {
    let collector = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .without_time()
        .with_ansi(false)
        .with_writer(|| Logs);
    // Whoever comes second finds it there.
    let _ = collector.try_init();
    LOGGED.take();
}

/// One vote from the opening to the close, in which these hold these keys.
async fn told(mode: VoteMode, hands: Hands) -> Told {
    collect_logs();
    let day = Day::with_voters(PEOPLE).await;
    let mut told = Told::of(&day);
    // The issuer's key is drawn anew for each vote: here it is the same in both.
    let seed = format!("seed/{}/{}/0", day.room, vote(1));
    day.house.vault.store(&seed, None, &[0x5e; 32]).await.unwrap();
    day.does(ByFacilitator::OpenVote { vote: vote(1), dots: 3, mode, ends_at: None }).await;
    let mut phones = Vec::new();
    for who in 1..=PEOPLE {
        let mut phone = Phone::draw_by(&day, who, &mut Repeated(hands.of(who) as u64)).await;
        told.call_blinded(who, &phone);
        phone.issues(&day).await;
        phone.deposits(&day).await;
        phones.push(phone);
    }
    stage(&day, BallotStage::Sealed).await;
    checked(&day, BallotStage::Sealed).await;
    told.look(&day).await;

    for who in 1..=FIRST {
        place(&day, &phones, hands, who).await;
    }
    // What lies in the box while only some have placed is theirs, though not whose: the first
    // are looked at together with what the screen shows of them.
    if mode == VoteMode::Live {
        the_vote(&day, |vote| vote.release == 1).await;
        told.look(&day).await;
    }
    for who in FIRST + 1..=PEOPLE {
        place(&day, &phones, hands, who).await;
    }
    sleep(Duration::from_secs(60)).await;
    told.look(&day).await;
    closes(&day).await;
    // The plan is made beside the room, in its own time.
    until(&day.handle, |shown| shown.day.plan.is_some()).await;
    checked(&day, BallotStage::Closed).await;
    sleep(Duration::from_secs(60)).await;
    told.look(&day).await;
    day.hub.rest().await;
    told.hear("logs", String::from_utf8(LOGGED.take()).unwrap());
    told
}

async fn place(day: &Day, phones: &[Phone], hands: Hands, who: u128) {
    let keys = hands.of(who);
    // The numbers that phones count with begin at random, and belong to the keys.
    phones[who as usize - 1].places(day, keys as u64 * 1_000, choice(keys)).await;
}

async fn checked(day: &Day, stage: BallotStage) {
    for who in 1..=PEOPLE {
        let checked = ByParticipant::Checked { vote: vote(1), epoch: 0, stage, ok: true };
        day.says(who, checked).await;
    }
}

async fn differences(mode: VoteMode, one: u128, other: u128) -> Vec<String> {
    let first = told(mode, Hands::own()).await;
    assert!(first.said["journal"].iter().any(|entry| entry.contains("BLINDED 1.0")));
    assert!(first.said["logs"].iter().any(|line| line.contains("a day is open room=ROOM")));
    first.differences(&told(mode, Hands::swapped(one, other)).await)
}

#[tokio::test(start_paused = true)]
async fn two_whose_counts_were_shown_together_could_have_swapped_their_choices() {
    for (one, other) in [(1, 2), (2, 3), (1, 3), (4, 8), (5, 6)] {
        assert_eq!(differences(VoteMode::Live, one, other).await, [""; 0], "{one} and {other}");
    }
}

#[tokio::test(start_paused = true)]
async fn any_two_could_have_swapped_their_choices_where_counts_are_shown_at_the_close() {
    for other in 2..=PEOPLE {
        let apart = differences(VoteMode::Sealed, 1, other).await;
        assert_eq!(apart, [""; 0], "1 and {other}");
    }
}

/// The comparison sees what there is to be seen: two whose dots were shown in different batches.
#[tokio::test(start_paused = true)]
async fn the_comparison_sees_two_whose_counts_were_shown_apart() {
    let apart = differences(VoteMode::Live, 1, 8).await;
    for place in ["journal", "vault", "frame of Screen, tally"] {
        assert!(apart.iter().any(|one| one == place), "{place} in {apart:?}");
    }
}
