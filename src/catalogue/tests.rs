use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{PhoneState, Role};

/// The minutes of the processes as such groups run them, least, usual, most: id, whole, steps.
type Row = (&'static str, (u16, u16, u16), &'static [(u16, u16, u16)]);

const METHOD: [Row; 20] = [
    ("faire_savoir", (5, 10, 20), &[(1, 1, 2), (2, 5, 10), (1, 3, 6), (1, 1, 2)]),
    ("demande_apports", (10, 20, 35), &[(2, 3, 4), (2, 4, 6), (4, 8, 15), (1, 3, 6), (1, 2, 4)]),
    ("offre_apports", (10, 20, 30), &[(1, 1, 2), (1, 1, 2), (5, 10, 14), (2, 5, 7), (1, 3, 5)]),
    (
        "temoignage",
        (15, 25, 40),
        &[(1, 2, 3), (6, 10, 15), (1, 2, 2), (5, 7, 12), (1, 2, 4), (1, 2, 4)],
    ),
    (
        "partage_experiences",
        (20, 30, 45),
        &[(2, 2, 4), (1, 3, 3), (12, 16, 24), (2, 4, 6), (3, 5, 8)],
    ),
    (
        "coaching_individuel",
        (20, 30, 45),
        &[(2, 4, 5), (8, 11, 17), (4, 6, 9), (2, 3, 5), (2, 4, 6), (2, 2, 3)],
    ),
    (
        "mise_en_situation",
        (25, 35, 50),
        &[(3, 4, 6), (2, 3, 4), (4, 5, 7), (5, 7, 9), (4, 6, 8), (4, 6, 10), (3, 4, 6)],
    ),
    (
        "action_learning",
        (30, 40, 60),
        &[(2, 4, 6), (5, 7, 10), (15, 17, 26), (2, 2, 4), (0, 4, 6), (3, 3, 4), (3, 3, 4)],
    ),
    (
        "six_chapeaux",
        (30, 40, 60),
        &[(3, 4, 5), (4, 6, 9), (5, 8, 12), (4, 5, 8), (4, 5, 8), (3, 4, 6), (7, 8, 12)],
    ),
    (
        "etude_de_cas",
        (30, 45, 75),
        &[(4, 5, 8), (3, 5, 8), (2, 3, 5), (8, 12, 20), (7, 12, 20), (3, 4, 7), (3, 4, 7)],
    ),
    (
        "intervision",
        (35, 45, 60),
        &[(3, 4, 5), (5, 9, 12), (3, 5, 6), (2, 4, 5), (14, 15, 20), (4, 4, 6), (4, 4, 6)],
    ),
    ("troika", (45, 50, 60), &[(2, 3, 4), (38, 40, 44), (5, 7, 12)]),
    ("wise_crowds", (60, 70, 80), &[(3, 4, 5), (52, 60, 64), (5, 6, 11)]),
    (
        "app",
        (60, 75, 90),
        &[(3, 4, 5), (8, 10, 12), (15, 20, 25), (20, 25, 28), (4, 6, 8), (10, 10, 12)],
    ),
    (
        "codeveloppement",
        (60, 75, 90),
        &[(5, 8, 10), (10, 15, 20), (3, 5, 10), (20, 30, 40), (5, 7, 10), (8, 10, 20)],
    ),
    // Of the lean coffee the method gives a subject's minutes and the whole's, of the market the whole's.
    ("lean_coffee", (13, 20, 24), &[(2, 4, 6), (1, 2, 2), (5, 7, 8), (5, 7, 8)]),
    ("bocal", (30, 40, 60), &[(2, 3, 5), (20, 27, 40), (5, 6, 9), (3, 4, 6)]),
    ("balint", (40, 45, 60), &[(4, 6, 8), (3, 4, 6), (26, 28, 36), (4, 4, 6), (3, 3, 4)]),
    ("world_cafe", (40, 50, 60), &[(4, 5, 6), (14, 17, 20), (12, 15, 18), (10, 13, 16)]),
    ("marche", (30, 60, 90), &[(3, 5, 8), (7, 12, 20), (15, 35, 50), (5, 8, 12)]),
];

fn shipped() -> Catalogue {
    Catalogue::shipped().expect("the house ships sound files")
}

fn get(id: &str) -> Arc<Process> {
    shipped().get(&ProcessId::new(id).unwrap()).unwrap().clone()
}

#[test]
fn shipped_processes_are_those_of_the_method() {
    let told: Vec<_> = shipped()
        .iter()
        .map(|p| {
            let steps: Vec<_> =
                p.steps.iter().map(|s| (s.minutes.min, s.minutes.typ, s.minutes.max)).collect();
            (p.id.to_string(), (p.minutes.min, p.minutes.typ, p.minutes.max), steps)
        })
        .collect();
    let method: Vec<_> =
        METHOD.iter().map(|(id, whole, steps)| (id.to_string(), *whole, steps.to_vec())).collect();
    assert_eq!(told, method);
}

#[test]
fn every_file_of_the_folder_is_shipped_under_its_id() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let names: BTreeSet<String> = SHIPPED.iter().map(|(name, _)| name.to_string()).collect();
    assert_eq!(files, names);
    let ids: Vec<_> = shipped().iter().map(|p| format!("{}.json", p.id)).collect();
    assert_eq!(ids, SHIPPED.map(|(name, _)| name));
}

#[test]
fn codevelopment_is_planned_by_its_presets() {
    let process = get("codeveloppement");
    assert_eq!(process.minutes_of_steps(60), [5, 12, 5, 23, 5, 10]);
    assert_eq!(process.minutes_of_steps(75), [8, 15, 5, 30, 7, 10]);
    assert_eq!(process.minutes_of_steps(90), [10, 20, 8, 32, 8, 12]);
    assert_eq!(process.presets.len(), 3);
}

#[test]
fn minutes_of_steps_always_add_up_and_stay_within_their_ranges() {
    for process in shipped().iter() {
        let least: u16 = process.steps.iter().map(|s| s.minutes.min).sum();
        let most: u16 = process.steps.iter().map(|s| s.minutes.max).sum();
        for total in 0..=240 {
            let minutes = process.minutes_of_steps(total);
            assert_eq!(minutes.iter().sum::<u16>(), total, "{} in {total}", process.id);
            if !(least..=most).contains(&total) {
                continue;
            }
            for (m, step) in minutes.iter().zip(&process.steps) {
                let within = step.minutes.min..=step.minutes.max;
                assert!(within.contains(m), "{} in {total}, {}: {m}", process.id, step.id);
            }
        }
    }
}

#[test]
fn typical_minutes_are_the_typical_steps() {
    for process in shipped().iter() {
        let typical: Vec<_> = process.steps.iter().map(|s| s.minutes.typ).collect();
        assert_eq!(process.minutes_of_steps(process.minutes.typ), typical, "{}", process.id);
    }
}

#[test]
fn the_short_formats_are_secondary_and_come_last() {
    let secondary = shipped().iter().map(|p| p.secondary).collect::<Vec<_>>();
    assert!(secondary.is_sorted());
    let named: Vec<_> =
        shipped().iter().filter(|p| p.secondary).map(|p| p.id.to_string()).collect();
    assert_eq!(named, ["lean_coffee", "bocal", "balint", "world_cafe", "marche"]);
}

#[test]
fn only_the_account_is_reserved_by_default() {
    let reserved: Vec<_> =
        shipped().iter().filter(|p| p.reserved_by_default).map(|p| p.id.to_string()).collect();
    assert_eq!(reserved, ["temoignage"]);
}

#[test]
fn what_consultants_sign_goes_to_the_owner_and_what_one_learns_stays_ones_own() {
    use crate::domain::vocabulary::ContributionKind as Kind;
    for process in shipped().iter() {
        for input in process.steps.iter().flat_map(|step| &step.inputs) {
            let of_ones_own =
                matches!(input.kind, Kind::Apprentissage | Kind::PlanAction | Kind::PremierPas);
            let expected = match input.by {
                _ if of_ones_own => Visibility::Author,
                Role::Consultant if !input.anonymous => Visibility::Owner,
                _ => continue,
            };
            assert_eq!(input.visibility, expected, "{}, {}", process.id, input.id);
        }
    }
}

#[test]
fn write_windows_last_one_to_three_minutes_and_no_longer_than_their_step() {
    for process in shipped().iter() {
        for step in &process.steps {
            for seconds in step.inputs.iter().filter_map(|input| input.seconds) {
                assert!((60..=180).contains(&seconds), "{}, {}", process.id, step.id);
                assert!(seconds <= step.minutes.typ * 60, "{}, {}", process.id, step.id);
            }
        }
    }
}

/// The initials of the phones' states, step by step.
const PHONES: [(&str, &str, &str); 20] = [
    ("faire_savoir", "cccj", "cccj"),
    ("demande_apports", "ccccw", "cjccj"),
    ("offre_apports", "ccccj", "cvccw"),
    ("temoignage", "cccccw", "ccwccw"),
    ("partage_experiences", "ccccw", "cwccw"),
    ("coaching_individuel", "cccwcc", "ccccwc"),
    ("mise_en_situation", "cccccww", "cccccwc"),
    ("action_learning", "cccccwc", "ccjcwcc"),
    ("six_chapeaux", "cwwcccw", "cwwcccc"),
    ("etude_de_cas", "cccccww", "ccwjccw"),
    ("intervision", "cccccwc", "ccjvjcc"),
    ("troika", "wcw", "wcw"),
    ("wise_crowds", "wcw", "wcw"),
    ("app", "cccccw", "ccjwcw"),
    ("codeveloppement", "wcwcww", "cjvwcw"),
    ("lean_coffee", "jvcc", "jvcc"),
    ("bocal", "cccc", "cccc"),
    ("balint", "ccccc", "ccccc"),
    ("world_cafe", "cccc", "cjjc"),
    ("marche", "wccc", "wccc"),
];

#[test]
fn phones_open_where_the_method_opens_them() {
    let initial = |state: PhoneState| match state {
        PhoneState::Closed => 'c',
        PhoneState::Write => 'w',
        PhoneState::Jot => 'j',
        PhoneState::Vote => 'v',
    };
    for (id, owner, group) in PHONES {
        let process = get(id);
        let owners: String = process.steps.iter().map(|s| initial(s.phones.owner)).collect();
        let groups: String = process.steps.iter().map(|s| initial(s.phones.group)).collect();
        assert_eq!((owners.as_str(), groups.as_str()), (owner, group), "{id}");
    }
}

#[test]
fn texts_are_set_as_their_language_asks() {
    for (name, text) in SHIPPED {
        assert!(!text.contains('\''), "{name}: straight apostrophe");
        for line in text.lines().filter(|line| line.contains("\"fr\": ")) {
            let french = line.split("\"en\": ").next().unwrap();
            let french = french.split_once("\"fr\": ").unwrap().1;
            let letters: Vec<char> = french.chars().collect();
            for pair in letters.windows(2) {
                let narrow = match pair {
                    [before, '?' | '!' | ';' | ':' | '»'] => *before == '\u{202f}',
                    ['«', after] => *after == '\u{202f}',
                    _ => true,
                };
                assert!(narrow, "{name}: {french}");
            }
        }
    }
}

#[test]
fn sub_groups_and_the_parts_of_their_turns_are_those_of_the_method() {
    let told = |id| {
        let process = get(id);
        let split = process.steps.iter().find_map(|step| step.sub_groups.clone()).unwrap();
        (split.fewest, split.most, split.parts.iter().map(|part| part.minutes.typ).collect())
    };
    assert_eq!(told("wise_crowds"), (3, 5, vec![2, 3, 8, 2]));
    assert_eq!(told("troika"), (3, 4, vec![2, 2, 4, 2]));
    let troika = get("troika");
    let parts = troika.steps.iter().find_map(|step| step.sub_groups.as_ref()).unwrap();
    let ranges: Vec<_> =
        parts.parts.iter().map(|part| (part.minutes.min, part.minutes.max)).collect();
    assert_eq!(ranges, [(1, 2), (1, 2), (4, 5), (1, 2)]);
    assert_eq!(told("etude_de_cas"), (3, 5, vec![]));
    assert_eq!(told("world_cafe"), (3, 5, vec![]));
    assert_eq!(shipped().iter().filter(|process| process.splits()).count(), 4);
}

/// `make types` writes it anew. Editors and other programs read it beside the files.
#[test]
fn the_committed_schema_is_that_of_a_process() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/process.schema.json");
    let schema = schemars::schema_for!(Process);
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("CERCLE_WRITE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, text, "docs/process.schema.json is stale: run `make types`");
}

#[test]
fn an_id_stands_once() {
    let text = include_str!("../../catalogue/temoignage.json");
    let fault = Catalogue::from_files([("a.json", text), ("b.json", text)]).unwrap_err();
    let id = ProcessId::new("temoignage").unwrap();
    assert_eq!(fault, CatalogueFault::Twice { file: "b.json".into(), id });
}
