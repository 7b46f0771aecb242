//! The door: from a code to a seat. It tells nothing of the day to whoever has not been let in.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use subtle::ConstantTimeEq;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use uuid::Uuid;

use crate::domain::command::{ByFacilitator, Command};
use crate::domain::day::Day;
use crate::domain::id::{CycleId, KnockId, ParticipantId, RoomCode};
use crate::domain::text;
use crate::edge::Edge;
use crate::edge::body::Told;
use crate::edge::caller::{Caller, Face, Room};
use crate::edge::error::Denied;
use crate::edge::identity::{Cookie, DeviceToken, end_of_day};
use crate::edge::throttle::{Guess, WRONG_TAKES};
use crate::edge::token::{Claim, Purpose, Who};
use crate::edge::words;
use crate::live::handle::{Handle, KnockState};
use crate::live::hub::NoRoom;
use crate::wire::door::{Door, DoorFound, Knock, Knocked, Return, ReturnCode};

/// Is there a room behind this code? A device that is known goes straight in.
pub(super) async fn door(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Told(door): Told<Door>,
) -> Result<(HeaderMap, Json<DoorFound>), Denied> {
    let refused_at = Instant::now() + WRONG_TAKES;
    let found = find(&edge, &caller, &door).await;
    let Found { room, seat, .. } = edge.unless_tried_too_often(&caller, found, refused_at).await?;
    let mut headers = HeaderMap::new();
    let mut known = false;
    if let Some(seat) = seat
        && let Ok(generation) = seat_by_house(&room, seat, &caller).await
    {
        headers.append(SET_COOKIE, edge.day_cookie(&room, Who::Participant(seat, generation))?);
        known = true;
    }
    Ok((headers, Json(DoorFound { room: room.room().to_string(), known })))
}

/// The room of a code, and what better than the code was shown.
struct Found {
    room: Handle,
    /// The QR's key came along.
    key: bool,
    /// A device of this seat asks.
    seat: Option<ParticipantId>,
}

async fn find(edge: &Edge, caller: &Caller, door: &Door) -> Result<Found, Denied> {
    let code: RoomCode = door.code.parse().map_err(|_| Denied::WrongCode)?;
    let room = edge.hub.room(edge.hub.name_of(&code)).await.map_err(|none| match none {
        NoRoom::Unknown => Denied::WrongCode,
        other => other.into(),
    })?;
    let published = room.published();
    let facts = published.day.open().ok_or(Denied::DayOver)?;
    let key = door.key.as_ref().is_some_and(|key| same(key, &facts.door_key));
    let seat = seat_of(edge, caller, &room).await?;
    Ok(Found { room, key, seat })
}

fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// The seat of the cycle whose device asks.
async fn seat_of(
    edge: &Edge,
    caller: &Caller,
    room: &Handle,
) -> Result<Option<ParticipantId>, Denied> {
    let Some(device) = device_of(edge, caller) else { return Ok(None) };
    let cycle = cycle_of(&room.published().day)?;
    Ok(edge.accounts.seat_of(cycle, device.hash()).await?)
}

fn device_of(edge: &Edge, caller: &Caller) -> Option<DeviceToken> {
    DeviceToken::read(Cookie::Device.read(edge.reach.https, &caller.headers)?)
}

fn cycle_of(day: &Day) -> Result<CycleId, Denied> {
    day.facts.as_ref().map(|facts| facts.cycle).ok_or(Denied::Unavailable)
}

/// Seats somebody whose device is known, without a knock; gives the generation of their devices.
async fn seat_by_house(room: &Handle, seat: ParticipantId, caller: &Caller) -> Result<u32, Denied> {
    let member = room.published().day.roster.member(seat).cloned().ok_or(Denied::NotAdmitted)?;
    if member.seated {
        caller.guest.is_known();
        return Ok(member.generation);
    }
    let knock = KnockId(Uuid::new_v4());
    let admit = ByFacilitator::Admit { knock, participant: seat, name: member.name };
    room.ask(Command::Facilitator(admit)).await?;
    caller.guest.is_known();
    Ok(member.generation)
}

/// The first request of a knock is answered so soon, for its two words to be shown.
const FIRST_KNOCK: Duration = Duration::from_millis(400);

/// Somebody, or a screen, asks to be let in. The first time is answered soon, with the two words; then
/// the request is held until the facilitator has answered.
pub(super) async fn knock(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Room(room): Room,
    Told(knock): Told<Knock>,
) -> Result<(HeaderMap, Json<Knocked>), Denied> {
    if !edge.throttle.knock(caller.from) {
        return Err(Denied::Busy);
    }
    let name = if knock.screen { String::new() } else { text::name(&knock.name)? };
    let words = words::of(knock.knock);
    let again = room.published().around.knocks.iter().any(|other| other.knock == knock.knock);
    let held = if again { edge.limits.poll } else { FIRST_KNOCK };
    let mut knocker = room.knock(knock.knock, name, knock.screen, words.clone());
    let state = tokio::select! {
        answered = timeout(held, knocker.answered()) => answered.unwrap_or(KnockState::Waiting),
        () = edge.stopping.cancelled() => return Err(Denied::Restarting),
    };
    let mut headers = HeaderMap::new();
    let knocked = match state {
        KnockState::Waiting => Knocked::Waiting { words },
        KnockState::Refused => Knocked::Refused,
        KnockState::Locked => Knocked::Locked,
        KnockState::Full => Knocked::Full,
        KnockState::Admitted(seat, generation) => {
            headers = edge.seat_cookies(&caller, &room, seat, generation).await?;
            Knocked::Admitted
        }
        KnockState::ScreenPaired(generation) => {
            headers.append(SET_COOKIE, edge.day_cookie(&room, Who::Screen(generation))?);
            Knocked::Admitted
        }
    };
    Ok((headers, Json(knocked)))
}

/// One's own seat, on another phone, by the personal return code.
pub(super) async fn come_back(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Room(room): Room,
    Told(asked): Told<Return>,
) -> Result<(HeaderMap, Json<()>), Denied> {
    if !edge.throttle.may_try(Guess::ReturnCode, caller.from) {
        return Err(Denied::TooManyTries);
    }
    let cycle = cycle_of(&room.published().day)?;
    let Some(seat) = edge.accounts.seat_of_return_code(cycle, &asked.code).await? else {
        edge.throttle.was_wrong(Guess::ReturnCode, caller.from);
        sleep(WRONG_TAKES).await;
        return Err(Denied::WrongCode);
    };
    let generation = seat_by_house(&room, seat, &caller).await?;
    let headers = edge.seat_cookies(&caller, &room, seat, generation).await?;
    Ok((headers, Json(())))
}

/// A new return code, shown once.
pub(super) async fn return_code(
    State(edge): State<Arc<Edge>>,
    caller: Caller,
    Room(room): Room,
) -> Result<Json<ReturnCode>, Denied> {
    let who = edge.who(&caller, &room, Face::Participant).await?;
    let Who::Participant(seat, _) = who else { return Err(Denied::NotAdmitted) };
    let cycle = cycle_of(&room.published().day)?;
    let code = edge.accounts.new_return_code(cycle, seat).await?;
    // Hashing takes its time: a seat freed meanwhile keeps no way back. A day that is over frees
    // nobody's.
    let day = room.published().day.clone();
    if day.open().is_some() && !who.is_admitted(&day) {
        edge.accounts.forget_devices(cycle, seat).await?;
        return Err(Denied::NotAdmitted);
    }
    Ok(Json(ReturnCode { code }))
}

impl Edge {
    /// Counts wrong codes. Whoever has been wrong too often hears the same, right or wrong, unless
    /// they show better than a code. All refusals take the same time: none tells whether there is a room.
    async fn unless_tried_too_often(
        &self,
        caller: &Caller,
        found: Result<Found, Denied>,
        refused_at: Instant,
    ) -> Result<Found, Denied> {
        let refusal = match found {
            Ok(found) if found.key || found.seat.is_some() => return Ok(found),
            Err(Denied::Unavailable) => return Err(Denied::Unavailable),
            _ if !self.throttle.may_try(Guess::RoomCode, caller.from) => Denied::TooManyTries,
            Err(wrong) => {
                self.throttle.was_wrong(Guess::RoomCode, caller.from);
                wrong
            }
            Ok(found) => return Ok(found),
        };
        sleep_until(refused_at).await;
        Err(refusal)
    }

    /// The cookies of a seat: the device's for the cycle, remembered first, and the day's.
    async fn seat_cookies(
        &self,
        caller: &Caller,
        room: &Handle,
        seat: ParticipantId,
        generation: u32,
    ) -> Result<HeaderMap, Denied> {
        let device = match device_of(self, caller) {
            Some(device) => device,
            None => DeviceToken::draw().ok_or(Denied::Unavailable)?,
        };
        let day = room.published().day.clone();
        let cycle = cycle_of(&day)?;
        let name = day.roster.member(seat).map(|member| member.name.clone()).unwrap_or_default();
        self.accounts.remember(cycle, seat, name, device.hash()).await?;
        caller.guest.is_known();
        let mut headers = HeaderMap::new();
        let lasting = Cookie::Device.give_for_long(self.reach.https, &device.spell());
        headers.append(SET_COOKIE, lasting);
        headers.append(SET_COOKIE, self.day_cookie(room, Who::Participant(seat, generation))?);
        Ok(headers)
    }

    /// The cookie of a seat or screen for this day.
    fn day_cookie(&self, room: &Handle, who: Who) -> Result<HeaderValue, Denied> {
        let midnight = room.published().day.facts.as_ref().map(|facts| facts.midnight);
        let now = self.clock.now();
        let mut expires = end_of_day(midnight.ok_or(Denied::Unavailable)?);
        if expires <= now {
            // A day held at another date than its own.
            expires = end_of_day(now);
        }
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce).map_err(|_| Denied::Unavailable)?;
        let claim = Claim { room: room.room(), who, expires, nonce };
        let token = self.mint.seal(Purpose::Day, &claim);
        let cookie = if matches!(who, Who::Screen(_)) { Cookie::Screen } else { Cookie::Day };
        let seconds = (expires.since(now) / 1_000).max(0);
        Ok(cookie.give(self.reach.https, &token, seconds))
    }
}
