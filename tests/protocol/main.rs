//! `docs/PROTOCOL.md` says what the server speaks: its examples are built here from real values.
//!
//! `CERCLE_WRITE=1 cargo test --test protocol` writes the examples anew.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod example;
mod heard;
mod http;
mod phone;
mod said;
mod screen;
mod tables;
mod tablet;
mod world;

use std::path::PathBuf;

use example::Example;

const BEGIN: &str = "<!-- examples: written by `tests/protocol`, do not edit -->\n";
const END: &str = "<!-- end of the examples -->\n";

/// Chapters of the examples, in their order.
fn chapters() -> Vec<(&'static str, Vec<Example>)> {
    vec![
        ("A face speaks", said::envelopes()),
        ("A face hears", heard::envelopes()),
        ("Signals", said::signals()),
        ("A participant says", said::participant()),
        ("A facilitator says", said::facilitator()),
        ("Votes", heard::votes()),
        ("A phone's sections", phone::sections()),
        ("A phone's stages", phone::stages()),
        ("A tablet's sections", tablet::sections()),
        ("A tablet's stages", tablet::stages()),
        ("A screen's sections", screen::sections()),
        ("A screen's stages", screen::stages()),
        ("The door", http::door()),
        ("The account", http::account()),
    ]
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/PROTOCOL.md")
}

/// The document as it is committed.
fn document() -> String {
    std::fs::read_to_string(path()).unwrap()
}

fn written(chapters: &[(&str, Vec<Example>)]) -> String {
    let mut text = String::new();
    for (title, examples) in chapters {
        text += &format!("\n### {title}\n");
        for example in examples {
            text += &format!("\n{}", example.block());
        }
    }
    text + "\n"
}

/// What stands before, between and after the marks.
fn parts(document: &str) -> (&str, &str, &str) {
    let (before, rest) = document.split_once(BEGIN).expect("the mark where the examples begin");
    let (examples, after) = rest.split_once(END).expect("the mark where the examples end");
    (before, examples, after)
}

#[test]
fn every_example_stands_in_the_document_letter_by_letter() {
    let chapters = chapters();
    let examples = written(&chapters);
    if std::env::var_os("CERCLE_WRITE").is_some() {
        let document = document();
        let (before, _, after) = parts(&document);
        std::fs::write(path(), format!("{before}{BEGIN}{examples}{END}{after}")).unwrap();
    }
    let document = document();
    let (_, committed, _) = parts(&document);
    for example in chapters.iter().flat_map(|(_, examples)| examples) {
        let stands = committed.contains(&example.block());
        assert!(stands, "the example `{}` is stale: run `make protocol`", example.name);
    }
    assert_eq!(committed, examples, "examples too many, or out of order: run `make protocol`");
}

#[test]
fn no_two_examples_bear_the_same_name() {
    let mut names = std::collections::BTreeSet::new();
    for example in chapters().into_iter().flat_map(|(_, examples)| examples) {
        assert!(names.insert(example.name.clone()), "{} stands twice", example.name);
    }
}
