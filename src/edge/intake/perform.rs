//! What the room is asked is done, and answered once.

use super::act::{Act, Refused};
use crate::domain::command::{ByFacilitator as F, Command};
use crate::domain::id::ParticipantId;
use crate::domain::refusal::{Reason, Refusal};
use crate::live::accounts::{AccountFault, Accounts};
use crate::live::handle::Handle;
use crate::wire::common::{Answer, IssuedView, RefusalWords};

/// Does what was asked and gives the one answer to it; `ok` is durable.
pub(in crate::edge) async fn decide(
    room: &Handle,
    accounts: &Accounts,
    id: String,
    act: Result<Act, Refused>,
) -> Answer {
    let done = match act {
        Ok(act) => perform(room, accounts, act).await.map_err(words),
        Err(refused) => Err(refused.into()),
    };
    match done {
        Ok(issued) => Answer { id, ok: true, refusal: None, issued },
        Err(refusal) => Answer { id, ok: false, refusal: Some(refusal), issued: None },
    }
}

/// Only who asks for credentials is given more than a yes.
async fn perform(
    room: &Handle,
    accounts: &Accounts,
    act: Act,
) -> Result<Option<IssuedView>, Refusal> {
    let done = match act {
        Act::Issue(who, to) => {
            let issued = room.issue(who, to).await?;
            return Ok(Some(IssuedView { evaluated: issued.evaluated, proof: issued.proof }));
        }
        Act::Ask(command) => room.ask(command).await,
        Act::FreeSeat(participant) => {
            // Before the seat is freed: no device may come back to it in between.
            forget_devices(room, accounts, participant).await?;
            room.ask(Command::Facilitator(F::FreeSeat { participant })).await?;
            // And after: one may just have been remembered.
            forget_devices(room, accounts, participant).await
        }
        Act::Refuse(knock) => {
            room.refuse(knock);
            Ok(())
        }
        Act::GiveSlip(who, offered) => room.give_slip(who, offered).await,
        Act::WithdrawSlip(secret) => room.withdraw_slip(secret).await,
        Act::Turn(turn) => room.turn(turn).await,
        Act::MakePlan => room.make_plan().await,
    };
    done.map(|()| None)
}

async fn forget_devices(
    room: &Handle,
    accounts: &Accounts,
    seat: ParticipantId,
) -> Result<(), Refusal> {
    let cycle = room.published().day.facts.as_ref().map(|facts| facts.cycle);
    match accounts.forget_devices(cycle.ok_or(Reason::NotOpen)?, seat).await {
        Ok(()) | Err(AccountFault::Unknown) => Ok(()),
        Err(_) => Err(Reason::Unavailable.into()),
    }
}

impl From<Refused> for RefusalWords {
    fn from(refused: Refused) -> Self {
        let code = match refused {
            Refused::Malformed => "malformed",
            Refused::By(reason) => reason.code(),
        };
        Self { code: code.to_owned(), figure: None }
    }
}

/// A refusal of the domain on the wire.
fn words(refusal: Refusal) -> RefusalWords {
    RefusalWords { code: refusal.reason.code().to_owned(), figure: refusal.figure }
}
