//! A phone that votes: credentials, blank dots, the seal checked, dots placed, the close checked.

use anyhow::{Context, ensure};
use serde::Serialize;

use crate::domain::bytes::Bytes;
use crate::domain::day::ballot::VoteOption;
use crate::domain::day::credential::{Blinded, Entry, Token};
use crate::domain::day::seal::{Sealing, close_digest};
use crate::domain::id::VoteId;
use crate::domain::vocabulary::BallotStage;
use crate::rehearsal::device::Device;
use crate::rehearsal::dots::Dots;
use crate::rehearsal::face::Face;
use crate::wire::ballot::{EntryList, TagList};
use crate::wire::common::{OptionView, VoteView};
use crate::wire::door::Dot;
use crate::wire::participant::{Now, Says, Stage};

/// The token of a dot that lies in a sealed box: nobody looks at it.
const NO_TOKEN: Token = Bytes([0; 64]);

/// A phone with its dots for one deal of a vote.
pub struct Voter<'a> {
    device: &'a Device,
    face: &'a Face<Says>,
    room: &'a str,
    /// The vote as it was when the dots were drawn.
    pub view: VoteView,
    dots: Dots,
    seq: u64,
}

impl<'a> Voter<'a> {
    /// Fetches credentials and puts the dots blank in the box.
    pub async fn enrol(
        device: &'a Device,
        face: &'a Face<Says>,
        room: &'a str,
        vote: VoteId,
    ) -> anyhow::Result<Self> {
        let view = vote_at(face, vote, BallotStage::Issuing).await?;
        let epoch = view.ballot.epoch;
        let dots = Dots::draw(vote, epoch, view.dots)?;
        let voter = Self { device, face, room, view, dots, seq: 1 };
        let say = Says::Issue { vote, epoch, blinded: spelled(voter.dots.blinded()) };
        let answer = face.ask(say).await.map_err(refused)?;
        let issued = answer.issued.context("credentials come with the answer")?;
        let pk = voter.view.ballot.pk.context("a dealt vote has a key")?;
        let tokens = voter.dots.accept(&issued.evaluated, &issued.proof, &pk)?;
        for (dot, token) in tokens.into_iter().enumerate() {
            voter.post(voter.dots.sign(dot, voter.seq, 0)?, token).await?;
        }
        Ok(voter)
    }

    /// Waits for the seal, checks it and says so.
    pub async fn check_seal(&mut self) -> anyhow::Result<()> {
        let vote = self.view.vote;
        self.view = vote_at(self.face, vote, BallotStage::Sealed).await?;
        let list: TagList =
            self.device.get(&format!("{}/tags?face=participant", self.lists())).await?;
        let ok = self.agrees(&list);
        self.say_checked(BallotStage::Sealed, ok).await
    }

    /// Puts a dot on an option, or back to blank.
    pub async fn place(&mut self, dot: usize, choice: u16) -> anyhow::Result<()> {
        self.seq += 1;
        self.post(self.dots.sign(dot, self.seq, choice)?, NO_TOKEN).await
    }

    /// Waits for the close, checks it and says so.
    pub async fn check_close(&mut self) -> anyhow::Result<()> {
        let vote = self.view.vote;
        let seal = self.view.ballot.seal_digest.context("a sealed vote has a digest")?;
        let closed = vote_at(self.face, vote, BallotStage::Closed).await?;
        let list: EntryList =
            self.device.get(&format!("{}/entries?face=participant", self.lists())).await?;
        let entries: Vec<Entry> = list
            .entries
            .iter()
            .map(|one| Entry { tag: one.tag, choice: one.choice, seq: one.seq, sig: one.sig })
            .collect();
        let mine = self.dots.tags();
        let ok = closed.ballot.close_digest == Some(close_digest(seal, &entries))
            && mine.iter().all(|tag| entries.iter().any(|entry| entry.tag == *tag))
            && closed.counts == Some(list.counts);
        self.say_checked(BallotStage::Closed, ok).await
    }

    /// One's own dots are in the list, and the list is what the frame says.
    fn agrees(&self, list: &TagList) -> bool {
        let ballot = &self.view.ballot;
        let options: Vec<VoteOption> = self.view.options.iter().map(option).collect();
        let Some(pk) = ballot.pk else { return false };
        let sealing = Sealing {
            vote: self.view.vote,
            epoch: ballot.epoch,
            pk,
            mode: self.view.mode,
            dots: self.view.dots,
            options: &options,
            issued: &ballot.issued,
            tags: &list.tags,
        };
        Some(sealing.digest()) == ballot.seal_digest
            && self.dots.tags().iter().all(|tag| list.tags.binary_search(tag).is_ok())
            && list.tags.len() <= usize::from(self.view.dots) * ballot.issued.len()
    }

    async fn say_checked(&self, stage: BallotStage, ok: bool) -> anyhow::Result<()> {
        let (vote, epoch) = (self.view.vote, self.view.ballot.epoch);
        self.face.ask(Says::Checked { vote, epoch, stage, ok }).await.map_err(refused)?;
        ensure!(ok, "a phone is red: what the house shows of the vote is not so");
        Ok(())
    }

    async fn post(&self, entry: Entry, token: Token) -> anyhow::Result<()> {
        let Entry { tag, choice, seq, sig } = entry;
        let dot = Dot {
            v: 1,
            room: self.room.to_owned(),
            vote: self.view.vote.to_string(),
            epoch: self.view.ballot.epoch,
            tag,
            token,
            seq,
            choice,
            sig,
        };
        self.device.post_dot(&dot).await
    }

    fn lists(&self) -> String {
        format!("/api/rooms/{}/votes/{}", self.room, self.view.vote)
    }
}

/// The vote once it has come so far.
async fn vote_at(face: &Face<Says>, vote: VoteId, stage: BallotStage) -> anyhow::Result<VoteView> {
    let at = |now: &Now| vote_of(now).filter(|view| view.vote == vote).cloned();
    let wanted = |now: &Now| at(now).is_some_and(|view| view.ballot.stage == stage);
    let now: Now = face.until("now", wanted).await?;
    at(&now).context("the vote is there")
}

fn vote_of(now: &Now) -> Option<&VoteView> {
    match &now.stage {
        Stage::Prioritisation { vote, .. } => vote.as_ref(),
        Stage::Closing { roti, .. } => roti.as_ref(),
        Stage::Treatment { step, .. } => step.as_ref()?.vote.as_ref(),
        _ => None,
    }
}

fn spelled(blinded: &[Blinded]) -> Vec<String> {
    blinded.iter().map(Blinded::to_string).collect()
}

fn option(view: &OptionView) -> VoteOption {
    match view.clone() {
        OptionView::CaseItem { case_item } => VoteOption::CaseItem { case: case_item },
        OptionView::Mark { value } => VoteOption::Mark { value },
        OptionView::Word { text } => VoteOption::Word { text },
    }
}

fn refused(refusal: impl Serialize) -> anyhow::Error {
    anyhow::anyhow!("refused: {}", serde_json::json!(refusal))
}
