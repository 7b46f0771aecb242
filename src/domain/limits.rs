//! How long, how many. Characters are graphemes as people count them.

/// Minutes of a day.
pub const DAY_MINUTES: u16 = 24 * 60;
/// Graphemes of a first name.
pub const NAME: usize = 40;
/// Characters of a case's title.
pub const TITLE: usize = 120;
/// Characters of a headline.
pub const HEADLINE: usize = 140;
/// Characters of what an owner expects of the group.
pub const EXPECTS: usize = 280;
/// Characters of an expectation line.
pub const EXPECTATION: usize = 140;
/// Characters of a contribution.
pub const CONTRIBUTION: usize = 500;
/// Characters of the charter.
pub const CHARTER: usize = 4_000;
/// Seats a circle may have.
pub const SEATS: u8 = 12;
/// Cases a person may bring to a day.
pub const CASES_EACH: usize = 3;
/// Live cases of a day.
pub const CASES: usize = 36;
/// Own priorities a person may mark.
pub const PRIORITIES_EACH: usize = 2;
/// Contributions a person may have in one step.
pub const CONTRIBUTIONS_EACH: usize = 6;
/// Lines of one's own trace.
pub const TRACE_EACH: usize = 20;
/// Dots a person may have, from and to.
pub const DOTS: std::ops::RangeInclusive<u8> = 3..=6;
/// Dots a page lets one person put on one case.
pub const DOTS_PER_CASE: u8 = 2;
/// People who are counted together at the least: a vote is neither opened, sealed nor dealt again for
/// fewer (rule V11).
pub const VOTERS: u16 = 3;
/// Voters below which counts are shown only at the close (rule V3).
pub const VOTERS_FOR_LIVE: usize = 6;
/// Minutes between two slots.
pub const TRANSITION_MINUTES: u16 = 3;
/// How long a move can be undone, in milliseconds.
pub const UNDO_MS: i64 = 10_000;
/// Blocks a day may have.
pub const BLOCKS: usize = 24;
/// Minutes below which a fixed block is never shortened (rule W6).
pub const LUNCH_FLOOR: u16 = 45;
/// The same for a break.
pub const BREAK_FLOOR: u16 = 10;
/// The same for the opening.
pub const OPENING_FLOOR: u16 = 20;
/// The same for the closing.
pub const CLOSING_FLOOR: u16 = 20;
/// Minutes by which a day may be asked to last longer: beyond two hours nobody works well.
pub const EXTENSION_MINUTES: u16 = 120;
/// Steps of one way out: no more than a case each, and the blocks.
pub const WAY_STEPS: usize = CASES + BLOCKS;
/// Steps that may be added to one treatment: beyond these it is another process.
pub const EXTRA_STEPS: usize = 5;
/// Minutes an added step may have.
pub const EXTRA_MINUTES: std::ops::RangeInclusive<u16> = 1..=30;
/// Minutes a case may take.
pub const CASE_MINUTES: std::ops::RangeInclusive<u16> = 5..=180;
/// What a process may hold.
pub mod process {
    /// Characters of a name: the process's, a step's, a role's, a choice's.
    pub const NAME: usize = 60;
    /// Characters of a sentence: what it is for, when to choose it, what a phone says.
    pub const SENTENCE: usize = 280;
    /// Characters of the words above a field.
    pub const PROMPT: usize = 140;
    /// Characters of what the facilitator can say.
    pub const SAYS: usize = 500;
    /// Characters of the id of a step or a field.
    pub const ID: usize = 48;
    /// Steps.
    pub const STEPS: usize = 12;
    /// Fields of a step.
    pub const INPUTS: usize = 6;
    /// Answers of a phone that votes.
    pub const CHOICES: usize = 8;
    /// Parts of a turn in sub-groups.
    pub const PARTS: usize = 8;
    /// What those who observe watch.
    pub const CRITERIA: usize = 8;
    /// Tried ways to share the minutes out.
    pub const PRESETS: usize = 8;
    /// Seconds of a write window.
    pub const SECONDS: i64 = 3_600;
    /// Bytes it takes: a day copies the house's and the group's into one entry of its journal.
    pub const BYTES: usize = 24_000;
    /// Of these, what stands around each text: names of fields, words of closed lists.
    pub const AROUND: usize = 60;
}
/// Processes of its own that a cycle keeps.
pub const OWN_PROCESSES: usize = 12;
