//! The group's own processes, from the account to the room: taken as files, copied by a day, kept.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod house;

use cercle::domain::id::CycleId;
use cercle::domain::limits;
use cercle::domain::position::Position;
use cercle::domain::process::{Input, Process, Range};
use cercle::rehearsal::device::Device;
use cercle::wire::account::{NotTaken, Processes};
use cercle::wire::common::OfferedProcess;
use cercle::wire::facilitator;
use house::{Opened, Server, code, open_day};
use hyper::header::COOKIE;
use serde_json::{Value, json};

fn path(cycle: CycleId) -> String {
    format!("/api/cycles/{cycle}/processes")
}

async fn listed(device: &Device, cycle: CycleId) -> Processes {
    device.get(&path(cycle)).await.unwrap()
}

async fn put(device: &Device, cycle: CycleId, from: u16, process: &Process) -> Process {
    device.post(&format!("{}?from={from}", path(cycle)), process).await.unwrap()
}

/// A copy of the house's codevelopment, its first step named otherwise.
async fn copy(device: &Device, cycle: CycleId, id: &str, step: &str) -> Process {
    let mut house = listed(device, cycle).await.house;
    let at = house.iter().position(|one| one.id.as_str() == "codeveloppement").unwrap();
    let mut process = house.swap_remove(at);
    process.id = id.parse().unwrap();
    process.steps[0].name.fr = step.into();
    process
}

/// Those the house ships.
const HOUSE: usize = 20;

/// What a room offers to choose from.
async fn offered(device: &Device, room: &str) -> Vec<OfferedProcess> {
    device.get(&format!("/api/rooms/{room}/catalogue?face=facilitator")).await.unwrap()
}

async fn offered_as(device: &Device, room: &str, id: &str) -> Option<(u16, String)> {
    let all = offered(device, room).await;
    let own = all.iter().find(|one| one.id.as_str() == id)?;
    Some((own.version, own.steps[0].name.fr.clone()))
}

#[tokio::test]
async fn a_process_outlives_a_restart_and_goes_as_a_file_to_another_cycle() {
    let opened = Opened::start().await;
    let (device, cycle) = (&opened.device, opened.cycle);
    let first = copy(device, cycle, "a_nous", "Récit").await;
    assert_eq!(put(device, cycle, 0, &first).await.version, 1);
    let second = copy(device, cycle, "a_nous", "Récit libre").await;
    assert_eq!(put(device, cycle, 1, &second).await.version, 2);
    let Opened { server, device, cycle, .. } = opened;
    let server = server.restart().await;
    let own = listed(&device, cycle).await.own;
    assert_eq!(own, [Process { version: 2, ..second.clone() }]);

    let request = server.own("GET", &format!("{}/a_nous", path(cycle)), "");
    let (mut parts, body) = request.into_parts();
    parts.headers.insert(COOKIE, device.cookie_header().unwrap().parse().unwrap());
    let (_, headers, file) = server.raw(hyper::Request::from_parts(parts, body)).await;
    assert_eq!(headers["content-disposition"], "attachment; filename=\"a_nous.json\"");
    let other = CycleId(uuid::Uuid::from_u128(2));
    let new =
        json!({ "cycle": other, "group": "Autre", "organisation": "", "people": [], "dates": [] });
    let _: Value = device.post("/api/cycles", &new).await.unwrap();
    let read: Value = serde_json::from_slice(&file).unwrap();
    let taken: Process = device.post(&format!("{}?from=0", path(other)), &read).await.unwrap();
    assert_eq!(taken, Process { version: 1, ..second });
}

#[tokio::test]
async fn a_day_keeps_the_copy_it_opened_with_and_the_next_has_the_newest() {
    let opened = Opened::start().await;
    let Opened { device, cycle, .. } = &opened;
    let (device, cycle) = (device, *cycle);
    assert_eq!(offered(device, &opened.room).await.len(), HOUSE);
    put(device, cycle, 0, &copy(device, cycle, "a_nous", "Récit").await).await;
    assert_eq!(offered_as(device, &opened.room, "a_nous").await, None);
    let (second, _) = open_day(device, cycle, 2, 8).await;
    put(device, cycle, 1, &copy(device, cycle, "a_nous", "Récit libre").await).await;
    assert_eq!(offered_as(device, &second, "a_nous").await, Some((1, "Récit".into())));
    let (third, _) = open_day(device, cycle, 3, 8).await;
    assert_eq!(offered_as(device, &third, "a_nous").await, Some((2, "Récit libre".into())));
    let _: Value = device.post(&format!("{}/a_nous/drop", path(cycle)), &()).await.unwrap();
    assert_eq!(offered_as(device, &third, "a_nous").await, Some((2, "Récit libre".into())));
    let (fourth, _) = open_day(device, cycle, 4, 8).await;
    assert_eq!(offered_as(device, &fourth, "a_nous").await, None);
}

#[tokio::test]
async fn a_phone_lists_no_secondary_process_and_finds_it_by_its_id() {
    let opened = Opened::start().await;
    let Opened { device, cycle, .. } = &opened;
    let mut own = copy(device, *cycle, "a_nous", "Récit").await;
    own.secondary = true;
    put(device, *cycle, 0, &own).await;
    let (room, _) = open_day(device, *cycle, 2, 8).await;
    let tablet = offered(device, &room).await;
    assert!(tablet.iter().map(|one| one.secondary).is_sorted(), "they come last");
    let marked = |one: &&OfferedProcess| one.secondary;
    let names: Vec<_> = tablet.iter().filter(marked).map(|one| one.id.to_string()).collect();
    assert_eq!(names, ["lean_coffee", "bocal", "balint", "world_cafe", "marche", "a_nous"]);

    let phone = opened.join("Inès").await;
    let list = format!("/api/rooms/{}/catalogue?face=participant", opened.room);
    let listed: Vec<OfferedProcess> = phone.device.get(&list).await.unwrap();
    assert_eq!((listed.len(), listed.iter().filter(marked).count()), (15, 0));
    let met: Vec<OfferedProcess> =
        phone.device.get(&format!("{list}&process=bocal")).await.unwrap();
    assert_eq!((met.len(), met[0].id.as_str(), met[0].steps.len()), (1, "bocal", 4));
    let unknown: Vec<OfferedProcess> =
        phone.device.get(&format!("{list}&process=nothing")).await.unwrap();
    assert!(unknown.is_empty());
}

#[tokio::test]
async fn the_end_of_a_day_takes_no_process_away() {
    let opened = Opened::start().await;
    let Opened { device, cycle, .. } = &opened;
    put(device, *cycle, 0, &copy(device, *cycle, "a_nous", "Récit").await).await;
    let (room, _) = open_day(device, *cycle, 2, 8).await;
    let tablet = cercle::rehearsal::face::Face::enter(device, &room, "facilitator").await.unwrap();
    let now: facilitator::Now = tablet.until("now", |_| true).await.unwrap();
    let go = facilitator::Says::Go { from: now.position, to: Position::Closing };
    tablet.say(go).await.unwrap();
    tablet.say(facilitator::Says::CloseDay {}).await.unwrap();
    assert_eq!(listed(device, *cycle).await.own.len(), 1);
}

#[tokio::test]
async fn what_is_not_taken_is_told_and_nothing_is_lost() {
    let opened = Opened::start().await;
    let (device, cycle) = (&opened.device, opened.cycle);
    let process = copy(device, cycle, "a_nous", "Récit").await;
    put(device, cycle, 0, &process).await;
    let to = |from: u16| format!("{}?from={from}", path(cycle));
    let asked = async |from: u16, body: &Value| code(device.post::<Value>(&to(from), body).await);
    let refused = |code: &str| (422, code.to_owned());
    let shaped = serde_json::to_value(&process).unwrap();

    let mut of_the_house = shaped.clone();
    of_the_house["id"] = "codeveloppement".into();
    assert_eq!(asked(0, &of_the_house).await, refused("houseProcess"));
    let mut other = shaped.clone();
    other["name"]["fr"] = "Autre".into();
    assert_eq!(asked(0, &other).await, refused("processChanged"));
    let mut spoilt = shaped.clone();
    spoilt["steps"][1]["phones"]["group"] = "shut".into();
    assert_eq!(asked(1, &spoilt).await, refused("faultyProcess"));
    for n in 1..limits::OWN_PROCESSES {
        let mut more = shaped.clone();
        more["id"] = format!("a_nous_{n}").into();
        let _: Value = device.post(&to(0), &more).await.unwrap();
    }
    let mut more = shaped;
    more["id"] = "de_trop".into();
    assert_eq!(asked(0, &more).await, refused("tooManyProcesses"));
    more["purpose"]["fr"] = "x".repeat(70_000).into();
    assert_eq!(asked(0, &more).await, (413, "tooLarge".to_owned()));
    let own = listed(device, cycle).await.own;
    assert_eq!(own[0], Process { version: 1, ..process });
    assert_eq!(own.len(), limits::OWN_PROCESSES);
}

#[tokio::test]
async fn faults_are_told_with_their_places() {
    let opened = Opened::start().await;
    let mut process = copy(&opened.device, opened.cycle, "a_nous", "").await;
    process.minutes.max = 300;
    let text = serde_json::to_vec(&process).unwrap();
    let request = opened.server.own("POST", "/api/processes/check", text);
    let (mut parts, body) = request.into_parts();
    parts.headers.insert(COOKIE, opened.device.cookie_header().unwrap().parse().unwrap());
    let (status, _, answer) = opened.server.raw(hyper::Request::from_parts(parts, body)).await;
    let told: NotTaken = serde_json::from_slice(&answer).unwrap();
    let faults = told.faults.iter().map(|one| (one.place.as_str(), one.code.as_str()));
    assert_eq!((status.as_u16(), told.code.as_str()), (422, "faultyProcess"));
    assert_eq!(
        faults.collect::<Vec<_>>(),
        [
            ("minutes.max", "outOfRange"),
            ("minutes.max", "notTheSum"),
            ("steps[0].name.fr", "empty")
        ]
    );
    assert_eq!(told.faults[0].figures, [300, 5, 180]);
}

#[tokio::test]
async fn only_who_drives_the_cycle_sees_or_changes_its_processes() {
    let server = Server::start().await;
    let tablet = server.enrol().await;
    let foreign = CycleId(uuid::Uuid::from_u128(9));
    assert_eq!(code(tablet.get::<Value>(&path(foreign)).await), (404, "notFound".into()));
    let drop = format!("{}/x/drop", path(foreign));
    assert_eq!(code(tablet.post::<Value>(&drop, &()).await), (404, "notFound".into()));
    let stranger = server.device();
    for asked in [path(foreign), format!("{}/x", path(foreign))] {
        assert_eq!(code(stranger.get::<Value>(&asked).await), (401, "signedOut".into()));
    }
    for asked in [format!("{}?from=0", path(foreign)), drop, "/api/processes/check".into()] {
        assert_eq!(code(stranger.post::<Value>(&asked, &()).await), (401, "signedOut".into()));
    }
}

/// Whoever chooses knows which are the group's own; a phone fetches what is said before one is chosen.
#[tokio::test]
async fn a_day_offers_its_processes_in_few_bytes_and_marks_the_group_s_own() {
    let opened = Opened::start().await;
    let (device, cycle) = (&opened.device, opened.cycle);
    let phone = opened.join("Inès").await;
    let list = format!("/api/rooms/{}/catalogue?face=participant", opened.room);
    let house: Vec<OfferedProcess> = phone.device.get(&list).await.unwrap();
    let bytes = serde_json::to_vec(&house).unwrap().len();
    assert!(bytes < 42_000, "{bytes} bytes");
    assert!(house.iter().all(|one| !one.own));
    put(device, cycle, 0, &copy(device, cycle, "a_nous", "Récit").await).await;
    let (room, _) = open_day(device, cycle, 2, 8).await;
    let all = offered(device, &room).await;
    let own: Vec<&str> = all.iter().filter(|one| one.own).map(|one| one.id.as_str()).collect();
    assert_eq!((all.len(), own), (HOUSE + 1, vec!["a_nous"]));
}

/// As many processes as a cycle keeps, each with texts as long as they may be, and fields.
#[tokio::test]
async fn a_day_opens_with_as_many_processes_as_a_cycle_keeps_however_long() {
    let opened = Opened::start().await;
    let (device, cycle) = (&opened.device, opened.cycle);
    let mut process = copy(device, cycle, "a_nous", "Récit").await;
    let minutes = |all| Range { min: all, typ: all, max: all };
    let field = process.steps[0].inputs[0].clone();
    let step = process.steps[0].clone();
    process.presets.clear();
    process.steps.clear();
    let mut longest = process;
    for at in 0..limits::process::STEPS {
        let mut longer = longest.clone();
        let mut step = step.clone();
        step.id = format!("pas_{at}");
        step.minutes = minutes(5);
        step.facilitator_says.fr = "x".repeat(limits::process::SAYS);
        let fields = (0..limits::process::INPUTS).map(|n| format!("champ_{at}_{n}"));
        step.inputs = fields.map(|id| Input { id, ..field.clone() }).collect();
        longer.steps.push(step);
        longer.minutes = minutes(5 * longer.steps.len() as u16);
        if !longer.faults().is_empty() {
            break;
        }
        longest = longer;
    }
    let mut process = longest;
    assert!(process.steps.len() > 3);
    for n in 0..limits::OWN_PROCESSES {
        process.id = format!("a_nous_{n}").parse().unwrap();
        put(device, cycle, 0, &process).await;
    }
    let (room, _) = open_day(device, cycle, 2, 8).await;
    assert_eq!(offered(device, &room).await.len(), HOUSE + limits::OWN_PROCESSES);
}
