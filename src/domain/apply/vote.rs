//! Secret choices: what was asked and counted.

use crate::domain::day::Day;
use crate::domain::day::ballot::{Counts, Vote};
use crate::domain::day::credential::{Entry, Tag};
use crate::domain::day::deal::{Deal, Seal};
use crate::domain::day::seal::close_digest;
use crate::domain::event::Event;
use crate::domain::id::{ParticipantId, SlotId, VoteId};
use crate::domain::vocabulary::VoteKind;

pub(super) fn open(day: &mut Day, event: &Event) {
    let Event::VoteOpened { vote, kind, mode, options, dots, electors, ends_at } = event else {
        return;
    };
    let at = day.cursor();
    day.votes.push(Vote {
        vote: *vote,
        kind: *kind,
        mode: *mode,
        options: options.clone(),
        dots: *dots,
        deal: Deal::to(electors.clone()),
        ends_at: *ends_at,
        at,
        release: 0,
        released: None,
        counts: None,
        entries: Vec::new(),
    });
}

pub(super) fn change(day: &mut Day, id: VoteId, change: impl FnOnce(&mut Vote)) {
    if let Some(vote) = day.votes.iter_mut().find(|vote| vote.vote == id) {
        change(vote);
    }
}

/// The step's time is another: whether it goes on is asked no longer.
pub(super) fn answer_more_time(day: &mut Day) {
    let cursor = day.cursor();
    for vote in &mut day.votes {
        if vote.kind == VoteKind::MoreTime && vote.at == cursor {
            vote.at = None;
        }
    }
}

/// The process of a slot is another: what its steps asked is asked, and answered, in no other.
pub(super) fn leave_slot(day: &mut Day, slot: SlotId) {
    for vote in &mut day.votes {
        vote.at = vote.at.filter(|at| at.slot != slot);
    }
}

pub(super) fn seal(vote: &mut Vote, tags: &[Tag]) {
    let digest = vote.seal_digest(tags);
    vote.deal.seal = digest.map(|digest| Seal { tags: tags.to_vec(), digest });
}

/// What was checked before was the seal: the close is checked anew.
pub(super) fn close(vote: &mut Vote, counts: &Counts, entries: &[Entry]) {
    let seal = vote.deal.seal.as_ref();
    vote.deal.close = seal.map(|seal| close_digest(seal.digest, entries));
    vote.deal.checked.clear();
    vote.counts = Some(counts.clone());
    vote.entries = entries.to_vec();
}

/// Nothing of the deal before is left but how much there is to place again.
pub(super) fn redeal(vote: &mut Vote, epoch: u16, electors: &[ParticipantId], placed: u16) {
    let after_release = vote.deal.after_release || vote.release > 0;
    // Beside them, what comes at the close would tell whose dots were left out.
    vote.released = None;
    vote.deal = Deal { epoch, redealt: Some(placed), after_release, ..Deal::to(electors.to_vec()) };
}
