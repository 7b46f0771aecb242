//! What a closing day leaves to its cycle: little, and only what somebody chose to keep.

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::day::ballot::Counts;
use crate::domain::day::inventory::{Carried, CaseItem};
use crate::domain::day::treatment::Reader;
use crate::domain::id::{CaseId, ContributionId, ParticipantId, Timestamp};
use crate::domain::served;
use crate::domain::vocabulary::{ContributionKind, Disposition, Outcome, TraceKind, VoteKind};

/// What stays of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Keepsake {
    /// The roster as it is now.
    pub people: Vec<(ParticipantId, String)>,
    /// The charter's version.
    pub charter_version: u16,
    /// The charter.
    pub charter: String,
    /// Cases their owners agreed to carry.
    pub backlog: Vec<Carried>,
    /// Those who come first next day.
    #[serde(default)]
    pub first_places: Vec<ParticipantId>,
    /// How many roles each held that day: a number, never which, nor in what case.
    #[serde(default)]
    pub roles: Vec<(ParticipantId, u16)>,
    /// Lines of somebody's own trace.
    pub lines: Vec<(ParticipantId, KeptLine)>,
    /// Texts somebody wrote or was given.
    pub texts: Vec<(ParticipantId, KeptText)>,
    /// The distribution of the ROTI.
    pub roti: Option<Counts>,
}

/// A line of one's own trace, kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptLine {
    /// The line.
    pub line: ContributionId,
    /// What sort.
    pub kind: TraceKind,
    /// The words.
    pub text: String,
    /// A date one set oneself.
    pub due: Option<Timestamp>,
}

/// A text kept, with the case it was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptText {
    /// The text.
    pub contribution: ContributionId,
    /// The case.
    pub case: CaseId,
    /// What sort.
    pub kind: ContributionKind,
    /// The words.
    pub text: String,
}

impl Keepsake {
    /// What stays of a day as it stands just before its end.
    pub fn of(day: &Day) -> Self {
        let members = day.roster.members.iter();
        Self {
            people: members.map(|member| (member.participant, member.name.clone())).collect(),
            charter_version: day.charter.version,
            charter: day.charter.text.clone(),
            backlog: backlog(day),
            first_places: served::first_places(day),
            roles: roles(day),
            lines: lines(day),
            texts: texts(day),
            roti: day.vote_about(VoteKind::Roti).and_then(|vote| vote.counts.clone()),
        }
    }
}

fn roles(day: &Day) -> Vec<(ParticipantId, u16)> {
    let members = day.roster.members.iter().map(|member| member.participant);
    members.map(|who| (who, day.roles_today(who))).filter(|(_, held)| *held > 0).collect()
}

/// Cases carried over by their owners' word, and those of earlier days nobody answered for.
fn backlog(day: &Day) -> Vec<Carried> {
    let waiting = day
        .inventory
        .carried
        .iter()
        .map(|carried| Carried { age: carried.age.saturating_add(1), ..carried.clone() });
    let brought = day.inventory.cases.iter().filter(|case| case.merged_from.is_empty());
    let carried = brought.filter(|case| is_carried(day, case)).filter_map(|case| {
        let owner = *case.owners.first()?;
        let age = case.age.saturating_add(1);
        let prepared = is_to_prepare(day, case);
        Some(Carried { case: case.case, owner, fields: case.fields.clone(), age, prepared })
    });
    waiting.chain(carried).collect()
}

/// What was said of a merged case holds for those it stands for.
fn is_carried(day: &Day, case: &CaseItem) -> bool {
    let whole = case.merged_into.and_then(|id| day.inventory.case(id));
    let of_whole = || whole.and_then(|whole| day.disposition_of(whole));
    day.disposition_of(case).or_else(of_whole) == Some(Disposition::CarryOver)
}

/// Nobody could answer, today or on an earlier day on which the case was not treated either.
fn is_to_prepare(day: &Day, case: &CaseItem) -> bool {
    let treated_as = case.merged_into.unwrap_or(case.case);
    match day.outcome_of_case(treated_as) {
        Some(outcome) => outcome == Outcome::ToPrepare,
        None => case.prepared,
    }
}

fn lines(day: &Day) -> Vec<(ParticipantId, KeptLine)> {
    let kept = day.trace.iter().filter(|line| line.keep);
    kept.map(|line| {
        let (id, text) = (line.line, line.text.clone());
        (line.author, KeptLine { line: id, kind: line.kind, text, due: line.due })
    })
    .collect()
}

fn texts(day: &Day) -> Vec<(ParticipantId, KeptText)> {
    let mut texts = Vec::new();
    for text in &day.contributions {
        let Some(run) = day.runs.get(&text.slot) else { continue };
        for who in &text.kept_by {
            let Some(words) = text.read_as(Reader::Participant(*who)) else { continue };
            let kept = KeptText {
                contribution: text.contribution,
                case: run.case,
                kind: text.kind,
                text: words.to_owned(),
            };
            texts.push((*who, kept));
        }
    }
    texts
}
