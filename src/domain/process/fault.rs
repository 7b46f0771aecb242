//! One thing wrong in a process: its place, and a closed list of reasons with stable codes.

use std::fmt;

/// Declares the reasons with their codes and sentences; `{0}` stands for the first figure.
macro_rules! wrongs {
    ($($(#[$doc:meta])* $variant:ident = $code:literal: $sentence:literal),+ $(,)?) => {
        /// Why a place of a process is not as it must be.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Wrong { $($(#[$doc])* $variant),+ }

        impl Wrong {
            /// Every reason, in the order of `PROTOCOL.md`.
            pub const ALL: &'static [Wrong] = &[$(Wrong::$variant),+];

            /// The stable code of this reason on the wire.
            pub fn code(self) -> &'static str {
                match self { $(Wrong::$variant => $code),+ }
            }

            /// What is said of the place, with places for figures.
            pub fn sentence(self) -> &'static str {
                match self { $(Wrong::$variant => $sentence),+ }
            }
        }
    };
}

wrongs! {
    /// The file cannot be read at all.
    NotJson = "notJson": "cannot be read at line {0}, column {1}",
    /// A field is missing.
    Missing = "missing": "is missing (line {0})",
    /// No field of a process is called so.
    Unknown = "unknown": "is no field of a process (line {0})",
    /// Something else stands there than in a process.
    OtherShape = "otherShape": "is not what stands there in a process (line {0})",
    /// Letters a–z, digits and underscores, beginning with a letter, 48 at the most.
    NotAnId = "notAnId": "is not 1 to 48 letters a–z, digits and underscores, beginning with a letter",
    /// A text is missing.
    Empty = "empty": "is empty",
    /// A text is too long.
    TooLong = "tooLong": "is longer than {0} characters",
    /// A text has signs that no text has.
    BadText = "badText": "has signs that no text has",
    /// The whole is too long for a day to carry.
    TooMuch = "tooMuch": "takes more than {0} bytes in all",
    /// There is none of what there must be.
    None = "none": "are none",
    /// There are too many.
    TooMany = "tooMany": "are more than {0}",
    /// A name that stands for something else already.
    Twice = "twice": "stands twice",
    /// Outside its range.
    OutOfRange = "outOfRange": "is {0}, outside {1} to {2}",
    /// Least, usual and most are not in order.
    NotRising = "notRising": "{0}–{1}–{2} does not rise from a least to a most",
    /// The whole is not what its steps make.
    NotTheSum = "notTheSum": "is {0}, the steps add up to {1}",
    /// As many as there are steps.
    OtherCount = "otherCount": "has {0} entries for {1} steps",
    /// A sum outside the minutes of the whole.
    SumOutOfRange = "sumOutOfRange": "adds up to {0}, outside {1} to {2}",
    /// Nobody speaks, nor is silence named.
    NobodySpeaks = "nobodySpeaks": "names nobody at all",
    /// Read in the room from the start.
    ForTheRoom = "forTheRoom": "is the room’s: only an author opens a text to it",
    /// Words of nobody that only their author would read.
    AnonymousForOneself = "anonymousForOneself": "is the author’s own, whom nobody is to know",
    /// Filled by somebody without a phone.
    NoPhone = "noPhone": "has no phone in the circle",
    /// The phone is closed though something is asked there.
    ClosedYetAsked = "closedYetAsked": "is closed, yet an input is for it",
    /// The phone votes though something is asked there.
    VotesYetAsked = "votesYetAsked": "votes, yet an input is for it",
    /// The phone writes though nothing is asked there.
    WritesNothing = "writesNothing": "writes, yet no input is for it",
    /// The phone jots, and not exactly one optional thing.
    JotsNotOne = "jotsNotOne": "jots, which takes exactly one optional input",
    /// Choices without a vote, or a vote without choices.
    ChoicesAstray = "choicesAstray": "are two or more where a phone votes, and none elsewhere",
    /// Turns that do not fill the step.
    NotTheTurns = "notTheTurns": "add up to {0} a turn, which no number of members brings to {1}",
}

/// One thing wrong in a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, as `steps[0].name.fr`; empty for the whole.
    pub place: String,
    /// Why.
    pub wrong: Wrong,
    /// The figures of its sentence.
    pub figures: Vec<i64>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sentence = self.wrong.sentence().to_owned();
        for (at, figure) in self.figures.iter().enumerate() {
            sentence = sentence.replace(&format!("{{{at}}}"), &figure.to_string());
        }
        if self.place.is_empty() {
            f.write_str(&sentence)
        } else {
            write!(f, "{}: {sentence}", self.place)
        }
    }
}
