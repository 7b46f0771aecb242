//! What a vote costs the server, act by act: beside one bare signature check, and beside one durable
//! write of as many bytes as a box has, in the same run.
//!
//! `CERCLE_RUNS` sets how often each is done.
#![allow(clippy::unwrap_used, reason = "a bench may fail by panicking")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use cercle::ballot::door::{BallotDoor, DOT_BYTES};
use cercle::ballot::dot::Dot;
use cercle::ballot::issuer::{Issuance, Issuer};
use cercle::ballot::urn::{Place, Shape, Urn};
use cercle::domain::bytes::Bytes;
use cercle::domain::day::credential::{Entry, PublicKey, Token};
use cercle::domain::id::{StreamName, VoteId};
use cercle::rehearsal::dots::Dots;
use cercle::vault::memory::MemoryVault;
use cercle::vault::{FileVault, Vault};
use uuid::Uuid;

const PEOPLE: usize = 8;
const DOTS: u8 = 3;
const OPTIONS: u16 = 22;
const NO_TOKEN: Token = Bytes([0; 64]);

fn main() {
    let runs = std::env::var("CERCLE_RUNS").ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(report(runs));
}

fn place(n: u128) -> Place {
    Place { room: StreamName([7; 16]), vote: VoteId(Uuid::from_u128(n)), epoch: 0 }
}

/// Half of the runs took no longer.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn timed<T>(times: &mut Vec<Duration>, act: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = act();
    times.push(begun.elapsed());
    done
}

async fn report(runs: usize) {
    let issuer = Issuer::of(&[5; 32], place(0).vote, 0).unwrap();
    let (mut issues, mut vouches, mut checks) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let dots = Dots::draw(place(0).vote, 0, DOTS).unwrap();
        let issued = timed(&mut issues, || issuer.issue(dots.blinded()).unwrap());
        let token = tokens(&dots, &issued, &issuer.public_key())[0];
        let tag = dots.tags()[0];
        assert!(timed(&mut vouches, || issuer.certifies(&tag, &token)));
        let Place { vote, epoch, .. } = place(0);
        let dot = Dot { vote, epoch, entry: dots.sign(0, 1, 1).unwrap() };
        assert!(timed(&mut checks, || dot.is_signed()));
    }
    let check = median(checks);
    println!("one signature checked: {check:.2?}");
    for (what, times) in
        [("issue: three dots, with the proof", issues), ("a token checked", vouches)]
    {
        let time = median(times);
        println!("{what}: {time:.2?}, {:.1} signatures", ratio(time, check));
    }
    let memory: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    vote(&memory, "in memory", runs, ("signatures", check)).await;
    let size = memory.load(&format!("box/{}", place(1))).await.unwrap().unwrap().value.len();
    let folder = tempfile::tempdir().unwrap();
    let disk: Arc<dyn Vault> = Arc::new(FileVault::open(folder.path()).unwrap());
    let write = median(durable_writes(&disk, size, runs).await);
    println!("one durable write of {size} bytes: {write:.2?}");
    vote(&disk, "on the disk", runs, ("writes", write)).await;
}

fn ratio(time: Duration, yardstick: Duration) -> f64 {
    time.as_secs_f64() / yardstick.as_secs_f64()
}

fn tokens(dots: &Dots, issued: &Issuance, pk: &PublicKey) -> Vec<Token> {
    dots.accept(&issued.evaluated, &issued.proof, pk).unwrap()
}

async fn durable_writes(vault: &Arc<dyn Vault>, size: usize, runs: usize) -> Vec<Duration> {
    let (mut times, mut version) = (Vec::new(), None);
    for _ in 0..runs {
        let begun = Instant::now();
        version = Some(vault.store("yardstick", version, &vec![7; size]).await.unwrap());
        times.push(begun.elapsed());
    }
    times
}

/// Votes of eight people through the door, from the deal to the close.
async fn vote(
    vault: &Arc<dyn Vault>,
    lies: &str,
    runs: usize,
    (yardsticks, one): (&str, Duration),
) {
    let urn = Urn::new(Arc::clone(vault));
    let door = BallotDoor::new(urn.clone());
    let dots = DOTS * u8::try_from(PEOPLE).unwrap();
    let (mut blanks, mut places, mut closes) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..runs.div_ceil(usize::from(dots)) {
        let at = place(n as u128 + 1);
        let shape = Shape { dots: u16::from(dots), options: OPTIONS };
        let pk = urn.open(at, shape).await.unwrap();
        let all = Dots::draw(at.vote, at.epoch, dots).unwrap();
        let issued = urn.issue(at, all.blinded()).await.unwrap();
        let tokens = all.accept(&issued.evaluated, &issued.proof, &pk).unwrap();
        for (dot, token) in tokens.into_iter().enumerate() {
            let body = posted(at, all.sign(dot, 1, 0).unwrap(), token);
            awaited(&mut blanks, door.place(&body)).await.unwrap();
        }
        urn.seal(at, u16::from(dots)).await.unwrap();
        for dot in 0..usize::from(dots) {
            let choice = 1 + dot as u16 % OPTIONS;
            let body = posted(at, all.sign(dot, 2, choice).unwrap(), NO_TOKEN);
            awaited(&mut places, door.place(&body)).await.unwrap();
        }
        let tally = awaited(&mut closes, urn.freeze(at)).await.unwrap();
        assert_eq!(tally.entries.len(), usize::from(dots));
    }
    for (what, times) in [("a blank dot", blanks), ("a dot placed", places), ("the close", closes)]
    {
        let time = median(times);
        println!("{what}, {lies}: {time:.2?}, {:.1} {yardsticks}", ratio(time, one));
    }
}

/// The body of a phone's request.
fn posted(Place { room, vote, epoch }: Place, entry: Entry, token: Token) -> Vec<u8> {
    let Entry { tag, choice, seq, sig } = entry;
    let json = format!(
        r#"{{"v":1,"room":"{room}","vote":"{vote}","epoch":{epoch},"tag":"{tag}","token":"{token}","seq":{seq},"choice":{choice},"sig":"{sig}"}}"#
    );
    format!("{json:DOT_BYTES$}").into_bytes()
}

async fn awaited<T>(times: &mut Vec<Duration>, act: impl Future<Output = T>) -> T {
    let begun = Instant::now();
    let done = act.await;
    times.push(begun.elapsed());
    done
}
