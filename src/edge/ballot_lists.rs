//! The lists by which a phone checks a vote: the dots of the sealed box, and of the closed one.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};

use crate::domain::day::ballot::Vote;
use crate::domain::id::VoteId;
use crate::domain::refusal::Reason;
use crate::edge::Edge;
use crate::edge::caller::{Caller, Face, Room};
use crate::edge::error::Denied;
use crate::live::handle::Handle;
use crate::view::{entry_list, tag_list};
use crate::wire::ballot::{EntryList, TagList};

/// The dots of a sealed box.
pub(super) async fn tags(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Room(room): Room,
    Path((_, vote)): Path<(String, String)>,
) -> Result<Json<TagList>, Denied> {
    list(&edge, &caller, &room, &vote, tag_list).await
}

/// The dots of a closed box.
pub(super) async fn entries(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Room(room): Room,
    Path((_, vote)): Path<(String, String)>,
) -> Result<Json<EntryList>, Denied> {
    list(&edge, &caller, &room, &vote, entry_list).await
}

async fn list<L>(
    edge: &Edge,
    caller: &Caller,
    room: &Handle,
    vote: &str,
    list: impl Fn(&Vote) -> Option<L>,
) -> Result<Json<L>, Denied> {
    edge.who(caller, room, Face::Participant).await?;
    let vote: VoteId = vote.parse().map_err(|_| Denied::Malformed)?;
    let day = Arc::clone(&room.published().day);
    let vote = day.vote(vote).ok_or(Denied::Refused(Reason::UnknownVote))?;
    // Closed without a seal, there will never be a list.
    let why_not = if vote.is_closed() { Reason::VoteClosed } else { Reason::NotSealed };
    list(vote).map(Json).ok_or(Denied::Refused(why_not))
}
