//! The box: one opaque value of the vault, replaced whole.

use std::hash::{BuildHasher, RandomState};
use std::str::FromStr;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokio::sync::{Mutex, watch};

use crate::ballot::contents::{Contents, Deposit, Placement};
use crate::domain::day::ballot::Counts;
use crate::domain::id::{RoomName, VoteId};
use crate::vault::{Kept, Vault, VaultError};

/// A dot's random tag, drawn by a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag(pub [u8; 32]);

/// The text is not 32 bytes of base64url without padding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tag is 32 bytes, base64url without padding")]
pub struct NotATag;

impl FromStr for Tag {
    type Err = NotATag;

    fn from_str(text: &str) -> Result<Self, NotATag> {
        let mut bytes = [0; 32];
        match URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) {
            Ok(32) => Ok(Self(bytes)),
            _ => Err(NotATag),
        }
    }
}

/// What a box is for: fixed when it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Dots of all electors.
    pub dots: u16,
    /// Options one may choose.
    pub options: u16,
}

/// What may be known of an open box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Dots on an option now.
    pub placed: u16,
    /// The number of the last release.
    pub release: u16,
    /// Its counts.
    pub released: Option<Counts>,
    /// No dot moves any more: what is left is to say the counts.
    pub frozen: bool,
}

/// Why the box did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrnFault {
    /// No such box, or destroyed.
    #[error("there is no such box")]
    NoBox,
    /// The box is frozen.
    #[error("the box is frozen")]
    Frozen,
    /// There is no room for other tags.
    #[error("the box is full")]
    Full,
    /// No dot bears that tag, or the choice is not an option.
    #[error("no such dot, or no such option")]
    Unknown,
    /// A newer choice of the same dot lies there already.
    #[error("a newer choice of this dot lies there")]
    Superseded,
    /// The vault does not answer.
    #[error("the vault is unavailable")]
    Unavailable,
}

/// Boxes that two tasks of this process change at once wait for each other here; what other
/// machines change is met by compare-and-set.
const TURNS: usize = 16;

/// How often a change is tried again when another machine was quicker.
const ATTEMPTS: usize = 64;

/// The boxes of all votes, kept in the vault as `box/<room>/<vote>`.
#[derive(Clone)]
pub struct Urn {
    vault: Arc<dyn Vault>,
    moved: watch::Sender<u64>,
    turns: Arc<Turns>,
}

#[derive(Default)]
struct Turns {
    turns: [Mutex<()>; TURNS],
    chance: RandomState,
}

/// What a change leaves to be done.
enum Changed<T> {
    /// The box is as it was.
    Nothing(T),
    /// The box is to be replaced.
    Replaced(T),
}

impl Urn {
    /// The boxes of a vault.
    pub fn new(vault: Arc<dyn Vault>) -> Self {
        Self { vault, moved: watch::Sender::new(0), turns: Arc::default() }
    }

    /// Grows when a dot of any box has moved; says nothing of which.
    pub fn moved(&self) -> watch::Receiver<u64> {
        self.moved.subscribe()
    }

    /// Makes the box, if it is not there yet.
    pub async fn open(&self, room: RoomName, vote: VoteId, shape: Shape) -> Result<(), UrnFault> {
        let blank = Contents::empty(shape).encode();
        match self.vault.store(&name(room, vote), None, &blank).await {
            Ok(_) | Err(VaultError::Conflict) => Ok(()),
            Err(VaultError::Unavailable) => Err(UrnFault::Unavailable),
        }
    }

    /// Puts tags in as blanks; those that lie there already stay as they are.
    pub async fn deposit(
        &self,
        room: RoomName,
        vote: VoteId,
        tags: &[Tag],
    ) -> Result<(), UrnFault> {
        self.change(room, vote, |contents| match contents.deposit(tags) {
            Deposit::Put => Ok(Changed::Replaced(())),
            Deposit::Already => Ok(Changed::Nothing(())),
            Deposit::Frozen => Err(UrnFault::Frozen),
            Deposit::Full => Err(UrnFault::Full),
        })
        .await?;
        self.moved.send_modify(|moves| *moves += 1);
        Ok(())
    }

    /// Whether all of these tags lie in the box.
    pub async fn holds(
        &self,
        room: RoomName,
        vote: VoteId,
        tags: &[Tag],
    ) -> Result<bool, UrnFault> {
        let (_, contents) = self.load(&name(room, vote)).await?;
        Ok(contents.holds(tags))
    }

    /// Puts a dot on an option, or back to blank; said again, the same.
    pub async fn place(
        &self,
        room: RoomName,
        vote: VoteId,
        tag: Tag,
        seq: u64,
        choice: u16,
    ) -> Result<(), UrnFault> {
        self.change(room, vote, |contents| match contents.place(&tag, seq, choice) {
            Placement::Placed => Ok(Changed::Replaced(())),
            Placement::Already => Ok(Changed::Nothing(())),
            Placement::Frozen => Err(UrnFault::Frozen),
            Placement::Unknown => Err(UrnFault::Unknown),
            Placement::Superseded => Err(UrnFault::Superseded),
        })
        .await?;
        self.moved.send_modify(|moves| *moves += 1);
        Ok(())
    }

    /// What may be known of the box now.
    pub async fn standing(&self, room: RoomName, vote: VoteId) -> Result<Standing, UrnFault> {
        let (_, contents) = self.load(&name(room, vote)).await?;
        Ok(contents.standing())
    }

    /// Releases the counts if the rule of release allows it (`release`), with batches of at least
    /// `people` persons of `dots_each` dots.
    ///
    /// When it fails with `Unavailable` the counts may have been released all the same: `standing`
    /// gives them.
    pub async fn release(
        &self,
        room: RoomName,
        vote: VoteId,
        people: u16,
        dots_each: u8,
    ) -> Result<Option<(u16, Counts)>, UrnFault> {
        self.change(room, vote, |contents| {
            if contents.is_frozen() {
                return Err(UrnFault::Frozen);
            }
            Ok(match contents.release(people, dots_each) {
                Some(released) => Changed::Replaced(Some(released)),
                None => Changed::Nothing(None),
            })
        })
        .await
    }

    /// Lets no dot move any more and gives the final counts; asked again, the same.
    pub async fn freeze(&self, room: RoomName, vote: VoteId) -> Result<Counts, UrnFault> {
        self.change(room, vote, |contents| {
            let already = contents.is_frozen();
            let counts = contents.freeze();
            Ok(if already { Changed::Nothing(counts) } else { Changed::Replaced(counts) })
        })
        .await
    }

    /// Leaves nothing of the box behind.
    pub async fn destroy(&self, room: RoomName, vote: VoteId) -> Result<(), UrnFault> {
        self.vault.destroy(&name(room, vote)).await.map_err(|_| UrnFault::Unavailable)
    }

    /// Leaves nothing of any box of a room behind.
    pub async fn destroy_all(&self, room: RoomName) -> Result<(), UrnFault> {
        let prefix = format!("box/{room}/");
        let names = self.vault.names(&prefix).await.map_err(|_| UrnFault::Unavailable)?;
        for name in names {
            self.vault.destroy(&name).await.map_err(|_| UrnFault::Unavailable)?;
        }
        Ok(())
    }

    /// Loads, changes, replaces; again from the start when somebody else was quicker.
    async fn change<T>(
        &self,
        room: RoomName,
        vote: VoteId,
        change: impl Fn(&mut Contents) -> Result<Changed<T>, UrnFault>,
    ) -> Result<T, UrnFault> {
        let name = name(room, vote);
        let _turn = self.turns.of(&name).lock().await;
        for _ in 0..ATTEMPTS {
            let (kept, mut contents) = self.load(&name).await?;
            let done = match change(&mut contents)? {
                Changed::Nothing(done) => return Ok(done),
                Changed::Replaced(done) => done,
            };
            match self.vault.store(&name, Some(kept.version), &contents.encode()).await {
                Ok(_) => return Ok(done),
                Err(VaultError::Conflict) => {}
                Err(VaultError::Unavailable) => return Err(UrnFault::Unavailable),
            }
        }
        Err(UrnFault::Unavailable)
    }

    /// The box as it lies in the vault. One that cannot be read is as good as out of reach.
    async fn load(&self, name: &str) -> Result<(Kept, Contents), UrnFault> {
        let kept = self.vault.load(name).await.map_err(|_| UrnFault::Unavailable)?;
        let kept = kept.ok_or(UrnFault::NoBox)?;
        let contents = Contents::decode(&kept.value).ok_or(UrnFault::Unavailable)?;
        Ok((kept, contents))
    }
}

impl Turns {
    fn of(&self, name: &str) -> &Mutex<()> {
        &self.turns[self.chance.hash_one(name) as usize % TURNS]
    }
}

fn name(room: RoomName, vote: VoteId) -> String {
    format!("box/{room}/{vote}")
}
