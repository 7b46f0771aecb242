//! The program itself, killed in every step of a vote: no dot that was acknowledged is lost, none
//! counts twice, and no phone has a reason to turn red.
//!
//! Four votes of five kills each unless `CERCLE_KILLED_VOTES` says otherwise.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod program;
mod support;

use std::pin::pin;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, anyhow, ensure};
use cercle::ballot::dot::Dot as SignedDot;
use cercle::domain::bytes::Bytes;
use cercle::domain::day::credential::{Blinded, Entry, Tag, Token};
use cercle::domain::id::{CaseId, ParticipantId, VoteId};
use cercle::domain::position::Position;
use cercle::domain::vocabulary::{BallotStage, CaseKind, VoteMode};
use cercle::rehearsal::device::Device;
use cercle::rehearsal::dots::Dots;
use cercle::rehearsal::face::Face;
use cercle::wire::ballot::{EntryList, EntryView, TagList};
use cercle::wire::common::VoteView;
use cercle::wire::door::Dot;
use cercle::wire::participant::CaseFields;
use cercle::wire::{facilitator, participant};
use futures_util::future::join_all;
use program::{Room, Server, enrolled, first_token, free_port, until};
use support::Chance;
use uuid::Uuid;

const VOTES: usize = 4;
const NAMES: [&str; 6] = ["Anna", "Bruno", "Carla", "David", "Emma", "Farid"];
const DOTS: u8 = 3;
/// A kill falls within so many milliseconds of the beginning of a step.
const INSTANTS: usize = 60;
const NO_TOKEN: Token = Bytes([0; 64]);

/// A phone that asks again until it is answered, and never says again what was answered.
struct Phone {
    device: Device,
    seat: ParticipantId,
    room: String,
    vote: VoteId,
    dots: Dots,
    tokens: Mutex<Vec<Token>>,
}

impl Phone {
    async fn view(
        &self,
        face: &Face<participant::Says>,
        stage: BallotStage,
    ) -> anyhow::Result<VoteView> {
        let of = |now: &participant::Now| match &now.stage {
            participant::Stage::Prioritisation { vote, .. } => {
                vote.clone().filter(|vote| vote.ballot.stage == stage)
            }
            _ => None,
        };
        let now = face.until::<participant::Now>("now", |now| of(now).is_some()).await?;
        of(&now).context("the vote has come so far")
    }

    async fn enter(&self) -> anyhow::Result<Face<participant::Says>> {
        Face::enter(&self.device, &self.room, "participant").await
    }

    /// Asks for credentials; the proof is checked against the published key.
    async fn issue(&self) {
        let tokens = until(async || {
            let face = self.enter().await?;
            let pk = self.view(&face, BallotStage::Issuing).await?.ballot.pk.context("a key")?;
            let blinded = self.dots.blinded().iter().map(Blinded::to_string).collect();
            let say = participant::Says::Issue { vote: self.vote, epoch: 0, blinded };
            let answer = face.ask(say).await.map_err(|refusal| anyhow!(refusal.code))?;
            let issued = answer.issued.context("credentials")?;
            self.dots.accept(&issued.evaluated, &issued.proof, &pk)
        });
        let tokens = tokens.await;
        *self.tokens.lock().unwrap() = tokens;
    }

    async fn deposit(&self) {
        let tokens = self.tokens.lock().unwrap().clone();
        for (n, token) in tokens.into_iter().enumerate() {
            self.post(self.dots.sign(n, 1, 0).unwrap(), token).await;
        }
    }

    /// Finds its dots in the sealed box, and no more dots than all have.
    async fn check_seal(&self) -> Vec<Tag> {
        let list: TagList = until(async || {
            self.view(&self.enter().await?, BallotStage::Sealed).await?;
            self.device.get(&self.list("tags")).await
        })
        .await;
        assert_eq!(list.tags.len(), NAMES.len() * usize::from(DOTS));
        assert!(self.dots.tags().iter().all(|tag| list.tags.binary_search(tag).is_ok()));
        list.tags
    }

    /// One option, then the other: the first must never come back.
    async fn place(&self) {
        for choice in [1, self.choice()] {
            for n in 0..usize::from(DOTS) {
                let seq = 1 + u64::from(choice) * 10;
                self.post(self.dots.sign(n, seq, choice).unwrap(), NO_TOKEN).await;
            }
        }
    }

    /// The option this phone ends up with: never the first.
    fn choice(&self) -> u16 {
        2 + (self.seat.0.as_u128() % 4) as u16
    }

    async fn post(&self, entry: Entry, token: Token) {
        let Entry { tag, choice, seq, sig } = entry;
        let (room, vote) = (self.room.clone(), self.vote.to_string());
        let dot = Dot { v: 1, room, vote, epoch: 0, tag, token, seq, choice, sig };
        until(|| self.device.post_dot(&dot)).await;
    }

    async fn close_list(&self) -> EntryList {
        until(async || self.device.get(&self.list("entries")).await).await
    }

    fn list(&self, which: &str) -> String {
        format!("/api/rooms/{}/votes/{}/{which}?face=participant", self.room, self.vote)
    }

    fn tags(&self) -> Vec<Tag> {
        self.dots.tags()
    }
}

/// A room whose people have a case each, and a vote on them.
async fn in_vote(tablet: &Device) -> anyhow::Result<Vec<Phone>> {
    let Room { room, people } = Room::open(tablet, &NAMES).await?;
    let face: Face<facilitator::Says> = Face::enter(tablet, &room, "facilitator").await?;
    let conduct = async |say| face.say(say).await.map_err(|refusal| anyhow!(refusal.code));
    let (from, to) = (Position::Welcome, Position::Inventory);
    conduct(facilitator::Says::Go { from, to }).await?;
    conduct(facilitator::Says::OpenWindow { ends_at: None, role: None }).await?;
    for (_, device) in &people {
        let face: Face<participant::Says> = Face::enter(device, &room, "participant").await?;
        let put =
            participant::Says::PutCase { case_item: CaseId(Uuid::new_v4()), fields: a_case() };
        face.say(put).await.map_err(|refusal| anyhow!(refusal.code))?;
    }
    conduct(facilitator::Says::Reveal {}).await?;
    conduct(facilitator::Says::Go { from: to, to: Position::Prioritisation }).await?;
    let vote = VoteId(Uuid::new_v4());
    let open =
        facilitator::Says::OpenVote { vote, dots: DOTS, mode: VoteMode::Live, ends_at: None };
    conduct(open).await?;
    people
        .into_iter()
        .map(|(seat, device)| {
            let dots = Dots::draw(vote, 0, DOTS)?;
            Ok(Phone { device, seat, room: room.clone(), vote, dots, tokens: Mutex::default() })
        })
        .collect()
}

fn a_case() -> CaseFields {
    CaseFields {
        kind: CaseKind::Probleme,
        title: "Comment dire non ?".into(),
        headline: String::new(),
        expects: String::new(),
        reserved: false,
        urgency: 2,
        importance: 2,
        emotional_load: 1,
    }
}

async fn close(tablet: &Device, phones: &[Phone]) {
    let (room, vote) = (&phones[0].room, phones[0].vote);
    until(async || {
        let face: Face<facilitator::Says> = Face::enter(tablet, room, "facilitator").await?;
        let closed = face.say(facilitator::Says::CloseVote { vote }).await;
        closed.map_err(|refusal| anyhow!(refusal.code))
    })
    .await;
}

/// Does each step of a vote while the program dies at some instant of it.
struct Death {
    server: Server,
    chance: Chance,
    /// Deaths before the step was done.
    within: usize,
}

impl Death {
    async fn in_the_midst_of<T>(&mut self, step: impl Future<Output = T>) -> T {
        let instant = Duration::from_millis(self.chance.below(INSTANTS) as u64);
        let mut step = pin!(step);
        let done = tokio::time::timeout(instant, &mut step).await;
        self.server.kill_and_start_again();
        match done {
            Ok(done) => done,
            Err(_) => {
                self.within += 1;
                step.await
            }
        }
    }
}

/// The close is the seal's, each dot signed, each counted once where its phone put it last.
fn check(phones: &[Phone], sealed: &[Tag], list: &EntryList) -> anyhow::Result<()> {
    ensure!(list.entries.iter().map(|entry| &entry.tag).eq(sealed), "the dots of the seal");
    let mut counts = vec![0; list.counts.len()];
    for EntryView { tag, choice, seq, sig } in &list.entries {
        let entry = Entry { tag: *tag, choice: *choice, seq: *seq, sig: *sig };
        let dot = SignedDot { vote: phones[0].vote, epoch: 0, entry };
        ensure!(dot.is_signed(), "a dot lies where its key never put it");
        counts[usize::from(*choice) - 1] += 1;
    }
    ensure!(list.counts == counts, "the counts are those of the list");
    for phone in phones {
        for tag in phone.tags() {
            let mut of_it = list.entries.iter().filter(|entry| entry.tag == tag);
            let entry = of_it.next().context("an acknowledged dot is lost")?;
            ensure!(of_it.next().is_none(), "a dot counts twice");
            ensure!(entry.choice == phone.choice(), "a dot lies where it was");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_step_of_a_vote_loses_or_doubles_a_dot_when_the_program_dies_in_it() {
    let votes = std::env::var("CERCLE_KILLED_VOTES").ok().and_then(|n| n.parse().ok());
    let votes = votes.unwrap_or(VOTES);
    let folder = tempfile::tempdir().unwrap();
    let token = first_token(folder.path());
    let server = Server::start(folder.path(), free_port());
    let tablet = enrolled(&server.origin(), &token).await;
    let mut death = Death { server, chance: Chance::seeded(), within: 0 };
    for _ in 0..votes {
        let phones = in_vote(&tablet).await.unwrap();
        death.in_the_midst_of(join_all(phones.iter().map(Phone::issue))).await;
        death.in_the_midst_of(join_all(phones.iter().map(Phone::deposit))).await;
        let seals = death.in_the_midst_of(join_all(phones.iter().map(Phone::check_seal))).await;
        assert!(seals.iter().all(|seal| *seal == seals[0]), "all see one seal");
        death.in_the_midst_of(join_all(phones.iter().map(Phone::place))).await;
        death.in_the_midst_of(close(&tablet, &phones)).await;
        for phone in &phones {
            check(&phones, &seals[0], &phone.close_list().await).unwrap();
        }
    }
    println!("{} deaths of {} fell before their step was done", death.within, 5 * votes);
    assert!(death.within > votes, "the program died after the work: nothing was tried");
}
