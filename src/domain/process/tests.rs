use super::*;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::ContributionKind;

fn text(words: &str) -> Text {
    Text { fr: words.into(), en: words.into() }
}

fn step(id: &str, min: u16, typ: u16, max: u16) -> Step {
    Step {
        id: id.into(),
        name: text("Étape"),
        minutes: Range { min, typ, max },
        speaks: vec![Role::Owner],
        go_round: false,
        facilitator_says: text("À vous."),
        phones: Phones { owner: PhoneState::Closed, group: PhoneState::Closed },
        instruction: Instructions { owner: text("Parlez."), group: text("Écoutez.") },
        inputs: vec![],
        choices: vec![],
        posture: None,
        sub_groups: None,
    }
}

fn process(steps: Vec<Step>) -> Process {
    let sum = |part: fn(&Range) -> u16| steps.iter().map(|s| part(&s.minutes)).sum();
    Process {
        id: ProcessId::new("essai").unwrap(),
        version: 1,
        name: text("Essai"),
        purpose: text("Essayer"),
        choose_when: text("On essaie"),
        sensitivity: text("Sans risque"),
        owner_role: text("porteur"),
        group_role: text("groupe"),
        offers: Role::OFFERED.to_vec(),
        minutes: Range { min: sum(|r| r.min), typ: sum(|r| r.typ), max: sum(|r| r.max) },
        group_floor: 1,
        reserved_by_default: false,
        fleeting: false,
        secondary: false,
        preparable: false,
        criteria: vec![],
        presets: vec![],
        steps,
    }
}

fn input(by: Role) -> Input {
    Input {
        id: "mot".into(),
        by,
        kind: ContributionKind::Apprentissage,
        prompt: text("Un mot"),
        limit: 500,
        visibility: Visibility::Author,
        together: false,
        anonymous: false,
        dictated: false,
        seconds: None,
        optional: true,
    }
}

fn two_steps() -> Process {
    process(vec![step("un", 2, 4, 10), step("deux", 4, 6, 20)])
}

#[test]
fn an_id_is_snake_case() {
    assert_eq!("faire_savoir".parse::<ProcessId>().unwrap().to_string(), "faire_savoir");
    for text in ["", "Faire", "2x", "_x", "é", "a-b", "a b"] {
        assert_eq!(ProcessId::new(text), Err(NotAProcessId), "{text}");
    }
}

#[test]
fn minutes_lie_between_the_ranges() {
    let process = two_steps();
    assert_eq!(process.minutes_of_steps(6), [2, 4]);
    assert_eq!(process.minutes_of_steps(8), [3, 5]);
    assert_eq!(process.minutes_of_steps(10), [4, 6]);
    assert_eq!(process.minutes_of_steps(20), [7, 13]);
    assert_eq!(process.minutes_of_steps(30), [10, 20]);
}

#[test]
fn minutes_outside_the_range_keep_proportion() {
    let process = two_steps();
    assert_eq!(process.minutes_of_steps(0), [0, 0]);
    assert_eq!(process.minutes_of_steps(1), [0, 1]);
    assert_eq!(process.minutes_of_steps(3), [1, 2]);
    assert_eq!(process.minutes_of_steps(60), [20, 40]);
    let all: u32 = process.minutes_of_steps(u16::MAX).into_iter().map(u32::from).sum();
    assert_eq!(all, u32::from(u16::MAX));
}

#[test]
fn a_preset_of_the_same_sum_wins() {
    let mut process = two_steps();
    process.presets = vec![vec![2, 8]];
    assert_eq!(process.minutes_of_steps(10), [2, 8]);
    assert_eq!(process.minutes_of_steps(20), [7, 13]);
}

#[test]
fn minutes_of_odd_processes_do_not_panic() {
    assert!(process(vec![]).minutes_of_steps(10).is_empty());
    let naught = process(vec![step("un", 0, 0, 0), step("deux", 0, 0, 0)]);
    assert_eq!(naught.minutes_of_steps(5), [3, 2]);
    let unordered = process(vec![step("un", 9, 3, 1)]);
    for total in 0..20 {
        unordered.minutes_of_steps(total);
    }
}

#[test]
fn a_sound_process_has_no_faults() {
    assert_eq!(two_steps().faults(), []);
}

/// What `faults` says after `spoil`.
fn faults_of(spoil: impl FnOnce(&mut Process)) -> Vec<String> {
    let mut process = two_steps();
    spoil(&mut process);
    process.faults().iter().map(Fault::to_string).collect()
}

#[test]
fn minutes_must_add_up() {
    let told = faults_of(|p| p.minutes = Range { min: 7, typ: 11, max: 31 });
    assert_eq!(
        told,
        [
            "minutes.typ: is 11, the steps add up to 10",
            "minutes.min: is 7, the steps add up to 6",
            "minutes.max: is 31, the steps add up to 30",
        ]
    );
}

#[test]
fn presets_allow_a_narrower_plan_and_must_fit_it() {
    let narrow = Range { min: 8, typ: 10, max: 12 };
    let sound = faults_of(|p| (p.minutes, p.presets) = (narrow, vec![vec![4, 6]]));
    assert_eq!(sound, Vec::<String>::new());
    let told = faults_of(|p| (p.minutes, p.presets) = (narrow, vec![vec![10], vec![1, 4]]));
    assert_eq!(
        told,
        [
            "presets[0]: has 1 entries for 2 steps",
            "presets[1]: adds up to 5, outside 8 to 12",
            "presets[1][0]: is 1, outside 2 to 10",
        ]
    );
}

#[test]
fn both_languages_are_there_and_names_stand_once() {
    let told = faults_of(|p| {
        p.steps[1].id = "un".into();
        p.steps[1].name.en = " ".into();
    });
    assert_eq!(told, ["steps[1].id: stands twice", "steps[1].name.en: is empty"]);
}

#[test]
fn phones_open_exactly_for_their_inputs() {
    let closed = faults_of(|p| p.steps[0].inputs = vec![input(Role::Everyone)]);
    assert_eq!(
        closed,
        [
            "steps[0].phones.owner: is closed, yet an input is for it",
            "steps[0].phones.group: is closed, yet an input is for it",
        ]
    );
    let empty = faults_of(|p| p.steps[0].phones.group = PhoneState::Write);
    assert_eq!(empty, ["steps[0].phones.group: writes, yet no input is for it"]);
    let asked = faults_of(|p| {
        p.steps[0].phones.group = PhoneState::Jot;
        p.steps[0].inputs = vec![Input { optional: false, ..input(Role::Consultant) }];
    });
    assert_eq!(asked, ["steps[0].phones.group: jots, which takes exactly one optional input"]);
    let vote = faults_of(|p| p.steps[0].phones.group = PhoneState::Vote);
    assert_eq!(vote, ["steps[0].choices: are two or more where a phone votes, and none elsewhere"]);
}

#[test]
fn an_input_never_begins_in_the_room_nor_passes_the_limit() {
    let told = faults_of(|p| {
        p.steps[0].phones.group = PhoneState::Write;
        let visibility = Visibility::Room;
        p.steps[0].inputs = vec![Input { visibility, limit: 501, ..input(Role::Consultant) }];
    });
    assert_eq!(
        told,
        [
            "steps[0].inputs[0].limit: is 501, outside 1 to 500",
            "steps[0].inputs[0].visibility: is the room’s: only an author opens a text to it",
        ]
    );
}

#[test]
fn a_process_is_not_longer_than_a_day_can_carry() {
    use crate::domain::limits::process as most;
    let told = faults_of(|p| {
        p.name.fr = "é".repeat(most::NAME + 1);
        p.purpose.en = "a\u{202e}b".into();
        p.group_floor = 12;
    });
    assert_eq!(
        told,
        [
            "name.fr: is longer than 60 characters",
            "purpose.en: has signs that no text has",
            "groupFloor: is 12, outside 0 to 11",
        ]
    );
    let long = || text(&"é".repeat(most::SAYS));
    let steps = (0..most::STEPS).map(|at| step(&at.to_string(), 1, 1, 1));
    let talkative: Vec<_> = steps.map(|s| Step { facilitator_says: long(), ..s }).collect();
    let told = process(talkative).faults().iter().map(Fault::to_string).collect::<Vec<_>>();
    assert_eq!(told, ["takes more than 24000 bytes in all"]);
    let many = (0..=most::STEPS).map(|at| step(&at.to_string(), 1, 1, 1)).collect();
    assert_eq!(process(many).faults()[0].to_string(), "steps: are more than 12");
}

fn part(min: u16, typ: u16, max: u16) -> Part {
    Part {
        name: text("Exposé"),
        minutes: Range { min, typ, max },
        instruction: Instructions { owner: text("Exposez."), group: text("Écoutez.") },
    }
}

fn in_turns(fewest: u8, most: u8) -> SubGroups {
    SubGroups { fewest, most, parts: vec![part(1, 2, 2), part(4, 8, 9)] }
}

#[test]
fn a_turn_has_its_share_of_the_step_within_what_its_parts_take() {
    let split = in_turns(3, 5);
    assert_eq!(split.minutes_of_turn(40, 4), [2, 8]);
    assert_eq!(split.minutes_of_turn(33, 3), [2, 9]);
    assert_eq!(split.minutes_of_turn(40, 5), [2, 6], "eight each, on the way to the usual ten");
    assert_eq!(split.minutes_of_turn(40, 2), [2, 9], "never more than the most");
    assert_eq!(split.minutes_of_turn(10, 5), [1, 4], "never fewer than the least");
    assert_eq!(split.minutes_of_turn(40, 0), [1, 4]);
}

#[test]
fn sub_groups_fit_the_circle_and_their_turns_fit_the_step() {
    let sound = faults_of(|p| {
        p.steps[0].sub_groups = Some(SubGroups { parts: vec![part(1, 1, 2)], ..in_turns(3, 5) })
    });
    assert_eq!(sound, Vec::<String>::new());
    let plain =
        faults_of(|p| p.steps[0].sub_groups = Some(SubGroups { parts: vec![], ..in_turns(3, 5) }));
    assert_eq!(plain, Vec::<String>::new());
    let told = faults_of(|p| p.steps[0].sub_groups = Some(in_turns(1, 13)));
    assert_eq!(
        told,
        [
            "steps[0].subGroups.fewest: is 1, outside 2 to 13",
            "steps[0].subGroups.most: is 13, outside 1 to 12",
            "steps[0].subGroups.parts: add up to 10 a turn, which no number of members brings to 4",
        ]
    );
}
