//! The planner's answer found the long way: every order of every set of cases, held against the
//! judge minute by minute.

use cercle::domain::day::Day;
use cercle::domain::day::plan::{Breach, Slot};
use cercle::domain::day::roster::Member;
use cercle::domain::id::{CaseId, ParticipantId, SlotId};
use cercle::domain::judge::judge;
use cercle::domain::limits::TRANSITION_MINUTES;
use cercle::domain::remainder::{Remainder, begun};
use cercle::domain::vocabulary::{Outcome, VoteKind};
use uuid::Uuid;

/// Dots, ranks, urgency, load, age, importance: sums, compared in this order.
pub type Worth = [u32; 6];

/// What there is to be found.
pub struct Truth {
    /// The best that can be had under the guarantee, if it can be kept.
    pub best: Option<Worth>,
    /// The fewest minutes that cover everyone who owns a case of known minutes, blocks aside.
    pub by_minutes: u16,
    /// Every set that fits in the day, reserve kept, and whom it leaves uncovered.
    pub sets: Vec<(Vec<CaseId>, Vec<ParticipantId>)>,
}

impl Truth {
    /// Whether this case can be treated on a day that covers everyone but these.
    pub fn covers_all_but(&self, case: CaseId, left_out: &[ParticipantId]) -> bool {
        self.sets.iter().any(|(cases, uncovered)| {
            cases.contains(&case) && uncovered.iter().all(|who| left_out.contains(who))
        })
    }
}

impl Truth {
    /// The most dots of a day that treats this case and covers everyone; none if none does.
    pub fn most_dots_with(&self, day: &Day, case: CaseId) -> Option<u16> {
        let with_it = self
            .sets
            .iter()
            .filter(|(cases, uncovered)| cases.contains(&case) && uncovered.is_empty());
        let dots = |cases: &[CaseId]| cases.iter().filter_map(|case| day.dots_of(*case)).sum();
        with_it.map(|(cases, _)| dots(cases)).max()
    }
}

/// A case with a process, and where it may begin.
#[derive(Clone)]
pub struct Piece {
    /// Its place in the inventory.
    pub at: usize,
    /// Minutes, the transition included.
    pub length: u16,
    /// The minutes of the day at which it may begin, were it alone.
    pub starts: Vec<u16>,
}

/// People, by their places in the roster.
type People = u32;

/// What was planned so far, and whom it covers.
type Reached = Vec<std::collections::BTreeSet<People>>;

pub fn truth(day: &Day) -> Truth {
    let pieces = pieces(day);
    let mut reached = vec![Default::default(); 1 << pieces.len()];
    walk(day, &pieces, (0, 0), Remainder::of(day).from, &mut reached);
    let coverable = pieces.iter().fold(0, |people, piece| people | whose(day, piece, 0));
    let mut best = None;
    let (mut by_minutes, mut sets) = (None, Vec::new());
    for (set, reached) in reached.iter().enumerate() {
        let chosen: Vec<&Piece> =
            (0..pieces.len()).filter(|n| set & (1 << n) != 0).map(|n| &pieces[n]).collect();
        let used: u16 = chosen.iter().map(|piece| piece.length).sum();
        let all = chosen.iter().fold(0, |people, piece| people | whose(day, piece, 0));
        if uncovered(day, all | !coverable).is_empty() {
            by_minutes = Some(by_minutes.map_or(used, |least: u16| least.min(used)));
        }
        if used > Remainder::of(day).left() {
            continue;
        }
        for covered in reached {
            let cases = chosen.iter().map(|piece| day.inventory.cases[piece.at].case).collect();
            let uncovered = uncovered(day, *covered);
            if uncovered.is_empty() {
                best = best.max(Some(worth(day, &chosen)));
            }
            sets.push((cases, uncovered));
        }
    }
    Truth { best, by_minutes: by_minutes.unwrap_or(0), sets }
}

/// What a list of slots is worth.
pub fn worth_of(day: &Day, slots: &[Slot]) -> Worth {
    let pieces: Vec<Piece> = slots
        .iter()
        .map(|slot| Piece {
            at: day.inventory.cases.iter().position(|case| case.case == slot.case).unwrap(),
            length: slot.minutes + TRANSITION_MINUTES,
            starts: Vec::new(),
        })
        .collect();
    worth(day, &pieces.iter().collect::<Vec<_>>())
}

/// All cases that could be treated.
pub fn pieces(day: &Day) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, case) in day.inventory.cases.iter().enumerate() {
        let Some((_, minutes)) = &case.process else { continue };
        if begun(day).any(|slot| slot.case == case.case) {
            continue;
        }
        let here = |who: &ParticipantId| day.guaranteed().any(|member| member.participant == *who);
        if !case.owners.iter().any(here) {
            continue;
        }
        let mut starts = Vec::new();
        for (block, treatment) in day.schedule.treatment() {
            for start in treatment.start..treatment.end {
                let slot = Slot {
                    slot: SlotId(Uuid::nil()),
                    case: case.case,
                    block: block as u8,
                    start,
                    minutes: *minutes,
                };
                let alone = judge(day, &[slot]).breaches;
                let placed = alone.iter().all(|breach| {
                    matches!(breach, Breach::Uncovered { .. } | Breach::Reserve { .. })
                });
                if placed {
                    starts.push(start);
                }
            }
        }
        pieces.push(Piece { at, length: minutes + TRANSITION_MINUTES, starts });
    }
    pieces
}

/// Every order, each case as early as it may.
fn walk(
    day: &Day,
    pieces: &[Piece],
    (set, covered): (usize, People),
    now: u16,
    reached: &mut Reached,
) {
    reached[set].insert(covered);
    for (n, piece) in pieces.iter().enumerate().filter(|(n, _)| set & (1 << n) == 0) {
        let from = piece.starts.partition_point(|start| *start < now);
        if let Some(start) = piece.starts.get(from) {
            let with_it = (set | 1 << n, covered | whose(day, piece, *start));
            walk(day, pieces, with_it, start + piece.length, reached);
        }
    }
}

/// Whom nothing that has begun covers, nor what is planned.
fn uncovered(day: &Day, planned: People) -> Vec<ParticipantId> {
    let stopped = |slot: &Slot| day.outcome_of(slot.slot) == Some(Outcome::Stopped);
    let treated = |place: usize, who: ParticipantId| {
        let priorities = day.owed_to(who);
        priorities.is_empty()
            || begun(day).any(|slot| !stopped(slot) && priorities.contains(&slot.case))
            || planned & (1 << place) != 0
    };
    let people = day.guaranteed().map(|member| member.participant).enumerate();
    people.filter(|(place, who)| !treated(*place, *who)).map(|(_, who)| who).collect()
}

/// To whom a case is owed that begins at a minute: its owners who are not gone by then.
fn whose(day: &Day, piece: &Piece, start: u16) -> People {
    let case = &day.inventory.cases[piece.at];
    let holds = |member: &Member| {
        let who = member.participant;
        let stays = member.until.is_none_or(|until| start < until);
        stays && case.owners.contains(&who) && day.owed_to(who).contains(&case.case)
    };
    let places = day.guaranteed().enumerate().filter(|(_, member)| holds(member));
    places.fold(0, |people, (place, _)| people | 1 << place)
}

fn worth(day: &Day, chosen: &[&Piece]) -> Worth {
    let mut worth = [0; 6];
    for piece in chosen {
        let case = &day.inventory.cases[piece.at];
        let vote = day.vote_about(VoteKind::Priority);
        let here = case
            .priorities
            .iter()
            .filter(|(who, _)| day.guaranteed().any(|member| member.participant == *who));
        let parts = [
            u32::from(vote.and_then(|vote| vote.dots_of(case.case)).unwrap_or(0)),
            here.map(|(_, rank)| 3 - u32::from(*rank)).sum(),
            u32::from(case.fields.urgency),
            u32::from(case.fields.emotional_load),
            u32::from(case.age),
            u32::from(case.fields.importance),
        ];
        for (sum, part) in worth.iter_mut().zip(parts) {
            *sum += part;
        }
    }
    worth
}
