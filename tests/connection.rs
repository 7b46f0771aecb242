//! Faces over both transports, with real clients: what they see, and how they are sent home.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod house;

use std::time::Duration;

use cercle::config::Limits;
use cercle::domain::id::{CaseId, ParticipantId};
use cercle::domain::position::Position;
use cercle::domain::vocabulary::CaseKind;
use cercle::rehearsal::device::Device;
use cercle::rehearsal::face::Face;
use cercle::wire::account::{Me, RevokeDevice, SignIn};
use cercle::wire::common::{Answer, PROTOCOL, Signal, ToFace, close};
use cercle::wire::door::Ticket;
use cercle::wire::participant::{CaseFields, Mine, Now, Passing, Says, Stage};
use cercle::wire::{facilitator, screen};
use futures_util::{SinkExt, StreamExt};
use house::{Opened, PASSPHRASE, Phone, Server, code, hasty};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use uuid::Uuid;

type Socket = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

/// A socket without a greeting yet.
async fn open(server: &Server, room: &str, origin: &str) -> Result<Socket, Error> {
    let address = server.origin.replacen("http", "ws", 1);
    let path = format!("{address}/api/rooms/{room}/socket?face=participant");
    let mut request = path.into_client_request().unwrap();
    if !origin.is_empty() {
        request.headers_mut().insert("origin", origin.parse().unwrap());
    }
    connect_async(request).await.map(|(socket, _)| socket)
}

async fn ticket(device: &Device, room: &str) -> String {
    let path = format!("/api/rooms/{room}/ticket?face=participant");
    device.post::<Ticket>(&path, &json!({})).await.unwrap().ticket
}

fn hello(ticket: &str) -> String {
    hello_of(PROTOCOL, ticket)
}

fn hello_of(protocol: u16, ticket: &str) -> String {
    json!({"type": "hello", "protocol": protocol, "ticket": ticket, "epoch": null, "revisions": {}})
        .to_string()
}

/// A greeted socket of a phone.
async fn greeted(day: &Opened, phone: &Phone) -> Socket {
    let mut socket = open(&day.server, &day.room, &day.server.origin).await.unwrap();
    let ticket = ticket(&phone.device, &day.room).await;
    socket.send(Message::text(hello(&ticket))).await.unwrap();
    assert!(matches!(heard(&mut socket).await, Some(ToFace::Welcome { .. })));
    assert!(matches!(heard(&mut socket).await, Some(ToFace::Frame { .. })));
    socket
}

/// The next message.
async fn heard(socket: &mut Socket) -> Option<ToFace> {
    match socket.next().await? {
        Ok(Message::Text(text)) => Some(serde_json::from_str(&text).unwrap()),
        _ => None,
    }
}

/// The next answer, whatever frames come before it.
async fn answered(socket: &mut Socket) -> Answer {
    loop {
        if let ToFace::Answer(answer) = heard(socket).await.expect("an answer") {
            return answer;
        }
    }
}

/// Reads to the end and gives the close code, and that of the last message before it.
async fn ended(mut socket: Socket) -> (u16, Option<u16>) {
    let mut bye = None;
    let ending = async {
        while let Some(Ok(message)) = socket.next().await {
            match message {
                Message::Text(text) => {
                    if let Ok(ToFace::Bye { code }) = serde_json::from_str(&text) {
                        bye = Some(code);
                    }
                }
                Message::Close(frame) => return frame.map_or(1005, |frame| frame.code.into()),
                _ => {}
            }
        }
        1006
    };
    let code = tokio::time::timeout(Duration::from_secs(20), ending).await.expect("an end");
    (code, bye)
}

fn case(title: &str) -> CaseFields {
    CaseFields {
        kind: CaseKind::Projet,
        title: title.to_owned(),
        headline: "En bref".into(),
        expects: "Des idées".into(),
        reserved: false,
        urgency: 2,
        importance: 2,
        emotional_load: 1,
    }
}

async fn to_inventory(day: &Opened) {
    day.conduct(facilitator::Says::Go { from: Position::Welcome, to: Position::Inventory }).await;
    day.conduct(facilitator::Says::OpenWindow { ends_at: None, role: None }).await;
}

#[tokio::test]
async fn a_command_travels_to_three_faces_over_both_transports() {
    let day = Opened::start().await;
    let (by_socket, by_requests) = (day.join("Inès").await, day.join("Marc").await);
    let polled: Face<Says> = Face::enter_by_requests(&by_requests.device, &day.room, "participant");
    let (screen_device, screen) = day.screen().await;
    let polled_screen: Face<screen::Says> =
        Face::enter_by_requests(&screen_device, &day.room, "screen");
    let polled_tablet: Face<facilitator::Says> =
        Face::enter_by_requests(&day.device, &day.room, "facilitator");
    to_inventory(&day).await;

    let put =
        |title: &str| Says::PutCase { case_item: CaseId(Uuid::new_v4()), fields: case(title) };
    by_socket.face.say(put("Comment dire non ?")).await.unwrap();
    polled.say(put("Comment dire oui ?")).await.unwrap();

    let two = |submitted: u16| submitted == 2;
    let phone =
        |now: &Now| matches!(now.stage, Stage::Inventory { submitted, .. } if two(submitted));
    let tablet = |now: &facilitator::Now| matches!(now.stage, facilitator::Stage::Inventory { submitted, .. } if two(submitted));
    let wall = |now: &screen::Now| matches!(now.stage, screen::Stage::Inventory { submitted, .. } if two(submitted));
    by_socket.face.until("now", phone).await.unwrap();
    polled.until("now", phone).await.unwrap();
    day.tablet.until("now", tablet).await.unwrap();
    polled_tablet.until("now", tablet).await.unwrap();
    screen.until("now", wall).await.unwrap();
    polled_screen.until("now", wall).await.unwrap();

    polled_tablet.say(facilitator::Says::CloseWindow {}).await.unwrap();
    polled_tablet.say(facilitator::Says::Reveal {}).await.unwrap();
    let both = |cases: &cercle::wire::participant::Cases| cases.cases.len() == 2;
    let one = by_socket.face.until("cases", both).await.unwrap();
    let other = polled.until("cases", both).await.unwrap();
    assert_eq!(one, other, "whatever the way, all of a role see the same");
}

#[tokio::test]
async fn what_is_said_by_requests_is_refused_in_the_same_words() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let polled: Face<Says> = Face::enter_by_requests(&phone.device, &day.room, "participant");
    let say = Says::PutCase { case_item: CaseId(Uuid::new_v4()), fields: case("Trop tôt") };
    let by_request = polled.say(say.clone()).await.unwrap_err();
    let by_socket = phone.face.say(say).await.unwrap_err();
    assert_eq!(by_request, by_socket);

    let path = format!("/api/rooms/{}/say?face=participant", day.room);
    let wrong = json!({"id": "x", "say": {"act": "hand", "raised": "yes"}});
    let answer: Answer = phone.device.post(&path, &wrong).await.unwrap();
    assert_eq!(answer.refusal.unwrap().code, "malformed");
    let nameless = phone.device.post::<Answer>(&path, &json!({"say": {}})).await;
    assert_eq!(code(nameless), (400, "malformed".into()));
}

#[tokio::test]
async fn whoever_comes_by_requests_is_present_and_may_give_signs() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let seat = phone.seat;
    drop(phone.face);
    let gone = |passing: &facilitator::Passing| !passing.connected.contains(&seat);
    day.tablet.until("passing", gone).await.unwrap();
    let polled: Face<Says> = Face::enter_by_requests(&phone.device, &day.room, "participant");
    let there = |passing: &facilitator::Passing| passing.connected.contains(&seat);
    day.tablet.until("passing", there).await.unwrap();

    polled.signal(Signal::Awake { visible: false }).await;
    let asleep = |passing: &facilitator::Passing| passing.asleep.contains(&seat);
    day.tablet.until("passing", asleep).await.unwrap();
    polled.signal(Signal::Awake { visible: true }).await;
    day.tablet.until("passing", |passing| !asleep(passing) && there(passing)).await.unwrap();

    to_inventory(&day).await;
    polled.signal(Signal::Finished { finished: true }).await;
    polled.until("passing", |passing: &Passing| passing.you_finished).await.unwrap();
}

#[tokio::test]
async fn a_section_is_sent_again_only_when_it_changed() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let path = format!("/api/rooms/{}/frame?face=participant", day.room);
    let all: ToFace = phone.device.get(&path).await.unwrap();
    let ToFace::Frame { epoch, sections, .. } = all else { panic!("a frame") };
    let have: Vec<String> = sections
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, section)| format!("{name}:{}", section["revision"]))
        .collect();
    assert_eq!(sections.as_object().unwrap().len(), 5);
    let with = format!("{path}&epoch={epoch}&have={}", have.join(","));
    let (news, ()) = tokio::join!(phone.device.get::<ToFace>(&with), async {
        to_inventory(&day).await;
    });
    let ToFace::Frame { sections: news, .. } = news.unwrap() else { panic!("a frame") };
    let news = news.as_object().unwrap();
    assert!(news.contains_key("now") && !news.contains_key("plan"), "{:?}", news.keys());
    let bad = phone.device.get::<Value>(&format!("{path}&have=now")).await;
    assert_eq!(code(bad).0, 400);
}

#[tokio::test]
async fn a_poll_with_nothing_new_ends_empty() {
    let limits = Limits { poll: Duration::from_millis(300), ..Limits::default() };
    let day = Opened::on(Server::start_with(limits).await, &[], 8).await;
    let phone = day.join("Inès").await;
    let path = format!("/api/rooms/{}/frame?face=participant", day.room);
    // Presence may still move a section or two: at rest, nothing is new.
    let mut known = path.clone();
    loop {
        match phone.device.get::<Option<ToFace>>(&known).await.unwrap() {
            None => break,
            Some(ToFace::Frame { epoch, sections, .. }) => {
                let have: Vec<String> = sections
                    .as_object()
                    .unwrap()
                    .iter()
                    .map(|(name, section)| format!("{name}:{}", section["revision"]))
                    .collect();
                if have.len() == 5 {
                    known = format!("{path}&epoch={epoch}&have={}", have.join(","));
                } else {
                    known.clone_from(&path);
                }
            }
            Some(other) => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_stale_page_is_told_to_reload() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let mut socket = open(&day.server, &day.room, &day.server.origin).await.unwrap();
    let ticket = ticket(&phone.device, &day.room).await;
    socket.send(Message::text(hello_of(PROTOCOL + 1, &ticket))).await.unwrap();
    assert_eq!(ended(socket).await, (close::STALE_PAGE, Some(close::STALE_PAGE)));
}

#[tokio::test]
async fn two_tabs_of_one_seat_both_live() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let second: Face<Says> = Face::enter(&phone.device, &day.room, "participant").await.unwrap();
    to_inventory(&day).await;
    let put = Says::PutCase { case_item: CaseId(Uuid::new_v4()), fields: case("Un cas") };
    second.say(put.clone()).await.unwrap();
    phone.face.say(put).await.unwrap();
    let one = |mine: &Mine| mine.cases.len() == 1;
    phone.face.until("mine", one).await.unwrap();
    second.until("mine", one).await.unwrap();
    drop(second);
    let still = |passing: &facilitator::Passing| passing.connected.contains(&phone.seat);
    day.tablet.until("passing", still).await.unwrap();
}

#[tokio::test]
async fn a_freed_seat_and_unpaired_screens_are_sent_home_at_once() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let polled: Face<Says> = Face::enter_by_requests(&phone.device, &day.room, "participant");
    polled.until("now", |_: &Now| true).await.unwrap();
    let (screen_device, screen) = day.screen().await;
    let polled_screen: Face<screen::Says> =
        Face::enter_by_requests(&screen_device, &day.room, "screen");
    polled_screen.until("now", |_: &screen::Now| true).await.unwrap();

    day.conduct(facilitator::Says::FreeSeat { participant: phone.seat }).await;
    assert_eq!(phone.face.closed().await, close::NOT_ADMITTED);
    assert_eq!(polled.closed().await, 401);
    day.conduct(facilitator::Says::UnpairScreens {}).await;
    assert_eq!(screen.closed().await, close::NOT_ADMITTED);
    assert_eq!(polled_screen.closed().await, 401);
    let again: Face<screen::Says> = day.screen().await.1;
    again.until("now", |_: &screen::Now| true).await.unwrap();
}

#[tokio::test]
async fn a_revoked_tablet_is_sent_home_at_once() {
    let day = Opened::start().await;
    let other = day.server.device();
    let sign_in = SignIn { name: "Claire".into(), passphrase: PASSPHRASE.into() };
    let me: Me = other.post("/api/sign-in", &sign_in).await.unwrap();
    let kept: Face<facilitator::Says> =
        Face::enter(&other, &day.room, "facilitator").await.unwrap();
    let lost = me.devices.iter().find(|device| !device.this_one).unwrap().device.clone();
    let _: Me = other.post("/api/devices/revoke", &RevokeDevice { device: lost }).await.unwrap();
    assert_eq!(day.tablet.closed().await, close::NOT_ADMITTED);
    kept.say(facilitator::Says::Lock { locked: true }).await.unwrap();
}

#[tokio::test]
async fn a_ticket_lets_in_once_and_only_there() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let (other_room, _) = house::open_day(&day.device, day.cycle, 2, 8).await;
    let try_with = async |room: &str, ticket: &str| {
        let mut socket = open(&day.server, room, &day.server.origin).await.unwrap();
        socket.send(Message::text(hello(ticket))).await.unwrap();
        match heard(&mut socket).await {
            Some(ToFace::Bye { code }) => Some(code),
            _ => None,
        }
    };
    let good = ticket(&phone.device, &day.room).await;
    assert_eq!(try_with(&other_room, &good).await, Some(close::NOT_ADMITTED));
    assert_eq!(try_with(&day.room, &good).await, None, "welcome");
    assert_eq!(try_with(&day.room, &good).await, Some(close::OVERLOAD), "fetch another");
    let mut forged = good.clone();
    let last = if forged.pop() == Some('A') { 'B' } else { 'A' };
    forged.push(last);
    let forged = format!("A{}", &forged[1..]);
    assert_eq!(try_with(&day.room, &forged).await, Some(close::NOT_ADMITTED));
    assert_eq!(try_with(&day.room, "").await, Some(close::NOT_ADMITTED));
}

#[tokio::test]
async fn a_ticket_of_a_seat_freed_meanwhile_lets_nobody_in() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let held = ticket(&phone.device, &day.room).await;
    day.conduct(facilitator::Says::FreeSeat { participant: phone.seat }).await;
    let mut socket = open(&day.server, &day.room, &day.server.origin).await.unwrap();
    socket.send(Message::text(hello(&held))).await.unwrap();
    assert_eq!(ended(socket).await.0, close::NOT_ADMITTED);
}

#[tokio::test]
async fn a_socket_of_another_origin_is_refused() {
    let day = Opened::start().await;
    for origin in ["https://evil.example", "null", "", "http://127.0.0.1:1"] {
        match open(&day.server, &day.room, origin).await {
            Err(Error::Http(answer)) => assert_eq!(answer.status().as_u16(), 403, "{origin}"),
            other => panic!("{origin}: {:?}", other.map(|_| ())),
        }
    }
}

#[tokio::test]
async fn what_breaks_the_protocol_is_closed_with_its_code() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let text = |bytes: &[u8]| {
        Message::Frame(Frame::message(bytes.to_vec(), OpCode::Data(Data::Text), true))
    };
    let mut reserved = Frame::message(&b"x"[..], OpCode::Data(Data::Text), true);
    reserved.header_mut().rsv1 = true;
    for (sent, expected) in [
        (text(b"\xff\xfe"), 1007),
        (Message::text("x".repeat(17 * 1024)), 1009),
        (Message::Frame(reserved), 1002),
        (Message::text("hello"), close::MALFORMED),
        (Message::text(r#"{"type":"sing"}"#), close::MALFORMED),
        (Message::binary(vec![1, 2, 3]), close::MALFORMED),
        (Message::text(hello("again")), close::MALFORMED),
    ] {
        let mut socket = greeted(&day, &phone).await;
        let what = format!("{sent:.60?}");
        socket.send(sent).await.unwrap();
        assert_eq!(ended(socket).await.0, expected, "{what}");
    }
    let mut socket = open(&day.server, &day.room, &day.server.origin).await.unwrap();
    socket.send(Message::text("x".repeat(5 * 1024))).await.unwrap();
    assert_eq!(ended(socket).await.0, 1009, "a greeting is small");
}

#[tokio::test]
async fn a_wrong_shape_is_answered_and_the_socket_lives_on() {
    let day = Opened::start().await;
    let phone = day.join("Inès").await;
    let mut socket = greeted(&day, &phone).await;
    for say in [
        json!({"act": "reveal"}),
        json!({"act": "hand"}),
        json!({"act": "hand", "raised": true, "more": 1}),
        json!({"act": "turnDone", "number": 1, "more": 1}),
        json!(7),
    ] {
        let message = json!({"type": "say", "id": "x", "say": say});
        socket.send(Message::text(message.to_string())).await.unwrap();
        let answer = answered(&mut socket).await;
        let refusal = answer.refusal.map(|refusal| refusal.code);
        assert_eq!((answer.id.as_str(), refusal.as_deref()), ("x", Some("malformed")), "{say}");
    }
    socket.send(Message::text(json!({"type": "ping", "at": 42}).to_string())).await.unwrap();
    loop {
        match heard(&mut socket).await.expect("a pong") {
            ToFace::Pong { at, .. } => break assert_eq!(at, 42),
            ToFace::Frame { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    socket.close(None).await.unwrap();
    assert!(matches!(ended(socket).await.0, 1000 | 1005), "a close is answered");
}

#[tokio::test]
async fn a_flood_is_cut() {
    let day = Opened::start().await;
    let (phone, other) = (day.join("Inès").await, day.join("Marc").await);
    let mut socket = greeted(&day, &phone).await;
    for at in 0..200 {
        let ping = json!({"type": "ping", "at": at}).to_string();
        // Cut while we send: that is what is asked for.
        if socket.send(Message::text(ping)).await.is_err() {
            break;
        }
    }
    assert_eq!(ended(socket).await, (close::TOO_MANY, Some(close::TOO_MANY)));
    to_inventory(&day).await;
    let reached = |now: &Now| matches!(now.stage, Stage::Inventory { .. });
    other.face.until("now", reached).await.unwrap();

    let path = format!("/api/rooms/{}/say?face=participant", day.room);
    let mut statuses = Vec::new();
    for n in 0..60 {
        let say = json!({"id": format!("s{n}"), "say": {"act": "hand", "raised": true}});
        if let Err(error) = phone.device.post::<Answer>(&path, &say).await {
            statuses.push(code::<()>(Err(error)));
        }
    }
    assert!(statuses.contains(&(429, "busy".into())), "by requests as well");
}

#[tokio::test]
async fn a_silent_socket_is_cut() {
    let limits = Limits { silence: Duration::from_millis(600), ..hasty() };
    let day = Opened::on(Server::start_with(limits).await, &[], 8).await;
    let socket = open(&day.server, &day.room, &day.server.origin).await.unwrap();
    assert_eq!(ended(socket).await.0, close::MALFORMED, "no greeting");
    let phone = day.join("Inès").await;
    let seat = phone.seat;
    let mut socket = greeted(&day, &phone).await;
    drop(phone.face);
    // Hears, answers nothing: a dead phone behind a live connection.
    let ending = tokio::time::timeout(Duration::from_secs(20), async {
        while let Some(Ok(_)) = socket.next().await {}
    });
    ending.await.expect("the socket stays open");
    // The tablet of this test pings every ten seconds: here it is as dead. What counts is the phone.
    let seen: Face<facilitator::Says> =
        Face::enter(&day.device, &day.room, "facilitator").await.unwrap();
    seen.until("passing", |passing: &facilitator::Passing| !passing.connected.contains(&seat))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_phone_that_does_not_read_is_cut_and_costs_the_others_nothing() {
    let limits = Limits { send: Duration::from_millis(500), ..Limits::default() };
    let day = Opened::on(Server::start_with(limits).await, &[], 8).await;
    let (frozen, other) = (day.join("Inès").await, day.join("Marc").await);
    let ticket = ticket(&frozen.device, &day.room).await;
    drop(frozen.face);
    let small = tokio::net::TcpSocket::new_v4().unwrap();
    small.set_recv_buffer_size(4 * 1024).unwrap();
    let address = day.server.origin.strip_prefix("http://").unwrap();
    let stream = small.connect(address.parse().unwrap()).await.unwrap();
    let path = format!("ws://{address}/api/rooms/{}/socket?face=participant", day.room);
    let mut request = path.into_client_request().unwrap();
    request.headers_mut().insert("origin", day.server.origin.parse().unwrap());
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await.unwrap();
    socket.send(Message::text(hello(&ticket))).await.unwrap();
    let there = |passing: &facilitator::Passing| passing.connected.contains(&frozen.seat);
    day.tablet.until("passing", there).await.unwrap();

    day.conduct(facilitator::Says::Go { from: Position::Welcome, to: Position::Opening }).await;
    // Four bytes each: as much as a charter may weigh.
    let long = "😀".repeat(3_900);
    let mut version = 1;
    while day.tablet.section::<facilitator::Passing>("passing").is_some_and(|seen| there(&seen)) {
        let amend =
            facilitator::Says::AmendCharter { from: version, text: format!("{version}{long}") };
        day.conduct(amend).await;
        version += 1;
        assert!(version < 400, "never cut");
    }
    let newest = |now: &Now| now.charter.as_ref().is_some_and(|charter| charter.version == version);
    other.face.until("now", newest).await.unwrap();
    drop(socket);
}

#[tokio::test]
async fn a_restart_is_told_and_everyone_comes_back_to_the_same_step() {
    let seat = ParticipantId(Uuid::new_v4());
    let day = Opened::start().await;
    let phone = day.join_as(seat, "Inès").await;
    let polled = day.join("Marc").await;
    let by_requests: Face<Says> = Face::enter_by_requests(&polled.device, &day.room, "participant");
    let (screen_device, screen) = day.screen().await;
    to_inventory(&day).await;
    let put = Says::PutCase { case_item: CaseId(Uuid::new_v4()), fields: case("Avant l’arrêt") };
    phone.face.say(put).await.unwrap();
    let before: Now = by_requests
        .until("now", |now: &Now| matches!(now.stage, Stage::Inventory { submitted: 1, .. }))
        .await
        .unwrap();

    let Opened { server, device, tablet, room, .. } = day;
    let (phone_code, screen_code, tablet_code, server) =
        tokio::join!(phone.face.closed(), screen.closed(), tablet.closed(), server.restart());
    assert_eq!([phone_code, screen_code, tablet_code], [close::RESTART; 3]);

    let back: Face<Says> = Face::enter(&phone.device, &room, "participant").await.unwrap();
    let mine: Mine = back.until("mine", |mine: &Mine| mine.cases.len() == 1).await.unwrap();
    assert_eq!(mine.cases[0].fields.title, "Avant l’arrêt");
    let after: Now = by_requests
        .until("now", |now: &Now| matches!(now.stage, Stage::Inventory { submitted: 1, .. }))
        .await
        .unwrap();
    assert_eq!(before, after, "by requests nothing but time has passed");
    let tablet: Face<facilitator::Says> = Face::enter(&device, &room, "facilitator").await.unwrap();
    let now: facilitator::Now = tablet.until("now", |_| true).await.unwrap();
    assert_eq!(now.position, Position::Inventory);
    let wall: Face<screen::Says> = Face::enter(&screen_device, &room, "screen").await.unwrap();
    wall.until("now", |_: &screen::Now| true).await.unwrap();
    tablet.say(facilitator::Says::CloseWindow {}).await.unwrap();
    drop(server);
}

#[tokio::test]
async fn the_same_first_name_is_refused_and_said_on_the_tablet() {
    let day = Opened::start().await;
    day.join("Inès").await;
    let device = day.server.device();
    let knock = cercle::wire::door::Knock {
        knock: cercle::domain::id::KnockId(Uuid::new_v4()),
        name: "ines".into(),
        screen: false,
    };
    house::knock(&device, &day.room, &knock).await.unwrap();
    assert!(day.sees_knock(knock.knock).await.same_name);
    let admit = |name: &str| facilitator::Says::Admit {
        knock: knock.knock,
        participant: ParticipantId(Uuid::new_v4()),
        name: name.to_owned(),
    };
    let refusal = day.tablet.say(admit("ines")).await.unwrap_err();
    assert_eq!(refusal.code, "nameTaken");
    day.conduct(admit("Inès B.")).await;
    let answer = house::knock_until_answered(&device, &day.room, &knock).await;
    assert_eq!(answer, cercle::wire::door::Knocked::Admitted);
}
