//! A day as numbers: items, people, rooms, minutes.

use super::item::{DAY, Item, Owed, covers};
use super::pins::{end, pins};
use crate::domain::day::Day;
use crate::domain::day::plan::{Slot, Why};
use crate::domain::day::schedule::Block;
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::limits::TRANSITION_MINUTES;
use crate::domain::remainder::{Remainder, begun};
use crate::domain::vocabulary::BlockKind;

/// A set of items or of people, one bit each.
pub(super) type Set = u64;

/// The most a set can hold; a day has at most 36 live cases and 12 people.
const MOST: usize = Set::BITS as usize;

/// What the search looks at.
pub(super) struct Problem {
    /// The cases whose minutes are known and whose owners are here today, the longest first; one of
    /// several owners more than once where they leave at different hours.
    pub(super) items: Vec<Item>,
    /// The people to be covered, and those that are.
    pub(super) people: Vec<ParticipantId>,
    /// What is pinned: it stays where it is.
    pub(super) pins: Vec<Slot>,
    /// Those whom what has begun or is pinned covers.
    covered: Set,
    /// Those who come first today.
    pub(super) first: Set,
    /// Those of them who bring no case.
    pub(super) without_priority: Vec<ParticipantId>,
    /// The treatment blocks.
    pub(super) rooms: Vec<Room>,
    /// Treatment minutes that are left, less the reserve.
    pub(super) available: u16,
    /// Live cases that cannot be treated at all, and why.
    pub(super) excluded: Vec<(CaseId, Why)>,
}

/// A treatment block.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// Its index in the day's list.
    pub(super) block: u8,
    pub(super) start: u16,
    pub(super) end: u16,
    pub(super) before_lunch: bool,
    pub(super) after_lunch: bool,
}

impl Room {
    pub(super) fn minutes(&self) -> u16 {
        self.end - self.start
    }
}

impl Problem {
    /// The problem of a day as it stands.
    pub(super) fn of(day: &Day) -> Self {
        Self::with_blocks(day, &day.schedule.blocks)
    }

    /// The same day with other blocks.
    pub(super) fn with_blocks(day: &Day, blocks: &[Block]) -> Self {
        let remainder = Remainder::with_blocks(day, blocks);
        let pins = pins(day);
        let pinned: u16 = pins.iter().map(|slot| slot.minutes + TRANSITION_MINUTES).sum();
        let available = remainder.left().saturating_sub(pinned);
        let rooms = rooms(blocks, remainder.from, &pins);
        let (owed, without_priority) = people(day);
        let mut items = Vec::new();
        let mut excluded = Vec::new();
        let treated = |slot| day.treated_in(slot);
        let fixed = || begun(day).chain(&pins).flat_map(treated);
        let alone = day.inventory.live().filter(|case| !day.goes_along(case.case));
        for case in alone.filter(|case| !fixed().any(|known| known == case.case)) {
            match Item::all_of(day, case, &owed, &rooms) {
                Ok(all) => {
                    let may_be = |item: &Item| item.is_placeable() && item.length <= available;
                    let why_not = |item: &Item| item.why_not(day, case, &rooms, available);
                    let why_not = all.first().filter(|_| !all.iter().any(may_be)).map(why_not);
                    excluded.extend(why_not.map(|why| (case.case, why)));
                    items.extend(all);
                }
                Err(why) => excluded.push((case.case, why)),
            }
        }
        items.sort_by_key(|item| std::cmp::Reverse(item.length));
        items.truncate(MOST);
        let covered = begun(day).chain(&pins).fold(0, |people, slot| {
            let treated: Vec<CaseId> = day.treated_in(slot).collect();
            people | covers(&treated, &owed, &|who| day.can_cover(slot, who))
        });
        let people: Vec<_> = owed.into_iter().map(|(who, _)| who).collect();
        let comes_first = |(_, who): &(usize, &ParticipantId)| day.first_places.contains(who);
        let first = people.iter().enumerate().filter(comes_first);
        let first = first.fold(0, |people, (person, _)| people | 1 << person) & !covered;
        Self { items, people, pins, covered, first, without_priority, rooms, available, excluded }
    }

    /// The items that could be placed, were each alone.
    pub(super) fn placeable(&self) -> Set {
        self.set_of(|item| item.is_placeable() && item.length <= self.available)
    }

    /// All people still to be covered.
    pub(super) fn everyone(&self) -> Set {
        all(self.people.len()) & !self.covered
    }

    /// The people for whom some item of a set counts.
    pub(super) fn covered_by(&self, items: Set) -> Set {
        bits(items).fold(0, |people, item| people | self.items[item].covers)
    }

    /// The items of the same case as this one, itself among them.
    pub(super) fn of_its_case(&self, item: usize) -> Set {
        self.set_of(|other| other.case == self.items[item].case)
    }

    /// Whether no case is in a set twice.
    pub(super) fn is_each_once(&self, items: Set) -> bool {
        bits(items).all(|item| (self.of_its_case(item) & items).count_ones() == 1)
    }

    /// What each item is worth.
    pub(super) fn values(&self) -> Vec<i64> {
        self.items.iter().map(|item| item.value).collect()
    }

    /// Minutes of a set of items, transitions included.
    pub(super) fn length_of(&self, items: Set) -> u16 {
        bits(items).map(|item| self.items[item].length).sum()
    }

    /// The minutes of rooms from each minute of the day on.
    pub(super) fn ahead(&self) -> Vec<u16> {
        let of = |room: &Room, now: u16| room.end.saturating_sub(room.start.max(now));
        let day = u16::try_from(DAY).unwrap_or(u16::MAX);
        (0..=day).map(|now| self.rooms.iter().map(|room| of(room, now)).sum()).collect()
    }

    /// The items of which something is true.
    pub(super) fn set_of(&self, holds: impl Fn(&Item) -> bool) -> Set {
        let chosen = self.items.iter().enumerate().filter(|(_, item)| holds(item));
        chosen.fold(0, |set, (index, _)| set | 1 << index)
    }

    /// The people of a set.
    pub(super) fn names(&self, people: Set) -> Vec<ParticipantId> {
        bits(people).map(|person| self.people[person]).collect()
    }
}

/// The set of the first so many.
pub(super) fn all(count: usize) -> Set {
    if count >= MOST { Set::MAX } else { (1 << count) - 1 }
}

/// The members of a set, in order.
pub(super) fn bits(mut set: Set) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(bit)
    })
}

/// The treatment blocks, or what is left of them from a minute of the day on, between what is
/// pinned.
fn rooms(blocks: &[Block], from: u16, pins: &[Slot]) -> Vec<Room> {
    let is_lunch = |block: &Block| block.kind == BlockKind::Lunch;
    let not_treatment = |block: &&Block| block.kind != BlockKind::Treatment;
    let to_come = |block: &Block| block.kind == BlockKind::Treatment && block.end > from;
    let treatment = blocks.iter().enumerate().filter(|(_, block)| to_come(block));
    treatment
        .flat_map(|(index, block)| {
            let whole = Room {
                block: u8::try_from(index).unwrap_or(u8::MAX),
                start: block.start.max(from),
                end: block.end,
                before_lunch: blocks[index + 1..].iter().take_while(not_treatment).any(is_lunch),
                after_lunch: block.start >= from
                    && blocks[..index].iter().rev().take_while(not_treatment).any(is_lunch),
            };
            between(whole, pins)
        })
        .take(MOST)
        .collect()
}

/// What pinned slots leave of a room.
fn between(whole: Room, pins: &[Slot]) -> Vec<Room> {
    let mut left = vec![whole];
    for pin in pins.iter().filter(|pin| pin.block == whole.block) {
        let Some(last) = left.pop() else { break };
        left.push(Room { end: pin.start.min(last.end), before_lunch: false, ..last });
        left.push(Room { start: end(pin).max(last.start), after_lunch: false, ..last });
    }
    left.retain(|room| room.start < room.end);
    left
}

/// The people to be covered, and those who bring nothing that could cover them.
fn people(day: &Day) -> (Vec<Owed>, Vec<ParticipantId>) {
    let guaranteed = day.guaranteed().map(|member| member.participant).take(MOST);
    let owed = guaranteed.map(|who| (who, day.owed_to(who)));
    let owed = owed.filter(|(_, priorities)| !priorities.is_empty()).collect();
    (owed, day.without_case().filter(|who| !day.deferred.contains(who)).collect())
}
