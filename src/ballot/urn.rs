//! The box: one opaque value of the vault, replaced whole.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use tokio::sync::{Mutex, watch};

use crate::ballot::contents::{Contents, Placement};
use crate::ballot::issuer::{Issuance, NotBlinded};
use crate::ballot::seeds::Seeds;
use crate::domain::day::ballot::Counts;
use crate::domain::day::credential::{Blinded, Entry, PublicKey, Tag, Token};
use crate::domain::id::{RoomName, VoteId};
use crate::vault::{Kept, Vault, VaultError};

/// Where a box lies: each deal of a vote has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// In which room.
    pub room: RoomName,
    /// For which vote.
    pub vote: VoteId,
    /// For which deal of it.
    pub epoch: u16,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.room, self.vote, self.epoch)
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
    /// Dots that lie in it.
    pub filled: u16,
    /// Dots on an option now.
    pub placed: u16,
    /// The number of the last release.
    pub release: u16,
    /// Its counts.
    pub released: Option<Counts>,
    /// No other dot comes in.
    pub sealed: bool,
    /// No dot moves any more: what is left is to say the counts.
    pub frozen: bool,
}

/// What a frozen box held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Dots on each option.
    pub counts: Counts,
    /// Every dot of a sealed box, sorted by tag.
    pub entries: Vec<Entry>,
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
    /// A choice came before the seal.
    #[error("the box is not sealed yet")]
    NotSealed,
    /// The box is sealed: nothing is issued any more.
    #[error("the box is sealed")]
    Sealed,
    /// What was to be evaluated is no blinded tag.
    #[error("not blinded tags")]
    NotBlinded,
    /// No valid token came with the dot.
    #[error("no valid token came with the dot")]
    NotCertified,
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

/// The boxes of all votes, kept in the vault as `box/<room>/<vote>/<epoch>`.
#[derive(Clone)]
pub struct Urn {
    vault: Arc<dyn Vault>,
    seeds: Seeds,
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
        let seeds = Seeds(Arc::clone(&vault));
        Self { vault, seeds, moved: watch::Sender::new(0), turns: Arc::default() }
    }

    /// Grows when a dot of any box has moved, or found no box; says nothing of which.
    pub fn moved(&self) -> watch::Receiver<u64> {
        self.moved.subscribe()
    }

    /// Makes key and box, if they are not there yet, and gives the key that phones check against.
    pub async fn open(&self, place: Place, shape: Shape) -> Result<PublicKey, UrnFault> {
        let issuer = self.seeds.make(place).await?;
        let blank = Contents::empty(shape).encode();
        match self.vault.store(&name(place), None, &blank).await {
            Ok(_) | Err(VaultError::Conflict) => Ok(issuer.public_key()),
            Err(VaultError::Unavailable) => Err(UrnFault::Unavailable),
        }
    }

    /// Evaluates blinded tags; whose they are nobody asks here.
    pub async fn issue(&self, place: Place, blinded: &[Blinded]) -> Result<Issuance, UrnFault> {
        if self.standing(place).await?.sealed {
            return Err(UrnFault::Sealed);
        }
        let issuer = self.seeds.issuer(place).await?.ok_or(UrnFault::Sealed)?;
        issuer.issue(blinded).map_err(|NotBlinded| UrnFault::NotBlinded)
    }

    /// Puts a signed dot in blank, or on an option, or back to blank; said again, the same.
    pub async fn place(&self, place: Place, entry: Entry, token: &Token) -> Result<(), UrnFault> {
        let issuer = self.seeds.issuer(place).await?;
        let is_certified = issuer.is_some_and(|issuer| issuer.certifies(&entry.tag, token));
        let placed = self.change(place, |contents| match contents.place(entry, is_certified) {
            Placement::Placed => Ok(Changed::Replaced(())),
            Placement::Already => Ok(Changed::Nothing(())),
            Placement::Frozen => Err(UrnFault::Frozen),
            Placement::NotSealed => Err(UrnFault::NotSealed),
            Placement::NotCertified => Err(UrnFault::NotCertified),
            Placement::Unknown => Err(UrnFault::Unknown),
            Placement::Superseded => Err(UrnFault::Superseded),
        });
        let placed = placed.await;
        // A box that is not there is to be looked for as well.
        if matches!(placed, Ok(()) | Err(UrnFault::NoBox)) {
            self.moved.send_modify(|moves| *moves += 1);
        }
        placed
    }

    /// Lets no other dot in and gives the tags, once there are `least`; asked again, the same.
    pub async fn seal(&self, place: Place, least: u16) -> Result<Option<Vec<Tag>>, UrnFault> {
        self.change(place, |contents| {
            let already = contents.sealed;
            Ok(match contents.seal(least) {
                None => Changed::Nothing(None),
                Some(tags) if already => Changed::Nothing(Some(tags)),
                Some(tags) => Changed::Replaced(Some(tags)),
            })
        })
        .await
    }

    /// What may be known of the box now.
    pub async fn standing(&self, place: Place) -> Result<Standing, UrnFault> {
        let (_, contents) = self.load(&name(place)).await?;
        Ok(contents.standing())
    }

    /// Releases the counts if the rule of release allows it (`release`), with batches of at least
    /// `people` persons of `dots_each` dots.
    ///
    /// When it fails with `Unavailable` the counts may have been released all the same: `standing`
    /// gives them.
    pub async fn release(
        &self,
        place: Place,
        people: u16,
        dots_each: u8,
    ) -> Result<Option<(u16, Counts)>, UrnFault> {
        self.change(place, |contents| {
            if contents.frozen {
                return Err(UrnFault::Frozen);
            }
            Ok(match contents.release(people, dots_each) {
                Some(released) => Changed::Replaced(Some(released)),
                None => Changed::Nothing(None),
            })
        })
        .await
    }

    /// Lets no dot move any more and gives the final tally; asked again, the same.
    pub async fn freeze(&self, place: Place) -> Result<Tally, UrnFault> {
        self.change(place, |contents| {
            let already = contents.frozen;
            let tally = contents.freeze();
            Ok(if already { Changed::Nothing(tally) } else { Changed::Replaced(tally) })
        })
        .await
    }

    /// Leaves nothing behind of a vote's boxes and seeds, but the box and the seed of these epochs.
    pub async fn put_away(
        &self,
        room: RoomName,
        vote: VoteId,
        but_box: Option<u16>,
        but_seed: Option<u16>,
    ) -> Result<(), UrnFault> {
        for (kind, but) in [("box", but_box), ("seed", but_seed)] {
            let kept = but.map(|epoch| format!("{kind}/{}", Place { room, vote, epoch }));
            self.destroy_under(&format!("{kind}/{room}/{vote}/"), kept.as_deref()).await?;
        }
        Ok(())
    }

    /// Leaves nothing of any box or seed of a room behind.
    pub async fn destroy_all(&self, room: RoomName) -> Result<(), UrnFault> {
        for kind in ["box", "seed"] {
            self.destroy_under(&format!("{kind}/{room}/"), None).await?;
        }
        Ok(())
    }

    async fn destroy_under(&self, prefix: &str, but: Option<&str>) -> Result<(), UrnFault> {
        let names = self.vault.names(prefix).await.map_err(|_| UrnFault::Unavailable)?;
        for name in names.iter().filter(|name| but != Some(name)) {
            self.vault.destroy(name).await.map_err(|_| UrnFault::Unavailable)?;
        }
        Ok(())
    }

    /// Loads, changes, replaces; again from the start when somebody else was quicker.
    async fn change<T>(
        &self,
        place: Place,
        change: impl Fn(&mut Contents) -> Result<Changed<T>, UrnFault>,
    ) -> Result<T, UrnFault> {
        let name = name(place);
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

    /// The box as it lies in the vault. One that cannot be read is lost: the vote is dealt again.
    async fn load(&self, name: &str) -> Result<(Kept, Contents), UrnFault> {
        let kept = self.vault.load(name).await.map_err(|_| UrnFault::Unavailable)?;
        let kept = kept.ok_or(UrnFault::NoBox)?;
        let contents = Contents::decode(&kept.value).ok_or(UrnFault::NoBox)?;
        Ok((kept, contents))
    }
}

impl Turns {
    fn of(&self, name: &str) -> &Mutex<()> {
        &self.turns[self.chance.hash_one(name) as usize % TURNS]
    }
}

fn name(place: Place) -> String {
    format!("box/{place}")
}
