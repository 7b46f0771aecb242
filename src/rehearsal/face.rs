//! A face: it enters a room, says what it may, and folds what it hears over a socket.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context;
use futures_util::{SinkExt, StreamExt};
use hyper::header::{HOST, ORIGIN};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Message, protocol::CloseFrame};

use crate::rehearsal::device::Device;
use crate::wire::common::{Answer, FromFace, PROTOCOL, RefusalWords, Signal, ToFace};
use crate::wire::door::Ticket;

/// Messages a face may have waiting to be sent.
pub(super) const OUTGOING: usize = 64;
/// How often a face says that it is there.
const PING_EVERY: Duration = Duration::from_secs(10);
/// Messages a face sends in a burst, and the wait for each one more: a little less than the server
/// bears, so that a rehearsal without a beat is not taken for a flood.
const BURST: u32 = 24;
const ONE_MORE: Duration = Duration::from_millis(110);
/// How long anything may take in a rehearsal.
const PATIENCE: Duration = Duration::from_secs(30);

/// The sections a face has heard, by name.
pub type Sections = BTreeMap<String, (u64, Value)>;

/// A face in a room. `S` is what it may say.
pub struct Face<S> {
    outgoing: mpsc::Sender<Outgoing<S>>,
    sections: watch::Receiver<Sections>,
    closed: watch::Receiver<Option<u16>>,
}

/// Something to send, and who waits for the answer.
pub(super) struct Outgoing<S> {
    pub message: FromFace<S>,
    pub answer: Option<oneshot::Sender<Answer>>,
}

impl<S: Serialize + Send + Sync + 'static> Face<S> {
    /// Enters a room as `face`: ticket, socket, greeting.
    pub async fn enter(device: &Device, room: &str, face: &str) -> anyhow::Result<Self> {
        let ticket: Ticket = device
            .post(
                &format!("/api/rooms/{room}/ticket?face={face}"),
                &Value::Object(Default::default()),
            )
            .await?;
        let address = device.origin.replacen("http", "ws", 1);
        let mut request =
            format!("{address}/api/rooms/{room}/socket?face={face}").into_client_request()?;
        request.headers_mut().insert(ORIGIN, device.origin.parse()?);
        request
            .headers_mut()
            .insert(HOST, device.origin.split("//").nth(1).unwrap_or_default().parse()?);
        let (mut socket, _) = tokio_tungstenite::connect_async(request).await?;
        if let tokio_tungstenite::MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_nodelay(true)?;
        }
        let hello = FromFace::<S>::Hello {
            protocol: PROTOCOL,
            ticket: ticket.ticket,
            epoch: None,
            revisions: BTreeMap::new(),
        };
        socket.send(Message::text(serde_json::to_string(&hello)?)).await?;
        Ok(Self::over(move |incoming, heard| converse(socket, incoming, heard)))
    }

    /// A face over a way to the server, which gives its close code when it ends.
    pub(super) fn over<F>(
        way: impl FnOnce(mpsc::Receiver<Outgoing<S>>, watch::Sender<Sections>) -> F,
    ) -> Self
    where
        F: Future<Output = u16> + Send + 'static,
    {
        let (outgoing, incoming) = mpsc::channel(OUTGOING);
        let (heard, sections) = watch::channel(Sections::new());
        let (over, closed) = watch::channel(None);
        let conversation = way(incoming, heard);
        tokio::spawn(async move {
            over.send_replace(Some(conversation.await));
        });
        Self { outgoing, sections, closed }
    }

    /// Says something and waits until it is done.
    pub async fn say(&self, say: S) -> Result<(), RefusalWords> {
        self.ask(say).await.map(|_| ())
    }

    /// Says something and waits for the answer.
    pub async fn ask(&self, say: S) -> Result<Answer, RefusalWords> {
        let lost = || RefusalWords { code: "connectionLost".into(), figure: None };
        let id = uuid::Uuid::new_v4().simple().to_string()[..24].to_owned();
        let (answer, answered) = oneshot::channel();
        let message = FromFace::Say { id, say };
        let sent = self.outgoing.send(Outgoing { message, answer: Some(answer) }).await;
        sent.map_err(|_| lost())?;
        let answer = answered.await.map_err(|_| lost())?;
        match answer.refusal {
            Some(refusal) => Err(refusal),
            None => Ok(answer),
        }
    }

    /// Gives a passing sign.
    pub async fn signal(&self, signal: Signal) {
        let message = FromFace::Signal { signal };
        // A sign that finds the socket closed is simply not given.
        let _ = self.outgoing.send(Outgoing { message, answer: None }).await;
    }

    /// A section as it stands now.
    pub fn section<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let sections = self.sections.borrow();
        serde_json::from_value(sections.get(name)?.1.clone()).ok()
    }

    /// Waits until a section is as wanted, and gives it.
    pub async fn until<T: DeserializeOwned>(
        &self,
        name: &str,
        wanted: impl Fn(&T) -> bool,
    ) -> anyhow::Result<T> {
        let mut sections = self.sections.clone();
        let waiting = async {
            loop {
                let found = sections
                    .borrow_and_update()
                    .get(name)
                    .and_then(|(_, value)| serde_json::from_value(value.clone()).ok())
                    .filter(|value| wanted(value));
                if let Some(value) = found {
                    return Ok(value);
                }
                sections.changed().await.context("the socket closed")?;
            }
        };
        tokio::time::timeout(PATIENCE, waiting)
            .await
            .with_context(|| format!("the section {name} never became as wanted"))?
    }

    /// Waits for the end and gives the close code of a socket, or the status that ended plain
    /// requests.
    pub async fn closed(&self) -> u16 {
        let mut closed = self.closed.clone();
        let code = closed.wait_for(Option::is_some).await.ok().and_then(|code| *code);
        code.unwrap_or(1006)
    }

    /// Everything heard so far.
    pub fn heard(&self) -> Sections {
        self.sections.borrow().clone()
    }
}

type Socket =
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

/// Sends, hears and folds until the socket ends; gives the close code.
async fn converse<S: Serialize>(
    mut socket: Socket,
    mut incoming: mpsc::Receiver<Outgoing<S>>,
    heard: watch::Sender<Sections>,
) -> u16 {
    let mut waiting: BTreeMap<String, oneshot::Sender<Answer>> = BTreeMap::new();
    // When a face that had been silent for long could have sent its last message at this pace.
    let mut paced = Instant::now();
    let mut ping = tokio::time::interval(PING_EVERY);
    loop {
        tokio::select! {
            outgoing = incoming.recv(), if paced <= Instant::now() + ONE_MORE * BURST => {
                paced = paced.max(Instant::now()) + ONE_MORE;
                let Some(Outgoing { message, answer }) = outgoing else {
                    let _ = socket.close(None).await;
                    return 1000;
                };
                if let (FromFace::Say { id, .. }, Some(answer)) = (&message, answer) {
                    waiting.insert(id.clone(), answer);
                }
                let Ok(text) = serde_json::to_string(&message) else { continue };
                if socket.send(Message::text(text)).await.is_err() {
                    return 1006;
                }
            }
            () = sleep_until(paced - ONE_MORE * BURST), if paced > Instant::now() + ONE_MORE * BURST => {}
            _ = ping.tick() => {
                let ping = FromFace::<S>::Ping { at: 0 };
                let Ok(text) = serde_json::to_string(&ping) else { continue };
                if socket.send(Message::text(text)).await.is_err() {
                    return 1006;
                }
            }
            message = socket.next() => match message {
                Some(Ok(Message::Text(text))) => {
                    match serde_json::from_str::<ToFace>(&text) {
                        Ok(ToFace::Frame { sections, .. }) => fold(&heard, sections),
                        Ok(ToFace::Answer(answer)) => {
                            if let Some(waits) = waiting.remove(&answer.id) {
                                let _ = waits.send(answer);
                            }
                        }
                        _ => {}
                    }
                }
                Some(Ok(Message::Close(frame))) => return code_of(frame),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return 1006,
            }
        }
    }
}

fn code_of(frame: Option<CloseFrame>) -> u16 {
    frame.map_or(1005, |frame| frame.code.into())
}

/// Puts each section of a frame in the place of the older one.
pub(super) fn fold(heard: &watch::Sender<Sections>, frame: Value) {
    let Value::Object(frame) = frame else { return };
    heard.send_modify(|sections| {
        for (name, section) in frame {
            let revision = section["revision"].as_u64().unwrap_or(0);
            let value = section.get("value").cloned().unwrap_or_default();
            sections.insert(name, (revision, value));
        }
    });
}
