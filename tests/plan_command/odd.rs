//! What is no day, and days with something odd in them: a sentence each, never a panic.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::{Value, json};

use crate::{day_1, day_1_with, plan, plan_with};

#[test]
fn what_is_no_day_is_refused_with_what_is_wrong() {
    let mut nobody = day_1();
    for person in nobody["participants"].as_array_mut().unwrap() {
        person["present"] = json!(false);
    }
    let mut away = day_1_with("/participants/2/arrivesAt", json!("15:00"));
    away["participants"][2]["leavesAt"] = json!("11:00");
    let mut twice = day_1();
    twice["votes"][1]["participantId"] = twice["votes"][0]["participantId"].clone();
    let bad = [
        (twice, "a vote of p1 stands there twice"),
        (day_1_with("/votes/0/allocations", json!({ "c02": 255, "c03": 255 })), "p1 places 510"),
        (day_1_with("/votingRule/votesPerParticipant", json!(255)), "votesPerParticipant is 255"),
        (away, "participant p3 leaves before they arrive"),
        (nobody, "nobody is present"),
        (day_1_with("/cases", json!([])), "nobody brings a case"),
        (day_1_with("/cases/0/processId", json!("rite")), "case c01: the catalogue has no process"),
        (day_1_with("/cases/0/ownerIds", json!(["p9"])), "case c01: its owner p9"),
        (day_1_with("/cases/0/ownerIds", json!([])), "case c01: it has no owner"),
        (day_1_with("/cases/1/id", json!("c01")), "case c01 stands there twice"),
        (day_1_with("/cases/0/estimatedMinutes", json!(0)), "case c01: estimatedMinutes is 0"),
        (day_1_with("/cases/0/urgency", json!(7)), "case c01: urgency is 7"),
        (day_1_with("/cases/0/mergedInto", json!("c99")), "case c01 is merged into c99"),
        (day_1_with("/votes/0/allocations", json!({ "c99": 1 })), "p1 votes for c99"),
        (day_1_with("/day/blocks/1/start", json!("09:30")), "block b2 begins before"),
        (day_1_with("/day/blocks/1/end", json!("09:30")), "block b2 ends at 09:30"),
        (day_1_with("/day/blocks/1/start", json!("half past")), "block b2: half past"),
        (day_1_with("/day/blocks/9/end", json!("24:30")), "block b10: 24:30 is after midnight"),
        (day_1_with("/day", json!(null)), "not a scenario file"),
    ];
    for (day, reason) in bad {
        let ran = plan(&day.to_string());
        assert_eq!((ran.code, ran.printed.as_str()), (Some(2), ""), "{reason}: {}", ran.said);
        assert!(ran.said.contains(reason), "{reason}: {}", ran.said);
        assert!(!ran.said.contains("panicked"), "{}", ran.said);
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    for (arguments, named) in [
        (vec!["no/such/day.json"], "no/such/day.json: "),
        (vec!["scenarios/day-1.json", "--process", "no/such.json"], "no/such.json: cannot be read"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cercle"));
        let output = command.arg("plan").args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8(output.stderr).unwrap().starts_with(named));
    }
}

/// A process of the group's own: a statement under another name, of 25 minutes.
fn rite() -> Value {
    let mut process: Value =
        serde_json::from_str(include_str!("../../catalogue/temoignage.json")).unwrap();
    process["id"] = json!("rite");
    process
}

#[test]
fn a_day_is_planned_with_processes_of_the_group_s_own() {
    let day = day_1_with("/cases/0/processId", json!("rite")).to_string();
    let ran = plan_with(&day, &[rite()]);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let answer = ran.answer();
    let slots = answer["slots"].as_array().unwrap();
    assert!(slots.iter().any(|slot| slot["process"] == "rite"), "{slots:?}");
}

#[test]
fn a_process_that_is_none_is_refused_with_its_file_its_place_and_the_reason() {
    let mut nameless = rite();
    nameless["steps"][0]["name"]["fr"] = json!("");
    let mut of_the_house = rite();
    of_the_house["id"] = json!("temoignage");
    let bad = [
        (nameless, ": steps[0].name.fr: is empty"),
        (of_the_house, ", id: temoignage stands twice in the catalogue"),
    ];
    for (process, reason) in bad {
        let ran = plan_with(&day_1().to_string(), &[process]);
        assert_eq!((ran.code, ran.printed.as_str()), (Some(2), ""), "{reason}: {}", ran.said);
        assert!(ran.said.contains(reason), "{reason}: {}", ran.said);
    }
}

#[test]
fn a_case_longer_than_any_block_is_out_and_told() {
    let mut day = day_1_with("/cases/14/estimatedMinutes", json!(120));
    day["language"] = json!("en");
    let ran = plan(&day.to_string());
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let answer = ran.answer();
    let why = answer["reasons"]["c15"].as_str().unwrap();
    assert_eq!(why, "120 minutes and the transition: longer than any treatment block.");
}

#[test]
fn whose_only_case_is_longer_than_any_block_is_named_and_the_day_does_not_fit() {
    let mut day = day_1_with("/cases/14/estimatedMinutes", json!(120));
    day["language"] = json!("en");
    day["cases"].as_array_mut().unwrap().truncate(15);
    let ran = plan(&without_votes_for(day, "c16").to_string());
    let answer = ran.answer();
    assert_eq!((ran.code, &answer["feasible"]), (Some(1), &json!(false)), "{}", ran.said);
    assert!(ran.said.contains("no priority case can be placed for Hugo"), "{}", ran.said);
    let reasons = answer["reasons"].as_object().unwrap();
    assert!(reasons["c15"].as_str().unwrap().contains("longer than any treatment block"));
    assert!(reasons.len() == 15 && reasons.values().all(|why| why.as_str() != Some("")));
    assert!(!answer["waysOut"].as_array().unwrap().is_empty());
}

/// The same day without a case that was voted for.
fn without_votes_for(mut day: Value, case: &str) -> Value {
    for vote in day["votes"].as_array_mut().unwrap() {
        vote["allocations"].as_object_mut().unwrap().remove(case);
    }
    day
}

#[test]
fn an_owner_who_is_there_for_less_than_it_takes_leaves_their_case_out_and_it_is_told() {
    let mut day = day_1_with("/participants/1/leavesAt", json!("11:50"));
    day["cases"][3]["processId"] = json!("codeveloppement");
    day["cases"][3]["estimatedMinutes"] = json!(75);
    day["language"] = json!("en");
    let ran = plan(&day.to_string());
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let why = &ran.answer()["reasons"]["c04"];
    assert_eq!(why, "Its owner is not there for as long as it takes.");
}

#[test]
fn a_day_without_treatment_does_not_fit_and_lacks_all_it_needs() {
    let mut day = day_1();
    for block in day["day"]["blocks"].as_array_mut().unwrap() {
        if block["kind"] == "treatment" {
            block["kind"] = json!("break");
        }
    }
    let ran = plan(&day.to_string());
    let answer = ran.answer();
    assert_eq!((ran.code, &answer["availableMinutes"]), (Some(1), &json!(0)), "{}", ran.said);
    assert_eq!(answer["slots"], json!([]));
    assert!(!ran.said.is_empty());
}

#[test]
fn equal_totals_are_settled_by_what_owners_said_and_always_alike() {
    let mut day = day_1();
    let ids: Vec<Value> = (1..=16).map(|n| json!(format!("c{n:02}"))).collect();
    for (n, vote) in day["votes"].as_array_mut().unwrap().iter_mut().enumerate() {
        let two = [4, 9].map(|ahead| ids[(2 * n + ahead) % 16].as_str().unwrap().to_owned());
        vote["allocations"] = two.into_iter().map(|case| (case, json!(1))).collect();
    }
    let ran = plan(&day.to_string());
    assert_eq!((ran.code, ran.said.as_str()), (Some(0), ""));
    assert_eq!(ran.printed, plan(&day.to_string()).printed);
    let answer = ran.answer();
    let treated: usize = answer["slots"].as_array().unwrap().len();
    assert_eq!(answer["dots"], json!(treated), "one dot each");
    // Told in another order, the same cases are treated.
    day["cases"].as_array_mut().unwrap().reverse();
    day["participants"].as_array_mut().unwrap().reverse();
    let of = |answer: &Value| {
        let slots = answer["slots"].as_array().unwrap();
        slots.iter().map(|slot| slot["cases"][0].to_string()).collect::<BTreeSet<_>>()
    };
    assert_eq!(of(&plan(&day.to_string()).answer()), of(&answer));
}

#[test]
fn whoever_chose_no_priority_is_told_and_each_of_their_cases_counts() {
    let mut day = day_1_with("/language", json!("en"));
    for case in [14, 15] {
        day["cases"][case]["ownerPriorityRank"] = json!(null);
        day["cases"][case]["isOwnerPriority"] = json!(false);
    }
    let ran = plan(&day.to_string());
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    assert!(ran.said.contains("without a chosen priority"), "{}", ran.said);
    assert!(ran.said.contains("Hugo"), "{}", ran.said);
    assert_ne!(ran.answer()["coveredBy"]["p8"], json!([]));
}

#[test]
fn without_a_dot_ranks_decide_and_it_is_told() {
    let mut day = day_1_with("/votes", json!([]));
    day["language"] = json!("en");
    let ran = plan(&day.to_string());
    assert_eq!((ran.code, ran.answer()["dots"].clone()), (Some(0), json!(0)), "{}", ran.said);
    assert!(ran.said.contains("no dots"), "{}", ran.said);
}
