//! A way out of a day that does not fit: proposed, agreed to by all it concerns, then taken whole.

use super::{Decision, when};
use crate::domain::apply::apply;
use crate::domain::day::Day;
use crate::domain::day::way::{Answer, Proposal, WayStep};
use crate::domain::event::Event;
use crate::domain::id::{ParticipantId, ProposalId, Timestamp};
use crate::domain::limits;
use crate::domain::refusal::Reason;
use crate::domain::ways;

pub(super) fn propose(day: &Day, proposal: ProposalId, steps: &[WayStep]) -> Decision {
    if day.proposals.iter().any(|known| known.proposal == proposal) {
        return Ok(Vec::new());
    }
    if steps.is_empty() || steps.len() > limits::WAY_STEPS {
        return Err(Reason::NotAWay.into());
    }
    let twice = steps.iter().enumerate().any(|(n, one)| steps[..n].iter().any(|o| o.meets(one)));
    if twice {
        return Err(Reason::NotAWay.into());
    }
    let events = ways::changes(day, steps)?;
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let waiting = day.proposals.iter().filter(|known| ways::holds(day, known));
    let meets = |old: &WayStep| steps.iter().any(|new| new.meets(old));
    if waiting.flat_map(|known| &known.steps).any(meets) {
        return Err(Reason::AlreadyAsked.into());
    }
    let asked = ways::asked_by(day, steps);
    // Whoever has no phone in the room cannot be asked; nor can a longer day in an empty one.
    let of_all = steps.iter().any(|step| matches!(step, WayStep::Extend { .. }));
    let all_seated = asked.iter().all(|who| day.roster.is_seated(*who));
    if !all_seated || (of_all && day.guaranteed().all(|member| !member.seated)) {
        return Err(Reason::NotSeated.into());
    }
    if asked.is_empty() {
        return Ok(events);
    }
    Ok(vec![Event::WayProposed { proposal, steps: steps.to_vec() }])
}

pub(super) fn answer(day: &Day, who: ParticipantId, id: ProposalId, agrees: bool) -> Decision {
    let Some(known) = day.proposals.iter().find(|known| known.proposal == id) else {
        return if agrees { Err(Reason::UnknownProposal.into()) } else { Ok(Vec::new()) };
    };
    match (known.answer, agrees) {
        (Answer::Declined, true) => Err(Reason::UnknownProposal.into()),
        (Answer::Declined, false) | (Answer::Taken, _) => Ok(Vec::new()),
        (Answer::Waiting, _) => {
            let asked = ways::asked_by(day, &known.steps);
            if !asked.contains(&who) {
                return Err(Reason::NotYours.into());
            }
            if agrees { agree(day, who, known, &asked) } else { Ok(declined(day, who, known)) }
        }
    }
}

fn agree(day: &Day, who: ParticipantId, known: &Proposal, asked: &[ParticipantId]) -> Decision {
    if known.agreed.contains(&who) {
        return Ok(Vec::new());
    }
    let changes = ways::changes(day, &known.steps)?;
    let proposal = known.proposal;
    let mut events = vec![Event::WayAgreed { proposal, participant: who }];
    if asked.iter().all(|one| *one == who || known.agreed.contains(one)) {
        events.push(Event::WayTaken { proposal });
        events.extend(changes);
    }
    Ok(events)
}

/// What is taken because those who had not answered are no longer asked: they have left. Each is taken
/// of the day that those before it have made.
pub(super) fn taken_since(day: &Day, events: &[Event], now: Timestamp) -> Vec<Event> {
    let mut after = day.clone();
    events.iter().for_each(|event| apply(&mut after, event, now));
    let mut taken = Vec::new();
    while let Some(next) = after.proposals.iter().find_map(|known| agreed_by_all(&after, known)) {
        next.iter().for_each(|event| apply(&mut after, event, now));
        taken.extend(next);
    }
    taken
}

/// What takes a way that waits, and to which all who are asked have agreed; none of one that can no
/// longer be taken.
fn agreed_by_all(day: &Day, known: &Proposal) -> Option<Vec<Event>> {
    let asked = ways::asked_by(day, &known.steps);
    let all = !asked.is_empty() && asked.iter().all(|who| known.agreed.contains(who));
    let waits = all && known.answer == Answer::Waiting;
    let changes = waits.then(|| ways::changes(day, &known.steps).ok()).flatten()?;
    let taken = Event::WayTaken { proposal: known.proposal };
    Some(std::iter::once(taken).chain(changes).collect())
}

/// One no ends it. Whoever does not want to merge is not asked again by the merger itself.
fn declined(day: &Day, who: ParticipantId, known: &Proposal) -> Vec<Event> {
    let mergers = known.steps.iter().filter_map(|step| match step {
        WayStep::Merge { merge } if ways::asked(day, step).contains(&who) => Some(*merge),
        _ => None,
    });
    let dropped = mergers.map(|merge| Event::MergeDropped { merge });
    std::iter::once(Event::WayDeclined { proposal: known.proposal }).chain(dropped).collect()
}

/// Whoever agreed to wait may change their mind at any time: what is guaranteed is theirs.
pub(super) fn resume_guarantee(day: &Day, who: ParticipantId) -> Decision {
    when(day.deferred.contains(&who), Event::GuaranteeResumed { participant: who })
}

pub(super) fn drop(day: &Day, proposal: ProposalId) -> Decision {
    let known = day.proposals.iter().find(|known| known.proposal == proposal);
    let open = known.is_some_and(|known| known.answer != Answer::Taken);
    when(open, Event::WayDropped { proposal })
}

/// Everyone's case stands for itself again, unless they are being treated.
pub(super) fn drop_rounds(day: &Day) -> Decision {
    if day.is_side_by_side() {
        return Err(Reason::AlreadyTreated.into());
    }
    when(day.rounds.is_some(), Event::RoundsSet { rounds: None })
}
