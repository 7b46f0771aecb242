//! Who asks: from where, over which connection, and what a device is in a room.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::domain::day::Day;
use crate::domain::id::{FacilitatorId, RoomName};
use crate::edge::Edge;
use crate::edge::address::{self, Neighbourhood};
use crate::edge::crowd::Guest;
use crate::edge::error::Denied;
use crate::edge::identity::{Cookie, DeviceToken};
use crate::edge::intake::{self, Act, Refused};
use crate::edge::token::{Purpose, Who};
use crate::live::accounts::DeviceHash;
use crate::live::handle::{ConnectionId, Handle};
use crate::wire::common::Answer;

/// The connection a request came over.
#[derive(Clone)]
pub(super) struct Peer {
    /// The other end.
    pub address: IpAddr,
    /// Its place in the crowd.
    pub guest: Arc<Guest>,
}

/// Whoever asks.
pub(super) struct Caller {
    /// What its device sent along.
    pub headers: HeaderMap,
    /// From where, as far as limits care.
    pub from: Neighbourhood,
    /// Its connection's place in the crowd.
    pub guest: Arc<Guest>,
}

impl FromRequestParts<Arc<Edge>> for Caller {
    type Rejection = Denied;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Denied> {
        let Peer { address, guest } =
            parts.extensions.get::<Peer>().cloned().ok_or(Denied::Unavailable)?;
        let client = address::of_client(address, &parts.headers, &edge.reach.trusted_proxies);
        Ok(Self { headers: parts.headers.clone(), from: client.into(), guest })
    }
}

/// The room a path names, awake.
pub(super) struct Room(pub Handle);

impl FromRequestParts<Arc<Edge>> for Room {
    type Rejection = Denied;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Denied> {
        let RoomPath(room) = RoomPath::from_request_parts(parts, edge).await?;
        Ok(Self(edge.hub.room(room).await?))
    }
}

/// The name of the room in a path, whether there is one or not.
pub(super) struct RoomPath(pub RoomName);

impl FromRequestParts<Arc<Edge>> for RoomPath {
    type Rejection = Denied;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Denied> {
        let path = Path::<HashMap<String, String>>::from_request_parts(parts, edge).await;
        let Path(path) = path.map_err(|_| Denied::NotFound)?;
        let room = path.get("room").and_then(|room| room.parse().ok());
        room.map(Self).ok_or(Denied::NotFound)
    }
}

/// Which of the three faces asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// A phone.
    Participant,
    /// A tablet.
    Facilitator,
    /// The room screen.
    Screen,
}

impl FromRequestParts<Arc<Edge>> for Face {
    type Rejection = Denied;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Denied> {
        let query = Query::<HashMap<String, String>>::from_request_parts(parts, edge).await;
        let Query(query) = query.map_err(|_| Denied::Malformed)?;
        match query.get("face").map(String::as_str) {
            Some("participant") => Ok(Face::Participant),
            Some("facilitator") => Ok(Face::Facilitator),
            Some("screen") => Ok(Face::Screen),
            _ => Err(Denied::Malformed),
        }
    }
}

impl Edge {
    /// Who a device is in a room, as this face.
    pub(super) async fn who(
        &self,
        caller: &Caller,
        room: &Handle,
        face: Face,
    ) -> Result<Who, Denied> {
        let day = room.published().day.clone();
        let who = match face {
            Face::Participant => self.claimed(caller, room, &day, Cookie::Day),
            Face::Screen => self.claimed(caller, room, &day, Cookie::Screen),
            Face::Facilitator => self.facilitator_of(caller, &day).await,
        }?;
        caller.guest.is_known();
        Ok(who)
    }

    fn claimed(
        &self,
        caller: &Caller,
        room: &Handle,
        day: &Day,
        cookie: Cookie,
    ) -> Result<Who, Denied> {
        let token = cookie.read(self.reach.https, &caller.headers).ok_or(Denied::NotAdmitted)?;
        let claim = self.mint.open(Purpose::Day, token).ok_or(Denied::NotAdmitted)?;
        let of_the_cookie = matches!(
            (cookie, claim.who),
            (Cookie::Day, Who::Participant(..)) | (Cookie::Screen, Who::Screen(_))
        );
        let good = of_the_cookie
            && claim.room == room.room()
            && self.clock.now() < claim.expires
            && claim.who.is_admitted(day);
        if good { Ok(claim.who) } else { Err(Denied::NotAdmitted) }
    }

    async fn facilitator_of(&self, caller: &Caller, day: &Day) -> Result<Who, Denied> {
        let (facilitator, device) = self.signed_in(caller).await?;
        let facts = day.facts.as_ref().ok_or(Denied::Unavailable)?;
        let drives = facts.facilitators.contains(&facilitator)
            || self.accounts.is_of(facilitator, facts.cycle).await?;
        let who = Who::Facilitator(facilitator, device.0);
        if drives { Ok(who) } else { Err(Denied::NotAdmitted) }
    }

    /// The facilitator signed in on a device.
    pub(super) async fn signed_in(
        &self,
        caller: &Caller,
    ) -> Result<(FacilitatorId, DeviceHash), Denied> {
        let cookie = Cookie::Facilitator.read(self.reach.https, &caller.headers);
        let token = cookie.and_then(DeviceToken::read).ok_or(Denied::SignedOut)?;
        let device = token.hash();
        let facilitator = self.accounts.signed_in(device).await?.ok_or(Denied::SignedOut)?;
        caller.guest.is_known();
        Ok((facilitator, device))
    }

    /// Whether a facilitator's device is still signed in; other devices are the day's to know.
    pub(super) async fn still_drives(&self, who: Who) -> bool {
        let Who::Facilitator(facilitator, device) = who else { return true };
        match self.accounts.signed_in(DeviceHash(device)).await {
            Ok(found) => found == Some(facilitator),
            // Nobody is sent away because the house does not know.
            Err(_) => true,
        }
    }

    /// Decides something said, by socket or by request.
    pub(super) async fn decide(
        &self,
        room: &Handle,
        id: String,
        act: Result<Act, Refused>,
    ) -> Answer {
        intake::decide(room, &self.accounts, id, act).await
    }

    /// When this connection says goodbye, once the house restarts: each at a moment of its own.
    pub(super) async fn farewell(&self, connection: ConnectionId) {
        self.stopping.cancelled().await;
        let share = f64::from(connection.0.as_fields().0) / f64::from(u32::MAX);
        tokio::time::sleep(Duration::from_secs_f64(self.limits.farewell.as_secs_f64() * share))
            .await;
    }
}
