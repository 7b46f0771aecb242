//! The circle split in sub-groups for the step at hand: who sits together, whose turn it is, its clock.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::day::Day;
use crate::domain::day::clocks::Clock;
use crate::domain::day::inventory::CaseItem;
use crate::domain::id::{CaseId, ParticipantId, SlotId, Timestamp};
use crate::domain::process::SubGroups;

/// The sub-groups of the step at hand, side by side. The facilitator sits with the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The sub-groups.
    pub groups: Vec<SubGroup>,
    /// They are at work; before that they are only drawn.
    pub started: bool,
}

/// A sub-group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubGroup {
    /// Its members, in the order of their turns.
    pub members: Vec<ParticipantId>,
    /// Minutes of each part of a turn; none before the start, nor where nobody has a turn.
    pub minutes: Vec<u16>,
    /// Whose turn, and which part of it; none before the first and after the last.
    pub turn: Option<TurnPart>,
    /// The clock of that part.
    pub clock: Option<Clock>,
}

/// A part of somebody's turn in a sub-group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TurnPart {
    /// Whose turn it is.
    pub client: ParticipantId,
    /// Index of the part, from zero.
    pub part: u8,
}

impl Split {
    /// Sub-groups as they were drawn.
    pub fn drawn(groups: Vec<Vec<ParticipantId>>) -> Self {
        let group = |members| SubGroup { members, ..SubGroup::default() };
        Self { groups: groups.into_iter().map(group).collect(), started: false }
    }

    /// The index of somebody's sub-group.
    pub fn group_of(&self, who: ParticipantId) -> Option<usize> {
        self.groups.iter().position(|group| group.members.contains(&who))
    }

    /// Whether two people sit in the same sub-group; somebody who sits in none is with all.
    pub fn sit_together(&self, one: ParticipantId, other: ParticipantId) -> bool {
        let groups = self.group_of(one).zip(self.group_of(other));
        groups.is_none_or(|(one, other)| one == other)
    }

    /// Whether it is somebody's turn.
    pub fn is_turn_of(&self, who: ParticipantId) -> bool {
        self.groups.iter().any(|group| group.turn.is_some_and(|turn| turn.client == who))
    }

    /// When the first clock that runs reaches zero.
    pub fn deadline(&self) -> Option<Timestamp> {
        self.groups.iter().filter_map(SubGroup::deadline).min()
    }

    /// Holds every clock, or lets it run again.
    pub fn set_held(&mut self, held: bool, at: Timestamp) {
        for group in &mut self.groups {
            group.clock =
                group.clock.map(|clock| if held { clock.held(at) } else { clock.running(at) });
        }
    }

    /// Somebody has left: their turn does not come any more, or is over.
    pub fn leave(&mut self, who: ParticipantId, at: Timestamp) {
        for group in self.groups.iter_mut().filter(|group| group.members.contains(&who)) {
            if let Some(turn) = group.turn.filter(|turn| turn.client == who) {
                let held = group.clock.is_some_and(|clock| clock.held_ms.is_some());
                group.turn_to(group.after(turn.client), at, held);
            }
            group.members.retain(|other| *other != who);
        }
    }
}

impl SubGroup {
    /// Whether its members have turns.
    pub fn has_turns(&self) -> bool {
        !self.minutes.is_empty()
    }

    /// Everybody has had their turn.
    pub fn is_over(&self) -> bool {
        self.has_turns() && self.turn.is_none()
    }

    /// What comes after the part at hand: the next of this turn, or the first of the next turn.
    pub fn next(&self) -> Option<TurnPart> {
        let turn = self.turn?;
        let part = turn.part.saturating_add(1);
        if usize::from(part) < self.minutes.len() {
            return Some(TurnPart { part, ..turn });
        }
        self.after(turn.client)
    }

    /// What came before it; after the last, the end of the last turn.
    pub fn previous(&self) -> Option<TurnPart> {
        let last = u8::try_from(self.minutes.len()).ok()?.checked_sub(1)?;
        match self.turn {
            Some(TurnPart { client, part: 0 }) => {
                let index = self.members.iter().position(|who| *who == client)?;
                let client = *self.members.get(index.checked_sub(1)?)?;
                Some(TurnPart { client, part: last })
            }
            Some(turn) => Some(TurnPart { part: turn.part - 1, ..turn }),
            None => Some(TurnPart { client: *self.members.last()?, part: last }),
        }
    }

    fn after(&self, client: ParticipantId) -> Option<TurnPart> {
        let index = self.members.iter().position(|who| *who == client)?;
        self.members.get(index + 1).map(|next| TurnPart { client: *next, part: 0 })
    }

    /// The clock of a part that begins at an instant.
    pub fn clock_of(&self, turn: TurnPart, from: Timestamp, held: bool) -> Option<Clock> {
        let clock = Clock::of_minutes(*self.minutes.get(usize::from(turn.part))?, from);
        Some(if held { clock.held(from) } else { clock })
    }

    /// Another part begins at an instant, or none any more.
    pub fn turn_to(&mut self, to: Option<TurnPart>, from: Timestamp, held: bool) {
        self.clock = to.and_then(|turn| self.clock_of(turn, from, held));
        self.turn = to;
    }

    /// The parts that are over at an instant are left: each next one began when the one before it
    /// ended. Tells whether any was.
    pub fn catch_up(&mut self, now: Timestamp) -> bool {
        let mut moved = false;
        while let Some(end) = self.deadline().filter(|end| *end <= now) {
            self.turn_to(self.next(), end, false);
            moved = true;
        }
        moved
    }

    /// Those whose turns began by the clock alone before an instant.
    pub fn begun_by(&self, now: Timestamp) -> Vec<ParticipantId> {
        let mut known = self.clone();
        let mut begun = Vec::new();
        while let Some(end) = known.deadline().filter(|end| *end <= now) {
            known.turn_to(known.next(), end, false);
            begun.extend(known.turn.map(|turn| turn.client));
        }
        begun
    }

    /// Whose turn has not begun after all, when its first part is left for somebody before them.
    pub fn taken_back(&self, to: Option<TurnPart>) -> Option<ParticipantId> {
        let from = self.turn.filter(|turn| turn.part == 0)?.client;
        let place = |who: ParticipantId| self.members.iter().position(|member| *member == who);
        (place(to?.client)? < place(from)?).then_some(from)
    }

    fn deadline(&self) -> Option<Timestamp> {
        self.clock.filter(|clock| clock.held_ms.is_none()).map(|clock| clock.ends_at)
    }
}

impl Day {
    /// How the step at hand is split, when it can be.
    pub fn split_rule(&self) -> Option<&SubGroups> {
        self.at_step()?.2.sub_groups.as_ref()
    }

    /// Whether the case of the step at hand may be treated out of the facilitator's sight: where
    /// nobody has a turn, every sub-group treats it.
    pub fn may_split(&self) -> bool {
        let reserved = |rule: &SubGroups| rule.parts.is_empty() && self.is_reserved_at_hand();
        self.split_rule().is_some_and(|rule| !reserved(rule))
    }

    /// A reserved case would be treated out of the facilitator's sight, as people sit now.
    pub fn treats_reserved_apart(&self) -> bool {
        let mut apart = self.split.iter().flat_map(|split| split.groups.iter().skip(1));
        let needed =
            |group: &SubGroup| group.members.iter().any(|who| self.needs_facilitator(*who));
        !self.may_split() || apart.any(needed)
    }

    fn is_reserved_at_hand(&self) -> bool {
        let case = self.at_step().and_then(|(slot, ..)| self.inventory.case(slot.case));
        case.is_some_and(|case| self.inventory.is_reserved(case))
    }

    /// Whether each has a turn in the step at hand.
    fn gives_turns(&self) -> bool {
        self.split_rule().is_some_and(|rule| !rule.parts.is_empty())
    }

    /// The sub-groups of a slot, where each of their members has a turn.
    pub fn turns_in(&self, slot: SlotId) -> Option<&Split> {
        self.split.as_ref().filter(|_| self.position.0.is_in(slot) && self.gives_turns())
    }

    /// Whose turn it is in the sub-group of somebody.
    pub fn client_for(&self, slot: SlotId, who: ParticipantId) -> Option<ParticipantId> {
        let split = self.turns_in(slot)?;
        Some(split.groups.get(split.group_of(who)?)?.turn?.client)
    }

    /// Whether somebody must sit with the facilitator: their turn may be about a reserved case.
    pub fn needs_facilitator(&self, who: ParticipantId) -> bool {
        self.gives_turns() && self.brings(who).any(|case| self.inventory.is_reserved(case))
    }

    /// The weight of the heaviest case somebody may bring to their turn; 0 when they have none.
    pub fn weight_of(&self, who: ParticipantId) -> u8 {
        self.brings(who).map(|case| case.fields.emotional_load).max().unwrap_or_default()
    }

    /// The cases somebody may bring to their turn: theirs of those that are treated side by side; where
    /// none of those is theirs, all their own that wait for their treatment.
    fn brings(&self, who: ParticipantId) -> impl Iterator<Item = &CaseItem> {
        let at_hand = self.at_step().map(|(slot, ..)| self.cases_in(slot));
        let owns = move |case: &CaseId| self.inventory.owners_of(&[*case]).contains(&who);
        let agreed = at_hand.filter(|cases| cases.len() > 1 && cases.iter().any(owns));
        self.inventory.live().filter(move |case| {
            case.owners.contains(&who)
                && self.outcome_of_case(case.case).is_none()
                && agreed.as_ref().is_none_or(|agreed| agreed.contains(&case.case))
        })
    }

    /// The clocks at hand do not run.
    pub fn clocks_held(&self) -> bool {
        self.step_clock.is_none_or(|clock| clock.held_ms.is_some())
    }
}
