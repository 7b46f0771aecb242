//! A scenario file: people, blocks, cases, votes. Its words are mapped to the house's.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use serde::Deserialize;
use uuid::Uuid;

use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::process::ProcessId;
use crate::domain::vocabulary::{BlockKind, CaseKind, Language};
use crate::wire::common::BlockView;
use crate::wire::participant::CaseFields;

/// A worked day.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scenario {
    /// In which language its people speak: `fr` or `en`.
    #[serde(default = "french")]
    pub language: Language,
    /// The group.
    pub group: Group,
    /// From 1.
    pub session_number: u8,
    /// Who takes part.
    pub participants: Vec<Person>,
    /// When.
    pub day: DayPlan,
    /// How they vote.
    pub voting_rule: VotingRule,
    /// What they bring.
    pub cases: Vec<Case>,
    /// How they voted.
    #[serde(default)]
    pub votes: Vec<Ballot>,
}

/// The group.
#[derive(Debug, Clone, Deserialize)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its organisation.
    pub organisation: String,
    /// Who facilitates.
    pub facilitator: Facilitator,
}

/// The facilitator.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facilitator {
    /// The first name.
    pub first_name: String,
}

/// Somebody who takes part.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The scenario's own id.
    pub id: String,
    /// The first name.
    pub first_name: String,
    /// Here that day.
    pub present: bool,
    /// "HH:MM", or from the start.
    pub arrives_at: Option<String>,
    /// "HH:MM", or to the end.
    pub leaves_at: Option<String>,
}

/// The day's blocks.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayPlan {
    /// In order.
    pub blocks: Vec<Block>,
    /// Minutes kept aside.
    pub reserve_minutes: u16,
}

/// A block.
#[derive(Debug, Clone, Deserialize)]
pub struct Block {
    /// The scenario's own id.
    pub id: String,
    /// What it is for.
    pub kind: BlockKind,
    /// "HH:MM".
    pub start: String,
    /// "HH:MM".
    pub end: String,
}

/// Dots.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VotingRule {
    /// Dots each.
    pub votes_per_participant: u8,
}

/// A case of the scenario.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// The scenario's own id.
    pub id: String,
    /// Whose.
    pub owner_ids: Vec<String>,
    /// A question.
    pub title: String,
    /// The headline.
    pub summary: String,
    /// Which of the three P.
    pub kind: CaseKind,
    /// Which process.
    pub process_id: ProcessId,
    /// Minutes, as its owner estimates them.
    pub estimated_minutes: u16,
    /// The fewest minutes it can be trimmed to; by default, the least of its process.
    pub min_minutes: Option<u16>,
    /// Whether it is a priority of its owners; by default, whether it has a rank.
    pub is_owner_priority: Option<bool>,
    /// 1, 2 or none.
    pub owner_priority_rank: Option<u8>,
    /// 1 to 3.
    pub urgency: u8,
    /// 1 to 3.
    pub importance: u8,
    /// 1 to 3.
    pub emotional_load: u8,
    /// `normal` or `high`.
    pub sensitivity: String,
    /// The session it was left over from.
    pub carried_over_from_session: Option<u8>,
    /// The case it has become part of.
    pub merged_into: Option<String>,
}

/// One person's dots.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ballot {
    /// Whose.
    pub participant_id: String,
    /// Dots by case.
    pub allocations: BTreeMap<String, u8>,
}

fn french() -> Language {
    Language::Fr
}

impl Scenario {
    /// Reads a scenario.
    pub fn read(text: &str) -> anyhow::Result<Self> {
        serde_json::from_str(text).context("this is not a scenario file")
    }

    /// The day's blocks in minutes after midnight.
    pub fn blocks(&self) -> anyhow::Result<Vec<BlockView>> {
        let view = |block: &Block| {
            Ok(BlockView {
                kind: block.kind,
                start: minutes(&block.start)?,
                end: minutes(&block.end)?,
            })
        };
        self.day.blocks.iter().map(view).collect()
    }

    /// The cases somebody brings, in the scenario's order.
    pub fn cases_of<'a>(&'a self, person: &'a str) -> impl Iterator<Item = &'a Case> {
        self.cases.iter().filter(move |case| case.owner_ids.iter().any(|owner| owner == person))
    }
}

impl Case {
    /// The case's fields as a phone says them.
    pub fn fields(&self) -> CaseFields {
        CaseFields {
            kind: self.kind,
            title: self.title.clone(),
            headline: self.summary.clone(),
            expects: String::new(),
            reserved: self.sensitivity == "high",
            urgency: self.urgency,
            importance: self.importance,
            emotional_load: self.emotional_load,
        }
    }
}

/// "HH:MM" as minutes after midnight.
pub fn minutes(text: &str) -> anyhow::Result<u16> {
    let (hours, minutes) = text.split_once(':').context("a time is HH:MM")?;
    let (hours, minutes): (u16, u16) = (hours.parse()?, minutes.parse()?);
    if hours > 24 || minutes > 59 {
        bail!("a time is HH:MM");
    }
    Ok(hours * 60 + minutes)
}

/// A stable identifier for a name of the scenario, so that a rehearsal can be read.
pub fn id_of(name: &str) -> Uuid {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(format!("cercle rehearsal {name}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The case a scenario's id stands for.
pub fn case_id(name: &str) -> CaseId {
    CaseId(id_of(name))
}

/// The seat a scenario's id stands for.
pub fn seat_id(name: &str) -> ParticipantId {
    ParticipantId(id_of(name))
}
