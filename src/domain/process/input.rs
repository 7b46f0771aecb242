//! What may be written in a step, by whom and for whom.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Text;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{ContributionKind, Role};

/// The most characters one contribution may hold.
pub const CONTRIBUTION_CHARACTERS: u16 = 500;

/// One field that a step opens on some phones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Input {
    /// Its name in this process.
    pub id: String,
    /// Who may fill it.
    pub by: Role,
    /// What is written there.
    pub kind: ContributionKind,
    /// The words above the field.
    pub prompt: Text,
    /// The most characters it holds.
    #[serde(default = "contribution_characters")]
    pub limit: u16,
    /// Who reads it, unless its author widens it.
    pub visibility: Visibility,
    /// Others read it when the window closes, all texts at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub together: bool,
    /// Whoever writes it is stored nowhere; it is given together with the others, and nobody can
    /// widen it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anonymous: bool,
    /// The owner's words, noted by another: it is by the owner's yes that they reach the screen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dictated: bool,
    /// How long its window stays open; without it, as long as the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub seconds: Option<u16>,
    /// One may leave it empty without being asked again.
    #[serde(default)]
    pub optional: bool,
}

fn contribution_characters() -> u16 {
    CONTRIBUTION_CHARACTERS
}

impl Input {
    /// Whether somebody with this role in the slot fills it.
    pub fn is_filled_by(&self, role: Role) -> bool {
        self.by.takes_in(role)
    }

    /// Whether the owner's phone shows it.
    pub fn is_for_owner(&self) -> bool {
        matches!(self.by, Role::Owner | Role::Everyone)
    }

    /// Whether phones other than the owner's show it, to all or to those who hold its role.
    pub fn is_for_group(&self) -> bool {
        matches!(
            self.by,
            Role::Everyone | Role::Consultant | Role::Observer | Role::Timekeeper | Role::Scribe
        )
    }
}
