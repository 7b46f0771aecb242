//! The worked day of `scenarios/day-1.json`, at the moment of the plan.

use cercle::catalogue::Catalogue;
use cercle::domain::day::Day;
use cercle::prepare;
use cercle::rehearsal::scenario::Scenario;

/// The day, and the file with what is expected of it.
pub fn worked_day() -> (Day, serde_json::Value) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/day-1.json");
    let text = std::fs::read_to_string(path).unwrap();
    let day =
        prepare::day(&Scenario::read(&text).unwrap(), &Catalogue::shipped().unwrap()).unwrap();
    (day, serde_json::from_str(&text).unwrap())
}
