//! What each reader sees, built up field by field: a type has no place for what its reader may not see.

mod ballot;
mod facilitator;
mod offered;
mod participant;
mod screen;
mod shared;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::domain::day::Day;
use crate::domain::id::{KnockId, ParticipantId};
use crate::domain::planner::{Feasibility, Rest};
use crate::domain::process::Text;
use crate::domain::ways::Way;

pub use ballot::{entry_list, tag_list};
pub use offered::offered;

/// Who a frame is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    /// The phone of somebody in the circle.
    Participant(ParticipantId),
    /// A tablet.
    Facilitator,
    /// The room screen.
    Screen,
}

/// What is true around a day and never journaled: the door, presence, progress.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Around {
    /// Who knocks, first come first.
    pub knocks: Vec<Knocking>,
    /// Whose phone is connected.
    pub connected: BTreeSet<ParticipantId>,
    /// Connected, but asleep or in the background.
    pub asleep: BTreeSet<ParticipantId>,
    /// Screens connected.
    pub screens: u8,
    /// Tablets connected.
    pub tablets: u8,
    /// Who said "I have finished".
    pub finished: BTreeSet<ParticipantId>,
    /// How many dots the box of the open vote holds; moved at most every three seconds.
    pub dots: Option<Dots>,
    /// Whether the guarantee can be kept with the minutes there are.
    pub feasibility: Option<Feasibility>,
    /// Why the planner found no plan, for the basis it was asked about.
    pub infeasible: Option<Feasibility>,
    /// Once treatment has begun, the plan of the rest that covers as many as can be.
    pub rest: Option<Rest>,
    /// Ways out of a day that does not fit.
    pub ways: Option<Vec<Way>>,
    /// A plan is being computed.
    pub computing: bool,
    /// The search for a plan broke off.
    pub broken: bool,
    /// The machine's clock went back at the last start.
    pub clock_went_back: bool,
    /// Reachable without encryption.
    pub plain_http: bool,
}

/// Dots in a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dots {
    /// Blank or not.
    pub filled: u16,
    /// On an option.
    pub placed: u16,
}

/// Somebody, or a screen, at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knocking {
    /// The knock.
    pub knock: KnockId,
    /// A screen asks to be paired.
    pub screen: bool,
    /// The name given.
    pub name: String,
    /// Two words, shown on the device too.
    pub words: Text,
}

/// A section as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name: `now`, `cases`, `plan`, …
    pub name: &'static str,
    /// Grows when its text changes; comparable within one epoch.
    pub revision: u64,
    /// JSON text, encoded once for all who read it.
    pub text: Arc<str>,
    /// Only a view of this folder makes a section.
    view: Seal,
}

/// What only this folder can spell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seal;

impl Section {
    /// A section that no view has made, for tests of what carries them.
    #[cfg(test)]
    pub(crate) fn carried(name: &'static str, revision: u64, text: &str) -> Self {
        Self { name, revision, text: text.into(), view: Seal }
    }
}

/// One audience's sections, encoded once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// Every section of the audience.
    pub sections: Vec<Section>,
}

/// A reader of the day. Only this folder has any: a frame can be made from nothing else.
trait View {
    /// Every section of this reader, encoded.
    fn sections(&self, day: &Day, around: &Around) -> Sections;
}

/// Sections as they are encoded, before they know their revisions.
#[derive(Default)]
struct Sections(Vec<(&'static str, String)>);

impl Sections {
    fn add(&mut self, name: &'static str, section: &impl Serialize) {
        let text = serde_json::to_string(section).expect("a section is made of plain values");
        self.0.push((name, text));
    }
}

/// Builds the frame of an audience. A section whose text is that of `previous` keeps its revision
/// and its text; one that changed takes `version`, the number of this publication.
///
/// A phone without a seat has no section at all.
pub fn frame(
    audience: Audience,
    day: &Day,
    around: &Around,
    version: u64,
    previous: Option<&Frame>,
) -> Frame {
    let sections = match audience {
        Audience::Participant(who)
            if day.roster.member(who).is_none_or(|member| !member.seated) =>
        {
            Sections::default()
        }
        Audience::Participant(who) => participant::Phone(who).sections(day, around),
        Audience::Facilitator => facilitator::Tablet.sections(day, around),
        Audience::Screen => screen::RoomScreen.sections(day, around),
    };
    let sections = sections.0.into_iter().map(|(name, text)| {
        let mut known = previous.into_iter().flat_map(|frame| &frame.sections);
        match known.find(|section| section.name == name && *section.text == *text) {
            Some(unchanged) => unchanged.clone(),
            None => Section { name, revision: version, text: text.into(), view: Seal },
        }
    });
    Frame { sections: sections.collect() }
}
