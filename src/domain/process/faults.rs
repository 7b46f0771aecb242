//! What is wrong with a process, each fault beginning with its place.

use std::collections::HashSet;

use super::{CONTRIBUTION_CHARACTERS, Input, Process, Range, Step, Text};
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{PhoneState, Role};

impl Process {
    /// Everything that contradicts itself or is missing; empty when the process can be run.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Faults::default();
        self.check_texts(&mut faults);
        self.check_minutes(&mut faults);
        self.check_presets(&mut faults);
        self.check_names(&mut faults);
        for (at, step) in self.steps.iter().enumerate() {
            check_step(&mut faults, &format!("steps[{at}]"), step);
        }
        faults.0
    }

    fn check_texts(&self, faults: &mut Faults) {
        faults.text("name", &self.name);
        faults.text("purpose", &self.purpose);
        faults.text("chooseWhen", &self.choose_when);
        faults.text("sensitivity", &self.sensitivity);
        faults.text("ownerRole", &self.owner_role);
        faults.text("groupRole", &self.group_role);
    }

    /// With presets the whole is planned more narrowly than its steps can stretch.
    fn check_minutes(&self, faults: &mut Faults) {
        faults.range("minutes", self.minutes);
        let sum = |part: fn(&Range) -> u16| -> u64 {
            self.steps.iter().map(|step| u64::from(part(&step.minutes))).sum()
        };
        let (min, typ, max) = (sum(|r| r.min), sum(|r| r.typ), sum(|r| r.max));
        let whole = self.minutes;
        faults.unless(
            typ == u64::from(whole.typ),
            "minutes.typ",
            format!("is {}, the steps add up to {typ}", whole.typ),
        );
        let (min_fits, max_fits) = if self.presets.is_empty() {
            (min == u64::from(whole.min), max == u64::from(whole.max))
        } else {
            (min <= u64::from(whole.min), max >= u64::from(whole.max))
        };
        let told = |whole: u16, sum: u64| format!("is {whole}, the steps add up to {sum}");
        faults.unless(min_fits, "minutes.min", told(whole.min, min));
        faults.unless(max_fits, "minutes.max", told(whole.max, max));
    }

    fn check_presets(&self, faults: &mut Faults) {
        for (at, preset) in self.presets.iter().enumerate() {
            let place = format!("presets[{at}]");
            faults.unless(
                preset.len() == self.steps.len(),
                &place,
                format!("has {} entries for {} steps", preset.len(), self.steps.len()),
            );
            let sum: u64 = preset.iter().map(|&m| u64::from(m)).sum();
            let (least, most) = (u64::from(self.minutes.min), u64::from(self.minutes.max));
            faults.unless(
                (least..=most).contains(&sum),
                &place,
                format!("adds up to {sum}, outside {least} to {most}"),
            );
            for (i, (&m, step)) in preset.iter().zip(&self.steps).enumerate() {
                let Range { min, max, .. } = step.minutes;
                faults.unless(
                    (min..=max).contains(&m),
                    &format!("{place}[{i}]"),
                    format!("is {m}, outside {min} to {max}"),
                );
            }
        }
    }

    /// Steps among steps, and inputs among all inputs: a contribution names its input alone.
    fn check_names(&self, faults: &mut Faults) {
        faults.unless(self.version > 0, "version", "begins at 1");
        faults.unless(!self.steps.is_empty(), "steps", "are none");
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
    faults.text(&format!("{place}.name"), &step.name);
    faults.text(&format!("{place}.facilitatorSays"), &step.facilitator_says);
    faults.text(&format!("{place}.instruction.owner"), &step.instruction.owner);
    faults.text(&format!("{place}.instruction.group"), &step.instruction.group);
    if let Some(posture) = &step.posture {
        faults.text(&format!("{place}.posture"), posture);
    }
    faults.range(&format!("{place}.minutes"), step.minutes);
    faults.unless(!step.speaks.is_empty(), &format!("{place}.speaks"), "names nobody at all");
    for (i, input) in step.inputs.iter().enumerate() {
        check_input(faults, &format!("{place}.inputs[{i}]"), input);
    }
    let owners: Vec<_> = step.inputs.iter().filter(|input| input.is_for_owner()).collect();
    let groups: Vec<_> = step.inputs.iter().filter(|input| input.is_for_group()).collect();
    check_phone(faults, &format!("{place}.phones.owner"), step.phones.owner, &owners);
    check_phone(faults, &format!("{place}.phones.group"), step.phones.group, &groups);
    check_choices(faults, place, step);
}

fn check_input(faults: &mut Faults, place: &str, input: &Input) {
    faults.text(&format!("{place}.prompt"), &input.prompt);
    faults.unless(
        (1..=CONTRIBUTION_CHARACTERS).contains(&input.limit),
        &format!("{place}.limit"),
        format!("is {}, outside 1 to {CONTRIBUTION_CHARACTERS}", input.limit),
    );
    faults.unless(
        input.visibility != Visibility::Room,
        &format!("{place}.visibility"),
        "is the room’s: only an author opens a text to it",
    );
    faults.unless(
        !matches!(input.by, Role::Nobody | Role::Facilitator),
        &format!("{place}.by"),
        "has no phone in the circle",
    );
    faults.unless(input.seconds != Some(0), &format!("{place}.seconds"), "is no time at all");
}

/// A phone shows fields exactly when its state opens some.
fn check_phone(faults: &mut Faults, place: &str, state: PhoneState, inputs: &[&Input]) {
    let (agrees, why) = match state {
        PhoneState::Closed => (inputs.is_empty(), "is closed, yet an input is for it"),
        PhoneState::Vote => (inputs.is_empty(), "votes, yet an input is for it"),
        PhoneState::Write => (!inputs.is_empty(), "writes, yet no input is for it"),
        PhoneState::Jot => (
            matches!(inputs, [input] if input.optional),
            "jots, which takes exactly one optional input",
        ),
    };
    faults.unless(agrees, place, why);
}

fn check_choices(faults: &mut Faults, place: &str, step: &Step) {
    let place = format!("{place}.choices");
    for (i, choice) in step.choices.iter().enumerate() {
        faults.text(&format!("{place}[{i}]"), choice);
    }
    let votes = [step.phones.owner, step.phones.group].contains(&PhoneState::Vote);
    let enough = if votes { step.choices.len() >= 2 } else { step.choices.is_empty() };
    faults.unless(enough, &place, "are two or more where a phone votes, and none elsewhere");
}

/// What was found so far.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn unless(&mut self, holds: bool, place: &str, why: impl std::fmt::Display) {
        if !holds {
            self.0.push(format!("{place}: {why}"));
        }
    }

    fn text(&mut self, place: &str, text: &Text) {
        self.unless(!text.fr.trim().is_empty(), place, "has no French");
        self.unless(!text.en.trim().is_empty(), place, "has no English");
    }

    fn range(&mut self, place: &str, Range { min, typ, max }: Range) {
        self.unless(
            0 < typ && min <= typ && typ <= max,
            place,
            format!("{min}–{typ}–{max} does not rise from a least to a most"),
        );
    }

    fn name<'a>(&mut self, place: &str, id: &'a str, seen: &mut HashSet<&'a str>) {
        self.unless(!id.trim().is_empty(), place, "is empty");
        self.unless(seen.insert(id), place, format!("{id} stands twice"));
    }
}
