//! Who was served by what today, and to whom the first places are owed next day (rule X6).

use crate::domain::day::Day;
use crate::domain::day::roster::Member;
use crate::domain::day::treatment::Run;
use crate::domain::id::{CaseId, ParticipantId};

/// Each person who came today and brought something, with those of their priorities that have been
/// treated with them, in the order of the day: begun, and neither stopped by an owner nor left to be
/// taken up again or prepared. Where each brings their own, those whose turn has begun.
pub fn served(day: &Day) -> Vec<(ParticipantId, Vec<CaseId>)> {
    let members = day.roster.members.iter().filter(|member| came(member));
    members
        .map(|member| (member.participant, day.inventory.priorities_of(member.participant)))
        .filter(|(_, priorities)| !priorities.is_empty())
        .map(|(who, priorities)| {
            let slots = day.plan.iter().flat_map(|plan| &plan.slots);
            let runs = slots.filter_map(|slot| day.runs.get(&slot.slot));
            let cases = runs.filter(|run| run.covers(who)).flat_map(|run| treated_by(day, run));
            (who, cases.filter(|case| priorities.contains(case)).collect())
        })
        .collect()
}

/// Those whose guarantee has not been kept: nothing of theirs was treated, or it is to be taken up
/// again, though something could have been; and those who agreed to wait, unless it was treated
/// after all. A first place that nothing has served is still owed, whether its owner came or not,
/// unless they gave it up.
pub fn first_places(day: &Day) -> Vec<ParticipantId> {
    let waits = |member: &&Member| is_owed(day, member);
    day.roster.members.iter().filter(waits).map(|member| member.participant).collect()
}

fn is_owed(day: &Day, member: &Member) -> bool {
    let who = member.participant;
    let priorities = day.inventory.priorities_of(who);
    if priorities.into_iter().any(|case| is_treated(day, who, case)) {
        return false;
    }
    let is_still_owed = day.first_places.contains(&who) && !gave_up(day, who);
    let was_left = !day.owed_to(who).is_empty() || day.is_left_waiting(who);
    day.deferred.contains(&who) || is_still_owed || came(member) && was_left
}

/// They have stopped all they brought today, or taken it back and brought nothing else; no case of an
/// earlier day waits for their word.
fn gave_up(day: &Day, who: ParticipantId) -> bool {
    if day.inventory.carried.iter().any(|carried| carried.owner == who) {
        return false;
    }
    match day.inventory.priorities_of(who).is_empty() {
        true => day.inventory.withdrew.contains(&who),
        false => day.owed_to(who).is_empty() && !day.is_left_waiting(who),
    }
}

/// They are here, or were admitted today: whoever has left since came all the same.
fn came(member: &Member) -> bool {
    member.present || member.seated
}

/// Begun with this owner of it, and neither stopped, nor to be taken up again or prepared.
fn is_treated(day: &Day, who: ParticipantId, case: CaseId) -> bool {
    let mut runs = day.runs.values().filter(|run| treated_by(day, run).any(|one| one == case));
    runs.any(|run| run.covers(who))
}

/// The cases to which a treatment has come.
fn treated_by(day: &Day, run: &Run) -> impl Iterator<Item = CaseId> {
    run.cases().iter().copied().filter(|case| day.had_turn(run, *case))
}
