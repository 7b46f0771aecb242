//! From what a face says to what the room is asked: parsed, stamped with who says it, nothing else.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::command::{ByFacilitator as F, ByParticipant as P, Command};
use crate::domain::day::credential::Blinded;
use crate::domain::day::inventory::CaseFields;
use crate::domain::day::plan::Slot;
use crate::domain::day::schedule::Block;
use crate::domain::day::way::WayStep;
use crate::domain::id::{KnockId, ParticipantId};
use crate::domain::refusal::{Reason, Refusal};
use crate::edge::token::Who;
use crate::live::accounts::{AccountFault, Accounts};
use crate::live::handle::{Blinds, Handle, Turn};
use crate::wire::common::{
    Answer, BlockView, FromFace, IssuedView, PROTOCOL, PolledSay, RefusalWords, Signal, WayStepView,
};
use crate::wire::{facilitator, participant, screen};

/// Characters a face may take for the name of something said.
const ID_CHARACTERS: usize = 64;

/// Something heard, of whatever face.
#[derive(Debug)]
pub(super) enum Said {
    /// The greeting.
    Hello(Hello),
    /// Something to decide, and the name of what was said.
    Say(String, Result<Act, Refused>),
    /// A passing sign.
    Signal(Signal),
    /// Is anybody there?
    Ping(i64),
}

/// The greeting.
#[derive(Debug)]
pub(super) struct Hello {
    /// A one-time ticket.
    pub ticket: String,
    /// The epoch of what the face has.
    pub epoch: Option<String>,
    /// The revision of each section it has.
    pub revisions: std::collections::BTreeMap<String, u64>,
}

/// Why what was heard is not acted upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misheard {
    /// The page speaks another version.
    StalePage,
    /// No page of ours sends this.
    Garbage,
}

/// Why an act is not asked of the room, told to whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It does not have the shape of anything this face may say.
    Malformed,
    /// The room would say no.
    By(Reason),
}

/// What the room is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Act {
    /// A decision of the domain.
    Ask(Command),
    /// Take the devices of a seat away, then ask.
    FreeSeat(ParticipantId),
    /// Do not let a knock in.
    Refuse(KnockId),
    /// Give somebody credentials.
    Issue(ParticipantId, Blinds),
    /// Seal a vote as it is, deal it again, or close it.
    Turn(Turn),
    /// Compute a plan anew.
    MakePlan,
}

/// Reads a socket's message, as whoever sent it may speak.
pub(super) fn hear(who: Who, text: &str) -> Result<Said, Misheard> {
    match who {
        Who::Participant(seat, _) => hear_as(text, |say| by_participant(seat, say)),
        Who::Facilitator(..) => hear_as(text, by_facilitator),
        Who::Screen(_) => hear_as(text, by_screen),
    }
}

/// Reads what the long poll posts.
pub(super) fn read_posted(
    who: Who,
    text: &str,
) -> Result<(String, Result<Act, Refused>), Misheard> {
    match who {
        Who::Participant(seat, _) => posted_as(text, |say| by_participant(seat, say)),
        Who::Facilitator(..) => posted_as(text, by_facilitator),
        Who::Screen(_) => posted_as(text, by_screen),
    }
}

/// Reads a socket's first message.
pub(super) fn greeting(text: &str) -> Result<Hello, Misheard> {
    // The version first: a page of another version may say anything else in another way.
    let value: Value = serde_json::from_str(text).map_err(|_| Misheard::Garbage)?;
    if value["type"] == "hello" && value["protocol"].is_u64() && value["protocol"] != PROTOCOL {
        return Err(Misheard::StalePage);
    }
    match hear_as(text, by_screen)? {
        Said::Hello(hello) => Ok(hello),
        _ => Err(Misheard::Garbage),
    }
}

fn hear_as<S: DeserializeOwned>(
    text: &str,
    act: impl Fn(S) -> Result<Act, Refused>,
) -> Result<Said, Misheard> {
    match serde_json::from_str::<FromFace<S>>(text) {
        Ok(FromFace::Hello { protocol: PROTOCOL, ticket, epoch, revisions }) => {
            Ok(Said::Hello(Hello { ticket, epoch, revisions }))
        }
        Ok(FromFace::Hello { .. }) => Err(Misheard::StalePage),
        Ok(FromFace::Say { id, say }) => Ok(Said::Say(name_of(id)?, act(say))),
        Ok(FromFace::Signal { signal }) => Ok(Said::Signal(signal)),
        Ok(FromFace::Ping { at }) => Ok(Said::Ping(at)),
        Err(_) => {
            let value: Value = serde_json::from_str(text).map_err(|_| Misheard::Garbage)?;
            if value["type"] == "say" { malformed(&value) } else { Err(Misheard::Garbage) }
                .map(|(id, refused)| Said::Say(id, refused))
        }
    }
}

fn posted_as<S: DeserializeOwned>(
    text: &str,
    act: impl Fn(S) -> Result<Act, Refused>,
) -> Result<(String, Result<Act, Refused>), Misheard> {
    match serde_json::from_str::<PolledSay<S>>(text) {
        Ok(PolledSay { id, say }) => Ok((name_of(id)?, act(say))),
        Err(_) => malformed(&serde_json::from_str(text).map_err(|_| Misheard::Garbage)?),
    }
}

/// Something said that bears a name can be answered, whatever its shape.
fn malformed(value: &Value) -> Result<(String, Result<Act, Refused>), Misheard> {
    let id = value["id"].as_str().ok_or(Misheard::Garbage)?;
    Ok((name_of(id.to_owned())?, Err(Refused::Malformed)))
}

fn name_of(id: String) -> Result<String, Misheard> {
    let fits = !id.is_empty() && id.len() <= ID_CHARACTERS;
    if fits { Ok(id) } else { Err(Misheard::Garbage) }
}

/// Does what was asked and gives the one answer to it; `ok` is durable.
pub(super) async fn decide(
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

fn by_screen(say: screen::Says) -> Result<Act, Refused> {
    match say {}
}

fn by_participant(seat: ParticipantId, say: participant::Says) -> Result<Act, Refused> {
    use participant::Says as S;
    let command = match say {
        S::Issue { vote, epoch, blinded } => {
            let blinded = read_blinded(&blinded)?;
            return Ok(Act::Issue(seat, Blinds { vote, epoch, blinded }));
        }
        S::Checked { vote, epoch, stage, ok } => P::Checked { vote, epoch, stage, ok },
        S::Engage { version } => P::Engage { version },
        S::Expect { text } => P::Expect { text },
        S::TurnDone {} => P::TurnDone,
        S::PutCase { case_item, fields } => P::PutCase { case: case_item, fields: case(fields) },
        S::WithdrawCase { case_item } => P::WithdrawCase { case: case_item },
        S::Prioritise { case_item, rank } => P::Prioritise { case: case_item, rank },
        S::AgreeMerge { merge, agrees } => P::AgreeMerge { merge, agrees },
        S::AnswerWay { proposal, agrees } => P::AnswerWay { proposal, agrees },
        S::ResumeGuarantee {} => P::ResumeGuarantee,
        S::AgreeTitle { case_item, title, agrees } => {
            P::AgreeTitle { case: case_item, title, agrees }
        }
        S::ConfirmCarried { case_item, keep } => P::ConfirmCarried { case: case_item, keep },
        S::ChooseProcess { case_item, process, minutes } => {
            P::ChooseProcess { case: case_item, process, minutes }
        }
        S::Contribute { contribution, slot, step, input, text } => {
            P::Contribute { contribution, slot, step, input, text }
        }
        S::WithdrawContribution { contribution } => P::WithdrawContribution { contribution },
        S::Widen { contribution, visibility } => P::Widen { contribution, visibility },
        S::DeclineScreen { contribution } => P::DeclineScreen { contribution },
        S::Hand { raised } => P::Hand { raised },
        S::TakeRole { slot, role, taken } => P::TakeRole { slot, role, taken },
        S::StopCase { slot } => P::StopCase { slot },
        S::Settle { case_item, disposition } => P::Settle { case: case_item, disposition },
        S::PutTrace { line, kind, text, due, keep } => P::PutTrace { line, kind, text, due, keep },
        S::KeepText { contribution, keep } => P::KeepText { contribution, keep },
        S::CheckOut {} => P::CheckOut,
    };
    Ok(Act::Ask(Command::Participant(seat, command)))
}

fn read_blinded(blinded: &[String]) -> Result<Vec<Blinded>, Refused> {
    blinded.iter().map(|one| one.parse().map_err(|_| Refused::By(Reason::BadBlinds))).collect()
}

fn case(fields: participant::CaseFields) -> CaseFields {
    CaseFields {
        kind: fields.kind,
        title: fields.title,
        headline: fields.headline,
        expects: fields.expects,
        reserved: fields.reserved,
        urgency: fields.urgency,
        importance: fields.importance,
        emotional_load: fields.emotional_load,
    }
}

fn by_facilitator(say: facilitator::Says) -> Result<Act, Refused> {
    use facilitator::Says as S;
    let command = match say {
        S::Refuse { knock } | S::PairScreen { knock, yes: false } => return Ok(Act::Refuse(knock)),
        S::FreeSeat { participant } => return Ok(Act::FreeSeat(participant)),
        S::CloseVote { vote } => return Ok(Act::Turn(Turn::Close { vote })),
        S::Seal { vote, epoch } => return Ok(Act::Turn(Turn::Seal { vote, epoch })),
        S::Redeal { vote, from, without } => {
            return Ok(Act::Turn(Turn::Redeal { vote, from, without }));
        }
        S::MakePlan {} => return Ok(Act::MakePlan),
        S::Admit { knock, participant, name } => F::Admit { knock, participant, name },
        S::Lock { locked } => F::Lock { locked },
        S::Rename { participant, name } => F::Rename { participant, name },
        S::SetPresence { participant, present, from, until } => {
            F::SetPresence { participant, present, from, until }
        }
        S::PairScreen { knock, yes: true } => F::PairScreen { knock },
        S::UnpairScreens {} => F::UnpairScreens,
        S::Go { from, to } => F::Go { from, to },
        S::UndoGo { to } => F::UndoGo { to },
        S::Pause { kind, until } => F::Pause { kind, until },
        S::Resume {} => F::Resume,
        S::SetClock { from, to } => F::SetClock { from, to },
        S::HoldClock {} => F::HoldClock,
        S::RunClock {} => F::RunClock,
        S::ShowClock { clock, phones, screen } => F::ShowClock { clock, phones, screen },
        S::AmendCharter { from, text } => F::AmendCharter { from, text },
        S::SetTurnOrder { order } => F::SetTurnOrder { order },
        S::TurnTo { from, to } => F::TurnTo { from, to },
        S::AskExpectations { open } => F::AskExpectations { open },
        S::OpenWindow { ends_at } => F::OpenWindow { ends_at },
        S::CloseWindow {} => F::CloseWindow,
        S::Reveal {} => F::Reveal,
        S::ProposeMerge { merge, cases, title } => F::ProposeMerge { merge, cases, title },
        S::DropMerge { merge } => F::DropMerge { merge },
        S::ProposeTitle { case_item, title } => F::ProposeTitle { case: case_item, title },
        S::ChooseProcess { case_item, process, minutes } => {
            F::ChooseProcess { case: case_item, process, minutes }
        }
        S::ProposeWay { proposal, steps } => {
            F::ProposeWay { proposal, steps: steps.into_iter().map(way_step).collect() }
        }
        S::DropWay { proposal } => F::DropWay { proposal },
        S::SetBlocks { blocks: listed, reserve } => {
            F::SetBlocks { blocks: listed.into_iter().map(block).collect(), reserve }
        }
        S::OpenVote { vote, dots, mode, ends_at } => F::OpenVote { vote, dots, mode, ends_at },
        S::OpenRoti { vote } => F::OpenRoti { vote },
        S::OpenInterest { vote } => F::OpenInterest { vote },
        S::EditPlan { basis, slots } => {
            F::EditPlan { basis, slots: slots.into_iter().map(slot).collect() }
        }
        S::PinSlot { slot, pinned } => F::PinSlot { slot, pinned },
        S::ChangeProcess { slot, process, minutes } => F::ChangeProcess { slot, process, minutes },
        S::SetOutcome { slot, outcome } => F::SetOutcome { slot, outcome },
        S::AskForScreen { contribution } => F::AskForScreen { contribution },
        S::Pin { contribution, pinned } => F::Pin { contribution, pinned },
        S::LowerHand { participant } => F::LowerHand { participant },
        S::AssignRole { slot, participant, role, given } => {
            F::AssignRole { slot, participant, role, given }
        }
        S::SetScreen { shows } => F::SetScreen { shows },
        S::CloseDay {} => F::CloseDay,
    };
    Ok(Act::Ask(Command::Facilitator(command)))
}

/// A block of the day, from the wire.
pub(super) fn block(view: BlockView) -> Block {
    Block { kind: view.kind, start: view.start, end: view.end }
}

fn way_step(view: WayStepView) -> WayStep {
    match view {
        WayStepView::Merge { merge } => WayStep::Merge { merge },
        WayStepView::Lighten { case_item, process, minutes } => {
            WayStep::Lighten { case: case_item, process, minutes }
        }
        WayStepView::Trim { case_item, minutes } => WayStep::Trim { case: case_item, minutes },
        WayStepView::Shorten { block, minutes } => WayStep::Shorten { block, minutes },
        WayStepView::Extend { end } => WayStep::Extend { end },
        WayStepView::Defer { participant } => WayStep::Defer { participant },
    }
}

fn slot(draft: facilitator::SlotDraft) -> Slot {
    Slot {
        slot: draft.slot,
        case: draft.case_item,
        block: draft.block,
        start: draft.start,
        minutes: draft.minutes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::FacilitatorId;
    use uuid::Uuid;

    const SEAT: ParticipantId = ParticipantId(Uuid::nil());
    const PHONE: Who = Who::Participant(SEAT, 0);
    const TABLET: Who = Who::Facilitator(FacilitatorId(Uuid::nil()), [0; 32]);

    fn said(who: Who, text: &str) -> (String, Result<Act, Refused>) {
        match hear(who, text) {
            Ok(Said::Say(id, act)) => (id, act),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_a_phone_says_bears_its_seat() {
        let (id, act) =
            said(PHONE, r#"{"type":"say","id":"a","say":{"act":"hand","raised":true}}"#);
        let command = Command::Participant(SEAT, P::Hand { raised: true });
        assert_eq!((id.as_str(), act), ("a", Ok(Act::Ask(command))));
    }

    #[test]
    fn a_face_says_only_what_is_its_own_to_say() {
        let reveal = r#"{"type":"say","id":"a","say":{"act":"reveal"}}"#;
        let command = Command::Facilitator(F::Reveal);
        assert_eq!(said(TABLET, reveal).1, Ok(Act::Ask(command)));
        assert_eq!(said(PHONE, reveal).1, Err(Refused::Malformed));
        assert_eq!(said(Who::Screen(0), reveal).1, Err(Refused::Malformed));
        let hand = r#"{"type":"say","id":"a","say":{"act":"hand","raised":true}}"#;
        assert_eq!(said(TABLET, hand).1, Err(Refused::Malformed));
    }

    #[test]
    fn a_wrong_shape_with_a_name_is_answered() {
        for say in [
            r#"{"act":"hand"}"#,
            r#"{"act":"hand","raised":true,"more":1}"#,
            r#"{"act":"hand","raised":"yes"}"#,
            r#"{"act":"nothing"}"#,
            r#"{"act":"turnDone","more":1}"#,
            "7",
        ] {
            let text = format!(r#"{{"type":"say","id":"x","say":{say}}}"#);
            assert_eq!(said(PHONE, &text), ("x".to_owned(), Err(Refused::Malformed)), "{say}");
            let posted = format!(r#"{{"id":"x","say":{say}}}"#);
            let read = read_posted(PHONE, &posted).unwrap();
            assert_eq!(read, ("x".to_owned(), Err(Refused::Malformed)), "{say}");
        }
    }

    #[test]
    fn what_no_page_sends_is_garbage() {
        let long = format!(r#"{{"type":"say","id":"{}","say":{{}}}}"#, "x".repeat(65));
        let deep = format!(r#"{{"type":"say","id":"x","say":{}"#, "[".repeat(4_000));
        for text in [
            "",
            "null",
            "[]",
            "hello",
            r#"{"type":"sing"}"#,
            r#"{"id":"x","say":{}}"#,
            r#"{"type":"say","id":7,"say":{}}"#,
            r#"{"type":"say","id":"","say":{}}"#,
            r#"{"type":"ping","at":"now"}"#,
            &long,
            &deep,
        ] {
            let heard = hear(PHONE, text).map(|_| ());
            assert_eq!(heard, Err(Misheard::Garbage), "{text}");
        }
    }

    #[test]
    fn a_page_of_another_version_is_told_so_whatever_else_it_says() {
        let stale = r#"{"type":"hello","protocol":999,"pass":"x"}"#;
        assert_eq!(greeting(stale).map(|_| ()), Err(Misheard::StalePage));
        let ours = r#"{"type":"hello","protocol":1,"ticket":"t","epoch":null,"revisions":{}}"#;
        assert_eq!(greeting(ours).map(|hello| hello.ticket), Ok("t".to_owned()));
        let more =
            r#"{"type":"hello","protocol":1,"ticket":"t","epoch":null,"revisions":{},"x":1}"#;
        assert_eq!(greeting(more).map(|_| ()), Err(Misheard::Garbage));
    }
}
