//! A treatment process as data: its steps, their times, who speaks and what each phone does.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::vocabulary::{PhoneState, Role};

pub mod extra;
mod fault;
mod faults;
mod input;
mod minutes;
mod posture;
mod sub_groups;
#[cfg(test)]
mod tests;

pub use extra::ExtraStep;
pub use fault::{Fault, Wrong};
pub use input::{CONTRIBUTION_CHARACTERS, Input};
pub use posture::StepPosture;
pub use sub_groups::{Part, SubGroups};

/// The same words in both languages of the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(rename = "BilingualText")] // `Text` is a class of every browser
pub struct Text {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// The same words in French and in English.
    pub fn new(fr: &str, en: &str) -> Self {
        Self { fr: fr.to_owned(), en: en.to_owned() }
    }
}

/// Minutes: the least, the usual, the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(rename = "MinutesRange")] // `Range` is a class of every browser
pub struct Range {
    /// Below this it is not worth beginning.
    pub min: u16,
    /// What one plans.
    pub typ: u16,
    /// Beyond this it tires.
    pub max: u16,
}

/// The name of a process in plans and scenarios: `faire_savoir`, `etude_de_cas`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(with = "String", extend("pattern" = "^[a-z][a-z0-9_]{0,47}$")))]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct ProcessId(String);

/// The text is not a process's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a process id is 1 to 48 letters a–z, digits and underscores, and begins with a letter")]
pub struct NotAProcessId;

impl ProcessId {
    /// The id this text spells.
    pub fn new(text: impl Into<String>) -> Result<Self, NotAProcessId> {
        let text = text.into();
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let well_formed = text.len() <= 48
            && text.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
            && text.bytes().all(plain);
        well_formed.then_some(Self(text)).ok_or(NotAProcessId)
    }

    /// The id as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProcessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ProcessId {
    type Err = NotAProcessId;

    fn from_str(text: &str) -> Result<Self, NotAProcessId> {
        Self::new(text)
    }
}

impl TryFrom<String> for ProcessId {
    type Error = NotAProcessId;

    fn try_from(text: String) -> Result<Self, NotAProcessId> {
        Self::new(text)
    }
}

impl From<ProcessId> for String {
    fn from(id: ProcessId) -> Self {
        id.0
    }
}

/// A way to treat a case, from its first word to its last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Process {
    /// Its name in plans and scenarios.
    pub id: ProcessId,
    /// Counts the changes of its text; a day copies the version it was opened with.
    pub version: u16,
    /// Its name for people.
    pub name: Text,
    /// What it is for.
    pub purpose: Text,
    /// When to choose it.
    pub choose_when: Text,
    /// What to take care of: what may hurt, who is protected and how.
    pub sensitivity: Text,
    /// What the owner is called: client, témoin, porteur.
    pub owner_role: Text,
    /// What the others are called: consultants, écoutants.
    pub group_role: Text,
    /// The roles that may be taken or given while it runs.
    #[serde(default = "roles_offered")]
    pub offers: Vec<Role>,
    /// Minutes of the whole.
    pub minutes: Range,
    /// The fewest people it takes besides the owner and the facilitator.
    pub group_floor: u8,
    /// The case is masked on the room screen unless its owner says otherwise.
    pub reserved_by_default: bool,
    /// Nobody keeps after the day what was written in it for others.
    #[serde(alias = "erased", default, skip_serializing_if = "std::ops::Not::not")]
    pub fleeting: bool,
    /// A format beside the others, for a facilitator who knows it: the tablet lists it last, phones
    /// do not, and no way out leads to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub secondary: bool,
    /// It may find that nobody can answer today: the facilitator then prepares it for the next day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub preparable: bool,
    /// What those who observe watch: one each, told on their phone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Text>>", optional)]
    pub criteria: Vec<Text>,
    /// Tried ways to share the minutes out, one list of minutes per step each.
    #[serde(default)]
    pub presets: Vec<Vec<u16>>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// A step of a process: who speaks, and what the phones do meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// Its name in this process.
    pub id: String,
    /// Its name for people.
    pub name: Text,
    /// Its minutes.
    pub minutes: Range,
    /// Who speaks, the first speaker first.
    pub speaks: Vec<Role>,
    /// Those who speak have a turn each, one after the other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub go_round: bool,
    /// Words the facilitator can say as they are.
    pub facilitator_says: Text,
    /// What the phones do.
    pub phones: Phones,
    /// What the phones say.
    pub instruction: Instructions,
    /// What may be written.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// The answers of a phone that votes; none elsewhere.
    #[serde(default)]
    pub choices: Vec<Text>,
    /// The posture the facilitator takes, or may take, from here on.
    #[serde(default, deserialize_with = "posture::read", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub posture: Option<StepPosture>,
    /// It is worked in sub-groups side by side, when the circle is large enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sub_groups: Option<SubGroups>,
}

/// What the phones do during a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Phones {
    /// The owner's.
    pub owner: PhoneState,
    /// Everybody else's.
    pub group: PhoneState,
}

/// What the phones say during a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Instructions {
    /// The owner's.
    pub owner: Text,
    /// Everybody else's.
    pub group: Text,
}

/// A process that does not say offers all there are.
fn roles_offered() -> Vec<Role> {
    Role::OFFERED.to_vec()
}

impl Step {
    /// Whether somebody with this role writes in it, while its window is open.
    pub fn is_written_by(&self, role: Role) -> bool {
        matches!(self.phone_of(role), PhoneState::Write | PhoneState::Jot)
            && self.inputs.iter().any(|input| input.is_filled_by(role))
    }

    /// What the phone of somebody with this role does.
    pub fn phone_of(&self, role: Role) -> PhoneState {
        if role == Role::Owner { self.phones.owner } else { self.phones.group }
    }

    /// The one part that writes in it; none where the owner and others do, or nobody.
    pub fn writer(&self) -> Option<Role> {
        let mut writers = Role::OF_PEOPLE.into_iter().filter(|role| self.is_written_by(*role));
        let first = writers.next()?;
        // Where the peers write, those with a role write along.
        let alone = first == Role::Consultant || writers.next().is_none();
        alone.then_some(first)
    }
}

impl Process {
    /// The step of this name.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The same for a treatment that has had so many processes before (rule T7): its steps have ids of
    /// their own, so that nothing written in a step of another counts as written in theirs.
    pub fn after(&self, others: u8) -> Self {
        let mut process = self.clone();
        process.steps.iter_mut().for_each(|step| step.id = format!("{}~{}", step.id, others + 1));
        process
    }

    /// Whether a step of it is worked in sub-groups.
    pub fn splits(&self) -> bool {
        self.steps.iter().any(|step| step.sub_groups.is_some())
    }
}
