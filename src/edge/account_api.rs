//! What a facilitator asks outside a room: enrolment, sign-in, cycles, days.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use tokio::time::sleep;

use crate::domain::id::{CycleId, FacilitatorId};
use crate::edge::Edge;
use crate::edge::body::Told;
use crate::edge::caller::Caller;
use crate::edge::error::Denied;
use crate::edge::identity::{Cookie, DeviceToken};
use crate::edge::intake::block;
use crate::edge::throttle::{Guess, WRONG_TAKES};
use crate::live::accounts::{AccountFault, CycleSummary, CycleToBe, DayToBe, DeviceHash};
use crate::wire::account::{
    CycleView, DayOpened, DayView, DeviceView, Enrol, Invitation, Me, MemberView, NewCycle,
    OpenDay, RevokeDevice, SignIn,
};

/// An account of an invitation: the first facilitator's, or an invited one's.
pub(super) async fn enrol(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Told(asked): Told<Enrol>,
) -> Result<(HeaderMap, Json<Me>), Denied> {
    edge.may_guess(&caller)?;
    let token = DeviceToken::draw().ok_or(Denied::Unavailable)?;
    let enrolled =
        edge.accounts.enrol(&asked.token, &asked.name, &asked.passphrase, token.hash()).await;
    let facilitator = edge.guessed(&caller, enrolled).await?;
    edge.signed_in_here(&caller, facilitator, &token).await
}

/// Signs this device in.
pub(super) async fn sign_in(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Told(asked): Told<SignIn>,
) -> Result<(HeaderMap, Json<Me>), Denied> {
    edge.may_guess(&caller)?;
    let token = DeviceToken::draw().ok_or(Denied::Unavailable)?;
    let signed_in = edge.accounts.sign_in(&asked.name, &asked.passphrase, token.hash()).await;
    let facilitator = edge.guessed(&caller, signed_in).await?;
    edge.signed_in_here(&caller, facilitator, &token).await
}

/// Signs this device out; a device that is out already stays out.
pub(super) async fn sign_out(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
) -> Result<(StatusCode, HeaderMap), Denied> {
    let cookie = Cookie::Facilitator.read(edge.reach.https, &caller.headers);
    if let Some(token) = cookie.and_then(DeviceToken::read) {
        edge.accounts.sign_out(token.hash()).await?;
        edge.device_signed_out();
    }
    let mut headers = HeaderMap::new();
    headers.append(SET_COOKIE, Cookie::Facilitator.take_away(edge.reach.https));
    Ok((StatusCode::NO_CONTENT, headers))
}

/// Who is signed in here.
pub(super) async fn me(State(edge): State<Arc<Edge>>, caller: Caller) -> Result<Json<Me>, Denied> {
    let (facilitator, device) = edge.signed_in(&caller).await?;
    Ok(Json(edge.account_of(facilitator, device).await?))
}

/// Signs another device of this account out, at once.
pub(super) async fn revoke(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Told(asked): Told<RevokeDevice>,
) -> Result<Json<Me>, Denied> {
    let (facilitator, device) = edge.signed_in(&caller).await?;
    edge.accounts.revoke(facilitator, &asked.device).await?;
    edge.device_signed_out();
    Ok(Json(edge.account_of(facilitator, device).await?))
}

/// Creates a cycle.
pub(super) async fn new_cycle(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Told(asked): Told<NewCycle>,
) -> Result<Json<CycleView>, Denied> {
    let (facilitator, _) = edge.signed_in(&caller).await?;
    let people = asked.people.into_iter().map(|one| (one.participant, one.name)).collect();
    let NewCycle { cycle, group, organisation, dates, .. } = asked;
    let new = CycleToBe { cycle, group, organisation, people, dates };
    Ok(Json(cycle_view(edge.accounts.new_cycle(facilitator, new).await?)))
}

/// Opens a day of a cycle.
pub(super) async fn open_day(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Path(cycle): Path<String>,
    Told(asked): Told<OpenDay>,
) -> Result<Json<DayOpened>, Denied> {
    let (facilitator, _) = edge.signed_in(&caller).await?;
    let day = DayToBe {
        number: asked.number,
        midnight: asked.midnight,
        blocks: asked.blocks.into_iter().map(block).collect(),
        reserve: asked.reserve,
        seats: asked.seats,
        language: asked.language,
    };
    let (room, code) =
        edge.accounts.open_day(&edge.hub, facilitator, cycle_of(&cycle)?, day).await?;
    Ok(Json(DayOpened { room: room.to_string(), code: code.to_string() }))
}

/// A link for another facilitator of a cycle.
pub(super) async fn invite(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Path(cycle): Path<String>,
) -> Result<Json<Invitation>, Denied> {
    let (facilitator, _) = edge.signed_in(&caller).await?;
    let token = edge.accounts.invite(facilitator, cycle_of(&cycle)?).await?;
    Ok(Json(Invitation { link: format!("/animer/#enrol={token}") }))
}

/// The cycle that a path names.
pub(super) fn cycle_of(path: &str) -> Result<CycleId, Denied> {
    path.parse().map_err(|_| Denied::NotFound)
}

impl Edge {
    fn may_guess(&self, caller: &Caller) -> Result<(), Denied> {
        let may = self.throttle.may_try(Guess::Passphrase, caller.from);
        if may { Ok(()) } else { Err(Denied::TooManyTries) }
    }

    /// Counts what was wrong, and answers it late.
    async fn guessed<T>(
        &self,
        caller: &Caller,
        tried: Result<T, AccountFault>,
    ) -> Result<T, Denied> {
        if let Err(AccountFault::BadCredentials | AccountFault::BadInvitation) = tried {
            self.throttle.was_wrong(Guess::Passphrase, caller.from);
            sleep(WRONG_TAKES).await;
        }
        Ok(tried?)
    }

    async fn signed_in_here(
        &self,
        caller: &Caller,
        facilitator: FacilitatorId,
        token: &DeviceToken,
    ) -> Result<(HeaderMap, Json<Me>), Denied> {
        caller.guest.is_known();
        let mut headers = HeaderMap::new();
        let cookie = Cookie::Facilitator.give_for_long(self.reach.https, &token.spell());
        headers.append(SET_COOKIE, cookie);
        Ok((headers, Json(self.account_of(facilitator, token.hash()).await?)))
    }

    async fn account_of(&self, facilitator: FacilitatorId, here: DeviceHash) -> Result<Me, Denied> {
        let account = self.accounts.account(facilitator).await?;
        let devices = account.devices.into_iter().map(|device| DeviceView {
            this_one: device.hash == here,
            device: device.device,
            since: device.since,
        });
        Ok(Me {
            name: account.name,
            cycles: account.cycles.into_iter().map(cycle_view).collect(),
            devices: devices.collect(),
        })
    }

    /// Every tablet looks whether it was its own device.
    fn device_signed_out(&self) {
        self.revoked.send_modify(|count| *count += 1);
    }
}

fn cycle_view(cycle: CycleSummary) -> CycleView {
    let people = cycle.people.into_iter();
    let days = cycle.days.into_iter().map(|day| {
        let (room, code) = day.open.unzip();
        DayView {
            number: day.number,
            midnight: day.midnight,
            room: room.map(|room| room.to_string()),
            code: code.map(|code| code.to_string()),
            ended: day.ended,
        }
    });
    CycleView {
        cycle: cycle.cycle,
        group: cycle.group,
        organisation: cycle.organisation,
        people: people.map(|(participant, name)| MemberView { participant, name }).collect(),
        days: days.collect(),
        backlog: cycle.backlog,
    }
}
