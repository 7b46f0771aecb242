//! A face where no socket comes through: one request held open for frames, one for each thing said.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use tokio::sync::{mpsc, watch};

use crate::rehearsal::device::{Device, Refused};
use crate::rehearsal::face::{Face, Outgoing, Sections, fold};
use crate::wire::common::{Answer, FromFace, PolledSay, RefusalWords, ToFace};

/// Before a request that failed is made again.
const BREATH: Duration = Duration::from_millis(200);
/// What ends a face for good: no seat any more, no such room, the day is over.
const FINAL: [u16; 3] = [401, 404, 410];

impl<S: Serialize + Send + Sync + 'static> Face<S> {
    /// Enters a room as `face` by plain requests.
    pub fn enter_by_requests(device: &Device, room: &str, face: &str) -> Self {
        let way = Way { device: device.clone(), room: room.to_owned(), face: face.to_owned() };
        Self::over(move |incoming, heard| async move {
            tokio::select! {
                status = way.listen(heard) => status,
                status = way.speak(incoming) => status,
            }
        })
    }
}

/// The way to one room.
struct Way {
    device: Device,
    room: String,
    face: String,
}

impl Way {
    fn path(&self, what: &str) -> String {
        format!("/api/rooms/{}/{what}?face={}", self.room, self.face)
    }

    /// Hears until the server has no more to say to this face; gives the status.
    async fn listen(&self, heard: watch::Sender<Sections>) -> u16 {
        let mut known: Option<String> = None;
        loop {
            let path = match &known {
                None => self.path("frame"),
                Some(epoch) => {
                    let have: Vec<String> = heard
                        .borrow()
                        .iter()
                        .map(|(name, (revision, _))| format!("{name}:{revision}"))
                        .collect();
                    format!("{}&epoch={epoch}&have={}", self.path("frame"), have.join(","))
                }
            };
            match self.device.get::<Option<ToFace>>(&path).await {
                Ok(Some(ToFace::Frame { epoch, sections, .. })) => {
                    known = Some(epoch);
                    fold(&heard, sections);
                }
                Ok(_) => {}
                Err(error) => match final_status(&error) {
                    Some(status) => return status,
                    None => tokio::time::sleep(BREATH).await,
                },
            }
        }
    }

    /// Says one thing after the other; what finds no server is said again.
    async fn speak<S: Serialize>(&self, mut incoming: mpsc::Receiver<Outgoing<S>>) -> u16 {
        while let Some(Outgoing { message, answer }) = incoming.recv().await {
            match message {
                FromFace::Say { id, say } => {
                    let answered = self.say(&PolledSay { id: id.clone(), say }).await;
                    let words = RefusalWords { code: "connectionLost".into(), figure: None };
                    let lost = Answer { id, ok: false, refusal: Some(words), issued: None };
                    if let Some(waits) = answer {
                        // Whoever asked may have left.
                        let _ = waits.send(answered.unwrap_or(lost));
                    }
                }
                FromFace::Signal { signal } => {
                    // A sign that finds no server is simply not given.
                    let _ = self.device.post::<Value>(&self.path("signal"), &signal).await;
                }
                _ => {}
            }
        }
        1000
    }

    async fn say<S: Serialize>(&self, say: &PolledSay<S>) -> Option<Answer> {
        loop {
            match self.device.post::<Answer>(&self.path("say"), say).await {
                Ok(answer) => return Some(answer),
                Err(error) if final_status(&error).is_some() => return None,
                Err(_) => tokio::time::sleep(BREATH).await,
            }
        }
    }
}

fn final_status(error: &anyhow::Error) -> Option<u16> {
    let status = error.downcast_ref::<Refused>()?.status;
    FINAL.contains(&status).then_some(status)
}
