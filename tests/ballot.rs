//! The box, its door and the rule of release, against a vault that fails on command.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};

use cercle::ballot::door::{BallotDoor, DOT_BYTES, NotPlaced};
use cercle::ballot::dot::SEQ_MOST;
use cercle::ballot::issuer::Issuer;
use cercle::ballot::release::{Batch, PEOPLE_MIXED, may_release};
use cercle::ballot::urn::{Place, Shape, Tally, Urn, UrnFault};
use cercle::domain::bytes::Bytes;
use cercle::domain::day::credential::{Entry, Tag, Token};
use cercle::domain::id::{RoomName, StreamName, VoteId};
use cercle::rehearsal::dots::Dots;
use cercle::vault::{Kept, Vault, VaultError, Version};
use proptest::prelude::*;
use uuid::Uuid;

const ROOM: RoomName = StreamName([7; 16]);
const OPTIONS: u16 = 5;

fn vote() -> VoteId {
    VoteId(Uuid::from_u128(1))
}

fn place() -> Place {
    Place { room: ROOM, vote: vote(), epoch: 0 }
}

fn name() -> String {
    format!("box/{}", place())
}

/// The key under which every box of these tests is dealt.
const SEED: [u8; 32] = [5; 32];
/// Nobody's token.
const NO_TOKEN: Token = Bytes([0; 64]);

/// Dots with their tokens, enough for the largest box here.
static DEALT: LazyLock<(Dots, Vec<Token>)> = LazyLock::new(|| {
    let (dots, issuer) = (Dots::draw(vote(), 0, 48).unwrap(), issuer());
    let issued = issuer.issue(dots.blinded()).unwrap();
    let tokens = dots.accept(&issued.evaluated, &issued.proof, &issuer.public_key()).unwrap();
    (dots, tokens)
});

fn issuer() -> Issuer {
    Issuer::of(&SEED, vote(), 0).unwrap()
}

fn tag(n: usize) -> Tag {
    DEALT.0.tags()[n]
}

fn token(n: usize) -> Token {
    DEALT.1[n]
}

fn signed(n: usize, seq: u64, choice: u16) -> Entry {
    DEALT.0.sign(n, seq, choice).unwrap()
}

/// What happens to the next store.
#[derive(Clone, Copy, PartialEq)]
enum Mishap {
    /// The vault did not answer and kept nothing.
    Lost,
    /// The vault kept it, and the answer was lost.
    Unheard,
    /// Another machine was quicker, with the same bytes as before.
    Overtaken,
}

/// Values in memory, and mishaps to come.
#[derive(Default)]
struct FrailVault {
    values: Mutex<BTreeMap<String, Kept>>,
    mishaps: Mutex<Vec<Mishap>>,
}

impl FrailVault {
    fn meet(&self, mishap: Mishap) {
        self.mishaps.lock().unwrap().push(mishap);
    }

    fn bytes(&self) -> Vec<u8> {
        self.values.lock().unwrap()[&name()].value.clone()
    }
}

#[async_trait::async_trait]
impl Vault for FrailVault {
    async fn load(&self, name: &str) -> Result<Option<Kept>, VaultError> {
        tokio::task::yield_now().await;
        Ok(self.values.lock().unwrap().get(name).cloned())
    }

    async fn store(
        &self,
        name: &str,
        expected: Option<Version>,
        value: &[u8],
    ) -> Result<Version, VaultError> {
        tokio::task::yield_now().await;
        let mishap = self.mishaps.lock().unwrap().pop();
        let mut values = self.values.lock().unwrap();
        if mishap == Some(Mishap::Overtaken) {
            values.get_mut(name).unwrap().version += 1;
        }
        if values.get(name).map(|kept| kept.version) != expected {
            return Err(VaultError::Conflict);
        }
        if mishap == Some(Mishap::Lost) {
            return Err(VaultError::Unavailable);
        }
        let version = expected.unwrap_or(0) + 1;
        values.insert(name.to_owned(), Kept { version, value: value.to_vec() });
        if mishap == Some(Mishap::Unheard) {
            return Err(VaultError::Unavailable);
        }
        Ok(version)
    }

    async fn destroy(&self, name: &str) -> Result<(), VaultError> {
        self.values.lock().unwrap().remove(name);
        Ok(())
    }

    async fn names(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        let values = self.values.lock().unwrap();
        Ok(values.keys().filter(|name| name.starts_with(prefix)).cloned().collect())
    }
}

/// An open box in a vault that may fail, and its door; dealt under the key of these tests.
async fn open_box(dots: u16) -> (Arc<FrailVault>, Urn, BallotDoor) {
    let vault = Arc::new(FrailVault::default());
    vault.store(&format!("seed/{}", place()), None, &SEED).await.unwrap();
    let urn = Urn::new(vault.clone());
    let pk = urn.open(place(), Shape { dots, options: OPTIONS }).await.unwrap();
    assert_eq!(pk, issuer().public_key());
    (vault, urn.clone(), BallotDoor::new(urn))
}

/// The same, with so many dots blank in it and sealed.
async fn sealed_box(dots: u16) -> (Arc<FrailVault>, Urn, BallotDoor) {
    let (vault, urn, door) = open_box(dots).await;
    for n in 0..usize::from(dots) {
        urn.place(place(), signed(n, 0, 0), &token(n)).await.unwrap();
    }
    assert!(urn.seal(place(), dots).await.unwrap().is_some());
    (vault, urn, door)
}

fn posted(entry: Entry, token: Token) -> Vec<u8> {
    let (vote, Entry { tag, choice, seq, sig }) = (vote(), entry);
    padded(&format!(
        r#"{{"v":1,"room":"{ROOM}","vote":"{vote}","epoch":0,"tag":"{tag}","token":"{token}","seq":{seq},"choice":{choice},"sig":"{sig}"}}"#
    ))
}

/// A dot as it is posted after the seal.
fn dot(n: usize, seq: u64, choice: u16) -> Vec<u8> {
    posted(signed(n, seq, choice), NO_TOKEN)
}

fn padded(json: &str) -> Vec<u8> {
    format!("{json:DOT_BYTES$}").into_bytes()
}

async fn counts(urn: &Urn) -> Vec<u16> {
    urn.freeze(place()).await.unwrap().counts
}

#[tokio::test]
async fn a_dot_comes_in_by_the_door_and_counts_once() {
    let (_, urn, door) = sealed_box(3).await;
    door.place(&dot(0, 100, 2)).await.unwrap();
    door.place(&dot(0, 100, 2)).await.unwrap();
    door.place(&dot(1, 5, 2)).await.unwrap();
    door.place(&dot(0, 130, 5)).await.unwrap();
    door.place(&dot(2, 1, 1)).await.unwrap();
    door.place(&dot(2, 2, 0)).await.unwrap();
    assert_eq!(urn.standing(place()).await.unwrap().placed, 2);
    let Tally { counts, entries } = urn.freeze(place()).await.unwrap();
    assert_eq!(counts, vec![0, 1, 0, 0, 1]);
    let mut expected = vec![signed(0, 130, 5), signed(1, 5, 2), signed(2, 2, 0)];
    expected.sort_by_key(|entry| entry.tag);
    assert_eq!(entries, expected);
}

#[tokio::test]
async fn before_the_seal_only_blank_dots_come_in_each_with_its_token() {
    let (_, urn, door) = open_box(3).await;
    let blank = |n, token| posted(signed(n, 7, 0), token);
    assert_eq!(door.place(&blank(0, token(0))).await, Ok(()));
    assert_eq!(door.place(&blank(0, token(0))).await, Ok(()), "said again");
    assert_eq!(door.place(&blank(1, token(0))).await, Err(NotPlaced::BadToken));
    assert_eq!(door.place(&blank(1, NO_TOKEN)).await, Err(NotPlaced::BadToken));
    let choice = posted(signed(1, 7, 1), token(1));
    assert_eq!(door.place(&choice).await, Err(NotPlaced::NotSealed));
    assert_eq!(door.place(&dot(0, 8, 1)).await, Err(NotPlaced::NotSealed));
    assert_eq!(urn.seal(place(), 3).await, Ok(None), "two are missing");
    assert_eq!(door.place(&blank(1, token(1))).await, Ok(()));
    let standing = urn.standing(place()).await.unwrap();
    assert_eq!((standing.filled, standing.placed, standing.sealed), (2, 0, false));
    let mut tags = vec![tag(0), tag(1)];
    tags.sort();
    assert_eq!(urn.seal(place(), 1).await, Ok(Some(tags.clone())));
    assert_eq!(urn.seal(place(), 3).await, Ok(Some(tags)), "asked again, the same");
    assert_eq!(door.place(&blank(2, token(2))).await, Err(NotPlaced::UnknownDot), "sealed");
}

#[tokio::test]
async fn a_box_takes_no_more_dots_than_it_was_made_for() {
    let (_, urn, _) = open_box(2).await;
    for n in 0..2 {
        urn.place(place(), signed(n, 0, 0), &token(n)).await.unwrap();
    }
    let more = urn.place(place(), signed(2, 0, 0), &token(2)).await;
    assert_eq!(more, Err(UrnFault::Unknown));
}

#[tokio::test]
async fn without_the_seed_no_dot_is_certified_any_more() {
    let (vault, urn, door) = open_box(3).await;
    urn.put_away(ROOM, vote(), Some(0), None).await.unwrap();
    let blank = posted(signed(0, 1, 0), token(0));
    assert_eq!(door.place(&blank).await, Err(NotPlaced::BadToken));
    assert_eq!(urn.issue(place(), DEALT.0.blinded()).await, Err(UrnFault::Sealed));
    assert_eq!(vault.names("").await.unwrap(), [name()]);
}

#[tokio::test]
async fn the_door_says_in_one_word_why_not() {
    let (vault, urn, door) = sealed_box(2).await;
    door.place(&dot(0, 10, 1)).await.unwrap();
    let forged = Entry { choice: 2, ..signed(0, 11, 1) };
    let others = Entry { sig: signed(1, 11, 1).sig, ..signed(0, 11, 1) };
    let other_vote = with(&dot(0, 11, 1), &vote().to_string(), &Uuid::nil().to_string());
    let cases = [
        (dot(0, 10, 2), NotPlaced::Superseded),
        (dot(0, 9, 1), NotPlaced::Superseded),
        (dot(2, 10, 1), NotPlaced::UnknownDot),
        (posted(signed(2, 10, 0), token(2)), NotPlaced::UnknownDot),
        (dot(0, 11, OPTIONS + 1), NotPlaced::UnknownDot),
        (posted(forged, NO_TOKEN), NotPlaced::BadSignature),
        (posted(others, NO_TOKEN), NotPlaced::BadSignature),
        (other_vote, NotPlaced::BadSignature),
        (with(&dot(0, 11, 1), "\"epoch\":0", "\"epoch\":1"), NotPlaced::BadSignature),
        (dot(0, SEQ_MOST + 1, 1), NotPlaced::Malformed),
        (dot(0, 11, 1)[1..].to_vec(), NotPlaced::Malformed),
        (dot(0, 11, 1)[..DOT_BYTES - 1].to_vec(), NotPlaced::Malformed),
        (padded("{}"), NotPlaced::Malformed),
        (vec![b' '; DOT_BYTES], NotPlaced::Malformed),
        (vec![0xff; DOT_BYTES], NotPlaced::Malformed),
        (with(&dot(0, 11, 1), "\"v\":1", "\"v\":2"), NotPlaced::Malformed),
        (with(&dot(0, 11, 1), "\"v\":1", "\"v\":1,\"who\":1"), NotPlaced::Malformed),
        (with(&dot(0, 11, 1), &tag(0).to_string(), "AAAA"), NotPlaced::Malformed),
        (with(&dot(0, 11, 1), &ROOM.to_string(), &"0".repeat(32)), NotPlaced::UnknownVote),
    ];
    for (body, expected) in cases {
        let said = String::from_utf8_lossy(&body).into_owned();
        assert_eq!(door.place(&body).await, Err(expected), "{said}");
    }
    vault.meet(Mishap::Lost);
    assert_eq!(door.place(&dot(0, 11, 3)).await, Err(NotPlaced::Unavailable));
    assert_eq!(counts(&urn).await, vec![1, 0, 0, 0, 0]);
    assert_eq!(door.place(&dot(0, 11, 3)).await, Err(NotPlaced::VoteClosed));
    assert_eq!(door.place(&dot(0, 10, 1)).await, Ok(()), "it is counted: the truth");
    urn.put_away(ROOM, vote(), None, None).await.unwrap();
    assert_eq!(door.place(&dot(0, 11, 3)).await, Err(NotPlaced::UnknownVote));
}

/// The same body with a word changed, still 512 bytes where it can be.
fn with(body: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(body.to_vec()).unwrap();
    padded(text.trim_end().replace(from, to).as_str())
}

#[tokio::test]
async fn a_box_closed_before_its_seal_holds_no_choice_and_shows_no_dot() {
    let (_, urn, door) = open_box(3).await;
    urn.place(place(), signed(0, 1, 0), &token(0)).await.unwrap();
    let tally = urn.freeze(place()).await.unwrap();
    assert_eq!(tally, Tally { counts: vec![0; 5], entries: Vec::new() });
    let late = door.place(&posted(signed(1, 1, 0), token(1))).await;
    assert_eq!(late, Err(NotPlaced::VoteClosed));
}

#[tokio::test]
async fn the_box_is_of_one_size_whatever_lies_in_it() {
    let (vault, urn, door) = open_box(24).await;
    let size = vault.bytes().len();
    for n in 0..24 {
        urn.place(place(), signed(n, 1, 0), &token(n)).await.unwrap();
        assert_eq!(vault.bytes().len(), size);
    }
    urn.seal(place(), 24).await.unwrap();
    for n in 0..24 {
        door.place(&dot(n, n as u64 * 7 + 2, n as u16 % 6)).await.unwrap();
        urn.release(place(), PEOPLE_MIXED, 3).await.unwrap();
        assert_eq!(vault.bytes().len(), size);
    }
    urn.freeze(place()).await.unwrap();
    assert_eq!(vault.bytes().len(), size);
}

/// One vote of eight people, whose dots are these: who chooses what, who comes in which order, and
/// when it is released.
async fn one_vote(
    order: &[usize],
    choices: &[[u16; 3]; 8],
    dots: &[[usize; 3]; 8],
) -> (Vec<u8>, Vec<u8>, Vec<Option<(u16, Vec<u16>)>>) {
    let (vault, urn, door) = open_box(24).await;
    for n in order.iter().flat_map(|person| dots[*person]) {
        urn.place(place(), signed(n, 0, 0), &token(n)).await.unwrap();
    }
    urn.seal(place(), 24).await.unwrap();
    let mut released = Vec::new();
    for person in order {
        for (n, choice) in dots[*person].iter().zip(choices[*person]) {
            door.place(&dot(*n, *n as u64 + 1, choice)).await.unwrap();
        }
        released.push(urn.release(place(), PEOPLE_MIXED, 3).await.unwrap());
    }
    let open = vault.bytes();
    urn.freeze(place()).await.unwrap();
    (open, vault.bytes(), released)
}

/// Two voters' choices swapped, with the dots that bear them: not a byte differs, for nothing but
/// dots and choices lies in the box.
#[tokio::test]
async fn the_box_of_a_swapped_vote_is_the_same_box() {
    let dots: [[usize; 3]; 8] = std::array::from_fn(|p| std::array::from_fn(|d| 3 * p + d));
    let choices: [[u16; 3]; 8] =
        std::array::from_fn(|p| std::array::from_fn(|d| ((p * 5 + d * 2) % 6) as u16));
    let first = one_vote(&[0, 1, 2, 3, 4, 5, 6, 7], &choices, &dots).await;
    for (one, other) in [(0, 1), (0, 2), (3, 4), (6, 7)] {
        let (mut swapped, mut relabelled) = (choices, dots);
        swapped.swap(one, other);
        relabelled.swap(one, other);
        let second = one_vote(&[0, 1, 2, 3, 4, 5, 6, 7], &swapped, &relabelled).await;
        assert_eq!(first.1, second.1, "{one} and {other} leave a trace of who is who");
    }
    let shuffled = one_vote(&[2, 0, 1, 5, 4, 3, 7, 6], &choices, &dots).await;
    assert_eq!(first.0, shuffled.0, "the order of arrival shows in the box");
    assert_eq!(first.1, shuffled.1);
}

/// Whatever the vault does, a dot that was acknowledged is there, and the retry of one that was
/// not counts it once.
#[tokio::test]
async fn a_retry_after_any_mishap_counts_once() {
    for mishap in [Mishap::Lost, Mishap::Unheard, Mishap::Overtaken] {
        let (vault, urn, door) = sealed_box(3).await;
        vault.meet(mishap);
        let first = door.place(&dot(1, 8, 4)).await;
        assert_eq!(first.is_ok(), mishap == Mishap::Overtaken);
        door.place(&dot(1, 8, 4)).await.unwrap();
        vault.meet(mishap);
        let frozen = urn.freeze(place()).await;
        assert_eq!(frozen.is_ok(), mishap == Mishap::Overtaken);
        for _ in 0..3 {
            assert_eq!(counts(&urn).await, vec![0, 0, 0, 1, 0]);
        }
    }
}

#[tokio::test]
async fn a_deposit_and_a_seal_after_any_mishap_are_what_they_were() {
    for mishap in [Mishap::Lost, Mishap::Unheard, Mishap::Overtaken] {
        let (vault, urn, door) = open_box(1).await;
        let blank = posted(signed(0, 3, 0), token(0));
        vault.meet(mishap);
        assert_eq!(door.place(&blank).await.is_ok(), mishap == Mishap::Overtaken);
        door.place(&blank).await.unwrap();
        vault.meet(mishap);
        assert_eq!(urn.seal(place(), 1).await.is_ok(), mishap == Mishap::Overtaken);
        assert_eq!(urn.seal(place(), 1).await, Ok(Some(vec![tag(0)])));
    }
}

#[tokio::test]
async fn a_release_whose_answer_was_lost_is_found_by_its_number() {
    let (vault, urn, door) = sealed_box(24).await;
    for n in 0..9 {
        door.place(&dot(n, 1, 1)).await.unwrap();
    }
    vault.meet(Mishap::Unheard);
    assert_eq!(urn.release(place(), PEOPLE_MIXED, 3).await, Err(UrnFault::Unavailable));
    assert_eq!(urn.release(place(), PEOPLE_MIXED, 3).await, Ok(None));
    let standing = urn.standing(place()).await.unwrap();
    assert_eq!((standing.release, standing.released), (1, Some(vec![9, 0, 0, 0, 0])));
}

/// Two machines on one vault: neither loses what the other was told.
#[tokio::test]
async fn two_machines_lose_no_dot() {
    let (vault, urn, _) = sealed_box(24).await;
    let machines = [BallotDoor::new(urn.clone()), BallotDoor::new(Urn::new(vault.clone()))];
    let mut dots = tokio::task::JoinSet::new();
    for n in 0..24 {
        let door = machines[n % 2].clone();
        dots.spawn(async move { door.place(&dot(n, 1, 1)).await });
    }
    while let Some(placed) = dots.join_next().await {
        placed.unwrap().unwrap();
    }
    assert_eq!(counts(&urn).await, vec![24, 0, 0, 0, 0]);
}

/// Two machines that open the same deal have the same key.
#[tokio::test]
async fn a_deal_is_opened_once() {
    let vault = Arc::new(FrailVault::default());
    let shape = Shape { dots: 3, options: OPTIONS };
    let (one, other) = (Urn::new(vault.clone()), Urn::new(vault.clone()));
    let (first, second) = tokio::join!(one.open(place(), shape), other.open(place(), shape));
    assert_eq!(first, second);
    let next = one.open(Place { epoch: 1, ..place() }, shape).await;
    assert_ne!(first, next, "another deal has another key");
}

#[tokio::test]
async fn destroying_a_room_leaves_nothing_of_it_and_spares_the_others() {
    let (vault, urn, door) = open_box(3).await;
    let (second, shape) = (VoteId(Uuid::from_u128(2)), Shape { dots: 3, options: 2 });
    urn.open(Place { vote: second, ..place() }, shape).await.unwrap();
    let other = Place { room: StreamName([8; 16]), ..place() };
    urn.open(other, shape).await.unwrap();
    urn.destroy_all(ROOM).await.unwrap();
    urn.destroy_all(ROOM).await.unwrap();
    let left = vault.names("").await.unwrap();
    assert_eq!(left, [format!("box/{other}"), format!("seed/{other}")]);
    assert_eq!(door.place(&dot(0, 1, 1)).await, Err(NotPlaced::UnknownVote));
}

#[tokio::test]
async fn what_deals_before_left_is_put_away_and_the_present_one_is_not() {
    let (vault, urn, _) = open_box(3).await;
    let shape = Shape { dots: 3, options: 2 };
    let next = Place { epoch: 1, ..place() };
    urn.open(next, shape).await.unwrap();
    urn.put_away(ROOM, vote(), Some(1), Some(1)).await.unwrap();
    assert_eq!(vault.names("").await.unwrap(), [format!("box/{next}"), format!("seed/{next}")]);
}

#[tokio::test]
async fn that_something_moved_is_told_and_not_what() {
    let (_, urn, door) = sealed_box(3).await;
    let mut moved = urn.moved();
    moved.mark_unchanged();
    assert!(!moved.has_changed().unwrap());
    door.place(&dot(1, 1, 1)).await.unwrap();
    assert!(moved.has_changed().unwrap());
}

#[tokio::test]
async fn a_box_that_cannot_be_read_is_lost_and_not_overwritten() {
    let (vault, urn, door) = sealed_box(3).await;
    let mut broken = vault.bytes();
    broken.pop();
    vault.values.lock().unwrap().get_mut(&name()).unwrap().value = broken.clone();
    assert_eq!(door.place(&dot(1, 1, 1)).await, Err(NotPlaced::UnknownVote));
    assert_eq!(urn.freeze(place()).await, Err(UrnFault::NoBox));
    assert_eq!(vault.bytes(), broken);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// What the rule lets through cannot be of fewer people, however the dots are spread.
    #[test]
    fn a_batch_is_never_of_fewer_people(
        changed in 0..80u16, left in 0..80u16, people in 1..8u16, dots in 1..7u8,
    ) {
        let fewest = |of: u16| of.div_ceil(u16::from(dots));
        let allowed = may_release(Batch { changed, left }, people, dots);
        prop_assert_eq!(allowed, fewest(changed) >= people && fewest(left) >= people);
    }

    /// Any order of choosing, changing and releasing: each batch mixes three people or more, the
    /// close too when everybody places every dot in the end.
    #[test]
    fn every_batch_mixes_people_and_so_does_the_close(
        people in 6..12usize,
        dots in 1..5usize,
        moves in proptest::collection::vec((any::<u16>(), 0..=OPTIONS, any::<bool>()), 0..160),
        quiet in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(fuzzed_vote(people, dots, moves, quiet))?;
    }
}

async fn fuzzed_vote(
    people: usize,
    dots: usize,
    moves: Vec<(u16, u16, bool)>,
    quiet: bool,
) -> Result<(), TestCaseError> {
    let all = people * dots;
    let (_, urn, _) = sealed_box(all as u16).await;
    let mut now = vec![0; all];
    let mut shown = vec![0; all];
    let (mut seq, mut releases) = (0, 0);
    // What a watcher of the batches sees moved: what differs, and what may have moved and come back
    // since it was shown.
    let mixed = |now: &[u16], shown: &[u16], touched: &BTreeSet<usize>| {
        let differing = (0..all).filter(|n| now[*n] != shown[*n]).map(|n| n / dots);
        let people: BTreeSet<usize> = differing.chain(touched.iter().map(|n| n / dots)).collect();
        people.len()
    };
    let (mut touched, mut once_shown) = (BTreeSet::new(), BTreeSet::new());
    for (which, choice, asks) in moves {
        let which = usize::from(which) % if quiet { all / 2 } else { all };
        seq += 1;
        if now[which] != choice && once_shown.contains(&which) {
            touched.insert(which);
        }
        now[which] = choice;
        urn.place(place(), signed(which, seq, choice), &NO_TOKEN).await.unwrap();
        if !asks {
            continue;
        }
        if let Some((n, counts)) = urn.release(place(), PEOPLE_MIXED, dots as u8).await.unwrap() {
            releases += 1;
            prop_assert_eq!(n, releases);
            prop_assert_eq!(counts, counted(&now));
            prop_assert!(mixed(&now, &shown, &touched) >= usize::from(PEOPLE_MIXED));
            once_shown.extend((0..all).filter(|n| now[*n] != shown[*n]));
            shown.clone_from(&now);
            touched.clear();
        }
    }
    for which in (0..all).filter(|which| now[*which] == 0).collect::<Vec<_>>() {
        seq += 1;
        now[which] = 1;
        urn.place(place(), signed(which, seq, 1), &NO_TOKEN).await.unwrap();
    }
    prop_assert_eq!(counts(&urn).await, counted(&now));
    if releases > 0 {
        prop_assert!(mixed(&now, &shown, &touched) >= usize::from(PEOPLE_MIXED));
    }
    Ok(())
}

/// Two who put dots down and take them back do not hide a third.
#[tokio::test]
async fn a_dot_moved_and_taken_back_before_it_was_shown_hides_nobody() {
    let (_, urn, door) = sealed_box(24).await;
    for n in [0, 1, 2, 3, 4, 6, 7] {
        door.place(&dot(n, 1, 1)).await.unwrap();
    }
    for n in [3, 4, 6, 7] {
        door.place(&dot(n, 2, 0)).await.unwrap();
    }
    assert_eq!(urn.release(place(), PEOPLE_MIXED, 3).await, Ok(None));
}

fn counted(choices: &[u16]) -> Vec<u16> {
    (1..=OPTIONS)
        .map(|option| choices.iter().filter(|choice| **choice == option).count() as u16)
        .collect()
}
