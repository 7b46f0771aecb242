//! Who a device is: its cookies, and what they are worth in a room.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::domain::day::Day;
use crate::domain::id::Timestamp;
use crate::edge::token::Who;
use crate::live::accounts::DeviceHash;
use crate::view::Audience;

/// The cookies of the house, by what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cookie {
    /// A device of a seat, for the whole cycle: 32 random bytes.
    Device,
    /// A seat for one day: a sealed claim.
    Day,
    /// A screen of one room: a sealed claim.
    Screen,
    /// A facilitator's device: 32 random bytes.
    Facilitator,
}

/// Seconds of a year and a bit: the longest that browsers keep a cookie.
const YEAR_S: i64 = 400 * 24 * 3_600;

impl Cookie {
    fn name(self, https: bool) -> &'static str {
        match (self, https) {
            (Cookie::Device, true) => "__Host-cercle-device",
            (Cookie::Device, false) => "cercle-device",
            (Cookie::Day, true) => "__Host-cercle-day",
            (Cookie::Day, false) => "cercle-day",
            (Cookie::Screen, true) => "__Host-cercle-screen",
            (Cookie::Screen, false) => "cercle-screen",
            (Cookie::Facilitator, true) => "__Host-cercle-animer",
            (Cookie::Facilitator, false) => "cercle-animer",
        }
    }

    /// What a device brings in this cookie.
    pub fn read(self, https: bool, headers: &HeaderMap) -> Option<&str> {
        let name = self.name(https);
        let mut pairs = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// The header that gives a device this cookie for so many seconds.
    pub fn give(self, https: bool, value: &str, seconds: i64) -> HeaderValue {
        let name = self.name(https);
        let secure = if https { "; Secure" } else { "" };
        let text =
            format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
        HeaderValue::from_str(&text).expect("names and tokens are ASCII without separators")
    }

    /// The header that gives a device this cookie for as long as may be.
    pub fn give_for_long(self, https: bool, value: &str) -> HeaderValue {
        self.give(https, value, YEAR_S)
    }

    /// The header that takes it away.
    pub fn take_away(self, https: bool) -> HeaderValue {
        self.give(https, "", 0)
    }
}

/// A random secret that a device keeps; the house keeps its hash.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct DeviceToken([u8; 32]);

impl DeviceToken {
    /// A fresh one.
    pub fn draw() -> Option<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// The one a cookie spells.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// As the cookie spells it.
    pub fn spell(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What the house keeps of it: 256 random bits need no slow hash.
    pub fn hash(&self) -> DeviceHash {
        DeviceHash(Sha256::digest(self.0).into())
    }
}

impl Who {
    /// For whom frames are built.
    pub(super) fn audience(self) -> Audience {
        match self {
            Who::Participant(seat, _) => Audience::Participant(seat),
            Who::Facilitator(..) => Audience::Facilitator,
            Who::Screen(_) => Audience::Screen,
        }
    }

    /// Whether the day still knows this device: the seat not freed since, the screens not sent away.
    /// A facilitator's device is not the day's to know.
    pub(super) fn is_admitted(self, day: &Day) -> bool {
        match self {
            Who::Participant(seat, generation) => day
                .roster
                .member(seat)
                .is_some_and(|member| member.seated && member.generation == generation),
            Who::Facilitator(..) => true,
            Who::Screen(generation) => day.screen_generation == generation,
        }
    }
}

/// When the tokens of a day end: two hours after the day itself.
pub(super) fn end_of_day(midnight: Timestamp) -> Timestamp {
    midnight.plus_ms(26 * 3_600 * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_cannot_be_read_by_pages_nor_sent_by_others() {
        let https = Cookie::Day.give(true, "x", 60);
        assert_eq!(
            https.to_str().unwrap(),
            "__Host-cercle-day=x; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure"
        );
        let plain = Cookie::Facilitator.give(false, "x", 60);
        assert_eq!(
            plain.to_str().unwrap(),
            "cercle-animer=x; Path=/; Max-Age=60; HttpOnly; SameSite=Strict"
        );
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "xcercle-day=1; cercle-days=2".parse().unwrap());
        assert_eq!(Cookie::Day.read(false, &headers), None);
        headers.append(COOKIE, "a=b; cercle-day=3".parse().unwrap());
        assert_eq!(Cookie::Day.read(false, &headers), Some("3"));
        assert_eq!(Cookie::Day.read(true, &headers), None, "plain cookies are worth nothing there");
    }

    #[test]
    fn a_device_token_is_thirty_two_bytes() {
        let token = DeviceToken::draw().unwrap();
        assert!(DeviceToken::read(&token.spell()) == Some(token));
        for bad in ["", "AAAA", "é", &"A".repeat(60)] {
            assert!(DeviceToken::read(bad).is_none());
        }
    }
}
