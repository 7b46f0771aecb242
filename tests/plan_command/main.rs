//! `cercle plan FILE`, as it is run.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod odd;

use std::io::Write;
use std::process::Command;

use serde_json::{Value, json};

/// How the program ended, what it printed, what it said besides.
struct Ran {
    code: Option<i32>,
    printed: String,
    said: String,
}

impl Ran {
    fn answer(&self) -> Value {
        serde_json::from_str(&self.printed).unwrap_or_else(|_| panic!("no answer: {}", self.said))
    }
}

fn plan(text: &str) -> Ran {
    plan_with(text, &[])
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

/// With processes of the group's own.
fn plan_with(text: &str, processes: &[Value]) -> Ran {
    let day = file(text);
    let processes: Vec<_> = processes.iter().map(|one| file(&one.to_string())).collect();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cercle"));
    command.arg("plan").arg(day.path());
    for process in &processes {
        command.arg("--process").arg(process.path());
    }
    let output = command.output().unwrap();
    Ran {
        code: output.status.code(),
        printed: String::from_utf8(output.stdout).unwrap(),
        said: String::from_utf8(output.stderr).unwrap(),
    }
}

fn day_1() -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/day-1.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Day 1 with something else in one place.
fn day_1_with(place: &str, value: Value) -> Value {
    let mut day = day_1();
    *day.pointer_mut(place).unwrap() = value;
    day
}

#[test]
fn the_worked_day_is_planned() {
    let ran = plan(&day_1().to_string());
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let (answer, file) = (ran.answer(), day_1());
    assert_eq!(answer["feasible"], true);
    assert_eq!(answer["dots"], 28);
    assert_eq!(answer["availableMinutes"], 260);
    assert_eq!(answer["missingMinutes"], 0);
    assert_eq!(answer["requiredMinutes"], file["checks"]["minimalCoverageMinutesAtEstimates"]);
    assert_eq!(answer["requiredAtMinimum"], file["checks"]["minimalCoverageMinutesAtMinimum"]);
    assert_eq!((&answer["proved"], &answer["gapDots"]), (&json!(true), &json!(null)));
    assert_eq!(answer["waysOut"], json!([]));
    let covered = answer["coveredBy"].as_object().unwrap();
    assert_eq!(covered.len(), 8);
    assert!(covered.values().all(|cases| !cases.as_array().unwrap().is_empty()), "{covered:?}");
    assert_eq!(answer["reasons"].as_object().unwrap().len(), 16);
    assert_eq!(ran.said, "");
}

#[test]
fn the_answer_has_these_keys_and_no_others() {
    let answer = plan(&day_1().to_string()).answer();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut expected = [
        "feasible",
        "availableMinutes",
        "requiredMinutes",
        "requiredAtMinimum",
        "missingMinutes",
        "proved",
        "gapDots",
        "dots",
        "slots",
        "coveredBy",
        "reasons",
        "waysOut",
    ];
    expected.sort_unstable();
    assert_eq!(keys(&answer), expected);
    assert_eq!(keys(&answer["slots"][0]), ["block", "cases", "end", "minutes", "process", "start"]);
}

#[test]
fn slots_lie_in_the_blocks_of_the_file() {
    let (answer, file) = (plan(&day_1().to_string()).answer(), day_1());
    for slot in answer["slots"].as_array().unwrap() {
        let blocks = file["day"]["blocks"].as_array().unwrap();
        let block = blocks.iter().find(|block| block["id"] == slot["block"]).unwrap();
        assert_eq!(block["kind"], "treatment");
        // "HH:MM" compares as time does.
        assert!(block["start"].as_str() <= slot["start"].as_str(), "{slot}");
        assert!(slot["end"].as_str() <= block["end"].as_str(), "{slot}");
        let case = file["cases"].as_array().unwrap().iter().find(|c| c["id"] == slot["cases"][0]);
        assert_eq!(case.unwrap()["processId"], slot["process"]);
    }
}

#[test]
fn the_same_file_gives_the_same_answer() {
    let text = day_1().to_string();
    assert_eq!(plan(&text).printed, plan(&text).printed);
}

#[test]
fn a_day_too_short_says_what_is_missing() {
    let ran = plan(&day_1_with("/day/blocks/8/kind", json!("break")).to_string());
    assert_eq!(ran.code, Some(1), "{}", ran.said);
    let answer = ran.answer();
    assert_eq!(answer["feasible"], false);
    assert_eq!(answer["requiredMinutes"], 229);
    assert_eq!(answer["availableMinutes"], 190);
    assert_eq!(answer["missingMinutes"], 39);
    assert_eq!(answer["slots"], json!([]));
    let reasons = answer["reasons"].as_object().unwrap();
    assert!(reasons.len() == 16 && reasons.values().all(|why| why.as_str() != Some("")));
    assert!(ran.said.contains("39"), "{}", ran.said);
}

#[test]
fn a_day_too_short_is_told_the_ways_out_and_each_does_what_it_says() {
    let short = day_1_with("/day/blocks/8/kind", json!("break"));
    let answer = plan(&short.to_string()).answer();
    let ways = answer["waysOut"].as_array().unwrap();
    assert!(ways.iter().all(|way| way["fits"] == true), "{ways:?}");
    let begins = |way: &&Value, words: &str| {
        let steps = way["steps"].as_array().unwrap();
        steps.iter().all(|step| step.as_str().unwrap().starts_with(words))
    };
    let way = |words: &str| ways.iter().find(|way| begins(way, words)).unwrap();
    let (longer, shorter) = (way("prolonger"), way("ramener"));
    assert_eq!(longer["needsMinutes"], 229);
    let sentence = longer["steps"][0].as_str().unwrap();
    let minutes: u64 = sentence.split(' ').find_map(|word| word.parse().ok()).unwrap();
    assert_eq!(plan(&longer_by(&short, minutes).to_string()).code, Some(0));
    assert_eq!(plan(&longer_by(&short, minutes - 1).to_string()).code, Some(1));

    let mut trimmed = short.clone();
    for step in shorter["steps"].as_array().unwrap() {
        let words: Vec<&str> = step.as_str().unwrap().split(' ').collect();
        let cases = trimmed["cases"].as_array_mut().unwrap();
        let case = cases.iter_mut().find(|case| case["id"] == words[1]).unwrap();
        case["estimatedMinutes"] = json!(words[3].parse::<u64>().unwrap());
    }
    let after = plan(&trimmed.to_string());
    assert_eq!(after.code, Some(0), "{}", after.said);
    assert_eq!(after.answer()["requiredMinutes"], shorter["needsMinutes"]);
}

/// No case can be made shorter than its owner's own minimum, whatever its process allows.
#[test]
fn the_minimum_of_the_file_is_kept() {
    let mut short = day_1_with("/day/blocks/8/kind", json!("break"));
    for case in short["cases"].as_array_mut().unwrap() {
        case["minMinutes"] = case["estimatedMinutes"].clone();
    }
    let answer = plan(&short.to_string()).answer();
    assert_eq!(answer["requiredAtMinimum"], answer["requiredMinutes"]);
    let ways = answer["waysOut"].as_array().unwrap();
    let steps = ways.iter().flat_map(|way| way["steps"].as_array().unwrap());
    assert!(!steps.clone().any(|step| step.as_str().unwrap().starts_with("ramener")), "{ways:?}");
    assert!(steps.count() > 0);
}

#[test]
fn the_smallest_ways_come_first() {
    let short = day_1_with("/day/blocks/8/kind", json!("break"));
    let answer = plan(&short.to_string()).answer();
    let ways = answer["waysOut"].as_array().unwrap();
    let sizes: Vec<usize> = ways.iter().map(|way| way["steps"].as_array().unwrap().len()).collect();
    assert!(sizes.is_sorted() && sizes.len() > 2, "{ways:?}");
}

/// The same, its last treatment so many minutes longer, and what follows later.
fn longer_by(day: &Value, minutes: u64) -> Value {
    let later = |clock: &Value, by: u64| {
        let (hours, rest) = clock.as_str().unwrap().split_once(':').unwrap();
        let at = hours.parse::<u64>().unwrap() * 60 + rest.parse::<u64>().unwrap() + by;
        json!(format!("{:02}:{:02}", at / 60, at % 60))
    };
    let mut day = day.clone();
    let blocks = day["day"]["blocks"].as_array_mut().unwrap();
    let last = blocks.iter().rposition(|block| block["kind"] == "treatment").unwrap();
    blocks[last]["end"] = later(&blocks[last]["end"], minutes);
    for block in &mut blocks[last + 1..] {
        for edge in ["start", "end"] {
            block[edge] = later(&block[edge], minutes);
        }
    }
    day
}
