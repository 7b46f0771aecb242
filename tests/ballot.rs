//! The box, its door and the rule of release, against a vault that fails on command.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cercle::ballot::door::{BallotDoor, DOT_BYTES, NotPlaced};
use cercle::ballot::release::{Batch, PEOPLE_MIXED, may_release};
use cercle::ballot::urn::{Shape, Tag, Urn, UrnFault};
use cercle::domain::id::{RoomName, StreamName, VoteId};
use cercle::vault::{Kept, Vault, VaultError, Version};
use proptest::prelude::*;
use uuid::Uuid;

const ROOM: RoomName = StreamName([7; 16]);
const OPTIONS: u16 = 5;

fn vote() -> VoteId {
    VoteId(Uuid::from_u128(1))
}

fn name() -> String {
    format!("box/{ROOM}/{}", vote())
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

/// An open box in a vault that may fail, and its door.
async fn open_box(dots: u16) -> (Arc<FrailVault>, Urn, BallotDoor) {
    let vault = Arc::new(FrailVault::default());
    let urn = Urn::new(vault.clone());
    urn.open(ROOM, vote(), Shape { dots, options: OPTIONS }).await.unwrap();
    (vault, urn.clone(), BallotDoor::new(urn))
}

fn tag(n: u8) -> Tag {
    let mut bytes = [n.wrapping_mul(151); 32];
    bytes[31] = n;
    Tag(bytes)
}

fn text(tag: Tag) -> String {
    URL_SAFE_NO_PAD.encode(tag.0)
}

fn dot(tag: Tag, seq: u64, choice: u16) -> Vec<u8> {
    let (vote, tag) = (vote(), text(tag));
    padded(&format!(
        r#"{{"v":1,"room":"{ROOM}","vote":"{vote}","tag":"{tag}","seq":{seq},"choice":{choice}}}"#
    ))
}

fn padded(json: &str) -> Vec<u8> {
    format!("{json:DOT_BYTES$}").into_bytes()
}

#[tokio::test]
async fn a_dot_comes_in_by_the_door_and_counts_once() {
    let (_, urn, door) = open_box(3).await;
    urn.deposit(ROOM, vote(), &[tag(1), tag(2), tag(3)]).await.unwrap();
    door.place(&dot(tag(1), 100, 2)).await.unwrap();
    door.place(&dot(tag(1), 100, 2)).await.unwrap();
    door.place(&dot(tag(2), 5, 2)).await.unwrap();
    door.place(&dot(tag(1), 130, 5)).await.unwrap();
    door.place(&dot(tag(3), 1, 1)).await.unwrap();
    door.place(&dot(tag(3), 2, 0)).await.unwrap();
    assert_eq!(urn.standing(ROOM, vote()).await.unwrap().placed, 2);
    assert_eq!(urn.freeze(ROOM, vote()).await.unwrap(), vec![0, 1, 0, 0, 1]);
}

#[tokio::test]
async fn the_door_says_in_one_word_why_not() {
    let (vault, urn, door) = open_box(2).await;
    urn.deposit(ROOM, vote(), &[tag(1)]).await.unwrap();
    door.place(&dot(tag(1), 10, 1)).await.unwrap();
    let cases = [
        (dot(tag(1), 10, 2), NotPlaced::Superseded),
        (dot(tag(1), 9, 1), NotPlaced::Superseded),
        (dot(tag(2), 10, 1), NotPlaced::UnknownDot),
        (dot(tag(1), 11, OPTIONS + 1), NotPlaced::UnknownDot),
        (dot(tag(1), 1 << 53, 1), NotPlaced::Malformed),
        (dot(tag(1), 11, 1)[1..].to_vec(), NotPlaced::Malformed),
        (dot(tag(1), 11, 1)[..DOT_BYTES - 1].to_vec(), NotPlaced::Malformed),
        (padded("{}"), NotPlaced::Malformed),
        (vec![b' '; DOT_BYTES], NotPlaced::Malformed),
        (vec![0xff; DOT_BYTES], NotPlaced::Malformed),
        (with(&dot(tag(1), 11, 1), "\"v\":1", "\"v\":2"), NotPlaced::Malformed),
        (with(&dot(tag(1), 11, 1), "\"v\":1", "\"v\":1,\"who\":1"), NotPlaced::Malformed),
        (with(&dot(tag(1), 11, 1), &text(tag(1)), "AAAA"), NotPlaced::Malformed),
        (with(&dot(tag(1), 11, 1), &ROOM.to_string(), &"0".repeat(32)), NotPlaced::UnknownVote),
    ];
    for (body, expected) in cases {
        let said = String::from_utf8_lossy(&body).into_owned();
        assert_eq!(door.place(&body).await, Err(expected), "{said}");
    }
    vault.meet(Mishap::Lost);
    assert_eq!(door.place(&dot(tag(1), 11, 3)).await, Err(NotPlaced::Unavailable));
    assert_eq!(urn.freeze(ROOM, vote()).await.unwrap(), vec![1, 0, 0, 0, 0]);
    assert_eq!(door.place(&dot(tag(1), 11, 3)).await, Err(NotPlaced::VoteClosed));
    assert_eq!(door.place(&dot(tag(1), 10, 1)).await, Ok(()), "it is counted: the truth");
    urn.destroy(ROOM, vote()).await.unwrap();
    assert_eq!(door.place(&dot(tag(1), 11, 3)).await, Err(NotPlaced::UnknownVote));
}

/// The same body with a word changed, still 512 bytes where it can be.
fn with(body: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(body.to_vec()).unwrap();
    padded(text.trim_end().replace(from, to).as_str())
}

#[tokio::test]
async fn blanks_are_put_in_once_and_never_more_than_fit() {
    let (vault, urn, door) = open_box(4).await;
    urn.deposit(ROOM, vote(), &[tag(1), tag(2)]).await.unwrap();
    door.place(&dot(tag(1), 3, 1)).await.unwrap();
    let before = vault.bytes();
    urn.deposit(ROOM, vote(), &[tag(2), tag(1), tag(1)]).await.unwrap();
    assert_eq!(vault.bytes(), before, "those that lie there stay as they are");
    let too_many = [tag(3), tag(4), tag(5)];
    assert_eq!(urn.deposit(ROOM, vote(), &too_many).await, Err(UrnFault::Full));
    assert_eq!(vault.bytes(), before);
    urn.deposit(ROOM, vote(), &[tag(4), tag(4), tag(3)]).await.unwrap();
    assert_eq!(urn.deposit(ROOM, vote(), &[tag(5)]).await, Err(UrnFault::Full));
    urn.open(ROOM, vote(), Shape { dots: 9, options: 1 }).await.unwrap();
    assert_eq!(urn.standing(ROOM, vote()).await.unwrap().placed, 1, "opening again is nothing");
    urn.freeze(ROOM, vote()).await.unwrap();
    urn.deposit(ROOM, vote(), &[tag(1)]).await.unwrap();
    assert_eq!(urn.deposit(ROOM, vote(), &[tag(6)]).await, Err(UrnFault::Frozen));
}

#[tokio::test]
async fn the_box_is_of_one_size_whatever_lies_in_it() {
    let (vault, urn, door) = open_box(24).await;
    let size = vault.bytes().len();
    let tags: Vec<Tag> = (0..24).map(tag).collect();
    for (step, own) in tags.chunks(3).enumerate() {
        urn.deposit(ROOM, vote(), own).await.unwrap();
        assert_eq!(vault.bytes().len(), size);
        for one in own {
            door.place(&dot(*one, step as u64 * 7 + 1, step as u16 % 6)).await.unwrap();
            assert_eq!(vault.bytes().len(), size);
        }
        urn.release(ROOM, vote(), PEOPLE_MIXED, 3).await.unwrap();
        assert_eq!(vault.bytes().len(), size);
    }
    urn.freeze(ROOM, vote()).await.unwrap();
    assert_eq!(vault.bytes().len(), size);
}

/// One vote of eight people; who chooses what, who comes in which order, and when it is released.
async fn one_vote(
    order: &[usize],
    choices: &[[u16; 3]; 8],
    tags: &[[Tag; 3]; 8],
) -> (Vec<u8>, Vec<u8>, Vec<Option<(u16, Vec<u16>)>>) {
    let (vault, urn, door) = open_box(24).await;
    for person in order {
        urn.deposit(ROOM, vote(), &tags[*person]).await.unwrap();
    }
    let mut released = Vec::new();
    for person in order {
        for (tag, choice) in tags[*person].iter().zip(choices[*person]) {
            door.place(&dot(*tag, u64::from(tag.0[31]) + 1, choice)).await.unwrap();
        }
        released.push(urn.release(ROOM, vote(), PEOPLE_MIXED, 3).await.unwrap());
    }
    let open = vault.bytes();
    urn.freeze(ROOM, vote()).await.unwrap();
    (open, vault.bytes(), released)
}

/// Two voters' choices swapped, with the tags that certify them: not a byte differs, for nothing
/// but tags and choices lies in the box.
#[tokio::test]
async fn the_box_of_a_swapped_vote_is_the_same_box() {
    let tags: [[Tag; 3]; 8] =
        std::array::from_fn(|p| std::array::from_fn(|d| tag(u8::try_from(3 * p + d).unwrap())));
    let choices: [[u16; 3]; 8] =
        std::array::from_fn(|p| std::array::from_fn(|d| ((p * 5 + d * 2) % 6) as u16));
    let first = one_vote(&[0, 1, 2, 3, 4, 5, 6, 7], &choices, &tags).await;
    for (one, other) in [(0, 1), (0, 2), (3, 4), (6, 7)] {
        let (mut swapped, mut relabelled) = (choices, tags);
        swapped.swap(one, other);
        relabelled.swap(one, other);
        let second = one_vote(&[0, 1, 2, 3, 4, 5, 6, 7], &swapped, &relabelled).await;
        assert_eq!(first.1, second.1, "{one} and {other} leave a trace of who is who");
    }
    let shuffled = one_vote(&[2, 0, 1, 5, 4, 3, 7, 6], &choices, &tags).await;
    assert_eq!(first.0, shuffled.0, "the order of arrival shows in the box");
    assert_eq!(first.1, shuffled.1);
}

/// Whatever the vault does, a dot that was acknowledged is there, and the retry of one that was
/// not counts it once.
#[tokio::test]
async fn a_retry_after_any_mishap_counts_once() {
    for mishap in [Mishap::Lost, Mishap::Unheard, Mishap::Overtaken] {
        let (vault, urn, door) = open_box(3).await;
        urn.deposit(ROOM, vote(), &[tag(1), tag(2), tag(3)]).await.unwrap();
        vault.meet(mishap);
        let first = door.place(&dot(tag(2), 8, 4)).await;
        assert_eq!(first.is_ok(), mishap == Mishap::Overtaken);
        door.place(&dot(tag(2), 8, 4)).await.unwrap();
        vault.meet(mishap);
        let frozen = urn.freeze(ROOM, vote()).await;
        assert_eq!(frozen.is_ok(), mishap == Mishap::Overtaken);
        for _ in 0..3 {
            assert_eq!(urn.freeze(ROOM, vote()).await.unwrap(), vec![0, 0, 0, 1, 0]);
        }
    }
}

#[tokio::test]
async fn a_release_whose_answer_was_lost_is_found_by_its_number() {
    let (vault, urn, door) = open_box(24).await;
    let tags: Vec<Tag> = (0..24).map(tag).collect();
    urn.deposit(ROOM, vote(), &tags).await.unwrap();
    for one in &tags[..9] {
        door.place(&dot(*one, 1, 1)).await.unwrap();
    }
    vault.meet(Mishap::Unheard);
    assert_eq!(urn.release(ROOM, vote(), PEOPLE_MIXED, 3).await, Err(UrnFault::Unavailable));
    assert_eq!(urn.release(ROOM, vote(), PEOPLE_MIXED, 3).await, Ok(None));
    let standing = urn.standing(ROOM, vote()).await.unwrap();
    assert_eq!((standing.release, standing.released), (1, Some(vec![9, 0, 0, 0, 0])));
}

/// Two machines on one vault: neither loses what the other was told.
#[tokio::test]
async fn two_machines_lose_no_dot() {
    let (vault, urn, _) = open_box(24).await;
    let tags: Vec<Tag> = (0..24).map(tag).collect();
    urn.deposit(ROOM, vote(), &tags).await.unwrap();
    let machines = [BallotDoor::new(urn.clone()), BallotDoor::new(Urn::new(vault.clone()))];
    let mut dots = tokio::task::JoinSet::new();
    for (n, one) in tags.into_iter().enumerate() {
        let door = machines[n % 2].clone();
        dots.spawn(async move { door.place(&dot(one, 1, 1)).await });
    }
    while let Some(placed) = dots.join_next().await {
        placed.unwrap().unwrap();
    }
    assert_eq!(urn.freeze(ROOM, vote()).await.unwrap(), vec![24, 0, 0, 0, 0]);
}

#[tokio::test]
async fn destroying_a_room_leaves_nothing_of_it_and_spares_the_others() {
    let (vault, urn, door) = open_box(3).await;
    let other = StreamName([8; 16]);
    let second = VoteId(Uuid::from_u128(2));
    urn.open(ROOM, second, Shape { dots: 3, options: 2 }).await.unwrap();
    urn.open(other, vote(), Shape { dots: 3, options: 2 }).await.unwrap();
    urn.destroy_all(ROOM).await.unwrap();
    urn.destroy_all(ROOM).await.unwrap();
    let left = vault.names("box/").await.unwrap();
    assert_eq!(left, vec![format!("box/{other}/{}", vote())]);
    assert_eq!(door.place(&dot(tag(1), 1, 1)).await, Err(NotPlaced::UnknownVote));
}

#[tokio::test]
async fn that_something_moved_is_told_and_not_what() {
    let (_, urn, door) = open_box(3).await;
    urn.deposit(ROOM, vote(), &[tag(1)]).await.unwrap();
    let mut moved = urn.moved();
    moved.mark_unchanged();
    assert!(!moved.has_changed().unwrap());
    door.place(&dot(tag(1), 1, 1)).await.unwrap();
    assert!(moved.has_changed().unwrap());
}

#[tokio::test]
async fn a_box_that_cannot_be_read_is_not_overwritten() {
    let (vault, urn, door) = open_box(3).await;
    urn.deposit(ROOM, vote(), &[tag(1)]).await.unwrap();
    let mut broken = vault.bytes();
    broken.pop();
    vault.values.lock().unwrap().get_mut(&name()).unwrap().value = broken.clone();
    assert_eq!(door.place(&dot(tag(1), 1, 1)).await, Err(NotPlaced::Unavailable));
    assert_eq!(urn.freeze(ROOM, vote()).await, Err(UrnFault::Unavailable));
    assert_eq!(vault.bytes(), broken);
}

/// Nothing in the ballots has a place for somebody: there is no type to put them in.
#[test]
fn the_ballots_have_no_word_for_a_person() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ballot");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for word in ["ParticipantId", "Participant", "HeaderMap", "ConnectInfo", "Timestamp"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

proptest! {
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
    let (_, urn, _) = open_box(all as u16).await;
    let tags: Vec<Tag> = (0..all).map(|n| tag(n as u8)).collect();
    urn.deposit(ROOM, vote(), &tags).await.unwrap();
    let mut now = vec![0; all];
    let mut shown = vec![0; all];
    let (mut seq, mut releases) = (0, 0);
    let mixed = |now: &[u16], shown: &[u16], touched: &BTreeSet<usize>| {
        let differing = (0..all).filter(|n| now[*n] != shown[*n]).map(|n| n / dots);
        let people: BTreeSet<usize> = differing.chain(touched.iter().map(|n| n / dots)).collect();
        people.len()
    };
    let mut touched = BTreeSet::new();
    for (which, choice, asks) in moves {
        let which = usize::from(which) % if quiet { all / 2 } else { all };
        seq += 1;
        if now[which] != choice {
            touched.insert(which);
        }
        now[which] = choice;
        urn.place(ROOM, vote(), tags[which], seq, choice).await.unwrap();
        if !asks {
            continue;
        }
        if let Some((n, counts)) =
            urn.release(ROOM, vote(), PEOPLE_MIXED, dots as u8).await.unwrap()
        {
            releases += 1;
            prop_assert_eq!(n, releases);
            prop_assert_eq!(counts, counted(&now));
            prop_assert!(mixed(&now, &shown, &touched) >= usize::from(PEOPLE_MIXED));
            shown.clone_from(&now);
            touched.clear();
        }
    }
    for which in (0..all).filter(|which| now[*which] == 0).collect::<Vec<_>>() {
        seq += 1;
        now[which] = 1;
        touched.insert(which);
        urn.place(ROOM, vote(), tags[which], seq, 1).await.unwrap();
    }
    prop_assert_eq!(urn.freeze(ROOM, vote()).await.unwrap(), counted(&now));
    if releases > 0 {
        prop_assert!(mixed(&now, &shown, &touched) >= usize::from(PEOPLE_MIXED));
    }
    Ok(())
}

fn counted(choices: &[u16]) -> Vec<u16> {
    (1..=OPTIONS)
        .map(|option| choices.iter().filter(|choice| **choice == option).count() as u16)
        .collect()
}
