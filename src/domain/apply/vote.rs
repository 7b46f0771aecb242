//! Secret choices: what was asked and counted.

use crate::domain::day::Day;
use crate::domain::day::ballot::Vote;
use crate::domain::event::Event;
use crate::domain::id::VoteId;

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
        electors: electors.clone(),
        issued: Vec::new(),
        ends_at: *ends_at,
        at,
        release: 0,
        released: None,
        counts: None,
    });
}

pub(super) fn change(day: &mut Day, id: VoteId, change: impl FnOnce(&mut Vote)) {
    if let Some(vote) = day.votes.iter_mut().find(|vote| vote.vote == id) {
        change(vote);
    }
}
