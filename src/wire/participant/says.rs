//! What a participant may ask.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::day::slip::SlipSecret;
use crate::domain::day::split::TurnPart;
use crate::domain::id::{CaseId, ContributionId, ProposalId, SlotId, Timestamp, VoteId};
use crate::domain::process::ProcessId;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{BallotStage, CaseKind, Disposition, Role, TraceKind};

/// What a participant may ask. Ids of new things are drawn by the phone; values are absolute.
/// Those without fields bear braces: only then are unknown fields refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "act",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Says {
    /// "I commit" to this version of the charter.
    Engage {
        /// The version read.
        version: u16,
    },
    /// One optional line of expectations; none takes it back.
    Expect {
        /// At most 140 characters.
        text: Option<String>,
    },
    /// My turn is over; or I pass, and it comes back once, after all others.
    TurnDone {
        /// The turn, as it was shown: of another there is nothing to do.
        number: u16,
        /// I pass.
        #[serde(default)]
        passes: bool,
    },
    /// My case is this: new, or written anew.
    PutCase {
        /// Drawn by the phone for a new case.
        case_item: CaseId,
        /// All its fields.
        fields: CaseFields,
    },
    /// My case is withdrawn, everywhere.
    WithdrawCase {
        /// Which.
        case_item: CaseId,
    },
    /// My priorities: first, second, or none for this case.
    Prioritise {
        /// Which.
        case_item: CaseId,
        /// 1, 2 or none.
        rank: Option<u8>,
    },
    /// I agree, or not, to merge my case into another.
    AgreeMerge {
        /// The proposed case.
        merge: CaseId,
        /// Yes or no.
        agrees: bool,
    },
    /// I agree, or not, to what a way out changes for me.
    AnswerWay {
        /// Which.
        proposal: ProposalId,
        /// Yes or no.
        agrees: bool,
    },
    /// I no longer agree to wait for the next day: my guarantee holds today again.
    ResumeGuarantee {},
    /// I take, or not, the title the facilitator proposes.
    AgreeTitle {
        /// Which case.
        case_item: CaseId,
        /// The title as it was proposed.
        title: String,
        /// Yes or no.
        agrees: bool,
    },
    /// My case of an earlier day: bring it today, or withdraw it.
    ConfirmCarried {
        /// Which.
        case_item: CaseId,
        /// Yes or no.
        keep: bool,
    },
    /// My case is treated by this process, in so many minutes.
    ChooseProcess {
        /// Which case.
        case_item: CaseId,
        /// Which process.
        process: ProcessId,
        /// Minutes in all, steps included.
        minutes: u16,
    },
    /// Credentials for my dots, whose tags are blinded.
    Issue {
        /// Which vote.
        vote: VoteId,
        /// Which deal of it.
        epoch: u16,
        /// As many as I have dots; 32 bytes each, base64url without padding.
        blinded: Vec<String>,
    },
    /// My phone has checked the sealed box, or the closed one.
    Checked {
        /// Which vote.
        vote: VoteId,
        /// Which deal of it.
        epoch: u16,
        /// `sealed` or `closed`: what was checked.
        stage: BallotStage,
        /// It is as it must be.
        ok: bool,
    },
    /// What I write in a step.
    Contribute {
        /// Drawn by the phone; the same id writes anew.
        contribution: ContributionId,
        /// The slot.
        slot: SlotId,
        /// The step's id.
        step: String,
        /// The input's id.
        input: String,
        /// At most the input's limit.
        text: String,
    },
    /// What I wrote is withdrawn, everywhere.
    WithdrawContribution {
        /// Which.
        contribution: ContributionId,
    },
    /// What nobody is to know I wrote, in a step that asks for that.
    GiveSlip {
        /// Drawn by the phone, base64url; the slip's id is the first sixteen bytes of its SHA-256. The
        /// same secret writes anew.
        #[ts(type = "string")]
        secret: SlipSecret,
        /// The slot.
        slot: SlotId,
        /// The step's id.
        step: String,
        /// The input's id.
        input: String,
        /// At most the input's limit.
        text: String,
    },
    /// What nobody knows I wrote is withdrawn, everywhere.
    WithdrawSlip {
        /// The secret whose hash is its id, base64url.
        #[ts(type = "string")]
        secret: SlipSecret,
    },
    /// A wider circle may read what I wrote.
    Widen {
        /// Which.
        contribution: ContributionId,
        /// Never narrower than now.
        visibility: Visibility,
    },
    /// This is not to be on the room screen: I was asked, or said yes before.
    DeclineScreen {
        /// Which.
        contribution: ContributionId,
    },
    /// My hand is up, or down.
    Hand {
        /// Up or down.
        raised: bool,
    },
    /// I take a role of this slot, or leave it.
    TakeRole {
        /// Which slot.
        slot: SlotId,
        /// Observer, timekeeper or scribe.
        role: Role,
        /// Take or leave.
        taken: bool,
    },
    /// My sub-group goes on from a part of a turn to another, or to its end: I keep its time.
    TurnGroup {
        /// Which slot.
        slot: SlotId,
        /// The part that was shown.
        from: Option<TurnPart>,
        /// The part that begins; none after the last.
        to: Option<TurnPart>,
    },
    /// The treatment of my case stops here.
    StopCase {
        /// Which slot.
        slot: SlotId,
    },
    /// What becomes of my case after today.
    Settle {
        /// Which.
        case_item: CaseId,
        /// By my choice.
        disposition: Disposition,
    },
    /// A line of my own trace.
    PutTrace {
        /// Drawn by the phone; the same id writes anew.
        line: ContributionId,
        /// What sort of line.
        kind: TraceKind,
        /// At most 500 characters; empty erases it.
        text: String,
        /// A date I set myself, if any.
        due: Option<Timestamp>,
        /// Kept after today, or erased.
        keep: bool,
    },
    /// Something I wrote or was given today: kept for me after today, or erased.
    KeepText {
        /// Which.
        contribution: ContributionId,
        /// Kept or erased.
        keep: bool,
    },
    /// I leave the day now.
    CheckOut {},
}

/// The fields of a case (rule I2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseFields {
    /// Which of the three P.
    pub kind: CaseKind,
    /// A question, at most 120 characters.
    pub title: String,
    /// One line, at most 140 characters.
    pub headline: String,
    /// What I expect of the group, at most 280 characters.
    pub expects: String,
    /// Title masked on the room screen, never in a sub-group without the facilitator.
    pub reserved: bool,
    /// 1 to 3: before the next day?
    pub urgency: u8,
    /// 1 to 3: what is at stake.
    pub importance: u8,
    /// 1 to 3: how it weighs; seen by me and the facilitator.
    pub emotional_load: u8,
}
