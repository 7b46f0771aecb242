//! A rehearsal: a server of its own, a day played on it, and nothing left of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;

use crate::app::App;
use crate::clock::{Clock, HouseClock};
use crate::config::{self, Rehearse, Serve};
use crate::domain::id::Timestamp;
use crate::edge::serve::listen;
use crate::prepare;
use crate::rehearsal::day::{Pace, Rehearsal};
use crate::rehearsal::scenario::Scenario;
use crate::rehearsal::usher;

/// Milliseconds of an hour.
const HOUR_MS: i64 = 3_600_000;

/// Plays a scenario through real sockets, on a server that ends with it.
pub async fn play(asked: Rehearse) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(&asked.scenario)
        .with_context(|| format!("cannot read {}", asked.scenario.display()))?;
    let scenario = Scenario::read(&text)?;
    let own = prepare::own_processes(&asked.process)?;
    let folder = Folder::new(asked.data.clone())?;
    let serve = Serve {
        data: Some(folder.path.clone()),
        listen: Some(asked.listen),
        lan: Some(asked.lan),
        ..Serve::default()
    };
    let mut settings = serve.settings()?;
    let listener =
        listen(settings.listen).with_context(|| format!("cannot listen on {}", settings.listen))?;
    settings.listen = listener.local_addr()?;
    settings.reach.links = config::links(settings.listen, false);
    let app = App::open(&settings).await?;
    let running = app.clone().serve(listener, None);

    let pace = Pace { beat: Duration::from_millis(asked.beat) };
    let token = app.first_invitation().await?.context(
        "a facilitator has enrolled in this data directory already: rehearse in another",
    )?;
    let here = format!("http://127.0.0.1:{}", settings.listen.port());
    let opened =
        Rehearsal::new(&here, scenario, pace).with_processes(own).open(&token, today()).await?;
    let code = &opened.code;
    println!(
        "\nRépétition · Rehearsal\n\
         \n  Écran de la salle · Room screen : {links}/ecran/#{code}\
         \n  Code : {} {}\n\
         \n  La journée commence dans {wait} s. · The day begins in {wait} s.\n",
        &code[..3],
        &code[3..],
        links = settings.reach.links,
        wait = asked.wait.div_ceil(1_000),
    );
    let (tablet, room) = (opened.tablet().clone(), opened.room.clone());
    let ushering = async {
        usher::let_screens_in(&tablet, &room).await?;
        // The usher goes home before the day is over: the day goes on without.
        std::future::pending::<anyhow::Result<()>>().await
    };
    let playing = async {
        tokio::time::sleep(Duration::from_millis(asked.wait)).await;
        opened.play().await
    };
    let played = tokio::select! {
        played = playing => played,
        ushered = ushering => ushered,
    };
    running.stop().await;
    played?;
    println!("La journée est close, ce qui a été dit est détruit.");
    println!("The day is closed, what was said is destroyed.");
    Ok(())
}

/// The midnight after which it is eight o'clock now: the treatment of the day lies before it.
fn today() -> Timestamp {
    let now = HouseClock::start().now().0;
    Timestamp(now - now.rem_euclid(HOUR_MS) - 8 * HOUR_MS)
}

/// Where the data is; a temporary directory is removed at the end.
struct Folder {
    path: PathBuf,
    temporary: bool,
}

impl Folder {
    fn new(given: Option<PathBuf>) -> anyhow::Result<Self> {
        if let Some(path) = given {
            return Ok(Self { path, temporary: false });
        }
        let name = format!("cercle-rehearsal-{}", uuid::Uuid::new_v4().simple());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).context("cannot make a temporary directory")?;
        Ok(Self { path, temporary: true })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.temporary && self.path.starts_with(std::env::temp_dir()) {
            remove(&self.path);
        }
    }
}

fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_dir_all(path) {
        tracing::warn!(%error, "the temporary directory could not be removed");
    }
}
