//! How the ballots of a vote stand: who may vote and who has checked, never who chose what.

use super::shared::{count, name};
use crate::domain::day::Day;
use crate::domain::day::ballot::Vote;
use crate::domain::day::credential::Digest;
use crate::wire::ballot::{EntryList, EntryView, TagList};
use crate::wire::common::BallotView;
use crate::wire::screen::BallotHead;

/// For phones, who check it, and for the tablet.
pub(super) fn ballot(vote: &Vote) -> BallotView {
    let (agree, disagree) = checked(vote);
    BallotView {
        epoch: vote.deal.epoch,
        stage: vote.stage(),
        pk: vote.deal.pk,
        electors: vote.deal.electors.clone(),
        issued: vote.deal.issued.keys().copied().collect(),
        tags: tags(vote),
        seal_digest: seal(vote),
        close_digest: vote.deal.close,
        agree,
        disagree,
        redealt: vote.deal.redealt,
    }
}

/// For the room.
pub(super) fn head(day: &Day, vote: &Vote) -> BallotHead {
    let (agree, disagree) = checked(vote);
    BallotHead {
        vote: vote.vote,
        epoch: vote.deal.epoch,
        stage: vote.stage(),
        people: vote.deal.issued.keys().map(|who| name(day, *who)).collect(),
        dots: u16::from(vote.dots) * u16::from(count(vote.deal.electors.len())),
        tags: tags(vote),
        seal_digest: seal(vote),
        close_digest: vote.deal.close,
        agree,
        disagree,
        redealt: vote.deal.redealt,
    }
}

/// The dots of a sealed box; none before the seal.
pub fn tag_list(vote: &Vote) -> Option<TagList> {
    let seal = vote.deal.seal.as_ref()?;
    Some(TagList {
        vote: vote.vote,
        epoch: vote.deal.epoch,
        pk: vote.deal.pk?,
        issued: vote.deal.issued.keys().copied().collect(),
        tags: seal.tags.clone(),
        digest: seal.digest,
    })
}

/// The dots of a closed box; none before the close, and none of a vote that was never sealed.
pub fn entry_list(vote: &Vote) -> Option<EntryList> {
    let entries = vote.entries.iter().map(|entry| EntryView {
        tag: entry.tag,
        choice: entry.choice,
        seq: entry.seq,
        sig: entry.sig,
    });
    Some(EntryList {
        vote: vote.vote,
        epoch: vote.deal.epoch,
        entries: entries.collect(),
        counts: vote.counts.clone()?,
        digest: vote.deal.close?,
    })
}

fn tags(vote: &Vote) -> u16 {
    vote.deal.seal.as_ref().map_or(0, |seal| u16::try_from(seal.tags.len()).unwrap_or(u16::MAX))
}

fn seal(vote: &Vote) -> Option<Digest> {
    vote.deal.seal.as_ref().map(|seal| seal.digest)
}

fn checked(vote: &Vote) -> (u8, u8) {
    let said = |ok| count(vote.deal.checked.values().filter(|said| **said == ok).count());
    (said(true), said(false))
}
