//! What may happen: (state, command, now) gives events or a refusal.
//!
//! Every act is idempotent by meaning: asked twice, the second time gives no event.

mod closing;
mod conduct;
mod inventory;
mod merging;
mod opening;
mod plan;
mod roster;
pub mod slip;
mod steps;
mod sub_groups;
mod treatment;
mod turn;
mod vote;
mod ways;

use crate::domain::command::{ByFacilitator as F, ByHouse as H, ByParticipant as P, Command};
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::id::{ParticipantId, Timestamp};
use crate::domain::position::{Cursor, Position};
use crate::domain::refusal::{Reason, Refusal};

pub(in crate::domain) use merging::can_become_one;

/// What a command gives: the events to append, or why not.
pub type Decision = Result<Vec<Event>, Refusal>;

/// Decides a command on a day, at an instant.
pub fn decide(day: &Day, command: &Command, now: Timestamp) -> Decision {
    match command {
        Command::House(H::Open(opening)) => open(day, opening),
        Command::House(command) => {
            if day.open().is_none() {
                Ok(Vec::new())
            } else {
                by_house(day, command, now)
            }
        }
        _ if day.open().is_none() => Err(Reason::NotOpen.into()),
        Command::Participant(who, command) => {
            by_participant(day, *who, command, now).map(|events| with_what_waited(day, events, now))
        }
        Command::Facilitator(command) => {
            by_facilitator(day, command, now).map(|events| with_what_waited(day, events, now))
        }
    }
}

/// Whoever leaves no longer holds up what all others have agreed to; whoever comes joins those at
/// work.
fn with_what_waited(day: &Day, mut events: Vec<Event>, now: Timestamp) -> Vec<Event> {
    let joined = sub_groups::joined_since(day, &events, now);
    events.extend(joined);
    // Somebody's hour may have passed without a word.
    if !day.proposals.is_empty() && !events.is_empty() {
        let taken = ways::taken_since(day, &events, now);
        events.extend(taken);
    }
    events
}

fn open(day: &Day, opening: &crate::domain::event::Opening) -> Decision {
    if day.facts.is_some() {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Opened(Box::new(opening.clone()))])
}

fn by_house(day: &Day, command: &H, now: Timestamp) -> Decision {
    match command {
        H::Open(_) => Ok(Vec::new()),
        H::Clock => conduct::clock(day, now),
        H::Deal { vote, epoch, pk } => vote::deal(day, *vote, *epoch, *pk),
        H::Issue { vote, epoch, participant, blinded } => {
            vote::issue(day, *vote, *epoch, *participant, blinded)
        }
        H::Seal { vote, epoch, tags } => vote::seal(day, *vote, *epoch, tags),
        H::Redeal { vote, from, without, placed } => {
            vote::redeal(day, *vote, *from, without, *placed)
        }
        H::Release { vote, n, counts } => vote::release(day, *vote, *n, counts),
        H::CloseVote { vote, counts, entries } => vote::close(day, *vote, counts, entries),
        H::CloseLost { vote, epoch } => vote::close_lost(day, *vote, *epoch),
        H::GiveSlips { slot, step, slips } => slip::give(day, *slot, step, slips),
        H::WithdrawSlip { secret } => slip::withdraw(day, secret),
        H::ProposePlan { plan } => plan::propose(day, plan),
    }
}

fn by_participant(day: &Day, who: ParticipantId, command: &P, now: Timestamp) -> Decision {
    if !day.roster.member(who).is_some_and(|member| member.seated) {
        return Err(Reason::NotSeated.into());
    }
    match command {
        P::Engage { version } => opening::engage(day, who, *version),
        P::Expect { text } => opening::expect(day, who, text.as_deref()),
        P::TurnDone { number, passes } => turn::turn_done(day, who, *number, *passes),
        P::PutCase { case, fields } => inventory::put(day, who, *case, fields),
        P::WithdrawCase { case } => inventory::withdraw(day, who, *case),
        P::Prioritise { case, rank } => inventory::prioritise(day, who, *case, *rank),
        P::AgreeMerge { merge, agrees } => merging::agree(day, who, *merge, *agrees),
        P::AnswerWay { proposal, agrees } => ways::answer(day, who, *proposal, *agrees),
        P::ResumeGuarantee => ways::resume_guarantee(day, who),
        P::AgreeTitle { case, title, agrees } => {
            merging::agree_title(day, who, *case, title, *agrees)
        }
        P::ConfirmCarried { case, keep } => inventory::confirm_carried(day, who, *case, *keep),
        P::ChooseProcess { case, process, minutes } => {
            inventory::owned(day, who, *case)?;
            inventory::choose_process(day, *case, process, *minutes)
        }
        P::Contribute { contribution, slot, step, input, text } => {
            let at = treatment::Place { slot: *slot, step, input };
            treatment::contribute(day, who, *contribution, at, text)
        }
        P::WithdrawContribution { contribution } => treatment::withdraw(day, who, *contribution),
        P::Widen { contribution, visibility } => {
            treatment::widen(day, who, *contribution, *visibility)
        }
        P::DeclineScreen { contribution } => treatment::decline(day, who, *contribution),
        P::Hand { raised } => treatment::hand(day, who, *raised),
        P::TakeRole { slot, role, taken } => treatment::role(day, *slot, who, *role, *taken),
        P::TurnGroup { slot, from, to } => sub_groups::turn_own(day, who, *slot, *from, *to, now),
        P::StopCase { slot } => treatment::stop(day, who, *slot),
        P::Settle { case, disposition } => closing::settle(day, who, *case, *disposition),
        P::PutTrace { line, kind, text, due, keep } => {
            closing::put_trace(day, who, *line, *kind, text, *due, *keep)
        }
        P::KeepText { contribution, keep } => closing::keep_text(day, who, *contribution, *keep),
        P::Checked { vote, epoch, stage, ok } => vote::check(day, who, *vote, *epoch, *stage, *ok),
        P::CheckOut => closing::check_out(day, who),
    }
}

fn by_facilitator(day: &Day, command: &F, now: Timestamp) -> Decision {
    match command {
        F::Admit { knock, participant, name } => roster::admit(day, *knock, *participant, name),
        F::Lock { locked } => roster::lock(day, *locked),
        F::FreeSeat { participant } => roster::free(day, *participant),
        F::Rename { participant, name } => roster::rename(day, *participant, name),
        F::SetPresence { participant, present, from, until } => {
            roster::set_presence(day, *participant, *present, *from, *until)
        }
        F::PairScreen { knock } => roster::pair_screen(day, *knock),
        F::UnpairScreens => roster::unpair_screens(day),
        F::Go { from, to } => conduct::go(day, *from, *to, now),
        F::UndoGo { to } => conduct::undo(day, *to, now),
        F::Pause { kind, until } => conduct::pause(day, *kind, *until),
        F::Resume => conduct::resume(day),
        F::SetClock { from, to } => conduct::set_clock(day, *from, *to),
        F::HoldClock => conduct::hold_clock(day, now),
        F::RunClock => conduct::run_clock(day, now),
        F::ShowClock { clock, phones, screen } => {
            conduct::show_clock(day, *clock, *phones, *screen)
        }
        F::SetScreen { shows } => conduct::set_screen(day, *shows),
        F::OpenWindow { ends_at, role } => conduct::open_window(day, *ends_at, *role, now),
        F::CloseWindow => conduct::close_window(day),
        F::AmendCharter { from, text } => opening::amend(day, *from, text),
        F::SetTurnOrder { order } => turn::set_order(day, order),
        F::TurnTo { from, to, passes } => turn::turn_to(day, *from, *to, *passes),
        F::AskExpectations { open } => opening::ask_expectations(day, *open),
        F::Reveal => inventory::reveal(day),
        F::ProposeMerge { merge, cases, title } => merging::propose(day, *merge, cases, title),
        F::DropMerge { merge } => merging::drop(day, *merge),
        F::ProposeTitle { case, title } => merging::propose_title(day, *case, title),
        F::InsertStep { slot, after, step, what, minutes, phones } => {
            let at = Cursor { slot: *slot, step: *after };
            steps::insert(day, at, *step, what, *minutes, *phones)
        }
        F::ChangeProcess { slot, process, minutes } => {
            steps::change_process(day, *slot, process, *minutes, now)
        }
        F::ChooseProcess { case, process, minutes } => {
            inventory::choose_process(day, *case, process, *minutes)
        }
        F::SetBlocks { blocks, reserve } => plan::set_blocks(day, blocks, *reserve),
        F::ProposeWay { proposal, steps } => ways::propose(day, *proposal, steps),
        F::DropRounds => ways::drop_rounds(day),
        F::DropWay { proposal } => ways::drop(day, *proposal),
        F::OpenVote { vote, dots, mode, ends_at } => {
            vote::open_priority(day, *vote, *dots, *mode, *ends_at, now)
        }
        F::OpenRoti { vote } => vote::open_roti(day, *vote),
        F::OpenInterest { vote } => vote::open_interest(day, *vote),
        F::AskMoreTime { vote } => vote::ask_more_time(day, *vote),
        F::EditPlan { basis, slots } => plan::edit(day, *basis, slots),
        F::PinSlot { slot, pinned } => plan::pin(day, *slot, *pinned),
        F::NamePosture { at, posture } => steps::name_posture(day, *at, *posture),
        F::SetOutcome { slot, outcome } => treatment::set_outcome(day, *slot, *outcome),
        F::AskForScreen { contribution } => treatment::ask_for_screen(day, *contribution),
        F::Pin { contribution, pinned } => treatment::pin(day, *contribution, *pinned),
        F::GiveFloor { participant } => treatment::give_floor(day, *participant),
        F::OrderHands { order } => treatment::order_hands(day, *order),
        F::LowerHand { participant } => treatment::hand(day, *participant, false),
        F::AssignRole { slot, participant, role, given } => {
            treatment::role(day, *slot, *participant, *role, *given)
        }
        F::CountTurn { slot, case, had } => treatment::count_turn(day, *slot, *case, *had),
        F::DrawGroups { slot, number } => sub_groups::draw(day, *slot, *number, now),
        F::JoinGroup { slot, participant, group } => {
            sub_groups::seat(day, *slot, *participant, *group)
        }
        F::StartGroups { slot } => sub_groups::start(day, *slot),
        F::TurnGroup { slot, group, from, to } => {
            sub_groups::turn(day, *slot, *group, *from, *to, now)
        }
        F::OrderGroup { slot, group, order } => sub_groups::order(day, *slot, *group, order),
        F::SetGroupClock { slot, group, from, to } => {
            sub_groups::set_clock(day, *slot, *group, *from, *to)
        }
        F::CloseDay => closing::close_day(day),
    }
}

/// No event when nothing would change, one otherwise.
fn when(changes: bool, event: Event) -> Decision {
    Ok(if changes { vec![event] } else { Vec::new() })
}

/// The day stands in this phase, or the act is not done now.
fn in_phase(day: &Day, phases: impl Fn(&Position) -> bool) -> Result<(), Refusal> {
    if phases(&day.position.0) { Ok(()) } else { Err(Reason::WrongPhase.into()) }
}
