//! The day of a scenario at the moment of the plan, or the sentence that says why it is none.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;

use anyhow::{Context, bail, ensure};
use uuid::Uuid;

use crate::catalogue::Catalogue;
use crate::domain::day::ballot::{Vote, VoteOption};
use crate::domain::day::deal::Deal;
use crate::domain::day::inventory::{CaseFields, CaseItem};
use crate::domain::day::roster::Member;
use crate::domain::day::schedule::{Block, Schedule};
use crate::domain::day::{Day, Facts};
use crate::domain::id::{CaseId, CycleId, ParticipantId, Timestamp, VoteId};
use crate::domain::limits::{self, DAY_MINUTES};
use crate::domain::vocabulary::{VoteKind, VoteMode};
use crate::rehearsal::scenario::{Case, Person, Scenario, case_id, minutes, seat_id};

/// What people call important, urgent or heavy.
const SCALE: RangeInclusive<u8> = 1..=3;
/// Cases of one person that the planner weighs against each other, those carried over included.
const CASES_OF_ONE: usize = 8;

/// The day a scenario tells: people, blocks, cases, and the vote if anybody voted. Its processes are
/// those of the catalogue.
pub fn day(scenario: &Scenario, catalogue: &Catalogue) -> anyhow::Result<Day> {
    let mut day = Day {
        facts: Some(Facts {
            cycle: CycleId(Uuid::nil()),
            facilitators: Vec::new(),
            code: String::new(),
            door_key: String::new(),
            number: scenario.session_number,
            group: scenario.group.name.clone(),
            organisation: scenario.group.organisation.clone(),
            midnight: Timestamp(0),
            processes: catalogue.iter().map(|one| (one.id.clone(), one.clone())).collect(),
            own: BTreeSet::new(),
        }),
        schedule: Schedule { blocks: blocks(scenario)?, reserve: scenario.day.reserve_minutes },
        ..Day::default()
    };
    day.roster.members = members(scenario)?;
    day.inventory.revealed = true;
    day.inventory.cases = cases(scenario, &day)?;
    day.votes.extend(vote(scenario)?);
    Ok(day)
}

fn blocks(scenario: &Scenario) -> anyhow::Result<Vec<Block>> {
    let listed = &scenario.day.blocks;
    ensure!(listed.len() <= limits::BLOCKS, "a day has at most {} blocks", limits::BLOCKS);
    unique("block", listed.iter().map(|block| block.id.as_str()))?;
    let mut now = 0;
    let mut blocks = Vec::new();
    for block in listed {
        let within = || format!("block {}", block.id);
        let (start, end) =
            (time(&block.start).with_context(within)?, time(&block.end).with_context(within)?);
        ensure!(
            start < end,
            "block {} ends at {} but begins at {}",
            block.id,
            block.end,
            block.start
        );
        ensure!(now <= start, "block {} begins before the one above it ends", block.id);
        now = end;
        blocks.push(Block { kind: block.kind, start, end });
    }
    Ok(blocks)
}

fn members(scenario: &Scenario) -> anyhow::Result<Vec<Member>> {
    let people = &scenario.participants;
    let seats = usize::from(limits::SEATS);
    ensure!(people.len() <= seats, "a circle has at most {seats} people");
    unique("participant", people.iter().map(|person| person.id.as_str()))?;
    ensure!(
        people.iter().any(|person| person.present),
        "nobody is present: there is no day to plan"
    );
    people.iter().map(member).collect()
}

fn member(person: &Person) -> anyhow::Result<Member> {
    let of_day = |said: &Option<String>| said.as_deref().map(time).transpose();
    let within = || format!("participant {}", person.id);
    let from = of_day(&person.arrives_at).with_context(within)?;
    let until = of_day(&person.leaves_at).with_context(within)?;
    if let (Some(from), Some(until)) = (from, until) {
        ensure!(from < until, "participant {} leaves before they arrive", person.id);
    }
    let expected = Member::expected(seat_id(&person.id), person.first_name.clone());
    Ok(Member { seated: true, present: person.present, from, until, ..expected })
}

fn cases(scenario: &Scenario, day: &Day) -> anyhow::Result<Vec<CaseItem>> {
    unique("case", scenario.cases.iter().map(|case| case.id.as_str()))?;
    let mut cases = scenario
        .cases
        .iter()
        .map(|case| item(case, scenario, day).with_context(|| format!("case {}", case.id)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    for part in scenario.cases.iter() {
        let Some(whole) = &part.merged_into else { continue };
        merge(&mut cases, case_id(&part.id), case_id(whole))
            .with_context(|| format!("case {} is merged into {whole}", part.id))?;
    }
    let live = cases.iter().filter(|case| case.merged_into.is_none()).count();
    let parts = || cases.iter().filter(|case| case.merged_from.is_empty());
    for member in &day.roster.members {
        let own = parts().filter(|case| case.owners.contains(&member.participant)).count();
        ensure!(own <= CASES_OF_ONE, "{} owns {own} cases: at most {CASES_OF_ONE}", member.name);
    }
    ensure!(live > 0, "nobody brings a case: there is nothing to plan");
    ensure!(live <= limits::CASES, "a day has at most {} cases", limits::CASES);
    Ok(cases)
}

fn item(case: &Case, scenario: &Scenario, day: &Day) -> anyhow::Result<CaseItem> {
    ensure!(!case.owner_ids.is_empty(), "it has no owner");
    let owners: Vec<ParticipantId> = case.owner_ids.iter().map(|owner| seat_id(owner)).collect();
    for (owner, id) in owners.iter().zip(&case.owner_ids) {
        ensure!(day.roster.member(*owner).is_some(), "its owner {id} is not a participant");
    }
    let process = &case.process_id;
    ensure!(day.process(process).is_some(), "the catalogue has no process {process}");
    within("estimatedMinutes", case.estimated_minutes, limits::CASE_MINUTES)?;
    if let Some(least) = case.min_minutes {
        within("minMinutes", least, 1..=case.estimated_minutes)?;
    }
    within("urgency", case.urgency, SCALE)?;
    within("importance", case.importance, SCALE)?;
    within("emotionalLoad", case.emotional_load, SCALE)?;
    let said = case.fields();
    Ok(CaseItem {
        case: case_id(&case.id),
        priorities: rank(case)?
            .map_or_else(Vec::new, |rank| owners.iter().map(|owner| (*owner, rank)).collect()),
        owners,
        fields: CaseFields {
            kind: said.kind,
            title: said.title,
            headline: said.headline,
            expects: said.expects,
            reserved: said.reserved,
            urgency: said.urgency,
            importance: said.importance,
            emotional_load: said.emotional_load,
        },
        process: Some((process.clone(), case.estimated_minutes)),
        least: case.min_minutes,
        merged_into: None,
        merged_from: Vec::new(),
        age: case
            .carried_over_from_session
            .map_or(0, |session| scenario.session_number.saturating_sub(session)),
        prepared: false,
        disposition: None,
    })
}

/// The rank its owners gave it, if it is a priority of theirs.
fn rank(case: &Case) -> anyhow::Result<Option<u8>> {
    if let Some(rank) = case.owner_priority_rank {
        within("ownerPriorityRank", usize::from(rank), 1..=limits::PRIORITIES_EACH)?;
    }
    Ok(match case.is_owner_priority {
        Some(false) => None,
        Some(true) => case.owner_priority_rank.or(Some(1)),
        None => case.owner_priority_rank,
    })
}

/// Makes a case part of another: owners and priorities of both are those of the whole.
fn merge(cases: &mut [CaseItem], part: CaseId, whole: CaseId) -> anyhow::Result<()> {
    ensure!(part != whole, "a case is no part of itself");
    let place = |id: CaseId| cases.iter().position(|case| case.case == id);
    let (Some(part_at), Some(whole_at)) = (place(part), place(whole)) else {
        bail!("there is no such case");
    };
    ensure!(cases[whole_at].merged_into.is_none(), "which is itself merged");
    ensure!(cases[part_at].merged_from.is_empty(), "though others are merged into it");
    cases[part_at].merged_into = Some(whole);
    let (owners, priorities) = (cases[part_at].owners.clone(), cases[part_at].priorities.clone());
    let whole = &mut cases[whole_at];
    whole.merged_from.push(part);
    for owner in owners {
        if !whole.owners.contains(&owner) {
            whole.owners.push(owner);
        }
    }
    for (who, rank) in priorities {
        match whole.priorities.iter_mut().find(|(other, _)| *other == who) {
            Some((_, known)) => *known = rank.min(*known),
            None => whole.priorities.push((who, rank)),
        }
    }
    Ok(())
}

/// The closed vote; none if nobody voted.
fn vote(scenario: &Scenario) -> anyhow::Result<Option<Vote>> {
    if scenario.votes.is_empty() {
        return Ok(None);
    }
    let each = scenario.voting_rule.votes_per_participant;
    within("votesPerParticipant", each, limits::DOTS)?;
    unique("a vote of", scenario.votes.iter().map(|ballot| ballot.participant_id.as_str()))?;
    let mut counts = vec![0; scenario.cases.len()];
    for ballot in &scenario.votes {
        let voter = &ballot.participant_id;
        let placed: usize = ballot.allocations.values().map(|dots| usize::from(*dots)).sum();
        ensure!(placed <= usize::from(each), "{voter} places {placed} dots: at most {each}");
        ensure!(
            scenario.participants.iter().any(|person| person.id == *voter),
            "there is a vote of {voter}, who is not a participant"
        );
        for (case, dots) in &ballot.allocations {
            let place = scenario.cases.iter().position(|one| one.id == *case);
            let place = place.with_context(|| format!("{voter} votes for {case}: no such case"))?;
            counts[place] += u16::from(*dots);
        }
    }
    let option = |case: &Case| VoteOption::CaseItem { case: case_id(&case.id) };
    Ok(Some(Vote {
        vote: VoteId(Uuid::nil()),
        kind: VoteKind::Priority,
        mode: VoteMode::Sealed,
        options: scenario.cases.iter().map(option).collect(),
        dots: each,
        deal: Deal::to(scenario.participants.iter().map(|person| seat_id(&person.id)).collect()),
        ends_at: None,
        at: None,
        release: 0,
        released: None,
        counts: Some(counts),
        entries: Vec::new(),
    }))
}

fn time(text: &str) -> anyhow::Result<u16> {
    let time = minutes(text).with_context(|| format!("{text} is no time of a day"))?;
    ensure!(time <= DAY_MINUTES, "{text} is after midnight");
    Ok(time)
}

fn within<N: PartialOrd + Display>(
    what: &str,
    number: N,
    range: RangeInclusive<N>,
) -> anyhow::Result<()> {
    let (least, most) = (range.start(), range.end());
    ensure!(range.contains(&number), "{what} is {number}, not {least} to {most}");
    Ok(())
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    for id in ids {
        ensure!(seen.insert(id), "{what} {id} stands there twice");
    }
    Ok(())
}
