//! A simple step that a facilitator adds to a treatment under way.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{CONTRIBUTION_CHARACTERS, Input, Instructions, Phones, Range, Step, Text};
use crate::domain::id::StepId;
use crate::domain::limits;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{ContributionKind, PhoneState, Role};

/// How the id of an added step begins; then comes what the tablet drew.
const PREFIX: &str = "extra-";

/// What an added step is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum ExtraStep {
    /// Silence, to think or to write.
    Silence {},
    /// A word from each.
    Round {},
    /// A moment's rest, together.
    Pause {},
    /// A question put to all.
    Question {},
    /// In the facilitator's own words, 60 characters at most.
    Own {
        /// What it is called.
        name: String,
    },
}

impl ExtraStep {
    /// The step itself: of so many minutes, phones closed, or with one field that its author alone reads.
    pub fn step(&self, id: StepId, minutes: u16, phones: PhoneState) -> Result<Step, Refusal> {
        let [name, spoken, asked] = self.words()?;
        let inputs = if phones == PhoneState::Closed { Vec::new() } else { vec![own_note()] };
        Ok(Step {
            id: id_of(id),
            name,
            minutes: Range { min: minutes, typ: minutes, max: minutes },
            speaks: vec![self.speaks()],
            go_round: matches!(self, Self::Round {}),
            facilitator_says: spoken,
            phones: Phones { owner: phones, group: phones },
            instruction: Instructions { owner: asked.clone(), group: asked },
            inputs,
            choices: Vec::new(),
            posture: None,
            sub_groups: None,
        })
    }

    fn speaks(&self) -> Role {
        match self {
            Self::Silence {} | Self::Pause {} => Role::Nobody,
            Self::Round {} | Self::Question {} | Self::Own { .. } => Role::Everyone,
        }
    }

    /// Its name, what the facilitator says, what the phones ask.
    fn words(&self) -> Result<[Text; 3], Refusal> {
        Ok(match self {
            Self::Silence {} => [
                Text::new("Silence et écriture", "Silence and writing"),
                Text::new(
                    "Prenons un moment de silence. Laissez venir ce qui vient.",
                    "Let us take a moment of silence. Let come what comes.",
                ),
                Text::new("Un moment de silence, pour soi.", "A moment of silence, for yourself."),
            ],
            Self::Round {} => [
                Text::new("Tour de table", "Go-round"),
                Text::new(
                    "Un mot de chacun, à tour de rôle. On peut passer son tour.",
                    "A word from each, in turn. One may pass.",
                ),
                Text::new(
                    "Un mot, quand vient votre tour. Vous pouvez passer.",
                    "A word, when your turn comes. You may pass.",
                ),
            ],
            Self::Pause {} => [
                Text::new("Pause", "Pause"),
                Text::new(
                    "Soufflons un instant. Nous reprenons ensuite où nous en étions.",
                    "Let us take a breath. We then go on from where we were.",
                ),
                Text::new("On souffle un instant.", "Take a breath."),
            ],
            Self::Question {} => [
                Text::new("Question au groupe", "A question to the group"),
                Text::new(
                    "J’ai une question pour vous tous. Répondez comme elle vous vient.",
                    "I have a question for all of you. Answer as it comes to you.",
                ),
                Text::new(
                    "Écoutez la question, puis répondez-y.",
                    "Listen to the question, then answer it.",
                ),
            ],
            Self::Own { name } => {
                let name = text::required(name, limits::process::NAME)?;
                [
                    Text::new(&name, &name),
                    Text::new(&name, &name),
                    Text::new(
                        "L’animateur dit ce qui est demandé.",
                        "The facilitator says what is asked.",
                    ),
                ]
            }
        })
    }
}

/// The id of an added step within its treatment.
pub fn id_of(id: StepId) -> String {
    format!("{PREFIX}{}", id.0)
}

/// Whether a step was added, by its id.
pub fn is_extra(id: &str) -> bool {
    id.strip_prefix(PREFIX).is_some_and(|drawn| Uuid::parse_str(drawn).is_ok())
}

fn own_note() -> Input {
    Input {
        id: "note".to_owned(),
        by: Role::Everyone,
        kind: ContributionKind::Resonance,
        prompt: Text::new("Ce qui vous vient", "What comes to you"),
        limit: CONTRIBUTION_CHARACTERS,
        visibility: Visibility::Author,
        together: false,
        anonymous: false,
        dictated: false,
        seconds: None,
        optional: true,
    }
}
