//! An usher: a second tablet that says yes to every screen, so that a rehearsal can be watched.

use std::time::Duration;

use anyhow::Context;

use crate::rehearsal::device::Device;
use crate::rehearsal::face::Face;
use crate::wire::facilitator::{Passing, Says};

/// Before the usher looks again.
const BREATH: Duration = Duration::from_millis(500);

/// Lets every screen in, until the room is gone.
pub async fn let_screens_in(tablet: &Device, room: &str) -> anyhow::Result<()> {
    let face: Face<Says> = Face::enter(tablet, room, "facilitator").await.context("the usher")?;
    let letting_in = async {
        loop {
            let waiting = face
                .until::<Passing>("passing", |passing| passing.knocks.iter().any(|one| one.screen));
            let Ok(passing) = waiting.await else {
                // Nobody for a long while, or the room is gone: the latter ends the wait below.
                tokio::time::sleep(BREATH).await;
                continue;
            };
            for screen in passing.knocks.iter().filter(|one| one.screen) {
                let pair = Says::PairScreen { knock: screen.knock, yes: true };
                if let Err(refusal) = face.say(pair).await {
                    tracing::warn!(code = refusal.code, "a screen could not be let in");
                }
            }
        }
    };
    tokio::select! {
        () = letting_in => {}
        _ = face.closed() => {}
    }
    Ok(())
}
