//! Treatment: a cursor over a process's steps, and the texts given in them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::day::Day;
use crate::domain::day::posture::InForce;
use crate::domain::day::rounds::Turns;
use crate::domain::id::{CaseId, ContributionId, ParticipantId, SlotId, Timestamp};
use crate::domain::process::Process;
use crate::domain::visibility::Visibility;
use crate::domain::vocabulary::{ContributionKind, Outcome, Role};

/// The treatment of one slot.
#[derive(Debug, Clone)]
pub struct Run {
    /// The case; the first of them where each brings their own.
    pub case: CaseId,
    /// Where each brings their own.
    pub turns: Option<Turns>,
    /// The process, as it stood when the treatment took it up.
    pub process: Arc<Process>,
    /// How many processes it had before this one.
    pub processes_before: u8,
    /// Minutes of each step for this case.
    pub minutes: Vec<u16>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it should end: grows with the time given to its steps.
    pub ends_at: Timestamp,
    /// Roles taken or given.
    pub roles: Vec<(ParticipantId, Role)>,
    /// The postures named by hand, by the id of the step in which each was.
    pub named: BTreeMap<String, InForce>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The owners who have stopped it.
    pub stopped_by: BTreeSet<ParticipantId>,
    /// The owners who were not here when it began, though another was.
    pub without: BTreeSet<ParticipantId>,
}

impl Run {
    /// The cases that were brought to it.
    pub fn cases(&self) -> &[CaseId] {
        self.turns.as_ref().map_or(std::slice::from_ref(&self.case), |turns| &turns.cases)
    }

    /// Whether it has ended by this owner's stop.
    pub fn is_stopped_by(&self, who: ParticipantId) -> bool {
        self.outcome == Some(Outcome::Stopped) && self.stopped_by.contains(&who)
    }

    /// Whether it treats an owner's case for them: not once any owner has stopped it, nor without them,
    /// nor while it is to be taken up again or prepared.
    pub fn covers(&self, who: ParticipantId) -> bool {
        matches!(self.outcome, None | Some(Outcome::Treated)) && !self.without.contains(&who)
    }
}

/// A text given in a step.
#[derive(Debug, Clone)]
pub struct Contribution {
    /// Its id, drawn by its author's phone.
    pub contribution: ContributionId,
    /// The slot.
    pub slot: SlotId,
    /// The case: a withdrawn one takes its texts along.
    pub case: CaseId,
    /// The step's id.
    pub step: String,
    /// The input's id.
    pub input: String,
    /// Who wrote it; nobody knows of a slip.
    pub author: Option<ParticipantId>,
    /// The owners of the case when it was written.
    pub owners: Vec<ParticipantId>,
    /// What sort.
    pub kind: ContributionKind,
    /// Who may read it.
    pub visibility: Visibility,
    /// Its window is open: others read it when that closes.
    pub held: bool,
    /// It notes the words of an owner, by whose yes it reaches the screen.
    pub dictated: bool,
    /// Nobody keeps it after the day, but whoever wrote it for themselves.
    pub fleeting: bool,
    /// The facilitator asks to show it.
    pub asked_for_screen: bool,
    /// It is on the room screen.
    pub pinned: bool,
    /// Who keeps it after today.
    pub kept_by: Vec<ParticipantId>,
    /// The words: out only through [`Contribution::read_as`].
    text: String,
}

/// What others read for the first time once nobody writes any more in the step at hand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reveal {
    /// Texts that the group reads.
    pub to_all: usize,
    /// Texts that the owner alone reads.
    pub to_owner: usize,
    /// Slips too, if any lie in the box: nobody counts them before.
    pub slips: bool,
}

/// Who asks to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Somebody in the circle.
    Participant(ParticipantId),
    /// The facilitator.
    Facilitator,
    /// The room screen.
    Room,
}

impl Day {
    /// What the end of the open window, by itself or by a move, lets others read; none when it
    /// lets them read nothing new. No undoing takes that back.
    pub fn reveals(&self) -> Option<Reveal> {
        let (_, _, step) = self.at_step().filter(|_| self.window.open)?;
        let held = |wide: fn(Visibility) -> bool| {
            let held = self.contributions.iter().filter(|text| text.held);
            held.filter(|text| wide(text.visibility)).count()
        };
        let reveal = Reveal {
            to_all: held(|to| to >= Visibility::Group),
            to_owner: held(|to| to == Visibility::Owner),
            slips: step.inputs.iter().any(|input| input.anonymous),
        };
        (reveal != Reveal::default()).then_some(reveal)
    }
}

impl Contribution {
    /// A text as it is given: for a case and its owners, in a step's input.
    #[allow(clippy::too_many_arguments, reason = "one argument per field of the event")]
    pub fn given(
        contribution: ContributionId,
        slot: SlotId,
        (case, owners): (CaseId, Vec<ParticipantId>),
        (step, input): (String, String),
        author: Option<ParticipantId>,
        kind: ContributionKind,
        visibility: Visibility,
        text: String,
    ) -> Self {
        Self {
            contribution,
            slot,
            case,
            step,
            input,
            author,
            owners,
            kind,
            visibility,
            held: false,
            dictated: false,
            fleeting: false,
            asked_for_screen: false,
            pinned: false,
            kept_by: Vec::new(),
            text,
        }
    }

    /// The words, if this reader may read them.
    pub fn read_as(&self, reader: Reader) -> Option<&str> {
        let allowed = match reader {
            Reader::Participant(who) if self.is_by(who) => true,
            _ if self.held => false,
            Reader::Participant(who) if self.owners.contains(&who) => {
                self.visibility >= Visibility::Owner
            }
            Reader::Participant(_) | Reader::Facilitator => self.visibility >= Visibility::Group,
            Reader::Room => self.visibility == Visibility::Room,
        };
        allowed.then_some(self.text.as_str())
    }

    /// Whether this person wrote it, as far as anybody knows.
    pub fn is_by(&self, who: ParticipantId) -> bool {
        self.author == Some(who)
    }

    /// Whether it may be kept after the day.
    pub fn may_outlive(&self) -> bool {
        !self.fleeting || self.visibility == Visibility::Author
    }

    /// Whether these are its words.
    pub fn is_worded(&self, words: &str) -> bool {
        self.text == words
    }

    /// Writes the text anew, for those who may read it now. On the screen stays what was agreed to,
    /// so the new one is taken down.
    pub fn rewrite(&mut self, text: String, visibility: Visibility) {
        self.text = text;
        self.visibility = visibility;
        self.pinned = false;
    }
}
