//! What events mean: total, never fails. An event about something gone changes nothing.
//!
//! A dispatch, then one file per area, as in `decide`.

mod closing;
mod conduct;
mod inventory;
mod merging;
mod opening;
mod plan;
mod roster;
mod rounds;
mod sub_groups;
mod treatment;
mod turn;
mod vote;
mod ways;

use crate::domain::day::Day;
use crate::domain::day::way::Answer;
use crate::domain::event::Event;
use crate::domain::id::{ParticipantId, Timestamp};
use crate::domain::vocabulary::{Outcome, VoteKind};

/// The day after an event that happened at `at`.
pub fn apply(day: &mut Day, event: &Event, at: Timestamp) {
    day.last_at = at.max(day.last_at);
    if changes_basis(day, event) {
        day.basis += 1;
    }
    let missed = day.missed();
    apply_alone(day, event, at);
    treatment::give_together(day);
    rounds::note_turns(day);
    rounds::follow(day);
    // To whom no turn has come, something is owed again.
    if day.missed() != missed {
        day.basis += 1;
    }
}

fn apply_alone(day: &mut Day, event: &Event, at: Timestamp) {
    match event {
        Event::Opened(opening) => opening::open(day, opening),
        Event::Admitted { knock, participant, name } => {
            roster::admit(day, *knock, *participant, name);
        }
        Event::DoorSet { locked } => day.roster.locked = *locked,
        Event::SeatFreed { participant } => {
            roster::free_seat(day, *participant);
            leave(day, *participant, at);
        }
        Event::Renamed { participant, name } => roster::rename(day, *participant, name),
        Event::PresenceSet { participant, present, from, until } => {
            roster::set_presence(day, *participant, *present, *from, *until);
            if !present {
                leave(day, *participant, at);
            }
        }
        Event::CheckedOut { participant } => {
            roster::check_out(day, *participant);
            leave(day, *participant, at);
        }
        Event::ScreenPaired { knock } => day.screens.push(*knock),
        Event::ScreensUnpaired => roster::unpair_screens(day),
        Event::ScreenSet { shows } => day.screen = Some(*shows),
        Event::Moved { from, to, clock, behind_ms } => {
            conduct::go(day, *from, *to, *clock, *behind_ms, at);
        }
        Event::MoveUndone { .. } => conduct::undo(day),
        Event::Paused { pause } => conduct::pause(day, *pause, at),
        Event::Resumed => conduct::resume(day, at),
        Event::ClockSet { clock } => conduct::set_clock(day, *clock, at),
        Event::ClockShown { clock, phones, screen } => {
            let shown = day.shown.of_mut(*clock);
            (shown.phones, shown.screen) = (*phones, *screen);
        }
        Event::CharterAmended { version, text } => opening::amend(day, *version, text),
        Event::Engaged { participant, version } => roster::engage(day, *participant, *version),
        Event::TurnOrderSet { order } => turn::set_order(day, order),
        Event::TurnMoved { to, passes, .. } => turn::hand_on(day, *to, *passes),
        Event::ExpectationsAsked { open } => day.expectations_open = *open,
        Event::Expected { participant, text } => {
            opening::expect(day, *participant, text.as_deref());
        }
        Event::WindowSet { window } => day.window = *window,
        Event::CasePut { case, owner, fields } => inventory::put(day, *case, *owner, fields),
        Event::CaseWithdrawn { case } => inventory::withdraw(day, *case),
        Event::Revealed => day.inventory.revealed = true,
        Event::Prioritised { case, participant, rank } => {
            inventory::prioritise(day, *case, *participant, *rank);
        }
        Event::MergeProposed { merge, cases, title } => {
            merging::propose(day, *merge, cases, title);
        }
        Event::MergeAgreed { merge, participant } => merging::agree(day, *merge, *participant),
        Event::MergeDropped { merge } => merging::drop(day, *merge),
        Event::Merged { merge } => merging::merge(day, *merge),
        Event::Unmerged { merge } => merging::unmerge(day, *merge),
        Event::TitleProposed { case, title } => merging::propose_title(day, *case, title),
        Event::TitleAnswered { case, title, participant, agrees } => {
            merging::answer_title(day, *case, title, *participant, *agrees);
        }
        Event::CarriedAnswered { case, keep } => inventory::answer_carried(day, *case, *keep),
        Event::ProcessChosen { case, process, minutes } => {
            inventory::choose_process(day, *case, process, *minutes);
        }
        Event::BlocksSet { blocks, reserve } => plan::set_blocks(day, blocks, *reserve),
        Event::VoteOpened { .. } => vote::open(day, event),
        Event::Dealt { vote, pk, .. } => {
            vote::change(day, *vote, |vote| vote.deal.pk = Some(*pk));
        }
        Event::Issued { vote, participant, blinded, .. } => vote::change(day, *vote, |vote| {
            vote.deal.issued.insert(*participant, blinded.clone());
        }),
        Event::Sealed { vote, tags, .. } => vote::change(day, *vote, |vote| vote::seal(vote, tags)),
        Event::Checked { vote, participant, ok, .. } => vote::change(day, *vote, |vote| {
            vote.deal.checked.insert(*participant, *ok);
        }),
        Event::Redealt { vote, epoch, electors, placed } => {
            vote::change(day, *vote, |vote| vote::redeal(vote, *epoch, electors, *placed));
        }
        Event::Released { vote, n, counts } => vote::change(day, *vote, |vote| {
            (vote.release, vote.released) = (*n, Some(counts.clone()));
        }),
        Event::VoteClosed { vote, counts, entries } => {
            vote::change(day, *vote, |vote| vote::close(vote, counts, entries));
        }
        Event::WayProposed { proposal, steps } => ways::propose(day, *proposal, steps),
        Event::WayAgreed { proposal, participant } => ways::agree(day, *proposal, *participant),
        Event::WayDeclined { proposal } => ways::end(day, *proposal, Answer::Declined),
        Event::WayTaken { proposal } => ways::end(day, *proposal, Answer::Taken),
        Event::WayDropped { proposal } => day.proposals.retain(|one| one.proposal != *proposal),
        Event::RoundsSet { rounds } => rounds::set(day, rounds.as_ref()),
        Event::GuaranteeDeferred { participant } => day.deferred.push(*participant),
        Event::GuaranteeResumed { participant } => day.deferred.retain(|who| who != participant),
        Event::Planned { plan } => day.plan = Some(plan.as_ref().clone()),
        Event::PlanEdited { .. } => plan::edit(day, event),
        Event::SlotPinned { slot, pinned } => plan::pin(day, *slot, *pinned),
        Event::ProcessChanged { slot, process, minutes, clock } => {
            conduct::change_process(day, *slot, process, *minutes, *clock, at);
        }
        Event::StepInserted { slot, index, step, minutes } => {
            conduct::insert_step(day, *slot, *index, step, *minutes);
        }
        Event::PostureNamed { slot, step, posture } => {
            treatment::name_posture(day, *slot, step, *posture);
        }
        Event::OutcomeSet { slot, outcome, by } => {
            treatment::set_outcome(day, *slot, *outcome, at);
            treatment::note_stop(day, *slot, *by);
        }
        Event::Contributed { contribution, .. } => {
            treatment::contribute(day, *contribution, event);
        }
        Event::SlipsGiven { slot, slips } => treatment::give_slips(day, *slot, slips),
        Event::ContributionWithdrawn { contribution } => treatment::withdraw(day, *contribution),
        Event::Widened { contribution, visibility } => {
            treatment::change(day, *contribution, |text| {
                text.visibility = *visibility;
                text.asked_for_screen = false;
            });
        }
        Event::ScreenAsked { contribution, asked } => {
            treatment::change(day, *contribution, |text| text.asked_for_screen = *asked);
        }
        Event::Pinned { contribution, pinned } => {
            treatment::change(day, *contribution, |text| text.pinned = *pinned);
        }
        Event::HandSet { participant, raised } => {
            treatment::set_hand(day, *participant, *raised, at);
        }
        Event::FloorGiven { participant } => {
            treatment::set_hand(day, *participant, false, at);
            day.floor.give(*participant);
        }
        Event::HandsOrdered { order } => day.floor.order = Some(*order),
        Event::RoleSet { slot, participant, role, taken } => {
            treatment::set_role(day, *slot, *participant, *role, *taken);
        }
        Event::GroupsDrawn { slot, groups } => sub_groups::draw(day, *slot, groups),
        Event::GroupJoined { slot, participant, group } => {
            sub_groups::join(day, *slot, *participant, *group, at);
        }
        Event::GroupsStarted { slot } => sub_groups::start(day, *slot, at),
        Event::GroupTurned { slot, group, to, clock } => {
            sub_groups::turn(day, *slot, *group, *to, *clock, at);
        }
        Event::TurnCounted { slot, case, had } => rounds::count(day, *slot, *case, *had),
        Event::Settled { case, disposition } => closing::settle(day, *case, *disposition),
        Event::TracePut { .. } => closing::put_trace(day, event),
        Event::TextKept { contribution, participant, keep } => {
            treatment::change(day, *contribution, |text| {
                text.kept_by.retain(|who| who != participant);
                text.kept_by.extend(keep.then_some(*participant));
            });
        }
        Event::Ended => closing::end(day),
    }
    let until = asked_until(event, day.last_at);
    day.screen_time.note(day.asks_phones(), until);
    day.respite.note(day.treats(), at);
}

/// Somebody is not in the circle any more: no hand, no turn, no role in the case at hand.
fn leave(day: &mut Day, who: ParticipantId, at: Timestamp) {
    turn::leave(day, who);
    sub_groups::leave(day, who, at);
    treatment::leave(day, who);
}

/// A window that closes by itself has asked until its end, however late the house wakes.
fn asked_until(event: &Event, at: Timestamp) -> Timestamp {
    match event {
        Event::WindowSet { window } if !window.open => window.ends_at.map_or(at, |end| end.min(at)),
        _ => at,
    }
}

/// Whether a plan made before this event rests on facts that are no longer so.
fn changes_basis(day: &Day, event: &Event) -> bool {
    if let Event::VoteClosed { vote, .. } = event {
        return day.vote(*vote).is_some_and(|vote| vote.kind == VoteKind::Priority);
    }
    if let Event::OutcomeSet { slot, outcome, .. } = event {
        return *outcome != Outcome::Treated || !day.serves(*slot);
    }
    matches!(
        event,
        Event::Opened(_)
            | Event::Admitted { .. }
            | Event::PresenceSet { .. }
            | Event::CheckedOut { .. }
            | Event::CasePut { .. }
            | Event::CaseWithdrawn { .. }
            | Event::Prioritised { .. }
            | Event::Merged { .. }
            | Event::Unmerged { .. }
            | Event::CarriedAnswered { .. }
            | Event::ProcessChosen { .. }
            | Event::BlocksSet { .. }
            | Event::RoundsSet { .. }
            | Event::GuaranteeDeferred { .. }
            | Event::GuaranteeResumed { .. }
            | Event::PlanEdited { .. }
            | Event::SlotPinned { .. }
    )
}
