//! What is wrong with a process, each fault at its place.

use std::collections::HashSet;

use super::fault::{Fault, Wrong};
use super::{CONTRIBUTION_CHARACTERS, Input, Process, Range, Step, SubGroups, Text};
use crate::domain::limits::{self, CASE_MINUTES, process as most};
use crate::domain::refusal::Reason;
use crate::domain::text;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{PhoneState, Role};

impl Process {
    /// Everything that contradicts itself, is missing or too much; empty when the process can be run.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        self.check_texts(&mut faults);
        self.check_minutes(&mut faults);
        self.check_presets(&mut faults);
        self.check_names(&mut faults);
        for (at, step) in self.steps.iter().enumerate() {
            check_step(&mut faults, &format!("steps[{at}]"), step);
        }
        faults.unless(faults.bytes <= most::BYTES, "", Wrong::TooMuch, &[most::BYTES as i64]);
        faults.found
    }

    fn check_texts(&self, faults: &mut Faults) {
        faults.text("name", &self.name, most::NAME);
        faults.text("purpose", &self.purpose, most::SENTENCE);
        faults.text("chooseWhen", &self.choose_when, most::SENTENCE);
        faults.text("sensitivity", &self.sensitivity, most::SENTENCE);
        faults.text("ownerRole", &self.owner_role, most::NAME);
        faults.text("groupRole", &self.group_role, most::NAME);
        faults.at_most("criteria", self.criteria.len(), most::CRITERIA);
        for (at, criterion) in self.criteria.iter().enumerate() {
            faults.text(&format!("criteria[{at}]"), criterion, most::NAME);
        }
        faults.within("groupFloor", self.group_floor.into(), 0, i64::from(limits::SEATS) - 1);
        faults.within("version", self.version.into(), 1, u16::MAX.into());
    }

    /// With presets the whole is planned more narrowly than its steps can stretch.
    fn check_minutes(&self, faults: &mut Faults) {
        let whole = self.minutes;
        faults.range("minutes", whole);
        let (least, most) = (i64::from(*CASE_MINUTES.start()), i64::from(*CASE_MINUTES.end()));
        faults.within("minutes.min", whole.min.into(), least, most);
        faults.within("minutes.max", whole.max.into(), least, most);
        let sum = |part: fn(&Range) -> u16| -> i64 {
            self.steps.iter().map(|step| i64::from(part(&step.minutes))).sum()
        };
        let (min, typ, max) = (sum(|r| r.min), sum(|r| r.typ), sum(|r| r.max));
        let (least, usual, longest) =
            (i64::from(whole.min), i64::from(whole.typ), i64::from(whole.max));
        let (min_fits, max_fits) = if self.presets.is_empty() {
            (min == least, max == longest)
        } else {
            (min <= least, max >= longest)
        };
        faults.unless(typ == usual, "minutes.typ", Wrong::NotTheSum, &[usual, typ]);
        faults.unless(min_fits, "minutes.min", Wrong::NotTheSum, &[least, min]);
        faults.unless(max_fits, "minutes.max", Wrong::NotTheSum, &[longest, max]);
    }

    fn check_presets(&self, faults: &mut Faults) {
        faults.at_most("presets", self.presets.len(), most::PRESETS);
        for (at, preset) in self.presets.iter().enumerate() {
            let place = format!("presets[{at}]");
            let counts = [preset.len() as i64, self.steps.len() as i64];
            faults.unless(counts[0] == counts[1], &place, Wrong::OtherCount, &counts);
            let sum: i64 = preset.iter().map(|&m| i64::from(m)).sum();
            let (least, most) = (i64::from(self.minutes.min), i64::from(self.minutes.max));
            let fits = (least..=most).contains(&sum);
            faults.unless(fits, &place, Wrong::SumOutOfRange, &[sum, least, most]);
            for (i, (&m, step)) in preset.iter().zip(&self.steps).enumerate() {
                let Range { min, max, .. } = step.minutes;
                faults.within(&format!("{place}[{i}]"), m.into(), min.into(), max.into());
            }
        }
    }

    /// Steps among steps, and inputs among all inputs: a contribution names its input alone.
    fn check_names(&self, faults: &mut Faults) {
        faults.unless(!self.steps.is_empty(), "steps", Wrong::None, &[]);
        faults.at_most("steps", self.steps.len(), most::STEPS);
        let mut steps = HashSet::new();
        let mut inputs = HashSet::new();
        for (at, step) in self.steps.iter().enumerate() {
            let place = format!("steps[{at}]");
            faults.name(&format!("{place}.id"), &step.id, &mut steps);
            for (i, input) in step.inputs.iter().enumerate() {
                faults.name(&format!("{place}.inputs[{i}].id"), &input.id, &mut inputs);
            }
        }
    }
}

fn check_step(faults: &mut Faults, place: &str, step: &Step) {
    faults.text(&format!("{place}.name"), &step.name, most::NAME);
    faults.text(&format!("{place}.facilitatorSays"), &step.facilitator_says, most::SAYS);
    faults.text(&format!("{place}.instruction.owner"), &step.instruction.owner, most::SENTENCE);
    faults.text(&format!("{place}.instruction.group"), &step.instruction.group, most::SENTENCE);
    faults.range(&format!("{place}.minutes"), step.minutes);
    faults.unless(!step.speaks.is_empty(), &format!("{place}.speaks"), Wrong::NobodySpeaks, &[]);
    faults.at_most(&format!("{place}.speaks"), step.speaks.len(), Role::ALL.len());
    faults.at_most(&format!("{place}.inputs"), step.inputs.len(), most::INPUTS);
    for (i, input) in step.inputs.iter().enumerate() {
        check_input(faults, &format!("{place}.inputs[{i}]"), input);
    }
    let owners: Vec<_> = step.inputs.iter().filter(|input| input.is_for_owner()).collect();
    let groups: Vec<_> = step.inputs.iter().filter(|input| input.is_for_group()).collect();
    check_phone(faults, &format!("{place}.phones.owner"), step.phones.owner, &owners);
    check_phone(faults, &format!("{place}.phones.group"), step.phones.group, &groups);
    check_choices(faults, place, step);
    if let Some(split) = &step.sub_groups {
        check_sub_groups(faults, &format!("{place}.subGroups"), step, split);
    }
}

/// Sub-groups the circle can hold, in which the step's usual minutes are those of so many turns.
fn check_sub_groups(faults: &mut Faults, place: &str, step: &Step, split: &SubGroups) {
    let (fewest, largest) = (i64::from(split.fewest), i64::from(split.most));
    faults.within(&format!("{place}.fewest"), fewest, 2, largest);
    faults.within(&format!("{place}.most"), largest, fewest, limits::SEATS.into());
    let parts = &split.parts;
    faults.at_most(&format!("{place}.parts"), parts.len(), most::PARTS);
    for (i, part) in parts.iter().enumerate() {
        let place = format!("{place}.parts[{i}]");
        faults.text(&format!("{place}.name"), &part.name, most::NAME);
        faults.range(&format!("{place}.minutes"), part.minutes);
        let says = &part.instruction;
        faults.text(&format!("{place}.instruction.owner"), &says.owner, most::SENTENCE);
        faults.text(&format!("{place}.instruction.group"), &says.group, most::SENTENCE);
    }
    let turn: i64 = parts.iter().map(|part| i64::from(part.minutes.typ)).sum();
    let usual = i64::from(step.minutes.typ);
    let fits = parts.is_empty() || (fewest..=largest).any(|members| turn * members == usual);
    faults.unless(fits, &format!("{place}.parts"), Wrong::NotTheTurns, &[turn, usual]);
}

fn check_input(faults: &mut Faults, place: &str, input: &Input) {
    faults.text(&format!("{place}.prompt"), &input.prompt, most::PROMPT);
    faults.within(&format!("{place}.limit"), input.limit.into(), 1, CONTRIBUTION_CHARACTERS.into());
    let anonymous_or_private = input.anonymous || input.visibility != Visibility::Room;
    faults.unless(anonymous_or_private, &format!("{place}.visibility"), Wrong::ForTheRoom, &[]);
    let read_by_others = !input.anonymous || input.visibility > Visibility::Author;
    faults.unless(read_by_others, &format!("{place}.visibility"), Wrong::AnonymousForOneself, &[]);
    let by_many = !input.anonymous || matches!(input.by, Role::Everyone | Role::Consultant);
    faults.unless(by_many, &format!("{place}.by"), Wrong::AnonymousForOneself, &[]);
    let has_phone = !matches!(input.by, Role::Nobody | Role::Facilitator);
    faults.unless(has_phone, &format!("{place}.by"), Wrong::NoPhone, &[]);
    if let Some(seconds) = input.seconds {
        faults.within(&format!("{place}.seconds"), seconds.into(), 1, most::SECONDS);
    }
}

/// A phone shows fields exactly when its state opens some.
fn check_phone(faults: &mut Faults, place: &str, state: PhoneState, inputs: &[&Input]) {
    let (agrees, wrong) = match state {
        PhoneState::Closed => (inputs.is_empty(), Wrong::ClosedYetAsked),
        PhoneState::Vote => (inputs.is_empty(), Wrong::VotesYetAsked),
        PhoneState::Write => (!inputs.is_empty(), Wrong::WritesNothing),
        PhoneState::Jot => (matches!(inputs, [input] if input.optional), Wrong::JotsNotOne),
    };
    faults.unless(agrees, place, wrong, &[]);
}

fn check_choices(faults: &mut Faults, place: &str, step: &Step) {
    let place = format!("{place}.choices");
    for (i, choice) in step.choices.iter().enumerate() {
        faults.text(&format!("{place}[{i}]"), choice, most::NAME);
    }
    let votes = [step.phones.owner, step.phones.group].contains(&PhoneState::Vote);
    let enough = if votes { step.choices.len() >= 2 } else { step.choices.is_empty() };
    faults.unless(enough, &place, Wrong::ChoicesAstray, &[]);
    faults.at_most(&place, step.choices.len(), most::CHOICES);
}

/// What was found so far.
#[derive(Default)]
struct Faults {
    found: Vec<Fault>,
    /// Of all texts seen, and what stands around them.
    bytes: usize,
}

impl Faults {
    fn unless(&mut self, holds: bool, place: &str, wrong: Wrong, figures: &[i64]) {
        if !holds {
            self.found.push(Fault { place: place.to_owned(), wrong, figures: figures.to_vec() });
        }
    }

    fn text(&mut self, place: &str, text: &Text, limit: usize) {
        self.words(&format!("{place}.fr"), &text.fr, limit);
        self.words(&format!("{place}.en"), &text.en, limit);
    }

    fn words(&mut self, place: &str, words: &str, limit: usize) {
        self.bytes += words.len() + most::AROUND;
        let (wrong, figure) =
            match text::required(words, limit).map_err(|no| (no.reason, no.figure)) {
                Ok(_) => return,
                Err((Reason::Empty, _)) => (Wrong::Empty, None),
                Err((Reason::TooLong, figure)) => (Wrong::TooLong, figure),
                Err(_) => (Wrong::BadText, None),
            };
        self.unless(false, place, wrong, figure.as_slice());
    }

    fn within(&mut self, place: &str, is: i64, least: i64, most: i64) {
        let fits = (least..=most).contains(&is);
        self.unless(fits, place, Wrong::OutOfRange, &[is, least, most]);
    }

    fn at_most(&mut self, place: &str, count: usize, most: usize) {
        self.unless(count <= most, place, Wrong::TooMany, &[most as i64]);
    }

    fn range(&mut self, place: &str, Range { min, typ, max }: Range) {
        let rises = 0 < typ && min <= typ && typ <= max;
        self.unless(rises, place, Wrong::NotRising, &[min.into(), typ.into(), max.into()]);
    }

    fn name<'a>(&mut self, place: &str, id: &'a str, seen: &mut HashSet<&'a str>) {
        self.words(place, id, most::ID);
        self.unless(seen.insert(id), place, Wrong::Twice, &[]);
    }
}
