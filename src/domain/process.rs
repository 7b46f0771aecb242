//! A treatment process as data.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Words in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Text {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// The name of a process in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct ProcessId(pub String);
/// stub
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Step {
    /// x
    pub id: String,
}
/// stub
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Process {
    /// x
    pub id: ProcessId,
    /// x
    pub steps: Vec<Step>,
}
impl Process {
    /// x
    pub fn minutes_of_steps(&self, _t: u16) -> Vec<u16> {
        vec![]
    }
}
