//! Why not: a closed list with stable codes. Faces put each in words.

/// Declares the refusals with their codes.
macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// The domain says no.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Reason { $($(#[$doc])* $variant),+ }

        impl Reason {
            /// Every reason, in the order of `PROTOCOL.md`.
            pub const ALL: &'static [Reason] = &[$(Reason::$variant),+];

            /// The stable code of this reason on the wire.
            pub fn code(self) -> &'static str {
                match self { $(Reason::$variant => $code),+ }
            }
        }
    };
}

refusals! {
    /// The day has not been opened, or has ended.
    NotOpen = "notOpen",
    /// This is not done in the phase at hand.
    WrongPhase = "wrongPhase",
    /// The day has moved since the face saw it.
    Moved = "moved",
    /// There is nothing left to undo.
    NothingToUndo = "nothingToUndo",
    /// No such person in the circle.
    UnknownPerson = "unknownPerson",
    /// The person has no seat today.
    NotSeated = "notSeated",
    /// Every seat is taken.
    CircleFull = "circleFull",
    /// Somebody in the circle bears that name.
    NameTaken = "nameTaken",
    /// The name is empty, too long, or has signs a name has not.
    BadName = "badName",
    /// The seat is taken by somebody else.
    SeatTaken = "seatTaken",
    /// The charter has been amended since it was read.
    CharterChanged = "charterChanged",
    /// The write window is closed.
    WindowClosed = "windowClosed",
    /// The text is too long; the figure is the limit.
    TooLong = "tooLong",
    /// A text is required.
    Empty = "empty",
    /// The text has signs that no text has.
    BadText = "badText",
    /// As many as allowed have been given; the figure is the limit.
    TooMany = "tooMany",
    /// No such case, or it has been withdrawn.
    UnknownCase = "unknownCase",
    /// Only its owner may do this.
    NotYours = "notYours",
    /// The title belongs to several owners: it changes by the yes of each.
    SharedTitle = "sharedTitle",
    /// Somebody else has that id.
    IdTaken = "idTaken",
    /// A value lies outside its range.
    OutOfRange = "outOfRange",
    /// The cases have not been revealed yet.
    NotRevealed = "notRevealed",
    /// A merger needs two live cases or more that are not part of another.
    CannotMerge = "cannotMerge",
    /// No such proposal.
    UnknownProposal = "unknownProposal",
    /// The process is not in the catalogue of this day.
    UnknownProcess = "unknownProcess",
    /// The case is being treated, or has been.
    AlreadyTreated = "alreadyTreated",
    /// The process takes more minutes; the figure is the fewest.
    TooShort = "tooShort",
    /// The process asks for more people besides the owners; the figure is how many, throughout.
    TooFewPeople = "tooFewPeople",
    /// A case has no process yet.
    NoProcess = "noProcess",
    /// There are no cases to vote on.
    NothingToVote = "nothingToVote",
    /// A vote is open already.
    VoteOpen = "voteOpen",
    /// No such vote.
    UnknownVote = "unknownVote",
    /// The vote is closed.
    VoteClosed = "voteClosed",
    /// This person is not among those who vote.
    NotAnElector = "notAnElector",
    /// The vote has been dealt again, or not as often.
    OtherEpoch = "otherEpoch",
    /// The key of the vote is still being made.
    NotDealt = "notDealt",
    /// This person was given credentials for other tags.
    AlreadyIssued = "alreadyIssued",
    /// The blinded tags are not as many as the dots, not distinct, or not well formed.
    BadBlinds = "badBlinds",
    /// The box is sealed: no other dot comes in.
    VoteSealed = "voteSealed",
    /// The box is not sealed yet, or the vote not closed.
    NotSealed = "notSealed",
    /// Fewer than three people would be counted, or given, together: that would tell whose it is.
    TooFewVoters = "tooFewVoters",
    /// The plan rests on facts that have changed since.
    StalePlan = "stalePlan",
    /// The plan cannot be read: a slot names no block or no case, or the same case twice.
    BadPlan = "badPlan",
    /// Nothing can be planned: nobody is present, or the day has no treatment block.
    NothingToPlan = "nothingToPlan",
    /// The blocks of the day overlap, or are out of order.
    BadBlocks = "badBlocks",
    /// A way out does not go like this: the step is none, or another step is about the same thing.
    NotAWay = "notAWay",
    /// Somebody is being asked about the same thing already.
    AlreadyAsked = "alreadyAsked",
    /// No such slot in the plan.
    UnknownSlot = "unknownSlot",
    /// No such step in the process.
    UnknownStep = "unknownStep",
    /// No such input in the step, or it is not for this role.
    UnknownInput = "unknownInput",
    /// No such text, or it has been withdrawn.
    UnknownText = "unknownText",
    /// A visibility is only ever widened, by its author.
    CannotNarrow = "cannotNarrow",
    /// Its author has not given it to the room.
    NotForRoom = "notForRoom",
    /// Nothing of this process outlives the day.
    NotKept = "notKept",
    /// That role cannot be taken here.
    RoleTaken = "roleTaken",
    /// Too few people are here for sub-groups: the step stays in plenary.
    TooFewForGroups = "tooFewForGroups",
    /// A reserved case is only treated where the facilitator sits.
    ReservedApart = "reservedApart",
    /// A sub-group has too few members, or too many.
    GroupSize = "groupSize",
    /// The sub-groups are at work: they are not changed any more.
    GroupsAtWork = "groupsAtWork",
    /// Only the timekeeper of a sub-group moves it on.
    NotTimekeeper = "notTimekeeper",
    /// No clock is running.
    NoClock = "noClock",
    /// The room answers nobody for the moment.
    Busy = "busy",
    /// What was asked could not be made durable: nothing has changed.
    Unavailable = "unavailable",
    /// Somebody who has left the day cannot do this.
    CheckedOut = "checkedOut",
}

/// A refusal: why not, and the figure its sentence needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Refusal {
    /// Why not.
    pub reason: Reason,
    /// A limit or a count.
    pub figure: Option<i64>,
}

impl Refusal {
    /// A refusal whose sentence names a figure.
    pub fn with(reason: Reason, figure: i64) -> Self {
        Self { reason, figure: Some(figure) }
    }
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Self { reason, figure: None }
    }
}
