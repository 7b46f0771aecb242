//! The closed lists of words that events store and faces speak: one spelling for both.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Declares a closed list of words, spelled in camelCase wherever it is stored or sent.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every word of the list, in its order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
        }
    };
}

words! {
    /// What an owner brings: the three P of codevelopment (Payette and Champagne).
    CaseKind {
        /// Something that weighs on the owner.
        Preoccupation,
        /// Something that does not work.
        Probleme,
        /// Something to be built.
        Projet,
    }
}

words! {
    /// What a phone does during a step; closed is the normal state.
    PhoneState {
        /// Nothing to tap: one listens.
        Closed,
        /// Everybody named by the step writes at once.
        Write,
        /// One optional field.
        Jot,
        /// One choice.
        Vote,
    }
}

words! {
    /// The parts somebody plays in a step, whatever the process calls them.
    Role {
        /// Whose case it is.
        Owner,
        /// The peers who help.
        Consultant,
        /// Who holds frame, process and time.
        Facilitator,
        /// Who watches with one criterion.
        Observer,
        /// Who keeps the time.
        Timekeeper,
        /// Who notes for the owner.
        Scribe,
        /// Everybody present.
        Everyone,
        /// Nobody: silence.
        Nobody,
    }
}

impl Role {
    /// The parts that somebody in the circle plays.
    pub const OF_PEOPLE: [Role; 5] =
        [Role::Owner, Role::Consultant, Role::Observer, Role::Timekeeper, Role::Scribe];

    /// The roles that a process may offer.
    pub const OFFERED: [Role; 3] = [Role::Timekeeper, Role::Scribe, Role::Observer];

    /// Whether what this part is asked is asked of somebody who plays `role`: whoever observes,
    /// keeps the time or notes is a peer all the same.
    pub fn takes_in(self, role: Role) -> bool {
        match self {
            Role::Everyone => true,
            Role::Consultant => role != Role::Owner,
            part => part == role,
        }
    }
}

words! {
    /// The fifteen kinds of contribution of the glossary.
    ContributionKind {
        /// A one-line headline by the owner.
        Manchette,
        /// A question of fact.
        Question,
        /// A question that makes one think.
        QuestionReflexive,
        /// A reaction.
        Reaction,
        /// A feeling.
        Ressenti,
        /// Something lived.
        Vecu,
        /// A hypothesis.
        Hypothese,
        /// A suggestion.
        Suggestion,
        /// A resource.
        Ressource,
        /// What it evokes in the listener, without advice.
        Resonance,
        /// What is needed.
        Besoin,
        /// What the owner asks of the group.
        Contrat,
        /// What the owner will do.
        PlanAction,
        /// The first step.
        PremierPas,
        /// What one learnt.
        Apprentissage,
    }
}

words! {
    /// What becomes of a case at the end of the day, by its owner's choice.
    Disposition {
        /// Treated today.
        Settled,
        /// Kept in the backlog for a later day.
        CarryOver,
        /// Settled informally, outside the day.
        Offline,
        /// Taken up alone with the facilitator.
        OneToOne,
        /// Let go.
        Withdrawn,
    }
}

words! {
    /// The kinds of blocks a day is made of.
    BlockKind {
        /// Opening, charter, expectations.
        Opening,
        /// Inventory of needs and cases.
        Inventory,
        /// Choice of processes and the vote.
        Prioritisation,
        /// Cases are treated.
        Treatment,
        /// A short break.
        Break,
        /// Lunch.
        Lunch,
        /// Closing.
        Closing,
    }
}

words! {
    /// Why the day rests.
    PauseKind {
        /// A short break.
        Break,
        /// Lunch.
        Lunch,
        /// Any other moment aside.
        Aside,
    }
}

words! {
    /// When the counts of a vote may be seen.
    VoteMode {
        /// In batches that mix several people (rule V3).
        Live,
        /// Only at the close.
        Sealed,
    }
}

words! {
    /// How far the ballots of a vote are.
    BallotStage {
        /// The key is being made.
        Dealing,
        /// Phones fetch credentials and put blank dots in the box.
        Issuing,
        /// No other dot comes in: dots are placed and moved.
        Sealed,
        /// Counted.
        Closed,
    }
}

words! {
    /// What a secret choice is about.
    VoteKind {
        /// Which cases to treat.
        Priority,
        /// Return on time invested, 1 to 5.
        Roti,
        /// One tap: a question of the step.
        Interest,
        /// One tap: whether the step goes on for a while.
        MoreTime,
    }
}

impl VoteKind {
    /// It is asked in a step, and means nothing in another.
    pub fn is_of_step(self) -> bool {
        matches!(self, VoteKind::Interest | VoteKind::MoreTime)
    }
}

words! {
    /// The three clocks of a day.
    ClockKind {
        /// The step at hand.
        Step,
        /// The case at hand.
        Case,
        /// The day: ahead or behind.
        Day,
    }
}

words! {
    /// In which order raised hands are given the floor.
    HandsOrder {
        /// First raised, first served.
        Raised,
        /// Those who have had the floor least often today first; then as they were raised.
        LeastHeard,
    }
}

words! {
    /// What the facilitator lets the room screen show.
    ScreenShows {
        /// The phase or step at hand.
        Step,
        /// Texts their authors gave to the room.
        Ideas,
        /// The code and the QR.
        Code,
        /// Nothing: the curtain.
        Black,
    }
}

words! {
    /// The trade of whoever facilitates: one at a time, and the room is told which.
    Posture {
        /// Holds frame, process and time: what one is unless it is said otherwise.
        Facilitator,
        /// Coaches one person, in front of the others.
        Coach,
        /// Brings an input.
        Trainer,
    }
}

words! {
    /// How the treatment of a case ended.
    Outcome {
        /// Treated to the owner's satisfaction, or nearly.
        Treated,
        /// Stopped by its owner.
        Stopped,
        /// To be taken up again.
        Unfinished,
        /// Nobody could answer: the facilitator prepares it for the next day.
        ToPrepare,
    }
}

words! {
    /// The kinds of lines of one's own trace.
    TraceKind {
        /// Something learnt.
        Learning,
        /// A first step.
        FirstStep,
        /// A commitment.
        Commitment,
    }
}

words! {
    /// A language that the house speaks.
    Language {
        /// French.
        Fr,
        /// English.
        En,
    }
}
