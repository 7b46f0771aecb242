//! Eight people in a treatment by any process of the catalogue, somebody in every role, and what each face shows.

use std::sync::Arc;

use cercle::catalogue::Catalogue;
use cercle::domain::command::{ByFacilitator as F, ByParticipant as P};
use cercle::domain::day::plan::Slot;
use cercle::domain::process::{Process, Step};
use cercle::domain::vocabulary::Role;
use cercle::view::{Around, Audience, Frame, frame};
use cercle::wire::{facilitator as tablet, participant as phone, screen};
use serde::de::DeserializeOwned;

use crate::support::{Story, case, process, seat, slot, step as at_step};

pub const OWNER: u128 = 1;
pub const SCRIBE: u128 = 3;
pub const OBSERVER: u128 = 4;
pub const TIMEKEEPER: u128 = 5;
pub const PEOPLE: u128 = 8;

pub fn walk_all(check: impl Fn(&mut Walk, usize)) {
    for process in Catalogue::shipped().unwrap().iter() {
        let mut walk = Walk::begun(process);
        for at in 0..process.steps.len() {
            walk.story.goes(at_step(slot(1), at as u8));
            check(&mut walk, at);
        }
    }
}

/// A treatment under way, with somebody in every role.
pub struct Walk {
    pub story: Story,
    pub process: Arc<Process>,
}

impl Walk {
    pub fn begun(process_: &Arc<Process>) -> Self {
        let mut story = Story::with_cases(PEOPLE);
        let name = process(process_.id.as_str());
        let minutes = process_.minutes.typ;
        story.says(OWNER, P::ChooseProcess { case: case(OWNER), process: name, minutes });
        let only = Slot { slot: slot(1), case: case(OWNER), block: 1, start: 600, minutes };
        let basis = story.day.basis;
        story.does(F::EditPlan { basis, slots: vec![only] });
        story.goes(at_step(slot(1), 0));
        let held =
            [(SCRIBE, Role::Scribe), (OBSERVER, Role::Observer), (TIMEKEEPER, Role::Timekeeper)];
        for (who, role) in held.into_iter().filter(|(_, role)| process_.offers.contains(role)) {
            story.says(who, P::TakeRole { slot: slot(1), role, taken: true });
        }
        Self { story, process: Arc::clone(process_) }
    }

    pub fn step(&self, at: usize) -> &Step {
        &self.process.steps[at]
    }

    pub fn place(&self, at: usize) -> String {
        format!("{}, {}", self.process.id, self.step(at).id)
    }

    pub fn frame(&self, audience: Audience) -> Frame {
        frame(audience, &self.story.day, &Around::default(), 1, None)
    }

    pub fn section<T: DeserializeOwned>(&self, audience: Audience, name: &str) -> T {
        let frame = self.frame(audience);
        let section = frame.sections.iter().find(|section| section.name == name).unwrap();
        serde_json::from_str(&section.text).unwrap()
    }

    pub fn shows(&self, audience: Audience, words: &str) -> bool {
        let spelled = serde_json::to_string(words).unwrap();
        let within = &spelled[1..spelled.len() - 1];
        self.frame(audience).sections.iter().any(|section| section.text.contains(within))
    }

    pub fn on_phone(&self, n: u128) -> phone::StepView {
        let now: phone::Now = self.section(Audience::Participant(seat(n)), "now");
        match now.stage {
            phone::Stage::Treatment { step: Some(step), .. } => step,
            other => panic!("no step on the phone of {n}: {other:?}"),
        }
    }

    pub fn on_tablet(&self) -> tablet::StepView {
        let now: tablet::Now = self.section(Audience::Facilitator, "now");
        match now.stage {
            tablet::Stage::Treatment { step: Some(step), .. } => step,
            other => panic!("no step on the tablet: {other:?}"),
        }
    }

    pub fn on_screen(&self) -> screen::StepView {
        let now: screen::Now = self.section(Audience::Screen, "now");
        match now.stage {
            screen::Stage::Treatment { step: Some(step), .. } => step,
            other => panic!("no step on the screen: {other:?}"),
        }
    }
}

pub fn everyone() -> Vec<Audience> {
    let phones = (1..=PEOPLE).map(|n| Audience::Participant(seat(n)));
    phones.chain([Audience::Facilitator, Audience::Screen]).collect()
}

/// The role somebody took, if the process offers it.
pub fn role_of(walk: &Walk, n: u128) -> Role {
    let role = match n {
        OWNER => return Role::Owner,
        SCRIBE => Role::Scribe,
        OBSERVER => Role::Observer,
        TIMEKEEPER => Role::Timekeeper,
        _ => Role::Consultant,
    };
    if walk.process.offers.contains(&role) { role } else { Role::Consultant }
}
