//! Requests: who may ask what, from where, how often, and what every answer bears.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod house;

use std::collections::BTreeSet;
use std::time::Duration;

use cercle::domain::bytes::Bytes as Spelled;
use cercle::domain::id::{KnockId, ParticipantId};
use cercle::rehearsal::device::Device;
use cercle::rehearsal::face::Face;
use cercle::wire::account::{Enrol, Invitation, Me, RevokeDevice, SignIn};
use cercle::wire::common::close;
use cercle::wire::door::{Door, DoorFound, Dot, Knock, Return, ReturnCode};
use cercle::wire::facilitator;
use house::{Opened, PASSPHRASE, Server, code, door, hasty};
use http_body_util::Full;
use hyper::Request;
use hyper::body::Bytes;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

/// Every route, with some that are none.
const ROUTES: &[(&str, &str)] = &[
    ("GET", "/"),
    ("GET", "/animer/"),
    ("GET", "/ecran/"),
    ("GET", "/assets/none.js"),
    ("GET", "/health"),
    ("GET", "/ready"),
    ("POST", "/api/enrol"),
    ("POST", "/api/sign-in"),
    ("POST", "/api/sign-out"),
    ("GET", "/api/me"),
    ("POST", "/api/devices/revoke"),
    ("POST", "/api/cycles"),
    ("POST", "/api/cycles/x/days"),
    ("POST", "/api/cycles/x/invite"),
    ("GET", "/api/cycles/x/processes"),
    ("POST", "/api/cycles/x/processes?from=0"),
    ("GET", "/api/cycles/x/processes/x"),
    ("POST", "/api/cycles/x/processes/x/drop"),
    ("POST", "/api/processes/check"),
    ("POST", "/api/door"),
    ("POST", "/api/rooms/x/knock"),
    ("POST", "/api/rooms/x/return"),
    ("POST", "/api/rooms/x/return-code"),
    ("POST", "/api/rooms/x/ticket?face=screen"),
    ("GET", "/api/rooms/x/socket?face=screen"),
    ("GET", "/api/rooms/x/frame?face=screen"),
    ("POST", "/api/rooms/x/say?face=screen"),
    ("POST", "/api/rooms/x/signal?face=screen"),
    ("GET", "/api/rooms/x/qr.svg"),
    ("GET", "/api/rooms/x/catalogue?face=screen"),
    ("GET", "/api/rooms/x/kept"),
    ("POST", "/b"),
    ("DELETE", "/api/door"),
    ("GET", "/api/door"),
    ("GET", "/api/nothing"),
    ("OPTIONS", "/api/door"),
    ("GET", "/nothing"),
];

#[tokio::test]
async fn every_answer_bears_the_headers_that_protect_it() {
    let server = Server::start().await;
    for (method, path) in ROUTES {
        let (status, headers, _) = server.raw(server.own(method, path, "{}")).await;
        let header = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap());
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{method} {path}");
        assert!(policy.contains("require-trusted-types-for 'script'"), "{method} {path}");
        assert!(!policy.contains("unsafe"), "{method} {path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{method} {path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{method} {path}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{method} {path}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{method} {path}");
        assert!(headers.get("server").is_none(), "{method} {path}");
        assert!(headers.get("access-control-allow-origin").is_none(), "{method} {path}");
        let kept = header("cache-control");
        let is_page = status.is_success() && !path.starts_with("/api") && !path.contains("health");
        assert!(kept == "no-store" || is_page, "{method} {path} may be kept: {kept}");
        assert_ne!(status.as_u16(), 500, "{method} {path}");
    }
}

#[tokio::test]
async fn health_has_a_body_no_captive_portal_would_guess() {
    let server = Server::start().await;
    let (status, _, body) = server.raw(server.own("GET", "/health", "")).await;
    assert_eq!((status.as_u16(), &body[..]), (200, &br#"{"cercle":1}"#[..]));
    let (status, ..) = server.raw(server.own("GET", "/ready", "")).await;
    assert_eq!(status.as_u16(), 200);
}

#[tokio::test]
async fn only_our_own_pages_may_change_anything() {
    let server = Server::start().await;
    let host = server.origin.strip_prefix("http://").unwrap();
    let asked = async |origin: Option<&str>, kind: &str, ours: bool, site: Option<&str>| {
        let mut request =
            Request::post(format!("{}/api/door", server.origin)).header("content-type", kind);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        if ours {
            request = request.header("x-cercle", "1");
        }
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        let body = Full::from(Bytes::from(r#"{"code":"ABCDEF","key":null}"#));
        let (status, _, body) = server.raw(request.body(body).unwrap()).await;
        let problem: Value = serde_json::from_slice(&body).unwrap();
        (status.as_u16(), problem["code"].as_str().unwrap().to_owned())
    };
    let own = server.origin.as_str();
    let json = "application/json";
    assert_eq!(asked(Some(own), json, true, Some("same-origin")).await.1, "wrongCode");
    let foreign = (403, "foreignOrigin".to_owned());
    let lookalike = format!("http://{host}.evil.example");
    let other_port = "http://127.0.0.1:1";
    for origin in [
        None,
        Some("https://evil.example"),
        Some("null"),
        Some(""),
        Some(lookalike.as_str()),
        Some(other_port),
    ] {
        assert_eq!(asked(origin, json, true, None).await, foreign, "{origin:?}");
    }
    assert_eq!(asked(Some(own), "text/plain", true, None).await, foreign);
    assert_eq!(asked(Some(own), json, false, None).await, foreign);
    for site in ["cross-site", "same-site"] {
        assert_eq!(asked(Some(own), json, true, Some(site)).await, foreign, "{site}");
    }
}

#[tokio::test]
async fn a_body_is_small_in_time_and_of_the_shape_asked_for() {
    let server = Server::start_with(hasty()).await;
    let asked = async |body: String| {
        let (status, _, body) = server.raw(server.own("POST", "/api/door", body)).await;
        (status.as_u16(), serde_json::from_slice::<Value>(&body).unwrap()["code"].clone())
    };
    assert_eq!(asked("x".repeat(17_000)).await, (413, json!("tooLarge")));
    for bad in ["", "{", "null", r#"{"code":"ABCDEF"#, r#"{"code":"ABCDEF","key":null,"more":1}"#] {
        assert_eq!(asked(bad.to_owned()).await, (400, json!("malformed")), "{bad}");
    }
    let late = "POST /api/door HTTP/1.1\r\nHost: @\r\nOrigin: http://@\r\nX-Cercle: 1\r\n\
        Content-Type: application/json\r\nContent-Length: 30\r\n\r\n{"
        .replace('@', server.origin.strip_prefix("http://").unwrap());
    let answer = told(&server, late.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("tooSlow"), "{answer}");
}

/// Sends bytes and reads until the server closes.
async fn told(server: &Server, bytes: &[u8]) -> String {
    let address = server.origin.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    let whole = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer));
    // Closed with or without a word; only staying open would be wrong.
    let _ = whole.await.expect("the connection stays open");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_half_sent_head_is_cut() {
    let server = Server::start_with(hasty()).await;
    told(&server, b"GET /health HTTP/1.1\r\nHost: x\r\n").await;
    told(&server, b"").await;
    let huge = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "y".repeat(40_000));
    let answer = told(&server, huge.as_bytes()).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn a_hoard_of_strangers_makes_room_for_newer_ones() {
    let limits = cercle::config::Limits { strangers: 8, ..cercle::config::Limits::default() };
    let server = Server::start_with(limits).await;
    let address = server.origin.strip_prefix("http://").unwrap();
    let mut hoard = Vec::new();
    for _ in 0..40 {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
        hoard.push(stream);
    }
    let (status, ..) = server.raw(server.own("GET", "/health", "")).await;
    assert_eq!(status.as_u16(), 200, "whoever comes now is served");
    let mut oldest = hoard.remove(0);
    let read = tokio::time::timeout(Duration::from_secs(5), oldest.read(&mut [0; 1])).await;
    assert!(matches!(read, Ok(Ok(0) | Err(_))), "the oldest has been sent away");
}

#[tokio::test]
async fn the_enrolment_link_is_good_once() {
    let server = Server::start().await;
    let token = server.app.first_invitation().await.unwrap().unwrap();
    let enrol = |token: &str, name: &str| Enrol {
        token: token.to_owned(),
        name: name.to_owned(),
        passphrase: PASSPHRASE.to_owned(),
    };
    let forged = server.device().post::<Me>("/api/enrol", &enrol("forged", "Eve")).await;
    assert_eq!(code(forged), (410, "badToken".into()));
    let tablet = server.device();
    let me: Me = tablet.post("/api/enrol", &enrol(&token, "Claire")).await.unwrap();
    assert_eq!((me.name.as_str(), me.devices.len()), ("Claire", 1));
    let again = server.device().post::<Me>("/api/enrol", &enrol(&token, "Eve")).await;
    assert_eq!(code(again), (410, "badToken".into()));
    assert_eq!(server.app.first_invitation().await.unwrap(), None);
    let me: Me = tablet.get("/api/me").await.unwrap();
    assert!(me.devices[0].this_one);
}

#[tokio::test]
async fn signing_in_out_and_away() {
    let server = Server::start().await;
    let tablet = server.enrol().await;
    let sign_in = SignIn { name: "Claire".into(), passphrase: PASSPHRASE.into() };
    let other = server.device();
    assert_eq!(code(other.get::<Me>("/api/me").await), (401, "signedOut".into()));
    let me: Me = other.post("/api/sign-in", &sign_in).await.unwrap();
    assert_eq!(me.devices.len(), 2);

    let lost = me.devices.iter().find(|device| !device.this_one).unwrap().device.clone();
    let me: Me = other.post("/api/devices/revoke", &RevokeDevice { device: lost }).await.unwrap();
    assert_eq!(me.devices.len(), 1);
    assert_eq!(code(tablet.get::<Me>("/api/me").await), (401, "signedOut".into()));

    let () = other.post("/api/sign-out", &json!({})).await.unwrap();
    assert_eq!(code(other.get::<Me>("/api/me").await), (401, "signedOut".into()));
}

#[tokio::test]
async fn wrong_passphrases_are_told_alike_and_throttled() {
    let server = Server::start().await;
    server.enrol().await;
    let guess = async |name: &str| {
        let sign_in = SignIn { name: name.into(), passphrase: "une autre phrase".into() };
        code(server.device().post::<Me>("/api/sign-in", &sign_in).await)
    };
    assert_eq!(guess("Claire").await, (401, "wrongPassphrase".into()));
    assert_eq!(guess("Personne").await, (401, "wrongPassphrase".into()));
    let mut heard = BTreeSet::new();
    for _ in 0..10 {
        heard.insert(guess("Claire").await.1);
    }
    assert!(heard.contains("tooManyTries"), "{heard:?}");
    let right = SignIn { name: "Claire".into(), passphrase: PASSPHRASE.into() };
    let answer = server.device().post::<Me>("/api/sign-in", &right).await;
    assert_eq!(code(answer), (429, "tooManyTries".into()), "even the right one waits");
}

#[tokio::test]
async fn wrong_codes_are_throttled_but_not_for_the_qr_nor_for_known_devices() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let key = day.server.app.door_key(&day.room).await.unwrap();
    let stranger = day.server.device();
    let mut heard = Vec::new();
    for n in 0..14_u32 {
        let wrong = cercle::domain::id::RoomCode::from_bits(n).to_string();
        heard.push(code(door(&stranger, &wrong).await).1);
    }
    assert_eq!(heard[..10], vec!["wrongCode"; 10], "ten tries");
    assert_eq!(heard[10..], vec!["tooManyTries"; 4]);
    assert_eq!(code(door(&stranger, &day.code).await), (429, "tooManyTries".into()));

    let scanned = Door { code: day.code.clone(), key: Some(key) };
    let found: DoorFound = stranger.post("/api/door", &scanned).await.unwrap();
    assert_eq!((found.room.as_str(), found.known), (day.room.as_str(), false));
    let forged = Door { code: day.code.clone(), key: Some("0".repeat(32)) };
    let answer = stranger.post::<DoorFound>("/api/door", &forged).await;
    assert_eq!(code(answer), (429, "tooManyTries".into()));
    assert!(door(&phone.device, &day.code).await.unwrap().known, "a known phone goes in");
}

#[tokio::test]
async fn codes_are_read_as_people_type_them() {
    let day = Opened::start().await;
    let typed = format!(" {}-{} ", &day.code[..3].to_lowercase(), &day.code[3..]);
    assert_eq!(door(&day.server.device(), &typed).await.unwrap().room, day.room);
    let answer = door(&day.server.device(), "IIII11").await;
    assert_eq!(code(answer), (404, "wrongCode".into()));
}

#[tokio::test]
async fn with_the_code_alone_nothing_of_the_day_is_seen() {
    let day = Opened::start().await;
    let stranger = day.server.device();
    door(&stranger, &day.code).await.unwrap();
    let room = format!("/api/rooms/{}", day.room);
    for face in ["participant", "screen", "facilitator"] {
        let ticket =
            stranger.post::<Value>(&format!("{room}/ticket?face={face}"), &json!({})).await;
        assert_eq!(code(ticket).0, 401, "{face}");
        let frame = stranger.get::<Value>(&format!("{room}/frame?face={face}")).await;
        assert_eq!(code(frame).0, 401, "{face}");
        let say = json!({"id": "x", "say": {"act": "checkOut"}});
        let said = stranger.post::<Value>(&format!("{room}/say?face={face}"), &say).await;
        assert_eq!(code(said).0, 401, "{face}");
    }
    for what in ["qr.svg", "catalogue?face=participant", "kept"] {
        let answer = stranger.get::<Value>(&format!("{room}/{what}")).await;
        assert_eq!(code(answer).0, 401, "{what}");
    }
    let asked = stranger.post::<ReturnCode>(&format!("{room}/return-code"), &json!({})).await;
    assert_eq!(code(asked).0, 401);
}

#[tokio::test]
async fn a_seat_is_good_in_its_own_room_and_face_only() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let (other_room, _) = house::open_day(&day.device, day.cycle, 2, 8).await;
    let ticket = async |device: &Device, room: &str, face: &str| {
        device.post::<Value>(&format!("/api/rooms/{room}/ticket?face={face}"), &json!({})).await
    };
    assert!(ticket(&phone.device, &day.room, "participant").await.is_ok());
    assert_eq!(code(ticket(&phone.device, &other_room, "participant").await).0, 401);
    assert_eq!(code(ticket(&phone.device, &day.room, "screen").await).0, 401);
    assert_eq!(code(ticket(&phone.device, &day.room, "facilitator").await).0, 401);
    assert_eq!(code(ticket(&phone.device, &day.room, "emperor").await).0, 400);
    assert_eq!(code(ticket(&phone.device, &"0".repeat(32), "participant").await).0, 404);
}

#[tokio::test]
async fn a_qr_is_drawn_for_tablet_and_screen() {
    let day = Opened::start().await;
    let path = format!("/api/rooms/{}/qr.svg", day.room);
    let cookies = day.device.cookie_header().unwrap();
    let mut request = day.server.own("GET", &path, "");
    request.headers_mut().insert("cookie", cookies.parse().unwrap());
    let (status, headers, body) = day.server.raw(request).await;
    assert_eq!(status.as_u16(), 200);
    assert_eq!(headers["content-type"], "image/svg+xml");
    assert!(String::from_utf8_lossy(&body).contains("<svg"));
    let phone = day.join("Inès").await;
    assert_eq!(code(phone.device.get::<Value>(&path).await).0, 401, "a phone needs none");
}

#[tokio::test]
async fn a_locked_door_and_a_full_circle_are_told() {
    let day = Opened::on(Server::start().await, &[], 2).await;
    day.join("Inès").await;
    day.conduct(facilitator::Says::Lock { locked: true }).await;
    let stranger = day.server.device();
    let knock = Knock { knock: KnockId(Uuid::new_v4()), name: "Marc".into(), screen: false };
    let answer = house::knock(&stranger, &day.room, &knock).await.unwrap();
    assert_eq!(answer, cercle::wire::door::Knocked::Locked);
    day.conduct(facilitator::Says::Lock { locked: false }).await;
    let late = Knock { knock: KnockId(Uuid::new_v4()), name: "Zoé".into(), screen: false };
    let answer = house::knock(&stranger, &day.room, &late).await.unwrap();
    assert!(matches!(answer, cercle::wire::door::Knocked::Waiting { .. }));
    let late_is_there =
        |passing: &facilitator::Passing| passing.knocks.iter().any(|one| one.knock == late.knock);
    let passing = day.tablet.until("passing", late_is_there).await.unwrap();
    assert_eq!(passing.knocks.len(), 1, "whoever was turned away does not stand there again");
    day.join("Marc").await;
    let answer = house::knock(&stranger, &day.room, &late).await.unwrap();
    assert_eq!(answer, cercle::wire::door::Knocked::Full);
}

#[tokio::test]
async fn a_bad_name_is_told_and_a_roster_is_not_told_apart() {
    let seat = ParticipantId(Uuid::new_v4());
    let day = Opened::on(Server::start().await, &[(seat, "Inès")], 8).await;
    let stranger = day.server.device();
    let ask = async |name: &str| {
        let knock = Knock { knock: KnockId(Uuid::new_v4()), name: name.into(), screen: false };
        house::knock(&stranger, &day.room, &knock).await
    };
    for bad in ["", "   ", "12", "animatrice", "a\u{202e}b", &"x".repeat(60)] {
        let answer = ask(bad).await;
        assert!(answer.is_err(), "{bad:?}");
        assert_eq!(code(answer), (422, "badName".into()), "{bad:?}");
    }
    let of_roster = serde_json::to_value(ask("Inès").await.unwrap()).unwrap();
    let unknown = serde_json::to_value(ask("Personne").await.unwrap()).unwrap();
    assert_eq!((&of_roster["state"], &unknown["state"]), (&json!("waiting"), &json!("waiting")));
}

#[tokio::test]
async fn two_words_are_the_same_on_the_device_and_on_the_tablet() {
    let day = Opened::start().await;
    let device = day.server.device();
    for screen in [false, true] {
        let name = if screen { String::new() } else { "Inès".to_owned() };
        let knock = Knock { knock: KnockId(Uuid::new_v4()), name, screen };
        let answer = house::knock(&device, &day.room, &knock).await.unwrap();
        let cercle::wire::door::Knocked::Waiting { words } = answer else { panic!("{answer:?}") };
        let shown = day.sees_knock(knock.knock).await;
        assert_eq!((shown.words, shown.screen), (words, screen));
        day.conduct(facilitator::Says::Refuse { knock: knock.knock }).await;
        let answer = house::knock_until_answered(&device, &day.room, &knock).await;
        assert_eq!(answer, cercle::wire::door::Knocked::Refused);
    }
}

#[tokio::test]
async fn a_seat_comes_to_another_phone_by_its_return_code() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let path = format!("/api/rooms/{}", day.room);
    let code_of_seat: ReturnCode =
        phone.device.post(&format!("{path}/return-code"), &json!({})).await.unwrap();
    let other = day.server.device();
    let back = async |device: &Device, code: &str| {
        device.post::<()>(&format!("{path}/return"), &Return { code: code.to_owned() }).await
    };
    assert_eq!(code(back(&other, "WRONGCODE").await), (404, "wrongCode".into()));
    back(&other, &code_of_seat.code).await.unwrap();
    let face: Face<cercle::wire::participant::Says> =
        Face::enter(&other, &day.room, "participant").await.unwrap();
    let now: cercle::wire::participant::Now = face.until("now", |_| true).await.unwrap();
    assert_eq!(now.you.participant, phone.seat);
    assert!(door(&other, &day.code).await.unwrap().known, "recognised from now on");
}

#[tokio::test]
async fn a_recognised_phone_needs_no_knock_on_the_next_day() {
    let seat = ParticipantId(Uuid::new_v4());
    let day = Opened::on(Server::start().await, &[(seat, "Inès")], 8).await;
    let phone = day.join_as(seat, "Inès").await;
    // Held at another date than its own: people come in all the same.
    let ten_days_ago = house::midnight().plus_ms(-10 * 24 * 3_600 * 1_000);
    let (room, code_of_day) =
        house::open_day_dated(&day.device, day.cycle, 2, 8, ten_days_ago).await;
    let tablet: Face<facilitator::Says> =
        Face::enter(&day.device, &room, "facilitator").await.unwrap();
    let seated = |now: &facilitator::Now| {
        now.people.iter().any(|one| one.participant == phone.seat && one.seated)
    };
    let before: facilitator::Now = tablet.until("now", |_| true).await.unwrap();
    assert!(!seated(&before));
    assert!(door(&phone.device, &code_of_day).await.unwrap().known);
    tablet.until("now", seated).await.unwrap();
    let face: Face<cercle::wire::participant::Says> =
        Face::enter(&phone.device, &room, "participant").await.unwrap();
    face.until("now", |_: &cercle::wire::participant::Now| true).await.unwrap();
}

#[tokio::test]
async fn a_freed_seat_is_not_taken_back_by_its_old_phone() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    day.conduct(facilitator::Says::FreeSeat { participant: phone.seat }).await;
    assert_eq!(phone.face.closed().await, close::NOT_ADMITTED);
    let path = format!("/api/rooms/{}/ticket?face=participant", day.room);
    let ticket = phone.device.post::<Value>(&path, &json!({})).await;
    assert_eq!(code(ticket), (401, "notAdmitted".into()));
    assert!(!door(&phone.device, &day.code).await.unwrap().known, "it has to knock");
}

#[tokio::test]
async fn a_dot_is_answered_the_same_length_and_sets_nothing() {
    let day = Opened::start().await;
    let dot = Dot {
        v: 1,
        room: day.room.clone(),
        vote: Uuid::new_v4().to_string(),
        epoch: 0,
        tag: Spelled([0; 32]),
        token: Spelled([0; 64]),
        seq: 1,
        choice: 1,
        sig: Spelled([0; 64]),
    };
    let mut body = serde_json::to_vec(&dot).unwrap();
    body.resize(512, b' ');
    let mut lengths = BTreeSet::new();
    for body in [body, vec![b' '; 512], vec![b'x'; 511], vec![b'{'; 513]] {
        let (status, headers, answer) = day.server.raw(day.server.own("POST", "/b", body)).await;
        assert!(status.is_client_error());
        assert_eq!(headers["connection"], "close");
        assert!(headers.get("set-cookie").is_none());
        lengths.insert(answer.len());
    }
    assert_eq!(lengths.len(), 1, "{lengths:?}");
}

#[tokio::test]
async fn an_invitation_leads_another_facilitator_into_the_cycle() {
    let day = Opened::start().await;
    let path = format!("/api/cycles/{}/invite", day.cycle);
    let invitation: Invitation = day.device.post(&path, &json!({})).await.unwrap();
    let token = invitation.link.strip_prefix("/animer/#enrol=").unwrap().to_owned();
    let other = day.server.device();
    let enrol = Enrol { token, name: "Bruno".into(), passphrase: PASSPHRASE.into() };
    let me: Me = other.post("/api/enrol", &enrol).await.unwrap();
    assert_eq!(me.cycles.len(), 1);
    let tablet: Face<facilitator::Says> =
        Face::enter(&other, &day.room, "facilitator").await.unwrap();
    let now: facilitator::Now = tablet.until("now", |_| true).await.unwrap();
    assert_eq!(now.code.replace([' ', '-'], ""), day.code);
    assert_eq!(code(server_of(&day).post::<Value>(&path, &json!({})).await).0, 401);
}

fn server_of(day: &Opened) -> Device {
    day.server.device()
}
