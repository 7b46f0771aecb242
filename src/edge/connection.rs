//! One socket of one face, whichever face it is: greeted, listened to, told what is new, sent home.

mod end;

use std::collections::VecDeque;
use std::future::pending;
use std::sync::Arc;

use axum::extract::ws::{Message, WebSocket};
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use tokio::time::{Instant, sleep_until, timeout};

use crate::domain::id::RoomName;
use crate::edge::Edge;
use crate::edge::bucket::{Bucket, Rate};
use crate::edge::crowd::Guest;
use crate::edge::frames::Heard;
use crate::edge::intake::{self, Act, Refused, Said};
use crate::edge::token::Who;
use crate::live::handle::{Attached, Handle, Published};
use crate::wire::common::{Answer, PROTOCOL, Signal, ToFace, close};

use end::{End, TOO_LARGE, broken, misheard, no_entry, part};

/// Bytes of a message or frame, before anybody has said who they are.
pub(super) const MESSAGE_BYTES: usize = 16 * 1024;
/// Bytes of the greeting.
const GREETING_BYTES: usize = 4 * 1024;
/// Messages a face may send: ten a second, thirty at once.
pub(super) const MESSAGES: Rate = Rate { per_second: 10.0, burst: 30.0 };
/// Words that wait while one is being decided. Beyond it the socket is not read.
const WAITING: usize = 32;
/// Whoever has been greeted.
struct Visitor {
    who: Who,
    room: Handle,
    attached: Attached,
    heard: Heard,
}

/// Runs one socket from its greeting to its end.
pub(super) async fn run_socket(
    mut socket: WebSocket,
    edge: Arc<Edge>,
    room: RoomName,
    guest: Arc<Guest>,
) {
    let sent_away = guest.sent_away.clone();
    let conversation = async {
        match greet(&mut socket, &edge, room).await {
            Ok(visitor) => {
                guest.is_known();
                Conversation::new(&mut socket, &edge, visitor).hold().await
            }
            Err(end) => end,
        }
    };
    let end = tokio::select! {
        end = conversation => end,
        () = sent_away.cancelled() => End::Told(close::OVERLOAD),
    };
    part(&mut socket, end).await;
}

/// Reads the first message, takes its ticket and says welcome.
async fn greet(socket: &mut WebSocket, edge: &Edge, room: RoomName) -> Result<Visitor, End> {
    let first = timeout(edge.limits.first_message, first_text(socket));
    let text = first.await.map_err(|_| End::Told(close::MALFORMED))??;
    if text.len() > GREETING_BYTES {
        return Err(End::Broken(TOO_LARGE));
    }
    let hello = intake::greeting(&text).map_err(misheard)?;
    let now = edge.clock.now();
    let who = edge.tickets.give_up(&edge.mint, room, &hello.ticket, now).map_err(no_entry)?;
    let room = edge.hub.room(room).await.map_err(|_| End::Told(close::OVERLOAD))?;
    if !who.is_admitted(&room.published().day) || !edge.still_drives(who).await {
        return Err(End::Told(close::NOT_ADMITTED));
    }
    let attached = room.attach(who.audience());
    let welcome = ToFace::Welcome {
        protocol: PROTOCOL,
        connection: attached.connection.0.to_string(),
        server_time: now,
        epoch: attached.published().epoch.to_string(),
    };
    send(socket, edge, &welcome).await?;
    let heard = Heard::said(hello.epoch, hello.revisions);
    Ok(Visitor { who, room, attached, heard })
}

async fn first_text(socket: &mut WebSocket) -> Result<String, End> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => return Ok(text.as_str().to_owned()),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Binary(_))) => return Err(End::Told(close::MALFORMED)),
            Some(Ok(Message::Close(_))) | None => return Err(End::Left),
            Some(Err(error)) => return Err(broken(error)),
        }
    }
}

/// A greeted socket, until it ends.
struct Conversation<'a> {
    socket: &'a mut WebSocket,
    edge: &'a Arc<Edge>,
    visitor: Visitor,
    credit: Bucket,
    /// The word being decided.
    deciding: Option<BoxFuture<'static, Answer>>,
    /// Words in the order they were said.
    waiting: VecDeque<(String, Result<Act, Refused>)>,
    /// The snapshot last shown.
    shown: u64,
}

impl<'a> Conversation<'a> {
    fn new(socket: &'a mut WebSocket, edge: &'a Arc<Edge>, visitor: Visitor) -> Self {
        let credit = Bucket::new(MESSAGES);
        let waiting = VecDeque::new();
        Self { socket, edge, visitor, credit, deciding: None, waiting, shown: 0 }
    }

    /// Listens and tells until the end.
    async fn hold(mut self) -> End {
        let first = self.visitor.attached.published();
        if let Err(end) = self.show(&first).await {
            return end;
        }
        let mut revoked = self.edge.revoked.subscribe();
        let restart = self.edge.farewell(self.visitor.attached.connection);
        tokio::pin!(restart);
        let mut silent_at = Instant::now() + self.edge.limits.silence;
        loop {
            let listening = self.waiting.len() < WAITING;
            let happened = tokio::select! {
                newer = self.visitor.attached.changed() => match newer {
                    Ok(newer) => self.show(&newer).await,
                    // Come back to a room reloaded from the journal.
                    Err(_) => Err(End::Told(close::RESTART)),
                },
                answer = decided(&mut self.deciding) => self.answer(answer).await,
                message = self.socket.next(), if listening => {
                    silent_at = Instant::now() + self.edge.limits.silence;
                    self.listen(message).await
                }
                _ = revoked.changed() => self.check_device().await,
                () = &mut restart => Err(End::Told(close::RESTART)),
                () = sleep_until(silent_at), if listening => Err(End::Lost),
            };
            if let Err(end) = happened {
                return end;
            }
        }
    }

    /// Size has been judged by the socket; then credit, then shape.
    async fn listen(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<(), End> {
        let message = match message {
            Some(Ok(Message::Close(_))) | None => return Err(End::Left),
            Some(Ok(message)) => message,
            Some(Err(error)) => return Err(broken(error)),
        };
        if !self.credit.take() {
            return Err(End::Told(close::TOO_MANY));
        }
        match message {
            Message::Text(text) => self.hear(&text).await,
            Message::Binary(_) => Err(End::Told(close::MALFORMED)),
            _ => Ok(()),
        }
    }

    async fn hear(&mut self, text: &str) -> Result<(), End> {
        match intake::hear(self.visitor.who, text).map_err(misheard)? {
            Said::Hello(_) => Err(End::Told(close::MALFORMED)),
            Said::Say(id, act) => {
                self.waiting.push_back((id, act));
                self.decide_next();
                Ok(())
            }
            Said::Signal(signal) => {
                sign(&self.visitor.attached, signal);
                Ok(())
            }
            Said::Ping(at) => {
                let pong = ToFace::Pong { at, server_time: self.edge.clock.now() };
                send(self.socket, self.edge, &pong).await
            }
        }
    }

    /// One word at a time, so that an older never overtakes a newer.
    fn decide_next(&mut self) {
        if self.deciding.is_none()
            && let Some((id, act)) = self.waiting.pop_front()
        {
            let (edge, room) = (self.edge.clone(), self.visitor.room.clone());
            self.deciding = Some(Box::pin(async move { edge.decide(&room, id, act).await }));
        }
    }

    /// Answers, after showing what has come of it.
    async fn answer(&mut self, answer: Answer) -> Result<(), End> {
        self.deciding = None;
        let newest = self.visitor.attached.published();
        self.show(&newest).await?;
        send(self.socket, self.edge, &ToFace::Answer(answer)).await?;
        self.decide_next();
        Ok(())
    }

    /// Shows a snapshot: the sections that changed, unless it is no longer theirs to see.
    async fn show(&mut self, published: &Published) -> Result<(), End> {
        if published.version == self.shown && self.shown != 0 {
            return Ok(());
        }
        let who = self.visitor.who;
        if !who.is_admitted(&published.day) {
            return Err(End::Told(close::NOT_ADMITTED));
        }
        let frame = published.frame(who.audience());
        let first = self.shown == 0;
        self.shown = published.version.max(1);
        if !first && !self.visitor.heard.lacks(&published.epoch, &frame) {
            return Ok(());
        }
        let now = self.edge.clock.now();
        let text = self.visitor.heard.tell(&published.epoch, &frame, now);
        send_text(self.socket, self.edge, text).await
    }

    /// Some facilitator's device was signed out: is it this one?
    async fn check_device(&mut self) -> Result<(), End> {
        if self.edge.still_drives(self.visitor.who).await {
            Ok(())
        } else {
            Err(End::Told(close::NOT_ADMITTED))
        }
    }
}

/// The answer of the word being decided; never, when there is none.
async fn decided(deciding: &mut Option<BoxFuture<'static, Answer>>) -> Answer {
    match deciding {
        Some(deciding) => deciding.await,
        None => pending().await,
    }
}

/// A passing sign.
pub(super) fn sign(attached: &Attached, signal: Signal) {
    match signal {
        Signal::Awake { visible } => attached.set_awake(visible),
        Signal::Finished { finished } => attached.set_finished(finished),
    }
}

async fn send(socket: &mut WebSocket, edge: &Edge, message: &ToFace) -> Result<(), End> {
    let text = serde_json::to_string(message).expect("a message of ours is JSON");
    send_text(socket, edge, text).await
}

/// Sends, or gives up: a face that does not read is not waited for.
async fn send_text(socket: &mut WebSocket, edge: &Edge, text: String) -> Result<(), End> {
    match timeout(edge.limits.send, socket.send(Message::text(text))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Lost),
        Err(_) => Err(End::Told(close::TOO_SLOW)),
    }
}
