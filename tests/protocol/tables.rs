//! The tables of the document, held against the lists of the code.

use std::path::Path;

use cercle::ballot::door::{DOT_BYTES, NotPlaced};
use cercle::ballot::dot::SEQ_MOST;
use cercle::domain::limits;
use cercle::domain::process::Wrong;
use cercle::domain::refusal::Reason;

use crate::{document, http};

/// A file of the source.
fn source(file: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The first cells and the last cells of the one table under a title.
fn table(title: &str) -> Vec<(String, String)> {
    let document = document();
    let heading = format!("\n## {title}\n");
    let (_, chapter) = document.split_once(&heading).unwrap_or_else(|| panic!("no {title}"));
    let rows = chapter.lines().skip_while(|line| !line.starts_with('|'));
    let cells = rows.take_while(|line| line.starts_with('|')).skip(2).map(|line| {
        let (first, rest) = line.trim_matches('|').split_once('|').unwrap();
        let last = rest.rsplit('|').next().unwrap();
        (first.trim().trim_matches('`').to_owned(), last.trim().to_owned())
    });
    cells.collect()
}

fn firsts(title: &str) -> Vec<String> {
    let rows = table(title);
    for (code, sentence) in &rows {
        assert!(sentence.ends_with('.'), "`{code}` has no sentence");
    }
    rows.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn every_refusal_has_its_sentence() {
    let codes: Vec<_> = Reason::ALL.iter().map(|reason| reason.code().to_owned()).collect();
    assert_eq!(firsts("Refusal codes"), codes);
}

#[test]
fn every_fault_of_a_process_has_its_sentence() {
    let codes: Vec<_> = Wrong::ALL.iter().map(|wrong| wrong.code().to_owned()).collect();
    assert_eq!(firsts("Faults of a process"), codes);
}

/// What stands between two marks in the lines of a source that bear both.
fn between(file: &str, before: &str, after: &str) -> Vec<String> {
    let source = source(file);
    let found = source.lines().filter_map(|line| {
        let (_, rest) = line.split_once(before)?;
        let (word, _) = rest.split_once(after)?;
        Some(word.to_owned())
    });
    found.collect()
}

#[test]
fn every_problem_has_its_sentence() {
    let written = firsts("Problem codes");
    let processes = between("src/edge/processes_api.rs", "=> (\"", "\",");
    for code in between("src/edge/error.rs", "=> \"", "\",").into_iter().chain(processes) {
        assert!(written.contains(&code), "no sentence for the problem `{code}`");
    }
}

#[test]
fn every_close_code_has_its_sentence() {
    let written = firsts("Close codes");
    for code in between("src/wire/common.rs", ": u16 = ", ";") {
        let known = code == "1" || written.contains(&code);
        assert!(known, "no sentence for the close code {code}");
    }
}

#[test]
fn every_route_stands_in_the_document() {
    let document = document();
    let routes = between("src/edge/mod.rs", ".route(\"", "\"");
    assert!(routes.len() > 20, "the routes are no longer where they were");
    for route in routes.iter().filter(|route| *route != "/api/{*rest}") {
        assert!(document.contains(&format!("{route}`")), "no word about {route}");
    }
}

#[test]
fn every_limit_is_the_one_of_the_code() {
    let (fewest, most) = limits::DOTS.into_inner();
    let (shortest, longest) = limits::CASE_MINUTES.into_inner();
    let (briefest, widest) = limits::EXTRA_MINUTES.into_inner();
    let expected = [
        ("A first name, characters", limits::NAME.to_string()),
        ("A case’s title", limits::TITLE.to_string()),
        ("Its headline", limits::HEADLINE.to_string()),
        ("What its owner expects", limits::EXPECTS.to_string()),
        ("A line of expectations", limits::EXPECTATION.to_string()),
        ("A contribution, or a line of one’s own trace", limits::CONTRIBUTION.to_string()),
        ("The charter", limits::CHARTER.to_string()),
        ("Seats at most", limits::SEATS.to_string()),
        ("Cases a person brings to a day", limits::CASES_EACH.to_string()),
        ("Live cases of a day", limits::CASES.to_string()),
        ("Own priorities of a person", limits::PRIORITIES_EACH.to_string()),
        ("Contributions of a person in one step", limits::CONTRIBUTIONS_EACH.to_string()),
        ("Lines of one’s own trace", limits::TRACE_EACH.to_string()),
        ("Dots of a person in a vote on priorities", format!("{fewest} to {most}")),
        ("Dots of a person on one case, held by the page", limits::DOTS_PER_CASE.to_string()),
        ("Voters below which counts come only at the close", limits::VOTERS_FOR_LIVE.to_string()),
        ("Minutes between two slots", limits::TRANSITION_MINUTES.to_string()),
        ("Milliseconds in which a move can be undone", limits::UNDO_MS.to_string()),
        ("Blocks of a day", limits::BLOCKS.to_string()),
        ("Minutes of a case", format!("{shortest} to {longest}")),
        ("Steps added to a treatment", limits::EXTRA_STEPS.to_string()),
        ("Minutes of an added step", format!("{briefest} to {widest}")),
        ("Processes of a cycle’s own", limits::OWN_PROCESSES.to_string()),
        ("A name in a process, an answer", limits::process::NAME.to_string()),
        ("A sentence in a process", limits::process::SENTENCE.to_string()),
        ("The words above a field", limits::process::PROMPT.to_string()),
        ("What the facilitator can say", limits::process::SAYS.to_string()),
        ("Steps of a process", limits::process::STEPS.to_string()),
        ("Fields of a step", limits::process::INPUTS.to_string()),
        ("Answers of a vote in a step", limits::process::CHOICES.to_string()),
        ("Bytes of a process, 60 around each text", limits::process::BYTES.to_string()),
    ];
    let expected = expected.map(|(what, figure)| (what.to_owned(), figure));
    assert_eq!(table("Limits"), expected);
}

#[test]
fn every_answer_of_the_box_stands_in_the_document() {
    let all = crate::example::one_of_each!(NotPlaced {
        Malformed {},
        BadSignature {},
        BadToken {},
        NotSealed {},
        VoteClosed {},
        UnknownVote {},
        UnknownDot {},
        Superseded {},
        Unavailable {},
    });
    let written = firsts("Dots");
    for not in all {
        assert!(written.contains(&not.code().to_owned()), "no sentence for {not:?}");
    }
}

#[test]
fn a_dot_fits_in_its_body_however_large_its_number() {
    let largest =
        cercle::wire::door::Dot { seq: SEQ_MOST, epoch: u16::MAX, choice: u16::MAX, ..http::dot() };
    assert!(serde_json::to_string(&largest).unwrap().len() <= DOT_BYTES);
}
