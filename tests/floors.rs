//! Arrows only go down: the `use crate::` lines of `src/` held against the table of floors.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What each folder or file of `src/` may import from the crate.
fn table() -> BTreeMap<&'static str, Vec<&'static str>> {
    BTreeMap::from([
        ("domain", vec![]),
        ("wire", vec!["domain"]),
        ("vault", vec!["domain"]),
        ("clock", vec!["domain"]),
        ("catalogue", vec!["domain"]),
        ("telemetry", vec![]),
        ("config", vec!["domain"]),
        ("ballot", vec!["domain", "vault"]),
        ("journal", vec!["domain", "vault"]),
        ("view", vec!["domain", "wire"]),
        ("live", vec!["domain", "journal", "vault", "ballot", "view", "clock", "catalogue"]),
        ("edge", vec!["live", "view", "wire", "domain", "ballot", "clock", "catalogue", "config"]),
        ("rehearsal", vec!["wire", "domain", "ballot"]),
        ("prepare", vec!["rehearsal", "catalogue", "domain"]),
        ("app", vec!["*"]),
        ("rehearse", vec!["app", "edge", "clock", "config", "domain", "rehearsal", "prepare"]),
        ("main", vec!["*"]),
        ("lib", vec!["*"]),
    ])
}

/// Crates that a floor must not know.
const STRANGERS: &[(&str, &[&str])] = &[
    ("domain", &["tokio", "axum", "serde_json", "tracing", "hyper"]),
    ("ballot", &["axum", "tracing", "hyper"]),
    ("view", &["tokio", "axum", "hyper"]),
    ("live", &["axum", "hyper", "serde_json", "rusqlite"]),
    ("journal", &["axum", "hyper"]),
    ("vault", &["axum", "hyper"]),
    ("edge", &["rusqlite"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

/// Floor, file and text of every source file.
fn house() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let floor = name.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            (floor, name, text)
        })
        .collect()
}

/// The modules named after `crate::` in code, comments left out.
fn imports(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_arrow_goes_down() {
    let table = table();
    let mut wrong = Vec::new();
    for (floor, file, text) in house() {
        let allowed =
            table.get(floor.as_str()).unwrap_or_else(|| panic!("{file}: on which floor?"));
        for module in imports(&text) {
            let fine = module == floor || allowed.contains(&"*") || allowed.contains(&&*module);
            if !fine && table.contains_key(module.as_str()) {
                wrong.push(format!("{file} imports {module}"));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that go up:\n{}", wrong.join("\n"));
}

#[test]
fn no_floor_knows_a_stranger() {
    let mut wrong = Vec::new();
    for (floor, file, text) in house() {
        let strangers = STRANGERS.iter().find(|(of, _)| *of == floor).map_or(&[][..], |(_, s)| s);
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for stranger in strangers {
                let named = line.contains(&format!("use {stranger}::"))
                    || line.contains(&format!("{stranger}::"));
                if named {
                    wrong.push(format!("{file}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "strangers:\n{}", wrong.join("\n"));
}

#[test]
fn the_edge_knows_only_the_door_of_the_ballots() {
    for (floor, file, text) in house() {
        if floor == "edge" {
            let other = text.lines().any(|line| {
                line.contains("crate::ballot::") && !line.contains("crate::ballot::door")
            });
            assert!(!other, "{file} reaches into the ballots");
        }
    }
}

/// Nothing on the way of a dot has a place for somebody, for where they are, or for when: there is
/// no type to put them in.
#[test]
fn the_way_of_a_dot_has_no_word_for_a_person() {
    let somebody = ["Participant", "Caller", "identity", "ConnectInfo", "SocketAddr", "IpAddr"];
    let sometime = ["Timestamp", "SystemTime", "Instant", "tracing"];
    for (floor, file, text) in house() {
        if floor == "ballot" || file == "edge/ballot_post.rs" {
            for word in somebody.iter().chain(&sometime) {
                let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                assert!(!code.clone().any(|line| line.contains(word)), "{file}: {word}");
            }
        }
        if floor == "ballot" {
            assert!(!text.contains("HeaderMap"), "{file} reads headers");
        }
    }
}
