//! What is put before a room's task, and the answer it owes.

use tokio::sync::{mpsc, oneshot};

use crate::domain::command::Command;
use crate::domain::refusal::{Reason, Refusal};

/// What an asker is told.
pub(super) type Verdict = Result<(), Refusal>;

/// Commands that may wait while an append is in flight; one more is told `busy`. All of them are
/// decided as one batch.
pub(super) const MAILBOX: usize = 256;

/// A command, and who waits for the answer.
pub(super) struct Mail {
    pub(super) command: Command,
    pub(super) answer: oneshot::Sender<Verdict>,
}

/// The way to a room's task.
pub(super) type Mailbox = mpsc::Sender<Mail>;

/// Asks for a decision; a full mailbox answers `busy` at once.
pub(super) async fn ask(mailbox: &Mailbox, command: Command) -> Verdict {
    let (answer, answered) = oneshot::channel();
    match mailbox.try_send(Mail { command, answer }) {
        Ok(()) => verdict(answered).await,
        Err(_) => Err(Reason::Busy.into()),
    }
}

/// Asks in the house's own name: waits for room in the mailbox.
pub(super) async fn ask_patiently(mailbox: &Mailbox, command: Command) -> Verdict {
    let (answer, answered) = oneshot::channel();
    match mailbox.send(Mail { command, answer }).await {
        Ok(()) => verdict(answered).await,
        Err(_) => Err(Reason::Busy.into()),
    }
}

/// A room that went away without an answer may or may not have made it durable: `busy` promises
/// nothing of the kind, and every act can be asked again.
pub(super) async fn verdict<T>(
    answered: oneshot::Receiver<Result<T, Refusal>>,
) -> Result<T, Refusal> {
    answered.await.unwrap_or(Err(Reason::Busy.into()))
}
