//! The worked day of `scenarios/day-1.json`, at the moment of the plan.

use cercle::domain::day::Day;
use cercle::domain::day::inventory::{CaseFields, CaseItem};
use cercle::domain::day::roster::Member;
use cercle::domain::day::schedule::Block;
use cercle::rehearsal::scenario::{Scenario, case_id, minutes, seat_id};

use crate::days::{a_case, empty_day, voted};

/// The day, and the file with what is expected of it.
pub fn worked_day() -> (Day, serde_json::Value) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/day-1.json");
    let text = std::fs::read_to_string(path).unwrap();
    let scenario = Scenario::read(&text).unwrap();
    let blocks = scenario.blocks().unwrap();
    let blocks: Vec<Block> = blocks
        .iter()
        .map(|block| Block { kind: block.kind, start: block.start, end: block.end })
        .collect();
    let mut day = empty_day(blocks, scenario.day.reserve_minutes);
    day.roster.members = scenario
        .participants
        .iter()
        .map(|person| Member {
            seated: true,
            present: person.present,
            from: person.arrives_at.as_deref().map(|time| minutes(time).unwrap()),
            until: person.leaves_at.as_deref().map(|time| minutes(time).unwrap()),
            ..Member::expected(seat_id(&person.id), person.first_name.clone())
        })
        .collect();
    for case in &scenario.cases {
        let owners: Vec<_> = case.owner_ids.iter().map(|owner| seat_id(owner)).collect();
        let ranked = case.owner_priority_rank.into_iter();
        day.inventory.cases.push(CaseItem {
            case: case_id(&case.id),
            fields: CaseFields {
                title: case.title.clone(),
                urgency: case.urgency,
                importance: case.importance,
                emotional_load: case.emotional_load,
                ..a_case(0, Vec::new()).fields
            },
            priorities: ranked.flat_map(|rank| owners.iter().map(move |o| (*o, rank))).collect(),
            process: Some((case.process_id.clone(), case.estimated_minutes)),
            ..a_case(0, owners.clone())
        });
    }
    let dots = |case: &str| {
        let given = scenario.votes.iter().filter_map(|ballot| ballot.allocations.get(case));
        given.map(|dots| u16::from(*dots)).sum()
    };
    let dots = scenario.cases.iter().map(|case| dots(&case.id)).collect();
    voted(&mut day, dots);
    (day, serde_json::from_str(&text).unwrap())
}
