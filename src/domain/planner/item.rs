//! A case that could be treated: when, whom it covers, what it is worth.

use super::problem::{Room, Set};
use crate::domain::day::Day;
use crate::domain::day::inventory::CaseItem;
use crate::domain::day::plan::Why;
use crate::domain::day::roster::Member;
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::limits::{DAY_MINUTES, PRIORITIES_EACH, TRANSITION_MINUTES};

/// No start is possible any more.
pub(super) const NEVER: u16 = u16::MAX;

/// Minutes of a day.
pub(super) const DAY: usize = DAY_MINUTES as usize;

/// Somebody to be covered, and the cases that do.
pub(super) type Owed = (ParticipantId, Vec<CaseId>);

/// A case that could be treated.
pub(super) struct Item {
    pub(super) case: CaseId,
    /// Minutes of treatment.
    pub(super) minutes: u16,
    /// The same, and the transition.
    pub(super) length: u16,
    /// Whom it covers.
    pub(super) covers: Set,
    /// Owners who have left when it begins, while another stays.
    pub(super) without: usize,
    /// What it is worth: dots, then owners' ranks, urgency, load, age, importance.
    pub(super) value: i64,
    pub(super) dots: u16,
    pub(super) urgency: u8,
    pub(super) load: u8,
    /// The first start at or after each minute of the day.
    next: Vec<u16>,
    /// In which rooms it may begin at any minute that lets it end there.
    free: Set,
}

impl Item {
    /// A case as items of which at most one is planned, or why it can never be one: held by all its
    /// owners; and from each hour on at which one leaves, by those who stay.
    pub(super) fn all_of(
        day: &Day,
        case: &CaseItem,
        owed: &[Owed],
        rooms: &[Room],
    ) -> Result<Vec<Self>, Why> {
        let (process, minutes) = day.treatment_of(case).ok_or(Why::NoProcess)?;
        let with = day.cases_with(&case.case);
        let all = || with.iter().filter_map(|id| day.inventory.case(*id));
        let floor = usize::from(day.process(process).ok_or(Why::NoProcess)?.group_floor);
        let holders = holders(day, case);
        let everyone = holders.first().ok_or(Why::OwnerAway)?.stay.len();
        let others: Vec<&Member> =
            day.guaranteed().filter(|member| !case.owners.contains(&member.participant)).collect();
        let length = minutes + TRANSITION_MINUTES;
        let value = all().map(|case| value(case, dots(day, case.case), owed)).sum();
        let dots = all().map(|case| dots(day, case.case)).sum();
        let items = holders.iter().map(|holders| {
            let may_begin = |start: u16| {
                let there = |member: &&&Member| is_there(member, start, start + minutes);
                holders.hold(start, minutes) && others.iter().filter(there).count() >= floor
            };
            let (next, free) = starts(rooms, length, &may_begin);
            let holds = |who| holders.stay.iter().any(|member| member.participant == who);
            Self {
                case: case.case,
                minutes,
                length,
                covers: covers(with, owed, &holds),
                without: everyone - holders.stay.len(),
                value,
                dots,
                urgency: all().map(|case| case.fields.urgency).max().unwrap_or_default(),
                load: all().map(|case| case.fields.emotional_load).max().unwrap_or_default(),
                next,
                free,
            }
        });
        Ok(items.collect())
    }

    /// Why it fits nowhere, or never in the minutes there are, though its owners are here today.
    pub(super) fn why_not(
        &self,
        day: &Day,
        case: &CaseItem,
        rooms: &[Room],
        available: u16,
    ) -> Why {
        let longest = rooms.iter().map(Room::minutes).max().unwrap_or(0);
        if self.length > longest {
            return Why::TooLong { minutes: self.minutes };
        }
        if self.length > available {
            return Why::OverTime { minutes: self.minutes, available };
        }
        let is_held = |holders: &Holders<'_>| {
            let (next, _) = starts(rooms, self.length, &|start| holders.hold(start, self.minutes));
            next[0] != NEVER
        };
        if holders(day, case).iter().any(is_held) { Why::GroupFloor } else { Why::OwnerAway }
    }

    /// The first start at or after a minute of the day.
    pub(super) fn start_from(&self, minute: u16) -> u16 {
        self.next.get(usize::from(minute)).copied().unwrap_or(NEVER)
    }

    /// When the next can begin, if it begins as soon as it may from a minute on.
    pub(super) fn end_from(&self, minute: u16) -> u16 {
        match self.start_from(minute) {
            NEVER => NEVER,
            start => start + self.length,
        }
    }

    /// There is a minute at which it could begin, were it alone.
    pub(super) fn is_placeable(&self) -> bool {
        self.start_from(0) != NEVER
    }

    /// It may begin at any minute of this room that lets it end there.
    pub(super) fn is_free_in(&self, room: usize) -> bool {
        self.free & (1 << room) != 0
    }

    /// At how many minutes it could begin, were it alone.
    pub(super) fn starts(&self) -> usize {
        let begins = |(minute, next): (usize, &u16)| usize::from(*next) == minute;
        self.next.iter().enumerate().filter(|each| begins(*each)).count()
    }

    /// They can stand in for each other in any arrangement.
    pub(super) fn fits_as(&self, other: &Item) -> bool {
        self.length == other.length && self.next == other.next
    }
}

/// Owners who hold a case together from a minute of the day on.
struct Holders<'a> {
    from: u16,
    stay: Vec<&'a Member>,
}

impl Holders<'_> {
    /// Whether they are there for a case that begins at a minute.
    fn hold(&self, start: u16, minutes: u16) -> bool {
        let there = |member: &&Member| is_there(member, start, start + minutes);
        start >= self.from && self.stay.iter().all(there)
    }
}

/// All owners who are here today; then, from each hour on at which one leaves, those who stay.
fn holders<'a>(day: &'a Day, case: &CaseItem) -> Vec<Holders<'a>> {
    let owners = day.inventory.owners_of(day.cases_with(&case.case));
    let owners: Vec<&Member> =
        day.guaranteed().filter(|member| owners.contains(&member.participant)).collect();
    let mut hours: Vec<u16> = owners.iter().filter_map(|owner| owner.until).collect();
    hours.extend([0]);
    hours.sort_unstable();
    hours.dedup();
    let stays = |from: u16, owner: &Member| from == 0 || day.stays_until(owner.participant, from);
    let staying = |from: u16| owners.iter().copied().filter(|owner| stays(from, owner)).collect();
    let each = hours.into_iter().map(|from| Holders { from, stay: staying(from) });
    each.filter(|holders| !holders.stay.is_empty()).collect()
}

fn is_there(member: &Member, from: u16, until: u16) -> bool {
    member.from.is_none_or(|arrives| arrives <= from)
        && member.until.is_none_or(|leaves| until <= leaves)
}

/// For each minute the first start at or after it, and the rooms in which any minute will do.
fn starts(rooms: &[Room], length: u16, may_begin: &dyn Fn(u16) -> bool) -> (Vec<u16>, Set) {
    let mut allowed = vec![false; DAY + 1];
    let mut free: Set = 0;
    for (index, room) in rooms.iter().enumerate() {
        let Some(last) = room.end.checked_sub(length).filter(|last| *last >= room.start) else {
            continue;
        };
        free |= 1 << index;
        for start in room.start..=last {
            if may_begin(start) {
                allowed[usize::from(start)] = true;
            } else {
                free &= !(1 << index);
            }
        }
    }
    let mut next = vec![NEVER; DAY + 1];
    let mut first = NEVER;
    for minute in (0..=DAY).rev() {
        if allowed[minute] {
            first = u16::try_from(minute).unwrap_or(NEVER);
        }
        next[minute] = first;
    }
    (next, free)
}

/// The people of a list whom some cases cover: it counts for them, and they hold it.
pub(super) fn covers(
    treated: &[CaseId],
    owed: &[Owed],
    holds: &dyn Fn(ParticipantId) -> bool,
) -> Set {
    let is_covered =
        |(who, cases): &Owed| holds(*who) && treated.iter().any(|case| cases.contains(case));
    let covered = owed.iter().enumerate().filter(|(_, owed)| is_covered(owed));
    covered.fold(0, |set, (index, _)| set | 1 << index)
}

fn dots(day: &Day, case: CaseId) -> u16 {
    day.dots_of(case).unwrap_or(0)
}

/// The bits of a value below its dots.
const BELOW_DOTS: u32 = 10 + 8 + 8 + 10 + 8;

/// The dots in a value, or in a sum of values.
pub(super) fn dots_in(value: i64) -> u16 {
    u16::try_from(value >> BELOW_DOTS).unwrap_or(0)
}

/// One number whose sums compare as the sums of its parts do, the first part first. The widths
/// hold the sums of a full day.
fn value(case: &CaseItem, dots: u16, owed: &[Owed]) -> i64 {
    let is_here = |who: &ParticipantId| owed.iter().any(|(other, _)| other == who);
    let here = case.priorities.iter().filter(|(who, _)| is_here(who));
    let ranks: i64 = here.map(|(_, rank)| PRIORITIES_EACH as i64 + 1 - i64::from(*rank)).sum();
    let parts = [
        (i64::from(dots.min(1023)), 16),
        (ranks, 10),
        (i64::from(case.fields.urgency), 8),
        (i64::from(case.fields.emotional_load), 8),
        (i64::from(case.age.min(15)), 10),
        (i64::from(case.fields.importance), 8),
    ];
    parts.iter().fold(0, |value, (part, width)| (value << width) + part)
}
