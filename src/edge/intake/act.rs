//! What a face may say, as what the room is asked to do.

use crate::domain::command::{ByFacilitator as F, ByParticipant as P, Command};
use crate::domain::day::credential::Blinded;
use crate::domain::day::inventory::CaseFields;
use crate::domain::day::plan::Slot;
use crate::domain::day::schedule::Block;
use crate::domain::day::slip::{SlipSecret, slip_id};
use crate::domain::day::way::WayStep;
use crate::domain::decide::slip::Offered;
use crate::domain::id::{KnockId, ParticipantId};
use crate::domain::position::Cursor;
use crate::domain::refusal::Reason;
use crate::live::handle::{Blinds, Turn};
use crate::wire::common::{BlockView, WayStepView};
use crate::wire::{facilitator, participant, screen};

/// Why an act is not asked of the room, told to whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::edge) enum Refused {
    /// It does not have the shape of anything this face may say.
    Malformed,
    /// The room would say no.
    By(Reason),
}

/// What the room is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::edge) enum Act {
    /// A decision of the domain.
    Ask(Command),
    /// Take the devices of a seat away, then ask.
    FreeSeat(ParticipantId),
    /// Do not let a knock in.
    Refuse(KnockId),
    /// Give somebody credentials.
    Issue(ParticipantId, Blinds),
    /// Keep words of nobody until they are given together.
    GiveSlip(ParticipantId, Offered),
    /// Take words of nobody back.
    WithdrawSlip(SlipSecret),
    /// Seal a vote as it is, deal it again, or close it.
    Turn(Turn),
    /// Compute a plan anew.
    MakePlan,
}

pub(super) fn by_screen(say: screen::Says) -> Result<Act, Refused> {
    match say {}
}

pub(super) fn by_participant(seat: ParticipantId, say: participant::Says) -> Result<Act, Refused> {
    use participant::Says as S;
    let command = match say {
        S::Issue { vote, epoch, blinded } => {
            let blinded = read_blinded(&blinded)?;
            return Ok(Act::Issue(seat, Blinds { vote, epoch, blinded }));
        }
        S::GiveSlip { secret, slot, step, input, text } => {
            // Only who knows the secret may write a slip anew; it goes no further than here.
            let contribution = slip_id(&secret);
            let offered = Offered { contribution, slot, step, input, text };
            return Ok(Act::GiveSlip(seat, offered));
        }
        S::WithdrawSlip { secret } => return Ok(Act::WithdrawSlip(secret)),
        S::Checked { vote, epoch, stage, ok } => P::Checked { vote, epoch, stage, ok },
        S::Engage { version } => P::Engage { version },
        S::Expect { text } => P::Expect { text },
        S::TurnDone { number, passes } => P::TurnDone { number, passes },
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
        S::TurnGroup { slot, from, to } => P::TurnGroup { slot, from, to },
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

pub(super) fn by_facilitator(say: facilitator::Says) -> Result<Act, Refused> {
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
        S::TurnTo { from, to, passes } => F::TurnTo { from, to, passes },
        S::AskExpectations { open } => F::AskExpectations { open },
        S::OpenWindow { ends_at, role } => F::OpenWindow { ends_at, role },
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
        S::DropRounds {} => F::DropRounds,
        S::DropWay { proposal } => F::DropWay { proposal },
        S::SetBlocks { blocks: listed, reserve } => {
            F::SetBlocks { blocks: listed.into_iter().map(block).collect(), reserve }
        }
        S::OpenVote { vote, dots, mode, ends_at } => F::OpenVote { vote, dots, mode, ends_at },
        S::OpenRoti { vote } => F::OpenRoti { vote },
        S::OpenInterest { vote } => F::OpenInterest { vote },
        S::AskMoreTime { vote } => F::AskMoreTime { vote },
        S::EditPlan { basis, slots } => {
            F::EditPlan { basis, slots: slots.into_iter().map(slot).collect() }
        }
        S::PinSlot { slot, pinned } => F::PinSlot { slot, pinned },
        S::InsertStep { slot, after, step, what, minutes, phones } => {
            F::InsertStep { slot, after, step, what, minutes, phones }
        }
        S::ChangeProcess { slot, process, minutes } => F::ChangeProcess { slot, process, minutes },
        S::NamePosture { slot, step, posture } => {
            F::NamePosture { at: Cursor { slot, step }, posture }
        }
        S::SetOutcome { slot, outcome } => F::SetOutcome { slot, outcome },
        S::AskForScreen { contribution } => F::AskForScreen { contribution },
        S::Pin { contribution, pinned } => F::Pin { contribution, pinned },
        S::GiveFloor { participant } => F::GiveFloor { participant },
        S::OrderHands { order } => F::OrderHands { order },
        S::LowerHand { participant } => F::LowerHand { participant },
        S::AssignRole { slot, participant, role, given } => {
            F::AssignRole { slot, participant, role, given }
        }
        S::CountTurn { slot, case_item, had } => F::CountTurn { slot, case: case_item, had },
        S::DrawGroups { slot, number } => F::DrawGroups { slot, number },
        S::JoinGroup { slot, participant, group } => F::JoinGroup { slot, participant, group },
        S::StartGroups { slot } => F::StartGroups { slot },
        S::OrderGroup { slot, group, order } => F::OrderGroup { slot, group, order },
        S::SetGroupClock { slot, group, from, to } => F::SetGroupClock { slot, group, from, to },
        S::TurnGroup { slot, group, from, to } => F::TurnGroup { slot, group, from, to },
        S::SetScreen { shows } => F::SetScreen { shows },
        S::CloseDay {} => F::CloseDay,
    };
    Ok(Act::Ask(Command::Facilitator(command)))
}

/// A block of the day, from the wire.
pub(in crate::edge) fn block(view: BlockView) -> Block {
    Block { kind: view.kind, start: view.start, end: view.end }
}

fn way_step(view: WayStepView) -> WayStep {
    match view {
        WayStepView::Merge { merge } => WayStep::Merge { merge },
        WayStepView::Lighten { case_item, process, minutes } => {
            WayStep::Lighten { case: case_item, process, minutes }
        }
        WayStepView::Trim { case_item, minutes } => WayStep::Trim { case: case_item, minutes },
        WayStepView::Rounds { process, minutes } => WayStep::Rounds { process, minutes },
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
