//! Who may come in: sockets, requests, identity, limits. Every route stands on this screen.

mod account_api;
mod address;
mod ballot_lists;
mod ballot_post;
mod body;
mod bucket;
mod caller;
mod connection;
mod crowd;
mod door_api;
mod error;
mod frames;
mod headers;
mod health;
mod identity;
mod intake;
mod origin;
mod pages;
mod poll;
mod presence;
mod processes_api;
mod room_api;
pub mod serve;
mod throttle;
mod ticket;
pub mod tls;
mod token;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::ballot::door::BallotDoor;
use crate::clock::SharedClock;
use crate::config::{Limits, Reach};
use crate::live::accounts::Accounts;
use crate::live::hub::Hub;

/// What the edge is given by the house.
pub struct House {
    /// The live rooms.
    pub hub: Arc<Hub>,
    /// Facilitators, cycles, devices.
    pub accounts: Arc<Accounts>,
    /// Where dots come in.
    pub ballots: BallotDoor,
    /// The time of the house.
    pub clock: SharedClock,
    /// The key of cookies and tickets.
    pub key: [u8; 32],
    /// How it is reached.
    pub reach: Reach,
    /// How long and how many.
    pub limits: Limits,
}

/// Everything a request may need.
pub struct Edge {
    hub: Arc<Hub>,
    accounts: Arc<Accounts>,
    ballots: BallotDoor,
    clock: SharedClock,
    reach: Reach,
    limits: Limits,
    mint: token::Mint,
    tickets: ticket::Tickets,
    throttle: throttle::Throttle,
    presence: presence::Presence,
    crowd: Arc<crowd::Crowd>,
    /// Counts the facilitators' devices signed out: each tablet then looks whether it was the one.
    revoked: watch::Sender<u64>,
    /// Cancelled when the house restarts.
    stopping: CancellationToken,
    /// Every task of the edge.
    tasks: TaskTracker,
}

impl Edge {
    /// The edge of a house.
    pub fn new(house: House) -> Arc<Self> {
        let House { hub, accounts, ballots, clock, key, reach, limits } = house;
        Arc::new(Self {
            hub,
            accounts,
            ballots,
            clock,
            reach,
            limits,
            mint: token::Mint::new(key),
            tickets: ticket::Tickets::default(),
            throttle: throttle::Throttle::default(),
            presence: presence::Presence::default(),
            crowd: crowd::Crowd::new(limits.connections, limits.strangers),
            revoked: watch::Sender::new(0),
            stopping: CancellationToken::new(),
            tasks: TaskTracker::new(),
        })
    }

    /// Asks the house to restart: no new connection, every socket told, rooms at rest.
    pub fn stop(&self) {
        self.stopping.cancel();
    }
}

/// Every route.
fn routes(edge: Arc<Edge>) -> Router {
    Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .route("/api/enrol", post(account_api::enrol))
        .route("/api/sign-in", post(account_api::sign_in))
        .route("/api/sign-out", post(account_api::sign_out))
        .route("/api/me", get(account_api::me))
        .route("/api/devices/revoke", post(account_api::revoke))
        .route("/api/cycles", post(account_api::new_cycle))
        .route("/api/cycles/{cycle}/days", post(account_api::open_day))
        .route("/api/cycles/{cycle}/invite", post(account_api::invite))
        .route("/api/cycles/{cycle}/processes", get(processes_api::list).post(processes_api::put))
        .route("/api/cycles/{cycle}/processes/{process}", get(processes_api::file))
        .route("/api/cycles/{cycle}/processes/{process}/drop", post(processes_api::drop))
        .route("/api/processes/check", post(processes_api::check))
        .route("/api/door", post(door_api::door))
        .route("/api/rooms/{room}/knock", post(door_api::knock))
        .route("/api/rooms/{room}/return", post(door_api::come_back))
        .route("/api/rooms/{room}/return-code", post(door_api::return_code))
        .route("/api/rooms/{room}/ticket", post(room_api::ticket))
        .route("/api/rooms/{room}/socket", any(room_api::socket))
        .route("/api/rooms/{room}/frame", get(poll::frame))
        .route("/api/rooms/{room}/say", post(poll::say))
        .route("/api/rooms/{room}/signal", post(poll::signal))
        .route("/api/rooms/{room}/qr.svg", get(room_api::qr))
        .route("/api/rooms/{room}/catalogue", get(room_api::catalogue))
        .route("/api/rooms/{room}/kept", get(room_api::kept))
        .route("/api/rooms/{room}/votes/{vote}/tags", get(ballot_lists::tags))
        .route("/api/rooms/{room}/votes/{vote}/entries", get(ballot_lists::entries))
        .route("/b", post(ballot_post::place))
        .route("/api/{*rest}", any(nothing))
        .fallback(pages::page)
        .method_not_allowed_fallback(nothing)
        .layer(from_fn_with_state(edge.clone(), guard))
        .with_state(edge)
}

/// Judges each request by its headers, and dresses each answer.
async fn guard(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let judged =
        origin::judge(&edge.reach, request.method(), request.uri().path(), request.headers());
    let response = match judged {
        Ok(()) => next.run(request).await,
        Err(denied) => denied.into_response(),
    };
    headers::put(edge.reach.https, response)
}

async fn nothing() -> error::Denied {
    error::Denied::NotFound
}
