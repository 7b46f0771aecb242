//! A workshop day: what is true of it, and the questions one asks of it.
//!
//! Not serializable on purpose: what leaves the server is built up in `view`.

pub mod ballot;
pub mod clocks;
pub mod credential;
pub mod deal;
pub mod floor;
pub mod inventory;
pub mod opening;
mod owed;
pub mod plan;
pub mod posture;
pub mod respite;
pub mod roster;
pub mod rounds;
pub mod schedule;
pub mod screen_time;
pub mod seal;
pub mod slip;
pub mod split;
pub mod trace;
pub mod treatment;
pub mod turn;
pub mod way;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::id::{CaseId, CycleId, FacilitatorId, ParticipantId, SlotId, Timestamp, VoteId};
use crate::domain::position::{Cursor, Position};
use crate::domain::process::{Process, ProcessId, Step};
use crate::domain::remainder::left_behind;
use crate::domain::vocabulary::{Outcome, Role, ScreenShows, VoteKind};

use ballot::Vote;
use clocks::{Clock, ClocksShown, Drift, LastMove, Pause, Window};
use floor::Floor;
use inventory::Inventory;
use opening::Charter;
use plan::{Plan, Slot};
use respite::Respite;
use roster::Roster;
use rounds::Rounds;
use schedule::Schedule;
use screen_time::ScreenTime;
use split::Split;
use trace::TraceLine;
use treatment::{Contribution, Run};
use turn::Turn;
use way::Proposal;

/// A workshop day. The empty value is a day that has not been opened.
#[derive(Debug, Clone, Default)]
pub struct Day {
    /// What was said when it was opened.
    pub facts: Option<Facts>,
    /// Where everyone is.
    pub position: Place,
    /// The last move, while it can be undone.
    pub last_move: Option<LastMove>,
    /// A rest over the position.
    pub pause: Option<Pause>,
    /// Those who come first today: their guarantee was not kept the day before.
    pub first_places: Vec<ParticipantId>,
    /// How many roles each had held in the cycle before today.
    pub roles_before: BTreeMap<ParticipantId, u16>,
    /// Who sits in the circle, and the door.
    pub roster: Roster,
    /// The rules, versioned.
    pub charter: Charter,
    /// The round at hand.
    pub turn: Option<Turn>,
    /// A line of expectations is asked for.
    pub expectations_open: bool,
    /// The lines.
    pub expectations: BTreeMap<ParticipantId, String>,
    /// Needs and cases.
    pub inventory: Inventory,
    /// The day's blocks.
    pub schedule: Schedule,
    /// Secret choices: what was asked and counted, never who chose what.
    pub votes: Vec<Vote>,
    /// The plan, once there is one.
    pub plan: Option<Plan>,
    /// A format in parallel for all that the facilitator has taken and that has not begun.
    pub rounds: Option<Rounds>,
    /// Grows when a fact changes on which a plan rests.
    pub basis: u32,
    /// Ways out of a day that does not fit, put to those who must agree.
    pub proposals: Vec<Proposal>,
    /// Those who agreed to wait for the next day: nothing is guaranteed to them today, and they
    /// come first then.
    pub deferred: Vec<ParticipantId>,
    /// The treatment of each slot that has been begun.
    pub runs: BTreeMap<SlotId, Run>,
    /// Texts given during treatment.
    pub contributions: Vec<Contribution>,
    /// The steps whose slips have been given.
    pub slips_given: BTreeSet<(SlotId, String)>,
    /// The write window of the phase or step at hand.
    pub window: Window,
    /// The circle split in sub-groups, for the step at hand.
    pub split: Option<Split>,
    /// The step's clock.
    pub step_clock: Option<Clock>,
    /// How far the day is behind its plan.
    pub drift: Drift,
    /// For how long the phones have been asked for something.
    pub screen_time: ScreenTime,
    /// When nothing was treated.
    pub respite: Respite,
    /// Who sees which clock.
    pub shown: ClocksShown,
    /// Who asks for the floor, and who has had it.
    pub floor: Floor,
    /// What the screen shows.
    pub screen: Option<ScreenShows>,
    /// Screens let in since the last time all were sent away.
    pub screens: Vec<crate::domain::id::KnockId>,
    /// Grows when every screen is sent away.
    pub screen_generation: u32,
    /// Everyone's own trace.
    pub trace: Vec<TraceLine>,
    /// The time of the last entry.
    pub last_at: Timestamp,
}

/// Where the day is; welcome for a day just opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(pub Position);

impl Default for Place {
    fn default() -> Self {
        Self(Position::Welcome)
    }
}

/// What was said when the day was opened.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The cycle it belongs to.
    pub cycle: CycleId,
    /// The facilitators who may drive it.
    pub facilitators: Vec<FacilitatorId>,
    /// The room code.
    pub code: String,
    /// The key that the QR carries, 128 bits as text.
    pub door_key: String,
    /// From 1.
    pub number: u8,
    /// The group's name.
    pub group: String,
    /// Its organisation.
    pub organisation: String,
    /// Midnight of the day, where it is held.
    pub midnight: Timestamp,
    /// The catalogue as it stood, copied.
    pub processes: BTreeMap<ProcessId, Arc<Process>>,
    /// Those of them that are the group's own.
    pub own: BTreeSet<ProcessId>,
}

impl Day {
    /// The day's facts while it is open.
    pub fn open(&self) -> Option<&Facts> {
        self.facts.as_ref().filter(|_| self.position.0 != Position::Ended)
    }

    /// A process of this day's catalogue.
    pub fn process(&self, id: &ProcessId) -> Option<&Arc<Process>> {
        self.facts.as_ref()?.processes.get(id)
    }

    /// The slot and step at hand.
    pub fn cursor(&self) -> Option<Cursor> {
        match self.position.0 {
            Position::Treatment { at } => at,
            _ => None,
        }
    }

    /// The slot at hand, its run and its step.
    pub fn at_step(&self) -> Option<(&Slot, &Run, &Step)> {
        let cursor = self.cursor()?;
        let slot = self.slot(cursor.slot)?;
        let run = self.runs.get(&cursor.slot)?;
        Some((slot, run, run.process.steps.get(usize::from(cursor.step))?))
    }

    /// A slot of the plan.
    pub fn slot(&self, id: SlotId) -> Option<&Slot> {
        self.plan.as_ref()?.slots.iter().find(|slot| slot.slot == id)
    }

    /// The first slot of the plan that has not ended and can still be held where it is planned; where
    /// none can, the first that has not ended.
    pub fn next_slot(&self) -> Option<&Slot> {
        let left = left_behind(self);
        let slots = &self.plan.as_ref()?.slots;
        let open = || slots.iter().filter(|slot| self.outcome_of(slot.slot).is_none());
        open().find(|slot| !left.contains(&slot.slot)).or_else(|| open().next())
    }

    /// How a slot ended.
    pub fn outcome_of(&self, slot: SlotId) -> Option<Outcome> {
        self.runs.get(&slot)?.outcome
    }

    /// Whether a slot serves those whose case it treats: it was not stopped, nor is its case to be taken
    /// up again or prepared.
    pub fn serves(&self, slot: SlotId) -> bool {
        matches!(self.outcome_of(slot), None | Some(Outcome::Treated))
    }

    /// How a case was treated today, by any slot.
    pub fn outcome_of_case(&self, case: CaseId) -> Option<Outcome> {
        let with = |run: &&Run| run.cases().contains(&case) && self.had_turn(run, case);
        self.runs.values().filter(with).find_map(|run| run.outcome)
    }

    /// The part somebody plays in a slot; in sub-groups the owner is whoever has the turn.
    pub fn role_in(&self, slot: &Slot, person: ParticipantId) -> Role {
        let in_turns = self.turns_in(slot.slot);
        if in_turns.map_or_else(|| self.owns(slot, person), |split| split.is_turn_of(person)) {
            return Role::Owner;
        }
        self.runs
            .get(&slot.slot)
            .and_then(|run| run.roles.iter().find(|(who, _)| *who == person))
            .map_or(Role::Consultant, |(_, role)| *role)
    }

    /// Whether a case of a slot is somebody's own.
    pub fn owns(&self, slot: &Slot, person: ParticipantId) -> bool {
        let owns =
            |id: CaseId| self.inventory.case(id).is_some_and(|case| case.owners.contains(&person));
        self.cases_in(slot).iter().copied().any(owns)
    }

    /// Whether somebody is here at an instant: not gone, and within the hours that were said.
    pub fn is_here(&self, member: &roster::Member, at: Timestamp) -> bool {
        let midnight = self.facts.as_ref().map_or(at, |facts| facts.midnight);
        let minute = at.since(midnight) / 60_000;
        let from = member.from.map_or(i64::MIN, i64::from);
        let until = member.until.map_or(i64::MAX, i64::from);
        member.present && !member.checked_out && (from..until).contains(&minute)
    }

    /// Those of the circle who are here, as of the last entry.
    pub fn here(&self) -> impl Iterator<Item = &roster::Member> {
        self.roster.seated().filter(|member| self.is_here(member, self.last_at))
    }

    /// How many roles somebody has or had today.
    pub fn roles_today(&self, person: ParticipantId) -> u16 {
        let roles = self.runs.values().flat_map(|run| &run.roles);
        let held = roles.filter(|(who, _)| *who == person).count();
        u16::try_from(held).unwrap_or(u16::MAX)
    }

    /// How many roles somebody has or had in the cycle, today's among them.
    pub fn roles_of(&self, person: ParticipantId) -> u16 {
        let before = self.roles_before.get(&person).copied().unwrap_or_default();
        before.saturating_add(self.roles_today(person))
    }

    /// The newest vote of a kind; of those of a step, that of the step at hand.
    pub fn vote_about(&self, kind: VoteKind) -> Option<&Vote> {
        self.votes.iter().rev().find(|vote| vote.kind == kind && vote.is_about(self.cursor()))
    }

    /// The newest one-tap vote of the step at hand.
    pub fn one_tap(&self) -> Option<&Vote> {
        let asked = |vote: &&Vote| vote.kind.is_of_step() && vote.is_about(self.cursor());
        self.votes.iter().rev().find(asked)
    }

    /// A vote by its id.
    pub fn vote(&self, id: VoteId) -> Option<&Vote> {
        self.votes.iter().find(|vote| vote.vote == id)
    }

    /// The final dots of a case in the vote on priorities; a merger has those of its parts too.
    pub fn dots_of(&self, case: CaseId) -> Option<u16> {
        let vote = self.vote_about(VoteKind::Priority)?;
        let parts = self.inventory.case(case).map(|case| case.merged_from.as_slice());
        let all = std::iter::once(&case).chain(parts.unwrap_or_default());
        all.filter_map(|id| vote.dots_of(*id)).reduce(u16::saturating_add)
    }

    /// The same day, nothing having happened until then.
    pub fn unchanged_until(mut self, now: Timestamp) -> Self {
        self.last_at = self.last_at.max(now);
        self
    }

    /// When something that was opened with an end closes by itself, or a part of a turn ends.
    pub fn deadline(&self) -> Option<Timestamp> {
        self.open()?;
        let window = self.window.ends_at.filter(|_| self.window.open);
        let part = self.split.as_ref().and_then(Split::deadline);
        window.into_iter().chain(part).min()
    }
}
